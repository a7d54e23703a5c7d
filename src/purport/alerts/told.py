"""What an alert says. It always gives chain and certainty, and never asserts what is only attributed."""

from __future__ import annotations

import json
import re
import unicodedata
import uuid
from dataclasses import dataclass
from datetime import datetime

from purport.records import Certainty, Statement
from purport.records.alerts import Member, News, weakest
from purport.records.chains import NOBODY, carrier_words, chain_words
from purport.records.rulings import ruling_words

NOTE = "purport tells who is said to have said it and through whom; it does not say that it is true."
CHAIN_NOTE = '"<-" reads "has it from".'
MEANING = {
    Certainty.ASSERTED: "the text says so in its own voice",
    Certainty.ATTRIBUTED: "an identifiable source is named; whether it is true is another question",
    Certainty.PURPORTED: "somebody in the chain is only said to be who it is",
    Certainty.RUMOURED: "no identifiable source is named somewhere in the chain",
    Certainty.DENIED: "the text reports a denial",
    Certainty.NEGATED: "the text says that it did not happen",
    Certainty.THREATENED: "the speaker announces harm of its own; it has not happened",
    Certainty.CALLED_FOR: "somebody is urged to do it; it has not happened",
    Certainty.PLANNED: "an intention; it has not happened",
    Certainty.HYPOTHETICAL: "a possibility; it has not happened",
    Certainty.RETRACTED: "it was reported and taken back since",
}
SHOWN = 5
"""Other statements of a matter that a message quotes."""
LONGEST = 600
"""Characters of a statement that a message quotes."""
GONE = "rejected by a person"
"""What stands before the certainty of a statement of which a person says that it is not in the text."""
JOINERS = "\u200c\u200d"
_NAMESPACE = uuid.UUID("0b1a4f0e-6a3f-5f0c-9d61-6f3f6c8f0f37")


def plain(text: str, longest: int | None = None) -> str:
    r"""The text in one line; what could steer a program that shows it stands as its code point.

    >>> plain("one\n two\x1b[2J\u202e")
    'one two<U+001B>[2J<U+202E>'
    """
    flat = " ".join(text.split())
    flat = "".join(f"<U+{ord(c):04X}>" if _steers(c) else c for c in flat)
    return flat if longest is None or len(flat) <= longest else flat[: longest - 1].rstrip() + "…"


def _steers(letter: str) -> bool:
    return unicodedata.category(letter) in ("Cc", "Cf", "Cs", "Zl", "Zp") and letter not in JOINERS


@dataclass(frozen=True, slots=True)
class Matter:
    """One alert as it is told: `rule` asked for it, `first` is shown, `others` are quoted shortly; `count`: of all members."""

    alert: int
    rule: str
    first: tuple[Member, News]
    others: tuple[tuple[Member, News], ...] = ()
    count: int = 1

    @property
    def id(self) -> str:
        """A UUID that stays the same whenever this alert is told."""
        return str(uuid.uuid5(_NAMESPACE, f"{self.alert} {self.first[0].subject}"))


@dataclass(frozen=True, slots=True)
class Message:
    """What is sent at once: one matter, a digest of several, or a trial without any; `at` is when it was put together (UTC)."""

    kind: str
    matters: tuple[Matter, ...]
    at: datetime

    @property
    def id(self) -> str:
        """A UUID that stays the same for the same matters: a receiver that has it has had this message."""
        if not self.matters:
            return str(uuid.uuid5(_NAMESPACE, self.at.isoformat()))
        return self.matters[0].id if self.kind == "alert" else self._digest_id()

    def _digest_id(self) -> str:
        return str(uuid.uuid5(_NAMESPACE, " ".join(one.id for one in self.matters)))

    @property
    def subject(self) -> str:
        """One line."""
        if self.kind == "trial":
            return "purport: a trial message"
        if self.kind == "alert":
            return f"purport: {headline(self.matters[0])}"
        rules = ", ".join(plain(name) for name in dict.fromkeys(one.rule for one in self.matters))
        return plain(f"purport: {len(self.matters)} alerts: {rules}", 200)

    @property
    def text(self) -> str:
        """The whole message as plain text."""
        if self.kind == "trial":
            return "This is a trial message of `purport alerts check`. Alerts reach you here.\n"
        parts = ["\n".join(lines(one)) for one in self.matters]
        return "\n\n----\n\n".join(parts) + f"\n\n{CHAIN_NOTE} {NOTE}\n"


def headline(matter: Matter) -> str:
    """Rule, certainty, chain and act in one line."""
    news = matter.first[1]
    more = f" (+{matter.count - 1} joined)" if matter.count > 1 else ""
    if news.row is None:
        return plain(
            f"{matter.rule}: words in a text, not read for statements: {news.document.title or news.document.name}{more}",
            300,
        )
    one = news.row.statement
    against = f", against {', '.join(one.targets)}" if one.targets else ""
    violence = ", violence" if one.violent else ""
    sure = f"{GONE}, {certainty(one)}" if news.row.rejected else certainty(one)
    told = f"{matter.rule}: [{sure}] {chain_words(one.chain) or NOBODY}: {one.act}{violence}{against}"
    return plain(told, 300) + more


def certainty(statement: Statement) -> str:
    """The certainty that counts, in words."""
    return str(weakest(statement)[0]).replace("_", " ")


def lines(matter: Matter) -> list[str]:
    """A matter in lines: what is said, by whom, how sure, where it stands, why it is told, what joined it."""
    member, news = matter.first
    out = [f"Alert {matter.alert}: {plain(matter.rule)}", ""]
    out += _statement_lines(news) if news.row is not None else _text_lines(news)
    document = news.document
    stands = [document.title or document.name, document.outlet or "", document.agency or ""]
    out.append(f"Read in: {plain(', '.join(one for one in stands if one))}, {document.published or 'undated'}")
    if document.origin.startswith(("http://", "https://")):
        out.append(f"At: {plain(document.origin)}")
    reasons = dict(member.rules).get(matter.rule, ())
    out.append(f"Told because: {plain('; '.join(reasons))}")
    out.append(f"Look at it: purport show {news.subject}")
    if matter.count > 1:
        out += ["", f"Joined so far: {matter.count - 1} (purport alerts show {matter.alert})"]
        out += [_joined_line(*one) for one in matter.others[:SHOWN]]
    return out


def _statement_lines(news: News) -> list[str]:
    row = news.row
    assert row is not None
    one = row.statement
    value, hop = weakest(one)
    whose = f", by {hop.name or NOBODY}" if hop is not None and len(one.chain) > 1 else ""
    told = [str(one.act), *(["violence"] if one.violent else [])]
    told += [f"to {one.addressee}"] if one.addressee else []
    told += [f"against {', '.join(one.targets)}"] if one.targets else []
    return [
        f"Said to have been said: {plain(row.content_words, LONGEST)}",
        f"Who, through whom: {plain(chain_words(one.chain) or NOBODY)}",
        f"Certainty: {str(value).replace('_', ' ')}{plain(whose)} ({MEANING[value]})",
        f"What: {plain(', '.join(told))}",
        f"When: {one.spoken or 'not stated'}",
        *([f"Decided: {plain(ruling_words(row), LONGEST)}"] if row.decision is not None else []),
    ]


def _text_lines(news: News) -> list[str]:
    return [
        "The words stand in a whole text. Nobody is said here to have said them: who says what was not asked of it.",
        f"Language: {plain(news.document.language)}",
    ]


def _joined_line(member: Member, news: News) -> str:
    row = news.row
    if row is None:
        return f"- {member.subject}: {plain(news.document.title or news.document.name, 120)} ({plain(member.reason)})"
    gone = f"{GONE}, " if row.rejected else ""
    who = f"[{gone}{certainty(row.statement)}] {chain_words(row.statement.chain) or NOBODY}"
    return f"- {plain(who)}: {plain(row.content_words, 160)} ({plain(member.reason)})"


# As JSON

FORMAT = 1
"""The version of the JSON; keys may be added under the same one, and keep their meaning."""


def as_json(message: Message) -> dict[str, object]:
    """A message as a webhook gets it (docs/how-to/alerts.md)."""
    return {
        "format": FORMAT,
        "id": message.id,
        "kind": message.kind,
        "at": moment(message.at),
        "subject": message.subject,
        "text": message.text,
        "alerts": [matter_json(one) for one in message.matters],
    }


def body(message: Message) -> bytes:
    """The JSON in UTF-8; half surrogate pairs as escapes."""
    told = json.dumps(as_json(message), ensure_ascii=False, separators=(",", ":"))
    return re.sub("[\ud800-\udfff]", lambda hit: f"\\u{ord(hit[0]):04x}", told).encode()


def matter_json(matter: Matter) -> dict[str, object]:
    """One alert as JSON: the statement shown first, and those that joined."""
    shown = (matter.first, *matter.others)
    return {
        "alert": matter.alert,
        "id": matter.id,
        "rule": matter.rule,
        "count": matter.count,
        "statements": [member_json(member, news) for member, news in shown],
    }


def member_json(member: Member, news: News) -> dict[str, object]:
    """One statement of an alert as JSON; `statement` is null for a whole text."""
    row, document = news.row, news.document
    out: dict[str, object] = {
        "id": news.subject,
        "filed_at": moment(news.at),
        "rules": {name: list(reasons) for name, reasons in member.rules},
        "joined": member.reason or None,
        "likeness": member.score,
        "document": {
            "id": news.document_id,
            "name": document.name,
            "title": document.title,
            "outlet": document.outlet,
            "agency": document.agency,
            "published": document.published,
            "language": document.language,
            "origin": document.origin,
            "source": document.source,
            "exhibit": document.exhibit,
        },
        "statement": None,
    }
    if row is not None:
        out["statement"] = {
            **_statement_json(row.statement, row.content_words),
            "decision": None if row.decision is None else str(row.decision.ruling),
            "decided": ruling_words(row) or None,
        }
    return out


def _statement_json(one: Statement, content: str) -> dict[str, object]:
    value, hop = weakest(one)
    hops = [{"name": h.name, "certainty": str(h.certainty), "carrier": carrier_words(h) or None} for h in one.chain]
    return {
        "content": content,
        "source_name": one.source_name,
        "chain": hops,
        "chain_told": chain_words(one.chain) or NOBODY,
        "certainty": str(value),
        "certainty_of": hop.name if hop is not None else one.source_name,
        "act": str(one.act),
        "violent": one.violent,
        "addressee": one.addressee,
        "targets": list(one.targets),
        "places": list(one.places),
        "spoken": one.spoken,
        "score": one.score,
    }


def moment(at: datetime) -> str:
    """ISO 8601 in UTC to the second with ``Z``."""
    return at.strftime("%Y-%m-%dT%H:%M:%SZ")
