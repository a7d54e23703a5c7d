"""``purport watch``."""

from __future__ import annotations

import signal
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import asdict
from datetime import datetime
from types import FrameType
from typing import TYPE_CHECKING, Any

import click

from purport.cli.alerts import print_text
from purport.cli.session import Session, count_of, pass_session, print_json
from purport.cli.sources import chosen
from purport.config.options import Kind
from purport.config.sources import seconds
from purport.errors import InstructionError

if TYPE_CHECKING:
    from purport.config import Source
    from purport.rounds.watch import Happening, Watch

_SIGNALS = (signal.SIGTERM, signal.SIGINT)
_LENGTH = Kind("a length of time such as 90s, 10m or 2h", seconds)


@click.command(short_help="Look at the sources in their turn, for as long as wanted.")
@click.argument("names", nargs=-1)
@click.option("--once", is_flag=True, help="Look at each source once, whatever its turn, do what is due, and end.")
@click.option("--for", "length", metavar="TIME", help="End after so long (90s, 10m, 2h).")
@click.option("--json", "as_json", is_flag=True, help="One JSON object a happening, as it happens: a structured log.")
@click.option("--quiet", is_flag=True, help="Say only what fails.")
@click.option(
    "--metrics", metavar="PORT", type=click.IntRange(0, 65535), help="Serve metrics on 127.0.0.1 at this port."
)
@pass_session
def watch(
    session: Session,
    /,
    names: tuple[str, ...],
    length: str | None,
    metrics: int | None,
    **given: bool,
) -> int:
    """Look at the sources (all, or those named) in their turn: what is new is fetched, kept, read and filed.

    With `digest` in the config it writes a digest of what came in, each day or week, and makes up for those that were missed.

    SIGTERM or Ctrl-C ends it once what is under way is finished; a second one at once. One that was killed goes on where it was.

    Exit status 1 if with --once a source could not be had.
    """
    from purport.rounds.watch import WatchOptions

    wanted = chosen(session, names)
    if not wanted:
        raise InstructionError(
            "it names no source", code="no-sources", subject=str(session.plan.sources), advice="purport sources add URL"
        )
    once = given["once"]
    options = WatchOptions(once=once, seconds=None if length is None else _length(length))
    with session.house() as house, ExitStack() as open_things:
        walk = house.watch(wanted, options)
        open_things.enter_context(_stopped_by_signals(walk))
        if metrics is not None:
            from purport.rounds.metrics import served

            port = open_things.enter_context(served(walk, metrics))
            click.echo(f"metrics: http://127.0.0.1:{port}/metrics", err=True)
        tell = open_things.enter_context(_teller(session, walk, wanted, given["as_json"], given["quiet"]))
        for one in house.alerted(walk):
            tell(one)
    if not given["as_json"]:
        _sum_up(walk)
    return 1 if once and walk.counts["look-failed"] else 0


def _length(text: str) -> float:
    try:
        return float(_LENGTH.taken(text))
    except ValueError:
        raise InstructionError(
            f"expected {_LENGTH.expected}, found {text!r}", code="bad-option", subject="--for"
        ) from None


@contextmanager
def _stopped_by_signals(walk: Watch) -> Iterator[None]:
    """The first signal stops the watch, the second interrupts the program."""
    before = {number: signal.getsignal(number) for number in _SIGNALS}

    def first(_number: int, _frame: FrameType | None) -> None:
        for number in _SIGNALS:
            signal.signal(number, signal.default_int_handler)
        walk.stop()

    try:
        for number in _SIGNALS:
            signal.signal(number, first)
        yield
    finally:
        for number, handler in before.items():
            signal.signal(number, handler)


@contextmanager
def _teller(session: Session, walk: Watch, wanted: tuple[Source, ...], as_json: bool, quiet: bool) -> Iterator[Any]:
    """What is called with every happening: JSON lines, a live table on a terminal, or plain lines."""
    if as_json:
        yield lambda one: print_json(told(one))
    elif session.out.is_terminal and not quiet:
        from purport.desk.live import LiveTable

        with LiveTable(session.out, wanted) as table:

            def live(one: Happening) -> None:
                if one.text is not None:
                    table.above(one.text, session.turned)
                table.show(walk.standings, walk.counts, walk.under_way, one.at, line_of(one))

            yield live
    else:

        def plain(one: Happening) -> None:
            if not quiet or one.code:
                click.echo(f"{one.at:%H:%M:%S} {line_of(one)}")
            if one.text is not None:
                print_text(session, one.text)

        yield plain


def told(one: Happening) -> dict[str, object]:
    """A happening as JSON; what does not belong to its kind is left out."""
    out = {key: value for key, value in asdict(one).items() if value not in (None, "", 0, False) or key == "source"}
    return {key: f"{v:%Y-%m-%dT%H:%M:%SZ}" if isinstance(v, datetime) else v for key, v in out.items()}


def line_of(one: Happening) -> str:
    """A happening in one line."""
    from purport.desk.terminal import one_line

    if one.what == "looked":
        found = "nothing new" if not one.new and not one.changed else f"{one.new} new, {one.changed} changed"
    elif one.what == "read":
        found = f"read {one.subject}: {count_of(one.statements, 'new statement')}"
    elif one.what == "brief":
        found = (
            f"{one.subject} is written: {count_of(one.statements, 'statement') if one.statements else 'nothing new'}"
        )
    elif one.what == "alert":
        found = f"alert sent: {one.subject}"
    elif one.code is not None:
        again = f"; again {one.again:%Y-%m-%d %H:%M} UTC" if one.again else ""
        found = f"{one.subject}: {one.told} ({one.code}){again}"
    else:
        found = f"{one.what} {one.subject}"
    return one_line(f"{one.source}: {found}" if one.source else one.what)


def _sum_up(walk: Watch) -> None:
    counts = walk.counts
    parts = [
        count_of(counts["looked"] + counts["look-failed"], "look"),
        f"{counts['items']:,} new and {counts['items-changed']:,} changed",
        f"{counts['read']:,} read",
        count_of(counts["statements"], "new statement"),
    ]
    parts += [count_of(counts["alert"], "alert message")] if counts["alert"] else []
    parts += [count_of(counts["brief"], "digest")] if counts["brief"] else []
    failed = (
        counts["look-failed"]
        + counts["fetch-failed"]
        + counts["not-read"]
        + counts["alert-failed"]
        + counts["brief-failed"]
    )
    click.echo("; ".join([", ".join(parts), *([f"{failed:,} failures"] if failed else [])]), err=True)
