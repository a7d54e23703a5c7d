"""WACZ 1.1.1: the WARC with an index, a list of pages and the digests of all, in a zip. Not signed: its standard asks for ECDSA."""

from __future__ import annotations

import gzip
import hashlib
import json
import zipfile
from collections.abc import Iterator, Sequence
from datetime import datetime
from io import BytesIO
from typing import IO, Any

from purport.exchange.webarchive import Archive, Open
from purport.exchange.webarchive.surt import surt
from purport.exchange.webarchive.warc import Entry
from purport.exchange.webarchive.warc import write as write_warc
from purport.version import __version__

VERSION = "1.1.1"
NAME = "data.warc.gz"
LINES = 3000
"""Lines of the index in one block."""
_LARGE, _OVERHEAD = 1 << 30, 1 << 16
"""Bytes from which a WARC is told to the zip as large, and bytes of records that one capture may need besides its own."""


class _Hashed:
    """A stream that digests and counts what is written to it."""

    def __init__(self, out: IO[bytes]) -> None:
        self._out, self.digest, self.size = out, hashlib.sha256(), 0

    def write(self, data: bytes) -> int:
        self.digest.update(data)
        self.size += len(data)
        return self._out.write(data)


def write(out: IO[bytes], archive: Archive, open_: Open) -> int:
    """Write the package; how many records can be replayed. The same archive gives the same bytes.

    Raises:
        VaultError: as for the WARC.
    """
    resources: list[dict[str, Any]] = []
    with zipfile.ZipFile(out, "w", zipfile.ZIP_STORED) as package:
        large = sum(one.exhibit.size + _OVERHEAD for one in archive.items) > _LARGE
        with package.open(_named(f"archive/{NAME}", archive.at), "w", force_zip64=large) as file:
            hashed: Any = _Hashed(file)
            entries = write_warc(hashed, archive, open_, NAME)
        resources.append(_resource(f"archive/{NAME}", hashed.digest.hexdigest(), hashed.size))
        for path, data in _parts(entries):
            package.writestr(_named(path, archive.at), data)
            resources.append(_resource(path, hashlib.sha256(data).hexdigest(), len(data)))
        described = _json(_package(archive, resources))
        package.writestr(_named("datapackage.json", archive.at), described)
        digest = {"path": "datapackage.json", "hash": "sha256:" + hashlib.sha256(described).hexdigest()}
        package.writestr(_named("datapackage-digest.json", archive.at), _json(digest))
    return len(entries)


def _named(name: str, at: datetime) -> zipfile.ZipInfo:
    info = zipfile.ZipInfo(name, (max(at.year, 1980), at.month, at.day, at.hour, at.minute, at.second))
    info.external_attr = 0o644 << 16
    return info


def _resource(path: str, digest: str, size: int) -> dict[str, Any]:
    return {"name": path.rpartition("/")[2], "path": path, "hash": f"sha256:{digest}", "bytes": size}


def _package(archive: Archive, resources: list[dict[str, Any]]) -> dict[str, Any]:
    gone = [{"exhibit": one.exhibit, "at": one.at.isoformat(), "reason": one.reason} for one in archive.removed]
    return {
        "profile": "data-package",
        "wacz_version": VERSION,
        "created": archive.at.strftime("%Y-%m-%dT%H:%M:%SZ"),
        "software": f"purport {__version__}",
        "title": "Captures kept by purport",
        "resources": resources,
        "purport": {"exhibits": sorted({one.exhibit.sha256 for one in archive.items}), "removed": gone},
    }


def _json(value: object) -> bytes:
    return json.dumps(value, indent=2).encode() + b"\n"


def _parts(entries: Sequence[Entry]) -> Iterator[tuple[str, bytes]]:
    lines = sorted(_cdxj(one) for one in entries)
    index, told = BytesIO(), ['!meta 0 {"format": "cdxj-gzip-1.0", "filename": "index.cdx.gz"}\n']
    for at in range(0, len(lines), LINES):
        block = gzip.compress(b"".join(lines[at : at + LINES]), mtime=0)
        place = {"offset": index.tell(), "length": len(block), "digest": "sha256:" + hashlib.sha256(block).hexdigest()}
        key = b" ".join(lines[at].split(b" ")[:2]).decode()
        told.append(f"{key} {json.dumps({**place, 'filename': 'index.cdx.gz'})}\n")
        index.write(block)
    yield "indexes/index.cdx.gz", index.getvalue()
    yield "indexes/index.idx", "".join(told).encode()
    yield "pages/pages.jsonl", b"".join(_pages(entries))


def _cdxj(one: Entry) -> bytes:
    fields: dict[str, str] = {"url": one.uri, "mime": one.mime, "status": str(one.status), "digest": one.digest}
    fields |= {"length": str(one.length), "offset": str(one.offset), "filename": NAME}
    return f"{surt(one.uri)} {one.at:%Y%m%d%H%M%S} {json.dumps(fields)}\n".encode()


def _pages(entries: Sequence[Entry]) -> Iterator[bytes]:
    yield b'{"format": "json-pages-1.0", "id": "pages", "title": "All Pages"}\n'
    for one in entries:
        if one.page is not None:
            page = {"id": hashlib.sha256(f"{one.uri} {one.at}".encode()).hexdigest()[:22], "url": one.uri}
            told = {**page, "ts": one.at.strftime("%Y-%m-%dT%H:%M:%SZ"), "title": one.page.title or one.uri}
            yield json.dumps(told).encode() + b"\n"
