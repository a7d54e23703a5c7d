"""The tables that come with purport say one thing each, in the spelling in which they are looked up."""

from __future__ import annotations

import tomllib
from collections import defaultdict
from importlib.resources import files

import pytest

from purport.corroborate.names import costs, keys, wordlists
from purport.corroborate.names.sounds import is_arabic, sounds, spelt

ARABIC_LETTERS = "ابتثجحخدذرزسشصضطظعغفقكلمنهويءپچژگ"


def bodies() -> dict[str, list[str]]:
    found: dict[str, list[str]] = defaultdict(list)
    for section in wordlists.table("bodies.toml").values():
        for thing, words in section.items():
            for word in dict.fromkeys(map(spelt, words.split())):
                found[word].append(thing)
    return found


def test_a_word_of_bodies_says_one_thing() -> None:
    assert {word: things for word, things in bodies().items() if len(things) > 1} == {}


def test_words_of_bodies_have_no_article() -> None:
    assert [word for word in bodies() if is_arabic(word) and word.startswith("ال") and len(word) > 5] == []


def test_words_stand_as_they_are_looked_up() -> None:
    words = wordlists.shipped()
    for own in (words.titles, words.soft, words.son, words.father, words.article, words.joiner):
        assert own
        assert {spelt(word) for word in own} == own


def test_no_word_is_a_title_and_a_given_name() -> None:
    words = wordlists.shipped()
    assert words.titles & set(words.given) == set()
    assert words.titles & words.soft == set()
    assert words.son & words.father == set()


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("muhammad", "mehmet"),
        ("muhammad", "محمد"),
        ("yusuf", "youcef"),
        ("umar", "omer"),
        ("sulayman", "slimane"),
        ("jamal", "cemal"),
        ("mustafa", "مصطفى"),
    ],
)
def test_spellings_of_a_given_name(one: str, other: str) -> None:
    given = wordlists.shipped().given
    assert given[spelt(one)] & given[spelt(other)]


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("hasan", "husayn"),
        ("muhammad", "mahmud"),
        ("ahmad", "hamad"),
        ("salih", "salah"),
        ("salim", "salam"),
        ("omar", "amr"),
        ("khalid", "walid"),
        ("jamal", "jamil"),
        ("rashid", "rashad"),
        ("zayd", "yazid"),
    ],
)
def test_two_given_names(one: str, other: str) -> None:
    given = wordlists.shipped().given
    assert not given[one] & given[other]


@pytest.mark.parametrize("letter", ARABIC_LETTERS)
def test_every_arabic_letter_has_a_spelling_that_costs_next_to_nothing(letter: str) -> None:
    spellings = {s: c for s, c in costs.shipped().taken[spelt(letter)].items() if not is_arabic(s)}
    assert min(spellings.values()) <= 0.05


@pytest.mark.parametrize("letter", [letter for letter in ARABIC_LETTERS if letter not in "اعءوي"])
def test_every_arabic_consonant_shares_a_class_with_its_spellings(letter: str) -> None:
    cheap = [s for s, c in costs.shipped().taken[spelt(letter)].items() if c <= 0.1 and s.isascii() and len(s) <= 2]
    classes = keys.classes((spelt(letter),))[1]
    told = [s for s in cheap if keys.classes((s,))[1]]
    assert told
    assert [s for s in told if not keys.classes((s,))[1] & classes] == []


def test_costs_are_between_nothing_and_another_letter() -> None:
    table = costs.shipped()
    every = [c for row in table.taken.values() for c in row.values()]
    every += [c for row in table.joined.values() for c in row.values()]
    every += [*table.gap.values(), *table.across.values()]
    assert min(every) >= 0
    assert max(every) <= table.other


def test_what_is_written_in_the_tables_is_read() -> None:
    table = tomllib.loads((files("purport.corroborate.names") / "costs.toml").read_text(encoding="utf-8"))
    assert set(table) == {
        *("other", "vowel_other", "vowel_consonant", "weight", "gap", "across"),
        *("latin", "arabic", "letters", "joined"),
    }
    assert all(len(pair.split()) == 2 for pair in table["joined"])


def test_given_names_can_be_heard() -> None:
    assert [word for word in wordlists.shipped().given if not sounds(word)] == []
