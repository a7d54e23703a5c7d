"""A response's body: content codings undone under a limit, so that a few bytes cannot unfold into many."""

from __future__ import annotations

import zlib
from collections.abc import Iterable

from purport.collect.files import too_large
from purport.errors import Unreachable

ACCEPTED = "gzip, deflate"


class _Inflater:
    """Undoes gzip (several members too) and deflate (with or without zlib's frame), never making more than is asked for."""

    def __init__(self) -> None:
        self._flate = zlib.decompressobj(47)
        self._fresh = True

    def give(self, chunk: bytes, most: int) -> bytes:
        """The plain bytes of the next chunk: at most `most`, the rest is lost (the caller gives up then)."""
        out = bytearray()
        while chunk and len(out) < most:
            out += self._inflated(chunk, most - len(out))
            chunk = self._flate.unused_data
            if self._flate.eof and chunk:
                self._flate = zlib.decompressobj(47)
        return bytes(out)

    def _inflated(self, chunk: bytes, most: int) -> bytes:
        try:
            plain = self._flate.decompress(chunk, most)
        except zlib.error:
            if not self._fresh:
                raise
            self._flate = zlib.decompressobj(-zlib.MAX_WBITS)
            plain = self._flate.decompress(chunk, most)
        self._fresh = False
        return plain

    @property
    def complete(self) -> bool:
        """Whether the coded stream came to its end."""
        return self._flate.eof


def _plain(chunks: Iterable[bytes], limit: int, subject: str) -> bytes:
    out = bytearray()
    for chunk in chunks:
        out += chunk
        if len(out) > limit:
            raise too_large(subject, limit)
    return bytes(out)


def _inflated(chunks: Iterable[bytes], limit: int, subject: str) -> bytes:
    inflater, out = _Inflater(), bytearray()
    try:
        for chunk in chunks:
            out += inflater.give(chunk, limit + 1 - len(out))
            if len(out) > limit:
                raise too_large(subject, limit)
    except zlib.error as fault:
        raise Unreachable("the body is not packed as its headers say", code="bad-coding", subject=subject) from fault
    if out and not inflater.complete:
        raise truncated(subject)
    return bytes(out)


def truncated(subject: str) -> Unreachable:
    """The error for a body that ended before its declared end."""
    return Unreachable("the body broke off before its end", code="truncated", subject=subject, advice="try again")


def body_of(chunks: Iterable[bytes], coding: str, limit: int, subject: str) -> bytes:
    """The whole body without its content coding.

    Raises:
        Refused: ``too-large`` over `limit` bytes, counted after unpacking.
        Unreachable: ``truncated``, ``bad-coding``, or ``unknown-coding`` for one that was not asked for.
    """
    coding = coding.strip().lower()
    if coding in ("", "identity"):
        return _plain(chunks, limit, subject)
    if coding in ("gzip", "x-gzip", "deflate"):
        return _inflated(chunks, limit, subject)
    raise Unreachable(
        f"the body is packed with {coding[:40]!r}, which was not asked for", code="unknown-coding", subject=subject
    )
