"""The visible characters of a page, each with its place in the markup, and where paragraphs found elsewhere stand among them."""

from __future__ import annotations

import re
import unicodedata
from array import array
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from functools import lru_cache
from html import unescape

from purport.records import Segment

_TOKEN = re.compile(
    r"""(?P<hidden><!--.*?(?:-->|\Z)
          | <(?P<raw>script|style|template|title|textarea|noscript|svg)\b[^<>]*>.*?(?:</(?P=raw)\s*>|\Z))
      | (?P<tag></?[a-zA-Z](?>[^<>"']+|"[^"]{0,8192}"|'[^']{0,8192}')*>|<[a-zA-Z/!?][^<>]*>)
      | (?P<entity>&(?:\#[0-9]{1,7}|\#[xX][0-9a-fA-F]{1,6}|[a-zA-Z][a-zA-Z0-9]{1,31});?)
      | (?P<text>[^<&]+|[<&])""",
    re.DOTALL | re.IGNORECASE | re.VERBOSE,
)
_NAME = re.compile(r"</?([a-zA-Z][a-zA-Z0-9:-]*)")
_UNNESTED = frozenset(
    "area base br col embed hr img input link meta param source track wbr p li dt dd tr td th thead tbody tfoot option".split()  # noqa: SIM905
)
_INLINE = frozenset(
    [
        "a",
        "abbr",
        "acronym",
        "b",
        "bdi",
        "bdo",
        "big",
        "cite",
        "code",
        "data",
        "del",
        "dfn",
        "em",
        "font",
        "i",
        "ins",
        "kbd",
        "label",
        "mark",
        "q",
        "s",
        "samp",
        "small",
        "span",
        "strike",
        "strong",
        "sub",
        "sup",
        "time",
        "tt",
        "u",
        "var",
        "wbr",
        "img",
    ]
)
_CHUNK_WORDS = 6
_KEYED = re.compile(r"(?P<plain>[!-~\u0627-\u063a\u0641-\u064a]+)|\S")
"""Runs of characters that are their own keys, and any other that may have one."""


@dataclass(slots=True)
class Visible:
    """Visible characters with their stretch of the markup.

    Attributes:
        text: the characters, entities decoded, white space as it stands.
        at, at_end: for each character, where in the markup it begins and ends.
        keys: the characters that count when comparing (see :func:`_key`).
        owners: for each character of `keys`, the index in `text` of the character it comes from.
        depth: how deep the elements are nested at most.
    """

    text: str
    at: array[int]
    at_end: array[int]
    depth: int
    keys: str = ""
    owners: array[int] = field(default_factory=lambda: array("I"))

    def __post_init__(self) -> None:
        keys: list[str] = []
        for found in _KEYED.finditer(self.text):
            start, end = found.span()
            if found.lastgroup == "plain":
                keys.append(found.group())
                self.owners.extend(range(start, end))
            elif key := _key(found.group()):
                keys.append(key)
                self.owners.extend([start] * len(key))
        self.keys = "".join(keys)


@lru_cache(maxsize=65536)
def _key(char: str) -> str:
    """What of a character counts when comparing: its base letter; nothing of white space, marks and format controls.

    So text that an extractor has trimmed, normalised (NFC) or stripped of controls is still found.
    """
    return "".join(
        c
        for c in unicodedata.normalize("NFD", char)
        if c.isprintable() and not c.isspace() and not unicodedata.combining(c)
    )


def _key_of(text: str) -> str:
    return "".join(map(_key, text))


def _clean(text: str) -> str:
    """No lone surrogates: what an entity like ``&#xD800;`` would give is shown as U+FFFD, as browsers do."""
    return re.sub("[\ud800-\udfff\x00]", "\ufffd", text)


def _depth_after(depth: int, tag: str) -> int:
    name = _NAME.match(tag)
    if name is None or name.group(1).lower() in _UNNESTED or tag.endswith("/>"):
        return depth
    return max(0, depth - 1) if tag.startswith("</") else depth + 1


def visible(markup: str) -> Visible:
    """The visible characters of some markup. Never recurses; scripts, styles, comments and titles are left out."""
    pieces: list[str] = []
    at, at_end = array("I"), array("I")
    depth = deepest = 0
    for match in _TOKEN.finditer(markup):
        kind, start, end = match.lastgroup, match.start(), match.end()
        if kind == "text":
            pieces.append(_clean(match.group()))
            at.extend(range(start, end))
            at_end.extend(range(start + 1, end + 1))
        elif kind == "entity":
            char = _clean(unescape(match.group()))
            pieces.append(char)
            at.extend([start] * len(char))
            at_end.extend([end] * len(char))
        elif kind == "tag":
            depth = _depth_after(depth, match.group())
            deepest = max(deepest, depth)
    return Visible("".join(pieces), at, at_end, deepest)


def blocks(markup: str) -> list[str]:
    """The visible text of each block (paragraph, list entry, cell, line) of some markup, in order. Never recurses."""
    out, now = [], list[str]()
    for match in _TOKEN.finditer(markup):
        kind = match.lastgroup
        name = _NAME.match(match.group()) if kind == "tag" else None
        if name and name.group(1).lower() not in _INLINE:
            out.append("".join(now))
            now = []
        elif kind in ("text", "entity"):
            now.append(_clean(unescape(match.group()) if kind == "entity" else match.group()))
    return [text for text in (*out, "".join(now)) if text.strip()]


def within(inner: Visible, outer: Visible) -> Visible:
    """`inner`, the visible characters of ``outer.text``, with places in the markup of `outer` (markup escaped in markup)."""
    at = array("I", [outer.at[i] for i in inner.at])
    at_end = array("I", [outer.at_end[i - 1] for i in inner.at_end])
    return replace(inner, at=at, at_end=at_end, keys="", owners=array("I"))


@dataclass(slots=True)
class Woven:
    """A working text in the making, with its segments."""

    pieces: list[str] = field(default_factory=list)
    segments: list[Segment] = field(default_factory=list)
    length: int = 0

    def add(self, text: str, at: int | None = None, at_end: int | None = None) -> None:
        """Append characters that stand for ``at:at_end`` of the source, or for nothing in it."""
        if not text:
            return
        start, self.length = self.length, self.length + len(text)
        self.pieces.append(text)
        if at is None or at_end is None:
            return
        last = self.segments[-1] if self.segments else None
        if last and last.end == start and last.at_end == at and self._even(last) and at_end - at == len(text):
            self.segments[-1] = Segment(last.start, self.length, last.at, at_end)
        else:
            self.segments.append(Segment(start, self.length, at, at_end))

    @staticmethod
    def _even(segment: Segment) -> bool:
        assert segment.at is not None and segment.at_end is not None
        return segment.end - segment.start == segment.at_end - segment.at

    @property
    def text(self) -> str:
        """All characters so far."""
        return "".join(self.pieces)


def _runs(seen: Visible, first: int, last: int) -> Iterator[tuple[int, int]]:
    """Index stretches of visible characters (`last` included) that are either one to one with the markup or one entity."""
    start = first
    if seen.at_end[last] - seen.at[first] == last + 1 - first:  # an entity is longer than what it stands for
        yield first, last + 1
        return
    for i in range(first + 1, last + 2):
        joined = (
            i <= last
            and seen.at[i] == seen.at_end[i - 1]
            and seen.at_end[i] - seen.at[i] == 1
            and seen.at_end[i - 1] - seen.at[i - 1] == 1
        )
        same = i <= last and seen.at[i] == seen.at[i - 1]
        if not joined and not same:
            yield start, i
            start = i


def _in_one_piece(words: Sequence[str], key_at: int, seen: Visible) -> tuple[int, int] | None:
    """The first and last visible character of words that stand in the markup just as they are, one space between them;
    else None.
    """
    text = " ".join(words)
    first = seen.owners[key_at]
    last = first + len(text) - 1
    if not seen.text.startswith(text, first) or seen.at_end[last] - seen.at[first] != len(text):
        return None
    if last + 1 < len(seen.text) and not seen.text[last + 1].isspace() and not _key(seen.text[last + 1]):
        return None
    return first, last


def _weave_words(words: Sequence[str], key_at: int, seen: Visible, woven: Woven) -> int:
    """Add words that stand at `key_at` of the keys, as the markup has them; the end of the last one in the markup."""
    before: int | None = None
    whole = _in_one_piece(words, key_at, seen)
    if whole is not None:
        first, last = whole
        woven.add(seen.text[first : last + 1], seen.at[first], seen.at_end[last])
        return key_at + sum(len(_key_of(word)) for word in words)
    for word in words:
        size = len(_key_of(word))
        if not size:
            continue
        first, last = seen.owners[key_at], seen.owners[key_at + size - 1]
        while last + 1 < len(seen.text) and not _key(seen.text[last + 1]) and not seen.text[last + 1].isspace():
            last += 1
        if before is not None:
            woven.add(" ", before, max(before, seen.at[first])) if before < seen.at[first] else woven.add(" ")
        for start, end in _runs(seen, first, last):
            woven.add(seen.text[start:end], seen.at[start], seen.at_end[end - 1])
        before = seen.at_end[last]
        key_at += size
    return key_at


def _find(key: str, seen: Visible, cursor: int) -> int:
    found = seen.keys.find(key, cursor)
    return found if found >= 0 else seen.keys.find(key)


def weave(paragraphs: Sequence[str], seen: Visible) -> tuple[str, tuple[Segment, ...]]:
    """Paragraphs as one text (joined by line feeds), with segments back to the markup.

    A paragraph is looked for by its letters alone, after the one before, else anywhere. One that is not found whole is looked
    for by stretches of six words; what is not found then has no segment and stands as the extractor gave it.
    """
    woven, cursor = Woven(), 0
    for paragraph in paragraphs:
        words = paragraph.split()
        if not _key_of(paragraph):
            continue
        if woven.length:
            woven.add("\n")
        cursor = _weave_paragraph(words, seen, woven, cursor)
    return woven.text, tuple(woven.segments)


_MOST_SORTED, _LONGEST_SORTED = 300, 1_000_000


def in_page_order(paragraphs: Sequence[str], seen: Visible) -> list[str]:
    """Paragraphs in the order of the page, where an extractor has moved some; one whose place is not plain (it stands
    there twice or
    not as a whole) stays behind the one before it. Very many or a very long page are left as they are.
    """
    if len(paragraphs) > _MOST_SORTED or len(seen.keys) > _LONGEST_SORTED:
        return list(paragraphs)
    places, now = [], -1
    for paragraph in paragraphs:
        key = _key_of(paragraph)
        at = seen.keys.find(key) if key else -1
        plain = at >= 0 and seen.keys.find(key, at + 1) < 0
        now = at if plain else now
        places.append(now)
    return [paragraphs[n] for n in sorted(range(len(paragraphs)), key=places.__getitem__)]


def stands_before(line: str, other: str, seen: Visible) -> bool:
    """Whether a line stands on the page before the first place of another; False where one of them is not on it."""
    keys = _key_of(line), _key_of(other)
    first, second = (seen.keys.find(key) if key else -1 for key in keys)
    return 0 <= first < second


def _weave_paragraph(words: list[str], seen: Visible, woven: Woven, cursor: int) -> int:
    key = _key_of("".join(words))
    found = _find(key, seen, cursor)
    if found >= 0:
        return _weave_words(words, found, seen, woven)
    for first in range(0, len(words), _CHUNK_WORDS):
        chunk = words[first : first + _CHUNK_WORDS]
        if first:
            woven.add(" ")
        found = seen.keys.find(_key_of("".join(chunk)), cursor) if _key_of("".join(chunk)) else -1
        if found >= 0:
            cursor = _weave_words(chunk, found, seen, woven)
        else:
            woven.add(_clean(" ".join(chunk)))
    return cursor


def moved(segments: tuple[Segment, ...], by: int) -> tuple[Segment, ...]:
    """The segments with their places in the source moved on by so many characters (a byte order mark)."""
    if not by:
        return segments
    return tuple(Segment(s.start, s.end, (s.at or 0) + by, (s.at_end or 0) + by) for s in segments)
