"""What every ledger must do: one suite, run on SQLite and on a real PostgreSQL."""

from dataclasses import replace

import pytest

from purport.errors import InstructionError, LedgerError
from purport.ledger import opened
from purport.ledger.codec import encoded
from purport.ledger.port import Filing
from purport.records import Act, Assessment, Bond, Certainty, Filter
from purport.records.identity import digest, document_id
from tests.ledger.build import (
    NOON,
    TEXT,
    document,
    event,
    filed,
    kept,
    later,
    reading,
    statement,
    two_statements,
)


@pytest.fixture
def ledger(ledger_url):
    with opened(ledger_url) as ledger:
        yield ledger


def names(rows):
    return [row.statement.source_name for row in rows]


# Evidence


def test_keeping_is_noted_once(ledger):
    first = kept(ledger, b"one")
    again = kept(ledger, b"one", at=later(5))
    assert (first.new, first.previous, again.new, again.previous) == (True, None, False, None)
    assert [e.deed for e in ledger.custody()] == ["kept"]
    (seen,) = ledger.captures("/in/story.txt")
    assert (seen.first_seen, seen.last_seen) == (NOON, later(5))
    assert seen.headers == (("etag", "x"),)
    assert [e.sha256 for e in ledger.exhibits()] == [digest(b"one")]


def test_the_same_bytes_at_another_address(ledger):
    kept(ledger, b"one")
    other = kept(ledger, b"one", "/in/copy.txt")
    assert other.new
    assert [e.deed for e in ledger.custody()] == ["kept", "seen at"]
    assert len(ledger.captures(digest(b"one"))) == 2


def test_how_bytes_came_and_were_replaced(ledger):
    for hour, data in enumerate((b"one", b"two", b"one", b"other")):
        kept(ledger, data, at=later(hour))
    one, two = digest(b"one"), digest(b"two")
    assert [(e.deed, e.exhibit) for e in ledger.comings([one, two])] == [
        ("kept", one), ("kept", two), ("replaced by", one), ("replaced by", two), ("replaced by", one),
    ]  # fmt: skip
    assert ledger.comings([]) == []


def test_other_bytes_at_the_same_address_replace(ledger):
    kept(ledger, b"one")
    second = kept(ledger, b"two", at=later(1))
    assert second.previous == digest(b"one")
    assert [e.deed for e in ledger.custody()] == ["kept", "kept", "replaced by"]
    (bond,) = ledger.bonds(digest(b"two"))
    assert (bond.kind, bond.first, bond.second) == ("replaces", digest(b"two"), digest(b"one"))
    back = kept(ledger, b"one", at=later(2))
    assert (back.new, back.previous) == (False, digest(b"two"))


def test_standard_input_is_no_address(ledger):
    kept(ledger, b"one", "-")
    assert kept(ledger, b"two", "-").previous is None


# Filing


def test_filing_twice_adds_nothing(ledger):
    first = filed(ledger)
    before = list(ledger.custody())
    again = filed(ledger)
    assert (first.new_statements, first.known_statements, first.new_document, first.new_reading) == (2, 0, True, True)
    assert (again.new_statements, again.known_statements, again.new_document, again.new_reading) == (0, 2, False, False)
    assert list(ledger.custody()) == before
    assert ledger.count(Filter()) == 2


def test_what_was_filed_comes_back_as_it_was(ledger):
    of = document()
    told = reading(of, *two_statements(of), events=(event(of, "shelled"),))
    kept(ledger, TEXT.encode())
    ledger.file(of, told, NOON)
    row = ledger.document("story")
    assert (row.document, row.reading, row.captured_at) == (of, told, NOON)
    (line,) = ledger.contents(Filter())
    assert (line.id, line.statements, line.title) == (document_id(of), 2, "The ferry")


def test_a_text_without_a_reading(ledger):
    of = document()
    kept(ledger, TEXT.encode())
    ledger.file(of, None, NOON)
    assert ledger.document("story").reading is None
    assert [e.deed for e in ledger.custody()] == ["kept", "text taken"]
    assert ledger.rows(Filter()) == []
    assert list(ledger.faults()) == []


def test_a_later_reading_is_the_current_one(ledger):
    of = document()
    late, mill = two_statements(of)
    filed(ledger, of)
    surer = replace(late, score=0.99, spoken="2026-02-18")
    result = ledger.file(of, reading(of, surer, version="2"), later(1))
    assert (result.new_statements, result.known_statements, result.new_reading) == (0, 1, True)
    (row,) = ledger.rows(Filter())
    assert (row.statement.score, row.date) == (0.99, "2026-02-18")
    assert ledger.row(mill.id).statement == mill  # what only an earlier reading found is still there
    assert ledger.document("story").reading.steps == (("test", "2"),)
    assert list(ledger.faults()) == []


def test_a_new_text_at_an_address_takes_the_place_of_the_old(ledger):
    filed(ledger)
    changed = document(TEXT.replace("late", "very late"))
    kept(ledger, changed.text.encode(), at=later(1))
    ledger.file(changed, reading(changed, statement(changed, "the ferry was very late")), later(1))
    assert [r.content_words for r in ledger.rows(Filter())] == ["the ferry was very late"]
    assert ledger.document("/in/story.txt").document.text == changed.text
    kept(ledger, TEXT.encode(), at=later(2))
    filed(ledger, at=later(2))
    assert ledger.document("story").document.text == TEXT
    assert ledger.count(Filter()) == 2
    assert list(ledger.faults()) == []


def test_a_reading_with_another_date_moves_the_document_and_its_statements(ledger):
    of = document()
    filed(ledger, of)
    redated = replace(of, published="2025-12-24", published_reason="given with --published")
    kept(ledger, TEXT.encode())
    result = ledger.file(redated, reading(redated, *two_statements(redated)), later(1))
    assert (result.new_statements, result.known_statements, result.new_reading) == (0, 2, True)
    assert ledger.document("story").document == redated
    assert [r.date for r in ledger.rows(Filter())] == ["2026-02-19", "2025-12-24"]
    assert [r.published for r in ledger.rows(Filter(until="2025-12-23"))] == []
    for until in ("2025", "2025-12", "2025-12-24"):
        assert [r.published for r in ledger.rows(Filter(until=until))] == ["2025-12-24"]
    assert [line.published for line in ledger.search_documents(Filter(words="ferry"))] == ["2025-12-24"]
    assert list(ledger.faults()) == []


def test_the_hour_of_publication_may_be_told_later_and_stays(ledger):
    of = replace(document(), published="2026-03-02")
    filed(ledger, of)
    hour = replace(of, published_at="2026-03-02T09:05:00+02:00")
    ledger.file(hour, reading(hour, *two_statements(hour)), later(1))
    assert ledger.document("story").document == hour
    ledger.file(of, reading(of, *two_statements(of)), later(2))
    assert ledger.document("story").document == hour
    assert ledger.count(Filter()) == 2 and list(ledger.faults()) == []


def test_a_batch_is_filed_whole_or_not_at_all(ledger):
    good, bad = document(), document("Another text without an exhibit.\n", name="other")
    kept(ledger, TEXT.encode())
    with pytest.raises(LedgerError) as caught:
        ledger.file_many([Filing(good, reading(good, *two_statements(good))), Filing(bad, None)], NOON)
    assert caught.value.code == "unknown-exhibit"
    assert ledger.contents(Filter()) == []


def test_a_reading_of_another_document_is_refused(ledger):
    of, other = document(), document("Some other text.\n")
    kept(ledger, TEXT.encode())
    with pytest.raises(LedgerError) as caught:
        ledger.file(of, reading(other), NOON)
    assert caught.value.code == "misfiled-reading"


# Filters


@pytest.mark.parametrize(
    ("question", "expected"),
    [
        (Filter(), ["Kessim Front", "harbour master"]),
        (Filter(act=Act.DENIES), ["Kessim Front"]),
        (Filter(certainty=Certainty.ATTRIBUTED), ["harbour master"]),
        (Filter(violent=True), ["Kessim Front"]),
        (Filter(violent=False), ["harbour master"]),
        (Filter(source="kessim"), ["Kessim Front"]),
        (Filter(source="NORTHWIRE"), ["Kessim Front", "harbour master"]),
        (Filter(source="front kessim"), ["Kessim Front"]),
        (Filter(source="nobody"), []),
        (Filter(speaker="front kessim"), ["Kessim Front"]),
        (Filter(speaker="NORTHWIRE"), []),
        (Filter(speaker="harbour", source="northwire"), ["harbour master"]),
        (Filter(place="Kessim"), ["Kessim Front"]),
        (Filter(place="arden"), ["Kessim Front", "harbour master"]),
        (Filter(target="mill"), ["Kessim Front"]),
        (Filter(target="the ferry"), []),
        (Filter(since="2026-02-20"), ["Kessim Front"]),
        (Filter(until="2026-02-19"), ["harbour master"]),
        (Filter(since="2026-02", until="2026-02-28"), ["Kessim Front", "harbour master"]),
        (Filter(limit=1), ["Kessim Front"]),
        (Filter(limit=1, offset=1), ["harbour master"]),
        (Filter(document="story", act=Act.SAYS), ["harbour master"]),
        (Filter(words="ferry"), ["harbour master"]),
        (Filter(words="ferry -late"), []),
        (Filter(words='"shelled the mill"'), ["Kessim Front"]),
        (Filter(words='"mill the shelled"'), []),
        (Filter(words="shel*"), ["Kessim Front"]),
        (Filter(words="mill", source="kessim", act=Act.DENIES), ["Kessim Front"]),
        (Filter(words="front"), ["Kessim Front"]),
    ],
)
def test_filters(ledger, question, expected):
    filed(ledger)
    assert names(ledger.rows(question)) == expected
    if question.limit == 100:
        assert ledger.count(question) == len(expected)


@pytest.mark.parametrize(
    "typed", ["AND OR NOT mill", '"mill', "mill)", "mill' OR 1=1 --", "*mill", "mill:*", "(mill", "source:mill mill"]
)
def test_anything_can_be_typed(ledger, typed):
    filed(ledger)
    ledger.search(Filter(words=typed))
    ledger.search_documents(Filter(words=typed))


@pytest.mark.parametrize("typed", ["", "  ", "…", "-mill", '""'])
def test_nothing_to_look_for(ledger, typed):
    with pytest.raises(InstructionError) as caught:
        ledger.search(Filter(words=typed))
    assert caught.value.code == "no-words"


def test_a_date_that_is_none(ledger):
    with pytest.raises(InstructionError, match="--since yesterday"):
        ledger.rows(Filter(since="yesterday"))


def test_undated_statements_come_last_and_meet_no_date(ledger):
    of = document(published=None)
    kept(ledger, TEXT.encode())
    ledger.file(of, reading(of, *two_statements(of)), NOON)
    assert [r.date for r in ledger.rows(Filter())] == ["2026-02-19", None]
    assert len(ledger.rows(Filter(until="2030"))) == 1


ARABIC = "قال رئيس البلدية إن الجسر مغلق. والجيشُ يُعلن الانسحاب من المدينة.\n"


@pytest.mark.parametrize("words", ["جيش", "والجيش", "الجيش", "الجِسر", "بلدية", "إنسحاب"])
def test_arabic_is_found_whatever_its_marks_and_prefixes(ledger, words):
    of = document(ARABIC, name="arabic", language="ar")
    kept(ledger, ARABIC.encode())
    ledger.file(of, reading(of, statement(of, ARABIC.strip())), NOON)
    (row,) = ledger.search(Filter(words=words))
    (line,) = ledger.search_documents(Filter(words=words))
    assert row.snippet
    assert line.snippet


def test_search_in_documents_finds_what_nobody_said(ledger):
    filed(ledger)
    (line,) = ledger.search_documents(Filter(words="harbour master"))
    assert "harbour master" in line.snippet
    assert ledger.search_documents(Filter(words="submarine")) == []


def test_a_long_text_is_found_in_every_passage(ledger):
    text = "ferry " * 6_000 + "lighthouse\n"
    of = document(text)
    kept(ledger, text.encode())
    ledger.file(of, None, NOON)
    (line,) = ledger.search_documents(Filter(words="lighthouse"))
    assert "lighthouse" in line.snippet
    assert len(ledger.search_documents(Filter(words="ferry"))) == 1


# Looking up


def test_ids_may_be_cut_short(ledger):
    late = two_statements(document())[0]
    filed(ledger)
    assert ledger.row(late.id).statement == late
    assert ledger.row(late.id[:9]).statement == late
    assert ledger.row(late.id[3:10]).statement == late
    identity = document_id(document())
    assert ledger.document(identity[:9]).id == ledger.document(identity).id == identity
    with pytest.raises(InstructionError) as caught:
        ledger.row("st-")
    assert caught.value.code == "ambiguous-id"
    for ask in (ledger.row, ledger.document):
        with pytest.raises(InstructionError) as caught:
            ask("nothing-like-it")
        assert caught.value.code == "unknown-id"


def test_two_documents_of_one_name_are_ambiguous_until_told_apart(ledger):
    filed(ledger)
    other = document(TEXT + "More.\n", origin="/elsewhere/story.txt")
    filed(ledger, other)
    with pytest.raises(InstructionError) as caught:
        ledger.document("story")
    assert caught.value.code == "ambiguous-id"
    assert ledger.document("/elsewhere/story.txt").document == other


@pytest.mark.parametrize("name", ["st-25da7b27", "ev-4c01", "tl-0123456789abcdef", "doc-00"])
def test_what_looks_like_an_id_is_not_looked_for_among_all_files_that_were_seen(ledger, monkeypatch, name):
    monkeypatch.setattr("purport.ledger.asking._seen_as", lambda *_: pytest.fail("every capture is read"))
    with pytest.raises(InstructionError, match="no document answers to this"):
        ledger.document(name)


def test_a_document_answers_to_every_name_of_a_file_in_which_its_bytes_were_seen(ledger):
    first = document()
    for origin in (first.origin, "/in/story-copy.txt", "https://example.org/page.html"):
        kept(ledger, TEXT.encode(), origin)
    ledger.file_many([Filing(first, reading(first))], NOON)
    assert ledger.document("story-copy").document == first
    for name in ("copy", "story-cop", "page", "%", "story_copy"):
        with pytest.raises(InstructionError, match="no document answers to this"):
            ledger.document(name)
    more = "Other words.\n"
    kept(ledger, more.encode(), "/in/story-copy.txt", later(5))
    second = document(more, name="story-copy", origin="/in/story-copy.txt")
    ledger.file_many([Filing(second, reading(second))], later(5))
    assert ledger.document("story-copy").document == second


def test_whole_documents_by_what_was_said_in_them(ledger):
    filed(ledger)
    quiet = document("Nothing was said here.\n", name="quiet", origin="/in/quiet.txt")
    kept(ledger, quiet.text.encode(), quiet.origin)
    ledger.file(quiet, reading(quiet), NOON)
    assert {r.document.name for r in ledger.documents(Filter())} == {"story", "quiet"}
    assert [r.document.name for r in ledger.documents(Filter(act=Act.DENIES))] == ["story"]
    assert [r.document.name for r in ledger.documents(Filter(words="nothing"))] == ["quiet"]


# Views


def test_assessments_and_bonds_are_appended_once(ledger):
    view = Assessment("st-1", "B", 3, "a regular correspondent", "desk", NOON)
    tie = Bond("same text as", "doc-1", "doc-2", "the same words", 1.0, NOON)
    for _ in range(2):
        ledger.assess(view)
        ledger.bond(tie)
    ledger.assess(replace(view, credibility=2, at=later(1)))
    assert [a.credibility for a in ledger.assessments("st-1")] == [3, 2]
    assert ledger.bonds("doc-2") == [tie]


# Faults


def test_a_sound_ledger_has_no_faults(ledger):
    filed(ledger)
    assert list(ledger.faults()) == []


@pytest.mark.parametrize(
    ("sql", "code"),
    [
        ("UPDATE custody SET detail = '{}' WHERE seq = 1", "custody-edited"),
        ("DELETE FROM custody WHERE seq = 1", "custody-gap"),
        ("UPDATE document SET text = 'Other words than those that were filed.'", "changed-text"),
        ("UPDATE statement SET certainty = 'asserted' WHERE act = 'says'", "changed-statement"),
        ("UPDATE statement SET record = replace(record, 'late', 'lost')", "changed-statement"),
        ("DELETE FROM reading", "missing-row"),
        ("DELETE FROM document", "missing-row"),
        ("DELETE FROM exhibit", "missing-row"),
        ("DELETE FROM capture", "missing-row"),
        ("DELETE FROM statement WHERE act = 'says'", "missing-row"),
        ("UPDATE statement SET current = (key = (SELECT max(key) FROM statement))", "hidden-row"),
        ("UPDATE document SET published = '1999-01-01'", "changed-document"),
    ],
)
def test_tampering_is_found(ledger_url, sql, code):
    from sqlalchemy import create_engine

    with opened(ledger_url) as ledger:
        filed(ledger)
    engine = create_engine(ledger_url.replace("postgresql://", "postgresql+psycopg://"))
    with engine.begin() as connection:
        connection.exec_driver_sql(sql)
    engine.dispose()
    with opened(ledger_url) as ledger:
        assert code in {fault.code for fault in ledger.faults()}


def test_a_new_date_brings_what_else_is_known_by_then(ledger):
    doc = document()
    filed(ledger, doc)
    dated = replace(doc, published="2026-02-27", agency="Norwire")
    filed(ledger, dated)
    assert {(row.published, row.agency) for row in ledger.rows(Filter())} == {("2026-02-27", "Norwire")}
    assert list(ledger.faults()) == []


def test_opening_again_finds_all(ledger_url):
    with opened(ledger_url) as ledger:
        filed(ledger)
    with opened(ledger_url, create=False) as ledger:
        assert ledger.count(Filter()) == 2


def test_the_tables_are_those_of_the_schema(ledger_url):
    from alembic.autogenerate import compare_metadata
    from alembic.migration import MigrationContext
    from sqlalchemy import create_engine

    from purport.ledger.schema import FULL_TEXT, metadata

    opened(ledger_url).close()
    engine = create_engine(ledger_url.replace("postgresql://", "postgresql+psycopg://"))
    with engine.connect() as connection:
        context = MigrationContext.configure(connection)
        found = compare_metadata(context, metadata)
    engine.dispose()
    real = [d for d in found if not any(name in str(d) for name in FULL_TEXT)]
    assert real == []


def test_a_newer_ledger_is_left_alone(ledger_url):
    from sqlalchemy import create_engine

    opened(ledger_url).close()
    engine = create_engine(ledger_url.replace("postgresql://", "postgresql+psycopg://"))
    with engine.begin() as connection:
        connection.exec_driver_sql("UPDATE alembic_version SET version_num = '9999'")
    engine.dispose()
    with pytest.raises(LedgerError) as caught:
        opened(ledger_url)
    assert caught.value.code == "newer-ledger"


# Several things in one transaction


def test_what_is_written_together_stands_together(ledger):
    with ledger.together():
        kept(ledger, b"one")
        with ledger.together():
            kept(ledger, b"two", "/in/two.txt")
        assert {e.sha256 for e in ledger.exhibits()} == {digest(b"one"), digest(b"two")}
    assert [e.deed for e in ledger.custody()] == ["kept", "kept"]
    assert list(ledger.faults()) == []


def test_an_error_takes_all_of_it_back(ledger):
    kept(ledger, b"before", "/in/before.txt")
    with pytest.raises(RuntimeError, match="in the middle"), ledger.together():  # noqa: PT012 - it is all one step
        kept(ledger, b"one")
        with ledger.together():
            kept(ledger, b"two", "/in/two.txt")
        raise RuntimeError("in the middle")
    assert [e.sha256 for e in ledger.exhibits()] == [digest(b"before")]
    assert len(list(ledger.custody())) == 1
    kept(ledger, b"after", "/in/after.txt")
    assert [e.seq for e in ledger.custody()] == [1, 2]


def test_nothing_written_together_takes_no_turn(ledger_url):
    """Where nothing is written, no other writer is held up."""
    with opened(ledger_url) as one, opened(ledger_url) as other, one.together():
        assert list(one.exhibits()) == []
        kept(other, b"meanwhile")
        assert len(list(one.exhibits())) == 1


def test_other_threads_are_not_drawn_in(ledger):
    from threading import Thread

    seen = []
    with ledger.together():
        kept(ledger, b"one")
        thread = Thread(target=lambda: seen.append(len(list(ledger.exhibits()))))
        thread.start()
        thread.join()
    assert seen == [0]


def test_an_unknown_whole_id_is_unknown(ledger):
    filed(ledger)
    with pytest.raises(InstructionError) as caught:
        ledger.document("doc-0123456789abcdef")
    assert caught.value.code == "unknown-id"


def test_an_assessment_that_did_not_see_the_last_one_is_refused(ledger):
    first = Assessment("st-1", "C", 3, "seen once", "Ada Roe", NOON)
    ledger.assess(first, "")
    with pytest.raises(InstructionError) as caught:
        ledger.assess(replace(first, credibility=1, at=later(1)), "")
    assert caught.value.code == "overtaken"
    assert ledger.assessments("st-1") == [first]
    ledger.assess(replace(first, credibility=1, at=later(1)), digest(encoded(first)))
    assert len(ledger.assessments("st-1")) == 2
    ledger.assess(replace(first, about="st-2"), "")  # of another record nothing was decided


def test_questions_on_some_documents(ledger):
    ids = {}
    for name in ("one", "two", "three"):
        of = document(f"Police in {name} said nothing.\n", name=name)
        kept(ledger, of.text.encode(), f"/in/{name}.txt")
        of = replace(of, exhibit=digest(of.text.encode()), origin=f"/in/{name}.txt")
        ledger.file_many([Filing(of, reading(of, statement(of, "said nothing")))], NOON)
        ids[name] = document_id(of)
    few = (ids["one"], ids["three"])
    for asked in (Filter(documents=few), Filter(documents=few, words="said"), Filter(documents=few, limit=None)):
        assert {row.document for row in ledger.rows(asked)} == set(few)
        assert {line.id for line in ledger.contents(asked)} == set(few)
    assert ledger.count(Filter(documents=few)) == 2
    assert [row.document for row in ledger.rows(Filter(documents=few, document="one"))] == [ids["one"]]


def test_assessments_of_many(ledger):
    one, two = (Assessment(f"s{n}", letter, 6, "so it is", "desk", NOON) for n, letter in enumerate("AB"))
    later_one = replace(one, reliability="C", at=later(1))
    for each in (one, two, later_one):
        ledger.assess(each)
    asked = ["s0", "s1", "nobody", *(f"x{n}" for n in range(700))]
    assert ledger.assessments_of(asked) == {"s0": [one, later_one], "s1": [two]}
    assert ledger.assessments_of([]) == {}


def shelved(ledger, number):
    """So many documents, each with the two statements of the standard text."""
    for n in range(number):
        filed(ledger, document(f"{TEXT} Number {n}.", origin=f"/in/{n}.txt", name=f"story {n}"))


def test_each_gives_what_rows_gives_in_the_same_order(ledger, monkeypatch):
    monkeypatch.setattr("purport.ledger.asking.AT_A_TIME", 3)
    shelved(ledger, 6)
    for question in (Filter(limit=None), Filter(words="mill", limit=None), Filter(act=Act.DENIES, limit=4, offset=1)):
        assert list(ledger.each(question)) == ledger.rows(question) != []
    assert list(ledger.each(Filter(source="nobody of that name"))) == []


def test_each_shows_the_ledger_as_it_stood_and_holds_up_no_writer(ledger, monkeypatch):
    monkeypatch.setattr("purport.ledger.asking.AT_A_TIME", 2)
    shelved(ledger, 3)
    walking = ledger.each(Filter(limit=None))
    first = next(walking)
    filed(ledger, document(f"{TEXT} Later.", origin="/in/later.txt", name="later"))
    assert ledger.document(first.document).id == first.document
    assert len([first, *walking]) == 6
    assert ledger.count(Filter()) == 8


def test_each_refuses_what_rows_refuses(ledger):
    with pytest.raises(InstructionError, match="is not a date"):
        list(ledger.each(Filter(since="yesterday")))
