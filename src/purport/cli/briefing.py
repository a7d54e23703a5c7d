"""``purport brief``."""

from __future__ import annotations

import re
import sys
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from purport.cli.filters import filtered, question
from purport.cli.session import Session, count_of, machine_output, pass_session, progress
from purport.errors import InstructionError
from purport.records import Filter
from purport.records.briefs import Form, Handed, Label

if TYPE_CHECKING:
    from purport.rounds.house import House

LABELS = [str(label).removeprefix("TLP:") for label in Label]
_MOMENT = re.compile(r"\d{4}-\d{2}-\d{2}(?:[T ]\d{2}:\d{2})?")


@click.command(short_help="A brief to hand on: HTML, PDF, DOCX or Markdown.")
@click.option(
    "--out", metavar="FILE", help="Where to write the brief; its ending says in which form. - for standard output."
)
@click.option(
    "--format",
    "form",
    type=click.Choice([str(one) for one in Form]),
    help="The form, where the ending does not say it.",
)
@click.option("--html", "html", metavar="FILE", help="Instead: a page with every story in full; - for standard output.")
@click.option("--title", default="Who said what", show_default=True, help="The heading.")
@click.option(
    "--tlp", type=click.Choice(LABELS, case_sensitive=False), help="The TLP label. Unset: `tlp` under [brief]."
)
@click.option(
    "--new-since",
    metavar="TIME",
    help="Tell apart what came in since (2026-03-01, 2026-03-01T06:00 UTC, or last: the last brief).",
)
@click.option(
    "--weigh",
    type=click.IntRange(0, 1000),
    metavar="N",
    help="Matters to count origins of. Unset: `weigh` under [brief].",
)
@click.option(
    "--digest", type=click.Choice(["daily", "weekly"]), help="What came in within the last day or week that is over."
)
@click.option("--again", is_flag=True, help="With --digest: write it anew where it is there already.")
@click.option(
    "--sound", is_flag=True, help="With --html: put recordings into the page (up to 30 MB); they play after a click."
)
@filtered
@pass_session
def brief(session: Session, /, **given: Any) -> None:
    """Write a brief: who said what, through whom, how sure, on how many origins, and what is not known.

    Each sentence leads to the preserved original by its digest, and to the characters or the second. --out writes it to hand on,
    with quotations cut and a TLP label; PDF needs the extra "pdf". --html writes a page to work with: every story in full, with its
    marks.

    --digest writes what came in within the last day or week that is over, into the folder of the config, or to --out; the same
    period twice gives the same. `purport watch` does so by itself where the config says `digest`.
    """
    chosen = {
        name: given.pop(name)
        for name in ("out", "form", "html", "title", "tlp", "new_since", "weigh", "digest", "again", "sound")
    }
    asked = question(given)
    _check(chosen, asked)
    with session.house() as house:
        if chosen["html"] is not None:
            _page(house, asked, chosen)
        elif chosen["digest"] is not None:
            _digest(session, house, chosen)
        else:
            _brief(house, asked, chosen)


def _check(chosen: dict[str, Any], asked: Filter) -> None:
    """What goes together, and what does not."""
    out, html, digest = chosen["out"], chosen["html"], chosen["digest"]
    others = [name for name in ("form", "tlp", "new_since", "weigh") if chosen[name] is not None]
    told = ""
    if html is not None and (out or digest or others):
        told = "--html writes the page with every story in full, and goes with none of the options of a brief"
    elif html is None and chosen["sound"]:
        told = "--sound goes with --html alone"
    elif digest and (chosen["new_since"] or chosen["weigh"] is not None or asked != Filter(limit=None)):
        told = "a digest tells all that came in within its time: it takes no conditions"
    elif chosen["again"] and not digest:
        told = "--again goes with --digest alone"
    elif not (out or html or digest):
        told = "where is it to be written?"
    if told:
        advice = (
            "give --out FILE (or --html FILE)" if "where" in told else "purport brief --help tells what goes together"
        )
        raise InstructionError(told, code="bad-option", subject="purport brief", advice=advice)


def _form(chosen: dict[str, Any]) -> Form:
    """The form that is meant."""
    if chosen["form"] is not None:
        return Form(chosen["form"])
    ending = Path(chosen["out"]).suffix[1:].lower()
    known = {**{str(one): one for one in Form}, "htm": Form.HTML, "markdown": Form.MARKDOWN}
    if ending not in known:
        raise InstructionError(
            "its ending does not say in which form it is to be written",
            code="bad-option",
            subject=chosen["out"],
            advice="end it in .html, .pdf, .docx or .md, or give --format",
        )
    return known[ending]


def _label(chosen: dict[str, Any]) -> Label | None:
    return None if chosen["tlp"] is None else Label(f"TLP:{chosen['tlp']}")


def _brief(house: House, asked: Filter, chosen: dict[str, Any]) -> None:
    from purport.desk.handout import asked as in_words

    form = _form(chosen)
    since, why = _since(house, chosen["new_since"])
    choices = replace(
        house.briefing.choices(chosen["title"], _label(chosen)), asked=in_words(asked), new_since=since, new_why=why
    )
    with progress("weighing") as tell:
        made = house.brief(asked, choices, chosen["weigh"], tell)
    if not made.sentences:
        raise _nothing()
    out = None if chosen["out"] == "-" else Path(chosen["out"])
    handed, data = house.briefing.hand_over(made, form, out)
    if out is None:
        sys.stdout.buffer.write(data)
        sys.stdout.buffer.flush()
    else:
        notes = len(made.notes)
        click.echo(
            f"{out}: {count_of(handed.statements, 'statement')}, {count_of(notes, 'note')}, {made.label}", err=True
        )
    _warn(handed)


def _warn(handed: Handed) -> None:
    if handed.lacking:
        scripts = ", ".join(sorted(handed.lacking))
        click.echo(
            f"no font for: {scripts}; the PDF says where (give folders of fonts as `fonts` under [brief])", err=True
        )


def _since(house: House, told: str | None) -> tuple[datetime | None, str]:
    """From when on what came in is new, and that time in words."""
    if told is None:
        return None, ""
    if told == "last":
        last = house.briefing.since_last()
        if last is None:
            return datetime.min.replace(tzinfo=UTC), "at any time: no brief was handed over before"
        return last, f"since the last brief, {last:%Y-%m-%d %H:%M} UTC"
    try:
        if not _MOMENT.fullmatch(told):
            raise ValueError
        at = datetime.fromisoformat(told).replace(tzinfo=UTC)
    except ValueError:
        raise InstructionError(
            "is no time",
            code="bad-date",
            subject=f"--new-since {told}",
            advice="write 2026-03-01, 2026-03-01T06:00 (UTC) or last",
        ) from None
    return at, f"since {at:%Y-%m-%d %H:%M} UTC"


def _digest(session: Session, house: House, chosen: dict[str, Any]) -> None:
    told = session.plan.brief
    period = house.digests.last(chosen["digest"])
    if chosen["out"] is not None:
        _digest_to(house, chosen)
        return
    forms = (Form(chosen["form"]),) if chosen["form"] is not None else tuple(Form(form) for form in told.formats)
    for one in house.digests.made(period, forms, session.plan.digests, _label(chosen), again=chosen["again"]):
        if one.handed is None:
            click.echo(f"{one.file}: is there already; it was left as it is (--again writes it anew)", err=True)
            continue
        what = count_of(one.handed.statements, "statement") if one.handed.statements else "nothing new"
        click.echo(f"{one.file}: {what}, {one.handed.label}", err=True)
        _warn(one.handed)


def _digest_to(house: House, chosen: dict[str, Any]) -> None:
    """A digest into a file of the user's choice."""
    form, out = _form(chosen), None if chosen["out"] == "-" else Path(chosen["out"])
    period = house.digests.last(chosen["digest"])
    if out is not None and out.exists() and not chosen["again"]:
        click.echo(f"{out}: is there already; it was left as it is (--again writes it anew)", err=True)
        return
    made = house.digests.brief(period, _label(chosen))
    handed, data = house.briefing.hand_over(made, form, out, period)
    if out is None:
        sys.stdout.buffer.write(data)
        sys.stdout.buffer.flush()
    else:
        what = count_of(handed.statements, "statement") if handed.statements else "nothing new"
        click.echo(f"{out}: {what}, {handed.label}", err=True)
    _warn(handed)


def _nothing() -> InstructionError:
    return InstructionError(
        "nothing in the ledger meets these conditions",
        code="nothing-found",
        advice="`purport list` shows what is there",
    )


def _page(house: House, asked: Filter, chosen: dict[str, Any]) -> None:
    """The page with every story in full."""
    from purport.desk.brief import Extras, beside, page

    rows = house.rows(asked)
    stories, said = house.as_they_stand(house.documents(asked))
    tapes = house.tapes(stories, chosen["sound"])
    besides = {row.id: beside(row, house.original_of(row), house.translations(row.id)) for row in stories}
    if not stories:
        raise _nothing()
    told = [event.id for row in stories if row.reading is not None for event in row.reading.events]
    extras = Extras(tapes, besides, said, house.ledger.events_named(told))
    text = page(stories, rows, chosen["title"], house.clock(), extras)
    html = chosen["html"]
    if html == "-":
        machine_output().write(text)
        return
    _write(Path(html), text)
    many = count_of(sum(not row.rejected for row in rows), "statement")
    click.echo(f"{html}: {many} in {count_of(len(stories), 'document')}", file=sys.stderr)


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
