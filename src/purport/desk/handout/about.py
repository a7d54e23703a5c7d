"""What a brief says of itself: what it covers, how it was made, and how it may be passed on."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime

from purport.desk.dates import words as day_words
from purport.desk.handout.pen import remark
from purport.desk.handout.pieces import joined, name
from purport.records import Certainty, Filter, Ruling
from purport.records.briefs import Choices, Label, Material, Pieces, Remark
from purport.version import __version__

MEANS = {
    Label.CLEAR: "may be passed on without limit",
    Label.GREEN: "may be passed on within the community of those who receive it, not in public",
    Label.AMBER: "may be passed on to those who need to know, within the organisation and to its clients",
    Label.AMBER_STRICT: "may be passed on to those who need to know, within the organisation alone",
    Label.RED: "is for its recipients alone, and may not be passed on",
}
"""The labels of TLP 2.0 (FIRST, 2022), in words of our own."""
CERTAINTIES = {
    Certainty.ATTRIBUTED: "a source that could be asked says so",
    Certainty.PURPORTED: "the source is only said to be who it is",
    Certainty.RUMOURED: "nobody who could be asked is named",
    Certainty.DENIED: "the statement denies it",
    Certainty.RETRACTED: "reported earlier, and taken back",
}


_CONDITIONS = (
    ("source", "source"),
    ("speaker", "speaker"),
    ("place", "place"),
    ("act", "act"),
    ("certainty", "certainty"),
    ("from", "since"),
    ("until", "until"),
    ("target", "target"),
    ("text", "document"),
    ("words", "words"),
)


def moment(at: datetime) -> str:
    """A moment as people write it.

    >>> from datetime import UTC
    >>> moment(datetime(2026, 3, 9, 8, 30, tzinfo=UTC))
    '9 March 2026, 08:30 UTC'
    """
    return f"{day_words(at.date().isoformat())}, {at:%H:%M} UTC"


def asked(question: Filter) -> Pieces:
    """The conditions of a question in words; ``()`` where there are none.

    >>> "".join(piece.text for piece in asked(Filter(source="Torvan", violent=False)))
    'source “Torvan”; no violence'
    """
    told = ((label, getattr(question, field)) for label, field in _CONDITIONS)
    found = [joined((f"{label} “", name(str(value)), "”")) for label, value in told if value is not None]
    if question.violent is not None:
        found.append(joined(("violence" if question.violent else "no violence",)))
    if question.rulings:
        words = {Ruling.EDITED: "corrected"}
        found.append(joined((" or ".join(words.get(one, str(one)) for one in question.rulings) + " by a person",)))
    if question.undecided:
        found.append(joined(("undecided by a person",)))
    if question.estimated:
        found.append(joined(("undated texts by an estimate of their date",)))
    out: list[Pieces | str] = []
    for pieces in found:
        out += ["; ", pieces] if out else [pieces]
    return joined(out)


def dateline(choices: Choices, made_at: datetime) -> Pieces:
    """When a brief was made and what it covers."""
    period = choices.period
    parts: list[Pieces] = [joined((f"Made {moment(made_at)}.",))]
    if period is not None:
        covers = f"Covers what came in from {moment(period.start)}, up to {moment(period.end)}."
        parts = [joined((f"{period.name.capitalize()} digest. {covers}",))]
    elif choices.new_since is not None:
        parts.append(joined((f"New: what came in {choices.new_why}.",)))
    if choices.asked:
        parts.append(joined(("Asked for: ", choices.asked, ".")))
    return joined(part for n, pieces in enumerate(parts) for part in ((" ", pieces) if n else (pieces,)))


def method(material: Material, choices: Choices) -> Iterator[Remark]:
    """How it was made, in a few remarks."""
    yield remark(
        "Every numbered paragraph tells who said what, through whom, or what follows from such statements. purport vouches for "
        "none of it. The numbers in brackets lead to the notes: each names the preserved original by its SHA-256 digest, and "
        "where in it the words stand."
    )
    seen = {row.statement.certainty for row in material.rows}
    meanings = "; ".join(f"{one}: {told}" for one, told in CERTAINTIES.items() if one in seen)
    if meanings:
        yield remark(f"Words of certainty. {meanings[:1].upper()}{meanings[1:]}.")
    yield remark(
        f"Texts were read by a machine, which makes mistakes; every paragraph leads to the words. Quotations are cut to "
        f"{choices.quote_limit:,} characters and marked […] where they are; they are the words of whom they are ascribed to."
    )
    if choices.asked:
        yield remark(
            "What was asked for was chosen by what was read: a statement that a person corrected is found under what had been "
            "read of it, and not under the correction."
        )
    if material.weighed and not any(one.likelihood for one in material.weighed):
        yield remark(
            "No word of likelihood (ICD 203) is given: no source here has a settled history to base one on. A grade is a "
            "proposal by rule, likelihood and confidence are two things, and how reliable a source is says nothing of how "
            "credible one statement is."
        )
    yield remark(f"{choices.label} {MEANS[choices.label]}. Traffic Light Protocol 2.0.")
    yield remark(
        f"Made by purport {__version__}. To check an original: its SHA-256 must be the digest in the note. "
        "The command purport verify checks all of them, and purport bundle hands them over."
    )
