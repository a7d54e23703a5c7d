"""``purport verify`` and ``checkpoint``."""

from __future__ import annotations

from base64 import b64encode
from collections.abc import Iterable
from pathlib import Path
from typing import TYPE_CHECKING

import click

from purport.cli.session import Session, complain, count_of, machine_output, pass_session, print_json, progress
from purport.errors import InstructionError
from purport.records import Fault

if TYPE_CHECKING:
    from datetime import datetime

    from purport.records.checkpoints import Checkpoint
    from purport.rounds.anchors import Anchored
    from purport.rounds.house import House
    from purport.rounds.outcomes import VerifyReport

FAULTY = 3
LONGEST = 1_000_000
"""Bytes of a file that may be a checkpoint."""

note_file = click.Path(path_type=Path, dir_okay=False)


@click.command(short_help="Check hashes, custody and offsets.")
@click.option(
    "--against", type=note_file, multiple=True, help="A checkpoint kept elsewhere; the log must go on from it."
)
@click.option("--json", "as_json", is_flag=True, help="As one JSON object.")
@pass_session
def verify(session: Session, /, against: tuple[Path, ...], as_json: bool) -> int:
    """Check every exhibit's hash, the chain of custody against its signed checkpoints, and every mark's offsets.

    Exit status 0 only if all hold; 3 if anything does not.
    """
    kept = [_checkpoint(file) for file in against]
    with session.house() as house, progress("checking") as tell:
        report = house.verify(lambda what, count: tell(f"{count:,} {what}"), kept)
    if as_json:
        print_json(_report(report))
    else:
        _print_report(session, report)
    return 0 if report.holds else FAULTY


def _checkpoint(file: Path) -> Checkpoint:
    from purport.records.checkpoints import checkpoint_of

    try:
        with file.open("rb") as data:
            return checkpoint_of(data.read(LONGEST).decode().replace("\r\n", "\n"))
    except OSError as fault:
        message = f"cannot be read: {(fault.strerror or str(fault)).lower()}"
        raise InstructionError(message, code="no-checkpoint", subject=str(file)) from fault
    except ValueError as fault:
        advice = "give the text that `purport checkpoint` printed, unchanged"
        message = "is no checkpoint" if isinstance(fault, UnicodeDecodeError) else str(fault)
        raise InstructionError(message, code="no-checkpoint", subject=str(file), advice=advice) from fault


def _report(report: VerifyReport) -> dict[str, object]:
    def told(findings: Iterable[Fault]) -> list[dict[str, str | None]]:
        names = ("code", "subject", "message", "exhibit", "since")
        return [{name: getattr(one, name) for name in names} for one in findings]

    return {
        "holds": report.holds,
        "faults": told(report.faults),
        "notes": told(report.notes),
        "checked": dict(report.checked),
    }


def _print_report(session: Session, report: VerifyReport) -> None:
    from purport.desk.terminal import one_line

    out = session.out
    for kind, findings, style in (("fault", report.faults, "red"), ("note", report.notes, "yellow")):
        for one in findings:
            which = f", exhibit {one.exhibit}" if one.exhibit and one.exhibit != one.subject else ""
            since = f"; {one.since}" if one.since else ""
            told = f"{kind}: {one.subject}{which}: {one.message}{since} ({one.code})"
            out.print(one_line(told), style=style, soft_wrap=True)
    checked = ", ".join(_counted(what, count) for what, count in report.checked)
    verdict = "everything holds" if report.holds else count_of(len(report.faults), "fault")
    out.print(f"{verdict}: {checked} checked", style="green" if report.holds else "bold red", soft_wrap=True)


def _counted(what: str, count: int) -> str:
    """A count of many, in the singular where it is one."""
    return count_of(count, {"custody entries": "custody entry"}.get(what, what.removesuffix("s")), what)


@click.command(short_help="Sign the custody log and print the checkpoint.")
@click.option(
    "--from", "earlier", type=note_file, help="An earlier checkpoint: also prove that the log goes on from it."
)
@click.option(
    "--stamp",
    is_flag=True,
    help="Also have the authority (RFC 3161) and the calendars (OpenTimestamps) of the config stamp it.",
)
@click.option("--upgrade", is_flag=True, help="Ask the calendars about proofs that are pending, instead.")
@click.option("--key", "show_key", is_flag=True, help="Print the public key (PEM) instead.")
@click.option("--json", "as_json", is_flag=True, help="As one JSON object.")
@pass_session
def checkpoint(
    session: Session, /, earlier: Path | None, stamp: bool, upgrade: bool, show_key: bool, as_json: bool
) -> None:
    """Sign the custody log as it stands, and print the checkpoint.

    Mail it to a colleague or print it: who holds it can tell later whether anything logged before was changed
    (`purport verify --against FILE`). Every `purport read` makes one by itself.
    """
    before = None if earlier is None else _checkpoint(earlier)
    with session.house() as house:
        if show_key:
            machine_output().write(house.seal.public_pem().decode())
            return
        if upgrade:
            _upgrade(house, as_json)
            return
        made = house.checkpoint()
        if made is None:
            raise InstructionError(
                "nothing was logged yet", code="empty-log", advice="purport read keeps a first source"
            )
        proof = None if before is None else house.consistency(before, made)
        key = house.seal.public
        stamped, anchored = _stamped(house, made) if stamp else (None, None)
    if as_json:
        at = None if stamped is None else {"file": str(stamped[0]), "at": stamped[1].isoformat()}
        anchor = None if anchored is None else _anchored(anchored)
        print_json({**_told(made, proof, key), "stamp": at, "opentimestamps": anchor})
        return
    machine_output().write(made.note)
    if anchored is not None:
        _say_anchored(anchored)
    if stamped is not None:
        click.echo(f"stamped at {stamped[1]:%Y-%m-%d %H:%M:%S} UTC: {stamped[0]}", err=True)
    if before is not None and proof is not None:
        click.echo(f"it goes on from the checkpoint over {count_of(before.size, 'entry', 'entries')}", err=True)


def _stamped(house: House, made: Checkpoint) -> tuple[tuple[Path, datetime] | None, Anchored | None]:
    """The checkpoint stamped by all that the config names.

    Raises:
        InstructionError: ``no-authority`` if it names nobody.
    """
    calendars = bool(house.plan.timestamps.calendars)
    named = house.plan.preserve.timestamp_url is not None or not calendars
    return house.stamp(made) if named else None, house.anchor(made) if calendars else None


def _upgrade(house: House, as_json: bool) -> None:
    done = house.upgrade()
    for one in done:
        if as_json:
            print_json(_anchored(one))
        else:
            _say_anchored(one)
    if not as_json and not done:
        click.echo("no proof is pending", err=True)


def _anchored(one: Anchored) -> dict[str, object]:
    return {"file": str(one.file), "told": one.told, "failed": [str(error) for error in one.failed]}


def _say_anchored(one: Anchored) -> None:
    click.echo(f"OpenTimestamps: {one.told}: {one.file}", err=True)
    for error in one.failed:
        complain(error)


def _told(made: Checkpoint, proof: list[bytes] | None, key: bytes | None) -> dict[str, object]:
    from purport.preserve.seal import fingerprint

    return {
        "log": made.log,
        "size": made.size,
        "root": b64encode(made.root).decode(),
        "at": made.at.isoformat(),
        "note": made.note,
        "key": None if key is None else fingerprint(key),
        "consistency": None if proof is None else [b64encode(step).decode() for step in proof],
    }
