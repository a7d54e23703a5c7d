"""Python's search for circular garbage, held back while much is at hand that stays.

It goes through all that was made since it last did, and now and then through all there is; while stories are placed nearly all of
that is still needed, and searching it takes a tenth of the time.
"""

from __future__ import annotations

import gc
from collections.abc import Iterator
from contextlib import contextmanager
from threading import Lock

LARGE = 20_000
"""Objects that are made between two searches of the newest."""
_TIMES = 20
"""Searches of the newer ones between two of the next older."""
_turn = Lock()
_inside: list[tuple[int, int, int]] = []


@contextmanager
def seldom_collected() -> Iterator[None]:
    """What there is already is not searched while inside, and what is made inside seldom; it may be entered by several threads."""
    with _turn:
        if not _inside:
            gc.freeze()
        _inside.append(gc.get_threshold() if not _inside else _inside[0])
        gc.set_threshold(LARGE, _TIMES, _TIMES)
    try:
        yield
    finally:
        with _turn:
            before = _inside.pop()
            if not _inside:
                gc.set_threshold(*before)
                gc.unfreeze()
