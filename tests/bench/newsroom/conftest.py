"""Small newsrooms, made once."""

from __future__ import annotations

import pytest

from bench.newsroom import Newsroom, newsroom
from bench.newsroom.world import HALVES


@pytest.fixture(scope="session", params=HALVES)
def made(request: pytest.FixtureRequest) -> Newsroom:
    """A newsroom of 21 events, of either half."""
    return newsroom(1, request.param, events=21)
