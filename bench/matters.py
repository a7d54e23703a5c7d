"""Whether stories of one event come together: ``.venv/bin/python -m bench.matters [--half tuned|held] [--errors]``.

Reads the invented stories of ``bench/data/matters`` with the learned reader (kept under ``bench/out``, so that each is read once)
and puts what they tell of into matters. A story stands for the matter of its chief telling. Figures are B-cubed precision, recall
and F1 over stories (Bagga and Baldwin 1998), per cent, and precision and recall of contradictions, each counted once for its event
and what it is about. The generated newsroom is sampled in both halves and in its second set of phrases, which is worked with like
the tuned half. Beside them, the same over plain words: the cosine of the words of stories that came out within three days of each
other, weighed by how rare they are, at the threshold that does best on the tuned half.
"""

from __future__ import annotations

import argparse
import re
import sys
from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from pathlib import Path

import msgspec

from bench.common import OUT, ROOT, digest_of, report
from bench.formulas import stories
from bench.newsroom import newsroom
from bench.newsroom.truth import Facts
from bench.newsroom.world import Half as Wing
from purport.corroborate.copies.trace import traced
from purport.corroborate.matters.clusters import matters
from purport.corroborate.matters.contradictions import contradictions
from purport.corroborate.matters.features import shared
from purport.corroborate.matters.following import followed
from purport.corroborate.matters.nearness import days_between
from purport.corroborate.matters.shelf import Shelf
from purport.corroborate.matters.tellings import tellings
from purport.corroborate.matters.words import telling as words_of
from purport.read.extract import documents
from purport.read.reader import Reader, reader_of
from purport.records import Capture, Document, Reading
from purport.records.days import days
from purport.records.identity import digest, document_id
from purport.records.matters import Matter
from purport.records.stories import Link, Story

FOLDER = ROOT / "bench" / "data" / "matters"
CACHE = OUT / "matters"
NEWSROOM = 8
"""Seed of the generated newsroom."""
EVENTS = 24
"""Its events in each half that are read: a sample, since reading all 2,500 stories takes long."""
SCORED = frozenset({"number of dead", "when", "who did it", "where"})
"""What the newsroom knows to be told differently; its numbers of wounded are drawn anew for each sentence."""
FORMULAS = 60
"""Events by formula in each half, follow-ups and second events in the same town aside."""
AFTER = (
    ("harlen-market", "harlen-funeral"),
    ("harlen-market", "harlen-arrest"),
    ("lorring-ferry", "lorring-memorial"),
    ("skarn-ambush", "skarn-arrest"),
)
"""Follow-ups in the written stories."""
SEEDS = {"tuned": 20250106, "held": 20250107}
NOBODY: Mapping[str, int] = {}
_STORY = re.compile(r"^@ (?P<event>\S+) (?P<day>\S+)\n(?P<text>.*?)(?=^[@%] |\Z)", re.MULTILINE | re.DOTALL)
_EVENT = re.compile(r"^% (?P<event>[\w-]+):(?P<about>.*)$", re.MULTILINE)


@dataclass(frozen=True, slots=True)
class Told:
    """A story with the event that it is chiefly about; `story` is what corroboration sees of it beside its text."""

    event: str
    document: Document
    reading: Reading
    story: Story


@dataclass(frozen=True, slots=True)
class Half:
    """The stories of one half, and the contradictions that hold: event and what it is about.

    Only those in `scored` count, all where it is empty.
    """

    stories: tuple[Told, ...]
    clashes: frozenset[tuple[str, str]]
    scored: frozenset[str] = frozenset()


def half(name: str, reader: Reader) -> Half:
    """One half of the invented stories, read."""
    text = (FOLDER / f"{name}.txt").read_text(encoding="utf-8")
    stories = tuple(
        _told(n, hit["event"], hit["day"], hit["text"], reader) for n, hit in enumerate(_STORY.finditer(text))
    )
    listed = (
        (hit["event"], about.strip())
        for hit in _EVENT.finditer(text)
        for about in hit["about"].split(",")
        if about.strip()
    )
    return Half(stories, frozenset(listed))


def formulas(seed: int, reader: Reader) -> Half:
    """Stories by formula, read."""
    made = list(enumerate(stories(seed, FORMULAS)))
    told = tuple(_told(n, event, day, text, reader) for n, (event, day, _, text) in made)
    return Half(told, frozenset((event, about) for _, (event, _, about, _) in made if about))


def printed(name: Wing, reader: Reader) -> Half:
    """A sample of the generated newsroom, read: all stories in English of its first events."""
    made = newsroom(NEWSROOM, name, EVENTS)
    told, claims = [], defaultdict(list)
    for n, one in enumerate(made.stories):
        truth = made.truth.stories[one.id]
        if not one.text.isascii() and sum(letter > "\u0600" for letter in one.text) > len(one.text) / 3:
            continue
        first = _told(n, truth.event, one.published or one.first_seen.date().isoformat(), one.text, reader)
        document = replace(first.document, title=one.title, outlet=one.outlet)
        story = replace(one, id=first.story.id, text=document.text, previous=None)
        told.append(replace(first, document=document, story=story))
        claims[truth.event].append(truth.claims)
    return Half(tuple(told), frozenset(_differing(claims)), SCORED)


def _differing(claims: Mapping[str, Sequence[Facts]]) -> Iterator[tuple[str, str]]:
    for event, told in claims.items():
        values = {
            "number of dead": {one.dead for one in told if one.dead is not None},
            "when": {one.date for one in told},
            "who did it": {one.actor for one in told},
            "where": {one.place for one in told},
        }
        yield from ((event, about) for about, found in values.items() if len(found) > 1)


def _told(n: int, event: str, day: str, text: str, reader: Reader) -> Told:
    data = text.strip().encode()
    capture = Capture(f"{event}-{n}.txt", data, datetime(2026, 1, 1, tzinfo=UTC), "bench", "text/plain")
    document = documents(capture, digest(data))[0]
    if document.published is None:
        document = replace(document, published=day, published_reason="the day of its page")
    seen = Story(
        document_id(document),
        document.text,
        None,
        None,
        (),
        capture.origin,
        None,
        document.published,
        capture.captured_at,
    )
    reading = read_once(document, reader, CACHE, (document.text, document.published, reader.fingerprint))
    return Told(event, document, reading, seen)


def read_once(document: Document, reader: Reader, cache: Path, key: object) -> Reading:
    """The reading of a document, from the cache where the same reader has read what has the same key."""
    kept = cache / f"{digest(repr(key).encode())[7:39]}.json"
    if kept.is_file():
        return msgspec.json.decode(kept.read_bytes(), type=Reading)
    found = reader.read(document)
    cache.mkdir(parents=True, exist_ok=True)
    kept.write_bytes(msgspec.json.encode(found))
    return found


def clustered(told: Sequence[Told]) -> tuple[Shelf, tuple[Matter, ...]]:
    """All tellings of the stories on a shelf, and the matters that they make."""
    shelf = Shelf()
    ties: defaultdict[str, list[Link]] = defaultdict(list)
    for link in traced([one.story for one in told]).links:
        ties[link.later].append(link)
        ties[link.earlier].append(link)
    for one in told:
        shelf.add_all(tellings(one.document, one.reading), ties[one.story.id])
    return shelf, matters(shelf.tellings, shelf.all_likenesses())


def homes(shelf: Shelf, found: Sequence[Matter]) -> dict[str, str]:
    """Document to the matter of its chief telling."""
    return {
        shelf.tellings[one].document: matter.id
        for matter in found
        for one in matter.members
        if shelf.tellings[one].lead
    }


def b_cubed(
    found: Sequence[str], wanted: Sequence[str], strangers: Mapping[str, int] = NOBODY
) -> tuple[float, float, float]:
    """B-cubed precision, recall and F1 of one labelling against another, per cent; `strangers` says how many with a label found are
    none of those that are labelled, and wrong there.

    >>> b_cubed(["a", "a", "b"], ["x", "x", "x"])
    (100.0, 55.55555555555556, 71.42857142857143)
    >>> b_cubed(["a", "a"], ["x", "x"], {"a": 2, "c": 5})
    (50.0, 100.0, 66.66666666666667)
    """
    pairs = Counter(zip(found, wanted, strict=True))
    ours, theirs = Counter(found) + Counter(strangers), Counter(wanted)
    precision = sum(n * n / ours[a] for (a, _), n in pairs.items()) / len(found)
    recall = sum(n * n / theirs[b] for (_, b), n in pairs.items()) / len(found)
    return 100 * precision, 100 * recall, 100 * 2 * precision * recall / (precision + recall)


def clashes(told: Mapping[str, str], shelf: Shelf, found: Sequence[Matter]) -> Iterator[tuple[str, str]]:
    """The contradictions found, each with the event that most of the chief tellings of its matter are about."""
    for matter in found:
        events = Counter(told[t.document] for one in matter.members if (t := shelf.tellings[one]).lead)
        if events:
            for clash in contradictions(matter, shelf.tellings):
                yield events.most_common(1)[0][0], str(clash.about)


def by_words(told: Sequence[Told], cuts: Sequence[float]) -> dict[float, float]:
    """The F1 of plain words with single links, for each threshold."""
    seen: Counter[str] = Counter()
    bags = [words_of(one.document.text) for one in told]
    for bag in bags:
        seen.update(bag)
    weigh = {word: 1 - n / (len(bags) + 1) for word, n in seen.items()}
    pairs = [
        (shared(bags[i], bags[j], weigh.__getitem__)[2], i, j)
        for i in range(len(bags))
        for j in range(i)
        if _near(told[i].document, told[j].document)
    ]
    wanted = [one.event for one in told]
    return {cut: b_cubed(_linked(pairs, cut, len(bags)), wanted)[2] for cut in cuts}


def _near(one: Document, other: Document) -> bool:
    first, second = days(one.published), days(other.published)
    return first is None or second is None or days_between(first, second) <= 3


def _linked(pairs: Sequence[tuple[float, int, int]], least: float, size: int) -> list[str]:
    homes = list(range(size))
    for score, i, j in pairs:
        if score >= least and homes[i] != homes[j]:
            old, new = homes[i], homes[j]
            homes = [new if one == old else one for one in homes]
    return [str(one) for one in homes]


def measured(name: str, known: Half, cut: float, errors: bool) -> dict[str, object]:
    """The figures of one half; `cut` is the threshold of plain words."""
    told = {document_id(one.document): one.event for one in known.stories}
    shelf, found = clustered(known.stories)
    home = homes(shelf, found)
    labels = [home[document_id(one.document)] for one in known.stories]
    precision, recall, f1 = b_cubed(labels, [one.event for one in known.stories])
    made = {one for one in clashes(told, shelf, found) if not known.scored or one[1] in known.scored}
    right = len(made & known.clashes)
    if errors:
        _show(known, labels, made)
    return {
        f"{name}_stories": len(known.stories),
        f"{name}_events": len(set(told.values())),
        f"{name}_b3_precision": precision,
        f"{name}_b3_recall": recall,
        f"{name}_b3_f1": f1,
        f"{name}_b3_f1_words_alone": by_words(known.stories, [cut])[cut],
        f"{name}_contradictions": len(known.clashes),
        f"{name}_contradiction_precision": 100 * right / len(made) if made else 0.0,
        f"{name}_contradiction_recall": 100 * right / len(known.clashes) if known.clashes else 100.0,
    } | _followed(name, known, _follow_ups(shelf, found, told))


def _followed(name: str, known: Half, after: set[tuple[str, str]]) -> dict[str, object]:
    """Precision and recall of follow-ups, where any are known."""
    wanted = _funerals(known)
    if not wanted:
        return {}
    return {
        f"{name}_follow_up_precision": 100 * len(after & wanted) / len(after) if after else 0.0,
        f"{name}_follow_up_recall": 100 * len(after & wanted) / len(wanted),
    }


def _follow_ups(shelf: Shelf, found: Sequence[Matter], told: Mapping[str, str]) -> set[tuple[str, str]]:
    """Pairs of events of which the second was found to follow from the first."""
    of = {one.id: _event_of(one, shelf, told) for one in found}
    pairs = {(of[x.first], of[x.second]) for x in followed(shelf.tellings, shelf.all_likenesses(), found)}
    return {(a, b) for a, b in pairs if a and b and a != b}


def _event_of(matter: Matter, shelf: Shelf, told: Mapping[str, str]) -> str:
    events = Counter(told[t.document] for one in matter.members if (t := shelf.tellings[one]).lead)
    return events.most_common(1)[0][0] if events else ""


def _funerals(known: Half) -> set[tuple[str, str]]:
    """The pairs that hold: of stories by formula, and the listed ones of the others."""
    events = {one.event for one in known.stories}
    made = {(one.removesuffix("-funeral"), one) for one in events if one.removesuffix("-funeral") in events}
    return {(a, b) for a, b in made if a != b} | {pair for pair in AFTER if pair[1] in events}


def _show(known: Half, labels: Sequence[str], made: set[tuple[str, str]]) -> None:
    """What went wrong."""
    split: dict[str, list[str]] = defaultdict(list)
    for one, label in zip(known.stories, labels, strict=True):
        split[one.event].append(label)
    for event, held in split.items():
        others = sorted({e for e, labels_of in split.items() if e != event and set(labels_of) & set(held)})
        if len(set(held)) > 1 or others:
            print(f"  {event}: {held} also {others}")
    print(f"  contradictions missed: {sorted(known.clashes - made)}")
    print(f"  contradictions that are none: {sorted(made - known.clashes)}")


def main() -> int:
    """Measures, prints, keeps the figures; 1 if a floor is broken."""
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--half", choices=("tuned", "held"), help="one half alone; keeps nothing")
    options.add_argument("--errors", action="store_true", help="print what is wrong, of the tuned half only")
    o = options.parse_args()
    figures: dict[str, object] = {}
    reader = reader_of("learned")
    for kind, tuned, held in (
        ("", lambda: half("tuned", reader), lambda: half("held", reader)),
        ("_formula", lambda: formulas(SEEDS["tuned"], reader), lambda: formulas(SEEDS["held"], reader)),
        ("_newsroom", lambda: printed("tuned", reader), lambda: printed("held", reader)),
    ):
        worked = tuned()
        scores = by_words(worked.stories, [n / 100 for n in range(5, 80, 5)])
        cut = max(scores, key=scores.__getitem__)
        if o.half != "held":
            figures |= measured(f"tuned{kind}", worked, cut, o.errors)
        if o.half != "tuned":
            figures |= measured(f"held{kind}", held(), cut, errors=False)
        if kind == "_newsroom" and o.half != "held":
            figures |= measured("second_newsroom", printed("second", reader), cut, o.errors)
    for figure, value in figures.items():
        print(f"  {figure:44s} {f'{value:.1f}' if isinstance(value, float) else value}")
    return 0 if o.half else report("matters", figures, digest_of([FOLDER]))


if __name__ == "__main__":
    sys.exit(main())
