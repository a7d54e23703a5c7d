"""OpenTimestamps through the house: submitted, upgraded, and checked against the blocks that the user gave."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from purport.errors import InstructionError, SourceError, VaultError
from purport.preserve.anchoring import FORM, Anchor, Anchors, standing, submitted, upgraded
from purport.preserve.blocks import Block, blocks_in
from purport.preserve.ots import Proof
from purport.records import Fault
from purport.records.checkpoints import Checkpoint

PLAIN = "application/x-www-form-urlencoded"


@dataclass(frozen=True, slots=True)
class Anchored:
    """What came of submitting or upgrading one proof: where it lies, how far it is in words, and what went wrong on the way."""

    file: Path
    told: str
    failed: tuple[SourceError, ...] = ()


@dataclass(frozen=True, slots=True)
class Calendars:
    """Whom to ask, from the config; `headers`: the file of blocks; `seconds`: how long to wait."""

    addresses: tuple[str, ...]
    headers: Path | None
    seconds: float

    def named(self) -> tuple[str, ...]:
        """The addresses.

        Raises:
            InstructionError: ``no-calendar`` if there is none.
        """
        if not self.addresses:
            advice = "set timestamps.calendars in the config"
            raise InstructionError("no calendar of OpenTimestamps is named", code="no-calendar", advice=advice)
        return self.addresses


def anchor(anchors: Anchors, checkpoint: Checkpoint, calendars: Calendars) -> Anchored:
    """A checkpoint submitted to the calendars. One that is there is not submitted again.

    Raises:
        InstructionError: ``no-calendar`` or ``bad-headers``. SourceError: no calendar answered. VaultError: it cannot be kept.
    """
    from purport.collect.post import posted

    held = anchors.of(checkpoint)
    if held is not None:
        return Anchored(held.file, standing(_sound(held), blocks_in(calendars.headers)).told)
    proof, failed = submitted(
        checkpoint.note,
        lambda address, body: posted(address, body, PLAIN, calendars.seconds, accept=FORM),
        calendars.named(),
    )
    try:
        file = anchors.keep(checkpoint, proof)
    except OSError as fault:
        raise _unkept(anchors.folder, fault) from fault
    return Anchored(file, standing(proof, {}).told, tuple(failed))


def upgrade(anchors: Anchors, calendars: Calendars) -> list[Anchored]:
    """Every proof that is pending, asked about again.

    Raises:
        InstructionError: ``no-calendar`` or ``bad-headers``. VaultError: a proof does not hold, or cannot be kept.
    """
    from purport.collect.post import asked

    blocks, done = blocks_in(calendars.headers), []
    for held in anchors.held():
        proof = _sound(held)
        if not standing(proof, blocks).pending:
            continue
        came, failed = upgraded(proof, lambda address: asked(address, FORM, calendars.seconds), calendars.named())
        if came:
            try:
                anchors.replace(held, proof)
            except OSError as fault:
                raise _unkept(anchors.folder, fault) from fault
        done.append(Anchored(held.file, standing(proof, blocks).told, tuple(failed)))
    return done


def _sound(held: Anchor) -> Proof:
    try:
        return held.proof()
    except ValueError as fault:
        advice = "move it away to get a new one"
        raise VaultError(
            f"does not hold: {fault}", code="stamp-broken", subject=str(held.file), advice=advice
        ) from fault


def _unkept(folder: Path, fault: OSError) -> VaultError:
    told = (fault.strerror or str(fault)).lower()
    return VaultError(f"cannot be kept: {told}", code="stamp-unkept", subject=str(folder))


@dataclass(frozen=True, slots=True)
class CheckedAnchors:
    """What came of checking: the checkpoints whose proof a given block bears out, faults and notes."""

    checkpoints: tuple[Checkpoint, ...]
    faults: tuple[Fault, ...]
    notes: tuple[Fault, ...]


def checked_anchors(anchors: Anchors, headers: Path | None) -> CheckedAnchors:
    """Every proof of the house, offline.

    Raises:
        InstructionError: ``bad-headers`` if the file of blocks cannot be used.
    """
    held: Sequence[Anchor] = list(anchors.held())
    blocks = blocks_in(headers) if held else {}
    good, faults, notes = list[Checkpoint](), list[Fault](), list[Fault]()
    for one in held:
        try:
            _sort(one, blocks, (good, faults, notes))
        except ValueError as fault:
            faults.append(Fault("stamp-broken", str(one.file), f"the proof does not hold: {fault}"))
    return CheckedAnchors(tuple(good), tuple(faults), tuple(notes))


def _sort(one: Anchor, blocks: dict[int, Block], into: tuple[list[Checkpoint], list[Fault], list[Fault]]) -> None:
    good, faults, notes = into
    found = standing(one.proof(), blocks)
    if found.faults:
        faults.append(Fault("stamp-broken", str(one.file), f"the proof does not hold: {found.told}"))
        return
    if found.checked:
        good.append(one.checkpoint)
    code = "checked-stamp" if found.checked else "unchecked-stamps" if found.heights else "pending-stamp"
    notes.append(Fault(code, str(one.file), found.told))
