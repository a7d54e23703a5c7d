"""What a time expression is counted from: the day of publication, the date named last, the tense of its clause."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass, field
from enum import Enum
from itertools import chain, islice

from purport.read.parse import Parse, Word
from purport.read.times.moments import Moment, interval, week, week_days
from purport.read.times.rulebook import Hit, rulebook
from purport.read.times.ways import REPORTING, reporting_before

_NEAR = 600  # characters back in which a day is still the one spoken of, though a month or year was named since
_CLOSE = 24  # characters between a year and a day that belong together
_YEAR_BEFORE = re.compile(r"\d{4},?\s(?:(?:on|in|late|early|by|until|from|between|before|after)\s)?(?:the\s)?")
_HIGHEST = 60  # words above an expression among which its verb is sought
_LONGEST_CHAIN = 12  # verbs joined to each other that are asked for their tense
_FARTHEST = 40  # days named before among which the day of an event is sought


class Tense(Enum):
    """Where a clause lies, seen from the writer; OPEN where its verb does not tell."""

    PAST = "past"
    FUTURE = "future"
    OPEN = "open"


@dataclass(frozen=True, slots=True)
class Value:
    """What a rule makes of an expression.

    Attributes:
        type: DATE, TIME, DURATION or SET.
        value: TIMEX3; edtf: calendar date; None where not known.
        reason: why, in words.
        at: the day, month or year meant, for expressions that count from it ("two days earlier").
    """

    type: str
    value: str | None
    edtf: str | None
    reason: str
    at: Moment | None = None


@dataclass(slots=True)
class Reference:
    """The standing point while one text is read from left to right; `last` moves on with every date found.

    `quarter` is the quarter of a year named last; `named` keeps every day found so far with the character at which it stands.
    """

    parse: Parse
    published: Moment | None
    last: Moment | None = None
    quarter: Value | None = None
    named: list[tuple[int, Moment]] = field(default_factory=list)
    _last_start: int = 0
    _tenses: dict[int, Tense] = field(default_factory=dict)

    def tense(self, start: int) -> Tense:
        """The tense of the clause that the expression at character `start` belongs to."""
        word = self.parse.word_at(start)
        if word is None:
            return Tense.OPEN
        if word.i not in self._tenses:
            self._tenses[word.i] = _tense(self.parse, word)
        return self._tenses[word.i]

    @property
    def day(self) -> Moment | None:
        """The day of publication; None if it is not known to the day."""
        return self.published if self.published and self.published.day else None

    def move_to(self, value: Value, start: int) -> None:
        """Takes note of a date found at character `start`."""
        at = value.at
        if at is not None:
            self.last, self._last_start = at, start
        self.quarter = value if value.value and "-Q" in value.value else self.quarter
        if at is not None and at.day is not None:
            self.named.append((start, at))

    def year_beside(self, start: int) -> int | None:
        """The year named last by itself, in the clause of character `start` ("in 1998, on Aug. 7"); None if there is none."""
        if self.last is None or self.last.month is not None or start - self._last_start > _CLOSE:
            return None
        return self.last.year if _YEAR_BEFORE.fullmatch(self.parse.text, self._last_start, start) else None

    def day_near(self, start: int) -> Moment | None:
        """The date named last if it is a day, else the day named last not far before character `start`; None if there is none."""
        if self.last is None or self.last.day:
            return self.last
        place, at = self.named[-1] if self.named else (-_NEAR, None)
        return at if start - place < _NEAR else None

    def day_of(self, start: int, low: int, high: int) -> Moment | None:
        """The day of an event that the noun phrase in ``low:high`` takes up again ("the attack"): the day named last in a
        sentence before that of character `start` that has the same noun; None if there is no such sentence.
        """
        nouns = {word.lemma for word in self.parse.between(low, high) if word.pos == "NOUN"}
        here = self.parse.word_at(start)
        if not nouns or here is None:
            return None
        for place, at in reversed(self.named[-_FARTHEST:]):
            word = self.parse.word_at(place)
            if word and word.sent < here.sent and nouns & {w.lemma for w in self.parse.sentence(word.sent)}:
                return at
        return None

    def part_of_name(self, start: int, end: int) -> bool:
        """Whether the parse takes the words in ``start:end`` for part of a longer name of a person, body or thing."""
        inside = self.parse.between(start, end)
        if not inside or inside[0].ent not in ("PERSON", "ORG", "PRODUCT", "WORK_OF_ART"):
            return False
        following = self.parse.words[inside[-1].i + 1 : inside[-1].i + 2]
        return not inside[0].ent_start or any(w.ent == inside[0].ent and not w.ent_start for w in following)

    def clause_tense(self, start: int) -> Tense:
        """The same as :meth:`tense`, whatever preposition stands before the expression ("guarded for Ramadan")."""
        word = self.parse.word_at(start)
        return Tense.OPEN if word is None else _tense_of_clause(self.parse, word)

    def in_title(self, start: int) -> bool:
        """Whether the word at character `start` has a capital, and so has the word before it ("Russia Today")."""
        word = self.parse.word_at(start)
        if word is None or not word.i or not word.text[:1].isupper() or word.text.isupper():
            return False
        before = self.parse.words[word.i - 1]
        return before.sent == word.sent and before.text[:1].isupper() and before.pos == "PROPN"

    def kind(self, start: int) -> str:
        """The named entity type at character `start`; empty if none."""
        word = self.parse.word_at(start)
        return word.ent if word else ""


Reckoning = Callable[[Hit, Reference], "Value | None"]
"""What a rule's pattern means: a value, or None where the words are no expression of time after all."""


def _listed(name: str) -> frozenset[str]:
    return rulebook("english").lists[name]


def _tense(parse: Parse, word: Word) -> Tense:
    before = parse.words[word.i - 1].lower if word.i else ""
    if before in ("until", "till") and word.dep != "poss":
        return Tense.PAST if _perfect(parse, word) else Tense.FUTURE
    if before in _listed("ahead_prepositions") and word.dep not in ("poss", "compound", "nmod", "amod"):
        return Tense.FUTURE
    return _tense_of_clause(parse, word)


def _perfect(parse: Parse, word: Word) -> bool:
    """Whether the verb of the clause is in the perfect ("had held until Tuesday")."""
    above = islice(parse.ancestors(word), _HIGHEST)
    verb = next((governor for governor in above if governor.pos == "VERB"), None)
    return verb is not None and any(c.dep == "aux" and c.lemma == "have" for c in parse.children_of(verb))


def _tense_of_clause(parse: Parse, word: Word) -> Tense:
    if reporting := reporting_before(parse, word.i):
        return _verb_tense(parse, reporting)
    for governor in islice(chain((word,), parse.ancestors(word)), _HIGHEST):
        if governor.pos == "ADJ" and governor.lemma in _listed("ahead_heads"):
            return Tense.FUTURE
        if governor.pos in ("VERB", "AUX"):
            return Tense.FUTURE if _schemed(parse, governor, word) else _verb_tense(parse, governor)
    return Tense.OPEN


def _schemed(parse: Parse, verb: Word, word: Word) -> bool:
    """Whether the date is that of a thing planned or threatened ("threatened a strike on Friday")."""
    things = [child for child in parse.children_of(verb) if child.dep == "dobj" and verb.i < child.i < word.i]
    return verb.lemma in _listed("schemes") and bool(things)


def _verb_tense(parse: Parse, verb: Word, steps: int = 0) -> Tense:
    """Where a verb's clause lies; `steps` counts the verbs that were asked on the way, a chain of too many tells nothing."""
    helpers = [child for child in parse.children_of(verb) if child.dep in ("aux", "auxpass")]
    if any(child.lemma == "have" for child in helpers):
        return Tense.PAST
    if steps > _LONGEST_CHAIN or any(child.lower in _listed("open_auxiliaries") for child in helpers):
        return Tense.OPEN
    if _lies_ahead(parse, verb, helpers, steps):
        return Tense.FUTURE
    if verb.dep in ("conj", "xcomp") and parse.head_of(verb).pos in ("VERB", "AUX") and verb.head != verb.i:
        return _verb_tense(parse, parse.head_of(verb), steps + 1) if verb.head < verb.i else Tense.OPEN
    return Tense.FUTURE if _foretells(parse, verb, helpers) else _tense_by_form(verb, helpers)


def _tense_by_form(verb: Word, helpers: list[Word]) -> Tense:
    """Past by the form of the first finite verb, or a participle by itself."""
    forms = [word.tag for word in (*helpers, verb) if word.tag in ("VBD", "VBZ", "VBP")]
    return Tense.PAST if forms[:1] == ["VBD"] or (not forms and verb.tag == "VBN") else Tense.OPEN


def _foretells(parse: Parse, verb: Word, helpers: list[Word]) -> bool:
    """Whether a simple present tells what will be ("the court sits on Friday"); in a whole sentence, not in a headline."""
    if helpers or verb.tag not in ("VBZ", "VBP") or verb.lemma in _listed("present_facts") or verb.lemma in REPORTING:
        return False
    subject = any(child.dep == "nsubj" for child in parse.children_of(verb))
    return subject and parse.words[parse.sentences[verb.sent][1] - 1].text.strip("”’\"'") in (".", "?", "!", "")


def _lies_ahead(parse: Parse, verb: Word, helpers: list[Word], steps: int) -> bool:
    if any(child.lower in _listed("ahead_auxiliaries") for child in helpers):
        return True
    head = parse.head_of(verb)
    if any(child.lower == "to" for child in helpers):
        if verb.dep in ("acl", "relcl") and any(child.dep == "auxpass" for child in helpers):
            return True
        if head is verb or head.lemma in _listed("ahead_heads") or verb.dep not in ("advcl", "acl"):
            return head is not verb and head.lemma in _listed("ahead_heads")
        governor = parse.head_of(head) if head.pos == "NOUN" else head
        return governor.lemma in _listed("ahead_heads") or (
            governor.pos == "VERB" and _verb_tense(parse, governor, steps + 1) is Tense.FUTURE
        )
    progressive = verb.tag == "VBG" and any(child.lower in ("is", "are", "am", "'s", "'re") for child in helpers)
    if verb.lemma in _listed("timetabled") and verb.tag in ("VBZ", "VBP"):
        return True
    return progressive or verb.lemma in ("schedule", "slate") or (verb.lemma == "plan" and verb.tag != "VBD")


UNKNOWN_DAY = "counted from the day of publication, which is not known"
UNKNOWN_LAST = "counted from a date named before, and there is none exact enough"


def unresolved(kind: str = "DATE", reason: str = UNKNOWN_DAY) -> Value:
    """An expression that is one, but cannot be worked out."""
    return Value(kind, None, None, reason)


def dated(at: Moment | None, reason: str, missing: str = UNKNOWN_DAY) -> Value:
    """A day, month or year as a value; unresolved if there is none."""
    return Value("DATE", str(at), str(at), reason, at) if at else unresolved("DATE", missing)


def weekly(at: Moment | None, reason: str, weekend: bool = False, missing: str = UNKNOWN_DAY) -> Value:
    """The ISO week (or its weekend) that holds a day; as EDTF the interval of its days."""
    if at is None or at.date is None:
        return unresolved("DATE", missing)
    low, high = week_days(at.date)
    if weekend and high.date is not None and high.date.toordinal() > 1:
        low = Moment(high.year, high.month, high.day - 1) if high.day and high.day > 1 else low
    return Value("DATE", week(at.date) + ("-WE" if weekend else ""), interval(low, high), reason)
