"""``purport brief``."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Any

import click

from purport.cli.filters import filtered, question
from purport.cli.session import Session, count_of, machine_output, pass_session
from purport.errors import InstructionError


@click.command(short_help="One self-contained HTML page.")
@click.option("--html", "html", required=True, metavar="FILE", help="Where to write the page; - for standard output.")
@click.option("--title", default="Who said what", show_default=True, help="The heading of the page.")
@click.option("--sound", is_flag=True, help="Put recordings into the page (up to 30 MB); they play after a click.")
@filtered
@pass_session
def brief(session: Session, /, html: str, title: str, sound: bool, **given: Any) -> None:
    """Write one self-contained HTML page: statements, timeline, and each story with its marks.

    The page loads nothing and runs no script, so it opens offline and can be filed as it is. With --sound one script plays the
    recordings that are in it.
    """
    from purport.desk.brief import beside, page

    asked = question(given)
    with session.house() as house:
        rows, stories = house.rows(asked), house.documents(asked)
        tapes = house.tapes(stories, sound)
        besides = {row.id: beside(row, house.original_of(row), house.translations(row.id)) for row in stories}
        made_at = house.clock()
    if not stories:
        raise InstructionError(
            "nothing in the ledger meets these conditions",
            code="nothing-found",
            advice="`purport list` shows what is there",
        )
    text = page(stories, rows, title, made_at, tapes, besides)
    if html == "-":
        machine_output().write(text)
        return
    _write(Path(html), text)
    click.echo(f"{html}: {count_of(len(rows), 'statement')} in {count_of(len(stories), 'document')}", file=sys.stderr)


def _write(file: Path, text: str) -> None:
    """Write the page beside its place first, so that a failure leaves what was there before."""
    draft = file.with_name(f".{file.name}.part")
    try:
        draft.write_text(text, "utf-8", errors="backslashreplace")
        draft.replace(file)
    except OSError as fault:
        draft.unlink(missing_ok=True)
        raise InstructionError(
            f"the page cannot be written: {(fault.strerror or str(fault)).lower()}",
            code="not-writable",
            subject=str(file),
        ) from fault
