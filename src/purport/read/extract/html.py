"""The main text of a page, with a map back to its markup."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from purport.errors import Unreadable
from purport.read.extract.charset import decoded
from purport.read.extract.draft import Draft, unheard
from purport.read.extract.furniture import trim
from purport.read.extract.lines import from_heading, without_furniture
from purport.read.extract.shortpage import SHORT, short_paragraphs
from purport.read.extract.standfirst import with_standfirst
from purport.read.extract.visible import Visible, in_page_order, moved, stands_before, visible, weave
from purport.read.extract.writtendates import first_date
from purport.records import SourceMap

if TYPE_CHECKING:
    from lxml.etree import _Element
    from lxml.html import HtmlElement

MOST_CHARACTERS = 10_000_000
MOST_TAGS = 80_000
DEEPEST = 250
"""Deeper nesting than this is cut off by libxml2, so text below it would be lost in silence."""

_EXTRACTOR = "trafilatura"
_SHORTEST = 60
_ENDS = (".", "!", "?", "؟", "”", "»", '"', "।", "。")
_META_CHARSET = re.compile(rb"""<meta[^<>]{0,200}?charset\s*=\s*["']?\s*([\w-]{2,40})""", re.IGNORECASE)
_XML_CHARSET = re.compile(rb"""^\s*<\?xml[^<>]{0,200}?encoding\s*=\s*["']([\w-]{2,40})["']""", re.IGNORECASE)
_XML_HEAD = re.compile(r"^\s*<\?xml[^<>]*\?>")
_BREAKS = frozenset({"p", "head", "item", "quote", "cell", "row", "table", "list", "lb", "div", "code", "body", "main"})


def declared_charset(data: bytes) -> str | None:
    """The charset that the markup itself names in its first 4096 bytes; None if it names none."""
    found = _XML_CHARSET.search(data[:4096]) or _META_CHARSET.search(data[:4096])
    return found.group(1).decode("ascii", "replace") if found else None


def _checked(markup: str, subject: str) -> Visible:
    if len(markup) > MOST_CHARACTERS or markup.count("<") > MOST_TAGS:
        raise Unreadable(
            f"the page has over {MOST_CHARACTERS:,} characters or {MOST_TAGS:,} tags",
            code="page-too-large",
            subject=subject,
        )
    return visible(markup)


def _paragraphs(body: _Element) -> list[str]:
    """The texts of an extracted tree's blocks, in order; walks without recursion."""
    from lxml import etree

    out, now = [], ""
    for event, element in etree.iterwalk(body, events=("start", "end")):
        if element.tag in _BREAKS:
            out.append(now)
            now = ""
        now += (element.text or "") if event == "start" else (element.tail or "")
    return [piece for piece in (*out, now) if piece.strip()]


def _extracted(tree: HtmlElement) -> list[str]:
    """What trafilatura takes for the main text of a tree, comments by readers left out."""
    from trafilatura import bare_extraction
    from trafilatura.settings import Document as Extracted

    unheard("trafilatura")
    found = bare_extraction(tree, include_comments=False)
    return _paragraphs(found.body) if isinstance(found, Extracted) and found.body is not None else []


def parsed(markup: str) -> HtmlElement | None:
    """The tree of a page; None if there is nothing in it."""
    from lxml.etree import ParserError
    from lxml.html import HTMLParser, document_fromstring

    parser = HTMLParser(encoding="utf-8", no_network=True)
    try:
        tree: HtmlElement = document_fromstring(
            _XML_HEAD.sub("", markup).replace("\x00", "\ufffd").encode("utf-8", "replace"), parser=parser
        )
    except ParserError:
        return None
    return tree


def _main_paragraphs(tree: HtmlElement) -> list[str]:
    """Paragraphs of the main text of a page, whose tree is trimmed and may be cut down further; empty if there is no article."""
    paragraphs = without_furniture(_extracted(tree))
    paragraphs = with_standfirst(paragraphs, tree)
    if sum(map(len, paragraphs)) < SHORT:
        return without_furniture(short_paragraphs(tree)) or paragraphs
    return paragraphs


def _is_article(paragraphs: list[str]) -> bool:
    """Whether there is a sentence, or enough words for one; a menu or a lone heading is no article."""
    text = " ".join(paragraphs).strip()
    return len(text) >= _SHORTEST or text.endswith(_ENDS)


def html_draft(data: bytes, charset: str | None, subject: str) -> Draft:
    """The main text of a page and what its markup states about it.

    Args:
        data: the page's bytes.
        charset: as declared by the transport; None to go by the markup.
        subject: names the page in errors.

    Raises:
        Unreadable: ``too-deep``, ``page-too-large``, ``binary`` or ``no-article``.
    """
    from purport.read.extract.metadata import stated_in

    source = decoded(data, charset or declared_charset(data), subject)
    seen = _checked(source.text, subject)
    tree = parsed(source.text)
    if tree is None:
        raise _nothing_found(seen, subject)
    trim(tree)
    stated = stated_in(source.text, tree)
    paragraphs = _main_paragraphs(tree)
    if not _is_article(paragraphs):
        raise _nothing_found(seen, subject)
    paragraphs = from_heading(in_page_order(paragraphs, seen), stated.title)
    paragraphs = _without_day(paragraphs, stated.title, seen)
    text, segments = weave(paragraphs, seen)
    where = SourceMap("char", source.encoding, moved(segments, source.skipped))
    return Draft(text, where, _EXTRACTOR, stated, (*source.notes, *_cut_off(seen)))


def _without_day(paragraphs: list[str], title: str | None, seen: Visible) -> list[str]:
    """The paragraphs without a first line that holds a date and stands above the heading: pages print today's date there."""
    first = paragraphs[0] if len(paragraphs) > 1 else ""
    dated = len(first) <= _SHORTEST and first_date(first) is not None
    return paragraphs[1:] if dated and title and stands_before(first, title, seen) else paragraphs


def _cut_off(seen: Visible) -> tuple[str, ...]:
    if seen.depth <= DEEPEST:
        return ()
    return (f"elements are nested {seen.depth:,} deep; text nested deeper than {DEEPEST} may be missing",)


def _nothing_found(seen: Visible, subject: str) -> Unreadable:
    advice = "save the text itself and read that"
    if seen.depth > DEEPEST:
        return Unreadable(
            f"its elements are nested {seen.depth:,} deep", code="too-deep", subject=subject, advice=advice
        )
    return Unreadable("the page holds no article", code="no-article", subject=subject, advice=advice)
