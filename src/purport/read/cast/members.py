"""The members of a cast: one for each person, body, people or recording that a text speaks of."""

from __future__ import annotations

from dataclasses import dataclass, field

from purport.fold import folded
from purport.read.cast import tables
from purport.read.cast.kinds import CastKind
from purport.read.cast.phrases import Mention
from purport.read.cast.seats import is_country
from purport.records.names import Carrier
from purport.records.spans import Span


@dataclass(frozen=True, slots=True)
class Guise:
    """Words of a text that leave open whether somebody is who he is said to be.

    Attributes:
        hedge: the words that take certainty away (``purporting to be from``).
        rule: name of the rule that saw them.
        carrier: the recording or document concerned; None where a person speaks (``a man claiming to be``).
        carrier_words: as the text has it, without article; None with `carrier`.
        sentence: index of the sentence that says so.
    """

    hedge: Span
    rule: str
    carrier: Carrier | None
    carrier_words: str | None
    sentence: int


@dataclass(slots=True, eq=False)
class Member:
    """One member of the cast; compared by identity.

    Attributes:
        name: the canonical name, or the first description as written.
        kind: what it is. sharp: whether that is sure. male: True, False or None for unknown. called: the
            same, as a pronoun took it. plural: by its head noun.
        named: whether `name` is a proper name.
        roles: nouns it was described by. words: all words of its descriptions.
        keys: folded names it goes by.
        owner: the member it belongs to (``Mali`` for ``Mali's army``).
        origin: for a recording or document, whose words it brings. guise: what leaves that open; None if nothing does.
        marks: where it was mentioned: sentence, character, weight.
        spoke: whether it is the source of a statement.
        born: the mention whose words are its name, where a possessor's name goes into it that may still become longer.
        first: index of the sentence of the first mention. indefinite: whether that had an indefinite article or number.
    """

    name: str
    kind: CastKind
    sharp: bool = False
    male: bool | None = None
    plural: bool = False
    named: bool = False
    roles: set[str] = field(default_factory=set)
    words: set[str] = field(default_factory=set)
    keys: set[str] = field(default_factory=set)
    owner: Member | None = None
    origin: Member | None = None
    guise: Guise | None = None
    marks: list[tuple[int, int, float]] = field(default_factory=list)
    first: int = 0
    indefinite: bool = False
    merged_into: Member | None = None
    born: Mention | None = None
    called: bool | None = None
    spoke: bool = False

    def root(self) -> Member:
        """The member that this one was found to be the same as, or itself."""
        member = self
        while member.merged_into is not None:
            member = member.merged_into
        return member

    def salience(self, sentence: int, skip: Span | None = None) -> float:
        """How present it is at the start of a sentence: weights of mentions, halved with each sentence between.

        After Lappin and Leass (1994). Mentions inside `skip` do not count.
        """
        best: dict[int, float] = {}
        for at, char, weight in reversed(self.marks):
            if at < sentence - 4:
                break
            if skip is None or not skip.start <= char < skip.end:
                best[at] = max(best.get(at, 0.0), weight)
        return sum(weight * 0.5 ** (sentence - at) for at, weight in best.items())


def absorb(member: Member, other: Member) -> None:
    """Makes `other` the same as `member`: its name goes, the rest is kept."""
    other.merged_into = member
    member.roles |= other.roles
    member.words |= other.words
    member.keys |= other.keys
    member.marks = sorted([*member.marks, *other.marks])
    member.male = other.male if member.male is None else member.male
    member.first = min(member.first, other.first)
    member.owner = member.owner or other.owner
    member.indefinite = member.indefinite or other.indefinite
    member.spoke = member.spoke or other.spoke
    if member.origin is None:
        member.origin, member.guise = other.origin, other.guise


def key_of(name: str) -> str:
    """The form in which names are compared: folded, without article and Arabic articles.

    >>> key_of("Abu Bakr al-Baghdadi")
    'abu bakr baghdadi'
    """
    words = folded(name).replace("-", " ").replace(".", "").split()
    kept = [w for w in words if w not in tables.ARABIC_ARTICLES] or words
    return " ".join(kept[1:] if kept[0] == "the" and len(kept) > 1 else kept) if kept else ""


def initials(name: str) -> str:
    """Upper-case initials of the capitalised words of a name; ``""`` for a single word."""
    words = [w for w in name.replace("-", " ").split() if w[:1].isupper()]
    return "".join(w[0] for w in words) if len(words) > 1 else ""


def names_match(member: Member, mention: Mention, key: str) -> bool:
    """Whether a name can stand for a member that is known by its name."""
    if key in member.keys:
        return True
    if member.kind is CastKind.PERSON or mention.kind is CastKind.PERSON:
        return _persons_match(member, mention, key)
    if _maybe_person(member) and not mention.sharp and len(key.split()) == 1 and not is_country(mention.name):
        return _persons_match(member, mention, key)
    if member.kind is CastKind.PLACE or mention.kind is CastKind.PLACE:
        return False
    return _bodies_match(member.name, mention.name)


def _maybe_person(member: Member) -> bool:
    """Two or three words that a label guessed to be a body: taken up by the last one, they are a person."""
    return not member.sharp and member.kind in (CastKind.BODY, CastKind.UNKNOWN) and 2 <= len(member.name.split()) <= 3


def _persons_match(member: Member, mention: Mention, key: str) -> bool:
    """A last name (or, sure persons only, a first name) for the full name, or the other way round."""
    if mention.sharp and mention.kind not in (CastKind.PERSON, CastKind.UNKNOWN):
        return False
    if member.sharp and member.kind not in (CastKind.PERSON, CastKind.UNKNOWN):
        return False
    if None not in (member.male, mention.male) and member.male is not mention.male:
        return False
    short, long = key.split(), key_of(member.name).split()
    if len(short) > len(long):
        short, long = long, short
    if not short or short == long:
        return bool(short)
    if len(long) == 2 and long[0] in tables.PARENTS:
        return False
    return short[-1] == long[-1] and all(word in long for word in short)


def _bodies_match(known: str, name: str) -> bool:
    short, long = sorted((known, name), key=len)
    if short.isupper() and len(short) > 1:
        return short == initials(long) or short == long.split()[0]
    words = long.split()
    return len(words) > 2 and long.startswith(short + " ") and len(short.split()) > 1
