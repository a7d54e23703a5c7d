"""Holding one rule against one sight: every condition that is given must hold, and each says why it does."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator

from purport.alerts.phrases import Folded, Phrase, phrase
from purport.alerts.places import Atlas, Wanted, lies_in, named_as
from purport.alerts.sight import Sight
from purport.config.alerts import Rule
from purport.records import Act, Statement
from purport.records.alerts import weakest
from purport.records.chains import hop_words

Condition = Callable[[Sight], str | None]
"""Gives the reason why it holds; None if it does not."""
GRADES = "ABCDE"


class Matcher:
    """One rule, made ready to be held against many sights."""

    def __init__(self, rule: Rule, atlas: Atlas) -> None:
        self.rule = rule
        self._conditions = tuple(_conditions(rule, atlas))

    def reasons(self, sight: Sight) -> tuple[str, ...] | None:
        """Why the rule is met, a reason for each condition; None if it is not."""
        if (sight.statement is None) is not self.rule.texts:
            return None
        out = []
        for condition in self._conditions:
            reason = condition(sight)
            if reason is None:
                return None
            out.append(reason)
        return tuple(out)


def _conditions(rule: Rule, atlas: Atlas) -> Iterator[Condition]:
    """The conditions of a rule, the cheapest first."""
    yield from _of_the_statement(rule)
    yield from _of_the_source(rule)
    named: tuple[tuple[str, tuple[str, ...], Callable[[Sight], tuple[Folded, ...]]], ...] = (
        ("speaker", rule.speakers, lambda sight: sight.chain),
        ("target", rule.targets, lambda sight: sight.targets),
        ("person", rule.people, lambda sight: sight.named),
        ("group", rule.groups, lambda sight: sight.named),
        ("words", rule.words, lambda sight: (sight.words,)),
    )
    for label, wanted, where in named:
        if wanted:
            yield _names(label, wanted, where)
    if rule.places:
        yield _places(rule.places, atlas)


def _of_the_statement(rule: Rule) -> Iterator[Condition]:
    if rule.acts:
        yield _says(lambda one: f"act: {one.act}" if one.act in rule.acts else None)
    if rule.certainty:
        yield _says(lambda one: certainty_told(one) if weakest(one)[0] in rule.certainty else None)
    if rule.violent is not None:
        told = "violence" if rule.violent else "no violence"
        yield _says(lambda one: told if one.violent is rule.violent else None)
    if rule.call_for_violence is not None:
        called = "a call for violence" if rule.call_for_violence else "no call for violence"
        yield _says(lambda one: called if calls_for_violence(one) is rule.call_for_violence else None)
    if rule.languages:
        yield lambda sight: _language("language", sight.news.document.language, rule.languages)


def calls_for_violence(statement: Statement) -> bool:
    """Whether a statement calls on others to do physical harm."""
    return statement.violent and statement.act is Act.CALLS_FOR


def certainty_told(statement: Statement) -> str:
    """The certainty that counts, with the hop that it is of where that is not the speaker's own."""
    value, hop = weakest(statement)
    told = f"certainty: {str(value).replace('_', ' ')}"
    return told if hop is None or len(statement.chain) < 2 else f"{told} ({hop_words(hop)})"


def _says(reason: Callable[[Statement], str | None]) -> Condition:
    return lambda sight: None if sight.statement is None else reason(sight.statement)


def _language(label: str, language: str | None, wanted: tuple[str, ...]) -> str | None:
    """Whether a language is one of those wanted: ``ar`` takes in ``ar-SY``, not the other way round."""
    told = (language or "").lower()
    hit = any(told == one.lower() or told.startswith(f"{one.lower()}-") for one in wanted)
    return f"{label}: {language}" if hit else None


def _of_the_source(rule: Rule) -> Iterator[Condition]:
    if rule.source_kinds:
        yield lambda sight: _one_of("source", sight.source.kind if sight.source else None, rule.source_kinds)
    if rule.source_countries:
        yield lambda sight: _one_of(
            "source country", sight.source.country if sight.source else None, rule.source_countries
        )
    if rule.source_languages:
        yield lambda sight: _language(
            "source language", sight.source.language if sight.source else None, rule.source_languages
        )
    if rule.reliability is not None:
        enough = GRADES[: GRADES.index(rule.reliability) + 1]
        yield lambda sight: _one_of("reliability", sight.source.reliability if sight.source else None, tuple(enough))
    if rule.source_names:
        wanted = tuple(phrase(name) for name in rule.source_names)
        yield lambda sight: _source_name(sight, wanted)


def _one_of(label: str, value: str | None, wanted: tuple[str, ...]) -> str | None:
    return f"{label}: {value}" if value is not None and value in wanted else None


def _source_name(sight: Sight, wanted: tuple[Phrase, ...]) -> str | None:
    """The source's name or owner is one of those wanted; the name is kept with the document, so that it counts for a source that is
    in the file no longer.
    """
    names = [sight.news.document.source, sight.source.owner if sight.source else None]
    for name in names:
        if name and any(one.is_all_of(Folded(name)) for one in wanted):
            return f"source: {name}"
    return None


def _names(label: str, wanted: Iterable[str], where: Callable[[Sight], tuple[Folded, ...]]) -> Condition:
    phrases = tuple(phrase(one) for one in wanted)

    def condition(sight: Sight) -> str | None:
        texts = where(sight)
        found = next((one.told for one in phrases if any(one.stands_in(text) for text in texts)), None)
        return None if found is None else f"{label}: {found}"

    return condition


def _places(told: Iterable[str], atlas: Atlas) -> Condition:
    wanted: tuple[Wanted, ...] = tuple(atlas.wanted(one) for one in told)

    def condition(sight: Sight) -> str | None:
        for mark in sight.places:
            for one in wanted:
                if reason := lies_in(mark, one, atlas):
                    return reason
        marked = {name for mark in sight.places for name in (Folded(mark.text).flat, Folded(mark.name).flat)}
        others = tuple(name for name in sight.place_names if name.flat not in marked)
        return next((reason for one in wanted if (reason := named_as(others, one))), None)

    return condition
