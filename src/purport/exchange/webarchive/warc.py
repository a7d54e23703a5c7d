"""Captures as WARC 1.1: the same captures give the same bytes.

A capture whose request is known gives a response and a request record for each leg of its way; one that no server was asked for,
or of which that is not known any more, gives a resource record. The vault keeps bodies without their codings, so the
headers that spoke of those stand under ``X-Archive-Orig-`` names. Bodies of redirects are not kept: their records say so. What has
the bytes of an earlier answer gives a revisit record (ISO 28500:2017, 6.7). No body is ever held in memory as a whole.
"""

from __future__ import annotations

import hashlib
import re
import uuid
import zlib
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import datetime
from io import BytesIO
from typing import IO
from urllib.parse import urlsplit

from purport.errors import VaultError
from purport.exchange.webarchive import Archive, Item, Open
from purport.exchange.webarchive.surt import uri_of
from purport.records import Leg
from purport.records.custody import stamp
from purport.records.evidence import Headers
from purport.version import __version__

EMPTY = "sha256:" + hashlib.sha256().hexdigest()
_BLOCK = 1 << 16
_TOKEN = re.compile(r"[^!#$%&'*+.^_`|~0-9A-Za-z-]")
_SAME = "http://netpreserve.org/warc/1.1/revisit/identical-payload-digest"
_WITHOUT_PAYLOAD = frozenset({"warcinfo", "metadata", "request"})
_CODED = frozenset({"content-encoding", "transfer-encoding", "content-length"})


@dataclass(frozen=True, slots=True)
class Entry:
    """Where a record that a replay tool may ask for lies: `offset` and `length` in bytes of the compressed file."""

    uri: str
    at: datetime
    status: int | None
    mime: str
    digest: str
    offset: int
    length: int
    page: Item | None = None


class _Counted:
    """A stream that tells where it is."""

    def __init__(self, out: IO[bytes]) -> None:
        self._out, self.at = out, 0

    def write(self, data: bytes) -> None:
        self.at += len(data)
        self._out.write(data)


@dataclass(frozen=True, slots=True)
class _Body:
    """A payload: its digest and size, and how to open it."""

    digest: str = EMPTY
    size: int = 0
    open: Open = field(default=lambda _name: BytesIO())


def write(out: IO[bytes], archive: Archive, open_: Open, name: str | None = None) -> list[Entry]:
    """Write the records; where each that can be replayed lies, in their order. `name`: the file's, where it is to be told.

    Raises:
        VaultError: ``changed-exhibit`` if bytes are not what they were.
    """
    return list(_Writer(_Counted(out), archive, open_).written({} if name is None else {"WARC-Filename": name}))


class _Writer:
    def __init__(self, out: _Counted, archive: Archive, open_: Open) -> None:
        self._out, self._archive, self._open = out, archive, open_
        self._first: dict[str, tuple[str, str]] = {}

    def written(self, told: dict[str, str]) -> Iterator[Entry]:
        lines = [
            f"software: purport/{__version__}",
            "format: WARC File Format 1.1",
            "conformsTo: http://iipc.github.io/warc-specifications/specifications/warc-format/warc-1.1/",
            *([f"operator: {_line(self._archive.operator)}"] if self._archive.operator else []),
            *(f"purport-removed: {one.exhibit} {stamp(one.at)} {_line(one.reason)}" for one in self._archive.removed),
        ]
        self._fields("warcinfo", "", stamp(self._archive.at), lines, told)
        for item in self._archive.items:
            yield from self._item(item)

    def _item(self, item: Item) -> Iterator[Entry]:
        uri, date, name = uri_of(item.origin), stamp(item.captured_at), ""
        body = _Body(item.exhibit.sha256, item.exhibit.size, self._open)
        if not item.way:
            kind = item.media_type or item.exhibit.media_type
            head = {"Content-Type": _line(kind + (f"; charset={item.charset}" if item.charset else ""))}
            offset = self._out.at
            name = self._record("resource", uri, date, (b"", body), head)
            yield Entry(uri, item.captured_at, 200, kind, body.digest, offset, self._out.at - offset, item)
        for leg in item.way:
            last = leg is item.way[-1]
            date = stamp(leg.asked_at or leg.answered_at)
            name, entry = self._answer(leg, item.headers if last else leg.headers, body if last else None, item)
            yield entry
            self._question(leg, name, date)
        lines = [
            f"purport-exhibit: {item.exhibit.sha256}",
            *(f"purport-document: {one}" for one in item.documents),
            f"purport-captured-at: {stamp(item.captured_at)}",
            f"purport-last-seen: {stamp(item.last_seen)}",
            f"purport-fetched-by: {_line(item.fetched_by)}",
            *(f"X-Archive-Orig-{_name(k)}: {_line(v)}" for k, v in (() if item.way else item.headers)),
        ]
        self._fields("metadata", uri, date, lines, {"WARC-Concurrent-To": name})

    def _answer(self, leg: Leg, headers: Headers, body: _Body | None, item: Item) -> tuple[str, Entry]:
        uri, date, whole = uri_of(leg.address), stamp(leg.asked_at or leg.answered_at), body or _Body()
        http = _head(f"HTTP/1.1 {leg.status} {_line(leg.reason)}", _honest(headers, whole.size))
        told = {"Content-Type": "application/http; msgtype=response"}
        told["WARC-Protocol"] = "h2" if leg.protocol == "HTTP/2" else "http/1.1"
        told |= {"WARC-IP-Address": leg.remote} if leg.remote else {}
        cut = leg.truncated if body else "unspecified"
        told |= {"WARC-Truncated": _line(cut)} if cut else {}
        earlier = self._first.get(whole.digest) if body else None
        kind, offset = "response", self._out.at
        if earlier is not None:
            kind = "revisit"
            told |= {"WARC-Refers-To-Target-URI": earlier[0], "WARC-Refers-To-Date": earlier[1]}
            told["WARC-Profile"] = _SAME
        name = self._record(kind, uri, date, (http, whole), told)
        if body is not None:
            self._first.setdefault(whole.digest, (uri, date))
        mime = "warc/revisit" if earlier else (item.media_type or "unk") if body else "unk"
        moment = leg.asked_at or leg.answered_at
        page = item if body else None
        return name, Entry(uri, moment, leg.status, mime, whole.digest, offset, self._out.at - offset, page)

    def _question(self, leg: Leg, answer: str, date: str) -> None:
        if leg.method is None:
            return
        uri = uri_of(leg.address)
        parts = urlsplit(uri)
        target = (parts.path or "/") + (f"?{parts.query}" if parts.query else "")
        http = _head(f"{leg.method} {target} HTTP/1.1", leg.request)
        told = {"Content-Type": "application/http; msgtype=request", "WARC-Concurrent-To": answer}
        self._record("request", uri, date, (http, _Body()), told)

    def _fields(self, kind: str, uri: str, date: str, lines: list[str], told: dict[str, str]) -> None:
        data = "".join(f"{one}\r\n" for one in lines).encode("utf-8", "backslashreplace")
        body = _Body("sha256:" + hashlib.sha256(data).hexdigest(), len(data), lambda _name: BytesIO(data))
        self._record(kind, uri, date, (b"", body), {"Content-Type": "application/warc-fields", **told})

    def _record(self, kind: str, uri: str, date: str, block: tuple[bytes, _Body], told: dict[str, str]) -> str:
        """Write a record, a gzip member of its own; its id. `block`: the head of an answer or a question, and the payload."""
        http, body = block
        name = f"<urn:uuid:{uuid.uuid5(uuid.NAMESPACE_URL, f'{kind} {uri} {date} {body.digest} {self._out.at}')}>"
        held = _Body() if kind == "revisit" else body
        digest = _block_digest(http, held)
        fields = {
            "WARC-Type": kind,
            "WARC-Record-ID": name,
            **({"WARC-Target-URI": uri} if uri else {}),
            "WARC-Date": date,
            "WARC-Block-Digest": digest,
            **({} if kind in _WITHOUT_PAYLOAD else {"WARC-Payload-Digest": body.digest}),
            **told,
            "Content-Length": str(len(http) + held.size),
        }
        member = zlib.compressobj(wbits=31)  # gzip, with no name and no time in it
        lines = "".join(f"{key}: {_line(value)}\r\n" for key, value in fields.items())
        self._out.write(member.compress(f"WARC/1.1\r\n{lines}\r\n".encode("utf-8", "backslashreplace")))
        written = hashlib.sha256()
        for piece in _pieces(http, held):
            written.update(piece)
            self._out.write(member.compress(piece))
        if "sha256:" + written.hexdigest() != digest:
            raise _changed(body.digest)
        self._out.write(member.compress(b"\r\n\r\n") + member.flush())
        return name


def _pieces(http: bytes, body: _Body) -> Iterator[bytes]:
    yield http
    with body.open(body.digest) as data:
        while piece := data.read(_BLOCK):
            yield piece


def _block_digest(http: bytes, body: _Body) -> str:
    """The digest of a record's block. It stands before the block, so that what has a head is read twice, in pieces.

    Raises:
        VaultError: ``changed-exhibit``.
    """
    if not http:
        return body.digest
    block, payload = hashlib.sha256(), hashlib.sha256()
    for at, piece in enumerate(_pieces(http, body)):
        block.update(piece)
        if at:
            payload.update(piece)
    if "sha256:" + payload.hexdigest() != body.digest:
        raise _changed(body.digest)
    return "sha256:" + block.hexdigest()


def _changed(name: str) -> VaultError:
    return VaultError(
        "the bytes are not those that were kept", code="changed-exhibit", subject=name, advice="run purport verify"
    )


def _honest(headers: Headers, size: int) -> Headers:
    """The headers as they speak of the body that is here; what spoke of its coding on the wire under names of its own."""
    told = tuple((f"X-Archive-Orig-{k}" if k.lower() in _CODED else k, v) for k, v in headers)
    return (*told, ("Content-Length", str(size)))


def _head(first: str, headers: Headers) -> bytes:
    lines = [first, *(f"{_name(k)}: {_line(v)}" for k, v in headers)]
    return b"".join(_bytes(one) + b"\r\n" for one in [*lines, ""])


def _name(header: str) -> str:
    """The name of a header, with ``_`` for what may not stand in one."""
    return _TOKEN.sub("_", header) or "_"


def _bytes(line: str) -> bytes:
    try:
        return line.encode("latin-1")
    except UnicodeEncodeError:
        return line.encode("utf-8", "surrogateescape")


def _line(text: str) -> str:
    """One line: what would end it or the header is a space."""
    return re.sub(r"[\x00-\x08\x0a-\x1f\x7f]+", " ", text).strip()
