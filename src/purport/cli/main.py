"""The program: ``purport`` and its commands, and what becomes of errors."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from typing import Any

import click

from purport.cli.alerts import alerts
from purport.cli.asking import list_statements, search, show, versions
from purport.cli.briefing import brief
from purport.cli.coding import events, review
from purport.cli.dating import date
from purport.cli.exporting import export
from purport.cli.gazetteer import gazetteer
from purport.cli.handing import bundle, remove
from purport.cli.houseplan import config, doctor, init
from purport.cli.media import media
from purport.cli.proving import checkpoint, verify
from purport.cli.reading import read
from purport.cli.session import Session, complain
from purport.cli.sources import sources
from purport.cli.speech import speech
from purport.cli.translating import translate
from purport.cli.voices import voice
from purport.cli.watching import watch
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
        return list(self.commands)


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


COMMANDS = (
    read,
    sources,
    watch,
    alerts,
    list_statements,
    search,
    show,
    date,
    media,
    voice,
    translate,
    versions,
    events,
    review,
    brief,
    verify,
    checkpoint,
    bundle,
    export,
    remove,
    init,
    config,
    gazetteer,
    speech,
    doctor,
)

for command in COMMANDS:
    cli.add_command(command)


def main() -> None:
    """The entry point of the ``purport`` program."""
    cli(prog_name="purport")
