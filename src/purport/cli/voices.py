"""``purport voice``: what two recordings' voices being alike is worth, and when nothing can be said of it."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING

import click

from purport.cli.session import Session, complain, count_of, pass_session, print_json, progress
from purport.errors import InstructionError, LedgerError

if TYPE_CHECKING:
    from purport.rounds.voices import Failure

PUBLIC = "Are these recordings of public statements, by someone who speaks in public?"


@click.group(short_help="Compare voices: a likelihood ratio with its limits, or why there is none.")
def voice() -> None:
    """Compare a recording with recordings that are said to be of one voice.

    What comes out is a likelihood ratio for recordings of one measured condition, within the bounds that a calibration set
    supports, or the reasons why there is none. It never identifies anyone, and it does not tell a voice from its clone.
    """


@voice.command(short_help="Make or extend a reference: recordings said to be of one voice.")
@click.argument("name")
@click.argument("files", nargs=-1, required=True, metavar="FILE|URL|ID...")
@click.option("--said", default="", help="By whom, or on what ground, they are said to be of this voice.")
@click.option("--speaker", type=click.IntRange(1), help="Which voice of a recording that has several.")
@click.option("--public", is_flag=True, help="Do not ask: they are recordings of public statements.")
@pass_session
def enroll(session: Session, /, name: str, files: tuple[str, ...], said: str, speaker: int | None, public: bool) -> int:
    """Make or extend a reference: NAME, and recordings said to be of one voice.

    Only for those who speak in public, by recordings of public statements; never for private persons. The recordings are kept as
    exhibits. `purport voice forget NAME` takes the prints out again.

    Exit status: 1 if a recording could not be used (the others were), 2 if none could.
    """
    if not public:
        _ask(name)
    with session.house() as house, progress("listening") as tell:
        done = house.voices(writes=True).enrol(name, files, said, speaker, tell)
    _told_failures(done.failed)
    held = len({one.exhibit for one in done.reference.prints})
    click.echo(f"{done.reference.name}: {count_of(len(done.added), 'recording')} enrolled, {held} in all")
    if not done.reference.said:
        click.echo("note: nobody has said on what ground they are of this voice (--said)", err=True)
    return 1 if done.failed else 0


@voice.command(short_help="A recording against references.")
@click.argument("recording", metavar="FILE|URL|ID")
@click.option("--reference", help="The name of one reference; else each is compared.")
@click.option("--speaker", type=click.IntRange(1), help="Which voice of a recording that has several.")
@click.option("--json", "as_json", is_flag=True, help="One JSON object a reference.")
@pass_session
def compare(session: Session, /, recording: str, reference: str | None, speaker: int | None, as_json: bool) -> None:
    """Compare a recording with references: a log10 likelihood ratio, or why no calibrated comparison is possible.

    The recording is kept as an exhibit and each comparison as an assessment, with its settings, the digests of the model and of the
    calibration set. Exit status: 0 also where there is no ratio; 1 if the recording cannot be read.
    """
    with session.house() as house, progress("listening") as tell:
        tell(recording)
        found = house.voices(writes=True).compare(recording, reference, speaker)
    for one in found:
        if as_json:
            from purport.exchange.voices import comparison

            print_json(comparison(one))
        else:
            from purport.desk.voices import comparison as shown

            shown(session.out, one)


@voice.command(short_help="Make a calibration set from recordings of known speakers.")
@click.argument("folder", type=click.Path(path_type=Path, file_okay=False))
@click.option("--name", help="What to call it; else the folder's name.")
@click.option("--said", default="", help="What the recordings are: language, speakers, occasion, channel.")
@pass_session
def calibrate(session: Session, /, folder: Path, name: str | None, said: str) -> None:
    """Make a calibration set: FOLDER has a folder for each speaker with two recordings or more in it.

    All must be of the condition in which recordings are to be compared: channel, codec, noise; and of speakers like those in
    question. At least 20 speakers. The recordings are heard and not kept; the set holds numbers alone. It takes the place of
    an earlier one of the same name.
    """
    with session.house() as house, progress("listening") as tell:
        done = house.voices(writes=True).calibrate(folder, name, said, tell)
    _told_failures(done.failed)
    from purport.desk.voices import calibration

    calibration(session.out, done.digest, done.calibration)


@voice.command("list", short_help="References, calibration sets, comparisons.")
@click.option("--json", "as_json", is_flag=True, help="One JSON object a line.")
@pass_session
def list_voices(session: Session, /, as_json: bool) -> None:
    """The references, the calibration sets, and the comparisons that were made."""
    from purport.desk.voices import overview
    from purport.exchange import voices as exchange

    with session.house() as house:
        try:
            book = house.voices().ledger.voices
        except LedgerError as fault:
            if fault.code != "no-ledger":
                raise
            click.echo("no reference, no calibration set, no comparison", err=True)
            return
        references, calibrations, comparisons = book.references(), book.calibrations(), book.comparisons()
    if as_json:
        for record in exchange.overview(references, calibrations, comparisons):
            print_json(record)
        return
    overview(session.out, references, calibrations, comparisons)


@voice.command(short_help="Take a reference and its prints out of the ledger.")
@click.argument("name")
@pass_session
def forget(session: Session, /, name: str) -> None:
    """Take the reference NAME and all its prints out of the ledger, for good.

    Its recordings stay exhibits (`purport remove` takes those out), comparisons that were made stay as what was assessed then.
    """
    with session.house() as house:
        gone = house.voices(writes=True).forget(name)
    click.echo(
        f"{gone.name}: forgotten, with the prints of {count_of(len({one.exhibit for one in gone.prints}), 'recording')}"
    )


def _ask(name: str) -> None:
    if not sys.stdin.isatty():
        raise InstructionError(
            "nobody is there to be asked whether these are public statements",
            code="not-confirmed",
            subject=name,
            advice="give --public if they are; private persons are not enrolled",
        )
    click.confirm(PUBLIC, abort=True, err=True)


def _told_failures(failed: tuple[Failure, ...]) -> None:
    for name, error in failed:
        complain(error if error.subject else f"{name}: {error}")
