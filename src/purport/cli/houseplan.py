"""``purport init``, ``config`` and ``doctor``."""

from __future__ import annotations

from pathlib import Path

import click

from purport.cli.session import Session, pass_session, print_json
from purport.config import FILE_NAME, resolved
from purport.config.template import template_for
from purport.errors import InstructionError

FAULTY = 3


@click.command(short_help="Make a house: write a commented purport.toml.")
@click.argument("folder", type=click.Path(path_type=Path, file_okay=False), default=".")
@pass_session
def init(_session: Session, /, folder: Path) -> None:
    """Make a house in FOLDER (here, if none is named): writes a commented purport.toml.

    Vault and ledger will lie beside it.
    """
    file = folder / FILE_NAME
    try:
        folder.mkdir(parents=True, exist_ok=True)
        with file.open("x", encoding="utf-8") as out:
            out.write(template_for(Path()))
    except FileExistsError as fault:
        raise InstructionError(
            "is there already; it was left as it is", code="config-exists", subject=str(file)
        ) from fault
    except OSError as fault:
        raise InstructionError(
            f"cannot be written: {(fault.strerror or str(fault)).lower()}", code="not-writable", subject=str(file)
        ) from fault
    click.echo(f"{file} is written.")
    click.echo("It is used by every command run in that folder, or with --config or PURPORT_CONFIG.")


@click.command(short_help="Every setting and where it comes from.")
@click.option("--json", "as_json", is_flag=True, help="One JSON object a setting.")
@pass_session
def config(session: Session, /, as_json: bool) -> None:
    """Show every setting, its value, and where it comes from."""
    settings = resolved(session.plan)
    if as_json:
        for one in settings:
            print_json({"key": one.key, "value": one.value, "origin": one.origin})
        return
    from purport.desk.tables import plain_table
    from purport.desk.terminal import one_line

    table = plain_table("setting", "value", "from")
    for one in settings:
        table.add_row(
            one.key, one_line(one.value), one_line(one.origin), style="" if one.origin != "default" else "bright_black"
        )
    session.out.print(table)
    click.echo(f"file: {session.plan.file or 'none; `purport init` writes one'}", err=True)


@click.command(short_help="What is installed, what is missing.")
@click.option("--json", "as_json", is_flag=True, help="One JSON object a check.")
@pass_session
def doctor(session: Session, /, as_json: bool) -> int:
    """Say what is installed, what is missing, and how to get it.

    Exit status 3 if something that purport needs is missing.
    """
    from purport.rounds.checkup import checkup

    checks = checkup(session.plan)
    if as_json:
        for one in checks:
            print_json({"name": one.name, "state": one.state, "told": one.told, "advice": one.advice})
    else:
        from purport.desk.tables import plain_table
        from purport.desk.terminal import one_line

        table = plain_table("what", "state", "")
        styles = {"ok": "green", "note": "yellow", "missing": "bold red"}
        for one in checks:
            told = f"{one.told}; {one.advice}" if one.advice else one.told
            table.add_row(one.name, one.state, one_line(told))
            table.columns[1].style = ""
            table.rows[-1].style = "" if one.state == "ok" else styles[one.state]
        session.out.print(table)
    return FAULTY if any(one.state == "missing" for one in checks) else 0
