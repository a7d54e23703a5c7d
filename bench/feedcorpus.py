"""Feeds of every kind: ``.venv/bin/python -m bench.feedcorpus [--differences]``; skipped, out loud, without a network.

Fetches the source package of feedparser (the version installed, by ``pip download``) into a temporary folder and runs every
feed of its tests (well formed, ill formed, encodings, entities, HTTP) through purport's reader and through feedparser
itself, each with
the HTTP headers that the test server would send (``Header:`` lines in the file). Nothing of the package is kept.

"Accepted" is what feedparser reads without complaint or finds entries in. Of these, how many purport reads, and how many titles,
links, ids and days of their entries are the same; each difference is counted under its cause. A file has ten seconds.
"""

from __future__ import annotations

import argparse
import io
import re
import signal
import subprocess
import sys
import tarfile
import tempfile
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from html import unescape
from importlib.metadata import version
from pathlib import Path
from types import FrameType
from typing import Any

from bench.common import digest_of, report, skipped
from purport.collect.feeds import feed_items
from purport.collect.fetch import content_type
from purport.errors import Unreadable
from purport.records import FeedItem

SECONDS = 10
ORIGIN = "http://127.0.0.1:8097/feed.xml"
_HEADER = re.compile(rb"^Header:\s+([^:]+):(.+)$", re.MULTILINE)
_FOLDERS = ("wellformed", "illformed", "encoding", "entities", "http")
_TAG = re.compile(r"<[^<>]*>")
_MOST_BYTES = 50_000_000


class TooSlow(Exception):
    """A file took longer than it may."""


def _stop(_signal: int, _frame: FrameType | None) -> None:
    raise TooSlow


def fetched(folder: Path) -> Path | None:
    """The folder of feedparser's tests; None where the package cannot be had."""
    wanted = f"feedparser=={version('feedparser')}"
    order = [
        sys.executable,
        "-m",
        "pip",
        "download",
        "--quiet",
        "--no-deps",
        "--no-binary",
        ":all:",
        "--no-build-isolation",
    ]
    done = subprocess.run([*order, "--dest", str(folder), wanted], check=False, capture_output=True, text=True)
    packed = next(folder.glob("feedparser-*.tar.gz"), None)
    if done.returncode or packed is None:
        return None
    with tarfile.open(packed) as archive:
        archive.extractall(folder, filter="data")
    return next(folder.glob("feedparser-*/tests"), None)


def headers_of(data: bytes, name: str) -> dict[str, str]:
    """The HTTP headers that the test server sends with a file; names in lower case."""
    told = {k.decode("latin-1").lower(): v.decode("latin-1").strip() for k, v in _HEADER.findall(data)}
    told.setdefault("content-type", "application/xml" if name.endswith(".xml") else "application/octet-stream")
    told["content-location"] = told.get("content-location", ORIGIN)
    return told


def charset_of(told: dict[str, str]) -> str | None:
    """The charset of the headers, as purport's own fetching takes it."""
    return content_type(told["content-type"])[1]


@dataclass(frozen=True, slots=True)
class Outcome:
    """What came of one file: by feedparser, and by purport (items, or what went wrong)."""

    file: str
    accepted: bool
    theirs: tuple[Any, ...]
    ours: tuple[FeedItem, ...] = ()
    refused: str | None = None


def outcome(path: Path, root: Path) -> Outcome:
    import feedparser

    data = path.read_bytes()
    told = headers_of(data, path.name)
    name = str(path.relative_to(root))
    found = feedparser.parse(io.BytesIO(data), response_headers=told, sanitize_html=False, resolve_relative_uris=False)
    accepted = bool(found.entries) or (not found.bozo and bool(found.version))
    signal.setitimer(signal.ITIMER_REAL, SECONDS)
    try:
        ours = feed_items(data, ORIGIN, charset_of(told))
        return Outcome(name, accepted, tuple(found.entries), ours)
    except Unreadable as refusal:
        return Outcome(name, accepted, tuple(found.entries), refused=f"refused: {refusal.code}")
    except TooSlow:
        return Outcome(name, accepted, tuple(found.entries), refused="too slow")
    except Exception as fault:  # noqa: BLE001 - a crash is what this looks for
        return Outcome(name, accepted, tuple(found.entries), refused=f"crash: {type(fault).__name__}: {fault}")
    finally:
        signal.setitimer(signal.ITIMER_REAL, 0)


def _line(words: object) -> str:
    return " ".join(_TAG.sub("", unescape(str(words or ""))).split())


def _day(entry: Any) -> str | None:
    """The day that feedparser gives (UTC)."""
    parsed = entry.get("published_parsed") or entry.get("updated_parsed")
    return f"{parsed.tm_year:04}-{parsed.tm_mon:02}-{parsed.tm_mday:02}" if parsed else None


def _cause_of_link(ours: str | None, theirs: str) -> str:
    if ours is None:
        return "no web address" if not theirs.startswith(("http://", "https://")) else "lost"
    if "://" not in theirs:
        return "relative, joined by purport"
    return "joined to Content-Location, which purport does not take" if "example" in theirs else "other"


def _cause_of_day(one: FeedItem, theirs: str | None, entry: Any) -> str | None:
    """Why two days differ; None if they are the same. A time zone makes the day of the stamp another than that in UTC."""
    if one.published == theirs or (one.stamp or "")[:10] == theirs:
        return None
    if one.published is None:
        return "form unknown to purport"
    if theirs is None:
        return "form unknown to feedparser"
    if one.published[:7] == theirs[:7] and len(one.published) == 7:
        return "month alone: feedparser adds a day"
    stamp = entry.get("published") or entry.get("updated") or ""
    return "year alone: feedparser adds a day" if len(stamp.strip()) == 4 else "other"


def differences(one: FeedItem, entry: Any) -> Iterator[tuple[str, str]]:
    """Fields that differ, each with its cause."""
    title, link, identity = _line(entry.get("title")), str(entry.get("link") or "").strip(), _line(entry.get("id"))
    if _line(one.title) != title:
        yield "title", "other"
    if (one.link or "") != link:
        yield "link", _cause_of_link(one.link, link)
    if identity and one.guid.split("#")[0] != identity.split("#")[0]:
        relative = "://" not in one.guid and identity.endswith(one.guid.split("#")[0])
        yield "id", "relative, kept as written" if relative else "other"
    cause = _cause_of_day(one, _day(entry), entry)
    if cause:
        yield "day", cause


def counted(found: Sequence[Outcome], telling: bool) -> dict[str, object]:
    """All figures."""
    accepted = [one for one in found if one.accepted]
    read = [one for one in accepted if one.refused is None]
    causes: Counter[str] = Counter()
    pairs = 0
    for one in read:
        if len(one.ours) != len(one.theirs):
            causes["entries: alike ones told once" if _all_alike(one.theirs) else "entries: other"] += 1
            _tell(telling, one.file, "entries", "")
            continue
        for item, entry in zip(one.ours, one.theirs, strict=True):
            pairs += 1
            for field, cause in differences(item, entry):
                causes[f"{field}: {cause}"] += 1
                _tell(
                    telling,
                    one.file,
                    f"{field}: {cause}",
                    f"{item.title!r} {item.link!r} {item.guid!r} {item.published!r}",
                )
    refused = Counter(one.refused for one in accepted if one.refused)
    for one in accepted:
        if one.refused:
            _tell(telling, one.file, one.refused, "")
    other = Counter({name: n for name, n in causes.items() if name.split(":")[0] in ("title", "link", "id", "day")})
    by_field = {
        field: sum(n for name, n in other.items() if name.startswith(f"{field}:"))
        for field in ("title", "link", "id", "day")
    }
    return {
        "feeds": len(found),
        "accepted_by_feedparser": len(accepted),
        "read_of_accepted": 100 * len(read) / len(accepted),
        "not_read": len(accepted) - len(read),
        "not_read_but_for_entities": sum(bool(one.refused) and one.refused != "refused: entities" for one in accepted),
        "crashed": sum((one.refused or "").startswith("crash") for one in found),
        "too_slow": sum(one.refused == "too slow" for one in found),
        "entries_compared": pairs,
        **{f"{field}_same": 100 * (1 - n / pairs) for field, n in by_field.items()},
        "refusals": [{"cause": name, "feeds": n} for name, n in refused.most_common()],
        "causes": [{"difference": name, "entries": n} for name, n in causes.most_common()],
    }


def _all_alike(entries: Sequence[Any]) -> bool:
    return len(
        {(e.get("id"), e.get("link"), e.get("title"), e.get("summary"), e.get("published")) for e in entries}
    ) < len(entries)


def _tell(telling: bool, *words: str) -> None:
    if telling:
        print("  ", *words)


def main() -> int:
    """Measures, prints, keeps the figures; 1 if a floor is broken."""
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--differences", action="store_true", help="print every difference")
    o = options.parse_args()
    signal.signal(signal.SIGALRM, _stop)
    with tempfile.TemporaryDirectory() as folder:
        root = fetched(Path(folder))
        if root is None:
            return skipped("feedcorpus", "feedparser's source package (a network)")
        files = [
            p
            for name in _FOLDERS
            for p in sorted((root / name).rglob("*"))
            if p.is_file() and p.stat().st_size < _MOST_BYTES
        ]
        figures = counted([outcome(path, root) for path in files], o.differences)
        taken = digest_of(files)
    for name, value in figures.items():
        for row in value if isinstance(value, list) else ():
            print(f"  {name:12s} {row}")
        if not isinstance(value, list):
            print(f"  {name:24s} {f'{value:.2f}' if isinstance(value, float) else value}")
    return report("feedcorpus", figures, taken)


if __name__ == "__main__":
    sys.exit(main())
