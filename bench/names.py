"""Names across spellings and scripts: ``.venv/bin/python -m bench.names [--errors]``.

On the consolidated list of the UN Security Council of 27 March 2015 (``../shared/data/names``):

- **original**: each name in Arabic letters that the list gives as the original, looked up among the 1,046 primary names, all in
  Latin letters. Two halves by a hash of the reference number: `seen` was looked at while the costs were set, `unseen` only
  scored.
- **alias**: each good alias in Latin letters. List-blind: among primary names alone. List-aware: a tenth of
  all aliases left out, those of the tenth looked up among all other names of the list.
- **twins**: primary names that are positive with another entry's.

``bench/data/names/news.tsv``: 200 spellings of twenty armed groups and leaders, as news write them, on the UN list with the table
``bodies.csv``. ``nearmiss.tsv``: 500 pairs of invented names of two people or bodies; a false merge is a positive one.
``nearmiss_unseen.tsv``: 185 more, written after the rules and only scored.

**pairs**: words of google/transliteration in Arabic with a Latin spelling, mostly European names; nothing was fitted to them.

A hit is right if its entry has the wanted id, or the same primary name (two people stand on the list twice).
"""

from __future__ import annotations

import argparse
import csv
import hashlib
import sys
from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path

from bench.common import ROOT, digest_of, report, shared, skipped
from purport.corroborate.names import Found, Judgement, Register, compared
from purport.corroborate.names.laying import NEAR, SAME
from purport.corroborate.names.likeness import likeness
from purport.corroborate.names.sounds import is_arabic, sounds, spelt
from purport.exchange.namelists import read_table, read_un
from purport.records.listed import Known, NameKind, Quality

OWN = ROOT / "bench" / "data" / "names"
LIST = "UN_SC_consolidated_2015-03-27.xml"


@dataclass(frozen=True, slots=True)
class Query:
    """A name to look up, and the entry that it is of."""

    name: str
    known: Known


def entries(found: Iterable[object]) -> list[Known]:
    return [one for one in found if isinstance(one, Known)]


def half(known: Known) -> str:
    """Which half an entry is in, fixed by its id."""
    return "seen" if hashlib.sha256(known.id.encode()).digest()[0] < 128 else "unseen"


def right(found: Found, wanted: Known) -> bool:
    return found.top is not None and (found.top.known.id == wanted.id or found.top.known.primary == wanted.primary)


def share(marks: Sequence[bool]) -> float:
    return sum(marks) / len(marks) if marks else 0.0


def originals(folder: Path, known: Sequence[Known]) -> list[Query]:
    """The names in Arabic letters that the list calls original."""
    by_id = {one.id: one for one in known}
    with (folder / "un_aliases_2015.tsv").open(encoding="utf-8", newline="") as lines:
        rows = [*csv.DictReader(lines, delimiter="\t", quoting=csv.QUOTE_NONE)]
    wanted = [row for row in rows if row["role"] == "original_script" and row["script"] == "arabic"]
    return [Query(row["name"], by_id[row["ref"].rstrip(".")]) for row in wanted]


def original_figures(register: Register, asked: Sequence[Query], errors: bool) -> dict[str, object]:
    found = [register.look(query.name, query.known.kind) for query in asked]
    marks = [right(one, query.known) for one, query in zip(found, asked, strict=True)]
    figures: dict[str, object] = {"original_top": share(marks), "originals": len(marks)}
    for part in ("seen", "unseen"):
        for kind in NameKind:
            own = [m for m, q in zip(marks, asked, strict=True) if half(q.known) == part and q.known.kind is kind]
            figures |= {f"original_{part}_{kind}": share(own), f"original_{part}_{kind}s": len(own)}
        figures[f"original_{part}_top"] = share([m for m, q in zip(marks, asked, strict=True) if half(q.known) == part])
    own_name = [compared(q.name, q.known.primary, q.known.kind).judgement for q in asked]
    figures |= {f"original_{judgement}": own_name.count(judgement) / len(own_name) for judgement in Judgement}
    if errors:
        _print_errors("original", [q for q in asked if half(q.known) == "seen"], found, asked)
    return figures


def _print_errors(what: str, shown: Sequence[Query], found: Sequence[Found], asked: Sequence[Query]) -> None:
    for one, query in zip(found, asked, strict=True):
        if query in shown and not right(one, query.known):
            print(f"  {what}: {query.name} | {query.known.primary} | {one.top and one.top.form.name} | {one.reasons}")


def aliases(known: Iterable[Known]) -> list[Query]:
    """Each good alias in Latin letters."""
    return [
        Query(alias.name, one)
        for one in known
        for alias in one.aliases
        if alias.quality is Quality.GOOD and not is_arabic(alias.name)
    ]


def tenth(query: Query) -> int:
    """Which tenth an alias is in."""
    return hashlib.sha256(f"{query.known.id} {query.name}".encode()).digest()[0] % 10


def without(one: Known, left_out: int) -> Known:
    """An entry without its aliases of one tenth."""
    return replace(one, aliases=tuple(a for a in one.aliases if tenth(Query(a.name, one)) != left_out))


def alias_figures(known: Sequence[Known]) -> dict[str, object]:
    blind, asked = Register(known, aliases=False), aliases(known)
    marks: dict[str, list[bool]] = {}
    for query in asked:
        found = blind.look(query.name, query.known.kind)
        marks.setdefault(f"alias_blind_{query.known.kind}", []).append(right(found, query.known))
    for part in range(10):
        aware = Register([without(one, part) for one in known])
        for query in (query for query in asked if tenth(query) == part):
            found = aware.look(query.name, query.known.kind)
            marks.setdefault(f"alias_aware_{query.known.kind}", []).append(right(found, query.known))
    return {name: share(own) for name, own in marks.items()} | {f"{n}_count": len(m) for n, m in marks.items()}


def twin_figures(known: Sequence[Known], errors: bool) -> dict[str, object]:
    register = Register(known, aliases=False)
    pairs = set()
    for one in known:
        for hit in register.look(one.primary, one.kind, most=16).hits:
            if hit.known.id != one.id and hit.judgement is Judgement.POSITIVE:
                pairs.add(frozenset((f"{one.primary} ({one.id})", f"{hit.known.primary} ({hit.known.id})")))
    if errors:
        print(*(f"  twins: {' = '.join(sorted(pair))}" for pair in sorted(pairs, key=sorted)), sep="\n")
    return {"twins": len(pairs)}


def rows_of(name: str) -> list[dict[str, str]]:
    with (OWN / name).open(encoding="utf-8", newline="") as lines:
        return [*csv.DictReader(lines, delimiter="\t", quoting=csv.QUOTE_NONE)]


def news_figures(known: Sequence[Known], errors: bool) -> dict[str, object]:
    own = entries(read_table((OWN / "bodies.csv").read_bytes(), "UN"))
    register, rows = Register([*known, *own]), rows_of("news.tsv")
    found = [register.look(row["name"], NameKind(row["kind"])) for row in rows]
    marks = [one.top is not None and one.top.known.id == row["id"] for one, row in zip(found, rows, strict=True)]
    held = [one.judgement is Judgement.POSITIVE for one in found]
    if errors:
        wrong = ((r, f) for r, f, m in zip(rows, found, marks, strict=True) if not m)
        print(
            *(f"  news: {r['name']} | {r['id']} | {f.top and f.top.known.id} | {f.reasons}" for r, f in wrong), sep="\n"
        )
    return {
        "news": len(rows),
        "news_top": share(marks),
        "news_positive": share(held),
        "news_positive_and_wrong": sum(h and not m for h, m in zip(held, marks, strict=True)),
    }


def nearmiss_figures(name: str, errors: bool) -> dict[str, object]:
    """Of the near misses of a file: how many there are, and the shares that are positive and unsure."""
    rows = rows_of(f"{name}.tsv")
    found = [compared(row["one"], row["other"], NameKind(row["kind"])) for row in rows]
    merged = [row for row, one in zip(rows, found, strict=True) if one.judgement is Judgement.POSITIVE]
    if errors:
        print(*(f"  merged: {row['one']} | {row['other']} | {row['why']}" for row in merged), sep="\n")
    kinds = Counter(one.judgement for one in found)
    return {
        f"{name}_pairs": len(rows),
        f"{name}_false_merges": len(merged) / len(rows),
        f"{name}_unsure": kinds[Judgement.UNSURE] / len(rows),
    }


def pair_figures(folder: Path) -> dict[str, object]:
    """Words in Arabic with a Latin spelling (google/transliteration): the shares that are the same in sound, and near."""
    figures: dict[str, object] = {}
    for part in ("train", "eval"):
        lines = (folder / f"google_ar2en-{part}.txt").read_text(encoding="utf-8").splitlines()
        pairs = [line.split("\t")[:2] for line in lines if "\t" in line]
        alike = [likeness(sounds(spelt(one)), sounds(spelt(other.replace(".", "")))) for one, other in pairs]
        figures |= {
            f"pairs_{part}": len(alike),
            f"pairs_{part}_same": share([found >= SAME for found in alike]),
            f"pairs_{part}_near": share([found >= NEAR for found in alike]),
        }
    return figures


def main(arguments: Sequence[str] | None = None) -> int:
    options = argparse.ArgumentParser(description="names across spellings and scripts")
    options.add_argument("--errors", action="store_true", help="print what is wrong, but nothing of the unseen half")
    errors = options.parse_args(arguments).errors
    home = shared()
    folder = home / "data" / "names" if home else None
    if folder is None or not (folder / LIST).is_file():
        return skipped("names")
    known = entries(read_un((folder / LIST).read_bytes(), "UN"))
    asked = originals(folder, known)
    figures = original_figures(Register(known, aliases=False), asked, errors)
    steps: tuple[Callable[[], dict[str, object]], ...] = (
        partial(alias_figures, known),
        partial(twin_figures, known, errors),
        partial(news_figures, known, errors),
        partial(nearmiss_figures, "nearmiss", errors),
        partial(nearmiss_figures, "nearmiss_unseen", False),
        partial(pair_figures, folder),
    )
    for step in steps:
        figures |= step()
    for name, figure in figures.items():
        print(f"{name:32} {figure:.4g}" if isinstance(figure, float) else f"{name:32} {figure}")
    return report("names", figures, digest_of([folder / LIST, folder / "un_aliases_2015.tsv", OWN]))


if __name__ == "__main__":
    sys.exit(main())
