"""The sentence of one statement. Whatever the certainty, it says whose words they are and through whom they came, and nothing more.

The pattern is always *when* (where it is stated), *who*, "according to" *whom*, *what was done by speaking*, and the words as a
quotation: none of it can be read as the brief's own account of what happened.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import UTC

from purport.desk.dates import days
from purport.desk.dates import words as day_words
from purport.desk.handout.pieces import excerpt, joined, listed, mark, name, quoted, stopped, teller
from purport.records import Act, Certainty, DocumentRow, Hop, Kind, Ruling, Statement, StatementRow
from purport.records.briefs import Piece, Pieces, Voice
from purport.records.chains import carrier_words, hop_name, unsaid
from purport.records.rulings import FIELD_WORDS, unstated

VERBS = {
    Act.SAYS: "said",
    Act.CLAIMS_RESPONSIBILITY: "claimed responsibility",
    Act.DENIES: "denied",
    Act.THREATENS: "made a threat",
    Act.CALLS_FOR: "made a call",
    Act.ACCUSES: "made an accusation",
    Act.PROMISES: "made a promise",
    Act.REJECTS: "voiced a rejection",
    Act.CONFIRMS: "said in confirmation",
    Act.WARNS: "gave a warning",
    Act.ANNOUNCES: "made an announcement",
    Act.APOLOGISES: "apologised",
    Act.RETRACTS: "took words back",
}
"""What a speaker did by speaking. None of these words vouches for what was said: "confirmed" would."""
UNSAID = {
    Act.SAYS: "did not say",
    Act.CLAIMS_RESPONSIBILITY: "did not claim responsibility",
    Act.DENIES: "did not deny",
    Act.THREATENS: "made no threat",
    Act.CALLS_FOR: "made no call",
    Act.ACCUSES: "made no accusation",
    Act.PROMISES: "made no promise",
    Act.REJECTS: "voiced no rejection",
    Act.CONFIRMS: "did not say in confirmation",
    Act.WARNS: "gave no warning",
    Act.ANNOUNCES: "made no announcement",
    Act.APOLOGISES: "did not apologise",
    Act.RETRACTS: "took no words back",
}
"""The same where the text says that the words were not said."""
NOBODY = "a source that is not named"
RUMOUR = "a rumour with no named source"
GOES_ROUND = "was going round"
PURPORTED = "a person purported to be "
REASON = 160
"""Characters of the reason of a correction, and of a value that was read."""
TARGETS = 4
"""Targets that are named; the others are counted."""
_INNER = re.compile('["“”„«»]')
_VOWELS = frozenset("aeiouAEIOU")


def said(row: StatementRow, story: DocumentRow, limit: int) -> Pieces:
    """The sentence of a statement, its words at most `limit` characters, with how sure it is in the newsroom's words."""
    one = row.statement
    pieces = joined(
        (
            _when(one),
            who(one),
            ", according to ",
            through(one, story),
            f", {_verb(one)}",
            _to(one),
            _aimed(one),
            _whose_words(one, story),
            stopped(quoted(_bare(row, one), limit)),
            *(part for word in marks(one) for part in (" ", mark(word))),
            _corrected(row),
        )
    )
    return capital(pieces)


def _corrected(row: StatementRow) -> Pieces:
    """Who corrected what was read, when and why, and what had been read; nothing where nobody did.

    What was accepted as an older reading had it stands so, and it is said how it is read now.
    """
    made = row.decision
    if made is None or not row.changes:
        return ()
    day = day_words(made.at.astimezone(UTC).date().isoformat())
    because: Pieces = joined((" (", *quoted(made.reason, REASON), ")")) if made.reason else ()
    read = [
        joined((f"{FIELD_WORDS[field]} ", *quoted(before or unstated(field), REASON)))
        for field, before, _ in row.changes
    ]
    word, since = ("Accepted", "now read") if made.ruling is Ruling.ACCEPTED else ("Corrected", "read")
    return joined((f" {word} by ", name(made.by), f" on {day}", because, f"; {since} as: ", listed(read, ", "), "."))


def _verb(one: Statement) -> str:
    if is_rumour(one):
        return GOES_ROUND
    return (UNSAID if unsaid(one) else VERBS)[one.act]


def _bare(row: StatementRow, one: Statement) -> str:
    """The words; where they are all the speaker's, without the marks of quotation that the text has in them."""
    return _INNER.sub("", row.content_words) if one.kind is Kind.DIRECT else row.content_words


def is_rumour(one: Statement) -> bool:
    """Whether nobody who could be asked is named."""
    return Certainty.RUMOURED in (one.certainty, one.chain[-1].certainty if one.chain else one.certainty)


def marks(one: Statement) -> Iterator[str]:
    """How sure a statement is, and whether it is of violence."""
    yield str(_how_sure(one)).replace("_", " ")
    if one.violent:
        yield "violence"


def _how_sure(one: Statement) -> Certainty:
    """The statement's certainty; that of its own hop, where only the hop takes certainty away."""
    if is_rumour(one):
        return Certainty.RUMOURED
    own = one.chain[-1].certainty if one.chain else one.certainty
    return own if one.certainty is Certainty.ATTRIBUTED else one.certainty


def who(one: Statement) -> Pieces:
    """Who speaks: a name, "a person purported to be" somebody, or nobody who is named."""
    hop = one.chain[-1] if one.chain else None
    known = one.source_name or (hop_name(hop) if hop is not None and (hop.name or hop.speaker is not None) else None)
    certainty = hop.certainty if hop is not None else one.certainty
    if is_rumour(one):
        return joined((RUMOUR, f" ({known})" if known else "", _carried(hop)))
    if known is None:
        return joined((NOBODY, _carried(hop)))
    if Certainty.PURPORTED in (certainty, one.certainty):
        return joined((PURPORTED, name(known), _carried(hop)))
    return joined((name(known), _carried(hop)))


def _carried(hop: Hop | None) -> Pieces:
    """What brought the words: ``, in an audio recording``."""
    carrier = carrier_words(hop) if hop is not None else ""
    if not carrier:
        return ()
    return joined((f", in {'an' if carrier[:1] in _VOWELS else 'a'} ", Piece(excerpt(carrier, 60), Voice.QUOTE)))


def through(one: Statement, story: DocumentRow) -> Pieces:
    """Through whom the words came, the nearest to the speaker first; the text itself where it names nobody."""
    hops = [hop for hop in reversed(one.chain[:-1]) if hop.name is not None or hop.speaker is not None]
    told: list[Pieces] = [_hop(hop) for hop in hops]
    if not told:
        return text_named(story)
    out = told[0]
    for further in told[1:]:
        out = joined((out, " as cited by ", further))
    return out


def _hop(hop: Hop) -> Pieces:
    """Somebody in between, with what brought the words and how sure it is, where that is not plain."""
    carrier = carrier_words(hop)
    certain = "" if hop.certainty is Certainty.ATTRIBUTED else str(hop.certainty).replace("_", " ")
    told: list[Pieces] = [(Piece(excerpt(carrier, 60), Voice.QUOTE),)] if carrier else []
    told += [joined((certain,))] if certain else []
    return joined((name(hop_name(hop)), *((" (", listed(told, ", "), ")") if told else ())))


def text_named(story: DocumentRow) -> Pieces:
    """A text by whoever tells it, else by what it is called."""
    if story.document.spoken is not None:
        return joined(("the recording ", quoted(story.document.name, 80)))
    own = teller(story)
    return (name(own),) if own else joined(("the text ", quoted(story.document.title or story.document.name, 80)))


def _when(one: Statement) -> str:
    when = days(one.spoken)
    if when is None:
        return ""
    told = day_words(one.spoken)
    return f"on {told} " if when.exact else f"at some time ({told}) "


def _to(one: Statement) -> Pieces:
    return joined((" to ", name(one.addressee))) if one.addressee else ()


def _aimed(one: Statement) -> Pieces:
    """Whom it is aimed at, as it was read."""
    if not one.targets:
        return ()
    few = [(name(target),) for target in one.targets[:TARGETS]]
    more = len(one.targets) - len(few)
    shown = [*few, joined((f"{more} more",))] if more else few
    return joined((" (aimed at ", listed(shown), ")"))


def _whose_words(one: Statement, story: DocumentRow) -> str:
    if story.document.translated is not None:
        return ", as a machine translates the words: "
    if story.document.spoken is not None:
        return ", as a machine heard the words: "
    if one.kind is Kind.DIRECT:
        return ", in words quoted as the speaker’s: "
    return ", in the story’s words: " if one.kind is Kind.INDIRECT else ", in words partly quoted as the speaker’s: "


def capital(pieces: Pieces) -> Pieces:
    """The sentence with a capital letter, where it begins with words of our own."""
    first = pieces[0]
    if first.voice.value != "ours":
        return pieces
    return joined((first.text[:1].upper() + first.text[1:], *pieces[1:]))
