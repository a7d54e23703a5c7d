"""How the name of a place is used: the place itself, its people, its government, or a part of another name."""

from __future__ import annotations

from purport.gazetteer import Site
from purport.read.parse import Parse, Word
from purport.read.places.candidates import Mention
from purport.records import Precision, Role

_DEEDS = (
    "say tell announce warn accuse deny reject agree sign insist vow threaten urge call demand claim condemn "
    "criticise criticize blame welcome want believe consider impose lift support back oppose recognise recognize "
    "recall expel negotiate promise pledge send deploy seek ask offer refuse decide plan hope fear suspect express "
    "protest invite retaliate respond"
)
_VERBS = frozenset(_DEEDS.split())
_BODIES = (
    "army bank brigade battalion division regiment corps front movement party council committee university college school "
    "institute "
    "ministry court police force forces authority agency association society federation union club fc united city times post news "
    "radio television tv hospital church airlines airways company corporation group bureau centre center foundation museum library "
    "parliament senate assembly department fund organisation organization league observatory guard command office"
)
BODIES = frozenset(_BODIES.split())
"""Nouns that a place before them, or after "of", makes the name of a body."""


def role_of(parse: Parse, mention: Mention, site: Site | None) -> Role:
    """How a mention is used. `site` is what it means, None if that is not known."""
    if mention.people is not None:
        return Role.DEMONYM
    if in_a_name(parse, mention):
        return Role.PART
    return Role.METONYM if site is not None and _speaks(parse, mention, site) else Role.LITERAL


def in_a_name(parse: Parse, mention: Mention) -> bool:
    """Whether the words are part of a longer name: that of a body by the parse, or by the noun beside them ("Bank of Cyprus")."""
    words = mention.words
    before = parse.words[words[0].i - 1] if words[0].i else None
    after = parse.words[words[-1].i + 1] if words[-1].i + 1 < len(parse.words) else None
    if after is not None and after.lower in BODIES and after.text[:1].isupper() and after.sent == words[0].sent:
        return True
    if before is not None and before.lower == "the" and before.i:
        before = parse.words[before.i - 1]
    if before is not None and before.lower == "of" and before.i:
        noun = parse.words[before.i - 1]
        if noun.lower in BODIES and noun.text[:1].isupper() and noun.sent == words[0].sent:
            return True
    return _inside_body(words, before, after)


def _inside_body(words: tuple[Word, ...], before: Word | None, after: Word | None) -> bool:
    """Whether the parse has a body's name that goes on, with capitals, before or behind the words."""
    if any(word.ent != "ORG" for word in words):
        return False
    ahead = before is not None and before.ent == "ORG" and not words[0].ent_start and before.lower != "the"
    behind = after is not None and after.ent == "ORG" and not after.ent_start and after.text[:1].isupper()
    return ahead or behind


def _speaks(parse: Parse, mention: Mention, site: Site) -> bool:
    """Whether a country or its seat acts like a government: as subject of a verb of speech or politics."""
    if not (site.precision is Precision.COUNTRY or site.capital):
        return False
    head = next((w for w in mention.words if parse.head_of(w) not in mention.words), mention.words[-1])
    if head.dep == "conj" and parse.head_of(head).dep == "nsubj":
        head = parse.head_of(head)
    verb = parse.head_of(head)
    return head.dep == "nsubj" and verb.pos == "VERB" and verb.lemma in _VERBS
