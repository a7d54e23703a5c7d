"""Voices through the house: references enrolled by a person, calibration sets, and comparisons kept as assessments."""

from __future__ import annotations

import unicodedata
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

from purport.errors import InstructionError, PurportError, SourceError, Unreadable
from purport.records.called import callable_by
from purport.records.identity import digest
from purport.records.speech import clock_time
from purport.records.voices import Calibration, Comparison, Reference

if TYPE_CHECKING:
    from purport.collect import Door
    from purport.ledger.port import Ledger
    from purport.preserve import Vault
    from purport.read.voice.calibrating import Known
    from purport.read.voice.prints import Heard
    from purport.records import Capture, Custodied

LONGEST_NAME = 100
Failure = tuple[str, PurportError]


@dataclass(frozen=True, slots=True)
class Enrolled:
    """What came of enrolling: the reference as it stands, the recordings that were added, and those that could not be."""

    reference: Reference
    added: tuple[str, ...]
    failed: tuple[Failure, ...]


@dataclass(frozen=True, slots=True)
class Calibrated:
    """What came of calibrating: the set, its digest, and the recordings that could not be heard."""

    calibration: Calibration
    digest: str
    failed: tuple[Failure, ...]


def _unsaid(_told: str) -> None:
    """Says nothing."""


@dataclass(frozen=True, slots=True)
class Voices:
    """The ways through the house that deal with voices.

    Args:
        keep: keeps a capture as an exhibit, custody and all.
        clock: aware, UTC.
    """

    door: Door
    vault: Vault
    ledger: Ledger
    keep: Callable[[Capture], Custodied]
    clock: Callable[[], datetime]

    def enrol(
        self,
        name: str,
        targets: Sequence[str],
        said: str = "",
        speaker: int | None = None,
        tell: Callable[[str], None] = _unsaid,
    ) -> Enrolled:
        """Add recordings to the reference `name`; a recording that it holds already is taken anew.

        Raises:
            InstructionError: ``bad-name``, ``nothing-enrolled`` where none of the recordings can be used.
            HouseError: vault, ledger or model are not in order.
        """
        called = _name(name)
        held = next((one for one in self.ledger.voices.references() if one.name == called), None)
        prints = [] if held is None else list(held.prints)
        added, failed = [], []
        for target in targets:
            tell(target)
            for told in self._heard(target, speaker, enrolled=True):
                if isinstance(told, SourceError):
                    failed.append((target, told))
                    continue
                exhibit, one = told
                prints = [other for other in prints if other.exhibit != exhibit] + list(one.prints)
                added.append(exhibit)
        if not added:
            raise _nothing(called, failed)
        at = self.clock()
        ground = " ".join(said.split()) or (held.said if held else "")
        reference = Reference(called, tuple(prints), held.enrolled_at if held else at, ground)
        self.ledger.voices.enrol(reference, at)
        return Enrolled(reference, tuple(added), tuple(failed))

    def compare(self, target: str, name: str | None = None, speaker: int | None = None) -> list[Comparison]:
        """A recording against one reference, or against each; every comparison is kept.

        Raises:
            InstructionError: ``unknown-reference``, ``no-reference``, ``no-such-voice``.
            SourceError: the recording cannot be read. HouseError: the house is not in order.
        """
        from purport.read.voice.comparing import compared

        references = self.ledger.voices.references()
        chosen = [one for one in references if name in (None, one.name)]
        if not chosen:
            known = ", ".join(one.name for one in references)
            advice = f"there are: {known}" if known else "purport voice enroll NAME FILES... makes one"
            code = "no-reference" if name is None else "unknown-reference"
            raise InstructionError(
                "there is no such reference" if name else "no reference is enrolled",
                code=code,
                subject=name or target,
                advice=advice,
            )
        calibrations = self.ledger.voices.calibrations()
        found = []
        for told in self._heard(target, speaker):
            if isinstance(told, SourceError):
                raise told
            for reference in chosen:
                one = compared(told[1], reference, calibrations, self.clock())
                self.ledger.voices.compared(one)
                found.append(one)
        return found

    def calibrate(
        self, folder: Path, name: str | None = None, said: str = "", tell: Callable[[str], None] = _unsaid
    ) -> Calibrated:
        """A calibration set from a folder with a folder for each speaker. Its recordings are heard and not kept.

        Raises:
            InstructionError: ``no-such-folder``, ``bad-name``, ``no-calibration`` with the reasons.
            HouseError: ledger or model are not in order.
        """
        from purport.read.voice.calibrating import Told, calibrated

        if not folder.is_dir():
            raise InstructionError("there is no such folder", code="no-such-folder", subject=str(folder))
        known: list[Known] = []
        failed: list[Failure] = []
        for speaker, file in recordings(folder):
            tell(f"{speaker}/{file.name}")
            try:
                known.append(self._known(speaker, file))
            except SourceError as error:
                failed.append((str(file), error))
        told = Told(_name(name or folder.resolve().name), " ".join(said.split()), self.clock())
        made, reasons = calibrated(_once(known), told)
        if made is None:
            raise InstructionError(
                "no calibration set can be made: "
                + "; ".join(reasons)
                + (f"; {len(failed)} could not be used" if failed else ""),
                code="no-calibration",
                subject=str(folder),
                advice=failed[0][1].message if failed else "a folder for each speaker, recordings in it",
            )
        if failed:
            made = replace(made, left_out=(*made.left_out, f"{len(failed)} that could not be used"))
        return Calibrated(made, self.ledger.voices.calibrate(made), tuple(failed))

    def forget(self, name: str) -> Reference:
        """Take a reference and its prints out of the ledger. Raises InstructionError ``unknown-reference``."""
        return self.ledger.voices.forget(_name(name), self.clock())

    def _known(self, speaker: str, file: Path) -> Known:
        from purport.read.voice.calibrating import Known

        try:
            data = file.read_bytes()
        except OSError as fault:
            raise Unreadable((fault.strerror or str(fault)).lower(), code="unreadable", subject=str(file)) from fault
        one = _listened(data, digest(data), str(file), None)
        _one_voice(one, str(file))
        return Known(speaker, one.prints)

    def _heard(
        self, target: str, speaker: int | None, *, enrolled: bool = False
    ) -> Iterator[tuple[str, Heard] | SourceError]:
        """What is heard of each recording that a target gives, and its exhibit; kept only once it was heard.

        `enrolled`: it must be of one voice, and have speech enough.
        """
        for came in self._came(target):
            if isinstance(came, SourceError):
                yield came
                continue
            exhibit, data, capture = came
            try:
                one = _listened(data, exhibit, target, speaker)
                if enrolled:
                    _one_voice(one, target)
                    _enough(one, target)
                if capture is not None:
                    self.keep(capture)
            except SourceError as error:
                yield error
            else:
                yield exhibit, one

    def _came(self, target: str) -> Iterator[tuple[str, bytes, Capture | None] | SourceError]:
        """Digest, bytes, and the capture of what is not kept yet."""
        from purport.rounds.filing import gone
        from purport.rounds.imprints import exhibit_of

        if target.startswith(("sha256:", "doc-")) or not (Path(target).exists() or "://" in target or target == "-"):
            exhibit = exhibit_of(self.ledger, target)
            if removals := self.ledger.removals(exhibit):
                yield gone(target, removals[0])
            else:
                yield exhibit, self.vault.fetch(exhibit), None
            return
        for came in self.door.captures(target):
            yield came if isinstance(came, SourceError) else (digest(came.data), came.data, came)


def recordings(folder: Path) -> Iterator[tuple[str, Path]]:
    """Speaker and recording: the files in each folder's folders, hidden ones left out, in order."""
    for speaker in sorted(one for one in folder.iterdir() if one.is_dir() and not one.name.startswith(".")):
        for file in sorted(one for one in speaker.rglob("*") if one.is_file()):
            if not any(part.startswith(".") for part in file.relative_to(folder).parts):
                yield speaker.name, file


def _listened(data: bytes, exhibit: str, subject: str, speaker: int | None) -> Heard:
    from purport.read.speech.decode import decoded
    from purport.read.voice.model import voice_model
    from purport.read.voice.prints import heard

    try:
        return heard(decoded(data, subject), exhibit, voice_model(), speaker)
    except ValueError as fault:
        raise InstructionError(str(fault), code="no-such-voice", subject=subject) from fault


def _one_voice(one: Heard, subject: str) -> None:
    if one.prints[0].speaker is None and len(one.voices) > 1:
        raise Unreadable(
            f"{len(one.voices)} voices are heard: {said_voices(one)}",
            code="several-voices",
            subject=subject,
            advice="name one with --speaker, or cut the recording",
        )


def said_voices(one: Heard) -> str:
    """The voices in a recording, in words."""
    return "; ".join(
        f"voice {voice.number} from {clock_time(voice.first_ms)} on, {voice.speech_ms / 1000:.0f} s"
        for voice in one.voices
    )


def _enough(one: Heard, subject: str) -> None:
    from purport.read.voice.prints import LADDER_MS

    if one.prints[-1].used_ms < LADDER_MS[0]:
        told = (
            "no speech is heard"
            if not one.condition.speech_ms
            else f"only {one.condition.speech_ms / 1000:.1f} s of speech are heard"
        )
        raise Unreadable(f"{told}; {LADDER_MS[0] // 1000} s are the least", code="too-little-speech", subject=subject)


def _once(known: Sequence[Known]) -> list[Known]:
    """The recordings without those whose very bytes came before: a copy makes no pair."""
    seen: dict[str, Known] = {}
    for one in known:
        seen.setdefault(one.prints[0].exhibit, one)
    return list(seen.values())


def _nothing(name: str, failed: Sequence[Failure]) -> InstructionError:
    why = "; ".join(str(error) for _, error in failed) or "there was nothing to hear"
    return InstructionError(f"nothing was enrolled: {why}", code="nothing-enrolled", subject=name)


def _name(name: str) -> str:
    """A name as people can type it again."""
    told = " ".join(unicodedata.normalize("NFC", name).split())
    if not callable_by(told, LONGEST_NAME):
        raise InstructionError(
            "is no name for a voice",
            code="bad-name",
            subject=name,
            advice=f"1 to {LONGEST_NAME} characters on one line",
        )
    return told
