"""``purport export``: captures and captions for other tools."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import click

from purport.cli.filters import filtered, question
from purport.cli.handing import asks
from purport.cli.session import Session, count_of, pass_session, print_json
from purport.errors import InstructionError

CAPTIONS = ("srt", "vtt")


@click.command(short_help="Captures as a web archive (WARC, WACZ), captions of a recording (SRT, WebVTT).")
@click.argument("names", metavar="[ID]...", nargs=-1)
@click.option("--format", "form", required=True, type=click.Choice(["warc", "wacz", *CAPTIONS]), help="What to write.")
@click.option("--to", "file", required=True, type=click.Path(path_type=Path, dir_okay=False), help="The new file.")
@filtered
@click.option("--words", metavar="WORDS", help="Only statements with all these words, as for `purport search`.")
@click.option("--withheld", is_flag=True, help="Mark, in captions, where something is withheld (without its words).")
@click.option("--json", "as_json", is_flag=True, help="What is in it, as one JSON object.")
@pass_session
def export(session: Session, /, names: tuple[str, ...], form: str, file: Path, as_json: bool, **given: Any) -> None:
    """Write the captures of what is chosen as a web archive that replay tools open; or the captions of one recording.

    ID is the id of a statement, event or document, or the digest of an exhibit (sha256:...). Without ids and options every
    capture goes in. What was removed is left out, and the file says so.

    Captions (srt, vtt) are of one document: a recording that was transcribed.
    """
    words, withheld = given.pop("words"), given.pop("withheld")
    if form in CAPTIONS:
        if len(names) != 1 or asks(given, words):
            message = "captions are of one recording: give the id or name of its document, and no conditions"
            raise InstructionError(message, code="one-recording", subject=f"--format {form}")
        _captions(session, names[0], file, (form, withheld), as_json)
        return
    if withheld:
        raise InstructionError("belongs to captions (srt, vtt)", code="bad-option", subject="--withheld")
    asked = question(given, words) if asks(given, words) else None
    with session.house() as house:
        archive = house.export(names, asked, file, form)
    exhibits = len({one.exhibit.sha256 for one in archive.items})
    if as_json:
        removed = [one.exhibit for one in archive.removed]
        print_json({"file": str(file), "captures": len(archive.items), "exhibits": exhibits, "removed": removed})
        return
    click.echo(f"{file}: {count_of(len(archive.items), 'capture')} of {count_of(exhibits, 'exhibit')}")
    for one in archive.removed:
        click.echo(f"note: {one.exhibit} was removed and is left out", err=True)


def _captions(session: Session, name: str, file: Path, how: tuple[str, bool], as_json: bool) -> None:
    with session.house() as house:
        count = house.captions(name, file, *how)
    if as_json:
        print_json({"file": str(file), "captions": count})
    else:
        click.echo(f"{file}: {count_of(count, 'caption')}")
