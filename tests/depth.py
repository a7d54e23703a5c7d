"""How deep tests go: as deep as every change can wait for, or, where PURPORT_THOROUGH is set (`make thorough`), deeper."""

import os

import pytest

THOROUGH = bool(os.environ.get("PURPORT_THOROUGH"))

only_thorough = pytest.mark.skipif(not THOROUGH, reason="takes long: make thorough runs it")


def depth(usual: int, thorough: int) -> int:
    """How often something is tried."""
    return thorough if THOROUGH else usual
