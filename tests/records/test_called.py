"""Names that people give can be seen, and steer nothing."""

import pytest

from purport.records.called import callable_by


@pytest.mark.parametrize("name", ["Idris Varakh", "سامي الطرفان", "می\u200cخواهم", "Åsa O'Roe-Lind", "3", "क\u094dष"])
def test_names_of_people_are_names(name):
    assert callable_by(name, 100)


@pytest.mark.parametrize("letter", ["\0", "\x1b", "\x85", "\u061c", "\u200b", "\u200e", "\u200f", "\u2028", "\u202e"])
def test_a_letter_that_steers_spoils_a_name(letter):
    assert not callable_by(f"Idris{letter}Varakh", 100)


@pytest.mark.parametrize("letter", ["\u2060", "\u2066", "\ufeff", "\ud800", "\ue000", "\U000e0041"])
def test_so_does_an_unseen_one(letter):
    assert not callable_by(f"Idris{letter}Varakh", 100)


@pytest.mark.parametrize("name", ["", " ", "\u200c", "\u200d\u200c", "...", "x" * 101])
def test_what_cannot_be_seen_or_typed_names_nobody(name):
    assert not callable_by(name, 100)
