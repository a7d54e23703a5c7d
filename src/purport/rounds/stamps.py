"""Time stamps through the house: asked for, and checked against the log and the authority's roots."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from purport.errors import InstructionError, VaultError
from purport.preserve.stamping import REQUEST, Stamp, Stamps, roots_in, stamped, stamped_at
from purport.records import Fault
from purport.records.checkpoints import Checkpoint


@dataclass(frozen=True, slots=True)
class Authority:
    """Whom to ask and whom to trust, from the config; None where it says nothing."""

    url: str | None
    roots: Path | None


def stamp(stamps: Stamps, checkpoint: Checkpoint, authority: Authority, seconds: float) -> tuple[Path, datetime]:
    """A checkpoint stamped: the file with the stamp, and the authority's time. One that is there is not asked for again.

    Raises:
        InstructionError: ``no-authority`` or ``no-roots``.
        SourceError: the authority cannot be reached, or its stamp does not hold.
        VaultError: it cannot be kept.
    """
    from purport.collect.post import posted

    url, roots = authority.url, authority.roots
    if url is None or roots is None:
        advice = "set preserve.timestamp_url and preserve.timestamp_roots in the config, or timestamps.calendars"
        raise InstructionError("no time-stamping authority is named", code="no-authority", advice=advice)
    trusted = roots_in(roots)
    held = stamps.of(checkpoint)
    if held is not None:
        try:
            return held.file, stamped_at(held.answer, held.note, trusted)
        except ValueError as fault:
            advice = "move it away to get a new one"
            raise VaultError(
                f"does not hold: {fault}", code="stamp-broken", subject=str(held.file), advice=advice
            ) from fault
    answer, at = stamped(checkpoint.note, lambda body: posted(url, body, REQUEST, seconds), url, trusted)
    try:
        return stamps.keep(checkpoint, answer), at
    except OSError as fault:
        told = (fault.strerror or str(fault)).lower()
        raise VaultError(f"cannot be kept: {told}", code="stamp-unkept", subject=str(stamps.folder)) from fault


@dataclass(frozen=True, slots=True)
class CheckedStamps:
    """What came of checking: the checkpoints that were stamped, those whose stamp holds counted, faults and notes."""

    checkpoints: tuple[Checkpoint, ...]
    hold: int
    faults: tuple[Fault, ...]
    notes: tuple[Fault, ...]


def checked_stamps(stamps: Stamps, roots: Path | None) -> CheckedStamps:
    """Every stamp of the house, offline.

    Raises:
        InstructionError: ``no-roots`` if the file of roots cannot be used.
    """
    held: Sequence[Stamp] = list(stamps.held())
    if not held:
        return CheckedStamps((), 0, (), ())
    if roots is None:
        told = f"{len(held)} are not checked: preserve.timestamp_roots names no root certificates"
        return CheckedStamps((), 0, (), (Fault("unchecked-stamps", "time stamps", told),))
    trusted = roots_in(roots)
    good: list[Checkpoint] = []
    faults = []
    for one in held:
        try:
            stamped_at(one.answer, one.note, trusted)
            good.append(one.checkpoint)
        except ValueError as fault:
            faults.append(Fault("stamp-broken", str(one.file), f"the time stamp does not hold: {fault}"))
    return CheckedStamps(tuple(good), len(good), tuple(faults), ())
