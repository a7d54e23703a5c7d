"""A chain of hops in one line of words, the same on the terminal, in a page and in an export."""

from __future__ import annotations

import re

from purport.records.names import Carrier, Certainty
from purport.records.reading import Hop, Statement

NOBODY = "nobody named"

_CARRIERS = {
    Carrier.AUDIO: "audio recording",
    Carrier.VIDEO: "video",
    Carrier.RECORDING: "recording",
    Carrier.DOCUMENT: "document",
}


def hop_words(hop: Hop) -> str:
    """One hop: the name, then in brackets what brought the words and how far the text vouches for it, where not plain.

    >>> hop_words(Hop("Osric Vane", Certainty.PURPORTED, Carrier.AUDIO, "an audio recording"))
    'Osric Vane (audio recording, purported)'
    >>> hop_words(Hop("Northwire", Certainty.ATTRIBUTED))
    'Northwire'
    """
    told = hop_told(hop)
    return f"{hop_name(hop)} {told}" if told else hop_name(hop)


def hop_name(hop: Hop) -> str:
    """Who a hop is: his name, else the speaker of a recording by his number, else nobody named.

    >>> hop_name(Hop(None, Certainty.ATTRIBUTED, speaker=2)), hop_name(Hop(None, Certainty.RUMOURED))
    ('Speaker 2', 'nobody named')
    """
    if hop.name is not None or hop.speaker is None:
        return hop.name or NOBODY
    return f"Speaker {hop.speaker}" if hop.speaker else "unnamed speaker"


def speaker_name(one: Statement) -> str | None:
    """The name of who said it, not of who passes it on; None where nobody is named."""
    return one.source_name or (one.chain[-1].name if one.chain else None)


def source_words(one: Statement) -> str:
    """Whose statement it is, in the same words."""
    return speaker_name(one) or (hop_name(one.chain[-1]) if one.chain else NOBODY)


def hop_told(hop: Hop) -> str:
    """What stands in brackets after the name; ``""`` for a plain hop."""
    told = [] if hop.carrier is None else [carrier_words(hop)]
    told += [] if hop.certainty is Certainty.ATTRIBUTED else [str(hop.certainty).replace("_", " ")]
    return f"({', '.join(told)})" if told else ""


def carrier_words(hop: Hop) -> str:
    """What brought the words, in the text's words without an article where it has any; ``""`` for a hop without a carrier."""
    if hop.carrier is None:
        return ""
    return (
        re.sub(r"(?i)^(an?|the|his|her|their|its|this|that)\s+", "", hop.carrier_words or "") or _CARRIERS[hop.carrier]
    )


def chain_words(hops: tuple[Hop, ...]) -> str:
    """The chain, outermost first: each ``<-`` reads "has it from".

    >>> chain_words((Hop("Northwire", Certainty.ATTRIBUTED), Hop(None, Certainty.RUMOURED)))
    'Northwire <- nobody named (rumoured)'
    """
    return " <- ".join(hop_words(hop) for hop in hops)


def unsaid(one: Statement) -> bool:
    """Whether the text says that the words were not said: its own hop is negated."""
    return bool(one.chain) and one.chain[-1].certainty is Certainty.NEGATED
