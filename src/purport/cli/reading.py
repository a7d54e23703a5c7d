"""``purport read``."""

from __future__ import annotations

from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING

import click

from purport.cli.alerts import begin_alerts
from purport.cli.session import Session, complain, count_of, pass_session, print_json, progress
from purport.config import Plan
from purport.errors import InstructionError
from purport.rounds.outcomes import Failed, KeptMedia, Outcome, ReadDocument, ReadOptions

if TYPE_CHECKING:
    from rich.console import Console

    from purport.records import DocumentRow

CHANGES = 8
"""Differences of a changed page that are shown."""


@click.command(short_help="Read files, folders, addresses and feeds.")
@click.argument("targets", nargs=-1, required=True)
@click.option("--json", "as_json", is_flag=True, help="One JSON object a document (see the reference).")
@click.option("--published", metavar="DATE", help="The date of documents that do not say theirs (2026-03-01, 2026-03).")
@click.option(
    "--published-from",
    type=click.Path(path_type=Path, exists=True, dir_okay=False),
    help="Such a date per document: a file of lines with id, TAB, date.",
)
@click.option(
    "--follow/--no-follow", default=None, help="Read the pages that a feed points to, or only the feed itself."
)
@click.option(
    "--purports",
    metavar="NAME",
    multiple=True,
    help="Who recordings purport to be; 2=NAME for the second of several speakers.",
)
@click.option(
    "--purports-from",
    type=click.Path(path_type=Path, exists=True, dir_okay=False),
    help="The same per document: a file of lines with id, TAB, name.",
)
@click.option("--hear/--no-hear", default=True, help="Transcribe recordings and films, or only keep them.")
@click.option("--workers", type=click.IntRange(1), help="Processes that read at the same time.")
@click.option("--no-keep", is_flag=True, help="Keep nothing: no evidence, no ledger.")
@click.option(
    "--explain",
    is_flag=True,
    help="Show what was found in each sentence, how sure, and what was refused; keep nothing.",
)
@click.option(
    "--translated/--not-translated",
    default=None,
    help="Also read machine translations of texts in other languages, marked as such; else as translate.read says.",
)
@click.option("--allow-private", is_flag=True, help="Fetch addresses in private networks and on this machine too.")
@pass_session
def read(
    session: Session, /, targets: tuple[str, ...], as_json: bool, explain: bool, allow_private: bool, **given: object
) -> int:
    """Read files, folders, web addresses and feeds; - is standard input.

    Everything read is kept as evidence first. What was read before adds nothing; a page that changed is kept beside what it said
    before, and the difference is shown.
    """
    plan = _plan(session.plan, allow_private)
    if explain:
        return _explain(session, plan, targets, as_json)
    translated = given.pop("translated")
    options = _options(plan, **given)  # type: ignore[arg-type]
    options = replace(options, translated=plan.translate.read if translated is None else bool(translated))
    tally = Tally()
    with session.house(plan) as house, progress("reading") as tell:
        options = replace(options, tell=tell)
        if options.keep:
            begin_alerts(house)
        for outcome in house.read(targets, options):
            tally = tally.plus(outcome)
            tell(outcome.row.document.name if isinstance(outcome, ReadDocument) else outcome.id)
            with tell.aside():
                _print(session, outcome, as_json, options.keep)
        passed_over = len(house.passed_over)
        if options.keep and tally.documents and plan.corroborate.after_reading:
            from purport.cli.weighing import brought_up_to_date

            brought_up_to_date(house, tell)
    if not as_json:
        _sum_up(tally, passed_over, options.keep)
    return 1 if tally.failed else 0


def _explain(session: Session, plan: Plan, targets: tuple[str, ...], as_json: bool) -> int:
    from purport.desk.explain import explain
    from purport.exchange.contract import error, explanation

    failed = False
    with session.house(plan) as house:
        for outcome in house.explained(targets):
            if isinstance(outcome, Failed):
                failed = True
                if as_json:
                    print_json(error(outcome.id, outcome.error))
                else:
                    complain(outcome.error if outcome.error.subject else f"{outcome.id}: {outcome.error}")
            elif as_json:
                print_json(explanation(outcome.document, outcome.findings))
            else:
                explain(session.out, outcome.document, outcome.findings, session.turned)
    return 1 if failed else 0


@dataclass(frozen=True, slots=True)
class Tally:
    """What came of a round so far."""

    documents: int = 0
    new: int = 0
    known: int = 0
    failed: int = 0
    media: int = 0

    def plus(self, outcome: Outcome) -> Tally:
        """With one more outcome."""
        if isinstance(outcome, Failed):
            return replace(self, failed=self.failed + 1)
        if isinstance(outcome, KeptMedia):
            return replace(self, media=self.media + 1)
        return replace(
            self,
            documents=self.documents + 1,
            new=self.new + outcome.new_statements,
            known=self.known + outcome.known_statements,
        )


def _plan(plan: Plan, allow_private: bool) -> Plan:
    return replace(plan, collect=replace(plan.collect, allow_private=True)) if allow_private else plan


def _options(
    plan: Plan,
    *,
    published: str | None,
    published_from: Path | None,
    follow: bool | None,
    workers: int | None,
    no_keep: bool,
    **of_recordings: object,
) -> ReadOptions:
    from purport.cli.hearing import with_recordings

    plain = ReadOptions(
        published=None if published is None else dated(published, "--published"),
        published_from={} if published_from is None else dates_in(published_from),
        follow=follow,
        workers=workers or plan.read.workers,
        keep=not no_keep,
    )
    return with_recordings(plain, **of_recordings)  # type: ignore[arg-type]


def dated(text: str, subject: str) -> str:
    """The date, if it is one.

    Raises:
        InstructionError: ``bad-date``.
    """
    from purport.records.days import days, in_latin_digits

    told = in_latin_digits(text)
    if days(told) is None:
        raise InstructionError(
            f"{text!r} is no date",
            code="bad-date",
            subject=subject,
            advice="write 2026-03-01, 2026-03, 2026 or first/last",
        )
    return told


def dates_in(file: Path) -> dict[str, str]:
    """A date per document id, from lines of id, TAB, date; a line without a date says that it is not known.

    Raises:
        InstructionError: if the file is not UTF-8, or a line is no such line.
    """
    out: dict[str, str] = {}
    try:
        lines = file.read_text("utf-8-sig").splitlines()
    except (OSError, UnicodeDecodeError) as fault:
        raise InstructionError(f"cannot be read: {fault}", code="bad-dates", subject=str(file)) from fault
    for number, line in enumerate(lines, 1):
        name, tab, date = line.partition("\t")
        if not line.strip() or (number == 1 and (name, date) == ("id", "date")):
            continue
        if not tab:
            raise InstructionError("expected id, TAB, date", code="bad-dates", subject=f"{file}:{number}")
        if date.strip():
            out[name] = dated(date.strip(), f"{file}:{number}")
    return out


def _print(session: Session, outcome: Outcome, as_json: bool, keep: bool) -> None:
    if as_json:
        print_json(_line(outcome))
    elif isinstance(outcome, Failed):
        complain(outcome.error if outcome.error.subject else f"{outcome.id}: {outcome.error}")
    elif isinstance(outcome, KeptMedia):
        from purport.desk.media import brief

        brief(session.out, outcome.id, outcome.imprint, keep, session.turned, outcome.notes)
    else:
        _print_document(session, session.out, outcome, keep)


def _line(outcome: Outcome) -> dict[str, object]:
    from purport.exchange.contract import error, line, media_line

    if isinstance(outcome, Failed):
        return error(outcome.id, outcome.error)
    if isinstance(outcome, KeptMedia):
        return media_line(outcome.id, outcome.imprint, outcome.notes)
    return line(outcome.row)


def _print_document(session: Session, out: Console, outcome: ReadDocument, keep: bool) -> None:
    from purport.desk.show import statements_of
    from purport.desk.terminal import composed

    out.print(composed([f"{outcome.row.document.name}:", *_told(outcome, keep)], session.turned))
    if outcome.replaced is not None:
        _print_changes(session, out, outcome)
    if not keep:
        statements_of(out, outcome.row, session.turned)


def _told(outcome: ReadDocument, keep: bool) -> list[str]:
    """What came of one document, in parts."""
    row = outcome.row
    found = len(row.reading.statements) if row.reading else 0
    parts = [count_of(found, "statement") if row.reading else "kept, not read"]
    if keep and row.reading:
        parts.append(f"{outcome.new_statements:,} new" if outcome.new_statements else "nothing new")
    parts += [part for part in (row.document.published or _estimate(row), row.document.agency) if part]
    heard = row.document.notes if row.document.spoken is not None else ()
    parts += [f"note: {note}" for note in (*heard, *(row.reading.notes if row.reading else ()))]
    return [*(f"{part}," for part in parts[:-1]), parts[-1]]


def _estimate(row: DocumentRow) -> str | None:
    """What is estimated of a date that is not stated, plainly as such."""
    if row.estimated is None or row.estimated.interval is None:
        return None
    from purport.desk.dating import in_short

    return f"undated ({in_short(row.estimated)})"


def _print_changes(session: Session, out: Console, outcome: ReadDocument) -> None:
    from purport.desk.difference import differences
    from purport.desk.terminal import Words, one_line

    assert outcome.replaced is not None
    before = outcome.replaced
    changes = differences(before.document.text, outcome.row.document.text)
    out.print(f"  the text at this address has changed since {before.captured_at:%Y-%m-%d %H:%M} UTC:", style="yellow")
    for change in changes[:CHANGES]:
        out.print(Words(f"  - {one_line(change.told, 300)}", session.turned))
    if len(changes) > CHANGES:
        out.print(f"  - and {count_of(len(changes) - CHANGES, 'more difference')}")
    if not changes:
        out.print("  - only white space")


def _sum_up(tally: Tally, passed_over: int, keep: bool) -> None:
    told = count_of(tally.documents, "document")
    if keep:
        told += f", {count_of(tally.new + tally.known, 'statement')}, {tally.new:,} of them new"
    if tally.media:
        told += f"; {count_of(tally.media, 'file')} without text"
    if tally.failed:
        told += f"; {count_of(tally.failed, 'source')} could not be read"
    if passed_over:
        told += f"; {count_of(passed_over, 'file')} passed over, being no documents"
    click.echo(told, err=True)
