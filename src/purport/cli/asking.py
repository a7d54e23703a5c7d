"""``purport list``, ``search`` and ``show``."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

import click

from purport.cli.filters import LIMIT, filtered, question
from purport.cli.session import Session, Whole, count_of, machine_output, pass_session, print_json
from purport.errors import InstructionError
from purport.records import StatementRow

if TYPE_CHECKING:
    from purport.desk.versions import Version
    from purport.rounds.house import House

limit_option = click.option("--limit", type=Whole(0), default=LIMIT, show_default=True, help="Rows at most; 0 for all.")
offset_option = click.option("--offset", type=Whole(0), default=0, help="Rows to leave out first.")
json_option = click.option("--json", "as_json", is_flag=True, help="One JSON object a row.")
csv_option = click.option("--csv", "as_csv", is_flag=True, help="CSV (RFC 4180, UTF-8).")
bom_option = click.option(
    "--bom", is_flag=True, help="With --csv: a byte order mark first, which Excel needs to see UTF-8."
)


@click.command("list", short_help="List statements, newest first.")
@filtered
@limit_option
@offset_option
@json_option
@csv_option
@bom_option
@click.option("--removed", is_flag=True, help="What was removed instead: when, by whom, why.")
@pass_session
def list_statements(session: Session, /, limit: int, offset: int, removed: bool, **given: Any) -> None:
    """List statements, newest first. All conditions given must hold."""
    if removed:
        _list_removed(session, given["as_json"])
        return
    form = form_of(given)
    asked = question(given, limit=limit, offset=offset)
    with session.house() as house:
        rows = house.rows(asked)
        total = house.count(asked) if form == "table" else len(rows)
        gone = len(house.removals()) if form == "table" else 0
    _print(session, rows, form, total)
    if gone:
        click.echo(f"{count_of(gone, 'exhibit')} removed; --removed tells why", err=True)


def _list_removed(session: Session, as_json: bool) -> None:
    """The tombstones, as a table or as JSON."""
    from purport.desk.tables import plain_table
    from purport.desk.terminal import Words, one_line

    with session.house() as house:
        gone = house.removals()
    if as_json:
        for one in gone:
            told = {"exhibit": one.exhibit, "reason": one.reason, "by": one.by, "at": one.at.isoformat()}
            print_json({**told, "documents": list(one.documents), "statements": list(one.statements)})
        return
    table = plain_table("exhibit", "documents", "removed")
    for one in gone:
        table.add_row(
            one.exhibit[:19], " ".join(name[:12] for name in one.documents), Words(one_line(one.told), session.turned)
        )
    if gone:
        session.out.print(table)
    click.echo(f"{count_of(len(gone), 'exhibit')} removed", err=True)


@click.command(short_help="Search statements and texts.")
@click.argument("words", nargs=-1, required=True)
@filtered
@limit_option
@offset_option
@json_option
@csv_option
@bom_option
@pass_session
def search(session: Session, /, words: tuple[str, ...], limit: int, offset: int, **given: Any) -> None:
    """Search statements and texts. All words must occur.

    \b
    "two words"   side by side
    -word         must not occur (put -- before the first word)
    word*         begins with

    Letters are folded: English case and accents, Arabic forms and diacritics make no difference.
    """  # noqa: D301 - click wants the character
    form = form_of(given)
    asked = question(given, " ".join(words), limit, offset)
    with session.house() as house:
        rows = house.search(asked)
        _print(session, rows, form, len(rows))
        if form == "table":
            _print_texts(session, house, asked_words=" ".join(words), given=given)


def form_of(given: dict[str, Any]) -> str:
    """``table``, ``json``, ``csv`` or ``csv-bom``, as the options say; takes them out of `given`."""
    as_json, as_csv, bom = given.pop("as_json"), given.pop("as_csv"), given.pop("bom")
    if as_json and as_csv:
        raise click.UsageError("--json and --csv cannot go together")
    if bom and not as_csv:
        raise click.UsageError("--bom goes with --csv")
    if as_json:
        return "json"
    return "csv-bom" if bom else "csv" if as_csv else "table"


def _print(session: Session, rows: Sequence[StatementRow], form: str, total: int) -> None:
    if form == "json":
        from purport.exchange.contract import statement

        for row in rows:
            print_json(statement(row))
    elif form.startswith("csv"):
        from purport.exchange.csv import lines

        machine_output().writelines(lines(rows, bom=form == "csv-bom"))
    else:
        _print_table(session, rows, total)


def _print_table(session: Session, rows: Sequence[StatementRow], total: int) -> None:
    from purport.desk.tables import statements

    if rows:
        session.out.print(statements(rows, session.turned))
    more = f" of {total:,}; --limit 0 shows all" if total > len(rows) else ""
    click.echo(f"{count_of(len(rows), 'statement')}{more}", err=True)


def _print_texts(session: Session, house: House, asked_words: str, given: dict[str, Any]) -> None:
    """The documents whose text holds the words, beside the statements."""
    from purport.desk.tables import plain_table
    from purport.desk.terminal import Words, one_line

    found = house.search_documents(question(given, asked_words, limit=20))
    if not found:
        return
    table = plain_table("document", "published", "title", "words")
    for one in found:
        cells = (one_line(one.title or one.name, 80), one_line(one.snippet or "", 240))
        table.add_row(one.id[:12], one.published or "not known", *(Words(cell, session.turned) for cell in cells))
    session.out.print()
    session.out.print(table)
    click.echo(count_of(len(found), "document"), err=True)


@click.command(short_help="One statement, event or document in full.")
@click.argument("name", metavar="ID")
@click.option(
    "--bonds", is_flag=True, help="What ties it to other stories instead: copies, citations, the same event, and why."
)
@click.option("--history", is_flag=True, help="With --bonds: also what does not hold any longer.")
@click.option("--json", "as_json", is_flag=True, help="As JSON.")
@pass_session
def show(session: Session, /, name: str, bonds: bool, history: bool, as_json: bool) -> None:
    """Show one statement, event or document in full: words, chain, reasons, evidence, and how it stands among others.

    ID is the id of a statement, event or document, the beginning of one, or a document's name. The id that --bonds gives for what
    a story tells of (tl-...) leads to that story.
    """
    with session.house() as house:
        try:
            if bonds or history:
                _show_bonds(session, house, (name, history), as_json)
                return
            _show(session, house, name, as_json)
            if not as_json:
                _show_standing(session, house, name)
        except InstructionError as error:
            _say_if_removed(house, name, error)
            raise


def _show_bonds(session: Session, house: House, asked: tuple[str, bool], as_json: bool) -> None:
    found = house.corroboration.bonds(*asked)
    if as_json:
        from purport.exchange.weighing import bond

        print_json({"bonds": [bond(one) for one in found]})
        return
    from purport.desk.matters import bonds_table

    if found:
        session.out.print(bonds_table(found, session.turned))
    click.echo(count_of(len(found), "bond"), err=True)


def _show_standing(session: Session, house: House, name: str) -> None:
    from purport.desk.matters import decision_words, stands

    fold, graded, decided, tellings = house.corroboration.shown(name)
    stands(session.out, fold, graded, [decision_words(one, tellings) for one in decided], session.turned)


def _say_if_removed(house: House, name: str, error: InstructionError) -> None:
    """What was removed is told as such.

    Raises:
        InstructionError: ``removed``.
    """
    if error.code != "unknown-id" or len(name) < 4:
        return
    full = name if "-" in name or ":" in name else f"st-{name}"
    for one in house.removals():
        if any(known.startswith(full) for known in (one.exhibit, *one.statements, *one.events)):
            advice = "purport list --removed tells of all"
            raise InstructionError(f"was {one.told}", code="removed", subject=name, advice=advice) from error


def _show(session: Session, house: House, name: str, as_json: bool) -> None:
    if name.startswith("ev-"):
        _show_event(session, house, name, as_json)
        return
    if name.startswith("tl-"):  # bonds are between these: the story that tells of it
        from purport.rounds.asked import asked_for

        _show_document(session, house, asked_for(house.ledger, name)[0], as_json)
        return
    if name.startswith("doc-"):
        _show_document(session, house, name, as_json)
        return
    try:
        row = house.row(name)
    except InstructionError as error:
        if name.startswith("st-") or error.code != "unknown-id":
            raise
        _show_document(session, house, name, as_json, "no statement or document answers to this")
        return
    _show_statement(session, house, row, as_json)


def _show_statement(session: Session, house: House, row: StatementRow, as_json: bool) -> None:
    if as_json:
        from purport.exchange.contract import statement

        print_json(statement(row))
        return
    from purport.desk import show as desk
    from purport.desk.translation import of_statement, say

    source = house.document(row.document)
    estimated = house.recording_of(row, source)
    beside = of_statement(row.statement, source, house.original_of(source), house.translations(source.id))
    seen = house.captures(row.exhibit)
    desk.statement(session.out, row, source, seen, session.turned, estimated=estimated)
    say(session.out, beside, session.turned)


def _show_event(session: Session, house: House, name: str, as_json: bool) -> None:
    row = house.event(name)
    if as_json:
        from purport.exchange.contract import event

        print_json(event(row))
        return
    from purport.desk import events as desk

    desk.full(session.out, row, session.turned)


def _show_document(session: Session, house: House, name: str, as_json: bool, unknown: str = "") -> None:
    try:
        row = house.document(name)
    except InstructionError as error:
        if not unknown or error.code != "unknown-id":
            raise
        advice = "`purport list` shows ids; a document's name or address will do too"
        raise InstructionError(unknown, code=error.code, subject=name, advice=advice) from error
    if as_json:
        from purport.exchange.contract import line

        print_json(line(row))
        return
    from purport.desk import show as desk
    from purport.desk.translation import of_document, say
    from purport.desk.versions import told

    seen = house.captures(row.document.exhibit)
    imprint = house.imprint_of(row.document.exhibit)
    beside = of_document(row, house.translations(row.id))
    (row,), said = house.as_they_stand([row])
    desk.document(session.out, row, seen, session.turned, told(house.versions(row.id)), imprint)
    desk.statements_of(session.out, row, session.turned, said)
    say(session.out, beside, session.turned)


@click.command(short_help="What changed between captures of one page.")
@click.argument("name", metavar="ID")
@click.option("--json", "as_json", is_flag=True, help="One JSON object a version.")
@pass_session
def versions(session: Session, /, name: str, as_json: bool) -> None:
    """What the address of a document gave at each capture, and what changed, in words.

    ID is a document's id, name or address, or the id of a statement in it. A change is called silent where the page
    does not say that it was corrected or updated.
    """
    with session.house() as house:
        found = house.versions(house.row(name).document if name.startswith("st-") else name)
    if as_json:
        for one in found:
            print_json(_version(one))
        return
    from purport.desk.versions import say

    say(session.out, found, session.turned)
    click.echo(count_of(len(found), "version"), err=True)


def _version(one: Version) -> dict[str, object]:
    made = one.capture
    changes = [{"before": c.before, "after": c.after, "at": c.at, "now": c.now} for c in one.changes]
    return {
        "document": made.document,
        "exhibit": made.exhibit,
        "first_seen": made.first_seen.isoformat(),
        "last_seen": made.last_seen.isoformat(),
        "removed": made.removed,
        "silent": one.silent,
        "notice": one.notice,
        "changes": changes,
    }
