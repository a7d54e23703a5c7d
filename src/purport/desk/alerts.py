"""Alerts as tables: what was told, what joined, what is on its way."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import datetime
from typing import TYPE_CHECKING

from purport.desk.tables import STYLES, Fitted, fitted, plain_table
from purport.desk.terminal import Words, one_line
from purport.records.alerts import Alert, Member, News, Sending, State, weakest
from purport.records.chains import NOBODY, chain_words

if TYPE_CHECKING:
    from rich.console import RenderableType
    from rich.text import Text

REMOVED = "(removed)"
SHOWN_WORDS = 160


def clock(at: datetime) -> str:
    """A moment to the minute, UTC."""
    return f"{at:%Y-%m-%d %H:%M}"


def list_table(alerts: Sequence[Alert], news: Mapping[str, News], turned: bool) -> Fitted:
    """One line an alert: its number and time, rules, who and how sure, the words, how much joined, what became of it."""
    table = plain_table("alert", "when (UTC)", "rule", "who, how sure", "words", "joined", "sent")
    for column, width in zip(table.columns, (5, 10, 8, 16, 20, 6, 7), strict=True):
        column.min_width = width
    table.columns[3].ratio, table.columns[4].ratio, table.columns[2].ratio = 4, 6, 3
    table.expand = True
    return fitted(table, (_cells(one, news, turned) for one in alerts))


def _cells(alert: Alert, news: Mapping[str, News], turned: bool) -> tuple[RenderableType, ...]:
    from rich.text import Text

    first = next((news[one.subject] for one in alert.members if one.subject in news), None)
    return (
        Text(str(alert.id)),
        Text(clock(alert.opened_at)),
        Words(one_line(", ".join(alert.rules)), turned),
        _who(first, turned),
        Words(words_of(first), turned),
        Text(str(len(alert.members) - 1) if len(alert.members) > 1 else ""),
        Text(sent_told(alert.sendings)),
    )


def words_of(news: News | None) -> str:
    """What is said, shortened; the title of a whole text."""
    if news is None:
        return REMOVED
    if news.row is None:
        return one_line(news.document.title or news.document.name, SHOWN_WORDS)
    return one_line(news.row.content_words, SHOWN_WORDS)


def certainty_of(news: News | None) -> str:
    """The certainty that counts; empty for a whole text."""
    return "" if news is None or news.row is None else str(weakest(news.row.statement)[0]).replace("_", " ")


def _who(news: News | None, turned: bool) -> RenderableType:
    from rich.console import Group
    from rich.text import Text

    if news is None:
        return Text("")
    if news.row is None:
        return Text("a whole text", style="bright_black")
    one = news.row.statement
    style = STYLES.get(weakest(one)[0], "")
    who, sure = Words(one_line(chain_words(one.chain) or NOBODY), turned), Text(f"[{certainty_of(news)}]", style=style)
    ruled = news.row.decision
    return (
        Group(who, sure)
        if ruled is None
        else Group(who, sure, Words(f"{ruled.ruling} by {one_line(ruled.by)}", turned))
    )


def sent_told(sendings: Sequence[Sending]) -> str:
    """How many deliveries have it, and how many wait or were given up."""
    counts = {state: sum(one.state is state for one in sendings) for state in State}
    told = [f"{count} {state}" for state, count in counts.items() if count]
    return ", ".join(told) or "nowhere"


def members_table(members: Sequence[Member], news: Mapping[str, News], turned: bool) -> Fitted:
    """One line a member: its id, when, who and how sure, the words, and why it is here."""
    table = plain_table("id", "when (UTC)", "who, how sure", "words", "why here")
    for column, width in zip(table.columns, (11, 10, 16, 20, 16), strict=True):
        column.min_width = width
    table.columns[2].ratio, table.columns[3].ratio, table.columns[4].ratio = 4, 6, 4
    table.expand = True
    return fitted(table, _member_rows(members, news, turned))


def _member_rows(
    members: Sequence[Member], news: Mapping[str, News], turned: bool
) -> Iterator[tuple[RenderableType, ...]]:
    from rich.text import Text

    for one in members:
        held = news.get(one.subject)
        why = one.reason or "opened it: " + "; ".join(dict.fromkeys(r for _, told in one.rules for r in told))
        yield (
            Text(one.subject[:11], style="bright_black"),
            Text(clock(one.at)),
            _who(held, turned),
            Words(words_of(held), turned),
            Words(one_line(why), turned),
        )


def sending_line(one: Sending) -> Text:
    """What has become of one sending."""
    from rich.text import Text

    told = f"{one.delivery}: {one.state}"
    if one.state is State.SENT and one.sent_at is not None:
        told += f" {clock(one.sent_at)} UTC" + (f", {one.told}" if one.told else "")
    if one.state is State.WAITING:
        told += f", due {clock(one.due)} UTC" + (", with others" if one.batched else "")
    if one.tries:
        told += f"; {one.tries} failed: {one.told} ({one.code})"
    return Text(one_line(told))
