"""Reading in this process or in several: documents in, readings out, in the same order."""

from __future__ import annotations

from collections import deque
from collections.abc import Iterable, Iterator
from concurrent.futures import Future, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from multiprocessing import get_context
from typing import TypeVar

from purport.errors import HouseError, PurportError, Unreadable
from purport.read.reader import Reader
from purport.records import Document, Reading

Tag = TypeVar("Tag")
Job = tuple[Tag, Document | None]
Done = tuple[Tag, Reading | PurportError | None]

AHEAD = 4
"""Documents per worker that may be under way, so memory does not grow with the round."""


def readings(jobs: Iterable[Job[Tag]], reader: Reader, workers: int) -> Iterator[Done[Tag]]:
    """Per job its tag and reading, or the error that reading it raised, in the order of the jobs.

    A job without a document passes through with None. With several workers each is a fresh process that loads the
    models once.

    Raises:
        ModelError: if a model is missing: that would fail for every document.
        HouseError: if a worker process died.
    """
    if workers <= 1:
        for tag, document in jobs:
            yield tag, None if document is None else guarded(reader, document)
        return
    yield from _in_processes(jobs, reader, workers)


def guarded(reader: Reader, document: Document) -> Reading | PurportError:
    """The reading, or an error for this one document.

    This is the one place that catches whatever a reading step may raise: a fault in a rule, met on one odd text, must not
    cost the other documents of a round.

    Raises:
        HouseError: if the house is at fault, not the document.
    """
    try:
        return reader.read(document)
    except HouseError:
        raise
    except Exception as fault:  # noqa: BLE001 - see the docstring
        return Unreadable(
            f"the reader failed on this text: {type(fault).__name__}: {fault}",
            code="reader-fault",
            subject=document.name,
            advice="the text is kept; please report it with the purport version",
        )


_reader: Reader | None = None


def _begin(reader: Reader) -> None:
    global _reader  # noqa: PLW0603 - a worker process holds one reader for its life
    _reader = reader


def _read(document: Document) -> Reading | PurportError:
    assert _reader is not None
    return guarded(_reader, document)


def _in_processes(jobs: Iterable[Job[Tag]], reader: Reader, workers: int) -> Iterator[Done[Tag]]:
    pool = ProcessPoolExecutor(workers, mp_context=get_context("spawn"), initializer=_begin, initargs=(reader,))
    waiting: deque[tuple[Tag, Future[Reading | PurportError] | None]] = deque()
    try:
        for tag, document in jobs:
            waiting.append((tag, None if document is None else pool.submit(_read, document)))
            while len(waiting) > workers * AHEAD or (waiting and _ready(waiting[0][1])):
                yield _taken(waiting.popleft())
        while waiting:
            yield _taken(waiting.popleft())
    except BrokenProcessPool as fault:
        raise HouseError(
            "a reading process died", code="worker-died", advice="too little memory? run again with --workers 1"
        ) from fault
    finally:
        pool.shutdown(wait=True, cancel_futures=True)


def _ready(future: Future[Reading | PurportError] | None) -> bool:
    return future is None or future.done()


def _taken(entry: tuple[Tag, Future[Reading | PurportError] | None]) -> Done[Tag]:
    tag, future = entry
    return tag, None if future is None else future.result()
