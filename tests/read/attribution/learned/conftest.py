from __future__ import annotations

import pytest

from purport.read.attribution.learned import LearnedAttributions
from purport.read.attribution.learned.tagger import tokenizer_at
from purport.read.attribution.learned.weights import FOLDER


@pytest.fixture(scope="session")
def learned():
    """The learned reader with the weights that come with purport."""
    return LearnedAttributions(FOLDER)


@pytest.fixture(scope="session")
def tokenizer():
    return tokenizer_at(FOLDER / "tokenizer.json")
