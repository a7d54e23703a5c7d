"""``purport alerts``: what was told, what would be, and sending it."""

from __future__ import annotations

from dataclasses import asdict
from datetime import timedelta
from pathlib import Path
from typing import TYPE_CHECKING

import click

from purport.cli.session import Session, Whole, complain, count_of, pass_session, print_json
from purport.errors import InstructionError, PurportError

if TYPE_CHECKING:
    from purport.config.alerts import Delivery, Rule, Watchlists
    from purport.records.alerts import Alert, News
    from purport.rounds.alerting import Alerting
    from purport.rounds.house import House
    from purport.rounds.sending import Sent


@click.group(short_help="Who is told of what: rules, what they told, and sending it.")
def alerts() -> None:
    """Rules that tell people of statements as they come in.

    They stand in alerts.toml, beside the config file. `purport watch` holds them against what it reads; what comes in by
    `purport read` is told by the next watch, or by `purport alerts send`.
    """


JSON = click.option("--json", "as_json", is_flag=True, help="One JSON object an alert.")


@alerts.command(name="list", short_help="The alerts, newest first.")
@click.option("--limit", type=Whole(1), default=50, show_default=True, help="Alerts at most.")
@JSON
@pass_session
def list_alerts(session: Session, /, limit: int, as_json: bool) -> None:
    """Show the alerts, the newest first: rule, who and how sure, the words, how much joined, what was sent."""
    from purport.desk.alerts import list_table

    with session.house() as house:
        found = house.ledger.alerts.alerts(limit)
        news = _news(house, found)
    if as_json:
        for one in found:
            print_json(_as_json(one, news))
        return
    if found:
        session.out.print(list_table(found, news, session.turned))
    click.echo(count_of(len(found), "alert"), err=True)


@alerts.command(short_help="One alert in full.")
@click.argument("number", type=Whole(1))
@click.option("--json", "as_json", is_flag=True, help="One JSON object.")
@pass_session
def show(session: Session, /, number: int, as_json: bool) -> None:
    """Show alert NUMBER: every statement in it, why it is there, and what became of each sending."""
    from purport.desk.alerts import members_table, sending_line
    from purport.desk.terminal import one_line

    with session.house() as house:
        found = house.ledger.alerts.alert(number)
        news = _news(house, [found])
    if as_json:
        print_json(_as_json(found, news))
        return
    session.out.print(one_line(f"alert {found.id}: {', '.join(found.rules)}"), style="bold")
    session.out.print(members_table(found.members, news, session.turned))
    for one in found.sendings:
        session.out.print(sending_line(one))


def _news(house: House, found: list[Alert]) -> dict[str, News]:
    return house.ledger.alerts.told([member.subject for one in found for member in one.members])


def _as_json(alert: Alert, news: dict[str, News]) -> dict[str, object]:
    from purport.alerts.told import member_json, moment

    gone = {"statement": None, "removed": True}
    members = [
        member_json(one, news[one.subject]) if one.subject in news else {"id": one.subject, **gone}
        for one in alert.members
    ]
    sendings = [
        {
            "delivery": one.delivery,
            "rule": one.rule,
            "state": str(one.state),
            "due": moment(one.due),
            "sent_at": None if one.sent_at is None else moment(one.sent_at),
            "tries": one.tries,
            "error": None if one.code is None else {"code": one.code, "message": one.told},
        }
        for one in alert.sendings
    ]
    return {
        "alert": alert.id,
        "opened_at": moment(alert.opened_at),
        "rules": list(alert.rules),
        "count": len(alert.members),
        "statements": members,
        "sendings": sendings,
    }


@alerts.command(short_help="What a rule would have told of the last days.")
@click.argument("rule")
@click.option("--days", type=click.IntRange(1, 36500), default=30, show_default=True, help="How far back, by filing.")
@JSON
@pass_session
def test(session: Session, /, rule: str, days: int, as_json: bool) -> None:
    """Show what RULE would have told of everything filed in the last days: one alert a matter, with what joined it and why.

    Nothing is written or sent.
    """
    from purport.desk.alerts import members_table
    from purport.desk.terminal import one_line

    with session.house() as house:
        alerting = _alerting(session, house)
        wanted = alerting.rule(rule)
        trial = alerting.trial(wanted, house.clock() - timedelta(days=days))
    if as_json:
        for one in trial.alerts:
            print_json(_as_json(one, trial.news))
        return
    for one in trial.alerts:
        more = count_of(len(one.members) - 1, "other")
        session.out.print(one_line(f"{wanted.name}, matter {one.id}, {more} joined"), style="bold")
        session.out.print(members_table(one.members, trial.news, session.turned))
    joined = sum(len(one.members) - 1 for one in trial.alerts)
    told = f"{count_of(len(trial.alerts), 'alert')}, {joined:,} joined"
    click.echo(
        f"{told}; {trial.looked_at:,} statements and texts of the last {count_of(days, 'day')} looked at", err=True
    )


def _alerting(session: Session, house: House) -> Alerting:
    """The alerts of the house, whose file of rules must be there.

    Raises:
        InstructionError: ``no-alerts``, or as the file has it.
    """
    from purport.rounds.alertlists import built

    return built(session.plan, lambda: house.ledger, house.clock)


def begin_alerts(house: House) -> None:
    """Rules that are new begin with what is read now; a file that is not in order is told of, and stops no reading."""
    try:
        house.begin_alerts()
    except InstructionError as error:
        complain(f"alerts: {error}")


@alerts.command(short_help="Hold the rules against what is new, and send what is due.")
@click.option(
    "--now", "at_once", is_flag=True, help="Send everything that waits, also for a digest, an hour or another try."
)
@click.option("--json", "as_json", is_flag=True, help="One JSON object a message.")
@pass_session
def send(session: Session, /, at_once: bool, as_json: bool) -> int:
    """Hold the rules against everything filed since the last time, and send what is due; what `purport watch` does by itself.

    Exit status 1 if a delivery failed: it is tried again by the next call, or by the watch, when it is due.
    """
    failed = 0

    def tell(sent: Sent) -> None:
        nonlocal failed
        failed += sent.error is not None
        _tell(session, sent, as_json)

    with session.house() as house:
        alerting = _alerting(session, house)
        alerting.begin()
        opened = alerting.match()
        alerting.outbox.send(tell, everything=at_once)
        alerting.outbox.freshen()
        orphans = alerting.outbox.orphans()
    if orphans:
        names = ", ".join(sorted({repr(one.delivery) for one in orphans}))
        complain(f"{count_of(len(orphans), 'alert')} waiting for a delivery that the file does not name: {names}")
    if not as_json:
        click.echo(f"{count_of(opened, 'new alert')}" + (f"; {failed} failed" if failed else ""), err=True)
    return 1 if failed else 0


def _tell(session: Session, sent: Sent, as_json: bool) -> None:
    from purport.desk.terminal import one_line

    name, message = sent.delivery.name, sent.message
    if as_json:
        print_json(sent_json(sent))
    elif sent.error is not None:
        again = f"; again {sent.again:%Y-%m-%d %H:%M} UTC" if sent.again else ""
        complain(f"{name}: {sent.error} ({sent.error.code}){again}")
    elif sent.delivery.kind == "terminal":
        print_text(session, message.text)
    else:
        click.echo(one_line(f"{name}: sent: {message.subject}"), err=True)


def print_text(session: Session, text: str) -> None:
    """A message for the terminal, line by line, so that right-to-left words turn no others round."""
    from purport.desk.terminal import Words

    for line in text.rstrip().split("\n"):
        session.out.print(Words(line, session.turned))
    session.out.print()


def sent_json(sent: Sent) -> dict[str, object]:
    """What became of a message, as JSON."""
    from purport.alerts.told import as_json, moment

    error = sent.error
    return {
        "delivery": sent.delivery.name,
        "sent": error is None,
        "error": None if error is None else {"code": error.code, "message": error.message},
        "again": None if sent.again is None else moment(sent.again),
        "message": as_json(sent.message),
    }


@alerts.command(short_help="Check the file of rules; send a trial message.")
@click.option("--send", "name", metavar="DELIVERY", help="Send a trial message to this delivery.")
@click.option("--json", "as_json", is_flag=True, help="One JSON object a rule, then one a delivery.")
@pass_session
def check(session: Session, /, name: str | None, as_json: bool) -> int:
    """Check alerts.toml: what each rule asks for, what its places are taken for, and where it goes.

    Exit status 1 if the trial message is not taken.
    """
    from purport.config.alerts import load_alerts
    from purport.rounds.alertlists import atlas_of

    lists = load_alerts(session.plan.alert_rules)
    atlas = atlas_of(session.plan)
    for rule in lists.rules:
        places = {one: atlas.wanted(one).meaning for one in rule.places}
        _tell_rule(session, lists, rule, places, as_json)
    for delivery in lists.deliveries:
        _tell_delivery(session, delivery, as_json)
    if not as_json:
        click.echo(f"{session.plan.alert_rules}: {_counted(lists)}", err=True)
    return _trial(session, lists, name) if name is not None else 0


def _counted(lists: Watchlists) -> str:
    return f"{count_of(len(lists.rules), 'rule')}, {count_of(len(lists.deliveries), 'delivery', 'deliveries')}"


def _asked(rule: Rule) -> dict[str, object]:
    """The conditions that a rule gives, as JSON has them."""
    given = {key: value for key, value in asdict(rule).items() if value not in ((), None, False, frozenset())}
    given |= {key: False for key in ("violent", "call_for_violence") if getattr(rule, key) is False}
    out: dict[str, object] = {}
    for key, value in given.items():
        many = isinstance(value, tuple | frozenset)
        out[key] = (
            (sorted(map(str, value)) if isinstance(value, frozenset) else list(map(str, value))) if many else value
        )
    return {key: value for key, value in out.items() if key not in ("name", "deliver", "most_per_hour")}


def _tell_rule(session: Session, lists: Watchlists, rule: Rule, places: dict[str, str], as_json: bool) -> None:
    from purport.desk.terminal import Words, one_line

    to = [one.name for one in lists.for_rule(rule)]
    if as_json:
        print_json({"rule": rule.name, "conditions": _asked(rule), "places": places, "deliver": to})
        return
    session.out.print(
        Words(one_line(f"rule {rule.name}: to {', '.join(to) or 'nobody'}"), session.turned), style="bold"
    )
    for key, value in _asked(rule).items():
        told = ", ".join(map(str, value)) if isinstance(value, list) else str(value).lower()
        session.out.print(Words(f"  {key}: {one_line(told)}", session.turned))
    for place, meaning in places.items():
        session.out.print(Words(f"  {one_line(place)}: {one_line(meaning)}", session.turned))
    if not to:
        complain(f"rule {rule.name!r}: nobody is told; its alerts are listed only")


def _tell_delivery(session: Session, one: Delivery, as_json: bool) -> None:
    from purport.desk.terminal import one_line

    where = one.server or one.url or (str(one.file) if one.file else "")
    if as_json:
        quiet = None if one.quiet is None else f"{one.quiet[0]:%H:%M}-{one.quiet[1]:%H:%M}"
        digest = one.digest if isinstance(one.digest, str) else f"daily {one.digest:%H:%M}"
        where = _bare(where)
        print_json(
            {"delivery": one.name, "kind": one.kind, "where": where, "zone": one.zone, "quiet": quiet, "digest": digest}
        )
        return
    session.out.print(one_line(f"delivery {one.name}: {one.kind} {_bare(where)}"))


def _bare(address: str) -> str:
    """An address without what may be a key: user, password, query."""
    from purport.records.addresses import without_login

    return without_login(address).partition("?")[0].partition("#")[0] if "://" in address else address


def _trial(session: Session, lists: Watchlists, name: str) -> int:
    from purport.alerts.told import Message
    from purport.rounds.sending import Sent

    delivery = next((one for one in lists.deliveries if one.name == name), None)
    if delivery is None:
        known = ", ".join(repr(one.name) for one in lists.deliveries) or "the file has none"
        raise InstructionError(
            "no delivery has this name", code="unknown-delivery", subject=name, advice=f"known: {known}"
        )
    from purport.rounds.premises import now
    from purport.rounds.sending import tried

    message = Message("trial", (), now())
    try:
        tried(delivery, message)
    except PurportError as error:
        _tell(session, Sent(delivery, message, error), as_json=False)
        return 1
    _tell(session, Sent(delivery, message), as_json=False)
    return 0


@alerts.command(name="init", short_help="Write a commented file of rules.")
@pass_session
def init_alerts(session: Session, /) -> None:
    """Write alerts.toml with every key told and commented out; one that is there is left alone."""
    from purport.config.alerts import template

    file: Path = session.plan.alert_rules
    if file.exists():
        raise InstructionError("it is there already", code="config-exists", subject=str(file))
    try:
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(template(), encoding="utf-8")
    except OSError as fault:
        told = f"cannot be written: {(fault.strerror or str(fault)).lower()}"
        raise InstructionError(told, code="not-writable", subject=str(file)) from fault
    click.echo(f"{file}: written; uncomment what you need, then `purport alerts check`")
