"""The files that pages load: under an address that holds their digest, so that a browser may keep them for ever."""

from __future__ import annotations

import hashlib
import mimetypes
from functools import cache
from importlib.resources import files
from importlib.resources.abc import Traversable

from fastapi import APIRouter
from starlette.exceptions import HTTPException
from starlette.responses import Response

router = APIRouter()
KINDS = {
    ".js": "text/javascript",
    ".css": "text/css",
    ".svg": "image/svg+xml; charset=utf-8",
    ".json": "application/json",
}
FOR_EVER = "public, max-age=31536000, immutable"


def _walk(folder: Traversable, at: str = "") -> dict[str, bytes]:
    found: dict[str, bytes] = {}
    for one in sorted(folder.iterdir(), key=lambda one: one.name):
        if one.is_dir():
            found.update(_walk(one, f"{at}{one.name}/"))
        else:
            found[f"{at}{one.name}"] = one.read_bytes()
    return found


@cache
def stock() -> dict[str, bytes]:
    """Every file, by its path below ``static/``."""
    return _walk(files("purport.desk.web").joinpath("static"))


@cache
def edition() -> str:
    """The digest of all files together: one for all, so that modules can import each other by their relative paths."""
    told = hashlib.sha256()
    for name, data in stock().items():
        told.update(f"{name} {len(data)} ".encode() + data)
    return told.hexdigest()[:16]


def address(name: str) -> str:
    """Where a file is had.

    Raises:
        KeyError: if there is no such file.
    """
    if name not in stock():
        raise KeyError(name)
    return f"/static/{edition()}/{name}"


@router.get("/static/{version}/{name:path}", include_in_schema=False)
def static(version: str, name: str) -> Response:
    """One file; under an earlier edition's address the present one, not to be kept."""
    if name not in stock():
        raise HTTPException(404)
    suffix = f".{name.rpartition('.')[2]}"
    kind = KINDS.get(suffix) or mimetypes.guess_type(name)[0] or "application/octet-stream"
    lasting = FOR_EVER if version == edition() else "no-cache"
    return Response(stock()[name], media_type=kind, headers={"cache-control": lasting})
