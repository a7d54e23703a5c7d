"""How a common noun phrase is called: as written, without its article, with a place or owner that tells it apart."""

from __future__ import annotations

import re

from purport.read.cast import tables
from purport.read.cast.phrases import Mention
from purport.read.parse import Parse, Word

_BRACKETED = re.compile(r"\s*\([A-Z][A-Za-z.-]{1,9}\)")
_LONGEST = 12
_KEPT_PREPOSITIONS = frozenset({"of", "in", "on", "at", "for", "from", "off", "near"})
_DROPPED = frozenset(
    {
        "the",
        "a",
        "an",
        "this",
        "that",
        "these",
        "those",
        "any",
        "such",
        "its",
        "his",
        "her",
        "their",
        "our",
        "my",
        "your",
    }
)
_NATION_ENDINGS = ("ian", "ese", "ish", "ani", "ali", "aqi", "eli", "eni", "iti", "ean", "ayan", "nch", "tch")
_NO_NATION = tables.words_of("civilian humanitarian sectarian authoritarian guardian foolish selfish clean mean obese")
_HEDGES = tables.words_of("purported alleged supposed ostensible apparent presumed so-called")
_NAME_TAGS = frozenset({"NNP", "NNPS"})


def phrase_name(parse: Parse, mention: Mention, owner: str | None) -> str:
    """The words of a base phrase without article, with the owner's name put in for a pronoun, and a short tail.

    ``Planners in Darfur`` at the start of a sentence is ``planners in Darfur``; ``Its imam`` is ``Sobo Da's imam``
    where `owner`, the name of the possessor that a pronoun or description stands for, is ``Sobo Da``.
    """
    words = parse.words[mention.first : mention.head.i + 1]
    if owner is not None and mention.owner is not None:
        words = [w for w in words if w.i > mention.owner and w.tag != "POS"]
    kept = [w for w in words if w.lower not in _DROPPED | _HEDGES and w.tag not in ("PRP$", "WP$")]
    text = parse.text[kept[0].start : mention.head.end] if kept else mention.head.text
    if kept and not _keeps_capital(parse, kept[0]):
        text = text[:1].lower() + text[1:]
    if owner is not None:
        text = f"{owner}{_genitive(owner)} {text}"
    return " ".join(_BRACKETED.sub("", text + _tail(parse, mention, owner is not None)).split())


def _genitive(owner: str) -> str:
    return "'" if owner.endswith("s") and owner.rsplit(maxsplit=1)[-1].islower() else "'s"


def _keeps_capital(parse: Parse, word: Word) -> bool:
    if not word.text[0].isupper():
        return True
    if word.ent in ("GPE", "NORP", "LOC", "PERSON", "FAC") or word.text.isupper() or _of_a_nation(word):
        return True
    first = parse.words[parse.sentences[word.sent][0]]
    opening = word is first or (word.i and parse.words[word.i - 1].text in ("“", '"', "‘", ":", "—"))
    return not opening or (word.tag in _NAME_TAGS and word.ent not in ("", "CARDINAL"))


def _of_a_nation(word: Word) -> bool:
    """Whether an adjective looks like that of a nation (``Somali``, ``Tigrayan``)."""
    return word.pos in ("ADJ", "PROPN") and word.lower.endswith(_NATION_ENDINGS) and word.lower not in _NO_NATION


def _tail(parse: Parse, mention: Mention, owned: bool) -> str:
    """A following ``of the Lake Sect`` or ``in Darfur``: what tells one planner from another."""
    after = mention.head.i + 1
    if owned or after + 1 >= len(parse.words):
        return ""
    preposition = parse.words[after]
    if preposition.lower not in _KEPT_PREPOSITIONS or preposition.head != mention.head.i:
        return ""
    end = _object_end(parse, after)
    if end is None or not _tells(parse, preposition, end, mention):
        return ""
    return " " + parse.text[preposition.start : parse.words[end].end]


def _object_end(parse: Parse, preposition: int) -> int | None:
    """The head of the preposition's object when its base phrase follows at once."""
    for child in parse.words[preposition].children:
        word = parse.words[child]
        if (
            word.dep == "pobj"
            and preposition < child <= preposition + _LONGEST
            and word.sent == parse.words[preposition].sent
        ):
            return child
    return None


def _tells(parse: Parse, preposition: Word, end: int, mention: Mention) -> bool:
    inner = parse.words[preposition.i + 1 : end + 1]
    if any(w.tag in ("PRP", "PRP$") or w.text in ",;:—“”" for w in inner):
        return False
    if preposition.lower == "of":
        return mention.head.lemma not in tables.MEASURES
    return (
        any(w.tag in _NAME_TAGS for w in inner)
        and inner[-1].ent not in ("DATE", "TIME")
        and inner[-1].text[0].isupper()
    )
