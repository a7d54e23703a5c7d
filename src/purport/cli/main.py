"""The program: ``purport`` and its commands, and what becomes of errors."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable
from contextlib import suppress
from importlib import import_module
from pathlib import Path
from typing import Any

import click

from purport.cli.session import Session, complain
from purport.errors import HouseError, PurportError
from purport.version import __version__

INTERRUPTED = 130
BROKEN_PIPE = 141

EPILOG = """\b
Exit status:
  0    all went well
  1    a source could not be read (all others were)
  2    the instruction was not understood: option, date, config, id
  3    the house is not in order: disk, ledger, model, or `verify` found a fault
  130  interrupted
"""


COMMANDS = {
    "read": ("reading:read", "Read files, folders, addresses and feeds."),
    "sources": ("sources:sources", "What is watched, and how it is doing."),
    "watch": ("watching:watch", "Look at the sources in their turn, for as long as wanted."),
    "alerts": ("alerts:alerts", "Who is told of what: rules, what they told, and sending it."),
    "list": ("asking:list_statements", "List statements, newest first."),
    "search": ("asking:search", "Search statements and texts."),
    "show": ("asking:show", "One statement, event or document in full."),
    "date": ("dating:date", "Estimate when a text came to be, with reasons."),
    "media": ("media:media", "What a picture, recording or file says of itself."),
    "voice": ("voices:voice", "Compare voices: a likelihood ratio with its limits, or why there is none."),
    "translate": ("translating:translate", "Machine translation beside the original."),
    "versions": ("asking:versions", "What changed between captures of one page."),
    "events": ("coding:events", "List events, newest first; load lists of events."),
    "map": ("mapping:places", "Where statements and events lie."),
    "timeline": ("mapping:timeline", "When statements were made, the earliest first."),
    "weigh": ("weighing:weigh", "Who else tells of it, on how many origins, and how it stands."),
    "speaker": ("speaking:speaker", "What a speaker or group said over time, to whom, against whom."),
    "matters": ("weighing:matters", "Events and releases that stories tell of, newest first."),
    "corroborate": ("weighing:corroborate", "Place what was read among what was read before."),
    "together": ("pairing:together", "Decide that two stories tell of one event or release."),
    "apart": ("pairing:apart", "Decide that two stories tell of two things."),
    "grade": ("grading:grade", "Decide how reliable a source is, or how credible what is said."),
    "grades": ("grading:grades", "What was decided, and what rules propose."),
    "names": ("naming:names", "Who a name may be, by lists of names; load such lists."),
    "decide": ("deciding:decide", "Accept, correct or reject one statement or event, or take that back."),
    "review": ("coding:review", "Accept, edit or reject events, one by one."),
    "desk": ("desk:desk", "The desk in the browser: serve it, accounts, tokens, who looked."),
    "brief": ("briefing:brief", "A brief to hand on: HTML, PDF, DOCX or Markdown."),
    "verify": ("proving:verify", "Check hashes, custody and offsets."),
    "checkpoint": ("proving:checkpoint", "Sign the custody log and print the checkpoint."),
    "bundle": ("handing:bundle", "A zip that a third party checks offline."),
    "export": ("exporting:export", "Statements, captures or captions in the formats of other tools."),
    "remove": ("handing:remove", "Take an exhibit out for a legal reason or for safety."),
    "init": ("houseplan:init", "Make a house: write a commented purport.toml."),
    "config": ("houseplan:config", "Every setting and where it comes from."),
    "gazetteer": ("gazetteer:gazetteer", "Where places are: build the full list of names, add your own."),
    "speech": ("speech:speech", "What hears recordings: which model, and whether it is in order."),
    "doctor": ("houseplan:doctor", "What is installed, what is missing."),
}
"""The commands in the order in which they are used: where each stands in this room, and what it says of itself in the list.

A command's module is imported when the command is asked for, so that ``--help`` and each command load little else.
"""


class Program(click.Group):
    """The group of commands, with purport's own treatment of errors."""

    def main(self, *args: Any, standalone_mode: bool = True, **extra: Any) -> Any:
        """Run and exit with a status; with ``standalone_mode=False`` run and let errors through."""
        run: Callable[..., Any] = super().main
        if not standalone_mode:
            return run(*args, standalone_mode=False, **extra)
        return sys.exit(exit_status(lambda: run(*args, standalone_mode=False, **extra)))

    def invoke(self, ctx: click.Context) -> Any:
        """Run the command; a reader that has gone away (``| head``) ends it silently."""
        try:
            result = super().invoke(ctx)
            sys.stdout.flush()
        except BrokenPipeError:
            _let_go_of_output()
            raise click.exceptions.Exit(BROKEN_PIPE) from None
        except OSError as fault:
            _let_go_of_output()
            raise HouseError(
                (fault.strerror or str(fault)).lower(), code="system", subject=str(fault.filename or "output")
            ) from fault
        return result

    def list_commands(self, ctx: click.Context) -> list[str]:
        """The commands in the order in which they are used."""
        return list(COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """The command, loaded now; None if there is none of that name."""
        if cmd_name not in COMMANDS:
            return None
        module, _, name = COMMANDS[cmd_name][0].partition(":")
        command: click.Command = getattr(import_module(f"purport.cli.{module}"), name)
        return command

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """The list of commands, without loading them."""
        with formatter.section("Commands"):
            formatter.write_dl([(name, said) for name, (_, said) in COMMANDS.items()])


def _stand_in() -> None:
    """Puts something in the place of standard streams that were closed (``>&-``), so that no file is opened under their numbers."""
    for number in range(3):
        try:
            os.fstat(number)
        except OSError:
            os.open(os.devnull, os.O_RDWR)
    sys.stdout = sys.stdout or open(1, "w", encoding="utf-8", closefd=False)  # noqa: SIM115
    sys.stderr = sys.stderr or open(2, "w", encoding="utf-8", closefd=False)  # noqa: SIM115


def _let_go_of_output() -> None:
    """Sends what is still waiting for standard output nowhere, so that closing it raises nothing more."""
    with suppress(OSError):  # standard output of a test has no number
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())


def exit_status(run: Callable[[], Any]) -> int:
    """What `run` comes to: its own status, or the status of the error it met, which is told on standard error."""
    try:
        result = run()
    except click.Abort:
        complain("interrupted; what was filed until then is kept")
        return INTERRUPTED
    except click.ClickException as fault:
        fault.show()
        return fault.exit_code
    except PurportError as error:
        complain(error)
        return error.exit_status
    return result if isinstance(result, int) else 0


@click.group(
    cls=Program,
    epilog=EPILOG,
    context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100},
)
@click.option(
    "--config",
    "config_file",
    type=click.Path(path_type=Path, dir_okay=False),
    help="The config file. Else PURPORT_CONFIG, ./purport.toml, or the one in the user's config folder.",
)
@click.option(
    "--home",
    type=click.Path(path_type=Path, file_okay=False),
    help="The folder with vault and ledger. Else PURPORT_HOME, the config, or the user's data folder.",
)
@click.version_option(__version__, message="%(prog)s %(version)s")
@click.pass_context
def cli(ctx: click.Context, config_file: Path | None, home: Path | None) -> None:
    """Who said what, through whom, how sure, on what evidence.

    purport keeps public sources as hashed evidence, reads them, and keeps a ledger of attributed statements.
    """
    for stream in (sys.stdout, sys.stderr):
        reconfigure = getattr(stream, "reconfigure", None)
        if reconfigure is not None:
            reconfigure(errors="backslashreplace")
    ctx.obj = Session(config_file, home)


def main() -> None:
    """The entry point of the ``purport`` program."""
    _stand_in()
    cli(prog_name="purport")
