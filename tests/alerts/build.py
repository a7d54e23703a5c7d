"""News, rules and alerts made to order."""

from dataclasses import replace
from datetime import timedelta
from pathlib import Path

from purport.alerts.decide import Decider, Open
from purport.alerts.matters import Matters
from purport.alerts.places import Atlas
from purport.config.alerts import alerts_in
from purport.records import Act, Certainty, Dateline, Hop, Reading, StatementRow
from purport.records.alerts import News
from purport.records.identity import digest, document_id
from tests.ledger.build import NOON, document, statement

FILE = Path("/desk/alerts.toml")
SCREEN = '[[delivery]]\nname = "screen"\n'


def lists(rules, deliveries=SCREEN):
    return alerts_in(deliveries + rules, FILE)


def rule(conditions, name="watch", **more):
    return lists(f'[[rule]]\nname = "{name}"\n{conditions}\n', **more)


def news(content, *, seq=1, speaker="Samir Haddad", text=None, at=NOON, marks=(), events=(), **changes):
    """A statement filed for the first time; `text` is the document's where it holds more."""
    hops = changes.pop("chain", (Hop("Northwire", Certainty.ATTRIBUTED), Hop(speaker, Certainty.ATTRIBUTED)))
    kept = {key: changes.pop(key) for key in ("language", "source", "origin") if key in changes}
    body = text or f"{content} ({seq})"
    of = document(body, exhibit=digest(body.encode()), **kept)
    one = statement(of, content, source_name=speaker, chain=hops, **changes)
    name = document_id(of)
    row = StatementRow(
        one,
        name,
        of.name,
        of.title,
        of.outlet,
        of.agency,
        of.published,
        one.spoken or of.published,
        of.exhibit,
        "",
        "",
        content,
    )
    reading = Reading(
        name, of.language, of.published, Dateline(None, None), (one,), tuple(replace(e, statement=one.id) for e in events),
        (), (), tuple(marks), (), False, (), (("test", "1"),),
    )  # fmt: skip
    return News(seq, one.id, at, replace(of, text=""), name, row, reading)


def text_news(text, seq=1, **changes):
    of = document(text, exhibit=digest(text.encode()), **changes)
    return News(seq, document_id(of), NOON, of, document_id(of))


def call(content="attack the convoy on the Selmark road", **more):
    """A violent call."""
    return news(content, act=Act.CALLS_FOR, violent=True, **more)


def opened(days=14):
    return Open(Matters(timedelta(days=days)))


def decided(watchlists, *every, state=None, now=NOON, known=None, sources=()):
    decider = Decider(watchlists, Atlas(known), sources)
    reached = {one.name: 0 for one in watchlists.rules}
    return decider.decided(every, reached, max((n.seq for n in every), default=0), state or opened(), now)
