"""How long after the latest thing it refers to a text is written: the one table that was fitted, on the tuning half of the bench.

A news text is written soon after the latest day in it, and now and then long after: the lag has a heavy tail, here that of a
Lomax (Pareto II) distribution, with a scale for each kind of bound. ``python -m bench.dating --tune`` measures on that half.
"""

from __future__ import annotations

LAGS = {"day": 3.0, "month": 30.0, "year": 300.0, "event": 30.0, "office": 600.0}
"""Scale in days by how exact the bound is: a day, a month, a year (or an age), a dated occurrence, the beginning of an office."""
SHAPE = 0.4
"""Of the tail: the smaller, the heavier."""


def density(lag: int, scale: float) -> float:
    """How likely a lag of so many days is, up to a factor.

    >>> density(0, 3.0) > density(30, 3.0) > density(300, 3.0) > 0
    True
    """
    return float((1 + lag / scale) ** -(SHAPE + 1) / scale)
