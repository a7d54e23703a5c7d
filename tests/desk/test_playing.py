"""What browsers play, under which type; what stands along a waveform."""

from __future__ import annotations

import pytest

from purport.desk.playing import Stretch, playable, strip, suspects
from purport.records.names import Carrier
from purport.records.speech import Sound, Suspicion
from tests.spoken import transcript, utterance


@pytest.mark.parametrize(
    ("container", "codec", "carrier", "kind"),
    [
        ("mp3", "mp3float", Carrier.AUDIO, "audio/mpeg"),
        ("ogg", "opus", Carrier.AUDIO, "audio/ogg"),
        ("wav", "pcm_s16le", Carrier.AUDIO, "audio/wav"),
        ("wav", "pcm_alaw", Carrier.AUDIO, None),
        ("mov,mp4,m4a,3gp,3g2,mj2", "aac", Carrier.AUDIO, "audio/mp4"),
        ("mov,mp4,m4a,3gp,3g2,mj2", "aac", Carrier.VIDEO, "video/mp4"),
        ("mov,mp4,m4a,3gp,3g2,mj2", "amrnb", Carrier.VIDEO, None),
        ("matroska,webm", "opus", Carrier.VIDEO, "video/webm"),
        ("ogg", "vorbis", Carrier.VIDEO, None),
        ("amr", "amrnb", Carrier.AUDIO, None),
        ("text/html", "<script>", Carrier.AUDIO, None),
    ],
)
def test_the_type_is_one_of_a_few(container, codec, carrier, kind):
    assert playable(Sound(container, codec, 16_000, 1, 1, 1, 1), carrier) == kind


def test_suspect_stretches_and_statements_along_the_waveform():
    told = transcript(
        utterance("We hold the bridge.", 0), utterance("thanks for watching", 3_000, suspicions=(Suspicion.STOCK,))
    )
    assert suspects(told) == [Stretch(3_000, 4_200, "stock phrase")]
    svg = str(strip(told, [Stretch(0, 1_600, "<b> says")], ("suspect", "said")))
    assert svg.count("<rect") == 2 and "&lt;b&gt; says" in svg
    assert 'x="714.3"' in svg


def test_a_recording_without_a_word():
    assert "<rect" not in str(strip(transcript(), [], ("a", "b")))
