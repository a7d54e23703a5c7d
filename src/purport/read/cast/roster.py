"""The roster: takes the mentions of a text one after the other and finds which member of the cast each one means."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, field
from itertools import islice

from purport.read.cast import tables
from purport.read.cast.kinds import CastKind
from purport.read.cast.members import Member, absorb, key_of, names_match
from purport.read.cast.naming import phrase_name
from purport.read.cast.phrases import Form, Mention
from purport.read.cast.seats import is_country
from purport.read.parse import Parse, Word
from purport.records.spans import Span

SUBJECT, OBJECT, OBLIQUE, OWNER, OTHER, SPEAKER = 80.0, 50.0, 40.0, 35.0, 20.0, 60.0
_WEIGHTS = {
    "nsubj": SUBJECT,
    "nsubjpass": SUBJECT,
    "agent": OBJECT,
    "dobj": OBJECT,
    "dative": OBJECT,
    "pobj": OBLIQUE,
    "poss": OWNER,
}
_WINDOW = 60
_NEAR = 20
_GROUPS = (CastKind.BODY, CastKind.GOVERNMENT)
_BLOCKING = tables.words_of("former deputy vice rival other opposition another new ex acting second first previous old")


@dataclass(slots=True, eq=False)
class Roster:
    """Members found so far, and which mention means which.

    Attributes:
        parse: the parse. sources: indexes of words that head a statement's source.
        inner: those of them that stand in another one's content.
        contents: for the head word of a source, the stretch of its content.
        telling: for a common noun inside a content, the head words of the sources whose content it is: they call themselves *I*,
            *he* or *she*, seldom by a description.
        quoting: for a third-person pronoun inside quotation marks, the head words of the quoted sources: they say *I*.
        reporting: for a pronoun inside a content, the head word of the innermost source and where its content begins (character).
        of: per head-word index of a mention, its member. recent: members by latest mention, the latest last.
        keyed, last_words: members by folded name, and by its last word. described: members by a noun they were described by.
        foreseen: for the head word of a speaker named after his words, the member that his description takes up.
        names: proper names of the text by the index of the head word, also of those still to come.
    """

    parse: Parse
    sources: frozenset[int] = frozenset()
    inner: frozenset[int] = frozenset()
    contents: dict[int, Span] = field(default_factory=dict)
    telling: dict[int, list[int]] = field(default_factory=dict)
    quoting: dict[int, list[int]] = field(default_factory=dict)
    reporting: dict[int, tuple[int, int]] = field(default_factory=dict)
    of: dict[int, Member] = field(default_factory=dict)
    keyed: dict[str, Member] = field(default_factory=dict)
    last_words: dict[str, list[Member]] = field(default_factory=dict)
    recent: dict[Member, None] = field(default_factory=dict)
    described: dict[str, dict[Member, None]] = field(default_factory=dict)
    names: dict[int, str] = field(default_factory=dict)
    foreseen: dict[int, Member] = field(default_factory=dict)

    def member(self, index: int) -> Member | None:
        """The member that the mention headed by word `index` means."""
        found = self.of.get(index)
        return found.root() if found is not None else None

    def latest(self) -> Iterable[Member]:
        """Members by their latest mention, the latest first; only the last few dozen."""
        seen = 0
        for member in reversed(self.recent):
            if member.merged_into is None:
                yield member
                seen += 1
                if seen >= _WINDOW:
                    return

    def place(self, mention: Mention, member: Member) -> Member:
        """Writes down that the mention means the member."""
        head = mention.head
        self.of[head.i] = member
        member.spoke = member.spoke or head.i in self.sources
        member.marks.append((head.sent, head.start, self.weight(head)))
        self.recent.pop(member, None)
        self.recent[member] = None
        if member.male is None and (member.kind in (CastKind.PERSON, CastKind.UNKNOWN)):
            member.male = mention.male
        for role in mention.roles:
            self._describe(member, role)
        return member

    def _describe(self, member: Member, role: str) -> None:
        """Makes a member findable by a noun that describes it."""
        member.roles.add(role)
        same = self.described.setdefault(_role_key(role), {})
        same.pop(member, None)
        same[member] = None

    def weight(self, head: Word) -> float:
        """How prominent a mention is by its grammatical part; an outermost source counts more."""
        speaks = head.i in self.sources and head.i not in self.inner
        return _WEIGHTS.get(head.dep, OTHER) + (SPEAKER if speaks else 0.0)

    def new(self, mention: Mention, name: str, *, named: bool) -> Member:
        """A member that was not on the roster."""
        owner = self.member(mention.owner) if mention.owner is not None else None
        member = Member(
            name,
            mention.kind,
            mention.sharp,
            mention.male,
            mention.plural,
            named,
            set(mention.roles),
            set(name.lower().split()),
            owner=owner,
            first=mention.head.sent,
            indefinite=_indefinite(self.parse, mention),
        )
        if named:
            self.index(member, name)
        return self.place(mention, member)

    def index(self, member: Member, name: str) -> None:
        """Makes a member findable by a name."""
        key = key_of(name)
        if key:
            member.keys.add(key)
            self.keyed[key] = member
            same = self.last_words.setdefault(key.split()[-1], [])
            if member not in same:
                same.append(member)

    def merge(self, member: Member, other: Member) -> Member:
        """Makes two members one; the first one's name stays."""
        member, other = member.root(), other.root()
        if member is other:
            return member
        absorb(member, other)
        self.recent.pop(other, None)
        for key in other.keys:
            self.keyed[key] = member
        return member

    def knows(self, mention: Mention) -> bool:
        """Whether a name means somebody who was mentioned before."""
        key = key_of(mention.name)
        return key in self.keyed or self._namesake(mention, key) is not None

    def by_name(self, mention: Mention) -> Member:
        """The member a name means: one known by it, by its last word, its acronym, or a new one."""
        key = key_of(mention.name)
        known = self.keyed.get(key)
        member = known.root() if known is not None else self._namesake(mention, key)
        if member is None:
            member = self.new(mention, mention.name, named=True)
        else:
            self._sharpen(member, mention)
            self.place(mention, member)
            self.index(member, mention.name)
        if mention.short:
            self._shorten(member, mention.short)
        if member.kind is CastKind.BODY and mention.head.lower in tables.BODY_NOUNS:
            self._describe(member, mention.head.lower)
        return member

    def _shorten(self, member: Member, short: str) -> None:
        old = self.keyed.get(key_of(short))
        if old is not None and old.root() is not member:
            self.merge(member, old)
        self.index(member, short)

    def _namesake(self, mention: Mention, key: str) -> Member | None:
        words = key.split()
        if not words or mention.kind in (CastKind.THING, CastKind.PEOPLE):
            return None
        for member in reversed(self.last_words.get(words[-1], [])):
            if names_match(member.root(), mention, key):
                return member.root()
        for member in self.latest():
            if member.named and names_match(member, mention, key):
                return member
        return self._in_short(mention, key)

    def _in_short(self, mention: Mention, key: str) -> Member | None:
        """``the Ministry``, ``the Council``, after a body whose longer name has that word at its head; the most present one."""
        if mention.plural or key not in tables.BODY_NOUNS or mention.head.i == mention.first:
            return None
        able = [m for m in self.latest() if m.named and m.kind is CastKind.BODY and _headed(m.name, key)]
        return self.best(able, mention.head.sent)

    def _sharpen(self, member: Member, mention: Mention) -> None:
        """A longer name becomes the canonical one; a sure kind replaces a guess."""
        if mention.sharp and not member.sharp:
            member.kind, member.sharp = mention.kind, True
        longer = len(key_of(mention.name).split()) > len(key_of(member.name).split())
        acronym = member.name.isupper() and not mention.name.isupper() and len(mention.name) > len(member.name)
        if longer or acronym:
            member.name = mention.name
            if member.kind is CastKind.UNKNOWN or not member.sharp:
                member.kind = mention.kind

    def by_description(self, mention: Mention) -> Member:
        """The member a common noun phrase means: one it was used for before, or a new one."""
        owner = self.member(mention.owner) if mention.owner is not None else None
        name = phrase_name(self.parse, mention, self._owner_name(mention, owner))
        member = self._described(mention, name, owner) or self._settlement(mention)
        if member is None:
            member = self.new(mention, name, named=False)
            member.born = mention if self._owner_name(mention, owner) is not None else None
            return member
        member.words |= set(name.lower().split())
        return self.place(mention, member)

    def known_as(self, mention: Mention) -> Member | None:
        """The member that a description means, if it means one that was mentioned before."""
        owner = self.member(mention.owner) if mention.owner is not None else None
        name = phrase_name(self.parse, mention, self._owner_name(mention, owner))
        return self._described(mention, name, owner)

    def taken_up(self, mention: Mention) -> Member | None:
        """The nameless one whom a definite description takes up again: *a shepherd said ... The shepherd, Yusef Halloran*."""
        if not mention.definite or mention.owner is not None or mention.form is not Form.COMMON:
            return None
        own = set(phrase_name(self.parse, mention, None).lower().split())
        for member in islice(reversed(self.described.get(_role_key(mention.noun), {})), _NEAR):
            known = member.root()
            fits = not known.named and known.plural is mention.plural and self._same(known, mention, own, None)
            if fits and known.first < mention.head.sent:
                return known
        return None

    def _owner_name(self, mention: Mention, owner: Member | None) -> str | None:
        """The possessor's name where the text has a pronoun or description of it; None where it has the name."""
        if owner is None or mention.owner is None:
            return None
        word = self.parse.words[mention.owner]
        return (
            owner.name
            if word.tag in ("PRP$", "WP$") or (owner.named and key_of(word.text) not in key_of(owner.name))
            else None
        )

    def rename(self) -> None:
        """Puts the possessors' final names into the names of what they possess (``her deputy`` before she was named)."""
        for member in self.recent:
            owner = member.owner.root() if member.owner is not None else None
            if member.born is not None and not member.named and owner is not None and owner is not member:
                member.name = phrase_name(self.parse, member.born, owner.name)

    def _described(self, mention: Mention, name: str, owner: Member | None) -> Member | None:
        if mention.kind is CastKind.THING and mention.owner is None and not mention.definite:
            return None
        own = set(name.lower().split())
        tellers = self._tellers(mention)
        for member in islice(reversed(self.described.get(_role_key(mention.noun), {})), _NEAR):
            known = member.root()
            far = known in tellers and known.named and mention.noun not in key_of(known.name).split()
            if known.plural is mention.plural and not far and self._same(known, mention, own, owner):
                return known
        return self._generic(mention) if mention.definite and mention.owner is None else None

    def _tellers(self, mention: Mention) -> set[Member | None]:
        """Those in whose content a description stands, if it speaks there itself."""
        if mention.head.i not in self.sources:
            return set()
        return {self.member(head) for head in self.telling.get(mention.head.i, ())}

    def _same(self, member: Member, mention: Mention, own: set[str], owner: Member | None) -> bool:
        lemma = mention.noun
        if not member.named and member.words == own and not _indefinite(self.parse, mention):
            return True
        if (
            not mention.definite
            or _kinds_clash(member.kind, mention.kind)
            or self._owners_clash(member, mention, owner)
        ):
            return False
        if lemma not in member.roles:
            return member.named and member.kind is CastKind.PERSON and not own & _BLOCKING
        if own <= member.words | {lemma, mention.head.lower}:
            return True
        return member.named and member.kind is CastKind.PERSON and not own & _BLOCKING and " of " not in " ".join(own)

    def _owners_clash(self, member: Member, mention: Mention, owner: Member | None) -> bool:
        """Whether both belong to somebody, and not to the same one."""
        its = member.owner.root() if member.owner is not None else None
        if its is None:
            return False
        if owner is not None:
            return owner is not its
        thing = self._of_whom(mention.head)
        if thing is None:
            return False
        name = self.names.get(thing.i)
        known = self.member(thing.i) or (self.keyed.get(key_of(name)) if name else None)
        return known.root() is not its if known is not None else name is not None

    def _of_whom(self, head: Word) -> Word | None:
        """What stands after ``of``: the front in ``the head of the front``."""
        for child in self.parse.children_of(head):
            if child.dep == "prep" and child.lower == "of":
                return next((thing for thing in self.parse.children_of(child) if thing.dep == "pobj"), None)
        return None

    def belong(self, index: int) -> None:
        """Writes down whom the member of the mention at a word belongs to, once the whole sentence is read."""
        member, head = self.member(index), self.parse.words[index]
        if member is not None and member.owner is None and member.kind is CastKind.PERSON:
            thing = self._of_whom(head)
            owner = self.member(thing.i) if thing is not None else None
            member.owner = owner if owner is not None and owner is not member and owner.kind is CastKind.BODY else None

    def _settlement(self, mention: Mention) -> Member | None:
        """``the city``, ``the country``: the one named place of that sort in this sentence and the two before."""
        country = mention.head.lemma in ("country", "nation")
        bare = mention.head.i - mention.first == 1 and mention.definite and not mention.plural and mention.owner is None
        if not bare or not (country or mention.head.lemma in ("city", "town", "village")):
            return None
        near = [
            m for m in self.latest() if m.named and m.kind is CastKind.PLACE and m.marks[-1][0] >= mention.head.sent - 2
        ]
        able = [m for m in near if is_country(m.name) is country]
        return able[0] if len(able) == 1 else None

    def _generic(self, mention: Mention) -> Member | None:
        """``the group``, ``the association``: the body that was most present so far."""
        between = self.parse.words[mention.first : mention.head.i]
        bare = all(w.lower in ("the", "this", "that", "same") for w in between)
        if mention.plural or mention.head.lemma not in tables.GENERIC_BODIES or not bare:
            return None
        tellers = self._tellers(mention)
        able = [
            m
            for m in self.latest()
            if m.kind is CastKind.BODY and m.named and not m.plural and not _is_outlet(m, mention) and m not in tellers
        ]
        if mention.head.lemma in _OF_A_SORT:
            able = [m for m in able if mention.head.lemma in m.roles | m.words]
        return self.best([m for m in able if m.sharp], mention.head.sent) or self.best(able, mention.head.sent)

    def best(self, members: Iterable[Member], sentence: int, skip: Span | None = None) -> Member | None:
        """The most salient member; None if none was mentioned within four sentences."""
        scored = [(member.salience(sentence, skip), member) for member in members]
        top = max(scored, key=lambda pair: pair[0], default=(0.0, None))
        return top[1] if top[0] > 0 else None


_LEADING = tables.words_of("leader head chief commander boss emir president chairman chairwoman")


def _role_key(role: str) -> str:
    """One key for all words for somebody who leads."""
    return "leader" if role in _LEADING else role


_OF_A_SORT = tables.words_of("union league council committee commission")
"""Nouns that take up only a body that was called so."""

_OUTLETS = tables.words_of(
    "newspaper paper daily weekly agency outlet broadcaster station radio television magazine website channel"
)


def _is_outlet(member: Member, mention: Mention) -> bool:
    """Whether one of the two is a news outlet and the other is not."""
    mine = bool(member.roles & _OUTLETS or set(member.name.lower().split()) & (_OUTLETS | tables.PAPER_NAMES))
    return mine is not (mention.head.lemma in _OUTLETS)


def _headed(name: str, noun: str) -> bool:
    """Whether a longer name has a noun at its head: ``Ministry of Works``, ``Electoral Commission``."""
    words = key_of(re.split(r"\s(?:of|for)\s", name, maxsplit=1)[0]).split()
    return bool(words) and words[-1] == noun and len(name.split()) > 1


def _indefinite(parse: Parse, mention: Mention) -> bool:
    return parse.words[mention.first].lower in tables.INDEFINITE


def _kinds_clash(one: CastKind, other: CastKind) -> bool:
    return CastKind.UNKNOWN not in (one, other) and one is not other
