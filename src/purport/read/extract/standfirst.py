"""The standfirst of a story (also dek, lead, summary), where an extractor has left it out: it stands between heading and story."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import TYPE_CHECKING

from purport.read.extract.corrections import is_correction

if TYPE_CHECKING:
    from lxml.html import HtmlElement

_CLASS = re.compile(
    r"(?i)(?:standfirst|\bdek\b|subtitle|sub-?head(?:line|ing)?\b|summary|\blead\b|\blede\b|\bintro\b|strapline|article__?sub|news-header__sub)"
)
_TAGS = ("p", "div", "h2", "h3", "span", "strong")
_MOST, _LEAST, _LONGEST = 400, 25, 600


def _key(words: str) -> str:
    return "".join(c for c in words if c.isalnum())


def with_standfirst(paragraphs: Sequence[str], tree: HtmlElement) -> list[str]:
    """The paragraphs with the page's standfirst before the story, if it stands behind the page's heading and is not among them."""
    heading = next(tree.iter("h1"), None)
    body = next(tree.iter("body"), None)
    if heading is None or body is None or not paragraphs:
        return list(paragraphs)
    said = _key("".join(paragraphs))
    following, seen = False, 0
    for element in body.iter("h1", *_TAGS):
        following = following or element is heading
        if not following or element is heading:
            continue
        seen += 1
        if seen > _MOST:
            break
        if not _CLASS.search(f"{element.get('class') or ''} {element.get('itemprop') or ''}"):
            continue
        words = " ".join(element.text_content()[: _LONGEST + 1].split())
        if _LEAST <= len(words) <= _LONGEST and _key(words) not in said and " " in words and not is_correction(words):
            return _placed(list(paragraphs), words, _key(heading.text_content()[:400]))
    return list(paragraphs)


def _placed(paragraphs: list[str], words: str, title: str) -> list[str]:
    at = 1 if _key(paragraphs[0]) == title else 0
    return [*paragraphs[:at], words, *paragraphs[at:]]
