"""What stands round a story on a page is taken out of the tree before the story is looked for: boxes that their marks (class, id)
or their headings tell of, hidden elements, and the other cells of a page laid out in tables.

Nothing is taken out that holds a large part of the page's prose or its heading, so a page whose marks mislead stays whole. All is
found in two walks over the tree, without recursion.
"""

from __future__ import annotations

import itertools
import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from lxml.html import HtmlElement

SENTENCE_ENDS = (".", "!", "?", "؟", "”", "»", '"', "।", "。", "…", ".)")
_WORDS = re.compile(r"[A-Z]?[a-z]+|[A-Z]+(?![a-z])")
_MARKED = [
    "newsletter",
    "newsletters",
    "related",
    "relatedposts",
    "cookie",
    "cookies",
    "consent",
    "gdpr",
    "paywall",
    "breadcrumb",
    "breadcrumbs",
    "share",
    "sharing",
    "sharebar",
    "sharedaddy",
    "social",
    "promo",
    "promos",
    "advert",
    "advertisement",
    "advertising",
    "sponsored",
    "outbrain",
    "taboola",
    "trending",
    "caption",
    "captions",
    "figcaption",
    "capt",
    "pullquote",
    "signup",
    "toolbar",
    "popular",
    "recommended",
    "recommendations",
    "recommend",
    "onward",
    "onwards",
    "metered",
    "barrier",
    "regwall",
    "donate",
    "donation",
    "skip",
    "navbar",
    "subscribe",
    "subscription",
    "recirculation",
    "teasers",
    "mostread",
    "authorbox",
    "shortlink",
    "gallery",
    "whatsapp",
    "visually",
]
_ONLY_BOXES = frozenset(
    [
        "ad",
        "ads",
        "adslot",
        "cap",
        "promo",
        "menu",
        "nav",
        "tags",
        "rate",
        "rating",
        "tools",
        "files",
        "offer",
        "offers",
        "sidebar",
        "aside",
        "widget",
        "contact",
    ]
)
_PAIRS = frozenset(
    [
        ("most", "read"),
        ("most", "viewed"),
        ("most", "popular"),
        ("most", "visited"),
        ("read", "more"),
        ("read", "next"),
        ("read", "also"),
        ("also", "read"),
        ("more", "from"),
        ("more", "stories"),
        ("more", "on"),
        ("sign", "up"),
        ("author", "box"),
        ("author", "bio"),
        ("rich", "link"),
        ("you", "may"),
        ("screen", "reader"),
        ("post", "navigation"),
    ]
)
_TALK = frozenset("comments commentlist comment disqus respond conversation".split())  # noqa: SIM905
_HEADINGS = frozenset(
    words.casefold()
    for words in (
        "Related",
        "Related news",
        "Related stories",
        "Related articles",
        "Related content",
        "Related topics",
        "Read also",
        "Also read",
        "Read more",
        "Read next",
        "More on this story",
        "More stories",
        "More news",
        "Most read",
        "Most viewed",
        "Most visited",
        "Most popular",
        "Trending",
        "Latest",
        "Latest news",
        "Recommended",
        "Recommended for you",
        "You may also like",
        "Other news",
        "Also today",
        "Comments",
        "Leave a reply",
        "Share this",
        "Follow us",
        "Advertisement",
        "اقرأ أيضا",
        "اقرأ أيضاً",
        "اقرأ المزيد",
        "أخبار ذات صلة",
        "مواضيع ذات صلة",
        "مقالات ذات صلة",
        "ذات صلة",
        "آخر الأخبار",
        "أحدث الأخبار",
        "الأكثر قراءة",
        "الأكثر مشاهدة",
        "التعليقات",
        "تعليقات",
        "قد يعجبك أيضا",
        "قد يعجبك أيضاً",
        "المزيد",
        "النشرة البريدية",
        "روابط مهمة",
    )
)
_BOXES = frozenset(
    [
        "div",
        "section",
        "aside",
        "td",
        "ul",
        "ol",
        "nav",
        "table",
        "footer",
        "header",
        "figure",
        "form",
        "article",
        "li",
        "span",
        "ins",
        "bsp-figure",
    ]
)
_WHOLE = frozenset(("html", "body", "main", "head"))
_NEVER_READ = frozenset("script style noscript template title textarea select option button svg iframe".split())  # noqa: SIM905
_INLINE = frozenset(
    "a abbr b bdi bdo big cite code data del dfn em font i ins kbd label mark q s samp small span strong sub sup time tt u var wbr".split()  # noqa: E501, SIM905
)
_FEW_WORDS = 8
_LARGE_PART = 0.25
_HEART = 0.85
_ENOUGH_BESIDE = 300
_LONGEST_HEADING = 40
_WALL = re.compile(
    r"(?i)(?:subscribe|sign\s+(?:in|up)|register|log\s+in)\s+(?:now\s+)?(?:to|and)\s+(?:unlock|read|continue|keep|get|access)\b"
    r"|(?:keep|continue|go\s+on)\s+reading\s+(?:with|by|for)\b|^to\s+(?:continue|keep|go\s+on)\s+reading\b"
    r"|^this\s+(?:article|story|content)\s+is\s+(?:for|only|reserved|exclusive)\b|^اشترك\s+(?:لقراءة|لمتابعة)"
)
"""How the box begins that stands in place of the rest of a story."""


@dataclass(slots=True)
class Weight:
    """What an element holds, all below it included: characters of text, of them in links, and of prose (runs of eight
    words or more that
    end as sentences do); whether the page's heading is in it; its first words.
    """

    text: int = 0
    linked: int = 0
    prose: int = 0
    links: int = 0
    heading: bool = False
    lead: str = ""


@dataclass(slots=True)
class _Walk:
    weights: dict[HtmlElement, Weight] = field(default_factory=dict)
    stack: list[Weight] = field(default_factory=list)
    run: list[str] = field(default_factory=list)
    unread: int = 0
    in_link: int = 0

    def hear(self, words: str | None) -> None:
        if not words or self.unread or not self.stack:
            return
        self.run.append(words)
        size = len(words.strip())
        self.stack[-1].text += size
        self.stack[-1].linked += size if self.in_link else 0

    def pause(self) -> None:
        """A run of text ends: where a block begins or ends, or a line breaks."""
        words = " ".join("".join(self.run).split())
        self.run.clear()
        if not words or not self.stack:
            return
        now = self.stack[-1]
        now.lead = now.lead or words[: _LONGEST_HEADING + 20]
        if words.endswith(SENTENCE_ENDS) and words.count(" ") + 1 >= _FEW_WORDS:
            now.prose += len(words)

    def enter(self, element: HtmlElement) -> None:
        tag = element.tag
        if tag not in _INLINE:
            self.pause()
        self.unread += tag in _NEVER_READ
        self.in_link += tag == "a"
        weight = Weight(heading=tag == "h1", links=int(tag == "a"))
        self.weights[element] = weight
        self.stack.append(weight)
        self.hear(element.text if isinstance(tag, str) else None)

    def leave(self, element: HtmlElement) -> None:
        tag = element.tag
        if tag not in _INLINE:
            self.pause()
        self.unread -= tag in _NEVER_READ
        self.in_link -= tag == "a"
        done = self.stack.pop()
        if self.stack:
            above = self.stack[-1]
            above.text += done.text
            above.linked += done.linked
            above.prose += done.prose
            above.links += done.links
            above.heading |= done.heading
            above.lead = above.lead or done.lead
        self.hear(element.tail)


def weighed(tree: HtmlElement) -> dict[HtmlElement, Weight]:
    """What every element of a tree holds."""
    from lxml import etree

    walk = _Walk()
    for event, element in etree.iterwalk(tree, events=("start", "end", "comment", "pi")):
        if event == "start":
            walk.enter(element)
        elif event == "end":
            walk.leave(element)
        else:
            walk.hear(element.tail)
    return walk.weights


def _marks(element: HtmlElement) -> list[str]:
    given = " ".join(element.get(name) or "" for name in ("class", "id", "data-testid", "itemprop"))
    return [word.lower() for word in _WORDS.findall(given[:400])]


def _hidden(element: HtmlElement) -> bool:
    style = (element.get("style") or "").replace(" ", "").lower()
    return (
        element.get("hidden") is not None
        or element.get("aria-hidden") == "true"
        or "display:none" in style
        or "visibility:hidden" in style
    )


def _by_mark(element: HtmlElement) -> bool:
    words = _marks(element)
    if not words:
        return False
    if any(word in _MARKED for word in words) or any(pair in _PAIRS for pair in itertools.pairwise(words)):
        return True
    return element.tag in _BOXES and any(word in _ONLY_BOXES for word in words)


def _is_talk(element: HtmlElement) -> bool:
    return element.tag in _BOXES and any(word in _TALK for word in _marks(element))


def _is_headed(element: HtmlElement, weight: Weight) -> bool:
    if element.tag not in _BOXES or len(weight.lead) > _LONGEST_HEADING:
        return False
    lead = weight.lead.strip(" :.–—-|…").casefold()
    return lead in _HEADINGS or re.fullmatch(r"comments \(\d+\)", lead) is not None


def _is_wall(element: HtmlElement, weight: Weight) -> bool:
    return element.tag in _BOXES and _WALL.search(weight.lead) is not None


def _is_menu(element: HtmlElement, weight: Weight) -> bool:
    """Whether it is hardly anything but links, three of them or more, and no sentence."""
    return element.tag in _BOXES and weight.links >= 3 and not weight.prose and weight.linked >= 0.7 * weight.text


def _is_furniture(element: HtmlElement, weight: Weight, whole: Weight) -> bool:
    if not isinstance(element.tag, str) or element.tag in _WHOLE or weight.heading:
        return False
    if element.tag in ("nav", "menu", "dialog", "amp-sidebar", "amp-consent", "amp-ad", "figcaption"):
        return weight.prose <= _LARGE_PART * whole.prose
    beside = whole.prose - weight.prose
    apart = _is_talk(element) or _is_headed(element, weight) or _is_wall(element, weight)
    if apart and beside >= min(_ENOUGH_BESIDE, 0.3 * whole.prose):
        return True
    if weight.prose > _LARGE_PART * whole.prose:
        return False
    return _by_mark(element) or _hidden(element) or _is_menu(element, weight)


def _drop(element: HtmlElement) -> None:
    if element.getparent() is not None:
        element.drop_tree()


def heart(tree: HtmlElement, weights: dict[HtmlElement, Weight]) -> HtmlElement | None:
    """The innermost element that holds nearly all prose of a page; None if it is the page itself, or there is no prose."""
    now = next(tree.iter("body"), tree)
    prose = weights[now].prose
    found = None
    while prose:
        inner = max(now, key=lambda child: weights[child].prose if child in weights else 0, default=None)
        if inner is None or inner not in weights or weights[inner].prose < _HEART * prose or inner.tag == "p":
            break
        found = now = inner
    return found


def trim(tree: HtmlElement) -> None:
    """Takes the furniture out of a tree, in place."""
    weights = weighed(tree)
    body = next(tree.iter("body"), None)
    if body is None:
        return
    whole = weights[body]
    doomed: list[HtmlElement] = []
    passed: HtmlElement | None = None
    for element in body.iter():
        if passed is not None:
            if element is not _after(passed):
                continue
            passed = None
        if element in weights and _is_furniture(element, weights[element], whole):
            doomed.append(element)
            passed = element
    for element in doomed:
        _drop(element)
    _keep_the_cell(tree, body, weights)


def _after(element: HtmlElement) -> HtmlElement | None:
    """What follows an element and all in it, in document order."""
    now: HtmlElement | None = element
    while now is not None:
        following = now.getnext()
        if following is not None:
            return following
        now = now.getparent()
    return None


def _keep_the_cell(tree: HtmlElement, body: HtmlElement, weights: dict[HtmlElement, Weight]) -> None:
    """Where the heart of a page stands in a cell of a table, the page is cut down to that cell."""
    if not any(weights[cell].prose > weights[body].prose / 2 for cell in body.iter("td") if cell in weights):
        return
    found = heart(tree, weighed(tree))
    if found is None:
        return
    cell = found if found.tag == "td" else next(found.iterancestors("td"), None)
    if cell is None:
        return
    for child in list(body):
        body.remove(child)
    body.text = None
    cell.tag, cell.tail = "div", None
    body.append(cell)
