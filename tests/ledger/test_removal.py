"""Removal leaves a tombstone, and no copy of the text anywhere in the database."""

from dataclasses import replace
from pathlib import Path

import pytest

from purport.errors import InstructionError, LedgerError
from purport.ledger import opened
from purport.records import Assessment, Decision, Event, EventFilter, Filter, Ruling
from purport.records.identity import digest, document_id, event_id
from purport.records.names import Action, Certainty
from purport.records.removals import Removal
from purport.records.spans import Span
from tests.ledger.stories import AT, arabic, bridge, document, filed, later, reading, said, tape

SECRET = "Zorvath Quillamander said the orchard gate was locked."


def secret(origin="/news/secret.txt"):
    doc = document(SECRET, origin, title="Quillamander speaks", outlet="Quillpaper", author="Quillwriter")
    at = SECRET.index("locked")
    happened = Event(
        event_id(document_id(doc), Span(at, at + 6), "Zorvath Quillamander", "COERCE"),
        "Zorvath Quillamander", Action.COERCE, None, None, None, Certainty.ATTRIBUTED, ("Zorvath Quillamander",),
        Span(at, at + 6), None, 0.8, "said so",
    )  # fmt: skip
    told = said(doc, "the orchard gate was locked", "Zorvath Quillamander", places=("Quillvale",))
    return replace(bridge(), document=doc, reading=reading(doc, told, events=(happened,)))


EXHIBIT = digest(SECRET.encode())
WHY = Removal(EXHIBIT, "order of a court", "Ada Roe", later(1))


@pytest.fixture
def ledger(ledger_url):
    with opened(ledger_url) as book:
        yield book


@pytest.fixture
def full(ledger):
    filed(ledger, bridge(), secret(), tape(), arabic())
    row = ledger.events(EventFilter())[0]
    ledger.decide(Decision(row.event.id, Ruling.ACCEPTED, row.event, "Ada Roe", AT, "Quillamander indeed"))
    ledger.assess(Assessment(row.event.id, "B", 2, "Quillamander was there", "Ada Roe", AT))
    return ledger


def every_byte(url):
    """All that the database keeps on disk or would give in answer to anything."""
    if url.startswith("sqlite"):
        place = Path(url.removeprefix("sqlite:///"))
        return b"".join(file.read_bytes() for file in place.parent.glob(f"{place.name}*"))
    from sqlalchemy import create_engine, inspect

    engine, found = create_engine(url.replace("postgresql://", "postgresql+psycopg://")), []
    with engine.connect() as connection:
        for table in inspect(engine).get_table_names():
            found.extend(repr(tuple(row)) for row in connection.exec_driver_sql(f"SELECT * FROM {table}"))
    engine.dispose()
    return "".join(found).encode()


def test_before_it_is_found_and_afterwards_nowhere(full, ledger_url):
    assert b"quillamander" in every_byte(ledger_url).lower()
    assert len(full.search(Filter(words="orchard"))) == 1
    full.remove(WHY)
    for words in ("orchard", "locked", "quillamander", "quillvale"):
        assert full.search(Filter(words=words)) == []
        assert full.search_documents(Filter(words=words)) == []
    assert full.rows(Filter(source="Quillamander")) == [] and full.rows(Filter(place="Quillvale")) == []
    assert full.events(EventFilter(words="orchard")) == full.events(EventFilter(actor="Quillamander")) == []
    found = every_byte(ledger_url).lower()
    for word in (b"quill", b"orchard", b"zorvath"):
        assert word not in found


def test_the_rest_is_found_as_before(full):
    before = full.rows(Filter(limit=None))
    questions = [Filter(words=w) for w in ("bridge", "urges", "attacks", "الجسر", "tape")] + [Filter(source="Osric")]
    answers = [full.search_documents(q) if q.words else full.rows(q) for q in questions]
    full.remove(WHY)
    assert [full.search_documents(q) if q.words else full.rows(q) for q in questions] == answers
    assert full.rows(Filter(limit=None)) == [row for row in before if row.exhibit != EXHIBIT]
    filed(full, replace(bridge(), document=document("More of the bridge.", "/more.txt"), reading=None))
    assert len(full.search_documents(Filter(words="bridge"))) == 2


def test_what_stays_is_a_tombstone(full):
    text_digest = digest(SECRET.encode())
    done = full.remove(WHY)
    row = full.document(done.documents[0])
    assert (row.document.text, row.document.title, row.document.author, row.reading) == ("", None, None, None)
    assert row.document.notes == ("removed on 2026-03-10 08:30 UTC by Ada Roe: order of a court",)
    assert (row.document.exhibit, row.document.origin) == (EXHIBIT, "/news/secret.txt")
    assert [seen.exhibit for seen in full.captures(EXHIBIT)] == [EXHIBIT]
    assert [one.id for one in full.contents(Filter(limit=None)) if one.exhibit == EXHIBIT] == []
    entries = [entry for entry in full.custody() if entry.exhibit == EXHIBIT]
    assert [entry.deed for entry in entries] == ["kept", "read", "decided", "removed"]
    assert text_digest in entries[1].detail
    assert (len(done.documents), len(done.statements), len(done.events), len(done.readings), len(done.decisions)) == (
        1,
    ) * 5
    assert full.removals() == full.removals(EXHIBIT) == [done]
    assert full.removals(digest(b"other")) == []


def test_the_ledger_holds_afterwards(full):
    full.remove(WHY)
    assert list(full.faults()) == []


def test_twice_is_once(full):
    first = full.remove(WHY)
    assert full.remove(replace(WHY, reason="another", at=later(5))) == first
    assert len(full.removals()) == 1


def test_what_was_never_kept_cannot_be_removed(full):
    with pytest.raises(InstructionError) as caught:
        full.remove(replace(WHY, exhibit=digest(b"never")))
    assert caught.value.code == "unknown-id"


def test_two_documents_with_one_text(ledger):
    filed(ledger, secret())
    other = replace(secret("/copy.txt").document, exhibit=digest(b"other bytes"))
    from tests.ledger.stories import capture, exhibit

    ledger.keep(exhibit(b"other bytes"), capture(b"other bytes", "/copy.txt"), AT)
    ledger.file(other, None, AT)
    assert ledger.same_text(document_id(secret().document)) == [document_id(other)]
    ledger.remove(WHY)
    assert ledger.same_text(document_id(secret().document)) == []
    assert len(ledger.search_documents(Filter(words="orchard"))) == 1
    assert list(ledger.faults()) == []


def run(url, *statements):
    from sqlalchemy import create_engine, text

    engine = create_engine(url.replace("postgresql://", "postgresql+psycopg://"))
    with engine.begin() as connection:
        for statement in statements:
            connection.execute(text(statement))
    engine.dispose()


@pytest.mark.parametrize(
    ("damage", "code"),
    [
        ("UPDATE document SET text = 'put back' WHERE text = ''", "not-removed"),
        ("UPDATE document SET title = 'put back' WHERE text = ''", "not-removed"),
        ("UPDATE document SET text_digest = 'x' WHERE text = ''", "changed-text"),
        ("DELETE FROM document WHERE text = ''", "missing-row"),
        ("UPDATE custody SET detail = replace(detail, 'court', 'county') WHERE deed = 'removed'", "custody-edited"),
    ],
)
def test_a_changed_tombstone_is_found(full, ledger_url, damage, code):
    full.remove(WHY)
    run(ledger_url, damage)
    assert code in {fault.code for fault in full.faults()}


def test_a_text_deleted_without_a_removal_is_found(full, ledger_url):
    run(ledger_url, "UPDATE document SET text = '' WHERE title = 'Quillamander speaks'")
    assert "changed-text" in {fault.code for fault in full.faults()}


def test_a_removal_that_somebody_else_is_writing_beside(full, ledger_url):
    """Another process has the ledger open; what it reads afterwards is what is left."""
    with opened(ledger_url) as other:
        assert len(other.search(Filter(words="orchard"))) == 1
        full.remove(WHY)
        assert other.search(Filter(words="orchard")) == []
        filed(other, replace(bridge(), document=document("Later.", "/later.txt"), reading=None))


def test_a_damaged_record_stops_it_before_anything_is_removed(full, ledger_url):
    kind = "BLOB" if ledger_url.startswith("sqlite") else "BYTEA"
    run(ledger_url, f"UPDATE document SET record = CAST('x' AS {kind}) WHERE name = 'tape'")
    with pytest.raises(LedgerError):
        full.remove(WHY)
    assert full.removals() == []
    assert len(full.search(Filter(words="orchard"))) == 1
