"""Where a text's places are: TR-News and LGL, the halves that nothing was learned from, and names of UCDP's events:
``python -m bench.places``.

``detection``: strict F1 of the spans, peoples included. ``near_of_found``: of the marked names that were found and given a
place, how many
lie within 161 km of it; ``near_of_all``: of all marked names that GeoNames has. ``exact_id``: the same GeoNames id, on the
marked names
themselves. ``known_by_name_only``: of the names found, how many were given no place. ``calibration_error``: of the marks'
scores, whether the
mark is a name of a place within 161 km. The same with ``small`` for the gazetteer that comes along; the other is built on
first use, which
needs ``purport[gazetteer]``.

``ucdp``: of UCDP GED's events in Iraq whose place is told to a settlement or district, how many are found within 25 km by
their place's name
and province, with the packages' names alone and with IOM's list as a supplement. Nothing was chosen on Iraq; Syria was looked at.

``cost``: time of places and times over that of plain spaCy on the same texts; ``opening``: of the gazetteer over loading
the language model;
``memory_mb``: what the gazetteer adds to the process that read all stories.
"""

from __future__ import annotations

import argparse
import csv
import gc
import statistics
import subprocess
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np

from bench.common import OUT, digest_of, plain_spacy, report, shared, skipped
from purport.errors import PurportError
from purport.gazetteer import Gazetteer, Site, kilometres, loaded, opened
from purport.gazetteer.build import build, missing_packages
from purport.read.casing import cased
from purport.read.parse import Parse, parsed
from purport.read.places import places
from purport.read.places import weights as trained
from purport.read.places.candidates import Mention, mention_of
from purport.read.places.resolve import choices
from purport.read.places.search import found_by_name
from purport.read.times import times
from purport.records import PlaceMark
from train.attribution.calibrate import calibration_error
from train.places.gold import CONFLICT, CORPORA, SPLIT, Story, passages, scorer, stories

GAZETTEER = OUT / "gazetteer.db"
NEAR_KM = 161.0
FOUND_KM = 25.0
Figures = dict[str, object]


@dataclass(frozen=True, slots=True, eq=False)
class Read:
    """A story with its parse."""

    story: Story
    parse: Parse


def gazetteer() -> Gazetteer:
    """The full gazetteer, built on first use."""
    try:
        return opened(GAZETTEER)
    except PurportError:
        return opened(build(GAZETTEER).path)


def prediction(ident: str, marks: Sequence[PlaceMark]) -> dict[str, Any]:
    """A story's places as the scorer reads them."""
    rows = [
        {
            "start": m.span.start,
            "end": m.span.end,
            "text": m.text,
            "geonameid": m.geonameid,
            "lat": m.lat,
            "lon": m.lon,
            "role": str(m.role),
        }
        for m in marks
    ]
    return {ident: rows}


def near(site: Site | PlaceMark | None, lat: float | None, lon: float | None, within: float) -> bool:
    """Whether a place lies within so many kilometres of a point."""
    if site is None or site.lat is None or site.lon is None or lat is None or lon is None:
        return False
    return kilometres((site.lat, site.lon), (lat, lon)) <= within


def end_to_end(folder: Path, read: Sequence[Read], known: Gazetteer) -> Figures:
    """Detection and resolution together, by corpus."""
    score, out = scorer(folder), Figures()
    scored: list[tuple[float, bool]] = []
    for corpus, name in CORPORA.items():
        own = [one for one in read if one.story.corpus == corpus]
        marks = {one.story.id: places(one.parse, known) for one in own}
        kind, docs, _ = score.read_gold(str(folder / "data" / "places" / name))
        predicted = {k: v for ident, found in marks.items() for k, v in prediction(ident, found).items()}
        made = score.score(kind, {one.story.id: docs[one.story.id] for one in own}, predicted)
        strict = made["detection"][made["headline"]]["strict"]
        out |= {
            f"{corpus}_detection_f1": 100 * strict["f1"],
            f"{corpus}_detection_precision": 100 * strict["p"],
            f"{corpus}_detection_recall": 100 * strict["r"],
            f"{corpus}_near_of_found": 100 * made["resolution"]["usual"]["acc161"],
            f"{corpus}_near_of_all": 100 * made["resolution"]["all"]["acc161"],
            f"{corpus}_known_by_name_only": 100 * made["abstention"]["no_id_with_gold_id"],
        }
        scored += [pair for one in own for pair in _scored(one.story, marks[one.story.id])]
    out["calibration_error"] = calibration_error(scored)
    return out


def _scored(story: Story, marks: Sequence[PlaceMark]) -> Iterator[tuple[float, bool]]:
    """The score of each mark that was given a place, and whether it is right; those that GeoNames cannot tell are left out."""
    gold = {(g.start, g.end): g for g in story.places}
    for mark in marks:
        found = gold.get((mark.span.start, mark.span.end))
        if mark.lat is None or (found is not None and found.geonameid is None):
            continue
        same = found is not None and mark.geonameid == found.geonameid
        yield mark.score, same or (found is not None and near(mark, found.lat, found.lon, NEAR_KM))


def on_marked(read: Sequence[Read], known: Gazetteer) -> Figures:
    """Resolution of the marked names themselves, by corpus."""
    weights = trained.loaded()
    right, total, silent = Counter[str](), Counter[str](), Counter[str]()
    for one in read:
        mentions, gold = _marked(one, known)
        for meant, wanted in zip(choices(one.parse, mentions, weights, known), gold, strict=True):
            if wanted.geonameid is None:
                continue
            total[one.story.corpus] += 1
            silent[one.story.corpus] += meant.site is None
            right[one.story.corpus] += meant.site is not None and meant.site.geonameid == wanted.geonameid
    out: Figures = {}
    for corpus in CORPORA:
        out[f"{corpus}_exact_id"] = 100 * right[corpus] / total[corpus]
        out[f"{corpus}_exact_id_abstained"] = 100 * silent[corpus] / total[corpus]
    return out


def _marked(one: Read, known: Gazetteer) -> tuple[list[Mention], list[Any]]:
    mentions, gold = [], []
    for wanted in one.story.places:
        words = [word for word in one.parse.words if word.start < wanted.end and word.end > wanted.start]
        if words:
            mentions.append(mention_of(one.parse, words, known))
            gold.append(wanted)
    return mentions, gold


def on_conflict(known: Gazetteer) -> Figures:
    """Spans found in invented passages on conflicts, and the GeoNames id of those whose id is told."""
    read = [(story, places(parsed(cased(story.text)), known)) for story in passages(CONFLICT)]
    gold = sum(len(story.places) for story, _ in read)
    marks = sum(len(found) for _, found in read)
    told = [(g, found) for story, found in read for g in story.places if g.geonameid is not None]
    spans = {story.id: {(m.span.start, m.span.end) for m in found} for story, found in read}
    hits = sum((g.start, g.end) in spans[story.id] for story, _ in read for g in story.places)
    right = sum(any((m.span.start, m.geonameid) == (g.start, g.geonameid) for m in found) for g, found in told)
    return {
        "conflict_detection_f1": 100 * 2 * hits / (gold + marks),
        "conflict_exact_id_of_told": 100 * right / len(told),
    }


@dataclass(frozen=True, slots=True)
class Happened:
    """An event of UCDP GED: what its place is called, the province, and where it is."""

    place: str
    province: str
    lat: float
    lon: float


def happened(path: Path) -> list[Happened]:
    """The events whose place is told to a settlement or district (``where_prec`` 1 to 3)."""
    out = []
    with path.open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file):
            if row["where_prec"].split(".")[0] in ("1", "2", "3") and row["where_coordinates"]:
                where = float(row["latitude"]), float(row["longitude"])
                out.append(Happened(row["where_coordinates"], row["adm_1"], *where))
    return out


def share_found(events: Sequence[Happened], country: str, known: Gazetteer) -> float:
    """Of the events, how many are found within 25 km by name and province, per cent."""
    answers: dict[tuple[str, str], Site | None] = {}
    right = 0
    for one in events:
        asked = (one.place, one.province)
        if asked not in answers:
            answers[asked] = found_by_name(known, one.place, country, one.province)
        right += near(answers[asked], one.lat, one.lon, FOUND_KM)
    return 100 * right / len(events)


def iom_supplement(source: Path, target: Path) -> Path:
    """IOM's list of places in Iraq as a supplement."""
    with source.open(encoding="utf-8", newline="") as file, target.open("w", encoding="utf-8", newline="") as out:
        table = csv.writer(out)
        table.writerow(("name", "lat", "lon", "country", "admin", "type", "alternate_names"))
        for row in csv.DictReader(file):
            table.writerow((row["name"], row["lat"], row["lon"], "IQ", row["governorate"], "", row["arabic"]))
    return target


def ucdp_supplement(source: Path, target: Path) -> Path:
    """The places of UCDP's events in Syria as a supplement."""
    seen: set[str] = set()
    with target.open("w", encoding="utf-8", newline="") as out:
        table = csv.writer(out)
        table.writerow(("name", "lat", "lon", "country", "admin", "type"))
        for one in happened(source):
            if one.place not in seen:
                seen.add(one.place)
                table.writerow((one.place, one.lat, one.lon, "SY", one.province, ""))
    return target


def of_events(folder: Path, known: Gazetteer) -> Figures:
    """The names of UCDP's events in Iraq, and those of Syria by the names of its even rows."""
    data = folder / "data"
    iraq = happened(data / "events" / "ucdp_ged_iraq_1989_2018.csv")
    syria = happened(data / "events" / "ucdp_ged_syria_2016.csv")
    with tempfile.TemporaryDirectory() as scratch:
        lists = [
            ucdp_supplement(data / "events" / "ucdp_ged_syria_2016.csv", Path(scratch) / "syria.csv"),
            iom_supplement(data / "places" / "iom_dtm_iraq_locations.csv", Path(scratch) / "iom.csv"),
        ]
        with_syria = opened(build(Path(scratch) / "syria.db", lists[:1]).path)
        with_both = opened(build(Path(scratch) / "both.db", lists).path)
        return {
            "ucdp_iraq_events": len(iraq),
            "ucdp_iraq_found": share_found(iraq, "IQ", known),
            "ucdp_iraq_found_with_syria_supplement": share_found(iraq, "IQ", with_syria),
            "ucdp_iraq_found_with_iom_supplement": share_found(iraq, "IQ", with_both),
            "ucdp_syria_found": share_found(syria, "SY", known),
        }


def cost(read: Sequence[Read], known: Gazetteer) -> Figures:
    """Seconds of places and times over plain spaCy's, on the same stories in turn; the median of three rounds."""
    language, sample = plain_spacy(), read[::4]
    shares, part = [], []
    for _ in range(3):
        plain = ours = only = 0.0
        for one in sample:
            start = time.perf_counter()
            language(one.story.text)
            parse_end = time.perf_counter()
            places(one.parse, known)
            middle = time.perf_counter()
            times(one.parse, "2017-01-01")
            ours += time.perf_counter() - parse_end
            only += middle - parse_end
            plain += parse_end - start
        shares.append(ours / plain)
        part.append(only / plain)
    return {"cost": statistics.median(shares), "cost_of_places": statistics.median(part)}


_OPENING = """
import sys, time
from pathlib import Path
import spacy
import purport.read.parse
start = time.perf_counter()
purport.read.parse.language_model()
loading = time.perf_counter() - start
import purport.gazetteer as gazetteer
def held():
    return int(Path("/proc/self/statm").read_text().split()[1]) * 4096 / 1e6
before = held()
start = time.perf_counter()
known = gazetteer.loaded(Path(sys.argv[1]) if sys.argv[1] else None)
known.senses("Baghdad")
opening = time.perf_counter() - start
for word in sys.stdin.read().split():
    known.senses(word)
    known.sounding(word)
print(opening / loading, held() - before)
"""


def opening(read: Sequence[Read], path: Path | None) -> tuple[float, float]:
    """Time to open a gazetteer over that to load the language model, and the MB it adds after many names were looked up;
    medians.
    """
    words = " ".join(sorted({w.text for one in read for w in one.parse.words if w.text[:1].isupper()}))
    runs = []
    for _ in range(3):
        asked = [sys.executable, "-c", _OPENING, str(path or "")]
        done = subprocess.run(asked, input=words, capture_output=True, text=True, check=True)
        runs.append([float(number) for number in done.stdout.split()])
    first, second = np.median(np.array(runs), axis=0)
    return float(first), float(second)


def main() -> int:
    """Measures, prints, keeps the figures; 1 if a floor is broken."""
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument(
        "--tuning", action="store_true", help="the halves that were learned from instead, without floors"
    )
    options.add_argument("--quick", action="store_true", help="without events and speed, without floors")
    chosen = options.parse_args()
    folder = shared()
    if folder is None or not (folder / "data" / "places").is_dir():
        return skipped("places")
    if not GAZETTEER.is_file() and missing_packages():
        return skipped("places", f"{' and '.join(missing_packages())} (pip install 'purport[gazetteer]')")
    known = gazetteer()
    read = [Read(story, parsed(cased(story.text))) for story in stories(folder, chosen.tuning)]
    figures = end_to_end(folder, read, known) | on_marked(read, known) | on_conflict(known)
    small = end_to_end(folder, read, loaded()) | on_marked(read, loaded())
    figures |= {f"small_{name}": value for name, value in small.items()}
    if not chosen.quick:
        gc.collect()
        figures |= cost(read, known) | of_events(folder, known)
        figures["opening"], figures["memory_mb"] = opening(read, GAZETTEER)
        figures["small_opening"], figures["small_memory_mb"] = opening(read, None)
    for name, value in figures.items():
        print(f"  {name:42s} {f'{value:.3g}' if isinstance(value, float) else value}")
    if chosen.tuning or chosen.quick:
        return 0
    data = folder / "data"
    used = [
        data / "places",
        data / "events" / "ucdp_ged_iraq_1989_2018.csv",
        data / "events" / "ucdp_ged_syria_2016.csv",
        SPLIT,
    ]
    return report("places", figures, digest_of(used))


if __name__ == "__main__":
    sys.exit(main())
