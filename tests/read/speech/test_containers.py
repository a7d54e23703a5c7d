"""Eleven defects in sixteen containers: each gives all of the sound, or says what is wrong."""

import pytest

pytest.importorskip("av")

from tests.read.speech.containers import DEFECTS, KINDS, row, spoilt


@pytest.mark.parametrize("kind", KINDS, ids=lambda kind: kind.name)
def test_no_defect_is_passed_over_in_silence(kind):
    whole = kind.whole()
    files = {defect: spoilt(kind, defect, whole) for defect in DEFECTS}
    found = [row(kind, defect, data) for defect, data in files.items() if data is not None]
    assert len(found) >= 9
    assert {one.defect: one.told for one in found if not one.fits} == {}
