"""Pages too short for statistics: what stands in the article, main or body element, without menus, captions and forms.

trafilatura falls back on one run of all words for a page of a few sentences, menus included; here blocks stay blocks.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from purport.read.extract.visible import blocks

if TYPE_CHECKING:
    from lxml.html import HtmlElement

SHORT = 600
"""Characters of main text under which a page counts as short."""

_FURNITURE = (
    "nav",
    "footer",
    "aside",
    "form",
    "figure",
    "button",
    "select",
    "script",
    "style",
    "noscript",
    "template",
    "menu",
)
_BLOCKS = ("ul", "ol", "div", "p", "li", "section", "td")
_ENDS = (".", "!", "?", "؟", "”", "»", '"')
_WHERE = ("article", "main", "body")


def _is_menu(element: HtmlElement) -> bool:
    """Whether nearly all words of a block are links and it does not end as a sentence does."""
    words = " ".join(element.text_content().split())
    linked = sum(len(" ".join(a.text_content().split())) for a in element.iter("a"))
    return bool(words) and linked >= 0.8 * len(words) and not words.endswith(_ENDS)


def _drop(element: HtmlElement) -> None:
    if element.getparent() is not None:
        element.drop_tree()


def short_paragraphs(tree: HtmlElement) -> list[str]:
    """The blocks of a short page's main part, in order; empty if it has none. The tree is cut down to it."""
    from lxml.html import tostring

    for element in list(tree.iter(*_FURNITURE)):
        _drop(element)
    root = next((found for name in _WHERE if (found := next(tree.iter(name), None)) is not None), tree)
    for element in [e for e in root.iter("header") if next(e.iterancestors("article"), None) is None]:
        _drop(element)
    for element in [e for e in root.iter(*_BLOCKS) if e is not root and _is_menu(e)]:
        _drop(element)
    return blocks(tostring(root, encoding="unicode", with_tail=False))
