"""Invented voices: directions drawn at random round a speaker's."""

from dataclasses import replace
from datetime import UTC, datetime

import numpy as np

from purport.read.voice.calibrating import Known
from purport.records.voices import Condition, Voiceprint

AT = datetime(2026, 3, 1, 12, tzinfo=UTC)
MODEL = ("a model", "sha256:00")
WIDE = Condition(20_000, "wide", 8_000, "lossless", 40.0, 0.0)
PHONE = Condition(20_000, "telephone", 3_800, "speech", 42.0, 0.0, "G.711")
TALE = (
    "The council of the river towns met again on Monday. The gates stay shut until the engineers have spoken, and the"
    " ferry will run twice a day. Nobody in the lower town should believe that the bridge is lost."
)
NEWS = (
    "Good evening from the harbour. Boats that lie outside must wait for the morning tide, and their crews will be given"
    " food and water by the town. The market opens again on Thursday."
)


def speakers(count, each=3, condition=WIDE, seed=1, spread=0.6, lengths=(3_000, 5_000)):
    """Recordings of invented speakers."""
    rng = np.random.default_rng(seed)
    found = []
    for number in range(count):
        middle = rng.normal(size=192) / np.sqrt(192)
        for turn in range(each):
            vector = middle + spread * rng.normal(size=192) / np.sqrt(192)
            vector = tuple(map(float, vector / np.linalg.norm(vector)))
            exhibit = f"sha256:{condition.bandwidth}{seed}-{number}-{turn}"
            own = replace(condition, snr_db=condition.snr_db + float(rng.normal()))
            prints = tuple(Voiceprint(exhibit, vector, own, *MODEL, None, length) for length in lengths)
            found.append(Known(f"speaker {number}", prints))
    return found
