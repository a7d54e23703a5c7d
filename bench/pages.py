"""How pages become texts: ``.venv/bin/python -m bench.pages [--half tuned|held] [--errors]``.

Takes the invented pages of ``bench/data/pages`` through purport's extraction and through trafilatura alone, in the same run.

Text is compared by words (runs of letters, digits and marks), case folded, **in order**: with L the length of the longest common
subsequence of words, a text's right words are L with the story; wrong are the words beyond its L with all that the page may rightly
give beside the story (title, byline, date line, credit, correction), so these count neither for nor against. F1 is of the
precision and recall that follow, per page, and the mean over pages. Its interval is a bootstrap over layouts (2.5 to 97.5 per
cent), since two pages of one layout are not two observations; shares have Wilson's interval at 95 per cent over pages.

A fact that the page does not state is right where none is given.
"""

from __future__ import annotations

import argparse
import re
import statistics
import sys
import unicodedata
from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from random import Random

from bench.common import digest_of, report
from bench.pageset import CAPTURED, FOLDER, Page, Truth, pages
from purport.errors import Unreadable
from purport.read.extract import documents
from purport.read.extract.agencies import known_agency
from purport.records import Capture, Document
from purport.records.identity import digest

_WORD = re.compile(r"\w+")
_AND = re.compile(r"\s*(?:,|;|\band\b|\bو\s)\s*")
RESAMPLED = 2000


def words(text: str) -> list[str]:
    """The words of a text, as they are compared."""
    return _WORD.findall(unicodedata.normalize("NFKC", text).casefold())


def common(one: Sequence[str], other: Sequence[str]) -> int:
    """The length of the longest common subsequence, by the bit-parallel way of Hyyrö (2004).

    >>> common("a b c d".split(), "b x d a".split())
    2
    """
    places: dict[str, int] = defaultdict(int)
    for n, word in enumerate(one):
        places[word] |= 1 << n
    row = whole = (1 << len(one)) - 1
    for word in other:
        hit = row & places.get(word, 0)
        row = ((row + hit) | (row - hit)) & whole
    return len(one) - row.bit_count()


def text_f1(said: str, truth: Truth) -> float:
    """F1 of a text in per cent, as the module says."""
    found, wanted = words(said), words(truth.text)
    right = common(wanted, found)
    wrong = len(found) - common(words(truth.whole), found)
    return 100 * 2 * right / (len(wanted) + right + wrong) if wanted else 0.0


def wilson(right: int, total: int) -> list[float]:
    """Wilson's interval of a share at 95 per cent, in per cent."""
    if not total:
        return [0.0, 100.0]
    z = 1.96
    share, spread = right / total, z * z / total
    centre = (share + spread / 2) / (1 + spread)
    half = z * ((share * (1 - share) + spread / 4) / total) ** 0.5 / (1 + spread)
    return [100 * max(0.0, centre - half), 100 * min(1.0, centre + half)]


def interval(values: Mapping[str, Sequence[float]]) -> list[float]:
    """The bootstrap interval of a mean over all values, drawing their groups with replacement."""
    chance, groups = Random(7), list(values.values())  # noqa: S311
    means = sorted(
        statistics.fmean(v for group in chance.choices(groups, k=len(groups)) for v in group) for _ in range(RESAMPLED)
    )
    return [means[int(0.025 * RESAMPLED)], means[int(0.975 * RESAMPLED) - 1]]


@dataclass(frozen=True, slots=True)
class Answer:
    """What an extractor says of a page."""

    text: str = ""
    title: str | None = None
    authors: frozenset[str] = frozenset()
    agency: str | None = None
    published: str | None = None
    updated: str | None = None
    correction: str | None = None
    language: str | None = None


def _persons(line: str | None) -> frozenset[str]:
    return frozenset(name for name in _AND.split(line or "") if name)


def capture_of(page: Page) -> Capture:
    """A page as it was fetched, without a charset from the transport."""
    return Capture(page.address, page.data, CAPTURED, "bench", "text/html")


def taken(page: Page) -> Document | None:
    """The document that purport makes of a page; None if it refuses."""
    try:
        return documents(capture_of(page), digest(page.data))[0]
    except Unreadable:
        return None


def by_purport(page: Page) -> Answer:
    found = taken(page)
    if found is None:
        return Answer()
    return Answer(
        found.text,
        found.title,
        _persons(found.author),
        found.agency,
        found.published,
        found.updated,
        found.correction,
        found.language,
    )


def by_trafilatura(page: Page) -> Answer:
    from trafilatura import bare_extraction

    found = bare_extraction(page.data, url=page.address, include_comments=False, with_metadata=True)
    if found is None:
        return Answer()
    return Answer(found.text or "", found.title, _persons(found.author), published=found.date)


def _alike(one: str | None, other: str | None) -> bool:
    return words(one or "") == words(other or "")


def _agency_right(said: Answer, truth: Truth) -> bool:
    return _alike(known_agency(said.agency or "") or said.agency, known_agency(truth.agency or "") or truth.agency)


def _authors_right(said: Answer, truth: Truth) -> bool:
    return {*map(str.casefold, said.authors)} == {*map(str.casefold, truth.authors)}


def _correction_found(said: Answer, truth: Truth) -> bool:
    return words(truth.correction or "") == words(said.correction or "")


FACTS: dict[str, Callable[[Answer, Truth], bool]] = {
    "title": lambda said, truth: _alike(said.title, truth.title),
    "date": lambda said, truth: said.published == truth.published,
    "updated": lambda said, truth: said.updated == truth.updated,
    "agency": _agency_right,
    "author": _authors_right,
    "correction": _correction_found,
    "language": lambda said, truth: said.language == truth.language,
}
_TOLD: dict[str, Callable[[Truth], object]] = {
    "agency": lambda truth: truth.agency,
    "author": lambda truth: truth.authors,
    "correction": lambda truth: truth.correction,
    "updated": lambda truth: truth.updated,
    "date": lambda truth: truth.published,
}


def shares(said: Sequence[Answer], told: Sequence[Page]) -> dict[str, object]:
    """The share right of each fact over all pages and over those that state it, with counts and intervals."""
    figures: dict[str, object] = {}
    for name, right in FACTS.items():
        marks = [right(one, page.truth) for one, page in zip(said, told, strict=True)]
        stated = [mark for mark, page in zip(marks, told, strict=True) if _TOLD.get(name, bool)(page.truth)]
        figures |= {
            f"{name}_right": 100 * statistics.fmean(marks),
            f"{name}_right_count": f"{sum(marks)} of {len(marks)}",
            f"{name}_right_interval": wilson(sum(marks), len(marks)),
        }
        if name in _TOLD:
            figures[f"{name}_right_where_stated"] = f"{sum(stated)} of {len(stated)}"
    return figures


def _grouped(values: Iterable[float], told: Sequence[Page]) -> dict[str, list[float]]:
    groups = defaultdict(list)
    for value, page in zip(values, told, strict=True):
        groups[page.layout].append(value)
    return groups


def measured(told: Sequence[Page], prefix: str, errors: bool) -> dict[str, object]:
    """All figures of some pages; names begin with `prefix`."""
    ours, theirs = [by_purport(page) for page in told], [by_trafilatura(page) for page in told]
    mine = [text_f1(one.text, page.truth) for one, page in zip(ours, told, strict=True)]
    other = [text_f1(one.text, page.truth) for one, page in zip(theirs, told, strict=True)]
    gain = [a - b for a, b in zip(mine, other, strict=True)]
    figures: dict[str, object] = {
        "pages": len(told),
        "layouts": len({page.layout for page in told}),
        "text_f1": statistics.fmean(mine),
        "text_f1_interval": interval(_grouped(mine, told)),
        "text_f1_trafilatura": statistics.fmean(other),
        "text_f1_gain": statistics.fmean(gain),
        "text_f1_gain_interval": interval(_grouped(gain, told)),
        "text_f1_worst": min(mine),
        "text_f1_worst_trafilatura": min(other),
        "pages_worse_than_trafilatura": sum(g < -0.5 for g in gain),
        **shares(ours, told),
    }
    for name in ("title", "date", "author"):
        figures[f"{name}_right_trafilatura"] = shares(theirs, told)[f"{name}_right"]
    if errors:
        for one, page, a, b in zip(ours, told, mine, other, strict=True):
            _complain(one, page, a, b)
    return {f"{prefix}{name}": value for name, value in figures.items()}


def _complain(said: Answer, page: Page, mine: float, other: float) -> None:
    wrong = [name for name, right in FACTS.items() if not right(said, page.truth)]
    if wrong or mine < 99 or mine < other:
        print(f"-- {page.name}: text {mine:.1f}, trafilatura {other:.1f}")
    for name in wrong:
        field = {"date": "published", "author": "authors"}.get(name, name)
        print(f"   {name}: said {getattr(said, field)!r}, wanted {getattr(page.truth, field)!r}")


def show(figures: Mapping[str, object]) -> None:
    """Prints the figures, one a line."""
    for name, value in figures.items():
        shown = [f"{v:.1f}" for v in value] if isinstance(value, list) else value
        print(f"  {name:44s} {f'{value:.1f}' if isinstance(value, float) else shown}")


def main() -> int:
    """Measures, prints, keeps the figures; 1 if a floor is broken."""
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--half", choices=("tuned", "held"), help="one half alone; keeps nothing")
    options.add_argument("--errors", action="store_true", help="print what is wrong, of the tuned half only")
    o = options.parse_args()
    figures: dict[str, object] = {}
    for half in ("tuned", "held"):
        if o.half in (None, half):
            figures |= measured(list(pages(half)), f"{half}_", o.errors and half == "tuned")
    show(figures)
    return 0 if o.half else report("pages", figures, digest_of([FOLDER]))


if __name__ == "__main__":
    sys.exit(main())
