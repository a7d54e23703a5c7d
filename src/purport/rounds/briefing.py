"""Briefs through the house: gathered from the ledger, weighed, made, written whole or not at all, and noted."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import replace
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

from purport.errors import InstructionError
from purport.records import DocumentRow, Filter, Ruling, Step
from purport.records.briefs import Brief, Choices, Form, Handed, Label, Material, Period, Weighed
from purport.records.identity import digest
from purport.records.matters import Telling
from purport.rounds.briefnotes import Notebook
from purport.rounds.ruled import rulings_in
from purport.rounds.standing import as_of

if TYPE_CHECKING:
    from purport.config import Plan
    from purport.ledger.port import Ledger

Tell = Callable[[str], None]
"""Is told what is being done."""


class Briefing:
    """The briefs of one house. One thread at a time.

    Args:
        plan: of the house. ledger: opens it when it is first needed. clock: the time now; aware, UTC.
        brought: brings corroboration up to date.
    """

    def __init__(
        self, plan: Plan, ledger: Callable[[], Ledger], clock: Callable[[], datetime], brought: Callable[[], None]
    ) -> None:
        self._brought = brought
        self._plan = plan
        self._ledger = ledger
        self._clock = clock
        self.notes = Notebook(Path(plan.house.path))

    def choices(self, title: str, label: Label | None = None) -> Choices:
        """How a brief is to be, by the config."""
        told = self._plan.brief
        return Choices(title, label or Label(f"TLP:{told.tlp}"), told.quote_limit, most=told.most)

    def brief(self, question: Filter, choices: Choices, weigh: int | None = None, tell: Tell | None = None) -> Brief:
        """A brief of the statements that meet some conditions.

        `weigh`: matters that are weighed at most; None: as the config says. A digest is dated by the end of its period, and knows
        nothing that came in later, so that making it again gives the same.
        """
        from purport.desk.handout import brief

        period = choices.period
        at = self._clock() if period is None else period.end
        asked = question if period is None else replace(question, came_since=period.start, came_before=period.end)
        most = self._plan.brief.weigh if weigh is None else weigh
        if most:
            self._brought()
        return brief(gathered(self._ledger(), asked, choices.most, most, tell or (lambda _what: None)), choices, at)

    def written(self, made: Brief, form: Form) -> tuple[bytes, tuple[str, ...]]:
        """A brief in a form, and the scripts that it has no font for.

        Raises:
            InstructionError: ``no-typst``, ``no-fonts``.
        """
        from purport.desk.handout import written
        from purport.desk.handout.forms import pdf

        fonts = self._plan.brief.fonts
        data = written(made, form, fonts)
        return data, pdf.lacks(made, fonts) if form is Form.PDF else ()

    def hand_over(
        self, made: Brief, form: Form, file: Path | None, period: Period | None = None
    ) -> tuple[Handed, bytes]:
        """Write a brief and note it: what was handed over, and its bytes. No file: it is for standard output.

        Raises:
            InstructionError: ``not-writable``; ``no-typst``, ``no-fonts``. HouseError: it cannot be noted.
        """
        data, lacking = self.written(made, form)
        if file is not None:
            put(file, data)
        handed = Handed(
            at=self._clock(),
            until=made.made_at,
            title=made.title,
            label=made.label,
            form=form,
            file="-" if file is None else str(file.absolute()),
            sha256=digest(data),
            statements=told_in(made),
            period=None if period is None else period.key,
            lacking=lacking,
        )
        self.notes.note(handed)
        return handed, data

    def since_last(self) -> datetime | None:
        """Up to when the brief that was handed over last had seen what came in; None if none was."""
        last = self.notes.last()
        return None if last is None else last.until


def told_in(made: Brief) -> int:
    """How many statements a brief tells."""
    return sum(len(part.sentences) for part in made.sections if part.key in ("said", "new", "before"))


def put(file: Path, data: bytes) -> None:
    """Write a file whole or not at all; what stood there before stays where it fails.

    Raises:
        InstructionError: ``not-writable``.
    """
    draft = file.with_name(f".{file.name}.{os.getpid()}.part")
    try:
        with draft.open("wb") as out:
            out.write(data)
            out.flush()
            os.fsync(out.fileno())
        draft.replace(file)
    except OSError as fault:
        with suppress(OSError):
            draft.unlink(missing_ok=True)
        message = f"the brief cannot be written: {(fault.strerror or str(fault)).lower()}"
        raise InstructionError(message, code="not-writable", subject=str(file)) from fault


def gathered(ledger: Ledger, question: Filter, most: int, weigh: int, tell: Tell) -> Material:
    """What a brief is made of: the statements, their texts, texts without statements, and the matters that were weighed.

    Statements are as people decided on them, those that one rejected are left out; a digest knows no decision of after its period.
    """
    found = as_of(ledger, ledger.rows(replace(question, limit=most, offset=0)), question.came_before)
    rows = tuple(row for row in found if not row.rejected)
    ids = dict.fromkeys(row.document for row in rows)
    bare = (line.id for line in ledger.contents(replace(question, limit=most, offset=0)) if not line.statements)
    stories = tuple(ledger.document(one) for one in dict.fromkeys([*ids, *bare]))
    weighed, others, left = _weighed(
        ledger, [row for row in stories if row.id in ids], weigh, question.came_before, tell
    )
    return Material(
        rows=rows,
        stories=stories,
        held=ledger.count(replace(question, limit=None, offset=0)) - (len(found) - len(rows)),
        weighed=weighed,
        others=others,
        unweighed=left,
        withheld=tuple(_withheld(ledger, stories)),
        waiting=sum(number for (_, step), number in ledger.leads().items() if step is Step.READ),
        rejected=len(found) - len(rows),
    )


def _withheld(ledger: Ledger, stories: Iterable[DocumentRow]) -> Iterator[tuple[str, int]]:
    """Passages of recordings that are not read."""
    for row in stories:
        spoken = row.document.spoken
        heard = None if spoken is None or row.document.translated is not None else ledger.transcript(spoken.transcript)
        number = sum(1 for one in heard.utterances if one.suspicions) if heard is not None else 0
        if number:
            yield row.id, number


def _weighed(
    ledger: Ledger, stories: Sequence[DocumentRow], most: int, before: datetime | None, tell: Tell
) -> tuple[tuple[Weighed, ...], tuple[DocumentRow, ...], str]:
    """The matters of some texts, each once; the texts beside them; and why others were not weighed."""
    if not stories:
        return (), (), ""
    if most == 0:
        return (), (), "Copies, origins and contradictions were not looked for: it was not asked for"
    found: list[Weighed] = []
    others: dict[str, DocumentRow] = {}
    seen: set[str] = set()
    left = 0
    for number, row in enumerate(stories, 1):
        if row.id in seen:
            continue
        if len(found) >= most:
            left += 1
            continue
        tell(f"text {number:,} of {len(stories):,}")
        one = _matter(ledger, row, before, others)
        if one is not None:
            found.append(one)
            seen |= {telling.document for telling in one.weight.tellings}
    told = (
        f"Copies, origins and contradictions were looked for in {most:,} matters; {left:,} further texts were not looked at"
        if left
        else ""
    )
    return tuple(found), tuple(others.values()), told


def _matter(
    ledger: Ledger, row: DocumentRow, before: datetime | None, others: dict[str, DocumentRow]
) -> Weighed | None:
    """The chief matter of a text; None where it tells of no event or release. The texts beside it go into `others`."""
    from purport.corroborate.grading import credibility, likelihood, reliability
    from purport.corroborate.standing import standing
    from purport.corroborate.weighing import evidence_of
    from purport.rounds.weighing import weight

    try:
        found = weight(ledger, row.id, before)
    except InstructionError as error:
        if error.code != "nothing-told":
            raise
        return None
    for name in dict.fromkeys([*(story.id for story in found.stories), *(one.document for one in found.tellings)]):
        if name not in others:
            others[name] = ledger.document(name)
    readings = {name: one.reading for name, one in others.items() if one.reading is not None}
    tellings = {one.id: one for one in found.tellings}
    said = evidence_of(found.matter.members, tellings, readings, found.contradictions, found.origins)
    evidence = replace(said, history=found.history)
    ruled = rulings_in(ledger, found.tellings, before)
    changes = standing([_unrejected(one, ruled) for one in evidence.tellings], evidence.checks)
    proposed = credibility(evidence), reliability(evidence.history), likelihood(evidence)
    return Weighed(found, changes, *proposed, ruled)


def _unrejected(telling: Telling, ruled: Mapping[str, Ruling]) -> Telling:
    """A telling without the stances that a person rejected."""
    return replace(telling, stances=tuple(one for one in telling.stances if ruled.get(one.id) is not Ruling.REJECTED))
