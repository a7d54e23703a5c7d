"""The words in which every export says what a statement is: who is said to have said it, through whom, and how sure the text is.

One wording for all formats, so that a title that is cut short, a pin on a map or a line in a feed still begins with what keeps it
from being taken for a fact.
"""

from __future__ import annotations

import re

from purport.records import Act, Certainty, Event, Statement, StatementRow
from purport.records.chains import chain_words, hop_told, source_words
from purport.records.rulings import ruling_words

NOTE = "purport tells who is said to have said it and through whom; it does not say that it is true."
CHAIN_NOTE = '"<-" reads "has it from".'
LONGEST_TITLE = 200
"""Characters of a headline."""

MEANING = {
    Certainty.ASSERTED: "the text says so in its own voice",
    Certainty.ATTRIBUTED: "the text names who says so; whether it is true is another question",
    Certainty.PURPORTED: "the text does not vouch that the words come from whom they are said to come from",
    Certainty.RUMOURED: "it goes round; nobody is named who could be asked",
    Certainty.DENIED: "a denial is reported; it does not say whether it happened",
    Certainty.NEGATED: "the text says that it did not happen",
    Certainty.THREATENED: "somebody announces it; it has not happened",
    Certainty.CALLED_FOR: "somebody is urged to do it; it has not happened",
    Certainty.PLANNED: "an intention; it has not happened",
    Certainty.HYPOTHETICAL: "a possibility; it has not happened",
    Certainty.RETRACTED: "it was reported and taken back since",
}
_NOUNS = {
    Act.SAYS: "statement",
    Act.CLAIMS_RESPONSIBILITY: "claim of responsibility",
    Act.DENIES: "denial",
    Act.THREATENS: "threat",
    Act.CALLS_FOR: "call",
    Act.ACCUSES: "accusation",
    Act.PROMISES: "promise",
    Act.REJECTS: "rejection",
    Act.CONFIRMS: "confirmation",
    Act.WARNS: "warning",
    Act.ANNOUNCES: "announcement",
    Act.APOLOGISES: "apology",
    Act.RETRACTS: "retraction",
}
RELIABILITY = {
    "A": "Completely reliable",
    "B": "Usually reliable",
    "C": "Fairly reliable",
    "D": "Not usually reliable",
    "E": "Unreliable",
    "F": "Reliability cannot be judged",
}
CREDIBILITY = {
    1: "Confirmed by other sources",
    2: "Probably true",
    3: "Possibly true",
    4: "Doubtful",
    5: "Improbable",
    6: "Truth cannot be judged",
}
"""The Admiralty code (NATO STANAG 2511, AJP-2.1): two axes that are never made one."""

_TURNING = dict.fromkeys((*range(0x202A, 0x202F), *range(0x2066, 0x206A), 0x200E, 0x200F, 0x061C))
_LOST = re.compile("[\ud800-\udfff]")
_NO_XML = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


def label(one: Statement) -> str:
    """What it is, in two or three words: the certainty and the act.

    A denial is called so whether the text or the speaker denies; "denied denial" would be neither.
    """
    if one.act is Act.DENIES and one.certainty is Certainty.DENIED:
        return "Reported denial"
    return f"{certainty_words(one.certainty).capitalize()} {_NOUNS[one.act]}"


def certainty_words(one: Certainty) -> str:
    """The word as people write it.

    >>> certainty_words(Certainty.CALLED_FOR)
    'called for'
    """
    return str(one).replace("_", " ")


def headline(row: StatementRow, longest: int = LONGEST_TITLE) -> str:
    """One line that begins with what it is (``Denied statement: Ada Roe (via Northwire) says: ...``), cut at `longest`."""
    return shortened(f"{label(row.statement)}: {said(row)}", longest)


def said(row: StatementRow) -> str:
    """Who is said to have said it, through whom, and the words, in one line."""
    one = row.statement
    doubt = hop_told(one.chain[-1]).strip("()") if one.chain else ""
    through = ", ".join(hop.name for hop in reversed(one.chain[:-1]) if hop.name is not None)
    notes = "; ".join(part for part in (doubt, f"via {through}" if through else "") if part)
    return calm(f"{source_words(one)}{f' ({notes})' if notes else ''} {one.act}: {row.content_words}")


def told(row: StatementRow) -> str:
    """The same with chain, certainty and act spelt out, in lines: for descriptions. A correction is said with what was read."""
    one = row.statement
    lines = [
        f"{label(one)}: {said(row)}",
        f"Certainty: {certainty_words(one.certainty)} ({MEANING[one.certainty]}).",
        f"Chain: {calm(chain_words(one.chain)) or 'not known'}. {CHAIN_NOTE}",
        NOTE,
    ]
    if one.targets:
        lines.insert(2, calm(f"Aimed at: {', '.join(one.targets)}."))
    if row.changes:
        lines.insert(1, calm(f"C{ruling_words(row)[1:]}."))
    return "\n".join(lines)


def event_headline(one: Event, anchor: str, longest: int = LONGEST_TITLE) -> str:
    """One line for an event, which begins with how sure the text is of it."""
    by = f"{one.actor or 'actor not named'} -> {one.target or 'target not named'}"
    where = f", {one.place}" if one.place else ""
    teller = f" (has it from: {' <- '.join(one.chain)})" if one.chain else ""
    sure = certainty_words(one.certainty).capitalize()
    return shortened(calm(f"{sure}: {one.action} “{anchor}”, {by}{where}{teller}"), longest)


def calm(text: str) -> str:
    r"""The text in one line, without what could turn round or hide what stands beside it.

    >>> calm("a\u202eb\n c\x1b[2J")
    'ab c[2J'
    """
    flat = " ".join(text.split())
    if flat.isprintable():
        return flat
    flat = flat.translate(_TURNING)
    seen = "".join(letter for letter in flat if letter.isprintable() or letter in "\u200c\u200d")
    return " ".join(whole(seen).split())


def shortened(text: str, longest: int) -> str:
    """The text, cut at a space where it is longer, with an ellipsis."""
    if len(text) <= longest:
        return text
    head = text[: longest - 1]
    return f"{head.rsplit(' ', 1)[0] if ' ' in head[longest // 2 :] else head}…"


def whole(text: str) -> str:
    """The text with a replacement character for each lone surrogate, which UTF-8 cannot hold."""
    return _LOST.sub("\ufffd", text)


def for_xml(text: str) -> str:
    """The text with a replacement character for each that XML 1.0 (2.2) has no place for."""
    return _NO_XML.sub("\ufffd", text)
