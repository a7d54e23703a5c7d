"""A recording said to be somebody's stays purported, whatever label the named-entity tagger gives the name."""

import pytest

import purport
from purport.records import Carrier, Certainty

STORY = """ARDEN, Orvenia (NWA) - The Tidewater Monitor said the speech purporting to be from {name} was released
in an audio recording on Tuesday.

In the recording, {last} urges supporters to attack the port of Arden and the town of Belling.
"""
NAMES = [
    "Osric Vane",
    "Qorvath Emmel",
    "Bo Kell",
    "May Sommer",
    "Rock Ironside",
    "Hollis",
    "the Kessim Front",
    "Sheikh Idris",
]


@pytest.mark.parametrize("name", NAMES)
def test_a_call_in_a_purported_recording_is_purported(name):
    last = name if name.startswith("the ") else name.split()[-1]
    reading = purport.read_text(STORY.format(name=name, last=last), "2026-03-05")
    (call,) = [s for s in reading.statements if s.violent and "port of Arden" in " ".join(s.targets)]
    assert call.certainty is Certainty.PURPORTED
    assert call.chain[-1].carrier in (Carrier.AUDIO, Carrier.RECORDING)
    assert call.names == ("NWA", name.removeprefix("the "))
    assert len(call.targets) == 2
    assert reading.call_for_violence
    assert all(e.certainty is not Certainty.ASSERTED for e in reading.events)
