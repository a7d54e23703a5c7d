"""Writes ``docs/measured.md`` from what the benches last wrote: ``python -m bench.page``.

Each section gives the command, the digest of its data, the versions and the machine, and every plain figure. A section whose bench
was not run again stays as it was.
"""

from __future__ import annotations

import json
import shutil
import sys
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from bench.common import FLOORS, OUT, ROOT

PAGE = ROOT / "docs" / "measured.md"
PLOT = ROOT / "docs" / "ledger-growth.svg"
TITLES = {
    "attribution": "Who said what: PolNeAR, development part, learned reader",
    "attribution-rules": "Who said what: PolNeAR, development part, rules alone",
    "times": "Time expressions: MEANTIME, and invented passages in English and Arabic",
    "nested": "Who passed on whose words: invented nested passages, whole reader",
    "outofdomain": "Who said what outside newspapers: invented passages",
    "robustness": "Who said what in worse copies: PolNeAR, development part",
    "honesty": "Never asserting too much: the contrast set, development part, whole reader",
    "hard": "How sure the text is: hard sentences, invented, whole reader",
    "plv": "What kind of act an event is: PLV, training part, five-fold cross-validation",
    "places": "Where the places are: TR-News and LGL, the halves that nothing was learned from, and UCDP's events",
    "muc": "How far a text goes along with an incident: MUC-3/4, a sample of the development part, whole reader",
    "dating": "When what has no date came to be: MEANTIME and UCDP headlines, the half that was not looked at",
    "pages": "From page to text: invented pages, half of the layouts held back",
    "pagetime": "How long a page takes",
    "names": "Whose name it is: UN list of 2015, spellings of the news, near misses",
    "corroborate": "Copies, passages and origins: the generated newsroom, beside MinHash, titles and counts of outlets",
    "matters": "Stories of one event, and where they contradict each other: invented stories, and a sample of the newsroom",
    "kept": "What the ledger keeps of a newsroom, end to end: copies, events, origins",
    "crowded": "The same stories among ten thousand others, beside what they are alone",
    "copying": "How finding copies grows, beside datasketch and rensa",
    "weightime": "What placing and weighing a story costs beside reading it",
    "grown": "How placing a story grows with the stories there are, beside reading it",
    "mapping": "How the map's questions grow",
    "deskload": "The desk in the browser under 20 visitors",
    "namestime": "How fast a name is looked up, beside arabic-name-romanizer",
    "voices": "Voices compared, and who speaks when: LibriSpeech under five conditions",
    "feedcorpus": "Feeds: the test files of feedparser",
    "words": "Words heard wrong: LibriSpeech test-other and FLEURS English, Whisper base",
    "inventions": "Words that nobody spoke: noise, tones, silence and babble, made by program",
    "containers": "Damaged recordings: what decoding makes of them",
    "hearing": "What hearing costs: half an hour of read speech, against faster-whisper's own pipeline",
    "story": "The story that the project comes from",
    "speed": "Speed, memory and start, on the bundled examples",
    "soak": "The watch, on feeds with faults served on loopback, with a reader that marks one word",
    "injury": "Killed, torn and full disks: injuries to collecting and preserving at random moments",
    "ledger": "The ledger, on generated statements (SQLite)",
}
TABLES = {
    "reliability": "How far the scores can be trusted, by tenths",
    "events_by_score": "Of the events with one score, how many have the right certainty",
    "by_type": "MEANTIME, the stories never looked at, by type of time expression",
    "confusions": "How the events of the text (rows) were read (columns)",
    "by_root": "Root by root",
    "by_sound": "Words shown, withheld, and shown between sentences that were spoken, by kind of sound",
    "what_came_of_it": "What came of it, by container: an error, or seconds decoded and what is noted of them",
    "curve": "What other values of `read.least_score` give",
}
HEAD = f"""# What was measured

Made by `python -m bench.page` from what `make bench` wrote; nothing here is typed by hand. Speeds are ratios to something
public in the same run. The floors that a change may not break stand in `bench/{FLOORS.name}`. The development parts were
looked at while the rules were written, so expect less on texts that were not.
"""


def section(record: dict[str, Any]) -> str:
    """One bench as Markdown: where its figures come from, then the figures."""
    name = record["bench"]
    versions = ", ".join(f"{package} {version}" for package, version in record["versions"].items() if version)
    machine = f"{record['cores']} cores, {record['processor']}, Python {record['python']}"
    lines = [
        f"## {TITLES.get(name, name)}",
        "",
        f"`python -m bench.{name.removesuffix('_fresh')}` · data {record['data'] or 'generated'} · {versions} · {machine}",
        "",
        "| figure | value |",
        "|---|---|",
        *(
            f"| {key.replace('_', ' ')} | {_shown(value)} |"
            for key, value in record["figures"].items()
            if _is_plain(value)
        ),
        *_sizes(record["figures"].get("sizes", {})),
        *(line for key, value in record["figures"].items() if _is_rows(value) for line in _rows(key, value)),
    ]
    return "\n".join(lines) + "\n"


def _sizes(sizes: dict[str, dict[str, float]]) -> list[str]:
    """The ledger's table by number of statements, and its plot."""
    if not sizes:
        return []
    names = list(next(iter(sizes.values())))
    return [
        "",
        "| statements | " + " | ".join(n.replace("_", " ") for n in names) + " |",
        "|---" * (len(names) + 1) + "|",
        *(
            f"| {int(size):,} | " + " | ".join(_shown(row[n]) for n in names) + " |"
            for size, row in sorted(sizes.items(), key=_size)
        ),
        "",
        f"![Time of a filtered list and of a search as the ledger grows]({PLOT.name})",
    ]


def _is_rows(value: object) -> bool:
    return isinstance(value, list) and bool(value) and all(isinstance(row, dict) for row in value)


def _rows(name: str, rows: list[dict[str, object]]) -> list[str]:
    """A table of its own: how far scores can be trusted, other thresholds."""
    names = list(rows[0])
    return [
        "",
        f"{TABLES.get(name, name)}:",
        "",
        "| " + " | ".join(n.replace("_", " ") for n in names) + " |",
        "|---" * len(names) + "|",
        *("| " + " | ".join(_shown(row[n]) for n in names) + " |" for row in rows),
    ]


def _size(row: tuple[str, object]) -> int:
    return int(row[0])


def _is_plain(value: object) -> bool:
    pair = isinstance(value, list) and all(isinstance(v, int | float) for v in value)
    return pair or isinstance(value, int | float | str)


def _shown(value: object) -> str:
    if isinstance(value, list):
        return " / ".join(map(_shown, value))
    return f"{value:,.2f}" if isinstance(value, float) else f"{value:,}" if isinstance(value, int) else str(value)


def standing(page: str) -> dict[str, str]:
    """The sections of a page as it stands, by title."""
    parts = page.split("\n## ")[1:]
    return {part.partition("\n")[0]: f"## {part.rstrip()}\n" for part in parts}


def sections(records: Mapping[str, dict[str, Any]], before: str) -> list[str]:
    """Every section in its order: of what was measured again (by the bench's name) anew, else as the page has it."""
    held = standing(before)
    told = {name: section(records[name]) if name in records else held.get(title) for name, title in TITLES.items()}
    return [part for part in told.values() if part is not None]


def main() -> int:
    files = {name: OUT / f"{name}.json" for name in TITLES}
    records = {name: json.loads(file.read_text(encoding="utf-8")) for name, file in files.items() if file.is_file()}
    if not records:
        print("nothing was measured yet: run make bench first", file=sys.stderr)
        return 1
    before = PAGE.read_text(encoding="utf-8") if PAGE.is_file() else ""
    PAGE.write_text(HEAD + "\n" + "\n".join(sections(records, before)), encoding="utf-8")
    plot = OUT / "ledger.svg"
    if plot.is_file():
        shutil.copyfile(plot, PLOT)
    print(Path(PAGE).relative_to(ROOT))
    return 0


if __name__ == "__main__":
    sys.exit(main())
