"""What the tests of attributions share: reading a short text, and the marks of an attribution as words."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import pytest

from purport.read.attribution import attributions
from purport.read.found import Attribution
from purport.read.parse import parsed
from purport.records.spans import words_of


@dataclass(frozen=True)
class Shown:
    """An attribution in words."""

    rule: str
    source: str
    cue: str
    content: str
    found: Attribution


Read = Callable[..., list[Shown]]


def shown(text: str, body: int = 0) -> list[Shown]:
    """What is found in a text, in words."""
    return [
        Shown(a.rule, words_of(a.source, text), words_of(a.cue, text), words_of(a.content, text), a)
        for a in attributions(parsed(text), body)
    ]


@pytest.fixture
def read() -> Read:
    """Reads a text and shows what was found in words."""
    return shown
