"""What decoding makes of damaged recordings: sixteen containers, eleven things that can befall a file.

Every file is made by PyAV in the run: six seconds of a tone that wanders. A cell gives the code of the error, or the
seconds that were decoded and what the notes say of them. ``silent``: cells where something is missing and nothing says so.
``wrong``: all cells that are not as they should be, those among them.
"""

from __future__ import annotations

import sys

from bench.common import report
from tests.read.speech.containers import DEFECTS, KINDS, Row, rows


def table(found: list[Row]) -> list[dict[str, str]]:
    cells = {(one.kind, one.defect): one.told + ("" if one.fits else " WRONG") for one in found}
    return [
        {"container": kind.name, **{defect: cells.get((kind.name, defect), "-") for defect in DEFECTS}}
        for kind in KINDS
    ]


def main() -> int:
    found = list(rows())
    for one in found:
        print(f"  {one.kind:12} {one.defect:22} {one.told}{'' if one.fits else '   WRONG'}")
    figures = {
        "containers": len(KINDS),
        "cells": len(found),
        "silent": sum(not one.fits and not one.error and not one.said for one in found),
        "wrong": sum(not one.fits for one in found),
        "what_came_of_it": table(found),
    }
    print({name: value for name, value in figures.items() if isinstance(value, int)})
    return report("containers", figures, "")


if __name__ == "__main__":
    sys.exit(main())
