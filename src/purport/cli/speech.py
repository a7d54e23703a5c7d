"""``purport speech``: which recogniser hears recordings, and whether it is in order."""

from __future__ import annotations

import click

from purport.cli.session import Session, pass_session, print_json


@click.group(short_help="What hears recordings: which model, and whether it is in order.")
def speech() -> None:
    """What hears recordings.

    Nothing is downloaded: a model is a folder on this machine, or comes as packages.
    """


@speech.command(short_help="Which model is used, where it lies, its digest, and whether it loads.")
@click.argument("model", required=False)
@click.option("--json", "as_json", is_flag=True, help="As one JSON object.")
@pass_session
def model(session: Session, /, model: str | None, as_json: bool) -> None:
    """Check and load MODEL (a folder, an installed package, or base); without one, the model of the config.

    Every file that a checksum list beside them names is compared, and the weights are loaded. Exit status 3 if the model is
    missing, not complete, altered or cannot be loaded.
    """
    from purport.read.speech import ears_of
    from purport.read.speech.model import weights

    wanted = model or session.plan.speech_model
    found = weights(wanted)
    ears = ears_of(wanted, session.plan.speech.language, session.plan.speech.threads)
    rows = {
        "model": found.name,
        "place": found.place,
        "digest": found.digest,
        "checked against": found.checked or "nothing: no checksum file lies beside it",
        "steps": ", ".join(f"{name} {version}" for name, version in ears.fingerprint if name != "whisper"),
        "settings": dict(ears.fingerprint)["whisper"].partition("; ")[2],
        "state": "in order: it loads",
    }
    if as_json:
        print_json({name.replace(" ", "_"): value for name, value in rows.items()})
        return
    for name, value in rows.items():
        click.echo(f"{name:16} {value}")


__all__ = ["speech"]
