"""Who passed on whose words: ``.venv/bin/python -m bench.nested [--reader learned|rules] [--errors] [--only PART ...]``.

Reads the invented passages of ``bench/data/nested`` with the whole reader. A marked attribution is found if a statement's cue
touches its cue and its content shares words with it. Of those found, source name and chain must be right: all hops, outermost
first. ``seen`` and ``more`` were looked at while working, ``unseen`` was not. ``further`` and ``again`` were written before they
were read, and then looked at; of the file of ``further`` every other passage is ``held``: written with it, and not looked at.
``fourth`` and ``apart`` are every other passage of one more file, written in whole before any of it was read: ``fourth`` was
looked at afterwards, ``apart`` was not. ``--errors`` prints what went wrong where it may be looked at. ``--only`` measures some
parts, keeps no figures and checks no floors.
"""

from __future__ import annotations

import argparse
import re
import sys

from bench.common import DEFAULT_READER, ROOT, digest_of, reader_option, report
from bench.marked import Marked, Passage, passages
from purport.read.reader import RuleReader, reader_of
from purport.records import Document, Reading, SourceMap, Statement
from purport.records.identity import digest

DATA = ROOT / "bench" / "data" / "nested"
PARTS = ("seen", "more", "further", "held", "again", "fourth", "apart", "unseen")
UNREAD = ("held", "apart", "unseen")
HALVES = {"further": ("further", 0), "held": ("further", 1), "fourth": ("fourth", 0), "apart": ("fourth", 1)}
"""Parts that are every other passage of a file, and with which passage they begin."""
LITTLE = frozenset("a an the of in on at for to from and his her its their our my mr mrs ms dr".split())  # noqa: SIM905


def words_of(name: str) -> frozenset[str]:
    """The words of a name that count."""
    return frozenset(w for w in re.findall(r"[^\W_]+", name.lower()) if w not in LITTLE and w != "s")


def same_name(one: str, other: str) -> bool:
    """Whether all words of one name are in the other, or at least half of all are in both."""
    a, b = words_of(one), words_of(other)
    return bool(a and b) and (a <= b or b <= a or 2 * len(a & b) >= len(a | b))


def same_chain(made: Statement, gold: Marked) -> bool:
    """Whether all hops are right; a hop without a name is none."""
    wanted = [name for name in gold.chain if name != "-"]
    return len(made.names) == len(wanted) and all(map(same_name, made.names, wanted))


def same_source(made: Statement, gold: Marked) -> bool:
    """Whether the own source is right."""
    own = gold.chain[-1]
    if own == "-" or made.source_name is None:
        return own == "-" and made.source_name is None
    return same_name(made.source_name, own)


def statement_of(gold: Marked, reading: Reading) -> Statement | None:
    """The statement whose cue (or source, where no cue is marked) touches the gold one's and whose content shares most with it."""

    def common(one: Statement) -> int:
        return sum(max(0, min(s.end, b) - max(s.start, a)) for s in one.content for a, b in gold.content)

    def touches(one: Statement) -> bool:
        own, wanted = (one.cue, gold.cue) if gold.cue else (one.source, gold.source)
        return any(s.start < b and a < s.end for s in own for a, b in wanted)

    near = [s for s in reading.statements if touches(s) and common(s)]
    return max(near, key=common, default=None)


def passages_of(part: str) -> list[Passage]:
    """The passages of a part, which is a file or half of one."""
    if part in HALVES:
        name, first = HALVES[part]
        return passages(DATA / f"{name}.txt")[first::2]
    return passages(DATA / f"{part}.txt")


def document_of(passage: Passage) -> Document:
    """A passage as a document."""
    return Document(
        name=passage.name,
        exhibit=digest(passage.text.encode()),
        part="",
        text=passage.text,
        taken_by="bench",
        origin=passage.name,
        source_map=SourceMap("char"),
        language="en",
    )


def measured(part: str, reader: RuleReader, errors: bool) -> dict[str, object]:
    """The figures of one part, per cent."""
    total = inner = found = found_inner = names = chains = both = both_inner = 0
    for passage in passages_of(part):
        reading = reader.read(document_of(passage))
        for gold in passage.attributions:
            made, deep = statement_of(gold, reading), len(gold.chain) > 1
            total, inner = total + 1, inner + deep
            if made is None:
                _tell(errors, passage, gold, "missed")
                continue
            name, chain = same_source(made, gold), same_chain(made, gold)
            found, found_inner = found + 1, found_inner + deep
            names, chains, both = names + name, chains + chain, both + (name and chain)
            both_inner += deep and name and chain
            if not (name and chain):
                _tell(errors, passage, gold, f"read as {' > '.join(made.names) or '-'}")
    return {
        f"{part}_attributions": total,
        f"{part}_inner": inner,
        f"{part}_recall": 100 * found / max(1, total),
        f"{part}_recall_inner": 100 * found_inner / max(1, inner),
        f"{part}_source_name_right": 100 * names / max(1, found),
        f"{part}_chain_right": 100 * chains / max(1, found),
        f"{part}_both_right": 100 * both / max(1, found),
        f"{part}_both_right_inner": 100 * both_inner / max(1, found_inner),
    }


def _tell(errors: bool, passage: Passage, gold: Marked, what: str) -> None:
    if errors:
        words = " … ".join(passage.text[a:b] for a, b in gold.content)
        print(f"  {passage.name}  {' > '.join(gold.chain)}: {words[:90]!r}: {what}")


def main() -> int:
    """Measures all parts, prints, keeps the figures; 1 if a floor is broken."""
    options = argparse.ArgumentParser(description=__doc__)
    reader_option(options)
    options.add_argument(
        "--errors", action="store_true", help="print what went wrong in the parts that may be looked at"
    )
    options.add_argument("--only", nargs="+", choices=PARTS, help="measure these parts alone, and keep no figures")
    o = options.parse_args()
    reader = reader_of(o.reader)
    figures: dict[str, object] = {"reader": o.reader}
    for part in o.only or PARTS:
        figures |= measured(part, reader, o.errors and part not in UNREAD)
    for name, value in figures.items():
        print(f"  {name:28s} {value if isinstance(value, str | int) else format(value, '.1f')}")
    if o.only:
        return 0
    suffix = "" if o.reader == DEFAULT_READER else f"-{o.reader}"
    return report(f"nested{suffix}", figures, digest_of(sorted(DATA.glob("*.txt"))))


if __name__ == "__main__":
    sys.exit(main())
