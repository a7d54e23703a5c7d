"""Invented pages with their truth: layouts and stories of ``bench/data/pages`` put together as ``pages.toml`` says.

A layout is a whole page (Jinja2) in which brackets that no page uses set off what is wanted of it: ``⟦text of the story⟧``, and
``⟬what may be in the text or not⟭`` (title, byline, date line, credit, correction). Without the brackets it is the page; what stood
in them, without tags, is the truth about its text (in a comment that begins with ``truth`` where the page itself does not show it).
What a page says of itself is in ``pages.toml``.
"""

from __future__ import annotations

import json
import re
import tomllib
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime
from functools import cache
from html import escape, unescape
from pathlib import Path
from typing import Any

from bench.common import ROOT
from bench.pagefill import Filler

FOLDER = ROOT / "bench" / "data" / "pages"
CAPTURED = datetime(2025, 6, 20, 9, 30, tzinfo=UTC)
"""When all pages were "fetched"; some print this day."""

_MARKED = re.compile("⟦(?P<text>[^⟦⟧⟬⟭]*)⟧|⟬(?P<may>[^⟦⟧⟬⟭]*)⟭")
_BRACKETS = re.compile("[⟦⟧⟬⟭]")
_TAG = re.compile(r"<[^<>]*>")
_HIDDEN = re.compile(r"<!--truth .*?-->", re.DOTALL)
_BLOCK = re.compile(r"</?(?:p|br|div|h\d|li|tr|td|blockquote)\b[^<>]*>")
_LINK = re.compile(r"\[([^\[\]]+)\]")
_EGYPT = "يناير فبراير مارس أبريل مايو يونيو يوليو أغسطس سبتمبر أكتوبر نوفمبر ديسمبر".split()  # noqa: SIM905
_LEVANT = (
    "كانون الثاني,شباط,آذار,نيسان,أيار,حزيران,تموز,آب,أيلول,تشرين الأول,تشرين الثاني,كانون الأول".split(",")  # noqa: SIM905
)
_WEEKDAYS = "الاثنين الثلاثاء الأربعاء الخميس الجمعة السبت الأحد".split()  # noqa: SIM905
_HIJRI = "محرم,صفر,ربيع الأول,ربيع الآخر,جمادى الأولى,جمادى الآخرة,رجب,شعبان,رمضان,شوال,ذو القعدة,ذو الحجة".split(",")  # noqa: SIM905
_ARABIC_DIGITS = str.maketrans("0123456789", "٠١٢٣٤٥٦٧٨٩")


@dataclass(frozen=True, slots=True)
class Block:
    """A paragraph (``p``), subheading (``h``) or displayed quotation (``q``)."""

    kind: str
    text: str


@dataclass(frozen=True, slots=True)
class Story:
    """A story without a page."""

    name: str
    title: str
    language: str
    standfirst: str
    place: str
    body: tuple[Block, ...]


@dataclass(frozen=True, slots=True)
class Truth:
    """What is right of a page; None where the page does not say it.

    Attributes:
        text: words of the story, in order.
        whole: the same with the words that may be in the text or not, in the order of the page.
        authors: persons; agency: as credited; correction: a part of the note that must be found.
        published, updated: days in the page's own zone.
    """

    text: str
    whole: str
    title: str
    language: str
    authors: tuple[str, ...] = ()
    agency: str | None = None
    published: str | None = None
    updated: str | None = None
    correction: str | None = None


@dataclass(frozen=True, slots=True)
class Page:
    """A page as it would come, and the truth about it; `half` is ``tuned`` or ``held``."""

    name: str
    layout: str
    half: str
    address: str
    data: bytes
    truth: Truth


def story(name: str) -> Story:
    """One story of the folder."""
    head, _, body = (FOLDER / "stories" / f"{name}.txt").read_text(encoding="utf-8").partition("\n\n")
    said = {name: words.strip() for name, _, words in (line.partition(":") for line in head.splitlines())}
    kinds = {"## ": "h", "> ": "q"}
    blocks = []
    for piece in body.strip().split("\n\n"):
        mark = next((m for m in kinds if piece.startswith(m)), "")
        blocks.append(Block(kinds.get(mark, "p"), piece.removeprefix(mark)))
    return Story(name, said["title"], said["lang"], said["standfirst"], said["place"], tuple(blocks))


def _rich(words: str) -> str:
    """Markup of some words: ``[so]`` is a link."""
    return _LINK.sub(r'<a href="/topic/x" class="lnk">\1</a>', escape(words, quote=False))


def _plain(words: str) -> str:
    return _LINK.sub(r"\1", words)


def _egypt(day: date) -> str:
    return f"{day.day} {_EGYPT[day.month - 1]} {day.year}"


def _levant(day: date) -> str:
    return f"{day.day} {_LEVANT[day.month - 1]} {day.year}"


def _hijri(day: date) -> str:
    from hijridate import Gregorian

    told = Gregorian(day.year, day.month, day.day).to_hijri()
    return f"{told.day} {_HIJRI[told.month - 1]} {told.year}"


@cache
def _layouts() -> Any:
    from jinja2 import Environment, FileSystemLoader, StrictUndefined

    made = Environment(loader=FileSystemLoader(FOLDER / "layouts"), undefined=StrictUndefined, autoescape=False)  # noqa: S701
    made.filters |= {
        "e": lambda words: escape(str(words), quote=True),
        "rich": _rich,
        "plain": _plain,
        "fmt": lambda day, form: day.strftime(form),
        "egypt": _egypt,
        "levant": _levant,
        "hijri": _hijri,
        "weekday": lambda day: _WEEKDAYS[day.weekday()],
        "arabic": lambda words: str(words).translate(_ARABIC_DIGITS),
        "json": lambda value: json.dumps(value, ensure_ascii=False).replace("</", "<\\/"),
    }
    return made


def _when(stamp: str | None) -> datetime | None:
    return datetime.fromisoformat(stamp) if stamp else None


def _words(marked: str) -> str:
    return " ".join(unescape(_TAG.sub("", _BLOCK.sub(" ", marked))).split())


def _truth(marked: str, entry: dict[str, Any], told: Story) -> Truth:
    pieces = list(_MARKED.finditer(marked))
    published, updated = _when(entry.get("published")), _when(entry.get("updated"))
    hidden = entry.get("unsaid", [])
    return Truth(
        text="\n".join(_words(m["text"]) for m in pieces if m["text"] is not None),
        whole="\n".join(_words(m["text"] or m["may"] or "") for m in pieces),
        title=told.title,
        language=told.language,
        authors=() if "authors" in hidden else tuple(entry.get("authors", ())),
        agency=None if "agency" in hidden else entry.get("agency"),
        published=published.date().isoformat() if published and "published" not in hidden else None,
        updated=updated.date().isoformat() if updated and "updated" not in hidden else None,
        correction=entry.get("correction"),
    )


def _page(entry: dict[str, Any]) -> Page:
    told = story(entry["story"])
    facts = {
        "authors": [],
        "agency": None,
        "published": None,
        "updated": None,
        "correction": None,
        "outlet": "The Kelva Gazette",
        **entry,
    }
    facts |= {name: _when(facts[name]) for name in ("published", "updated")}
    fill = Filler(told.language, entry["name"])
    marked = (
        _layouts()
        .get_template(f"{entry['layout']}.html")
        .render(**facts, told=told, fill=fill, today=CAPTURED, body_text="\n\n".join(_plain(b.text) for b in told.body))
    )
    data = _BRACKETS.sub("", _HIDDEN.sub("", marked)).encode(entry.get("charset", "utf-8"), "xmlcharrefreplace")
    return Page(entry["name"], entry["layout"], entry["half"], entry["address"], data, _truth(marked, entry, told))


def pages(half: str | None = None) -> Iterator[Page]:
    """The pages of one half, or all of them, in the order of ``pages.toml``."""
    with (FOLDER / "pages.toml").open("rb") as file:
        entries = tomllib.load(file)["page"]
    yield from (_page(entry) for entry in entries if half in (None, entry["half"]))


def written(folder: Path) -> int:
    """Writes every page as a file, to be looked at in a browser; how many."""
    folder.mkdir(parents=True, exist_ok=True)
    made = list(pages())
    for page in made:
        (folder / f"{page.name}.html").write_bytes(page.data)
    return len(made)
