"""What the desk in the browser asks, answered over the ledger (:mod:`purport.desk.web.port`)."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from secrets import token_urlsafe
from threading import Lock
from typing import TYPE_CHECKING

from purport.desk.web.checks import Verdict
from purport.desk.web.port import Story
from purport.desk.web.settings import Oidc, Settings
from purport.errors import HouseError, InstructionError
from purport.exchange import contract, weighing
from purport.exchange.contract import Json
from purport.records import DocumentRow, EventFilter, EventRow, Filter, StatementRow
from purport.records.access import Rank
from purport.records.folds import Fold, MatterFilter, MatterLine
from purport.records.weighing import Weight
from purport.rounds.accesslog import AccessSeal
from purport.rounds.doorkeeping import Doorkeeper, Keeping
from purport.rounds.evidence import Vouching, verdict
from purport.rounds.jobs import Board
from purport.rounds.pictured import Pictured
from purport.rounds.sights import Seen
from purport.rounds.standing import standing
from purport.rounds.versioning import versions_of
from purport.rounds.webdecisions import Deciding
from purport.rounds.webhandouts import HandingOver
from purport.rounds.webjobs import Working
from purport.rounds.webtranslating import Translating
from purport.rounds.weighing import weight

if TYPE_CHECKING:
    from purport.config import Plan
    from purport.config.plan import Desk as DeskPlan
    from purport.desk.web.serve import Place
    from purport.ledger.port import DocumentLine, Ledger
    from purport.preserve import Vault
    from purport.rounds.house import House


FRESH = timedelta(minutes=10)
"""How old what estimates rest on may be: a desk runs for weeks, and a list may be loaded meanwhile."""


class Estimates:
    """Estimates of dates for many threads, in turn: the house's own ways are for one. What they rest on is taken anew by and by."""

    def __init__(self, house: House) -> None:
        self._house = house
        self._turn = Lock()
        self._taken_at = house.clock()

    def asked(self, question: Filter) -> Filter:
        """The question with the undated documents that its days may mean, where it asks for them."""
        if not question.estimated:
            return question
        with self._turn:
            self._freshen()
            return self._house.with_estimates(question)

    def dated(self, row: DocumentRow) -> DocumentRow:
        """The document with an estimate of its date, where it states none."""
        if row.document.published:
            return row
        with self._turn:
            self._freshen()
            return self._house.estimator.estimated(row)

    def _freshen(self) -> None:
        now = self._house.clock()
        if now - self._taken_at >= FRESH:
            self._house.__dict__.pop("estimator", None)  # it takes what it knows from the ledger once
            self._taken_at = now


@dataclass(frozen=True, slots=True)
class Answers:
    """The :class:`purport.desk.web.port.Questions` of a house."""

    ledger: Ledger
    vault: Vault
    clock: Callable[[], datetime]
    estimates: Estimates
    vouching: Vouching

    def stream(self, asked: Filter, before: int | None = None) -> list[tuple[int, StatementRow]]:
        """Statements that meet the conditions."""
        return self.ledger.placed(self.estimates.asked(asked), before)

    def newest(self) -> int:
        """The place of what was filed last."""
        return self.ledger.alerts.newest()

    def tally(self, asked: Filter, filed: int | None = None) -> int:
        """How many meet the conditions, counted up to the limit."""
        return self.ledger.tally(self.estimates.asked(asked), filed)

    def folds(self, documents: Sequence[str]) -> Mapping[str, Fold]:
        """The folds of documents."""
        return self.ledger.folds(documents)

    def statement(self, name: str) -> StatementRow:
        """One statement."""
        return self.ledger.row(name)

    def document(self, name: str) -> DocumentRow:
        """One document."""
        return self.ledger.document(name)

    def contents(self, asked: Filter) -> Sequence[DocumentLine]:
        """Documents that meet the conditions, without their texts."""
        return self.ledger.contents(self.estimates.asked(asked))

    def events(self, asked: EventFilter) -> list[EventRow]:
        """Events that meet the conditions."""
        return self.ledger.events(asked)

    def event(self, name: str) -> EventRow:
        """One event."""
        return self.ledger.event(name)

    def matters(self, asked: MatterFilter) -> list[MatterLine]:
        """Matters as they were derived last."""
        return self.ledger.matters(asked)

    def weigh(self, name: str) -> Weight:
        """What is known of a matter."""
        known = self.ledger.matter(name).matter.members[0] if name.startswith("mt-") else name
        return weight(self.ledger, known)

    def story(self, name: str) -> Story:
        """One document with all that its page shows."""
        row, said = standing(self.ledger, self.estimates.dated(self.ledger.document(name)))
        exhibit = row.document.exhibit
        gone = self.ledger.removals(exhibit)
        custody = self.ledger.custody_of(exhibit)
        return Story(
            row=row,
            seen=self.ledger.captures(exhibit),
            versions=versions_of(self.ledger, row),
            custody=custody,
            sureties=self.vouching.sureties(self.ledger.checkpoints(), custody[0]) if custody else (),
            size=self.vault.size(exhibit),
            removed=gone[0].told if gone else None,
            said=said,
            assessments=self.ledger.assessments_of([*said, row.id]),
            fold=self.folds([row.id]).get(row.id),
        )

    def verdict(self, name: str) -> Verdict:
        """What a check of the exhibit of a document finds now."""
        exhibit = self.ledger.document(name).document.exhibit
        return verdict((self.vault, self.ledger), self.vouching, exhibit, self.clock())


class Contract:
    """The :class:`purport.desk.web.port.Contract`: that of the command line."""

    def statement(self, row: StatementRow) -> Json:
        """One statement."""
        return contract.statement(row)

    def document(self, row: DocumentRow) -> Json:
        """One document."""
        return contract.line(row)

    def event(self, row: EventRow) -> Json:
        """One event."""
        return contract.event(row)

    def matter(self, line: MatterLine) -> Json:
        """One matter."""
        return weighing.matter_line(line)

    def weight(self, found: Weight) -> Json:
        """What a matter weighs."""
        return weighing.weight(found)


@dataclass(frozen=True, slots=True)
class WebDesk:
    """The :class:`purport.desk.web.port.Desk` of a house."""

    questions: Answers
    sights: Seen
    pictures: Pictured
    doorkeeper: Doorkeeper
    decisions: Deciding
    handouts: HandingOver
    jobs: Working
    translations: Translating
    clock: Callable[[], datetime]
    contract: Contract = field(default_factory=Contract)

    def now(self) -> datetime:
        """The time."""
        return self.clock()


def web_desk(house: House, keeping: Keeping | None = None) -> WebDesk:
    """The desk of a house, for any number of threads; a ledger is made if there is none."""
    house.access()
    plan = house.plan
    vouching = Vouching(
        plan.house.ledger,
        house.seal,
        house.stamps,
        house.anchors,
        plan.preserve.timestamp_roots,
        plan.timestamps.headers,
    )
    estimates, turn = Estimates(house), Lock()
    questions = Answers(house.ledger, house.vault, house.clock, estimates, vouching)
    handing = HandingOver(
        (house.vault, house.ledger), estimates.asked, house.briefing, plan.collect.contact or None, turn
    )
    board = Board(house.jobs_folder, house.clock, lambda: token_urlsafe(32))
    matters = house.corroboration
    translating = Translating(plan, house.ledger, house.clock, house.has_written)
    return WebDesk(
        questions,
        Seen(house.ledger, estimates.asked, house.vault, house.aids),
        Pictured(house.ledger, house.vault),
        Doorkeeper(house.ledger, house.clock, keeping, access_seal(house).now_and_then),
        Deciding(house.ledger, matters, house.clock, house.has_written, turn),
        handing,
        Working(board, house.ledger, house.verify, questions.verdict, Lock(), matters, turn, handing, translating),
        translating,
        house.clock,
    )


def access_seal(house: House) -> AccessSeal:
    """What signs the access log of a house."""
    return AccessSeal(house.ledger, house.seal, house.plan.house.ledger)


def served(house: House, place: Place, say: Callable[[str], None]) -> None:
    """Serve the desk of a house until it is interrupted; `say` is told where it is, and how the first account is made.

    Raises:
        HouseError: ``cannot-listen``, ``no-web``, or the house is not in order.
        InstructionError: the plan names a language without words, or an OIDC client without its secret.
    """
    try:
        from purport.desk.web.serve import serve

        invitation = token_urlsafe(16)
        desk = web_desk(house, keeping_of(house.plan, invitation))

        def ready(address: str) -> None:
            say(f"the desk is at {address} (Control-C ends it)")
            if desk.doorkeeper.is_new():
                say(f"there is no account yet; make the first one: {address}first?invitation={invitation}")

        try:
            serve(desk, settings_of(house.plan, place), place, ready)
        finally:
            access_seal(house).sign(house.clock())
    except ModuleNotFoundError as fault:
        raise HouseError(
            f"what serves the desk is not installed: {fault.name}",
            code="no-web",
            advice='pip install "purport[web,oidc]"' if fault.name == "authlib" else 'pip install "purport[web]"',
        ) from fault


def keeping_of(plan: Plan, invitation: str | None) -> Keeping:
    """How the door is kept under a plan."""
    told = plan.desk
    strangers = None if told.oidc_strangers == "refused" else Rank(told.oidc_strangers)
    return Keeping(timedelta(minutes=told.idle_minutes), timedelta(hours=told.longest_hours), invitation, strangers)


def settings_of(plan: Plan, place: Place) -> Settings:
    """How the desk is served under a plan, at a place.

    Raises:
        InstructionError: ``no-words``: there are no words of its language; ``no-oidc-secret``.
    """
    from purport.desk.web.words import languages

    told = plan.desk
    if told.language not in languages():
        raise InstructionError(
            "the desk has no words of this language",
            code="no-words",
            subject=f"desk.language = {told.language}",
            advice=f"there are: {', '.join(languages())}",
        )
    return Settings(
        hosts=place.hosts,
        secure=place.secure,
        language=told.language,
        requests_per_minute=told.requests_per_minute,
        oidc=_oidc(told),
    )


def _oidc(told: DeskPlan) -> Oidc | None:
    if told.oidc_issuer is None:
        return None
    try:
        secret = "" if told.oidc_secret is None else told.oidc_secret.read_text("utf-8").strip()
    except (OSError, UnicodeDecodeError):
        secret = ""
    if not secret:
        raise InstructionError(
            "the secret of the client is missing",
            code="no-oidc-secret",
            subject=str(told.oidc_secret or "desk.oidc_secret"),
            advice="put it into a file of its own and name that in the config",
        )
    return Oidc(told.oidc_issuer, told.oidc_client, secret, told.oidc_name)
