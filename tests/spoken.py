"""Hand-made transcripts of invented recordings: what a recogniser would give, word by word."""

from __future__ import annotations

from datetime import UTC, datetime

from purport.read.spoken import document_of_transcript
from purport.records import Capture, Carrier, Document
from purport.records.speech import HeardWord, Sound, Suspicion, Transcript, Utterance
from purport.records.spoken import Purports

PER_WORD = 400
"""Milliseconds of a word."""
EXHIBIT = "sha256:" + "5" * 64
AT = datetime(2026, 3, 5, 12, tzinfo=UTC)


def utterance(
    text: str,
    start: int,
    *,
    speaker: int | None = None,
    channel: int | None = None,
    suspicions: tuple[Suspicion, ...] = (),
    language: str = "en",
) -> Utterance:
    """A passage that begins at a millisecond; its words last 400 ms each."""
    words = text.split()
    heard = tuple(HeardWord(w, start + i * PER_WORD, start + (i + 1) * PER_WORD, 0.9) for i, w in enumerate(words))
    end = start + len(words) * PER_WORD
    return Utterance(start, end, text, heard, language, 0.98, -0.2, 1.4, 0.01, suspicions, channel, speaker)


def utterances(*texts: str | tuple[str, int | None], gap: int = 300, start: int = 0) -> tuple[Utterance, ...]:
    """Passages one after another, each a text or a text with the number of its speaker."""
    out: list[Utterance] = []
    for told in texts:
        text, speaker = (told, None) if isinstance(told, str) else told
        out.append(utterance(text, start, speaker=speaker))
        start = out[-1].end + gap
    return tuple(out)


def transcript(*heard: Utterance, exhibit: str = EXHIBIT, language: str = "en", **known: object) -> Transcript:
    """A transcript by a recogniser that is none."""
    end = max((one.end for one in heard), default=1000)
    sound = Sound("ogg", "opus", 16000, 1, end, end, end, 8000)
    values: dict[str, object] = {
        "model": "by-hand",
        "model_digest": "sha256:" + "6" * 64,
        "steps": (("decode", "1"), ("model", "by-hand"), ("beam", "5")),
    }
    return Transcript(exhibit, sound, heard, language, **{**values, **known})  # type: ignore[arg-type]


def capture(origin: str = "/tapes/message.ogg") -> Capture:
    """The bytes of no recording."""
    return Capture(origin, b"OggS", AT, "tests")


def document(made: Transcript, purports: Purports = (), carrier: Carrier = Carrier.AUDIO) -> Document:
    """The document of a transcript that shows something."""
    from dataclasses import replace

    found = document_of_transcript(made, capture(), "message", carrier)
    assert found is not None and found.spoken is not None
    return replace(found, spoken=replace(found.spoken, purports=purports))
