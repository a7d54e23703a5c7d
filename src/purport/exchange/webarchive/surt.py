"""Addresses as archives write and sort them: a URI in ASCII, and the key that indexes are searched by."""

from __future__ import annotations

import re
from pathlib import PurePosixPath
from urllib.parse import quote, unquote_to_bytes, urlsplit

_KEPT = "!\"$&'()*+,-./:;<=>?@[\\]^_`{|}~"
_URI = "%!$&'()*+,-./:;=?@[]_~#"
_SESSION = re.compile(r"(?:jsessionid|phpsessid|sid)=[0-9a-z]{32}(?:&|$)")


def uri_of(origin: str) -> str:
    """An origin as a URI: an address with what is not ASCII escaped, a path as ``file:``, standard input as a ``urn:``.

    >>> uri_of("/in/two words.txt"), uri_of("-")
    ('file:///in/two%20words.txt', 'urn:purport:stdin')
    """
    if origin == "-":
        return "urn:purport:stdin"
    if PurePosixPath(origin).is_absolute():
        return "file://" + quote(origin.encode("utf-8", "surrogateescape"))
    head, sign, rest = origin.partition("://")
    host, slash, path = rest.partition("/")
    if sign and not host.isascii():
        try:
            host = host.encode("idna").decode()
        except UnicodeError:
            host = quote(host.encode("utf-8", "surrogateescape"))
    return quote(f"{head}{sign}{host}{slash}{path}".encode("utf-8", "surrogateescape"), safe=_URI)


def surt(uri: str) -> str:
    """The key of a URI: host turned round, lower case, without ``www.``, default port, session ids and fragment.

    >>> surt("https://www.Gazette.example:443/News/?b=2&a=1#top")
    'example,gazette)/news?a=1&b=2'
    """
    try:
        parts = urlsplit(uri)
        port = parts.port
    except ValueError:
        return uri.lower()
    if parts.scheme not in ("http", "https") or not parts.hostname:
        return uri.lower().replace("file:///", "file:/")
    host = re.sub(r"\Awww\d*\.", "", parts.hostname)
    turned = host if ":" in host else ",".join(reversed(host.rstrip(".").split(".")))
    number = f":{port}" if port and port != {"http": 80, "https": 443}[parts.scheme] else ""
    query = "&".join(sorted(_SESSION.sub("", _escaped(parts.query).lower()).strip("&").split("&"), key=_pair))
    return f"{turned}{number}){_path(parts.path)}" + (f"?{query}" if query else "")


def _pair(text: str) -> tuple[str, ...]:
    return tuple(text.split("=", 1))


def _path(path: str) -> str:
    out: list[str] = []
    for part in _escaped(path).lower().split("/"):
        if part == "..":
            del out[-1:]
        elif part not in ("", "."):
            out.append(part)
    return "/" + "/".join(out)


def _escaped(text: str) -> str:
    """Unescaped until nothing changes, then with the few escapes that a key keeps."""
    data = text.encode("utf-8", "surrogateescape")
    while (plain := unquote_to_bytes(data)) != data:
        data = plain
    return quote(data, safe=_KEPT)
