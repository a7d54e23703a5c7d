"""How well what has no date is dated: an interval's width, and how often it holds the truth.

(a) MEANTIME: dated news texts whose date (and date line) is hidden, each dated from all the others; (b) UCDP GED Iraq: source
headlines with a date, each dated from the events and headlines of all other reports; (c) the recording in the story that the
project comes from, with a handful of events loaded. Texts are parted by a hash of their name: one half was looked at while the
method was made and its few numbers were set (``--tune``), the other half is reported.

The trivial interval is the whole time that the data span. Headlines that state a date themselves are left out, and of the rest
a sample is taken, in the order of their hashes.
"""

from __future__ import annotations

import argparse
import csv
import hashlib
import re
import statistics
import sys
import tempfile
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime
from pathlib import Path
from xml.etree import ElementTree

from bench.common import DEFAULT_READER, ROOT, digest_of, reader_option, report, shared, skipped
from purport.config import load
from purport.dating import Outside, Register, Shelf, dating
from purport.dating.known import of_events, of_statements, of_title
from purport.dating.offices import shipped
from purport.exchange.eventlists import read_list
from purport.read.reader import Reader, reader_of
from purport.records import (
    Dating,
    Document,
    EventList,
    EventRow,
    Occurrence,
    Reading,
    SourceMap,
    StatementRow,
    Tenure,
)
from purport.records.days import days
from purport.records.identity import document_id
from purport.records.spans import words_of
from purport.rounds.house import House

EVENTS = ROOT / "bench" / "data" / "dating-events.csv"
MEANTIME, UCDP, STORY = "times/meantime", "events/ucdp_ged_iraq_1989_2018.csv", "seed/story.txt"
SAMPLE = 250
"""Headlines that are dated."""
ROOM = (date(2016, 10, 16), date(2016, 11, 2))
"""What the recording's interval must lie in."""
_MONTH = re.compile(
    r"gmt|\b\d{1,2}(?:st|nd|rd|th)? ?(?:jan|feb|mar|apr|may|jun|jul|aug|sept?|oct|nov|dec)\b|"
    r"january|february|march|april|\bmay\b|june|july|august|september|october|november|december",
    re.I,
)


def tuning(name: str) -> bool:
    """Whether a text is of the half that was looked at."""
    return int(hashlib.sha256(name.encode()).hexdigest(), 16) % 2 == 0


@dataclass(frozen=True, slots=True)
class Case:
    """A text whose date is known: without its date, read so, and what may not be used to date it."""

    document: Document
    reading: Reading
    made: date
    besides: str


@dataclass(frozen=True, slots=True)
class Outcome:
    """What came of one case: days of the interval and of the likelier one, and whether each holds the truth."""

    width: int
    holds: bool
    likely_width: int
    likely_holds: bool


# MEANTIME


def meantime_text(path: Path) -> tuple[str, date] | None:
    """The text of one file without its date line, and its date; None where the file does not give one."""
    root = ElementTree.parse(path).getroot()  # noqa: S314 - our own copy of a published corpus
    made = next((t for t in root.iter("TIMEX3") if t.get("functionInDocument") == "CREATION_TIME"), None)
    told = made.get("value", "") if made is not None else ""
    if made is None or not re.fullmatch(r"\d{4}-\d\d-\d\d", told):
        return None
    own = {anchor.get("t_id") for anchor in made.iter("token_anchor")}
    tokens = [(token.get("sentence", ""), token.get("t_id"), token.text or "") for token in root.iter("token")]
    dropped = {sentence for sentence, name, _ in tokens if name in own}
    lines: dict[str, list[str]] = {}
    for sentence, _, word in tokens:
        if sentence not in dropped:
            lines.setdefault(sentence, []).append(word)
    title, *rest = (_joined(words) for words in lines.values())
    return f"{title}\n\n{' '.join(rest)}\n", date.fromisoformat(told)


def _joined(words: Sequence[str]) -> str:
    text = re.sub(r" ([,.;:!?%)\]]|'s\b|'\w{1,2}\b|n't\b)", r"\1", " ".join(words))
    return re.sub(r"([($\[]) ", r"\1", text)


def _document(name: str, text: str, title: str | None = None) -> Document:
    exhibit = f"sha256:{hashlib.sha256(name.encode()).hexdigest()}"
    return Document(name, exhibit, "", text, "bench", name, SourceMap("char"), "en", title=title)


def meantime(folder: Path, reader: Reader) -> tuple[list[Case], list[Occurrence]]:
    """The cases, and what all texts tell with their dates."""
    cases: list[Case] = []
    known: list[Occurrence] = []
    for path in sorted(folder.rglob("*.xml")):
        found = meantime_text(path)
        if found is None:
            continue
        text, made = found
        document = _document(path.stem, text, text.partition("\n")[0])
        name = document_id(document)
        cases.append(Case(document, reader.read(document), made, name))
        dated = replace(document, published=str(made))
        known += told_by(name, dated, reader.read(dated))
    return cases, known


def told_by(name: str, document: Document, reading: Reading) -> Iterator[Occurrence]:
    """What a dated document holds, as a ledger would give it."""
    beside = {"title": document.title, "outlet": None, "agency": None, "published": document.published}
    text, exhibit = document.text, document.exhibit
    yield from of_events(
        EventRow(
            event, name, document.name, **beside, date=event.date or document.published, exhibit=exhibit,
            sentence_words="" if event.sentence is None else event.sentence.of(text), anchor_words="", current=True,
        )
        for event in reading.events
    )  # fmt: skip
    yield from of_statements(
        StatementRow(
            one, name, document.name, **beside, date=one.spoken or document.published, exhibit=exhibit, source_words="",
            cue_words="", content_words=words_of(one.content, text),
        )
        for one in reading.statements
    )  # fmt: skip
    titled = of_title(name, document.name, document.title, document.published)
    if titled is not None:
        yield titled


# UCDP


def headlines(file: Path) -> dict[str, date]:
    """Headlines of one report each that do not date themselves, with the day of the report."""
    found: dict[str, set[str]] = {}
    with file.open(encoding="utf-8-sig", newline="") as lines:
        for row in csv.DictReader(lines):
            words, told = (row["source_headline"] or "").strip(), row["source_date"] or ""
            plain = ";" not in words and len(words.split()) >= 4 and not _MONTH.search(words)
            if plain and re.fullmatch(r"(?:19[89]|20)\d+-\d\d-\d\d", told):
                found.setdefault(words, set()).add(told)
    return {words: date.fromisoformat(min(told)) for words, told in found.items() if len(told) == 1}


def ucdp(file: Path, reader: Reader, tune: bool) -> tuple[list[Case], list[Occurrence]]:
    """A sample of the headlines, and all events; an event and its headline are of one origin."""
    dated = headlines(file)
    names = sorted((name for name in dated if tuning(name) == tune), key=lambda n: hashlib.sha256(n.encode()).digest())
    cases = []
    for name in names[:SAMPLE]:
        document = _document(name, f"{name}\n")
        cases.append(Case(document, reader.read(document), dated[name], f"report {name}"))
    with file.open(encoding="utf-8-sig", newline="") as lines:
        _, found = read_list(lines, "ucdp")
        known = [replace(one, origin=f"report {one.title}") for one in found if isinstance(one, Occurrence)]
    return cases, known


# Measuring


def outcomes(cases: Iterable[Case], known: Sequence[Occurrence], span: tuple[date, date]) -> list[Outcome]:
    """Each case dated from all that is not of its own origin; open sides end where the data do."""
    shelf, register = Shelf(known), Register(shipped())
    return [_outcome(case, _dated(case, shelf, register, span[1]), span) for case in cases]


def _dated(case: Case, shelf: Shelf, register: Register, last: date) -> Dating:
    outside = Outside(shelf, register, str(last), "the data end", besides=frozenset((case.besides,)))
    return dating(case.document, case.reading, outside)


def _outcome(case: Case, found: Dating, span: tuple[date, date]) -> Outcome:
    low, high = _ends(found.interval, span)
    inner = _ends(found.likely, (low, high))
    return Outcome(
        (high - low).days + 1,
        low <= case.made <= high,
        (inner[1] - inner[0]).days + 1,
        inner[0] <= case.made <= inner[1],
    )


def _ends(interval: str | None, otherwise: tuple[date, date]) -> tuple[date, date]:
    found = days(interval)
    first = otherwise[0] if found is None or found.first is None else max(found.first, otherwise[0])
    last = otherwise[1] if found is None or found.last is None else min(found.last, otherwise[1])
    return first, last


def figures_of(name: str, found: Sequence[Outcome], span: tuple[date, date]) -> dict[str, float]:
    """Coverage in per cent, median widths in days, and what they are of the trivial interval's."""
    trivial = (span[1] - span[0]).days + 1
    likely = statistics.median(one.likely_width for one in found)
    return {
        f"{name}_texts": len(found),
        f"{name}_trivial_days": trivial,
        f"{name}_interval_coverage": 100 * statistics.fmean(one.holds for one in found),
        f"{name}_interval_median_days": statistics.median(one.width for one in found),
        f"{name}_interval_mean_share": 100 * statistics.fmean(one.width for one in found) / trivial,
        f"{name}_likely_coverage": 100 * statistics.fmean(one.likely_holds for one in found),
        f"{name}_likely_median_days": likely,
        f"{name}_likely_median_share": 100 * likely / trivial,
    }


def recording(story: Path) -> Dating | None:
    """The estimate for the one recording of the story, by a fresh house with a handful of events loaded."""
    with tempfile.TemporaryDirectory() as home:
        plan = load(None, {"PURPORT_HOME": home}, Path(home))
        with (
            House(plan, lambda: datetime(2026, 1, 1, tzinfo=UTC)) as house,
            EVENTS.open(encoding="utf-8", newline="") as lines,
        ):
            kind, entries = read_list(lines, "handful")
            good = (one for one in entries if isinstance(one, Occurrence | Tenure))
            house.load_list(
                EventList("handful", kind, digest_of([EVENTS]), EVENTS.name, 0, None, None, "2026-01-01"), good
            )
            for found in house.datings([str(story)]):
                if isinstance(found, Dating) and found.parts:
                    return max(found.parts, key=lambda part: len(part.statements))
    return None


def recording_figures(found: Dating | None) -> dict[str, float]:
    """Whether the recording's interval lies where it must, and how many days it has."""
    interval = days(found.interval) if found is not None else None
    if interval is None or interval.first is None or interval.last is None:
        return {"recording_inside": 0}
    inside = ROOM[0] <= interval.first and interval.last <= ROOM[1]
    return {"recording_inside": int(inside), "recording_days": (interval.last - interval.first).days + 1}


def main() -> int:
    """Measures, prints, keeps the figures; 1 if a floor is broken."""
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--tune", action="store_true", help="measure on the half that was looked at; nothing is kept")
    reader_option(options)
    chosen = options.parse_args()
    folder = shared()
    data = [] if folder is None else [folder / "data" / name for name in (MEANTIME, UCDP, STORY)]
    missing = next((path for path in data if not path.exists()), None)
    if folder is None or missing is not None:
        return skipped("dating", missing or "the folder of evaluation data")
    reader = reader_of(chosen.reader or DEFAULT_READER)
    figures: dict[str, object] = {}
    every, known = meantime(data[0], reader)
    span = min(case.made for case in every), max(case.made for case in every)
    cases = [case for case in every if tuning(case.document.name) == chosen.tune]
    figures |= figures_of("meantime", outcomes(cases, known, span), span)
    cases, known = ucdp(data[1], reader, chosen.tune)
    span = date.fromisoformat(min(one.start for one in known)), date.fromisoformat(max(one.end for one in known))
    figures |= figures_of("ucdp", outcomes(cases, known, span), span)
    figures |= recording_figures(recording(data[2]))
    for name, value in figures.items():
        print(f"  {name:32s} {value:.4g}")
    return 0 if chosen.tune else report("dating", figures, digest_of([*data, EVENTS]))


if __name__ == "__main__":
    sys.exit(main())
