"""Small newsrooms, made once."""

from __future__ import annotations

import pytest

from bench.newsroom import Newsroom, newsroom
from bench.newsroom.world import SETS


@pytest.fixture(scope="session", params=SETS)
def made(request: pytest.FixtureRequest) -> Newsroom:
    """A newsroom of 21 events, of each set of phrases."""
    return newsroom(1, request.param, events=21)
