"""How long a page takes: ``.venv/bin/python -m bench.pagetime``; purport's extraction and trafilatura's alone, in the same run.

Processor time over the pages of ``bench/data/pages``, all warmed up, the fastest of three rounds, turn by turn. It holds
everything from bytes to document: text, map back to the bytes, title, date, credits, notes, language. It is compared with
trafilatura with its metadata (the like of it) and with trafilatura's text alone.
"""

from __future__ import annotations

import sys
import time
from collections.abc import Callable, Sequence

from bench.common import digest_of, report
from bench.pages import by_purport, by_trafilatura
from bench.pageset import FOLDER, Page, pages

ROUNDS = 3


def text_alone(page: Page) -> None:
    from trafilatura import bare_extraction

    bare_extraction(page.data, url=page.address, include_comments=False)


def _seconds(work: Callable[[Page], object], told: Sequence[Page]) -> float:
    begun = time.process_time()
    for page in told:
        work(page)
    return time.process_time() - begun


def main() -> int:
    """Measures, prints, keeps the figures; 1 if a floor is broken."""
    told = list(pages())
    ways: dict[str, Callable[[Page], object]] = {
        "purport": by_purport,
        "trafilatura": by_trafilatura,
        "text": text_alone,
    }
    taken: dict[str, list[float]] = {name: [] for name in ways}
    for work in ways.values():
        _seconds(work, told)
    for _ in range(ROUNDS):
        for name, work in ways.items():
            taken[name].append(_seconds(work, told))
    best = {name: min(values) for name, values in taken.items()}
    figures: dict[str, object] = {
        "pages": len(told),
        "kilobytes_a_page": sum(len(page.data) for page in told) / len(told) / 1000,
        "milliseconds_a_page": 1000 * best["purport"] / len(told),
        "time_to_trafilatura": best["purport"] / best["trafilatura"],
        "time_to_trafilatura_text_alone": best["purport"] / best["text"],
    }
    for name, value in figures.items():
        print(f"  {name:34s} {value:.2f}" if isinstance(value, float) else f"  {name:34s} {value}")
    return report("pagetime", figures, digest_of([FOLDER]))


if __name__ == "__main__":
    sys.exit(main())
