"""Entries of lists of names: what they are without being told more."""

from __future__ import annotations

from dataclasses import FrozenInstanceError

import pytest

from purport.records.listed import Alias, Descent, Forebear, Known, NameKind, Quality


def test_nothing_is_known_unless_it_is_told() -> None:
    one = Known("1", NameKind.PERSON, "Khalid Tarifi", "the list")
    assert (one.aliases, one.listed, one.since, one.until, one.forebears) == ((), None, None, None, ())
    assert Alias("K. T.") == Alias("K. T.", Quality.GOOD, None, None, None)
    assert Forebear("2", Descent.SPLIT).day is None


def test_entries_do_not_change() -> None:
    with pytest.raises(FrozenInstanceError):
        Alias("K. T.").name = "X"  # type: ignore[misc]


def test_words_as_they_are_stored() -> None:
    assert [*NameKind] == ["person", "organisation"]
    assert [*Descent] == ["was called", "split from", "merged from", "succeeds"]
