"""``purport export``: what the house holds, in the formats of other tools."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from purport.cli.filters import filtered, question
from purport.cli.handing import asks
from purport.cli.session import Session, count_of, pass_session, print_json
from purport.errors import InstructionError
from purport.exchange.entries import How, Tally
from purport.exchange.forms import FORMS, Takes, form

if TYPE_CHECKING:
    from purport.rounds.exporting import Request
    from purport.rounds.house import House

TLP = ("clear", "green", "amber", "amber+strict", "red")
STANDARD_OUTPUT = "-"


def _formats(context: click.Context, option: click.Parameter, value: bool) -> None:
    """Print every format, with what it is made of and what opens it."""
    if not value or context.resilient_parsing:
        return
    widest = max(len(one.name) for one in FORMS)
    for one in FORMS:
        extra = f'; needs pip install "purport[{one.extra}]"' if one.extra else ""
        click.echo(f"{one.name:<{widest}}  {one.title}: {one.takes}, for {one.tool}{extra}")
    context.exit()


@click.command(short_help="Statements, captures or captions in the formats of other tools.")
@click.argument("names", metavar="[ID]...", nargs=-1)
@click.option(
    "--formats", is_flag=True, is_eager=True, expose_value=False, callback=_formats, help="Every format, told."
)
@click.option("--format", "name", required=True, type=click.Choice([one.name for one in FORMS]), help="What to write.")
@click.option(
    "--to",
    "file",
    required=True,
    type=click.Path(dir_okay=False, allow_dash=True),
    help="The new file; - for standard output.",
)
@click.option("--replace", is_flag=True, help="Write over the file if it is there, in one step.")
@filtered
@click.option("--words", metavar="WORDS", help="Only statements with all these words, as for `purport search`.")
@click.option("--bom", is_flag=True, help="CSV: a byte order mark first, which Excel needs to see UTF-8.")
@click.option(
    "--tlp", type=click.Choice(TLP), help="STIX: mark every object with this level of the Traffic Light Protocol."
)
@click.option("--title", metavar="WORDS", help="Atom, GeoJSON, KML: what it is called.")
@click.option("--link", metavar="URL", help="Atom: the feed's own address.")
@click.option("--withheld", is_flag=True, help="Captions: mark where something is withheld (without its words).")
@click.option("--json", "as_json", is_flag=True, help="What is in it, as one JSON object.")
@pass_session
def export(session: Session, /, names: tuple[str, ...], file: str, as_json: bool, **given: Any) -> None:
    """Write what is chosen in the format of another tool. Each tells who is said to have said it, through whom, how sure.

    ID is the id of a statement, event or document, or the digest of an exhibit (sha256:...). Without ids and options everything
    goes in. What was removed is in none.

    Web archives (warc, wacz) hold the captures of what is chosen. Captions (srt, vtt) are of one document, a recording that was
    transcribed; prov is of one statement. What a format has no place for is counted and said.
    """
    from purport.exchange.contract import written

    name, replace = given.pop("name"), given.pop("replace")
    _checked(name, given)
    with session.house() as house:
        asked = _request(names, name, given)
        done = _streamed(house, asked) if file == STANDARD_OUTPUT else house.put(asked, Path(file), replace=replace)
    if as_json:
        record = {"file": file, "format": name, **_record(form(name).takes, done)}
        click.echo(written(record), err=True) if file == STANDARD_OUTPUT else print_json(record)
        return
    click.echo(f"{file}: {_told(form(name).takes, done)}", err=file == STANDARD_OUTPUT)
    for reason, number in done.left_out.items():
        click.echo(f"note: left out: {number:,} {reason}", err=True)
    for one in done.removed:
        click.echo(f"note: {one} was removed and is left out", err=True)


OF = {
    "bom": ("csv",),
    "tlp": ("stix",),
    "link": ("atom",),
    "title": ("atom", "geojson", "kml"),
    "withheld": ("srt", "vtt"),
}
"""The formats that an option is for."""


def _checked(name: str, given: dict[str, Any]) -> None:
    for option, forms in OF.items():
        if given[option] and name not in forms:
            raise InstructionError(f"belongs to {', '.join(forms)}", code="bad-option", subject=f"--{option}")


def _request(names: tuple[str, ...], name: str, given: dict[str, Any]) -> Request:
    from purport.rounds.exporting import Request

    words, withheld = given.pop("words"), given.pop("withheld")
    title = given.pop("title") or "purport"
    how = How(title=title, link=given.pop("link"), bom=given.pop("bom"), tlp=given.pop("tlp"))
    asked = question(given, words) if asks(given, words) else None
    return Request(name, names, asked, how, withheld)


def _streamed(house: House, asked: Request) -> Tally:
    """What is asked for, on standard output as it comes."""
    tally = Tally()
    out = sys.stdout.buffer
    for piece in house.exported(asked, tally):
        out.write(piece)
    out.flush()
    return tally


def _record(takes: Takes, done: Tally) -> dict[str, object]:
    if takes in (Takes.STATEMENTS, Takes.STATEMENT):
        return {"statements": done.statements, "parts": dict(done.parts), "left_out": dict(done.left_out)}
    return {**done.parts, "removed": done.removed} if takes is Takes.CAPTURES else dict(done.parts)


def _told(takes: Takes, done: Tally) -> str:
    if takes is Takes.CAPTURES:
        return f"{count_of(done.parts['captures'], 'capture')} of {count_of(done.parts['exhibits'], 'exhibit')}"
    if takes is Takes.RECORDING:
        return count_of(done.parts["captions"], "caption")
    parts = ", ".join(f"{number:,} {name}" for name, number in done.parts.items())
    return count_of(done.statements, "statement") + (f" ({parts})" if parts else "")
