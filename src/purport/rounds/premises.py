"""What a house is built of, from its plan: door, vault, ledger, reader; each opened when it is first needed."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import ExitStack, suppress
from dataclasses import replace
from datetime import UTC, datetime
from functools import cached_property
from pathlib import Path
from types import TracebackType
from typing import TYPE_CHECKING, Self, TypeVar

from purport.config import Plan
from purport.config.plan import Speech
from purport.errors import HouseError, LedgerError
from purport.records import Capture, Custodied, EventFilter, Exhibit, Filter
from purport.rounds.atlas import gazetteer_of
from purport.rounds.outcomes import ReadOptions

if TYPE_CHECKING:
    from purport.collect import Door
    from purport.ledger.port import Ledger
    from purport.preserve import Seal, Vault
    from purport.read.reader import Reader
    from purport.read.speech import Ears
    from purport.records.checkpoints import Checkpoint
    from purport.rounds.estimating import Estimator
    from purport.rounds.filing import Clerk
    from purport.rounds.heard import Aids
    from purport.rounds.hearing import Hearing
    from purport.rounds.matterdesk import MatterDesk

Question = TypeVar("Question", Filter, EventFilter)
Clock = Callable[[], datetime]


def now() -> datetime:
    """The time, UTC: the one clock of purport."""
    return datetime.now(UTC)


class Premises:
    """Everything one plan describes; opened when first needed, closed on leaving."""

    def __init__(self, plan: Plan, clock: Clock = now) -> None:
        self.plan = plan
        self.clock = clock
        self._open = ExitStack()
        self._makes_ledger = False
        self._wrote = False

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if error is None:
            self.close()
            return
        with suppress(HouseError):  # the error on its way is the one to tell
            self.close()

    def close(self) -> None:
        """Sign what this house added to the custody log, and close the ledger.

        Raises:
            HouseError: if it cannot be signed; what was filed is safe.
        """
        try:
            if self._wrote:
                self.checkpoint()
        finally:
            self._open.close()

    @cached_property
    def ledger(self) -> Ledger:
        """The ledger, brought up to date; only reading makes one where there is none."""
        from purport.ledger import opened

        return self._open.enter_context(opened(self.plan.house.ledger, create=self._makes_ledger))

    @cached_property
    def vault(self) -> Vault:
        """The vault of exhibits."""
        from purport.preserve import Vault

        return Vault(Path(self.plan.house.path) / "vault")

    @cached_property
    def aids(self) -> Aids:
        """What is made of recordings for those who listen in a browser."""
        from purport.rounds.heard import Aids

        return Aids(Path(self.plan.house.path) / "heard", self.vault)

    @property
    def jobs_folder(self) -> Path:
        """Where the desk in the browser keeps what long work makes."""
        return Path(self.plan.house.path) / "jobs"

    @cached_property
    def seal(self) -> Seal:
        """The key that signs checkpoints of the custody log; made when it is first needed."""
        from purport.preserve import Seal

        return Seal(Path(self.plan.house.path))

    @cached_property
    def door(self) -> Door:
        """The only way in."""
        from purport.collect import CollectPlan, Door
        from purport.rounds.hearing import installed

        given = self.plan.collect
        door = Door(
            CollectPlan(
                max_bytes=given.max_bytes,
                timeout=3 * given.timeout_seconds,
                read_timeout=given.timeout_seconds,
                max_redirects=given.max_redirects,
                allow_private=given.allow_private,
                obey_robots=given.obey_robots,
                user_agent=given.user_agent + (f" (+{given.contact})" if given.contact else ""),
                host_delay=given.host_delay,
                recordings=self.plan.speech.hear and installed(),
            ),
            self.clock,
        )
        self._open.callback(door.close)
        return door

    @cached_property
    def reader(self) -> Reader:
        """The reader that the plan names."""
        from purport.read.reader import reader_of

        chosen = self.plan.read
        known = gazetteer_of(self.plan)
        return reader_of(chosen.reader, chosen.model, chosen.least_score, chosen.roots, chosen.certainty, known)

    @cached_property
    def ears(self) -> Ears:
        """What hears recordings.

        Raises:
            ModelError: if what hearing needs is not installed, or the model that the plan names is not in order.
        """
        from purport.read.spoken.ears import listening_ears

        chosen = self.plan.speech
        return listening_ears(self.plan.speech_model, chosen.language, chosen.threads)

    @cached_property
    def estimator(self) -> Estimator:
        """What dates texts without a date, by what the ledger and its lists hold."""
        from purport.rounds.estimating import Estimator

        return Estimator(lambda: self.ledger, lambda: self.reader)

    def _hearing(self, options: ReadOptions) -> Hearing | None:
        """What makes documents of recordings; None where they are not heard."""
        from purport.rounds.hearing import Hearing

        chosen = self.plan.speech
        if not (chosen.hear and options.hear):
            return None
        ledger = self.ledger if options.keep else None
        named = chosen.model != Speech().model or chosen.language is not None
        return Hearing(lambda: self.ears, ledger, self.clock, options.tell, named, chosen.read_suspect)

    def _clerk(self, options: ReadOptions) -> Clerk:
        from purport.rounds.filing import Clerk

        return Clerk(
            ledger=self.ledger if options.keep else None,
            fingerprint=self.reader.fingerprint,
            max_characters=self.plan.read.max_characters,
            options=options,
            clock=self.clock,
        )

    def _keep(self, capture: Capture) -> Custodied:
        from purport.records.identity import digest
        from purport.rounds.filing import gone

        name = digest(capture.data)
        if earlier := self.ledger.removals(name):
            raise gone(capture.origin, earlier[0])
        kept = self.vault.keep(capture.data)
        at = self.clock()
        self._wrote = True
        exhibit = Exhibit(kept, len(capture.data), capture.media_type or "application/octet-stream", at)
        custodied = self.ledger.keep(exhibit, capture, at)
        self._impress(capture, kept)
        return custodied

    def _impress(self, capture: Capture, exhibit: str) -> None:
        """Read what the bytes say of themselves, where they are of a kind that does."""
        from purport.read.media import media_type
        from purport.rounds.imprints import impressed

        kind = media_type(capture.data, capture.media_type)
        if kind is not None:
            impressed(self.ledger, capture.data, exhibit, kind, self.clock)

    def _has_ledger(self) -> bool:

        try:
            return self.ledger is not None
        except LedgerError as fault:
            if fault.code != "no-ledger":
                raise
        return False

    def has_written(self) -> None:
        """Something was logged in custody: it is signed when the house is closed."""
        self._wrote = True

    def with_estimates(self, question: Question) -> Question:
        """The question with the undated documents whose estimated interval touches its days, where it asks for them."""
        if not question.estimated or (question.since is None and question.until is None):
            return question
        return replace(question, undated=self.estimator.between(question.since, question.until))

    def checkpoint(self) -> Checkpoint | None:
        """Sign the custody log as it stands; the checkpoint that stands where nothing was logged since, None for an empty log.

        It is in the ledger and on the house's own list; both are on disk when this returns.

        Raises:
            HouseError: ``custody-broken`` if the newest entries do not hold together, or if the key cannot be used.
        """
        made = self.ledger.checkpoint(self.seal.signed, self.clock())
        self._wrote = False
        if made is not None:
            self.seal.note(made, self.plan.house.ledger)
        return made

    @cached_property
    def corroboration(self) -> MatterDesk:
        """Who else tells of what, on how many origins, and what people decide about it."""
        from purport.rounds.matterdesk import MatterDesk

        return MatterDesk(lambda: self.ledger, Path(self.plan.house.path) / "shelf", self.clock, self.has_written)
