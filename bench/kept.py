"""What the ledger keeps of a newsroom, end to end: ``.venv/bin/python -m bench.kept [--half tuned|held|second] [--errors]``.

`bench.corroborate` measures tracing with the truth's citations and events, `bench.matters` the clustering without a ledger. Here a
sample of the generated newsroom takes the way that a user's stories take: each is filed with the reading of the learned reader
(kept under ``bench/out``) in a ledger of SQLite, placed as `purport corroborate` does, and what `purport matters` and
`purport weigh` would show is compared with the truth: copy pairs and direction by the bonds, the same event by the matter of each
story's chief telling (B-cubed F1 over the English stories, as there), and the number of origins of the matter
that holds most of an event.
"""

from __future__ import annotations

import argparse
import sys
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from tempfile import TemporaryDirectory

from bench.common import DEFAULT_READER, OUT, report
from bench.matters import b_cubed, read_once
from bench.newsroom import Newsroom, newsroom
from bench.newsroom.score import direction_accuracy, links_score
from bench.newsroom.truth import Root
from bench.newsroom.world import SETS, Half
from bench.weightime import NOW, document_of, place_all
from purport.ledger import opened
from purport.ledger.port import Filing, Ledger
from purport.read.reader import Reader, reader_of
from purport.records import Document, Exhibit
from purport.records.folds import TEXT_KINDS, KeptMatter
from purport.records.identity import document_id
from purport.records.stories import Link, Story, Tie
from purport.rounds.corroborating import Corroborator

SEED = 8
"""Of the newsroom: the one of ``bench.matters``."""
EVENTS = 24
CACHE = OUT / "kept"


@dataclass(frozen=True, slots=True)
class Kept:
    """A newsroom in a ledger, alone or among other stories.

    Attributes:
        stories: its stories by the ids of their documents. english: those that are in English.
        links: its stories' bonds, those to others aside. matters: those that its tellings are in.
    """

    stories: Mapping[str, str]
    links: tuple[Link, ...]
    matters: tuple[KeptMatter, ...]
    english: frozenset[str]

    def homes(self) -> dict[str, str]:
        """English story to the matter of its chief telling; those in two languages are not joined."""
        told = [(self.stories.get(t.document), one.id) for one in self.matters for t in one.tellings if t.lead]
        return {story: matter for story, matter in told if story in self.english}

    def strangers(self) -> Counter[str]:
        """How many chief tellings of other stories are in its matters: all of them are of other events."""
        told = ((t.document, one.id) for one in self.matters for t in one.tellings if t.lead)
        return Counter(matter for document, matter in told if document not in self.stories)


def kept(made: Newsroom, reader: Reader) -> Kept:
    """A newsroom, filed in the order in which it was seen, and placed."""
    with TemporaryDirectory() as folder:
        return kept_in(Path(folder), made, reader)


def kept_in(folder: Path, made: Newsroom, reader: Reader) -> Kept:
    """The same, in the ledger and the index of texts of a folder, among whatever is there."""
    with opened(str(folder / "ledger.db")) as ledger:
        names, english, texts = {}, set(), Counter[str]()
        for story in sorted(made.stories, key=lambda one: (one.first_seen, one.id)):
            document = filed(ledger, apart(story, texts), reader)
            names[document_id(document)] = story.id
            english.update([story.id] if document.language == "en" else [])
        place_all(Corroborator(ledger, folder / "shelf", lambda: NOW))
        return Kept(names, tuple(_links(ledger, names)), tuple(_matters(ledger, names)), frozenset(english))


def filed(ledger: Ledger, story: Story, reader: Reader) -> Document:
    """Files a story with its reading, which is read once and kept under :data:`CACHE`."""
    capture, document = document_of(story)
    ledger.keep(Exhibit(document.exhibit, len(capture.data), "text/plain", capture.captured_at), capture, NOW)
    reading = read_once(document, reader, CACHE, (document, reader.fingerprint))
    ledger.file_many([Filing(document, reading)], capture.captured_at)
    return document


def apart(story: Story, texts: Counter[str]) -> Story:
    """A story whose text an earlier one has to the letter, with blank lines after it: two pages are never the same bytes."""
    texts[story.text] += 1
    return replace(story, text=story.text + "\n" * (texts[story.text] - 1))


def _links(ledger: Ledger, names: Mapping[str, str]) -> Iterator[Link]:
    for bond in ledger.corroboration.ties(list(names), TEXT_KINDS):
        if bond.second in names:
            yield Link(Tie(bond.kind), names[bond.first], names[bond.second], bond.score, bond.reason)


def _matters(ledger: Ledger, names: Mapping[str, str]) -> Iterator[KeptMatter]:
    book = ledger.corroboration
    told = [one.telling.id for each in book.tellings_of(list(names)).values() for one in each]
    for matter in sorted({place.matter for place in book.places(told).values() if place.matter}):
        yield ledger.matter(matter)


def origins_of(found: Kept, made: Newsroom) -> dict[str, tuple[int, int]]:
    """By event: how many origins it is said to have, and how many it has among the stories that tell of anything."""
    homes, sizes = found.homes(), {one.id: one for one in found.matters}
    counted = {}
    for event, truth in made.truth.events.items():
        inside = Counter(homes[one] for one, told in made.truth.stories.items() if told.event == event and one in homes)
        said = len(sizes[inside.most_common(1)[0][0]].origins) if inside else 0
        counted[event] = said, sum(_heard(root, homes) for root in truth.roots)
    return counted


def _heard(root: Root, homes: Mapping[str, str]) -> bool:
    """Whether an English story that tells of something is from an origin, or leans on it."""
    return root.story in homes or any(one in homes for one in root.leaning)


def measured(found: Kept, made: Newsroom) -> dict[str, object]:
    """The figures of one half."""
    homes, counted = found.homes(), origins_of(found, made)
    stories = sorted(homes)
    labels, events = [homes[one] for one in stories], [made.truth.stories[one].event for one in stories]
    precision, recall, f1 = b_cubed(labels, events, found.strangers())
    errors = [abs(said - true) for said, true in counted.values()]
    pairs = links_score(found.links, made.truth, strict=True)
    return {
        "stories": len(found.stories),
        "tellings": len(stories),
        "events": len(counted),
        "pair_f1": pairs.f1,
        "direction_right": direction_accuracy(found.links, made.truth),
        "b3_precision": precision,
        "b3_recall": recall,
        "b3_f1": f1,
        "origins_exact": errors.count(0) / len(errors),
        "origins_error": sum(errors) / len(errors),
    }


def faults(found: Kept, made: Newsroom) -> Iterator[str]:
    """Events whose origins are counted wrong, with what they are said to be, in lines."""
    homes, of = found.homes(), {one.id: one for one in found.matters}
    events: dict[str, Counter[str]] = {}
    for story, home in homes.items():
        events.setdefault(home, Counter())[made.truth.stories[story].event] += 1
    yield from (
        f"-- {home} is of more than one event: {dict(inside)}" for home, inside in events.items() if len(inside) > 1
    )
    events_of = {name: told.event for name, told in made.truth.stories.items()}
    across = (x for x in found.links if events_of[x.later] != events_of[x.earlier])
    yield from (f"-- {x.later} is no {x.tie} {x.earlier}: {x.score:.2f}, {x.reason}" for x in across)
    for event, (said, true) in origins_of(found, made).items():
        if said != true:
            yield f"-- {event}: {true} origins, said {said}: {[root.name for root in made.truth.events[event].roots]}"
            inside = Counter(homes[x] for x, told in made.truth.stories.items() if told.event == event and x in homes)
            for home, count in inside.most_common():
                roots = [(x.name, found.stories.get(x.story or "")) for x in of[home].origins]
                yield f"   {count} stories in {home}: {roots}"


def main() -> int:
    """Measures, prints, keeps the figures; 1 if a floor is broken."""
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--half", choices=SETS, help="one half, or the second set of phrases, alone; keeps nothing")
    options.add_argument(
        "--seed", type=int, default=SEED, help="another newsroom of the same phrases; with --half only"
    )
    options.add_argument("--events", type=int, default=EVENTS, help="how many of its events; with --half only")
    options.add_argument("--errors", action="store_true", help="print what is wrong, never of the held half")
    o = options.parse_args()
    if (o.seed, o.events) != (SEED, EVENTS) and not o.half:
        options.error("--seed and --events need --half: what is kept is always of one newsroom")
    reader = reader_of(DEFAULT_READER)
    figures: dict[str, object] = {}
    for half in [o.half] if o.half else SETS:
        made = newsroom(o.seed, half, o.events)
        figures |= _of(half, made, reader, o.errors and half != "held")
    for name, value in figures.items():
        print(f"  {name:32s} {f'{value:.3f}' if isinstance(value, float) else value}")
    return 0 if o.half else report("kept", figures, None)


def _of(half: Half, made: Newsroom, reader: Reader, errors: bool) -> dict[str, object]:
    found = kept(made, reader)
    if errors:
        print(*faults(found, made), sep="\n")
    return {f"{half}_{name}": value for name, value in measured(found, made).items()}


if __name__ == "__main__":
    sys.exit(main())
