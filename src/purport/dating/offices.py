"""Well-known holders of public offices (``offices.csv``), so that a president's name alone bounds a text.

Public facts, from the offices' own published lists; heads of state and government and secretaries-general of the United
Nations only. A user's list adds to them.
"""

from __future__ import annotations

import csv
from functools import lru_cache
from importlib.resources import files

from purport.records import Tenure

LIST = "purport's own list of offices"


@lru_cache(maxsize=1)
def shipped() -> tuple[Tenure, ...]:
    """The terms of office, read from the package on first use."""
    lines = files("purport.dating").joinpath("offices.csv").read_text("utf-8").splitlines()
    return tuple(
        Tenure(row["person"], row["office"], row["from"], row["until"] or None, origin=LIST)
        for row in csv.DictReader(lines)
    )
