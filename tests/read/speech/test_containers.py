"""Eleven defects in sixteen containers: each gives all of the sound, or says what is wrong."""

import random

import pytest

pytest.importorskip("av")

from purport.errors import Unreadable
from tests.read.speech.containers import DEFECTS, KINDS, decoded_here, row, spoilt
from tests.read.speech.made import encoded, tone


@pytest.mark.parametrize("kind", KINDS, ids=lambda kind: kind.name)
def test_no_defect_is_passed_over_in_silence(kind):
    whole = kind.whole()
    files = {defect: spoilt(kind, defect, whole) for defect in DEFECTS}
    found = [row(kind, defect, data) for defect, data in files.items() if data is not None]
    assert len(found) >= 9
    assert {one.defect: one.told for one in found if not one.fits} == {}


@pytest.mark.parametrize(
    "kind", [one for one in KINDS if one.name in ("mp3", "flac", "m4a (aac)", "aiff", "amr")], ids=lambda one: one.name
)
def test_changed_bytes_give_sound_or_an_error_with_a_code(kind):
    chance = random.Random(5)
    whole = encoded(tone(0.5), kind.container, kind.codec, rate=kind.rate)
    for _ in range(12):
        changed = bytearray(whole)
        for _ in range(chance.choice((1, 5, 40))):
            changed[chance.randrange(min(len(changed), chance.choice((64, 400, len(changed)))))] = chance.randrange(256)
        assert outcome(bytes(changed)) in ("sound", "bad-recording", "no-audio")


def outcome(data):
    try:
        return "sound" if decoded_here(data).samples.shape[0] in (1, 2) else "shapeless"
    except Unreadable as error:
        return error.code
