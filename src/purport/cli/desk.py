"""``purport desk``: serve it, and who may come in."""

from __future__ import annotations

import sys
from datetime import datetime, timedelta
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from purport.cli.filters import Vocabulary
from purport.cli.session import Session, Whole, count_of, pass_session, print_json
from purport.errors import InstructionError
from purport.records.access import Rank, Scope

if TYPE_CHECKING:
    from rich.table import Table

PORT = 8765
ROLES = Vocabulary(Rank)
SCOPES = Vocabulary(Scope)
json_option = click.option("--json", "as_json", is_flag=True, help="One JSON object a row.")


@click.group(invoke_without_command=True, short_help="The desk in the browser: serve it, accounts, tokens, who looked.")
@click.option("--listen", default="127.0.0.1", show_default=True, metavar="ADDRESS", help="The address to listen at.")
@click.option(
    "--port", type=click.IntRange(0, 65535), default=PORT, show_default=True, help="The port; 0: any free one."
)
@click.option("--host", "names", multiple=True, metavar="NAME", help="A name that browsers ask for; may be repeated.")
@click.option("--tls-cert", "certificate", type=click.Path(path_type=Path), metavar="FILE", help="A certificate (PEM).")
@click.option("--tls-key", "key", type=click.Path(path_type=Path), metavar="FILE", help="Its key (PEM).")
@click.option("--behind-proxy", is_flag=True, help="A proxy does TLS and says who asks.")
@click.option("--proxy", default="127.0.0.1", show_default=True, metavar="ADDRESS", help="With --behind-proxy: whose.")
@click.pass_context
def desk(ctx: click.Context, /, **given: Any) -> None:
    """Serve the desk in the browser until Control-C.

    Only this machine can reach it unless --listen says otherwise; then it needs TLS, by --tls-cert and --tls-key, or a proxy that
    does it (--behind-proxy). Nobody sees anything without an account: the first start prints a link with which the first one is
    made.
    """
    if ctx.invoked_subcommand is not None:
        return
    from purport.desk.web.serve import Place, checked

    proxy = given["proxy"] if given["behind_proxy"] else None
    place = Place(given["listen"], given["port"], given["certificate"], given["key"], proxy, given["names"])
    session = ctx.ensure_object(Session)
    from purport.rounds.webdesk import served

    with session.house() as house:
        served(house, checked(place), _say)


def _say(told: str) -> None:
    print(told, file=sys.stderr, flush=True)


@desk.group(short_help="Who may log in.")
def account() -> None:
    """Who may log in to the desk in the browser."""


@account.command(short_help="Add an account.")
@click.argument("name")
@click.option("--role", type=ROLES, default="reader", show_default=True, help=f"What it may do: {ROLES.told}.")
@click.option("--password-stdin", is_flag=True, help="Take the password from standard input.")
@click.option(
    "--oidc", metavar="SUBJECT", help="Who logs in by the config's OIDC issuer: the subject there; no password."
)
@pass_session
def add(session: Session, /, name: str, role: Rank, password_stdin: bool, oidc: str | None) -> None:
    """Add an account named NAME. The password is asked for; it stands in no option, where others could read it."""
    from purport.records.access import Account
    from purport.rounds.doorkeeping import account_of, named

    named(name)
    if oidc is None:
        password = _password(password_stdin)
        with session.house() as house:
            house.access().add(account_of(name, role, password, house.clock()))
    else:
        issuer = session.plan.desk.oidc_issuer
        if issuer is None:
            raise InstructionError("no issuer is named", code="no-issuer", advice="set desk.oidc_issuer in the config")
        with session.house() as house:
            house.access().add(Account(name, role, None, f"{issuer} {oidc}", house.clock()))
    click.echo(f"{name} may log in as {role}.")


@account.command("list", short_help="Who there is.")
@json_option
@pass_session
def list_accounts(session: Session, /, as_json: bool) -> None:
    """List the accounts."""
    with session.house() as house:
        found = house.access().accounts()
    if as_json:
        for one in found:
            by = "password" if one.subject is None else one.subject
            print_json({"name": one.name, "role": str(one.role), "by": by, "created_at": one.created_at.isoformat()})
        return
    table = _table("account", "role", "logs in by", "since")
    for one in found:
        table.add_row(one.name, str(one.role), one.subject or "password", f"{one.created_at:%Y-%m-%d}")
    _print(session, table, count_of(len(found), "account"))


@account.command(short_help="Give a new password.")
@click.argument("name")
@click.option("--password-stdin", is_flag=True, help="Take the password from standard input.")
@pass_session
def password(session: Session, /, name: str, password_stdin: bool) -> None:
    """Give the account NAME a new password; its sessions end."""
    from purport.rounds.doorkeeping import hashed

    told = _password(password_stdin)
    with session.house() as house:
        house.access().change(name, password=hashed(told, name))
    click.echo(f"{name} has a new password; who was logged in as {name} is logged out.")


@account.command(short_help="Change what an account may do.")
@click.argument("name")
@click.argument("role", type=ROLES)
@pass_session
def role(session: Session, /, name: str, role: Rank) -> None:
    """Give the account NAME another ROLE: reader, analyst or admin; its sessions end."""
    with session.house() as house:
        house.access().change(name, role=role)
    click.echo(f"{name} is {role} now.")


@account.command(short_help="Take an account out.")
@click.argument("name")
@pass_session
def remove(session: Session, /, name: str) -> None:
    """Take the account NAME out, with its sessions, tokens and saved searches; the access log keeps what it did."""
    with session.house() as house:
        house.access().drop(name)
    click.echo(f"{name} may log in no longer.")


@desk.group(short_help="What programs show instead of a password.")
def token() -> None:
    """What programs show to the API instead of a password."""


@token.command("add", short_help="Give an account a token.")
@click.argument("account")
@click.argument("name")
@click.option("--scope", "scopes", type=SCOPES, multiple=True, default=("read",), help=f"What for: {SCOPES.told}.")
@click.option("--days", type=Whole(1), help="For how many days; without an end if it is not told.")
@pass_session
def give(session: Session, /, account: str, name: str, scopes: tuple[Scope, ...], days: int | None) -> None:
    """Give ACCOUNT a token called NAME. It is shown once, and kept as a digest alone."""
    from purport.rounds.doorkeeping import token_of

    with session.house() as house:
        now = house.clock()
        ends = None if days is None else now + timedelta(days=days)
        secret, made = token_of(account, name, tuple(dict.fromkeys(scopes)), (now, ends))
        house.access().give(made)
    click.echo(secret)
    click.echo("This is shown once. Send it as `Authorization: Bearer ...`.", err=True)


@token.command("list", short_help="Which there are.")
@json_option
@pass_session
def list_tokens(session: Session, /, as_json: bool) -> None:
    """List the tokens; not their secrets, which are kept nowhere."""
    with session.house() as house:
        found = house.access().tokens()
    if as_json:
        for one in found:
            times = {"created_at": one.created_at, "ends_at": one.ends_at, "used_at": one.used_at}
            told = {name: None if at is None else at.isoformat() for name, at in times.items()}
            print_json({"account": one.account, "name": one.name, "scopes": [str(s) for s in one.scopes], **told})
        return
    table = _table("account", "token", "scopes", "ends", "last used")
    for one in found:
        table.add_row(one.account, _line(one.name), " ".join(one.scopes), _day(one.ends_at), _day(one.used_at))
    _print(session, table, count_of(len(found), "token"))


@token.command(short_help="Take a token back.")
@click.argument("account")
@click.argument("name")
@pass_session
def revoke(session: Session, /, account: str, name: str) -> None:
    """Take the token NAME of ACCOUNT back; it is good for nothing from now on."""
    with session.house() as house:
        house.access().revoke(account, name)
    click.echo(f"The token {name} of {account} is good for nothing now.")


@desk.command(short_help="Who looked at what.")
@click.option("--limit", type=Whole(0), default=100, show_default=True, help="The newest so many; 0 for all.")
@json_option
@pass_session
def audit(session: Session, /, limit: int, as_json: bool) -> None:
    """Show the access log: logins and refusals, views of sensitive media, exports. Oldest first.

    Each entry holds the digest of the one before, and the house signs the last one while the desk is used; `purport verify` checks
    that none was changed or taken out, and that the end is there.
    """
    with session.house() as house:
        found = list(house.access().entries(limit or None))
    if as_json:
        for one in found:
            told = {"account": one.account, "address": one.address, "deed": one.deed, "subject": one.subject}
            print_json({"seq": one.seq, "at": one.at.isoformat(), **told, "digest": one.digest})
        return
    table = _table("entry", "at (UTC)", "account", "from", "what", "of what")
    for one in found:
        words = (one.account or "nobody", one.address, one.deed, one.subject)
        table.add_row(str(one.seq), f"{one.at:%Y-%m-%d %H:%M:%S}", *map(_line, words))
    _print(session, table, count_of(len(found), "entry", "entries"))


def _table(*columns: str) -> Table:
    from purport.desk.tables import plain_table

    return plain_table(*columns)


def _print(session: Session, table: Table, told: str) -> None:
    if table.row_count:
        session.out.print(table)
    click.echo(told, err=True)


def _line(text: str) -> str:
    from purport.desk.terminal import one_line

    return one_line(text)


def _day(at: datetime | None) -> str:
    return "" if at is None else f"{at:%Y-%m-%d}"


def _password(from_stdin: bool) -> str:
    """The password: the first line of standard input, or asked for twice."""
    if from_stdin:
        return sys.stdin.readline().rstrip("\n")
    return str(click.prompt("Password", hide_input=True, confirmation_prompt=True, err=True))
