"""What the desk has the C library (glibc) do with free memory, so that a desk that runs for months does not grow.

The program itself keeps a bounded number of pages and rows; what grew was free memory between them, which malloc keeps.
"""

from __future__ import annotations

from contextlib import suppress
from ctypes import CDLL

STORES = 2
"""Stores of free memory that the C library keeps: by its default every thread that answers fills one of its own."""
GIVEN_BACK = 10
"""Seconds after which free memory is given back to the system: it takes a millisecond or two."""
_M_ARENA_MAX = -8


def few_stores() -> bool:
    """Have the C library keep few stores of free memory (mallopt(3)); whether it has such a setting, as only glibc does."""
    try:
        return bool(CDLL(None).mallopt(_M_ARENA_MAX, STORES))
    except (AttributeError, OSError, TypeError):
        return False


async def given_back() -> None:
    """Give whole pages of free memory back to the system (malloc_trim(3)), where the C library can."""
    with suppress(AttributeError, OSError, TypeError):
        CDLL(None).malloc_trim(0)
