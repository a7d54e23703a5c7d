"""Rules of the port at their edges: strange letters, changed pages, pages of a list, signs in a question."""

import contextlib
from dataclasses import replace

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from purport.errors import InstructionError, LedgerError
from purport.ledger import opened
from purport.ledger.port import Filing
from purport.records import Act, Certainty, Filter, Segment, SourceMap, Span
from purport.records.custody import broken_links
from purport.records.identity import document_id
from tests.invented import tape as full_tape
from tests.ledger.stories import (
    AT,
    BRIDGE,
    STEPS,
    arabic,
    bridge,
    document,
    filed,
    keep,
    later,
    reading,
    said,
    tape,
)


@pytest.fixture
def ledger(ledger_url):
    with opened(ledger_url) as book:
        yield book


@pytest.fixture
def full(ledger):
    filed(ledger, bridge(), tape(), arabic())
    return ledger


def contents_of(rows):
    return [row.content_words for row in rows]


def code_of(action):
    with pytest.raises((InstructionError, LedgerError)) as caught:
        action()
    return caught.value.code


# Letters


STRANGE = st.text(st.characters(), max_size=80)


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=25, deadline=None)
@given(text=STRANGE, name=STRANGE, words=STRANGE)
def test_any_letters_come_back_and_any_words_may_be_asked(ledger, text, name, words):
    doc = document(f"{text} {name} {words} end", title=name, agency=words)
    statement = replace(said(doc, "end", name), content=(Span(0, len(doc.text)),), targets=(name, words))
    keep(ledger, doc.text, doc.origin)
    ledger.file(doc, reading(doc, statement), AT)
    held = ledger.document(document_id(doc))
    assert held.document == doc
    names = [Filter(**{name: words}) for name in ("source", "speaker", "place", "target")]
    for question in (Filter(words=words), *names):
        with contextlib.suppress(InstructionError):  # nothing to look for
            ledger.rows(question)


@pytest.mark.parametrize("letter", ["\x00", "\udcff", "\U0010ffff", "\U0010ffff000000"])
def test_letters_that_a_database_cannot_hold(ledger, letter):
    doc = document(f"The mayor said {letter} nothing.", f"/news/{letter}.txt", title=f"a {letter} title")
    statement = said(doc, f"{letter} nothing", "mayor", targets=(f"x{letter}",))
    keep(ledger, doc.text, doc.origin)
    ledger.file(doc, reading(doc, statement), AT)
    held = ledger.document(doc.origin)
    assert (held.document, held.reading) == (doc, reading(doc, statement))
    assert ledger.row(statement.id).statement == statement
    assert list(ledger.faults()) == []


# Filing


def test_what_is_filed_comes_back_whole(ledger):
    row = full_tape()
    ledger.keep(*_capture_of(row))
    done = ledger.file(row.document, row.reading, AT)
    held = ledger.document(row.id)
    assert (held.document, held.reading, done.document) == (row.document, row.reading, row.id)
    for statement in row.reading.statements:
        assert ledger.row(statement.id).statement == statement
    assert list(ledger.faults()) == []


def _capture_of(row):
    from tests.ledger.stories import capture, exhibit

    data = row.document.text.encode()
    return exhibit(data), capture(data, row.document.origin), AT


def test_an_earlier_reading_filed_again_is_current_again(ledger):
    filing = bridge()
    filed(ledger, filing)
    ledger.file(filing.document, reading(filing.document, steps=(("parse", "2"),)), later(1))
    assert ledger.count(Filter()) == 0
    ledger.file(filing.document, filing.reading, later(2))
    assert ledger.count(Filter()) == 2
    assert ledger.count(Filter(words="bridge")) == 1
    assert list(ledger.faults()) == []


def test_a_later_reading_is_the_current_one_and_the_old_one_stays(ledger):
    filing = bridge()
    filed(ledger, filing)
    first, rumour = filing.reading.statements
    changed = replace(first, act=Act.CONFIRMS, score=0.5)
    late = reading(filing.document, changed, steps=(*STEPS, ("act", "2")))
    done = ledger.file(filing.document, late, later(1))
    assert (done.new_statements, done.known_statements, done.new_reading) == (0, 1, True)
    assert [row.statement for row in ledger.rows(Filter())] == [changed]
    assert ledger.row(rumour.id).statement == rumour
    assert ledger.count(Filter(words="northern road")) == 0
    assert list(ledger.faults()) == []


def test_two_readings_of_one_document_in_one_batch(ledger):
    filing = bridge()
    keep(ledger, BRIDGE)
    late = reading(filing.document, filing.reading.statements[1], steps=(("parse", "2"),))
    ledger.file_many([filing, Filing(filing.document, late)], AT)
    assert contents_of(ledger.rows(Filter())) == ["the northern road will close too"]
    assert ledger.document(document_id(filing.document)).reading == late
    assert list(ledger.faults()) == []


def test_a_changed_page_shows_what_stands_there_now(ledger):
    filed(ledger, bridge())
    doc = document("The mayor of Selmark said the new bridge was open.")
    filed(ledger, Filing(doc, reading(doc, said(doc, "the new bridge was open", "mayor of Selmark"))), at=later(1))
    assert contents_of(ledger.rows(Filter())) == ["the new bridge was open"]
    assert ledger.document(document_id(bridge().document)).reading is not None
    assert ledger.document("/news/bridge.txt").id == document_id(doc)
    filed(ledger, bridge(), at=later(2))
    assert set(contents_of(ledger.rows(Filter()))) == {"the northern road will close too", "the old bridge was shut"}
    assert list(ledger.faults()) == []


def test_bytes_that_come_back_bring_their_statements_back(ledger):
    filed(ledger, bridge())
    doc = document("The mayor of Selmark said the new bridge was open.")
    filed(ledger, Filing(doc, reading(doc, said(doc, "the new bridge was open", "mayor of Selmark"))), at=later(1))
    keep(ledger, BRIDGE, at=later(2))
    assert set(contents_of(ledger.rows(Filter()))) == {"the northern road will close too", "the old bridge was shut"}
    assert ledger.document("/news/bridge.txt").document.text == BRIDGE
    assert list(ledger.faults()) == []


def test_both_versions_of_a_page_in_one_batch(ledger):
    doc = document("The mayor of Selmark said the new bridge was open.")
    newer = Filing(doc, reading(doc, said(doc, "the new bridge was open", "mayor of Selmark")))
    for filing in (bridge(), newer):
        keep(ledger, filing.document.text)
    ledger.file_many([bridge(), newer], AT)
    assert contents_of(ledger.rows(Filter())) == ["the new bridge was open"]


def test_parts_of_one_exhibit_stand_side_by_side(ledger):
    text = "The mayor said the ferry sails."
    keep(ledger, text, "https://example.org/feed")
    for part in ("item:1", "item:2"):
        doc = document(text, "https://example.org/feed", part=part)
        ledger.file(doc, reading(doc, said(doc, "the ferry sails", "mayor")), AT)
    assert ledger.count(Filter()) == 2


def test_the_old_bytes_come_back(ledger):
    first = keep(ledger, BRIDGE)
    second = keep(ledger, "Other words.", at=later(1))
    third = keep(ledger, BRIDGE, at=later(2))
    assert (third.exhibit, third.new, third.previous) == (first.exhibit, False, second.exhibit)
    assert list(broken_links(ledger.custody())) == []


# Asking


@pytest.mark.parametrize(
    ("question", "found"),
    [
        (Filter(source="VANE osric"), 1),
        (Filter(source="northwire"), 1),
        (Filter(source="van"), 0),
        (Filter(source="vane mayor"), 0),
        (Filter(source="المتحدث"), 1),
        (Filter(place="selmark"), 1),
        (Filter(place="ostrava"), 2),
        (Filter(target="kessim arden"), 1),
        (Filter(target="selmark"), 0),
        (Filter(act=Act.CALLS_FOR), 1),
        (Filter(certainty=Certainty.RUMOURED), 1),
        (Filter(violent=True), 1),
        (Filter(violent=False), 4),
        (Filter(since="2026-03-07"), 3),
        (Filter(until="2026-03-04"), 2),
        (Filter(since="2026-03-02", until="2026-03-07"), 3),
        (Filter(since="2026-03"), 5),
        (Filter(document="/news/tape.txt"), 2),
        (Filter(source="vane", act=Act.CALLS_FOR, target="arden", violent=True, since="2026-03-04"), 1),
        (Filter(source="vane", violent=False), 0),
        (Filter(words="BRIDGE shut"), 1),
        (Filter(words='"old bridge"'), 1),
        (Filter(words='"bridge old"'), 0),
        (Filter(words="brid*"), 1),
        (Filter(words="the -bridge"), 2),
        (Filter(words="الجسر"), 1),
        (Filter(words="جيش"), 1),
        (Filter(words="attacks", source="vane"), 1),
        (Filter(words="attacks", source="mayor"), 0),
        (Filter(words="attacks", until="2026-03-03"), 0),
    ],
)
def test_filters(full, question, found):
    assert full.count(question) == found
    assert len(full.rows(question)) == found


def test_pages_of_a_list(full):
    every = full.rows(Filter(limit=None))
    assert [row.date for row in every] == ["2026-03-08", "2026-03-07", "2026-03-07", "2026-03-04", "2026-03-01"]
    pages = [full.rows(Filter(limit=2, offset=offset)) for offset in (0, 2, 4, 6)]
    assert [row for page in pages for row in page] == every
    assert full.rows(Filter(limit=0)) == []


def test_documents_searched_with_conditions(full):
    assert [line.name for line in full.search_documents(Filter(words="the", source="mayor"))] == ["bridge"]
    assert [line.name for line in full.search_documents(Filter(words="the", limit=None))] == ["tape", "bridge"]
    assert [line.name for line in full.search_documents(Filter(words="the", limit=1, offset=1))] == ["bridge"]
    assert [line.name for line in full.search_documents(Filter(words="the", document="tape"))] == ["tape"]
    assert [row.document.name for row in full.documents(Filter(words="found"))] == ["tape"]


@pytest.mark.parametrize("words", ["", "   ", "-", "-bridge", '"', '""', "*", "!!! ...", "- - -"])
def test_a_search_for_nothing_cannot_be_followed(full, words):
    assert code_of(lambda: full.search(Filter(words=words))) == "no-words"


SIGNS = ["bridge'", 'bridge"', "bridge AND", "NEAR(bridge)", "bridge:*", "(bridge", "bridge & | !", "bridge <->", "^bridge",
         "words:bridge", "bridge\\", "bridge; DROP TABLE statement", "bridge%", "{bridge}", "bridge\x00", "'bridge'"]  # fmt: skip


@pytest.mark.parametrize("words", SIGNS)
def test_signs_are_no_syntax(full, words):
    full.search(Filter(words=words))
    full.search_documents(Filter(words=words))
    full.rows(Filter(source=words, speaker=words, target=words, place=words))


def test_words_far_apart_in_a_long_text(ledger):
    text = "The harbour opened. " + "Ships came and went all day long. " * 3000 + "The lighthouse closed."
    filed(ledger, Filing(document(text, "/news/long.txt"), None))
    for words in ("harbour", "lighthouse", '"lighthouse closed"'):
        (line,) = ledger.search_documents(Filter(words=words))
        assert line.snippet is not None and words.strip('"').split()[0] in line.snippet


@pytest.mark.parametrize("since", ["soon", "2026-13-45", "", "yesterday", "2026-00-10", "2026-03-00", "2026-02-31"])
def test_a_date_that_is_none_is_said(full, since):
    assert code_of(lambda: full.rows(Filter(since=since))) == "bad-date"
    assert code_of(lambda: full.rows(Filter(until=since))) == "bad-date"


def test_a_date_may_be_written_in_the_digits_of_any_script(full):
    for since, same in (("٢٠٢٦-٠٣", "2026-03"), ("۲۰۲۶", "2026")):
        assert full.rows(Filter(since=since)) == full.rows(Filter(since=same))


def test_a_name_of_two_places_is_ambiguous(full):
    filed(full, Filing(document("Another bridge.", "/archive/bridge.txt"), None))
    assert code_of(lambda: full.document("bridge")) == "ambiguous-id"
    assert full.document("/archive/bridge.txt").document.text == "Another bridge."


# Checking


def test_marks_outside_their_text_are_found(ledger):
    filing = bridge()
    beyond = replace(filing.reading.statements[0], content=(Span(5, 5000),))
    keep(ledger, BRIDGE)
    ledger.file(filing.document, reading(filing.document, beyond), AT)
    assert "offset" in {fault.code for fault in ledger.faults()}


def test_a_source_map_outside_its_text_is_found(ledger):
    doc = document(BRIDGE, source_map=SourceMap("char", "utf-8", (Segment(0, 9999, 0, 9999),)))
    keep(ledger, BRIDGE)
    ledger.file(doc, None, AT)
    assert {fault.code for fault in ledger.faults()} == {"offset"}
