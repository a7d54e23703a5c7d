"""``purport desk``: serve it, and who may come in."""

from __future__ import annotations

import sys
from pathlib import Path

import click

from purport.cli.session import Session, pass_session

PORT = 8765


@click.group(
    invoke_without_command=True, short_help="The desk in the browser: serve it, accounts, tokens, who looked at what."
)
@click.option("--listen", default="127.0.0.1", show_default=True, metavar="ADDRESS", help="The address to listen at.")
@click.option(
    "--port", type=click.IntRange(0, 65535), default=PORT, show_default=True, help="The port; 0 for any that is free."
)
@click.option(
    "--host", "names", multiple=True, metavar="NAME", help="A name under which browsers ask for it; may be repeated."
)
@click.option(
    "--tls-cert", "certificate", type=click.Path(path_type=Path), metavar="FILE", help="A certificate (PEM), for TLS."
)
@click.option("--tls-key", "key", type=click.Path(path_type=Path), metavar="FILE", help="Its key (PEM).")
@click.option("--behind-proxy", is_flag=True, help="A proxy does TLS and says who asks.")
@click.option(
    "--proxy", default="127.0.0.1", show_default=True, metavar="ADDRESS", help="With --behind-proxy: its address."
)
@click.pass_context
def desk(  # noqa: PLR0913, PLR0917 - options
    ctx: click.Context,
    listen: str,
    port: int,
    names: tuple[str, ...],
    certificate: Path | None,
    key: Path | None,
    behind_proxy: bool,
    proxy: str,
) -> None:
    """Serve the desk in the browser until Control-C.

    Only this machine can reach it unless --listen says otherwise; then it needs TLS, by --tls-cert and --tls-key, or a proxy that
    does it (--behind-proxy). Nobody sees anything without an account: the first start prints a link with which the first one is
    made.
    """
    if ctx.invoked_subcommand is not None:
        return
    from purport.desk.web.serve import Place, checked

    place = checked(Place(listen, port, certificate, key, proxy if behind_proxy else None, names))
    session: Session = ctx.find_object(Session)  # type: ignore[assignment]
    with session.house() as house:
        from purport.rounds.webdesk import served

        served(house, place, _say)


def _say(told: str) -> None:
    print(told, file=sys.stderr, flush=True)


@desk.group(short_help="Who may log in.")
def account() -> None:
    """Who may log in to the desk in the browser."""


@account.command("add", short_help="Add an account.")
@click.argument("name")
@click.option(
    "--role",
    type=click.Choice(["reader", "analyst", "admin"]),
    default="reader",
    show_default=True,
    help="What it may do.",
)
@click.option("--password-stdin", is_flag=True, help="Take the password from standard input.")
@pass_session
def add(session: Session, /, name: str, role: str, password_stdin: bool) -> None:
    """Add an account named NAME. The password is asked for; it stands in no option, where others could read it."""
    from purport.records.access import Rank
    from purport.rounds.doorkeeping import account_of, named

    named(name)
    password = _password(password_stdin)
    with session.house() as house:
        house.access().add(account_of(name, Rank(role), password, house.clock()))
    click.echo(f"{name} may log in as {role}.")


def _password(from_stdin: bool) -> str:
    """The password: the first line of standard input, or asked for twice."""
    if from_stdin:
        return sys.stdin.readline().rstrip("\n")
    return str(click.prompt("Password", hide_input=True, confirmation_prompt=True, err=True))
