"""What a piece of work costs, in ways that a busy machine does not change.

Growth is told by how many calls are made, not by a clock. Where hostile input has to end at all, the bound is in seconds of
this process's own processor time and many times what the work needs: it tells an end from no end, never a speed.
"""

import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager


def calls(work: Callable[[], object]) -> int:
    """How many functions, of Python and of C, are called by the work."""
    count = 0

    def counted(_frame: object, event: str, _arg: object) -> None:
        nonlocal count
        count += event in ("call", "c_call")

    before = sys.getprofile()
    sys.setprofile(counted)
    try:
        work()
    finally:
        sys.setprofile(before)
    return count


@contextmanager
def ends_within(seconds: float) -> Iterator[None]:
    """The block takes at most that much of the processor."""
    begun = time.process_time()
    yield
    assert time.process_time() - begun < seconds
