"""The table of cue words and the scores of the rules."""

from __future__ import annotations

import re
import tomllib
from importlib.resources import files
from pathlib import Path

import pytest

from purport.read import attribution
from purport.read.attribution.lexicon import lexicon
from purport.read.attribution.scores import PRECISION, UNMEASURED, score_of

SOURCE = Path(attribution.__file__).parent


def lists() -> list[tuple[str, list[str]]]:
    """Every list of words of the table with its name."""
    raw = tomllib.loads(files("purport.read.attribution").joinpath("cues.toml").read_text(encoding="utf-8"))
    return [
        (f"{table}.{name}", text.split())
        for table, entries in raw.items()
        for name, text in entries.items()
        if isinstance(text, str)
    ]


@pytest.mark.parametrize(("name", "words"), lists(), ids=[name for name, _ in lists()])
def test_words_are_lower_case_and_listed_once(name: str, words: list[str]) -> None:
    assert all(re.fullmatch(r"[a-z]+", word) for word in words), name
    assert sorted(words) == sorted(set(words)), name


def test_the_table_is_read_once() -> None:
    assert lexicon() is lexicon()


def test_frames_are_among_the_verbs() -> None:
    words = lexicon()
    for frame in (words.quote, words.clause, words.person_to, words.to, words.doing, words.thing):
        assert frame <= words.verbs


def test_scores_are_shares() -> None:
    assert all(0 < share <= 1 for share in PRECISION.values())
    assert score_of("no such rule") == UNMEASURED


def test_every_score_belongs_to_a_rule_in_the_code() -> None:
    code = "".join(path.read_text(encoding="utf-8") for path in SOURCE.glob("*.py") if path.name != "scores.py")
    for rule in PRECISION:
        stem = re.sub(r"-(by|for|of|about|against|after|before|in-the-middle)$", "", rule.removesuffix("-nobody"))
        assert f'"{stem}' in code, rule
