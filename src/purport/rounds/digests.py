"""Digests by the clock: what came in within a day or a week, made when it is over, once, and made up for where it was missed.

Which periods there are follows from the config and the time alone. What was made is noted in the house, so a watch that is killed
goes on where it was, and making the same period again gives the same.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from pathlib import Path
from threading import Event, Thread
from typing import TYPE_CHECKING

from purport.errors import HouseError, InstructionError, PurportError
from purport.records import Filter, Step
from purport.records.briefs import Brief, Form, Handed, Label, Period
from purport.rounds.board import Happening

if TYPE_CHECKING:
    from purport.config import Plan
    from purport.ledger.port import Ledger
    from purport.rounds.briefing import Briefing
    from purport.rounds.watch import Watch

LENGTHS = {"daily": timedelta(days=1), "weekly": timedelta(days=7)}
MADE_UP = 31
"""Missed periods that are made up for at most, the newest."""
PATIENCE = timedelta(hours=1)
"""How long a digest waits for what came in before its end to be read."""
PAUSE, AFTER_A_FAULT = 5.0, 300.0
"""Seconds between two looks at the clock, and after a digest that failed."""


def last_period(name: str, at: str, now: datetime) -> Period:
    """The last period that is over. `name`: ``daily`` or ``weekly``; `at`: when it ends (``06:00``, UTC; a week on Monday).

    >>> from datetime import UTC
    >>> last_period("daily", "06:00", datetime(2026, 3, 9, 5, 59, tzinfo=UTC)).key
    'daily-2026-03-08T0600'
    """
    hour, minute = (int(part) for part in at.split(":"))
    end = now.replace(hour=hour, minute=minute, second=0, microsecond=0)
    if name == "weekly":
        end -= timedelta(days=end.weekday())
    while end > now:
        end -= LENGTHS[name]
    return Period(name, end - LENGTHS[name], end)


def missed(name: str, at: str, now: datetime, last_end: datetime | None) -> list[Period]:
    """The periods that are over and end after `last_end`, oldest first; the last alone where none was ever made."""
    period = last_period(name, at, now)
    found = [period]
    while last_end is not None and len(found) < MADE_UP and found[-1].start > last_end:
        found.append(replace(period, start=found[-1].start - LENGTHS[name], end=found[-1].start))
    return [one for one in reversed(found) if last_end is None or one.end > last_end]


@dataclass(frozen=True, slots=True)
class Made:
    """What came of one form of a digest: `handed` is None where the file was there already."""

    period: Period
    file: Path
    handed: Handed | None


class Digests:
    """The digests of one house. One thread at a time."""

    def __init__(
        self, plan: Plan, briefing: Briefing, ledger: Callable[[], Ledger], clock: Callable[[], datetime]
    ) -> None:
        self._plan = plan
        self._briefing = briefing
        self._ledger = ledger
        self._clock = clock

    def last(self, name: str) -> Period:
        """The last period of this kind that is over."""
        return last_period(name, self._plan.brief.at, self._clock())

    def made(
        self, period: Period, forms: tuple[Form, ...], folder: Path, label: Label | None = None, *, again: bool = False
    ) -> Iterator[Made]:
        """Write the digest of a period in some forms; files that are there are left as they are, unless `again`.

        Raises:
            InstructionError: ``not-writable``, ``no-typst``. HouseError: if the house is not in order.
        """
        files = {form: folder / f"{period.key}.{form}" for form in forms}
        if all(file.exists() for file in files.values()) and not again:
            yield from (Made(period, file, None) for file in files.values())
            return
        brief = self.brief(period, label)
        _folder(folder)
        for form, file in files.items():
            if file.exists() and not again:
                yield Made(period, file, None)
            else:
                yield Made(period, file, self._briefing.hand_over(brief, form, file, period)[0])

    def brief(self, period: Period, label: Label | None = None) -> Brief:
        """The digest of a period, not written yet."""
        told = f"from {period.start:%Y-%m-%d %H:%M} up to {period.end:%Y-%m-%d %H:%M} UTC"
        chosen = self._briefing.choices(f"{period.name.capitalize()} digest", label)
        chosen = replace(chosen, period=period, new_since=period.start, new_why=told)
        return self._briefing.brief(Filter(limit=None), chosen)

    # What a watch makes by itself

    def due(self) -> list[Period]:
        """The periods to be made now, oldest first; the last waits while what came in before its end is still being read."""
        told = self._plan.brief
        if told.digest == "none":
            return []
        now = self._clock()
        ends = [one.until for one in self._noted() if (one.period or "").startswith(f"{told.digest}-")]
        found = missed(told.digest, told.at, now, max(ends, default=None))
        last = last_period(told.digest, told.at, now)
        if last not in found and self._wanting(last):
            found.append(last)
        if found and now < found[-1].end + PATIENCE and self._reading():
            found.pop()
        return found

    def _noted(self) -> Iterator[Handed]:
        """The digests that lie in the folder of the config."""
        folder = self._plan.digests.absolute()
        return (one for one in self._briefing.notes.all() if one.period and Path(one.file).parent == folder)

    def _wanting(self, period: Period) -> tuple[Form, ...]:
        """The forms in which a period was not made yet."""
        made = {one.form for one in self._noted() if one.period == period.key}
        return tuple(form for name in self._plan.brief.formats if (form := Form(name)) not in made)

    def _reading(self) -> bool:
        return any(number for (_, step), number in self._ledger().leads().items() if step is Step.READ)

    def round(self) -> Iterator[Happening]:
        """Make what is due: what was made, and what could not be. One that fails costs no other."""
        try:
            due = self.due()
        except PurportError as error:
            yield self.failure(error)
            return
        for period in due:
            yield from self._one(period)

    def _one(self, period: Period) -> Iterator[Happening]:
        """A digest in the forms that it lacks. What is there and was never noted (its writer was killed) is written anew."""
        try:
            for one in self.made(period, self._wanting(period), self._plan.digests, again=True):
                assert one.handed is not None
                yield Happening(self._clock(), "brief", "briefs", str(one.file), statements=one.handed.statements)
        except PurportError as error:
            yield self.failure(error)
        except Exception as fault:  # noqa: BLE001 - a fault of purport's own must not cost the watch
            advice = "please report it with the purport version"
            message = f"purport failed on it: {type(fault).__name__}: {fault}"
            yield self.failure(HouseError(message, code="brief-fault", subject=period.key, advice=advice))

    def failure(self, error: PurportError) -> Happening:
        """A digest that could not be made, as something that happened."""
        now = self._clock()
        again = now + timedelta(seconds=AFTER_A_FAULT)
        return Happening(now, "brief-failed", "briefs", error.subject, code=error.code, told=error.message, again=again)


def _folder(folder: Path) -> None:
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as fault:
        message = f"the folder cannot be made: {(fault.strerror or str(fault)).lower()}"
        raise InstructionError(message, code="not-writable", subject=str(folder)) from fault


def digested(happenings: Iterator[Happening], watch: Watch, digests: Digests | None) -> Iterator[Happening]:
    """Everything that happens in a watch, and the digests that it makes; what is due at the end after it has ended.

    A thread of its own looks at the clock. Whatever fails there is told and tried again; it never stops the watch.
    """
    if digests is None:
        yield from happenings
        return
    clerk = _Clerk(digests, watch)
    clerk.start()
    try:
        yield from happenings
    finally:
        clerk.end()
    yield from watch.left()
    for one in digests.round():
        watch.counts[one.what] += 1
        yield one


class _Clerk(Thread):
    def __init__(self, digests: Digests, watch: Watch) -> None:
        super().__init__(name="purport-digests", daemon=True)
        self._digests = digests
        self._watch = watch
        self._over = Event()

    def run(self) -> None:
        """Rounds until the watch is over."""
        wait = PAUSE
        while not self._over.wait(wait):
            wait = PAUSE
            for one in self._digests.round():
                self._watch.announce(one)
                wait = AFTER_A_FAULT if one.code else wait

    def end(self) -> None:
        """Let the digest that is being made be finished."""
        self._over.set()
        self.join()
