"""The working text of a transcript: what is shown of it, a paragraph per turn or long pause, with the millisecond of each word."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from itertools import groupby

from purport.records import Capture, Carrier, Document, Segment, SourceMap
from purport.records.identity import transcript_id
from purport.records.speech import Transcript, Utterance, clock_time
from purport.records.spoken import Spoken, Turn
from purport.version import __version__

PAUSE = 1500
"""Milliseconds of silence after which a paragraph begins."""
MOST_NOTES = 12
"""Passages that are withheld, and told of one by one."""
UNIT = "ms"
ALL_READ = "what is called withheld here is read all the same: speech.read_suspect is set"

Voice = tuple[int | None, int | None]


def document_of_transcript(
    transcript: Transcript, capture: Capture, name: str, carrier: Carrier, suspect: bool = False
) -> Document | None:
    """The document of what is shown of a transcript, with `suspect` also of what is withheld; None where nothing is.

    It is undated: what the file says of its own time is a claim, which dates nothing.
    """
    read = transcript.utterances if suspect else transcript.shown
    page = _Page(speakers=_speakers(read))
    for utterance in transcript.utterances:
        if utterance.withheld and not suspect:
            page.gap = True
        else:
            page.add(utterance)
    text = "".join(page.parts)
    if not text:
        return None
    spoken = Spoken(carrier, transcript.sound.decoded_ms, transcript_id(transcript), tuple(page.turns))
    return Document(
        name=name,
        exhibit=transcript.exhibit,
        part="",
        text=text,
        taken_by=f"purport/{__version__} {taken_by(transcript)}",
        origin=capture.origin,
        source_map=SourceMap(UNIT, segments=tuple(page.segments)),
        language=transcript.language,
        notes=(*notes_of(transcript), *([ALL_READ] if suspect and len(read) > len(transcript.shown) else [])),
        spoken=spoken,
    )


def taken_by(transcript: Transcript) -> str:
    """The recogniser, with its settings."""
    return f"transcript by {transcript.model} ({'; '.join(f'{name} {version}' for name, version in transcript.steps)})"


def notes_of(transcript: Transcript) -> tuple[str, ...]:
    """What a reader of the transcript must know: of its sound, of the hearing, and of what is withheld."""
    told = (*transcript.sound.notes, *transcript.notes)
    withheld = () if any("withheld" in note for note in told) else withheld_notes(transcript.utterances)
    return tuple(dict.fromkeys((*told, *withheld)))


def withheld_notes(utterances: Sequence[Utterance]) -> tuple[str, ...]:
    """What is withheld, from when, how long and why: neighbours that are withheld for the same reasons as one passage."""
    stretches = list(_withheld(utterances))
    told = [
        f"{(end - start) / 1000:.1f} s at {clock_time(start)} withheld: {why}"
        for start, end, why in stretches[:MOST_NOTES]
    ]
    if len(stretches) > MOST_NOTES:
        rest = sum(end - start for start, end, _ in stretches[MOST_NOTES:])
        told.append(f"{len(stretches) - MOST_NOTES} more passages withheld, {rest / 1000:.1f} s in all")
    return tuple(told)


def _withheld(utterances: Sequence[Utterance]) -> Iterator[tuple[int, int, str]]:
    for why, run in groupby(utterances, key=lambda one: ", ".join(one.suspicions)):
        if why:
            passages = list(run)
            yield passages[0].start, max(one.end for one in passages), why


def _speakers(shown: Iterable[Utterance]) -> dict[Voice, int | None]:
    """Speakers by channel and number: those told apart keep their numbers; else channels apart are speakers apart."""
    voices = list(dict.fromkeys((one.channel, one.speaker) for one in shown))
    channels = {channel for channel, _ in voices}
    if len(channels) < 2:
        return {voice: voice[1] for voice in voices}
    return {voice: number for number, voice in enumerate(sorted(voices, key=_order), 1)}


def _order(voice: Voice) -> tuple[int, int]:
    return (-1 if voice[0] is None else voice[0], -1 if voice[1] is None else voice[1])


@dataclass(slots=True)
class _Page:
    """The text as it grows; `end`: characters so far, `last`: end of the utterance before; `gap`: something is left out since."""

    speakers: dict[Voice, int | None]
    parts: list[str] = field(default_factory=list)
    segments: list[Segment] = field(default_factory=list)
    turns: list[Turn] = field(default_factory=list)
    end: int = 0
    last: int | None = None
    gap: bool = False

    def add(self, one: Utterance) -> None:
        """Write one more utterance down."""
        words = " ".join(one.text.split())
        if not words:
            return
        speaker = self.speakers[one.channel, one.speaker]
        paused = self.last is not None and one.start - self.last >= PAUSE
        apart = self.last is None or paused or self.gap or speaker != self.turns[-1].speaker
        if self.last is not None:
            self._write("\n\n" if apart else " ")
        start = self.end
        self._write(words)
        self._place(one, words, start)
        if apart:
            self.turns.append(Turn(start, self.end, speaker))
        else:
            self.turns[-1] = Turn(self.turns[-1].start, self.end, speaker)
        self.last, self.gap = one.end, False

    def _write(self, words: str) -> None:
        self.parts.append(words)
        self.end += len(words)

    def _place(self, one: Utterance, words: str, start: int) -> None:
        """A segment per word; what no word accounts for, as in an utterance without times of words, is a segment as a whole."""
        cursor = 0
        found: list[Segment] = []
        for word in one.words:
            at = words.find(word.text, cursor) if word.text else -1
            if at < 0:
                found = []
                break
            cursor = at + len(word.text)
            found.append(Segment(start + at, start + cursor, word.start, max(word.start, word.end)))
        self.segments += found or [Segment(start, start + len(words), one.start, one.end)]
