"""Events in the ledger: found by conditions, decided on by people, and made for ledgers that are older."""

from dataclasses import replace

import pytest

from purport.errors import InstructionError
from purport.ledger import opened
from purport.ledger.codec import encoded
from purport.ledger.port import Filing
from purport.records import (
    Action,
    Certainty,
    Decision,
    Event,
    EventFilter,
    Filter,
    Responsibility,
    Ruling,
    Span,
    Stage,
)
from purport.records.identity import digest, document_id, event_id
from purport.records.views import EDITABLE
from tests.ledger import older
from tests.ledger.stories import AT, document, keep, later, reading

TEXT = (
    "Rebels denied that they shelled the mill in Kessim.\nOn 2 March soldiers arrested a porter in Arden, police said."
)


@pytest.fixture
def ledger(ledger_url):
    with opened(ledger_url) as book:
        yield book


def happening(doc, word, **told) -> Event:
    start = doc.text.index(word)
    anchor = Span(start, start + len(word))
    plain = Event(
        id="",
        actor="rebels",
        action=Action.ASSAULT,
        target="mill",
        place="Kessim",
        date=None,
        certainty=Certainty.DENIED,
        chain=("rebels",),
        anchor=anchor,
        statement=None,
        score=0.8,
        reason="denied: governed by 'denied'",
        sentence=Span(0, doc.text.index("\n")),
        mode="heavy-weapons",
        stage=Stage.UNKNOWN,
        responsibility=Responsibility.DENIED,
    )
    made = replace(plain, **told)
    return replace(made, id=event_id(document_id(doc), anchor, made.actor, str(made.action)))


def story(origin="/news/mill.txt", text=TEXT, **told) -> Filing:
    doc = document(text, origin, **told)
    shelled = happening(doc, "shelled")
    arrested = happening(
        doc,
        "arrested",
        actor="soldiers",
        action=Action.COERCE,
        target="porter",
        place="Arden",
        date="2026-03-02",
        certainty=Certainty.ATTRIBUTED,
        chain=("police",),
        sentence=None,
        mode="arrest",
        stage=Stage.ACCOMPLISHED,
        responsibility=Responsibility.BY_AUTHORITIES,
    )
    return Filing(doc, reading(doc, events=(shelled, arrested)))


def put(ledger, filing, at=AT):
    keep(ledger, filing.document.text, filing.document.origin, at)
    return ledger.file(filing.document, filing.reading, at)


@pytest.fixture
def full(ledger):
    put(ledger, story())
    return ledger


def anchors(ledger, **asked):
    return [row.anchor_words for row in ledger.events(EventFilter(**asked))]


def decided(row, ruling, minutes=0, **changes):
    return Decision(row.event.id, ruling, replace(row.event, **changes), "Ada Roe", later(minutes))


@pytest.mark.parametrize(
    ("asked", "found"),
    [
        ({}, ["shelled", "arrested"]),
        ({"action": Action.COERCE}, ["arrested"]),
        ({"certainty": Certainty.DENIED}, ["shelled"]),
        ({"actor": "REBELS"}, ["shelled"]),
        ({"stage": Stage.ACCOMPLISHED}, ["arrested"]),
        ({"responsibility": Responsibility.DENIED}, ["shelled"]),
        ({"stage": Stage.ATTEMPTED}, []),
        ({"actor": "police"}, []),
        ({"source": "police"}, ["arrested"]),
        ({"target": "porter"}, ["arrested"]),
        ({"place": "kessim"}, ["shelled"]),
        ({"words": "kessim"}, ["shelled"]),
        ({"since": "2026-03-03"}, ["shelled"]),
        ({"until": "2026-03-02"}, ["arrested"]),
        ({"document": "mill"}, ["shelled", "arrested"]),
        ({"words": '"the mill" -porter'}, ["shelled"]),
        ({"words": "rebels", "action": Action.COERCE}, []),
        ({"limit": 1}, ["shelled"]),
        ({"limit": 1, "offset": 1}, ["arrested"]),
        ({"undecided": True}, ["shelled", "arrested"]),
        ({"rulings": (Ruling.ACCEPTED,)}, []),
    ],
)
def test_conditions(full, asked, found):
    assert anchors(full, **asked) == found
    if "limit" not in asked:
        assert full.count_events(EventFilter(**asked)) == len(found)


def test_a_row_has_what_a_table_needs(full):
    row = full.events(EventFilter(action=Action.ASSAULT))[0]
    assert row.sentence_words == "Rebels denied that they shelled the mill in Kessim."
    assert (row.name, row.published, row.date, row.current) == ("mill", "2026-03-07", "2026-03-07", True)
    other = full.events(EventFilter(action=Action.COERCE))[0]
    assert other.sentence_words.startswith("On 2 March soldiers")  # a reading that kept no sentence: the line
    assert other.date == "2026-03-02"


def test_by_id_and_its_beginning(full):
    row = full.events(EventFilter())[0]
    assert full.event(row.event.id) == full.event(row.event.id[3:9]) == row
    for name in ("ev-ffff", "nothing", "é"):
        with pytest.raises(InstructionError) as caught:
            full.event(name)
        assert caught.value.code == "unknown-id"
    with pytest.raises(InstructionError) as caught:
        full.event("ev-")
    assert caught.value.code == "ambiguous-id"


def test_twice_is_once_and_a_later_reading_counts(full):
    put(full, story())
    assert full.count_events(EventFilter()) == 2
    doc = story().document
    later_reading = reading(
        doc, events=(happening(doc, "shelled", certainty=Certainty.NEGATED),), steps=(("parse", "2"),)
    )
    put(full, Filing(doc, later_reading))
    assert [row.event.certainty for row in full.events(EventFilter())] == [Certainty.NEGATED]
    put(full, story())  # the earlier reading again
    assert full.count_events(EventFilter()) == 2
    assert not list(full.faults())


def test_a_changed_page_shows_what_stands_there_now(full):
    put(
        full,
        story(text="Nothing happened in Kessim.\nOr so rebels who shelled it and soldiers who arrested a porter say."),
    )
    assert {row.sentence_words[:7] for row in full.events(EventFilter())} == {"Nothing", "Or so r"}
    keep(full, TEXT, "/news/mill.txt", later(1))
    assert full.events(EventFilter())[0].sentence_words.startswith("Rebels denied")


def test_decisions_are_added_and_the_last_counts(full):
    row = full.events(EventFilter(action=Action.ASSAULT))[0]
    assert full.decide(decided(row, Ruling.REJECTED))
    assert not full.decide(decided(row, Ruling.REJECTED))
    assert anchors(full, undecided=True) == ["arrested"]
    assert anchors(full, rulings=(Ruling.REJECTED,)) == ["shelled"]
    assert full.decide(decided(row, Ruling.EDITED, 1, target="the old mill"))
    now = full.event(row.event.id)
    assert (now.event.target, now.decided.target) == ("mill", "the old mill")
    assert now.changes == (("target", "mill", "the old mill"),)
    assert anchors(full, rulings=(Ruling.REJECTED,)) == []
    assert anchors(full, rulings=(Ruling.ACCEPTED, Ruling.EDITED)) == ["shelled"]
    assert full.decide(decided(row, Ruling.WITHDRAWN, 2))
    assert full.event(row.event.id).decision is None
    assert anchors(full, undecided=True) == ["shelled", "arrested"]
    assert [one.ruling for one in full.decisions(row.event.id)] == [Ruling.REJECTED, Ruling.EDITED, Ruling.WITHDRAWN]
    assert [entry.deed for entry in full.custody()].count("decided") == 3
    assert not list(full.faults())


def test_a_decision_that_did_not_see_the_last_one_is_refused(full):
    row = full.events(EventFilter(action=Action.ASSAULT))[0]
    first, second = decided(row, Ruling.REJECTED), decided(row, Ruling.ACCEPTED, 1)
    assert full.decide(first, "")
    for seen in ("", "sha256:" + "0" * 64):
        with pytest.raises(InstructionError) as caught:
            full.decide(second, seen)
        assert caught.value.code == "overtaken"
    assert full.decisions(row.event.id) == [first]
    assert full.decide(second, digest(encoded(first)))
    assert full.decide(decided(row, Ruling.WITHDRAWN, 2))  # who says nothing of what was seen is not asked
    assert not list(full.faults())


def test_what_was_decided_stays_when_a_later_reading_sees_it_no_more(full):
    row = full.events(EventFilter(action=Action.ASSAULT))[0]
    full.decide(decided(row, Ruling.ACCEPTED))
    put(full, Filing(story().document, reading(story().document, steps=(("parse", "2"),))))
    assert anchors(full) == []
    (kept,) = full.events(EventFilter(rulings=(Ruling.ACCEPTED,)))
    assert not kept.current
    assert kept.decided == row.event


def test_a_decision_about_nothing_is_refused(full):
    row = full.events(EventFilter())[0]
    with pytest.raises(InstructionError) as caught:
        full.decide(replace(decided(row, Ruling.ACCEPTED), about="ev-0000"))
    assert caught.value.code == "unknown-id"


@pytest.mark.parametrize(
    ("sql", "code"),
    [
        ("UPDATE event SET certainty = 'asserted' WHERE action = 'ASSAULT'", "changed-event"),
        ("UPDATE event SET stage = 'accomplished' WHERE action = 'ASSAULT'", "changed-event"),
        ("UPDATE event SET responsibility = NULL", "changed-event"),
        ("UPDATE event SET record = replace(record, 'mill', 'hill')", "changed-event"),
        ("UPDATE decision SET record = replace(record, 'Ada', 'Eve')", "changed-decision"),
        ("DELETE FROM decision", "missing-row"),
    ],
)
def test_tampering_is_found(ledger_url, sql, code):
    with opened(ledger_url) as ledger:
        put(ledger, story())
        ledger.decide(decided(ledger.events(EventFilter())[0], Ruling.ACCEPTED))
    older.run(ledger_url, sql)
    with opened(ledger_url) as ledger:
        assert code in {fault.code for fault in ledger.faults()}


def test_an_edit_of_every_field_comes_back_as_it_was_made(full):
    row = full.events(EventFilter(action=Action.ASSAULT))[0]
    new = {
        "actor": "Ardal Front",
        "actor_country": "NOR",
        "actor_group": "League",
        "action": Action.COERCE,
        "mode": "curfew",
        "target": None,
        "target_country": "SYR",
        "place": "Arden",
        "date": "2026",
        "certainty": Certainty.PLANNED,
        "stage": Stage.AHEAD,
        "responsibility": None,
    }
    made = decided(row, Ruling.EDITED, **new)
    assert full.decide(made)
    kept = full.event(row.event.id)
    assert (kept.event, kept.decision, kept.decided) == (row.event, made, made.event)
    assert {name for name, _, _ in kept.changes} == set(EDITABLE) == set(new)
    assert not list(full.faults())


def test_a_ledger_of_the_second_version_gets_the_columns(ledger_url):
    plain = story()
    untold = [replace(event, stage=None, responsibility=None) for event in plain.reading.events]
    with opened(ledger_url) as ledger:
        put(ledger, replace(plain, reading=replace(plain.reading, events=tuple(untold))))
        before = ledger.events(EventFilter())
    later_fields = ',"stage":null,"stage_reason":"","responsibility":null,"responsibility_reason":""'
    older.run(ledger_url, f"UPDATE event SET record = replace(record, '{later_fields}', '')")
    older.take_back(ledger_url, "0002")
    with opened(ledger_url) as ledger:
        assert ledger.events(EventFilter()) == before
        assert not list(ledger.faults())
        assert not ledger.count_events(EventFilter(stage=Stage.UNKNOWN))


def test_a_ledger_of_the_first_version_gets_its_events(ledger_url):
    with opened(ledger_url) as ledger:
        put(ledger, story())
        put(ledger, story(text="Rebels shelled it.\nPolice arrested nobody."), later(1))  # the page changed
        put(ledger, story("/news/other.txt", "They shelled Arden.\nNobody was arrested."))
        before = ledger.events(EventFilter())
    older.take_back(ledger_url, "0001")
    with opened(ledger_url) as ledger:
        assert {row.event for row in ledger.events(EventFilter())} == {row.event for row in before}
        assert len(before) == 4
        assert anchors(ledger, words="They") == ["shelled"]
        assert not list(ledger.faults())
        put(ledger, story("/news/third.txt", "They shelled Oster.\nNobody was arrested."))
        assert ledger.count_events(EventFilter()) == 6
        assert ledger.count(Filter()) == 0
