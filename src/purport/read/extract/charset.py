"""Which characters the bytes are: byte order mark, UTF-8, UTF-16, the declared charset, then what the letters look like.

Every answer is a rule "decode with `encoding`, undecodable bytes replaced by U+FFFD, then leave out the byte order mark", so that
offsets can be led back to the bytes (:func:`byte_span`). No byte is dropped in silence: replacements are told in a note.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise

from purport import sniff
from purport.errors import Unreadable
from purport.records import SourceMap

_REPLACED = "\ufffd"
_SAMPLE = 65536
_NAMES = re.compile(
    r"utf-?(8|16|16-?[lb]e)|(windows|cp)-?\d+|iso-?8859-\d+|latin-?\d|koi8-?[rut]|mac\w*|gb\w+|big5\w*|euc\w+|shift\w+"
)
_AS_BROWSERS_DO = {"iso8859-1": "cp1252", "latin-1": "cp1252", "ascii": "cp1252", "iso8859-9": "cp1254"}
_WESTERN = frozenset("àâäáãåæçèéêëìíîïñòóôöõøœùúûüýÿßšž")
_WESTERN_SIGNS = frozenset("‘’“”–—…•€£§©®°«»·´\xa0¿¡‹›„‚™½¼²³")
_FREQUENT_ARABIC = frozenset("اليمنوتربةعدسهف")
_ARABIC_WORD = re.compile("[\u0621-\u064a]{2,}")


@dataclass(frozen=True, slots=True)
class Decoded:
    """Text taken from bytes.

    Attributes:
        text: the characters, without a byte order mark; never lone surrogates.
        encoding: Python's name of the encoding.
        skipped: characters left out at the head (1 for a byte order mark, else 0).
        notes: what a reader must know (replaced bytes, a guessed encoding).
    """

    text: str
    encoding: str
    skipped: int = 0
    notes: tuple[str, ...] = ()


def _python_name(declared: str | None) -> str | None:
    """Python's name of a declared charset, as browsers read it (Latin-1 means windows-1252); None if unknown or not a charset."""
    import codecs

    if not declared or not _NAMES.match(declared.strip().lower().replace("_", "-")):
        return None
    try:
        name = codecs.lookup(declared.strip()).name
    except LookupError:
        return None
    return _AS_BROWSERS_DO.get(name, name)


def arabic_likeness(text: str) -> float:
    """How much text decoded from a one-byte charset looks like Arabic: 0..1.

    The share of its non-ASCII letters that stand in runs of at least two Arabic letters, times the share of those that are among
    the fifteen most frequent (about four fifths in real text, a third by chance).
    """
    foreign = sum(1 for c in text if c > "\x7f" and c.isalpha())
    words = "".join(_ARABIC_WORD.findall(text))
    if not foreign or not words:
        return 0.0
    frequent = sum(1 for c in words if c in _FREQUENT_ARABIC) / len(words)
    return len(words) / foreign * (1.0 if frequent >= 0.6 else frequent)


def _western_likeness(text: str) -> float:
    """The share of non-ASCII characters that are Western letters beside an ASCII letter, or newspaper signs: 0..1."""
    foreign = [i for i, c in enumerate(text) if c > "\x7f"]
    good = 0
    for i in foreign:
        near = text[max(0, i - 1) : i] + text[i + 1 : i + 2]
        beside = any(c.isascii() and c.isalpha() for c in near)
        good += text[i] in _WESTERN_SIGNS or (text[i].lower() in _WESTERN and beside)
    return good / len(foreign) if foreign else 1.0


def _looks_broken_utf8(text: str) -> bool:
    """Whether text decoded with replacements holds more whole foreign characters than replaced ones."""
    bad = text.count(_REPLACED)
    return sum(1 for c in text if c > "\x7f") - bad > bad


def _guess(data: bytes) -> str | None:
    """A one-byte charset by the look of its letters, else what charset-normalizer finds; None if nothing fits."""
    foreign = re.search(rb"[\x80-\xff]", data)
    sample = data[max(0, foreign.start() - 4096 if foreign else 0) :][:_SAMPLE]
    if arabic_likeness(sample.decode("cp1256", "replace")) >= 0.8:
        return "cp1256"
    if arabic_likeness(sample.decode("iso8859-6", "replace")) >= 0.8:
        return "iso8859-6"
    if _western_likeness(sample.decode("cp1252", "replace")) >= 0.8:
        return "cp1252"
    from charset_normalizer import from_bytes

    best = from_bytes(sample, cp_exclusion=["utf_7", "cp1256", "cp1252"]).best() if len(sample) >= 64 else None
    return None if best is None or best.encoding in ("ascii", "utf_8") else best.encoding


def _replacing(data: bytes, encoding: str) -> Decoded:
    text = data.decode(encoding, "replace")
    bad = text.count(_REPLACED)
    noun = "place" if bad == 1 else "places"
    note = (
        f"broken {encoding.upper()}: undecodable bytes in {bad} {noun}, shown as U+FFFD; the bytes themselves are kept"
    )
    return Decoded(text, encoding, notes=(note,))


def _strict(data: bytes, encoding: str) -> str | None:
    try:
        return data.decode(encoding)
    except UnicodeDecodeError:
        return None


def _marked(data: bytes, encoding: str) -> Decoded:
    text = _strict(data, encoding)
    found = Decoded(text, encoding) if text is not None else _replacing(data, encoding)
    return Decoded(found.text[1:], encoding, 1, found.notes)


def _one_byte(data: bytes, declared: str | None) -> Decoded:
    """Bytes that are not UTF-8: the declared charset if it fits, broken UTF-8, or a guess."""
    replaced = data.decode("utf-8", "replace")
    if not _looks_broken_utf8(replaced):
        for encoding, reason in ((declared, "declared"), (_guess(data), "told from the letters; not declared")):
            text = _strict(data, encoding) if encoding and encoding != "utf-8" else None
            if text is not None and encoding is not None:
                return Decoded(text, encoding, notes=(f"decoded as {encoding}: {reason}",))
    return _replacing(data, "utf-8")


def decoded(data: bytes, declared: str | None = None, subject: str = "") -> Decoded:
    """The characters of some bytes; `declared` is a charset that a server or the markup names, `subject` names the bytes in errors.

    Raises:
        Unreadable: ``binary`` if the bytes are no text.
    """
    marked = sniff.bom(data)
    if marked is not None:
        return _marked(data, marked[0])
    wide = sniff.utf16_without_bom(data)
    if wide is not None:
        text = _strict(data, wide)
        note = (f"decoded as {wide}: told from the NULs; no byte order mark",)
        return Decoded(text, wide, notes=note) if text is not None else _replacing(data, wide)
    if sniff.is_binary(data):
        raise Unreadable("the bytes are no text in any known encoding", code="binary", subject=subject)
    text = _strict(data, "utf-8")
    return Decoded(text, "utf-8") if text is not None else _one_byte(data, _python_name(declared))


def _undecodable(data: bytes, encoding: str) -> Iterator[tuple[int, int]]:
    """The stretches of bytes that ``decode(encoding, "replace")`` turns into one U+FFFD each."""
    step, at = 1024, 0
    while at < len(data):
        window = data[at : at + step]
        try:
            window.decode(encoding)
            at += step
        except UnicodeDecodeError as fault:
            cut = fault.start > 0 and fault.end == len(window) and at + step < len(data)
            if cut:
                at += fault.start
                continue
            yield at + fault.start, at + fault.end
            at += fault.end


def byte_span(data: bytes, encoding: str, start: int, end: int) -> tuple[int, int]:
    """Where characters ``start:end`` of ``data.decode(encoding, "replace")`` lie in the bytes: exact, end exclusive.

    >>> byte_span("غارة at dawn".encode(), "utf-8", 5, 7)
    (9, 11)
    """
    low = _byte_offset(data, encoding, start)
    return low, _byte_offset(data, encoding, end)


def _byte_offset(data: bytes, encoding: str, char: int) -> int:
    edges = [(0, 0), *_undecodable(data, encoding), (len(data), len(data))]
    seen = 0
    for (bad, at), (following, _) in pairwise(edges):
        seen += bad < at
        if seen > char:
            return bad
        good = data[at:following].decode(encoding)
        if seen + len(good) >= char:
            return at + len(good[: char - seen].encode(encoding))
        seen += len(good)
    return len(data)


def place_in_bytes(data: bytes, where: SourceMap, start: int, end: int) -> tuple[int, int] | None:
    """Where characters ``start:end`` of a working text lie in the exhibit's bytes, end exclusive.

    None if the map gives pages or paragraphs, or does not cover them.
    """
    place = where.locate(start, end)
    if place is None or where.unit == "byte":
        return place
    if where.unit != "char" or where.encoding is None:
        return None
    return byte_span(data, where.encoding, *place)
