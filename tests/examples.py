"""What the example stories hold, and how far a reading agrees; ``python -m tests.examples`` prints what it misses."""

from __future__ import annotations

import tomllib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path

from purport.records import DocumentRow, Statement
from purport.records.spans import words_of

ROOT = Path(__file__).resolve().parent.parent
STORIES = ROOT / "examples" / "stories"
EXPECTED = ROOT / "examples" / "expected.toml"


@dataclass(frozen=True)
class Wanted:
    """A statement that a careful human reads; None: not asked."""

    content: str
    source: tuple[str, ...]
    act: str | None = None
    certainty: str | None = None
    kind: str | None = None
    chain: tuple[str, ...] = ()
    targets: tuple[str, ...] = ()
    addressee: str | None = None
    spoken: str | None = None
    violent: bool | None = None


@dataclass(frozen=True)
class WantedEvent:
    """An event that a careful human reads: the word that names it, found within some words of the text."""

    within: str
    anchor: str
    action: str
    certainty: str


@dataclass(frozen=True)
class Story:
    """One file of the examples, and what is known of it beside its statements and events."""

    file: str
    statements: tuple[Wanted, ...]
    events: tuple[WantedEvent, ...] = ()
    facts: dict[str, object] = field(default_factory=dict)


def _wanted(table: dict) -> Wanted:
    source = table["source"]
    lists = {name: tuple(table.get(name, ())) for name in ("chain", "targets")}
    return Wanted(**{**table, **lists, "source": (source,) if isinstance(source, str) else tuple(source)})


@cache
def stories() -> tuple[Story, ...]:
    tables = tomllib.loads(EXPECTED.read_text(encoding="utf-8"))
    tables.pop("known_misses", None)
    return tuple(_story(file, table) for file, table in tables.items())


def _story(file: str, table: dict) -> Story:
    return Story(
        file,
        tuple(_wanted(one) for one in table.get("statement", ())),
        tuple(WantedEvent(**one) for one in table.get("event", ())),
        {key: value for key, value in table.items() if key not in ("statement", "event")},
    )


@cache
def known_misses() -> dict[tuple[str, str], str]:
    """Reason by file and words of the content (or the fact's key)."""
    tables = tomllib.loads(EXPECTED.read_text(encoding="utf-8")).get("known_misses", [])
    return {(t["file"], t["what"]): t["reason"] for t in tables}


def plain(name: str | None) -> str:
    words = (name or "").casefold().replace("’", "'").split()
    return " ".join(words[1:] if words[:1] in (["the"], ["a"], ["an"]) else words)


def holding(rows: Sequence[DocumentRow], words: str) -> list[Statement]:
    """The statements whose content has the words, shortest content first."""
    found = []
    for row in rows:
        text = row.document.text
        found += [
            (len(words_of(s.content, text)), s)
            for s in (row.reading.statements if row.reading else ())
            if " ".join(words.split()) in " ".join(words_of(s.content, text).split())
        ]
    return [s for _, s in sorted(found, key=lambda pair: pair[0])]


def _differs(wanted: Wanted, found: Statement) -> list[str]:
    out = []
    if plain(found.source_name) not in {plain(name) for name in wanted.source}:
        out.append(f"source {found.source_name!r}")
    for name in ("act", "certainty", "kind", "spoken", "violent"):
        value, got = getattr(wanted, name), getattr(found, name)
        if value is not None and value != got:
            out.append(f"{name} {got!s}")
    if wanted.addressee is not None and plain(found.addressee) != plain(wanted.addressee):
        out.append(f"addressee {found.addressee!r}")
    if wanted.targets and {plain(t) for t in wanted.targets} != {plain(t) for t in found.targets}:
        out.append(f"targets {found.targets}")
    before = [plain(name) for name in found.names][:-1]  # the last hop is the source, compared above
    asked = [plain(name) for name in wanted.chain][:-1]
    if asked and before[-len(asked) :] != asked:
        out.append(f"chain {found.names}")
    return out


def missed(wanted: Wanted, rows: Sequence[DocumentRow]) -> str | None:
    """None if some statement is as wanted, else how the nearest differs."""
    found = holding(rows, wanted.content)
    if not found:
        return "no statement with these words"
    return "; ".join(min((_differs(wanted, one) for one in found), key=len)) or None


def event_missed(wanted: WantedEvent, rows: Sequence[DocumentRow]) -> str | None:
    """None if the event is as wanted, else how it differs."""
    for row in rows:
        text = row.document.text
        if wanted.within in text and row.reading is not None:
            at = text.index(wanted.anchor, text.index(wanted.within))
            here = [e for e in row.reading.events if e.anchor.start < at + len(wanted.anchor) and at < e.anchor.end]
            if any((e.action.value, e.certainty.value) == (wanted.action, wanted.certainty) for e in here):
                return None
            return "; ".join(f"{e.action} {e.certainty}" for e in here) or "no event there"
    return "the words are not in the text"


def _values(rows: Sequence[DocumentRow], name: str) -> list[object]:
    return [getattr(row.document, name) for row in rows]


def facts_missed(story: Story, rows: Sequence[DocumentRow]) -> Iterator[tuple[str, str]]:
    """Key and what was found instead, for everything known of the file itself."""
    checks = {
        "published": lambda v: v in _values(rows, "published"),
        "language": lambda v: v in _values(rows, "language"),
        "author": lambda v: any(v in str(got) for got in _values(rows, "author")),
        "title": lambda v: v in _values(rows, "title"),
        "agency": lambda v: v in _values(rows, "agency"),
        "outlet": lambda v: v in _values(rows, "outlet"),
        "agencies": lambda v: set(v) <= set(_values(rows, "agency")),
        "dateline": lambda v: any(plain(v) == plain(str(got)).split(",")[0] for got in _values(rows, "dateline_place")),
        "documents": lambda v: len(rows) == v,
        "encoding": lambda v: any(row.document.source_map.encoding == v for row in rows),
        "absent": lambda v: not any(words in row.document.text for words in v for row in rows),
        "call_for_violence": lambda v: any(row.reading.call_for_violence for row in rows) is v,
        "call_targets": lambda v: set(v) == {t for row in rows for t in row.reading.call_targets},
        "verification": lambda v: set(v) <= {n.status.value for row in rows for n in row.reading.verification},
        "inconsistent": lambda v: any(v in _inconsistent(row) for row in rows),
        "dates": lambda v: set(v) <= {mark.edtf for row in rows for mark in row.reading.times},
    }
    for key, value in story.facts.items():
        if not checks[key](value):
            yield key, f"{key} is not {value!r}"


def _inconsistent(row: DocumentRow) -> str:
    marks = row.reading.inconsistencies if row.reading else ()
    return " ".join(span.of(row.document.text) for mark in marks for span in (mark.first, mark.second))


def read_story(file: str) -> list[DocumentRow]:
    import purport

    return purport.read(str(STORIES / file))


def faults(story: Story, rows: Sequence[DocumentRow]) -> dict[str, str]:
    """Everything of one file that was not read as a careful human reads it."""
    out = dict(facts_missed(story, rows))
    for wanted in story.statements:
        fault = missed(wanted, rows)
        if fault:
            out[wanted.content] = fault
    for event in story.events:
        fault = event_missed(event, rows)
        if fault:
            out[event.within] = f"event {event.certainty} {event.action}: {fault}"
    return out


def main() -> None:
    total = wrong = 0
    for story in stories():
        found = faults(story, read_story(story.file))
        total += len(story.statements) + len(story.events) + len(story.facts)
        wrong += len(found)
        for what, fault in found.items():
            known = "known  " if (story.file, what) in known_misses() else "MISSED "
            print(f"{known} {story.file}: {what!r}: {fault}")
        for file, what in known_misses():
            if file == story.file and what not in found:
                print(f"MENDED  {file}: {what!r}: take it out of known_misses")
    print(f"{total - wrong} of {total} expectations are met")


if __name__ == "__main__":
    main()
