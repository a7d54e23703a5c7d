"""Which listed names could this be: a register of everybody and everything that lists name, asked by any spelling."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from purport.corroborate.names import bodies, history, laying, people
from purport.corroborate.names.comparing import Comparison, compared
from purport.corroborate.names.judgement import Judgement
from purport.corroborate.names.parts import joined, person
from purport.corroborate.names.shelf import Shelf
from purport.corroborate.names.sounds import spelt
from purport.records.listed import Alias, Known, NameKind, Quality

CLOSE = 0.04
"""How near the second must come to the first for both to be possible."""
_LOOKED_AT = 16
_BEHIND, _SURE_BEHIND = 0.3, 0.12
_SURE = 0.95
_BY_LIST = 0.9


@dataclass(frozen=True, slots=True)
class Form:
    """One name under which a list has somebody. `alias` is None for the primary name."""

    known: Known
    name: str
    alias: Alias | None = None


@dataclass(frozen=True, slots=True)
class Hit:
    """Somebody that a name may be. `judgement`, `score` (0 to 1) and `reasons` are of the name and the listed `form` with it."""

    form: Form
    judgement: Judgement
    score: float
    reasons: tuple[str, ...]

    @property
    def known(self) -> Known:
        """Who it is."""
        return self.form.known


@dataclass(frozen=True, slots=True)
class Found:
    """What a register says of a name: the best hits, best first, one for each listed; () and no judgement if none is near."""

    judgement: Judgement
    hits: tuple[Hit, ...]
    reasons: tuple[str, ...]

    @property
    def top(self) -> Hit | None:
        """The best hit."""
        return self.hits[0] if self.hits else None


class Register:
    """Names of lists, indexed.

    Args:
        known: what the lists hold; any number of lists together.
        aliases: whether other names than the primary one count ("list-aware"), or spelling alone ("list-blind").

    >>> varakh = Known("7", NameKind.PERSON, "IDRIS VARAKH", "a list", (Alias("Abu Salim"),))
    >>> found = Register([varakh]).look("أبو سالم", NameKind.PERSON)
    >>> found.judgement, found.top.known.id
    (<Judgement.POSITIVE: 'positive'>, '7')
    >>> Register([varakh], aliases=False).look("Abu Salim", NameKind.PERSON).judgement
    <Judgement.NONE: 'no judgement'>
    """

    def __init__(self, known: Iterable[Known], aliases: bool = True) -> None:
        self._known = tuple(known)
        forms = [form for one in self._known for form in _forms(one, aliases)]
        self._people = [form for form in forms if form.known.kind is NameKind.PERSON]
        self._bodies = [form for form in forms if form.known.kind is NameKind.ORGANISATION]
        self._by_people = Shelf([person(form.name).parts for form in self._people], laying.perhaps, joined)
        self._by_bodies = Shelf([bodies.body(form.name).words for form in self._bodies], bodies.alike, bodies.joined)

    def look(self, name: str, kind: NameKind, on: str | None = None, most: int = 5) -> Found:
        """Who a name may be.

        Args:
            name: as written, in Latin or Arabic letters.
            kind: whose name it is.
            on: EDTF, the day of the text that has the name; a listed name that came into use later is then doubted. None: any.
            most: hits at most.
        """
        if kind is NameKind.PERSON:
            ranked, forms = self._by_people.near(person(name).parts, _LOOKED_AT), self._people
        else:
            ranked, forms = self._by_bodies.near(bodies.body(name).words, _LOOKED_AT), self._bodies
        best: dict[tuple[str, str], Hit] = {}
        sure = False
        for shared, number in ranked:
            if shared < ranked[0][0] - (_SURE_BEHIND if sure else _BEHIND):
                break
            hit = _hit(name, forms[number], kind, on)
            key = (hit.known.list_name, hit.known.id)
            if key not in best or _rank(hit, name) < _rank(best[key], name):
                best[key] = hit
            sure = sure or (hit.judgement is Judgement.POSITIVE and hit.score >= _SURE)
        return _found(tuple(sorted(best.values(), key=lambda hit: _rank(hit, name)))[:most])


def _forms(one: Known, aliases: bool) -> list[Form]:
    forms = [Form(one, one.primary)]
    if aliases:
        forms += [Form(one, alias.name, alias) for alias in one.aliases]
    return forms


def _rank(hit: Hit, name: str) -> tuple[float, bool, bool, str, str]:
    """Best first; among equals what the list does not call weak, then what is the same to the letter."""
    weak = hit.form.alias is not None and hit.form.alias.quality is Quality.LOW
    return -round(hit.score, 6), weak, spelt(hit.form.name) != spelt(name), hit.known.list_name, hit.known.id


def _hit(name: str, form: Form, kind: NameKind, on: str | None) -> Hit:
    found = compared(name, form.name, kind)
    judgement, score, reasons = _told_by_list(found, form)
    dated = history.doubt(form.known, form.alias, on)
    if dated and judgement is Judgement.POSITIVE:
        return Hit(form, Judgement.UNSURE, score * 0.9, (*reasons, dated))
    return Hit(form, judgement, score, (*reasons, *history.told(form.known, form.alias)))


def _told_by_list(found: Comparison, form: Form) -> tuple[Judgement, float, tuple[str, ...]]:
    """A list may say what spelling cannot: whose a kunya is; and may doubt what spelling would not: an alias of low quality."""
    told = found.reasons if form.alias is None else (*found.reasons, _listed(form))
    if form.alias is not None and form.alias.quality is Quality.LOW and found.judgement is Judgement.POSITIVE:
        return Judgement.UNSURE, found.score, (*told, "the list calls it a weak name")
    firm = form.alias is None or form.alias.quality is Quality.GOOD
    if firm and found.judgement is Judgement.UNSURE and people.one_kunya(person(found.one), person(found.other)):
        return Judgement.POSITIVE, _BY_LIST, (*told, "the list names him or her so")
    return found.judgement, found.score, told


def _listed(form: Form) -> str:
    return f"{form.known.list_name} gives “{form.name}” as another name of {form.known.primary}"


def _found(hits: tuple[Hit, ...]) -> Found:
    if not hits:
        return Found(Judgement.NONE, (), ("nothing on the lists is near",))
    top = hits[0]
    rivals = [hit for hit in hits[1:] if hit.judgement is Judgement.POSITIVE and hit.score >= top.score - CLOSE]
    if rivals and top.judgement is Judgement.POSITIVE:
        names = ", ".join(f"{hit.known.primary} ({hit.known.id})" for hit in rivals)
        return Found(Judgement.UNSURE, hits, (*top.reasons, f"as near: {names}"))
    return Found(top.judgement, hits, top.reasons)
