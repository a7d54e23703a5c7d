"""The data files: every rule does what its own examples say, and the files are whole."""

from __future__ import annotations

from collections import Counter

import pytest

from bench.timex import well_formed
from purport.read.parse import parsed, plain
from purport.read.times import times
from purport.read.times.reckonings import RECKONINGS
from purport.read.times.rulebook import FIGURES, _Builder, examples, rulebook

PUBLISHED = "2016-11-04"
"""A Friday."""
LANGUAGES = ("english", "arabic")


@pytest.mark.parametrize(("language", "rule", "sentence", "kind", "value"), list(examples()))
def test_every_example_of_a_rule_is_found_by_it(language, rule, sentence, kind, value):
    low, high = sentence.index("["), sentence.index("]") - 1
    text = sentence.replace("[", "").replace("]", "")
    found = times(parsed(text) if language == "english" else plain(text), PUBLISHED)
    mark = next((m for m in found if (m.span.start, m.span.end) == (low, high)), None)
    assert mark is not None, [m.text for m in found]
    assert (mark.type, mark.value, mark.reason.partition(":")[0]) == (kind, value, rule)


def test_every_rule_has_an_example_with_a_value_that_is_one():
    told = list(examples())
    assert all(well_formed(value) for *_, value in told)
    with_example = {(language, rule) for language, rule, *_ in told}
    rules = {(language, rule.name) for language in LANGUAGES for rule in rulebook(language).rules}
    assert rules == with_example


@pytest.mark.parametrize("language", LANGUAGES)
def test_names_are_given_once_and_lead_somewhere(language):
    book = rulebook(language)
    assert max(Counter(rule.name for rule in book.rules).values()) == 1
    assert {rule.means for rule in book.rules} <= set(RECKONINGS)
    assert {name for rule in book.rules for name in rule.wakes} <= {FIGURES, *book.words}
    assert all(0 < rule.score < 1 for rule in book.rules)
    assert all(rule.value for rule in book.rules if rule.means == "fixed")


def test_every_reckoning_is_used():
    used = {rule.means for language in LANGUAGES for rule in rulebook(language).rules}
    assert used == set(RECKONINGS)


def test_groups_of_a_table_are_looked_up_in_a_table_that_is_there():
    for language in LANGUAGES:
        book = rulebook(language)
        for rule in book.rules:
            tables = {name.partition("_")[0] for name in rule.pattern.groupindex} & set(book.words)
            assert all(book.words[name] for name in tables)


def test_a_piece_may_be_put_in_twice():
    builder = _Builder(
        {"words": {"day": {"monday": 0, "new year's eve": 1}}, "pieces": {"DAY": "(?P<day>{Day})", "IN": "x{DAY}"}}
    )
    built = builder.built("{IN}~{IN:two}")
    assert "(?P<day>" in built
    assert "(?P<day_two>" in built
    assert "Monday" in built
    assert "MONDAY" in built


def test_a_piece_that_holds_itself_is_an_error():
    with pytest.raises(ValueError, match="holds itself"):
        _Builder({"words": {}, "pieces": {"A": "{A}x"}}).built("{A}")
    with pytest.raises(KeyError):
        _Builder({"words": {}, "pieces": {}}).built("{nothing}")


def test_words_wake_the_tables_they_stand_in():
    book = rulebook("english")
    assert "unit" in book.woken("two weeks ago")
    assert "figures" in book.woken("in 2014")
    assert {"fiscal", "figures"} <= book.woken("fy2015")
    assert book.woken("nothing of the kind") == set()
    assert "near" in rulebook("arabic").woken("وامس")
