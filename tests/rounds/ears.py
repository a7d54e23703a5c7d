"""Ears that hear what the bytes of an invented recording say in writing: ``OggS`` and the words."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from functools import cached_property
from threading import Event

from purport.errors import ModelError, Unreadable
from purport.records.speech import Suspicion, Transcript
from tests.rounds.fast import FastHouse
from tests.spoken import transcript, utterance, utterances


def tape(words: str) -> bytes:
    """The bytes of a recording in which these words are heard."""
    return b"OggS\x00" + words.encode()


@dataclass
class WrittenEars:
    """Hears sentences; raises, and withholds, where the words say so. `heard`: how often it had to listen."""

    version: str = "1"
    heard: list[str] = field(default_factory=list)
    told: list[str] = field(default_factory=list)
    go_on: Event | None = None

    @property
    def fingerprint(self):
        return (("written-ears", self.version),)

    def transcript(self, data: bytes, exhibit: str, tell=None) -> Transcript:
        words = data.removeprefix(b"OggS\x00").decode()
        self.heard.append(words)
        if "BROKEN" in words:
            raise Unreadable("it is damaged", code="bad-recording", subject=exhibit)
        if "MUTE" in words:
            raise Unreadable("no audio stream", code="no-audio", subject=exhibit)
        if "FAULT" in words:
            raise RuntimeError("a fault in the recogniser")
        if tell is not None:
            tell("heard up to 0:01.0")
        if self.go_on is not None:
            self.go_on.wait(20)
            if tell is not None:
                tell("heard up to 0:02.0")
        if "MUSIC" in words:
            found = (utterance("Thank you.", 0, suspicions=(Suspicion.NO_SPEECH,)),)
        else:
            found = utterances(*(f"{one.strip()}." for one in words.split(".") if one.strip()))
        return replace(transcript(*found, exhibit=exhibit), steps=self.fingerprint)


class Deaf:
    """What gives ears where none are installed."""

    fault = ModelError("faster_whisper is not installed", code="no-recogniser", advice='pip install "purport[speech]"')


class HearingHouse(FastHouse):
    """A house with such ears."""

    @cached_property
    def ears(self):
        return WrittenEars()


class DeafHouse(FastHouse):
    """A house without any."""

    @cached_property
    def ears(self):
        raise Deaf.fault
