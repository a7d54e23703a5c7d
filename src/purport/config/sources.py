"""The sources that are watched: one TOML file beside the config, read into frozen records and added to without rewriting it."""

from __future__ import annotations

import difflib
import os
import re
import tomllib
from collections.abc import Callable, Iterable, Mapping
from dataclasses import MISSING, dataclass, replace
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from purport.config.options import SWITCH, Kind, choice, number, option, options, whole
from purport.config.syntax import told_of
from purport.errors import InstructionError

SOURCES_NAME = "sources.toml"
KINDS = ("feed", "podcast", "sitemap", "page", "folder", "archive", "mailbox", "telegram")
LOCAL_KINDS = frozenset({"folder", "archive", "mailbox", "telegram"})
LONGEST_NAME = 120
_DURATION = re.compile(r"([0-9]{1,6})\s*([smhd])")
_SECONDS = {"s": 1, "m": 60, "h": 3600, "d": 86400}


def _matching(pattern: str, expected: str) -> Kind:
    def taken(value: Any) -> str:
        if not isinstance(value, str) or not re.fullmatch(pattern, value.strip()):
            raise ValueError
        return value.strip()

    return Kind(expected, taken)


def seconds(value: Any) -> int:
    """A length of time such as ``15m`` in seconds.

    >>> seconds("90s"), seconds("2h")
    (90, 7200)

    Raises:
        ValueError: for anything else, nothing, and more than a year.
    """
    found = _DURATION.fullmatch(value.strip()) if isinstance(value, str) else None
    length = int(found[1]) * _SECONDS[found[2]] if found else 0
    if not 1 <= length <= 366 * 86400:
        raise ValueError(f"{value!r} is no length of time")
    return length


def duration(length: float) -> str:
    """Seconds as a person writes them: the longest unit that divides them.

    >>> duration(900), duration(90), duration(86400)
    ('15m', '90s', '1d')
    """
    whole = round(length)
    unit = next((sign for sign in "dhms" if whole % _SECONDS[sign] == 0 and whole), "s")
    return f"{whole // _SECONDS[unit]}{unit}"


_NAME = _matching(
    rf"(?=.*\w)[^\x00-\x1f\x7f\u2028\u2029]{{1,{LONGEST_NAME}}}", f"one line of 1 to {LONGEST_NAME} characters"
)
_PLACE = _matching(r"[^\x00-\x1f\x7f]{1,4000}", "an address or a path in quotes")
_WORDS = _matching(r"[^\x00-\x1f\x7f]{1,300}", "one line of text in quotes")
_COUNTRY = _matching(r"[A-Z]{2}", 'two capital letters (ISO 3166-1), such as "LB"')
_LANGUAGE = _matching(r"[a-z]{2,3}(-[A-Za-z0-9]{2,8})*", 'a language tag (BCP 47), such as "ar"')
_LENGTH = Kind('a length of time in quotes, such as "90s", "15m", "2h" or "1d"', seconds)


@dataclass(frozen=True, slots=True)
class Source:
    """One source that is watched."""

    name: str = option("", _NAME, "What it is called here; no two have one name.", '"Morning Courier"')
    url: str = option(
        "",
        _PLACE,
        "Its address; for a folder, archive, mailbox or telegram a path, relative to this file.",
        '"https://courier.example/feed.xml"',
    )
    kind: str = option(
        "feed",
        choice(*KINDS),
        'What stands there. "feed": RSS, Atom or JSON Feed. "podcast": a feed of recordings. "sitemap": a (news) sitemap. '
        '"page": one page, watched for change. "folder": files, new and changed. "archive": WARC or WACZ. '
        '"mailbox": mbox or Maildir. "telegram": the JSON export of Telegram Desktop.',
    )
    owner: str | None = option(None, _WORDS, "Who really publishes it.", '"Courier Holdings"')
    country: str | None = option(None, _COUNTRY, "The country it is published from (ISO 3166-1).", '"LB"')
    language: str | None = option(
        None, _LANGUAGE, "The language it is in (BCP 47): counts where a text's own cannot be told.", '"ar"'
    )
    reliability: str = option(
        "F", choice(*"ABCDEF"), "How reliable the desk holds it to be, A to E; F: cannot be judged (Admiralty code)."
    )
    every: int = option(900, _LENGTH, "How often it is looked at, in quotes.", '"15m"')
    follow: bool = option(True, SWITCH, "Whether the pages that a feed's items point to are fetched and read.")
    delay: float = option(1.0, number(0.0), "Seconds between two requests to its host, at least.")
    at_once: int = option(
        1,
        whole(1),
        "Requests to its host that are under way at the same time, at most. Of several sources of one host the smallest counts.",
    )
    media: str = option(
        "refer",
        choice("refer", "keep"),
        'What becomes of a podcast\'s recordings. "refer": their addresses are noted. "keep": they are fetched, within '
        "collect.max_bytes, and kept as exhibits; they are read where recordings are heard ([speech]).",
    )

    @property
    def local(self) -> bool:
        """Whether it is on this machine's disk."""
        return self.kind in LOCAL_KINDS


def load_sources(file: Path) -> tuple[Source, ...]:
    """The sources in a file, in its order; paths are made absolute from the file's folder.

    Raises:
        InstructionError: ``no-sources`` if there is no file, ``sources-syntax``, ``sources-key``, ``sources-value``,
            ``sources-twice``; each names file, line and key.
    """
    try:
        text = file.read_bytes().decode("utf-8-sig")
    except FileNotFoundError as fault:
        raise InstructionError(
            "there is no such file", code="no-sources", subject=str(file), advice="`purport sources add URL` writes it"
        ) from fault
    except OSError as fault:
        raise InstructionError(
            f"it cannot be read: {(fault.strerror or str(fault)).lower()}", code="sources-unreadable", subject=str(file)
        ) from fault
    except UnicodeDecodeError as fault:
        raise InstructionError(
            f"it is not UTF-8 (byte {fault.start})", code="sources-encoding", subject=str(file)
        ) from fault
    return sources_in(text, file)


def sources_in(text: str, file: Path) -> tuple[Source, ...]:
    """The sources that a text holds; `file` is what errors name, and what paths are relative to."""
    return _Sheet(text, file).sources()


@dataclass(frozen=True, slots=True)
class _Sheet:
    text: str
    file: Path

    def sources(self) -> tuple[Source, ...]:
        tables = self._tables()
        stray = next((key for key in tables if key != "source"), None)
        if stray is not None:
            raise self._fault_at(
                "unknown section", "sources-key", lambda t: stray in t, stray, "each source is a [[source]]"
            )
        rows = tables.get("source", [])
        if not isinstance(rows, list) or not all(isinstance(row, dict) for row in rows):
            raise self._fault_at(
                "expected [[source]] with two brackets", "sources-value", lambda t: "source" in t, "source"
            )
        found = [self._source(n, row) for n, row in enumerate(rows)]
        self._told_apart(found)
        return tuple(found)

    def _tables(self) -> dict[str, Any]:
        try:
            return tomllib.loads(self.text)
        except tomllib.TOMLDecodeError as fault:
            told, line = told_of(fault, self.text)
            raise InstructionError(
                f"this is not TOML: {told}",
                code="sources-syntax",
                subject=f"{self.file}:{line}",
                advice='texts need quotes: key = "text"',
            ) from fault

    def _source(self, n: int, row: Mapping[str, Any]) -> Source:
        kinds: dict[str, Kind] = {one.name: one.metadata["kind"] for one in options(Source)}
        taken = {key: self._value(n, key, value, kinds) for key, value in row.items()}
        for key in ("name", "url"):
            if key not in taken:
                raise self._fault_at(f"it has no {key}", "sources-value", _row(n), f"source {n + 1}")
        source = Source(**taken)
        return _placed(source, self.file.parent) if source.local else self._remote(n, source)

    def _remote(self, n: int, source: Source) -> Source:
        if not source.url.lower().startswith(("http://", "https://")):
            told = f'expected an http or https address for a source of kind "{source.kind}"'
            raise self._fault_at(
                told, "sources-value", _key(n, "url"), "url", "a path needs the kind folder, archive..."
            )
        wrong = wrong_address(source.url)
        if wrong:
            raise self._fault_at(wrong, "sources-value", _key(n, "url"), "url")
        return source

    def _value(self, n: int, key: str, value: Any, kinds: Mapping[str, Kind]) -> Any:
        if key not in kinds:
            near = difflib.get_close_matches(key, kinds, n=1, cutoff=0.6)
            told = f"did you mean {near[0]}?" if near else f"known here: {', '.join(kinds)}"
            raise self._fault_at("unknown key", "sources-key", _key(n, key), key, told)
        try:
            return kinds[key].taken(value)
        except ValueError:
            told = f"expected {kinds[key].expected}, found {_found(value)}"
            raise self._fault_at(told, "sources-value", _key(n, key), key) from None

    def _told_apart(self, sources: Iterable[Source]) -> None:
        names: set[str] = set()
        for n, one in enumerate(sources):
            if one.name.casefold() in names:
                told = f"another source has the name {one.name!r} already"
                raise self._fault_at(told, "sources-twice", _key(n, "name"), "name")
            names.add(one.name.casefold())

    def _fault_at(
        self, message: str, code: str, present: Callable[[dict[str, Any]], bool], name: str, advice: str = ""
    ) -> InstructionError:
        line = line_where(self.text, present)
        return InstructionError(message, code=code, subject=f"{self.file}:{line}: {name}", advice=advice)


def wrong_address(address: str) -> str | None:
    """What is wrong with an address, in words that do not hold it; None if nothing is."""
    try:
        login = "@" in urlsplit(address).netloc
    except ValueError as fault:
        return f"it is no address: {fault}"
    return "it holds a user name or password: purport logs in nowhere" if login else None


def _placed(source: Source, folder: Path) -> Source:
    path = Path(source.url).expanduser() if source.url.startswith("~/") else folder / source.url
    return replace(source, url=str(path.absolute()))


def _row(n: int) -> Callable[[dict[str, Any]], bool]:
    return lambda tables: len(tables.get("source", ())) > n


def _key(n: int, key: str) -> Callable[[dict[str, Any]], bool]:
    return lambda tables: len(tables.get("source", ())) > n and key in tables["source"][n]


def _found(value: Any) -> str:
    if isinstance(value, bool):
        return "true" if value else "false"
    return f"'{value}'" if isinstance(value, str) else repr(value)


def line_where(text: str, present: Callable[[dict[str, Any]], bool]) -> int:
    r"""The line (from 1) on which something begins that a valid TOML text holds; found by halving, so that long files are cheap.

    >>> line_where('[[source]]\nname = "A"\n', lambda t: "name" in t["source"][0])
    2
    """
    lines = text.split("\n")
    low, high = 0, len(lines)
    while high - low > 1:
        middle = (low + high) // 2
        if present(_valid(lines, middle)[1]):
            high = middle
        else:
            low = middle
    return _valid(lines, high - 1)[0] + 1


def _valid(lines: list[str], most: int) -> tuple[int, dict[str, Any]]:
    """The longest beginning of at most so many lines that is a valid text by itself: how many lines, and what it holds."""
    for count in range(most, 0, -1):
        try:
            return count, tomllib.loads("\n".join(lines[:count]))
        except tomllib.TOMLDecodeError:
            continue
    return 0, {}


# Adding


def with_sources(text: str, sources: Iterable[Source], file: Path) -> str:
    """The file's text with more sources at its end; what stands there already is left as it is, comments too.

    Raises:
        InstructionError: as `load_sources`: also ``sources-twice`` where a name is taken.
    """
    before = sources_in(text, file)
    blocks = [written(one) for one in sources]
    head = text if not text or text.endswith("\n") else text + "\n"
    after = "\n".join([*([head] if head else [HEAD]), *blocks])
    if len(sources_in(after, file)) != len(before) + len(blocks):
        raise InstructionError("a source cannot be added at its end", code="sources-value", subject=str(file))
    return after


HEAD = """\
# The sources that `purport watch` looks at. Each begins with [[source]]; `purport sources add URL` appends one, and every
# key is told in docs/how-to/watch-sources.md. Relative paths: to this file.
"""


def written(source: Source) -> str:
    """One source as TOML; keys that hold their default are left out."""
    lines = ["[[source]]"]
    for one in options(Source):
        value = getattr(source, one.name)
        if one.default is MISSING or value != one.default:
            lines.append(f"{one.name} = {_written(duration(value) if one.name == 'every' else value)}")
    return "\n".join(lines) + "\n"


def _written(value: Any) -> str:
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, str):
        escaped = "".join(f"\\u{ord(c):04x}" if ord(c) < 0x20 or c in '"\\\x7f' else c for c in value)
        return f'"{escaped}"'
    return f"{value:g}" if isinstance(value, float) else str(value)


def saved(file: Path, sources: Iterable[Source]) -> None:
    """Add sources to the file, making it where there is none: whole or not at all, and one process after another.

    Raises:
        InstructionError: as `with_sources`; ``not-writable``.
    """
    import fcntl

    try:
        file.parent.mkdir(parents=True, exist_ok=True)
        folder = os.open(file.parent, os.O_RDONLY)
        try:
            fcntl.flock(folder, fcntl.LOCK_EX)
            text = file.read_bytes().decode("utf-8-sig") if file.exists() else ""
            _replace(file, with_sources(text, sources, file))
            os.fsync(folder)
        finally:
            os.close(folder)
    except OSError as fault:
        told = f"cannot be written: {(fault.strerror or str(fault)).lower()}"
        raise InstructionError(told, code="not-writable", subject=str(file)) from fault
    except UnicodeDecodeError as fault:
        raise InstructionError(
            f"it is not UTF-8 (byte {fault.start})", code="sources-encoding", subject=str(file)
        ) from fault


def _replace(file: Path, text: str) -> None:
    import tempfile

    target = file.resolve()
    mode = target.stat().st_mode & 0o777 if target.exists() else 0o644
    handle, temporary = tempfile.mkstemp(prefix=".sources-", dir=target.parent)
    try:
        with os.fdopen(handle, "wb") as out:
            out.write(text.encode("utf-8"))
            out.flush()
            os.fchmod(out.fileno(), mode)
            os.fsync(out.fileno())
        os.replace(temporary, target)
    except BaseException:
        Path(temporary).unlink(missing_ok=True)
        raise
