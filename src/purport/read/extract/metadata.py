"""What a page's markup says about the story: title, author, outlet, agency, date, language, each only where it is stated."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from purport.read.extract.agencies import known_agency, sure_agency
from purport.read.extract.corrections import notes_among
from purport.read.extract.dateline import byline
from purport.read.extract.draft import Stated, unheard
from purport.read.extract.inline import Head
from purport.read.extract.published import UNKNOWN, Kind, Published, dated_address
from purport.read.extract.shown import key_of, lines_of, shown
from purport.read.extract.writtendates import edtf_of_stamp
from purport.records.stamps import hour_of

if TYPE_CHECKING:
    from lxml.html import HtmlElement

_STORY_TYPES = (
    "LiveBlogPosting",
    "Article",
    "NewsArticle",
    "ReportageNewsArticle",
    "BlogPosting",
    "Report",
    "AnalysisNewsArticle",
    "WebPage",
)
_DATE_NAMES = (
    "article:published_time",
    "og:article:published_time",
    "datepublished",
    "dc.date.issued",
    "dcterms.issued",
    "dc.date",
    "dc.date.created",
    "dcterms.date",
    "parsely-pub-date",
    "sailthru.date",
    "pubdate",
    "publishdate",
    "publish-date",
    "publication_date",
    "publish_date",
    "analyticsattributes.articledate",
    "cxenseparse:recs:publishtime",
    "article.published",
    "og:pubdate",
    "rnews:datepublished",
    "citation_publication_date",
    "dcterms.created",
    "date",
)
_CHANGE_NAMES = (
    "article:modified_time",
    "og:article:modified_time",
    "datemodified",
    "og:updated_time",
    "dcterms.modified",
    "dc.date.modified",
    "rnews:datemodified",
)
_JSON_DATES = ("datePublished", "dateCreated", "dateModified")
_AUTHOR_NAMES = (
    "author",
    "article:author",
    "dc.creator",
    "dcterms.creator",
    "parsely-author",
    "sailthru.author",
    "byl",
)
_TITLE_NAMES = ("og:title", "twitter:title", "dc.title")
_CREDITING = (
    "p",
    "div",
    "span",
    "a",
    "address",
    "cite",
    "small",
    "li",
    "td",
    "em",
    "strong",
    "b",
    "i",
    "footer",
    "h5",
    "h6",
)
_CREDIT_CLASS = re.compile(
    r"(?:^|[\s_-])(?:by-?line|by|author|writers?|reporters?|contributors?|vcard|submitted|agency|source|credits?|wire)(?=$|[\s_-])",
    re.IGNORECASE,
)
_NAMING_CLASS = re.compile(
    r"(?:^|[\s_-])(?:by-?line|author|writers?|reporters?|contributors?|vcard)(?=$|[\s_-])", re.IGNORECASE
)
_NAMED_BY = re.compile(
    r"(?i)^(?:(?:(?:written|reported|posted|submitted)\s+)?by|reporting(?:\s+by)?|author|كتبت?|كتابة|بقلم|تحرير|إعداد|مرسلة\s+بواسطة)(?:\s*:\s*|\s+)"
)
_AFTER_NAMES = re.compile(
    r"(?i)\s*(?:\||•|·|\bon\s+(?:(?:mon|tue|wed|thu|fri|sat|sun)|\d|\w+\s+\d)|\bin\s+[A-Z]|\b(?:senior |chief |staff )?"
    r"(?:reporter|correspondent|writer|editor)s?$|\bupdated\b|\bpublished\b).*$"
)
_AFTER_DATES = re.compile(r"(?i)\s*[|•·]?\s*\b(?:published|updated|posted)\b.*$")
_BETWEEN_NAMES = re.compile(r"\s*(?:,|;|&|\band\b|\sو\s)\s*")
_NAME = re.compile(r"[^\W\d_][\w'’.-]*(?:\s+[^\W\d_][\w'’.-]*){1,3}")
_SMALL_IN_NAMES = frozenset("al el bin ibn de da del van von der ter di la le du".split())  # noqa: SIM905
_TITLE_PARTS = re.compile(r"\s+(?:[|·»:–—-]|:{2,3})\s+|\s*\|\s*|:\s+")
_LONGEST_CREDIT = 140
_MOST_JSON = 500_000
_MOST_NODES = 5_000


def _parsed_json(text: str) -> object:
    try:
        return json.loads(text[:_MOST_JSON])
    except (ValueError, RecursionError):
        return None


def _objects(found: object) -> Iterator[dict[str, object]]:
    """Every object in some JSON, outermost first, without recursion, up to a limit."""
    queue, seen = [found], 0
    while queue and seen < _MOST_NODES:
        now = queue.pop(0)
        seen += 1
        if isinstance(now, dict):
            yield now
            queue.extend(now.values())
        elif isinstance(now, list):
            queue.extend(now)


def _story(tree: HtmlElement) -> dict[str, object]:
    """The JSON-LD object (schema.org) that describes the story, one with its day of publication first; empty if there is none."""
    stories = list(_stories(tree))
    for name in _JSON_DATES:
        for story in stories:
            if name in story:
                return story
    return {}


def _stories(tree: HtmlElement) -> Iterator[dict[str, object]]:
    for script in tree.iter("script"):
        if "ld+json" not in (script.get("type") or ""):
            continue
        for candidate in _objects(_parsed_json(script.text or "")):
            kinds = candidate.get("@type")
            if any(kind in _STORY_TYPES for kind in (kinds if isinstance(kinds, list) else [kinds])):
                yield candidate


def _named(value: object) -> str | None:
    """The names in a JSON-LD value: a text, an object with a name, or a list of these."""
    if isinstance(value, str):
        return _tidy(value)
    if isinstance(value, dict):
        return _named(value.get("name"))
    if isinstance(value, list):
        names = [name for name in map(_named, value[:10]) if name]
        return ", ".join(names) or None
    return None


def _authors(value: object) -> tuple[str | None, list[str]]:
    """The persons among a JSON-LD story's authors, in one line, and the organisations."""
    authors = value if isinstance(value, list) else [value]
    bodies = [a for a in authors if isinstance(a, dict) and "Organization" in str(a.get("@type"))]
    names = [name for name in map(_named, bodies[:10]) if name]
    return _named([a for a in authors if a not in bodies]), names


def _other_than(outlet: str | None, bodies: list[str]) -> str | None:
    """The first organisation among the authors that is not the outlet itself or a desk of it."""
    return next((name for name in bodies if not outlet or not name.startswith(outlet)), None)


def _tidy(words: str | None) -> str | None:
    """One line without markup, lone surrogates or controls; None if nothing is left, or it is an address and no name."""
    line = " ".join(re.sub(r"<[^<>]*>|[\ud800-\udfff\x00-\x08]", " ", words or "").split())
    return None if not line or "://" in line else line


def _metas(tree: HtmlElement) -> dict[str, str]:
    """Names (lower case) and contents of the page's meta elements; the first of a name wins."""
    out: dict[str, str] = {}
    for meta in tree.iter("meta"):
        name = meta.get("property") or meta.get("name") or meta.get("itemprop") or ""
        content = (meta.get("content") or "").strip()
        if name and content:
            out.setdefault(name.lower(), content)
    return out


def _first(metas: dict[str, str], names: tuple[str, ...]) -> str | None:
    return next((tidy for name in names if (tidy := _tidy(metas.get(name)))), None)


def _dated(tree: HtmlElement, story: dict[str, object], metas: dict[str, str]) -> tuple[Published, ...]:
    """What JSON-LD, meta tags and time elements say, the surest first; what tells of a change only is a hint."""
    named = next((name for name in _DATE_NAMES if edtf_of_stamp(metas.get(name))), None)
    return (
        _of_json(story, "datePublished", Kind.METADATA),
        _stated(metas[named], f"the page's metadata, {named}", out="created" not in named) if named else UNKNOWN,
        _time_element(tree),
        _of_json(story, "dateCreated", Kind.METADATA),
        _of_json(story, "dateModified", Kind.HINT),
    )


def _canonical(tree: HtmlElement, metas: dict[str, str]) -> str:
    """The address that a page calls its own, wherever the file is now; empty if it names none."""
    links = (link.get("href") or "" for link in tree.iter("link") if (link.get("rel") or "").lower() == "canonical")
    return next((href for href in links if href), "") or metas.get("og:url", "")


def _of_json(story: dict[str, object], name: str, kind: Kind) -> Published:
    stamp = story.get(name)
    return _stated(stamp, f"{name} in the page's JSON-LD", kind, out=name == "datePublished")


def _time_element(tree: HtmlElement) -> Published:
    """The date of a ``<time>`` that the page marks as that of publication, else of its only dated ``<time>``."""
    times = [t for t in tree.iter("time") if edtf_of_stamp(t.get("datetime"))]
    marked = [
        t for t in times if t.get("pubdate") is not None or "publish" in f"{t.get('itemprop')} {t.get('class')}".lower()
    ]
    chosen = marked[:1] or (times if len({edtf_of_stamp(t.get("datetime")) for t in times}) == 1 else [])
    if not chosen:
        return UNKNOWN
    return _stated(chosen[0].get("datetime"), "a time element of the page", out=bool(marked))


def _stated(stamp: object, reason: str, kind: Kind = Kind.METADATA, *, out: bool = True) -> Published:
    """The day of a stamp, and its moment where it has an hour of that day and tells when the page came out (`out`)."""
    edtf = edtf_of_stamp(stamp) if isinstance(stamp, str) else None
    if edtf is None:
        return UNKNOWN
    at = hour_of(stamp) if out else None
    return Published(edtf, reason, kind, at if at and at[:10] == edtf else None)


def _dated_markup(tree: HtmlElement) -> Published:
    """The date (of a tree that is thinned out thereby) that htmldate finds by the markup's habits (classes, "published
    on"), without searching the text at large.
    """
    from htmldate import find_date

    unheard("htmldate")
    found = find_date(tree, extensive_search=False, original_date=True, min_date="1990-01-01", max_date="2100-01-01")
    return Published(found, "a date marked up in the page", Kind.SHOWN) if found else UNKNOWN


def _are_persons(words: str) -> str | None:
    """Names of persons in one line, a comma between them; None for anything else. Each has two to four words."""
    names = [name for name in _BETWEEN_NAMES.split(words) if name]
    fit = all(_NAME.fullmatch(name) and not known_agency(name) and _is_cased(name) for name in names)
    return ", ".join(names) if names and len(names) <= 6 and fit else None


def _is_cased(name: str) -> bool:
    return all(not part[0].islower() or part in _SMALL_IN_NAMES for part in re.split(r"[\s-]+", name) if part)


def _persons_of(words: str, marks: str) -> str | None:
    """The persons that an element marked as a byline names, with "by" or without."""
    if not _NAMING_CLASS.search(marks) and not _NAMED_BY.match(words):
        return None
    return _are_persons(_AFTER_NAMES.sub("", _NAMED_BY.sub("", words)).strip(" ,|"))


def _agency_of(words: str) -> str | None:
    """The agency that a credit names, perhaps behind a place or a label ("Beirut - Reuters")."""
    parts = [part for part in re.split(r"\s[-–—|/]\s|[:،]", _NAMED_BY.sub("", words)) if part.strip()]
    return next((name for part in (words, *reversed(parts[:3])) if (name := sure_agency(part))), None)


def _byline(tree: HtmlElement) -> Head:
    """What elements marked as byline, author, agency or credit say; the first of each that can be understood."""
    found = Head()
    for element in tree.iter(*_CREDITING):
        marks = f"{element.get('class') or ''} {element.get('rel') or ''} {element.get('itemprop') or ''}"
        if not _CREDIT_CLASS.search(marks):
            continue
        words = _first_words(element)
        if len(words) > _LONGEST_CREDIT:
            continue
        said = byline(_AFTER_DATES.sub("", words))
        found = Head(
            author=found.author or _persons_of(words, marks) or (said.author if said else None),
            agency=found.agency or _agency_of(words) or (said.agency if said else None),
            outlet=found.outlet or (said.outlet if said else None),
        )
    return found


def _first_words(element: HtmlElement) -> str:
    """The words of an element, words of neighbouring elements apart, as far as they can be a credit."""
    pieces, length = list[str](), 0
    for n, piece in enumerate(element.itertext()):
        words = " ".join(piece[:400].split())
        length += len(words)
        pieces.append(words)
        if length > 2 * _LONGEST_CREDIT or n > 200:
            break
    return " ".join(piece for piece in pieces if piece)


def _headings(tree: HtmlElement) -> list[str]:
    return [words for h in tree.iter("h1", "h2", "h3") if (words := _tidy(_first_words(h)))]


def _of_title(title: str | None, outlet: str | None, lines: Sequence[str], headings: list[str]) -> str | None:
    """The story's title in that of a page: the longest part of it that is a line of the page; else the page's only
    heading, where the
    title is nowhere on the page; else the title without the outlet's name.
    """
    if title is None:
        return headings[0] if len(headings) == 1 else None
    known = {key_of(line): line for line in reversed(lines) if len(line) <= len(title) + 20}
    stops = [0, *(m.end() for m in _TITLE_PARTS.finditer(title))]
    ends = [*(m.start() for m in _TITLE_PARTS.finditer(title)), len(title)]
    parts = sorted({title[a:b] for a in stops[:8] for b in ends[-8:] if a < b}, key=len, reverse=True)
    other = key_of(outlet or "")
    found = next((part for part in parts if key_of(part) in known and key_of(part) != other and len(part) > 8), None)
    if found is None and len(headings) == 1:
        return headings[0]
    return found or _without_outlet(title, outlet)


def _title(
    tree: HtmlElement,
    story: dict[str, object],
    metas: dict[str, str],
    outlet: str | None,
    lines: Sequence[str],
    headings: list[str],
) -> str | None:
    heads = [_tidy(h.text_content()) for h in tree.iter("h1")]
    heading = heads[0] if len(heads) == 1 else None
    title = _tidy(next((t.text_content() for t in tree.iter("title")), None))
    stated = _named(story.get("headline")) or _first(metas, _TITLE_NAMES)
    return stated or _of_title(title, outlet, lines, [heading] if heading else headings)


def _without_outlet(title: str | None, outlet: str | None) -> str | None:
    """The title without the outlet's name that pages hang on to it (``Dam talks stall | The Gazette``)."""
    if not title or not outlet or not title.endswith(outlet):
        return title
    return re.sub(r"\s*[|·:–—-]\s*$", "", title[: -len(outlet)]).strip() or title


def _changed(tree: HtmlElement, story: dict[str, object], metas: dict[str, str], told: str | None) -> str | None:
    """The day of the last change that a page states, `told` being what it shows; None where that is the moment of publication."""
    first = {str(story.get("datePublished")), *(metas[name] for name in _DATE_NAMES if name in metas)}
    stamps = [story.get("dateModified"), *(metas.get(name) for name in _CHANGE_NAMES)]
    given = [stamp for stamp in stamps if isinstance(stamp, str) and edtf_of_stamp(stamp)]
    if given:
        later = [stamp for stamp in given if stamp not in first]
        return edtf_of_stamp(later[0]) if later else None
    for element in tree.iter("time"):
        marks = f"{element.get('itemprop')} {element.get('class')}".lower()
        if ("modif" in marks or "updated" in marks) and edtf_of_stamp(element.get("datetime")):
            return edtf_of_stamp(element.get("datetime"))
    return told


def stated_in(markup: str, tree: HtmlElement | None = None) -> Stated:
    """What a page's markup states about the story, the address among it that the page calls its own.

    Args:
        markup: the whole page.
        tree: the page without its furniture (:func:`purport.read.extract.furniture.trim`), in which bylines, dates and notes are
            looked for; None to look in the whole page.
    """
    from lxml.html import HTMLParser, document_fromstring

    parser = HTMLParser(encoding="utf-8", no_network=True)
    whole = document_fromstring(markup.encode("utf-8", "replace"), parser=parser)
    inner = whole if tree is None else tree
    story, metas, lines = _story(whole), _metas(whole), lines_of(inner)
    credit = _byline(inner)
    persons, bodies = _authors(story.get("author"))
    author = persons or (None if bodies else _first(metas, _AUTHOR_NAMES)) or credit.author
    outlet = _named(story.get("publisher")) or _first(
        metas, ("og:site_name", "application-name", "dc.publisher", "publisher")
    )
    title = _title(whole, story, metas, outlet, lines, _headings(inner))
    said = shown(lines, title)
    credited = (
        _named(story.get("sourceOrganization"))
        or _named(story.get("creditText"))
        or _first(metas, ("syndication-source", "dc.source", "agency"))
    )
    dates = (
        *_dated(whole, story, metas),
        said.published,
        dated_address(_canonical(whole, metas)),
        _dated_markup(whole),
    )
    agency = known_agency(author or "") or credited or _other_than(outlet, bodies) or credit.agency or said.agency
    return Stated(
        title=title,
        author=None if author and known_agency(author) else author,
        agency=(known_agency(agency) or agency) if agency else None,
        outlet=outlet or credit.outlet,
        published=dates,
        language=whole.get("lang") or metas.get("og:locale"),
        updated=_changed(inner, story, metas, said.updated),
        correction=_tidy(_named(story.get("correction")) or _named(story.get("correctionNote"))) or notes_among(lines),
    )
