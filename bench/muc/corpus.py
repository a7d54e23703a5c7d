"""The stories and answer keys of MUC-3 and MUC-4, as plain records.

A story is the text between two headers (``DEV-MUC3-0001 (NOSC)``); its day stands in its dateline. A key file holds one
template of 25 numbered slots for each incident. In a slot, a line is one filler; ``/`` parts wordings (or values) that are
equally right, ``?`` marks a filler that may be left out, ``: "..."`` after a value says which organisation it is about, ``-``
is nothing and ``*`` does not apply.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from purport.records import Document, SourceMap
from purport.records.identity import digest

PARTS = {
    "dev": ("dev", "dev-muc3-*", "key-dev-*"),
    "tst1": ("tst1", "tst1-muc3", "key-tst1*"),
    "tst2": ("tst2", "tst2-muc4", "key-tst2*"),
}
"""Folder, stories and keys of each part that may be looked at; the others are sealed."""
_HEADER = re.compile(r"^((?:DEV|TST\d)-MUC\d-\d+)[^\n]*\n", re.M)
_DAY = re.compile(r"(\d{1,2}) ([A-Z]{3}) (\d\d)\b")
_HEAD = re.compile(r"\A.{0,400}?--\s*(?:\[[^\]]*\]\s*)*", re.S)
_SLOT = re.compile(r"\s*(\d+)\.\s+[A-Z :]+?\s{2,}(.*)$")
_MONTHS = {
    name: n
    for n, name in enumerate(["JAN", "FEB", "MAR", "APR", "MAY", "JUN", "JUL", "AUG", "SEP", "OCT", "NOV", "DEC"], 1)
}
ID, NUMBER, KIND, STAGE, PERSONS, BODIES, CONFIDENCE = 0, 1, 4, 5, 9, 10, 11
TARGETS = (12, 18, 19)


@dataclass(frozen=True, slots=True)
class Fill:
    """One filler: the values or wordings that are right, the organisation it is about, and whether it may be left out."""

    values: frozenset[str]
    tags: frozenset[str] = frozenset()
    optional: bool = False


@dataclass(frozen=True, slots=True)
class Template:
    """One incident of the key.

    Attributes:
        optional: whether the incident may be left out. kinds, stages: the values that are right.
        confidences: how sure the text is of each organisation. perpetrators, targets: wordings of each filler.
    """

    optional: bool
    kinds: frozenset[str]
    stages: frozenset[str]
    confidences: tuple[Fill, ...]
    perpetrators: tuple[frozenset[str], ...]
    targets: tuple[frozenset[str], ...]


@dataclass(frozen=True, slots=True)
class Story:
    """One story: its name, its text without the header line, and its incidents; none if it is irrelevant."""

    name: str
    text: str
    templates: tuple[Template, ...]


def stories(folder: Path, part: str) -> list[Story]:
    """The stories of one part, in order.

    Raises:
        OSError: if a file is missing.
    """
    sub, texts, keys = PARTS[part]
    known: dict[str, list[Template]] = {}
    for path in sorted((folder / sub).glob(keys)):
        for name, template in templates(path.read_text(encoding="latin-1")):
            known.setdefault(name, []).extend([template] if template is not None else [])
    found = (
        pair for path in sorted((folder / sub).glob(texts)) for pair in texts_of(path.read_text(encoding="latin-1"))
    )
    return [Story(name, text, tuple(known[name])) for name, text in found if name in known]


def texts_of(file: str) -> Iterator[tuple[str, str]]:
    """Names and texts of the stories of one file."""
    headers = list(_HEADER.finditer(file))
    for this, after in zip(headers, [*headers[1:], None], strict=True):
        yield this.group(1), file[this.end() : after.start() if after else len(file)].strip("\n") + "\n"


def templates(file: str) -> Iterator[tuple[str, Template | None]]:
    """Names of stories with their templates, in the order of one key file; None stands for "irrelevant"."""
    for slots in _slots(file):
        name = slots[ID][0].split()[0]
        yield name, None if slots[NUMBER] == ["*"] else _template(slots)


def _slots(file: str) -> Iterator[dict[int, list[str]]]:
    slots: dict[int, list[str]] = {}
    number = 0
    for line in file.splitlines():
        if line.startswith(";") or not line.strip():
            continue
        found = _SLOT.match(line)
        if found is None:
            slots.setdefault(number, []).append(line.strip())
            continue
        number = int(found.group(1))
        if number == ID and slots:
            yield slots
            slots = {}
        slots[number] = [found.group(2).strip()]
    if slots:
        yield slots


def _template(slots: dict[int, list[str]]) -> Template:
    named = [_fill(line) for number in (PERSONS, BODIES) for line in slots.get(number, ())]
    aimed = [_fill(line) for number in TARGETS for line in slots.get(number, ())]
    sure = [_fill(line) for line in slots.get(CONFIDENCE, ())]
    return Template(
        optional="OPTIONAL" in slots[NUMBER][0],
        kinds=_values(slots[KIND][0]),
        stages=_values(slots[STAGE][0]),
        confidences=tuple(fill for fill in sure if fill.values),
        perpetrators=tuple(fill.values for fill in named if fill.values),
        targets=tuple(fill.values for fill in aimed if fill.values),
    )


def _fill(line: str) -> Fill:
    r"""One filler.

    >>> sorted(_fill('? POSSIBLE / ACQUITTED: "RED FRONT" / "RF"').tags)
    ['RED FRONT', 'RF']
    """
    optional = line.startswith("?")
    line = line.lstrip("? ").replace('\\"', "'")
    quoted = frozenset(part.strip("' ") for part in re.findall(r'"([^"]*)"', line)) - {"-", ""}
    value, colon, _ = line.partition(":") if not line.startswith('"') else ("", "", "")
    if colon or (value and not quoted):
        return Fill(_values(value), quoted, optional)
    return Fill(quoted, optional=optional)


def _values(text: str) -> frozenset[str]:
    return frozenset(part.strip(" ?()") for part in text.split("/")) - {"-", "*", ""}


def document(story: Story) -> Document:
    """A story as it is read: dated by its dateline, its body after the dateline and the tags in brackets."""
    head = _HEAD.match(story.text)
    body = head.end() if head else 0
    day = _DAY.search(story.text[:body])
    known = day is not None and day.group(2) in _MONTHS
    published = f"19{day[3]}-{_MONTHS[day[2]]:02d}-{int(day[1]):02d}" if day is not None and known else None
    return Document(
        name=story.name,
        exhibit=digest(story.text.encode()),
        part="",
        text=story.text,
        taken_by="bench",
        origin=story.name,
        source_map=SourceMap("char"),
        language="en",
        published=published,
        body=body,
    )
