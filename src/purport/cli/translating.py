"""``purport translate``."""

from __future__ import annotations

import click

from purport.cli.session import Session, complain, count_of, pass_session, print_json
from purport.errors import InstructionError
from purport.rounds.outcomes import Failed, Outcome, ReadDocument


@click.command(short_help="Machine translation beside the original.")
@click.argument("names", nargs=-1, required=True, metavar="ID|FILE...")
@click.option("--from", "source", metavar="LANGUAGE", help="What it is in; else what purport takes it for.")
@click.option(
    "--to", "target", metavar="LANGUAGE", help="What to translate it into; else translate.into of the config."
)
@click.option("--read", "reads", is_flag=True, help="Also read statements from the translation, marked as such.")
@click.option("--json", "as_json", is_flag=True, help="One JSON object a document.")
@pass_session
def translate(
    session: Session, /, names: tuple[str, ...], source: str | None, target: str | None, reads: bool, as_json: bool
) -> int:
    """Print documents and their machine translation side by side, sentence by sentence.

    ID is a document's id or name: its translation is kept beside it. FILE is on the disk, or an address, and is not kept by this.
    The models are those that translate.models names; purport downloads none. Sentences whose translation is doubtful say why.

    Exit status: 1 if a file could not be read (the others were), 3 if there is no model for the languages.
    """
    languages = _code(source, "--from"), _code(target, "--to")
    failed = False
    with session.house() as house:
        for done in house.translated(names, languages, read=reads):
            if isinstance(done, Failed):
                failed = True
                complain(done.error if done.error.subject else f"{done.id}: {done.error}")
                continue
            failed = isinstance(done.read, Failed) or failed
            if as_json:
                from purport.exchange.translation import translation

                print_json(translation(done.row, done.made, done.kept))
            else:
                from purport.desk.translation import beside

                beside(session.out, done.row.document, done.made, session.turned, "" if done.kept else "not kept")
            if done.read is not None:
                _say(done.read)
    return 1 if failed else 0


def _code(language: str | None, option: str) -> str | None:
    """The code of a language in the form in which it is kept.

    Raises:
        InstructionError: ``bad-language``.
    """
    if language is None:
        return None
    parts = language.strip().replace("_", "-").split("-")
    if not (2 <= len(parts[0]) <= 3 and all(part.isascii() and part.isalnum() for part in parts)):
        raise InstructionError(
            f"{language!r} is no code of a language", code="bad-language", subject=option, advice="as ar, en"
        )
    return parts[0].lower()


def _say(outcome: Outcome) -> None:
    if isinstance(outcome, Failed):
        complain(outcome.error)
    elif isinstance(outcome, ReadDocument):
        found = len(outcome.row.reading.statements) if outcome.row.reading else 0
        told = count_of(found, "statement")
        click.echo(
            f"{told} read from the machine translation, {outcome.new_statements:,} new: {outcome.row.id}", err=True
        )
