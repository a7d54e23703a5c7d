"""OpenTimestamps on checkpoints of the custody log: submitted to calendars, upgraded later, checked against given blocks.

A calendar gets 32 bytes that say nothing: the hash of the checkpoint's hash and a random number. Proofs lie in the house's folder
as ``timestamps/<entries>-<root>.txt.ots`` beside the checkpoint (``.txt``) that they are on, so that the public ``ots`` tool alone
can check them.
"""

from __future__ import annotations

import hashlib
import os
import tempfile
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from purport.errors import Refused, SourceError
from purport.preserve.blocks import Block
from purport.preserve.ots import APPEND, SHA256, Proof, Step, Tree, answer_of
from purport.preserve.seal import placed
from purport.records.addresses import without_login
from purport.records.checkpoints import Checkpoint, checkpoint_of

FORM = "application/vnd.opentimestamps.v1"
NONCE = 16
Submit = Callable[[str, bytes], bytes]
"""Sends bytes to an address and gives the answer. Raises SourceError."""
Ask = Callable[[str], bytes | None]
"""Asks an address; None where there is nothing yet (404). Raises SourceError."""


@dataclass(frozen=True, slots=True)
class Anchor:
    """A proof that is held. `note`: the text that it is on; `data`: the proof; `file`: where it lies."""

    file: Path
    note: bytes
    data: bytes

    @property
    def checkpoint(self) -> Checkpoint:
        """The checkpoint that it is on.

        Raises:
            ValueError: if the text is none any more.
        """
        return checkpoint_of(self.note.decode())

    def proof(self) -> Proof:
        """The proof, of this very text.

        Raises:
            ValueError: says what does not hold.
        """
        found = Proof.read(self.data)
        if found.tree.message != hashlib.sha256(self.note).digest():
            raise ValueError("it is not of this checkpoint: the digests differ")
        return found


@dataclass(frozen=True, slots=True)
class Standing:
    """How far a proof is: calendars that only promised; blocks that it names; those that were checked; what does not hold."""

    pending: tuple[str, ...]
    heights: tuple[int, ...]
    checked: tuple[Block, ...]
    faults: tuple[str, ...]

    @property
    def told(self) -> str:
        """The standing in words, no more than is known.

        >>> Standing((), (358391,), (), ()).told
        'in Bitcoin block 358,391; header not checked: none is given'
        """
        if self.faults:
            return "; ".join(self.faults)
        if self.checked:
            return "; ".join(_checked(one) for one in self.checked)
        if self.heights:
            return f"in Bitcoin block {min(self.heights):,}; header not checked: none is given"
        return f"pending at {', '.join(self.pending)}" if self.pending else "nothing in it can be checked here"


def _checked(one: Block) -> str:
    if one.at is None or one.work is None:
        return f"in Bitcoin block {one.height:,}; checked against the Merkle root that was given, without a header"
    day = f"{one.at:%Y-%m-%d %H:%M} UTC"
    return f"in Bitcoin block {one.height:,} of about {day}; checked against the header that was given ({one.work} bits of work)"


def submitted(note: str, submit: Submit, calendars: Sequence[str]) -> tuple[Proof, list[SourceError]]:
    """A proof of a note by all calendars that answered, and why the others did not.

    Raises:
        SourceError: if none answered with a proof.
    """
    tree = Tree(hashlib.sha256(note.encode()).digest())
    start = tree.grown(Step(APPEND, os.urandom(NONCE)), Step(SHA256))
    failed: list[SourceError] = []
    for calendar in calendars:
        try:
            start.merge(_answer(submit(f"{calendar.rstrip('/')}/digest", start.message), start.message, calendar))
        except SourceError as error:
            failed.append(error)
    if not start.steps and not start.attestations:
        raise failed[0]
    return Proof(tree), failed


def _answer(data: bytes, message: bytes, calendar: str) -> Tree:
    try:
        return answer_of(data, message)
    except ValueError as fault:
        raise Refused(
            f"the answer is no proof: {fault}", code="stamp-refused", subject=without_login(calendar)
        ) from fault


def upgraded(proof: Proof, ask: Ask, calendars: Sequence[str]) -> tuple[bool, list[SourceError]]:
    """Take in what calendars know by now; whether anything came, and what went wrong. Only the calendars named are asked."""
    known = {calendar.rstrip("/") for calendar in calendars}
    came, failed = False, list[SourceError]()
    for tree, one in list(proof.tree.leaves()):
        address = (one.calendar or "").rstrip("/")
        if one.calendar is None or address not in known:
            continue
        try:
            data = ask(f"{address}/timestamp/{tree.message.hex()}")
            if data is not None:
                came = _taken_in(tree, _answer(data, tree.message, address), one.calendar) or came
        except SourceError as error:
            failed.append(error)
    return came, failed


def _taken_in(tree: Tree, more: Tree, calendar: str) -> bool:
    """Merge a calendar's later answer; its promise goes once a block holds it, as the public tool does it."""
    if not any(one.height is not None for _, one in more.leaves()):
        return False
    tree.merge(more)
    tree.attestations = [one for one in tree.attestations if one.calendar != calendar]
    return True


def standing(proof: Proof, blocks: dict[int, Block]) -> Standing:
    """How far a proof is, against the blocks that were given."""
    pending, heights, checked, faults = list[str](), list[int](), list[Block](), list[str]()
    for tree, one in proof.tree.leaves():
        height = one.height
        if one.calendar is not None:
            pending.append(one.calendar)
        elif height is not None:
            heights.append(height)
            given = blocks.get(height)
            if given is not None and given.root == tree.message:
                checked.append(given)
            elif given is not None:
                faults.append(f"it is not in Bitcoin block {height:,}: the Merkle root that was given is another one")
    return Standing(tuple(pending), tuple(sorted(heights)), tuple(checked), tuple(faults))


class Anchors:
    """The proofs of the house in `folder`."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder / "timestamps"

    def keep(self, checkpoint: Checkpoint, proof: Proof) -> Path:
        """Put a proof beside its checkpoint; the file. One that is there stays.

        Raises:
            OSError: if it cannot be written.
        """
        self.folder.mkdir(parents=True, exist_ok=True)
        place = self._place(checkpoint)
        placed(place.with_suffix(""), checkpoint.note.encode(), 0o444)
        placed(place, proof.written(), 0o444)
        return place

    def replace(self, anchor: Anchor, proof: Proof) -> None:
        """Put an upgraded proof in the place of the earlier one, whole or not at all.

        Raises:
            OSError: if it cannot be written.
        """
        handle, temporary = tempfile.mkstemp(prefix=".making-", dir=self.folder)
        try:
            with os.fdopen(handle, "wb") as out:
                out.write(proof.written())
                out.flush()
                os.fchmod(out.fileno(), 0o444)
                os.fsync(out.fileno())
            os.replace(temporary, anchor.file)
        except BaseException:
            Path(temporary).unlink(missing_ok=True)
            raise

    def of(self, checkpoint: Checkpoint) -> Anchor | None:
        """The proof on a checkpoint; None if there is none."""
        place = self._place(checkpoint)
        return next((one for one in self.held() if one.file == place), None)

    def held(self) -> Iterator[Anchor]:
        """Every proof, in the order of the entries; one whose text is gone has an empty one."""
        for file in sorted(self.folder.glob("*.txt.ots")):
            text = file.with_suffix("")
            yield Anchor(file, text.read_bytes() if text.exists() else b"", file.read_bytes())

    def _place(self, checkpoint: Checkpoint) -> Path:
        return self.folder / f"{checkpoint.size:012}-{checkpoint.root.hex()[:16]}.txt.ots"
