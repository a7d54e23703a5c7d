"""From a template and what it shows to a page: words, marks of the reader, addresses, and who is asking."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

from fastapi import APIRouter, Request
from jinja2 import Environment, PackageLoader, StrictUndefined
from starlette.responses import HTMLResponse

from purport.desk.brief.marked import flat, shown
from purport.desk.web import assets
from purport.desk.web.guard import may_decide, proof_of, secret_of, settings_of
from purport.desk.web.words import Words
from purport.records import Statement
from purport.records.access import Rank
from purport.records.chains import carrier_words, hop_name, hop_told, source_words, unsaid
from purport.records.views import typed


@dataclass(frozen=True, slots=True)
class Nav:
    """An entry of the navigation: where it leads, the name of its words in the catalogue, and for whom it is."""

    address: str
    words: str
    rank: Rank = Rank.READER


@dataclass(frozen=True, slots=True)
class View:
    """One view: a module of :mod:`purport.desk.web.views`.

    Attributes:
        name: of its template, script and words. router: what it answers. nav: its entry; None for one without.
        public: whether it is open to those who have not logged in.
    """

    name: str
    router: APIRouter
    nav: Nav | None = None
    public: bool = False


@dataclass(frozen=True, slots=True)
class Pages:
    """Makes pages: the templates in one language."""

    words: Words
    views: Sequence[View]
    environment: Environment = field(init=False)

    def __post_init__(self) -> None:
        made = Environment(
            loader=PackageLoader("purport.desk.web"), autoescape=True, undefined=StrictUndefined, trim_blocks=True,
            lstrip_blocks=True, finalize=steady,
        )  # fmt: skip
        made.globals.update(t=self.words, asset=assets.address, nav=[v.nav for v in self.views if v.nav is not None])
        made.filters.update(
            shown=shown,
            moment=self.words.moment,
            number=self.words.number,
            plain=plain,
            hop_name=hop_name,
            hop_told=hop_told,
            carrier_words=carrier_words,
            said_by=source_words,
            act_word=act_word,
            typed=typed,
        )
        object.__setattr__(self, "environment", made)

    def page(self, request: Request, template: str, status: int = 200, **told: Any) -> HTMLResponse:
        """A page made of ``templates/TEMPLATE.html``; every value is escaped."""
        visitor = getattr(request.state, "visitor", None)
        common = {
            "request": request,
            "visitor": visitor,
            "may": visitor is not None and may_decide(visitor),
            "csrf": proof_of(getattr(request.state, "secret", "") or secret_of(request)),
            "partial": "hx-request" in request.headers and "hx-history-restore-request" not in request.headers,
            "secure": settings_of(request).secure,
        }
        made = self.environment.get_template(f"{template}.html").render({**common, **told})
        return HTMLResponse(made, status, headers={"vary": "HX-Request"})


def steady(value: object) -> object:
    """What a template shows: of text that is not markup yet, controls by their code points, so that none can turn a line round."""
    return flat(value) if isinstance(value, str) and not hasattr(value, "__html__") else value


def act_word(one: Statement) -> str:
    """The catalogue's entry of what a speaker does by speaking; another where the text says that the words were not said."""
    return f"{'unsaid' if unsaid(one) else 'act'}.{one.act}"


def plain(word: object) -> str:
    """A value of a closed vocabulary as words.

    >>> plain("called_for")
    'called for'
    """
    return str(word).replace("_", " ")


def pages_of(request: Request) -> Pages:
    """The pages of the desk that is asked."""
    pages: Pages = request.app.state.pages
    return pages


def local(address: str) -> str:
    """An address of this desk to go on to; the stream where it leads elsewhere.

    >>> local("/story/doc-1?a=b"), local("//elsewhere.example"), local("https://elsewhere.example")
    ('/story/doc-1?a=b', '/', '/')
    """
    fits = address.startswith("/") and not address.startswith("//") and "\\" not in address and address.isprintable()
    return address if fits else "/"
