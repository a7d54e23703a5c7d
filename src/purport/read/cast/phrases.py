"""Mentions: the base noun phrases and pronouns of a parse, each with what its words alone tell about it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from enum import StrEnum

from purport.read.cast import tables
from purport.read.cast.kinds import CastKind, common_kind, is_acronym, name_gender, name_kind, noun_gender
from purport.read.cast.runs import HYPHENS, joined, name_run, of_tail, split_titles
from purport.read.parse import Parse, Word


class Form(StrEnum):
    """How a mention is made."""

    NAME = "name"
    COMMON = "common"
    PRONOUN = "pronoun"


@dataclass(slots=True, eq=False)
class Mention:
    """One noun phrase or pronoun; compared by identity.

    Attributes:
        head: its head word. first: index of the first word of the base phrase; it ends with the head.
        form: name, common noun phrase or pronoun.
        name: name without titles and article, as written; ``""`` for other forms.
        roles: lower-case nouns that describe it (titles, ``preacher``; the head noun of a common phrase).
        kind: as far as the words tell.
        male: True, False, or None if the words do not tell.
        plural, definite: number and article.
        owner: index of the possessor's head word (``Mali`` in ``Mali's army``); None if there is none.
        short: the acronym in brackets after or inside the phrase; ``""`` if there is none.
        sharp: whether the kind is sure (a title, a known noun), not the named-entity label's guess.
    """

    head: Word
    first: int
    form: Form
    name: str = ""
    roles: frozenset[str] = field(default_factory=frozenset)
    kind: CastKind = CastKind.UNKNOWN
    male: bool | None = None
    plural: bool = False
    definite: bool = False
    owner: int | None = None
    short: str = ""
    sharp: bool = False

    @property
    def noun(self) -> str:
        """The head as a noun: its lemma, but ``accused`` for ``the accused``."""
        return self.head.lower if self.head.lower in tables.NOMINALS else self.head.lemma


_NOMINAL = frozenset({"NOUN", "PROPN", "PRON", "NUM"})
_INNER = frozenset({"compound", "nmod", "amod", "nummod", "quantmod", "det", "punct", "case"})
_POSSESSIVE = frozenset({"PRP$", "WP$"})


def mentions_of(parse: Parse) -> list[Mention]:
    """Every mention, in the order of the head words."""
    out = []
    for word in parse.words:
        if word.pos in _NOMINAL or word.tag in _POSSESSIVE or _upright(word) or _nominal(parse, word):
            found = _mention(parse, word)
            if found is not None:
                out.append(found)
    return out


def _upright(word: Word) -> bool:
    """Whether a word is an acronym that the tagger took for something else (``IS`` for a verb)."""
    return len(word.text) > 1 and word.text.isupper() and word.text.isalpha() and word.pos not in _NOMINAL


_NOUN_PARTS = frozenset({"nsubj", "nsubjpass", "dobj", "pobj", "dative", "attr", "conj", "appos"})
_SUBJECTS = frozenset({"nsubj", "nsubjpass"})


def _nominal(parse: Parse, word: Word) -> bool:
    """``the accused``, ``the other``, ``the third``, ``the eldest``: an adjective or participle that stands for somebody."""
    if not word.i or parse.words[word.i - 1].lower != "the":
        return False
    if word.lower in tables.NOMINALS:
        return word.dep in _NOUN_PARTS
    return word.pos == "ADJ" and word.dep in _SUBJECTS and (word.ent == "ORDINAL" or word.tag in ("JJS", "JJR"))


def _mention(parse: Parse, word: Word) -> Mention | None:
    pronoun = word.tag in ("PRP", "PRP$", "WP", "WP$", "WDT") and word.lower != "one"
    if pronoun or word.lower in tables.RELATIVES:
        return _pronoun(word)
    if word.pos == "NUM" and word.dep in _INNER:
        return None
    if word.dep in _INNER and word.head > word.i and _joined_to_head(parse, word):
        return None
    if not any(letter.isalpha() for letter in word.text) or _aside(parse, word):
        return None
    first = _left_edge(parse, word)
    if (word.head > word.i and word.tag == "NNP" and _next_is_same_name(parse, word)) or _nobody(parse, word, first):
        return None
    return _noun_phrase(parse, word, first)


def _nobody(parse: Parse, word: Word, first: int) -> bool:
    """``no group``, ``neither side``, ``nobody``: nobody is mentioned, so nobody can be meant by it later."""
    return word.lower in tables.NOBODY or (parse.words[first].lower in ("no", "neither") and word.i > first)


def _next_is_same_name(parse: Parse, word: Word) -> bool:
    """Whether a badly attached half of a hyphened name (``al`` in ``al-Baghdadi``) goes on in the next words."""
    after = parse.words[word.i + 1 : word.i + 3]
    return (
        len(after) == 2 and after[0].text in HYPHENS and after[0].start == word.end and after[1].start == after[0].end
    )


def _aside(parse: Parse, word: Word) -> bool:
    """Whether a word is an acronym in brackets, or a title whose full stop has cut it off from its name."""
    before = parse.words[word.i - 1].text if word.i else ""
    rest = parse.words[word.i + 1 : word.i + 3]
    if before == "(" and rest and rest[0].text == ")":
        return is_acronym(word.text)
    title = word.lower.rstrip(".") in tables.STRIPPED_TITLES and word.text[0].isupper()
    return title and len(rest) == 2 and rest[0].text == "." and rest[1].text[0].isupper()


def _joined_to_head(parse: Parse, word: Word) -> bool:
    """Whether only words of one base phrase stand between a modifier and its head."""
    return all(w.dep in _INNER or w.head <= word.head for w in parse.words[word.i + 1 : word.head])


def _pronoun(word: Word) -> Mention:
    lower = word.lower
    male = True if lower in tables.MALE_PRONOUNS else False if lower in tables.FEMALE_PRONOUNS else None
    plural = lower in tables.PLURAL_PRONOUNS or lower in ("we", "us", "our", "ours", "ourselves")
    return Mention(word, word.i, Form.PRONOUN, male=male, plural=plural, definite=True)


def _left_edge(parse: Parse, head: Word) -> int:
    """The first word of the base phrase that `head` ends."""
    words, low = parse.words, head.i
    limit = parse.sentences[head.sent][0]
    while low > limit:
        word = words[low - 1]
        if word.text == ")" and low - 3 >= limit and words[low - 3].text == "(":
            low -= 3
            continue
        if not (_belongs(word, low, head.i) or _hyphened(words, low)) or _apart(parse, word, words[low]):
            break
        low -= 1
    while low < head.i and words[low].pos in ("PUNCT", "CCONJ", "ADV"):
        low += 1
    return low


def _apart(parse: Parse, before: Word, after: Word) -> bool:
    """Whether a line break stands between two words (a heading before a story)."""
    return after.start > before.end + 1 and parse.text.count("\n", before.end, after.start) > 1


def _belongs(word: Word, low: int, head: int) -> bool:
    if word.dep in ("mark", "prep", "cc", "relcl", "preconj") or (word.pos == "PUNCT" and word.text in ",;:—–"):
        return False
    return low <= word.head <= head or word.tag == "POS"


def _hyphened(words: Sequence[Word], low: int) -> bool:
    """Whether the word before is one half of a hyphened word that goes on at `low`."""
    before, word = words[low - 1], words[low]
    return before.end == word.start and (before.text in HYPHENS or word.text in HYPHENS)


def _noun_phrase(parse: Parse, head: Word, first: int) -> Mention:
    words = parse.words[first : head.i + 1]
    owner, own = _without_owner(words)
    determiner = own[0].lower if own[0].pos == "DET" or own[0].lower in tables.DETERMINERS else ""
    mention = Mention(
        head,
        first,
        Form.COMMON,
        plural=head.tag in ("NNS", "NNPS"),
        definite=owner is not None or determiner in ("the", "this", "that", "these", "those"),
        owner=owner,
        short=_short_form(parse, head, own),
    )
    _named(parse, mention, [w for w in own if w.lower not in tables.DETERMINERS], determiner)
    return mention


def _without_owner(words: list[Word]) -> tuple[int | None, list[Word]]:
    """The possessor's head, and the words after it."""
    owner = None
    cut = 0
    for at, word in enumerate(words[:-1]):
        if word.tag == "POS" and at and not _within_name(words, at):
            owner, cut = words[at - 1].i, at + 1
        elif word.tag in _POSSESSIVE:
            owner, cut = word.i, at + 1
    return owner, words[cut:]


def _within_name(words: list[Word], at: int) -> bool:
    """``Lawyers' Circle``, ``People's Front``: a plural owner and a capitalised body are one name."""
    before, after = words[at - 1], words[at + 1]
    plural = words[at].text in ("'", "’") or before.lower == "people"
    return plural and before.text[0].isupper() and after.text[0].isupper() and words[-1].lower in tables.BODY_NOUNS


def _short_form(parse: Parse, head: Word, own: list[Word]) -> str:
    """An acronym in brackets inside the phrase or right after it."""
    words = [*own, *parse.words[head.i + 1 : head.i + 4]]
    for before, word, after in zip(words, words[1:], words[2:], strict=False):
        if before.text == "(" and after.text == ")" and is_acronym(word.text):
            return word.text
    return ""


def _named(parse: Parse, mention: Mention, own: list[Word], determiner: str) -> None:
    """Sets name, roles, kind and gender from the phrase's own words (determiner and possessor left out)."""
    head = mention.head
    run = name_run(parse, own)
    if run and _office(parse, mention, run, determiner):
        run = []
    if run and _generic_tail(head, run):
        mention.form, mention.name = Form.NAME, joined(run)
        mention.kind, mention.sharp = CastKind.BODY, True
        mention.roles = frozenset({head.lemma})
    elif run and run[-1] is head:
        _proper(parse, mention, own, run, determiner)
    else:
        mention.roles = frozenset({mention.noun})
        mention.kind = CastKind.PERSON if _one_of(parse, head) else common_kind(head, plural=mention.plural)
        mention.sharp = mention.kind is not CastKind.UNKNOWN
        mention.male = noun_gender(head.lemma)


def _one_of(parse: Parse, head: Word) -> bool:
    """``one of the attackers``, ``another of the men``: one person of several."""
    if head.lower not in ("one", "another", "each"):
        return False
    links = (w for w in parse.children_of(head) if w.dep == "prep" and w.lower == "of")
    several = (parse.words[c] for link in links for c in link.children)
    return any(common_kind(w, plural=True) is CastKind.PEOPLE for w in several if w.tag == "NNS")


_NAMING = tables.words_of("call name nickname dub")


def _office(parse: Parse, mention: Mention, run: list[Word], determiner: str) -> bool:
    """``the Minister``, ``the Prime Minister``: an office written with capitals, and nobody's name."""
    if not (determiner or mention.owner is not None) or run[-1] is not mention.head or mention.plural:
        return False
    if parse.head_of(mention.head).lemma in _NAMING:
        return False
    before = tables.STRIPPED_TITLES | tables.OFFICES
    return mention.head.lower in tables.OFFICES and all(w.lower in before or w.text in HYPHENS for w in run)


def _generic_tail(head: Word, run: list[Word]) -> bool:
    """``the Islamic State group``: a lower-case generic noun after a name that is no place or people."""
    if (
        head.lemma not in ("group", "organization", "organisation", "movement")
        or run[-1].i >= head.i
        or head.text[0].isupper()
    ):
        return False
    return not all(w.ent in ("GPE", "NORP", "LOC") for w in run) and run[-1].i >= head.i - 5


def _proper(parse: Parse, mention: Mention, own: list[Word], run: list[Word], determiner: str) -> None:
    titles, bare = split_titles(run)
    before = [w.lemma for w in own if w.i < run[0].i and w.pos in ("NOUN", "PROPN")]
    tail = of_tail(parse, mention.head, bare)
    mention.form = Form.NAME
    mention.name = joined(bare) + tail
    mention.roles = frozenset([*titles, *before])
    mention.male = name_gender(titles, before, bare)
    mention.kind, mention.sharp = name_kind(mention.name, mention.roles, bare, determiner)
    if tail and mention.head.lower == "voice":
        mention.kind, mention.sharp, mention.roles = CastKind.BODY, True, frozenset({"radio"})
    if _month(parse, mention.head):
        mention.kind, mention.sharp = CastKind.THING, True
    if not mention.sharp and not determiner and _located(parse, mention):
        mention.kind = CastKind.PLACE


_MONTHS = tables.words_of("january february march april may june july august september october november december")


def _month(parse: Parse, head: Word) -> bool:
    """``4 May``, ``March 2014``: a month beside a number is nobody's name."""
    beside = parse.words[max(0, head.i - 1) : head.i] + parse.words[head.i + 1 : head.i + 2]
    return head.lower in _MONTHS and any(w.text.isdigit() for w in beside)


_PLACING = tables.words_of("in at near outside inside around")
_PLACED = tables.PLACE_NOUNS | tables.words_of("people resident inhabitant mayor governor outskirts centre center")


def _located(parse: Parse, mention: Mention) -> bool:
    """``in Goma``, ``people of Goma``: the label's guess yields to the preposition."""
    preposition = parse.head_of(mention.head)
    if mention.head.dep != "pobj":
        return False
    governor = parse.head_of(preposition).lemma
    return preposition.lower in _PLACING or (preposition.lower == "of" and governor in _PLACED)
