"""Pronouns: number, gender and kind filter the members mentioned before, salience ranks the rest."""

from __future__ import annotations

from collections.abc import Callable

from purport.read.cast import tables
from purport.read.cast.kinds import CastKind
from purport.read.cast.members import Member
from purport.read.cast.phrases import Mention
from purport.read.cast.roster import SUBJECT, Roster
from purport.read.parse import Parse, Word
from purport.records.spans import Span

_HUMAN = (CastKind.PERSON, CastKind.UNKNOWN)
_NOT_NEUTER = (CastKind.PERSON, CastKind.PEOPLE)
_NOBODY = (CastKind.THING, CastKind.CARRIER, CastKind.PLACE)
_TALKS = tables.words_of("interview conversation talk meeting call exchange")
_DAYS = tables.words_of(
    "monday tuesday wednesday thursday friday saturday sunday today yesterday january february march april june july august"
    " september october november december"
)
FARTHEST = 8
"""Words between ``who`` and the person it means, at most, where the parse does not tell."""
_COLLECTIVE = (CastKind.PEOPLE, CastKind.BODY, CastKind.GOVERNMENT)
_SAYING_KINDS = (
    CastKind.BODY,
    CastKind.GOVERNMENT,
    CastKind.PLACE,
    CastKind.PEOPLE,
    CastKind.CARRIER,
    CastKind.UNKNOWN,
)
_ANSWERING = tables.words_of("answer reply respond retort")
_ADDRESSING = tables.words_of(
    "ask tell inform question assure warn confront urge beg press remind interrogate telephone phone"
)
_INTERVIEWING = tables.words_of("speak talk interview meet visit question reach phone telephone")
_REPORTERS = tables.words_of(
    "correspondent reporter journalist team researcher delegation investigator agency newspaper we i"
)
_REFLEXIVE = tables.words_of("himself herself itself themselves")
_POSSESSIVE = tables.words_of("his hers its theirs")
_EXPLETIVE = tables.words_of("seem appear emerge happen rain snow turn follow")


def meant_by(roster: Roster, mention: Mention) -> Member | None:
    """The member that a third-person or relative pronoun means; None if it cannot be told."""
    word = mention.head
    if word.lower in tables.RELATIVES:
        return _antecedent(roster, word)
    test = _test_for(word.lower)
    if test is None or _expletive(roster.parse, word):
        return None
    clause = _clause_mate(roster, word)
    quoted = roster.quoting.get(word.i, ())
    barred = {clause, *(roster.member(head) or _foreseen(roster, head) for head in quoted)}
    able = [m for m in roster.latest() if test(m, word.i in roster.sources) and m not in barred]
    if mention.male is not None:
        able += [m for m in _unknown_speakers(roster, word, able) if m not in barred]
    skip = roster.contents.get(word.i)
    host = _host(roster, word)
    if host is not None and host in able:
        return host
    teller = _teller(roster, word, able) or _asked(roster, word, able) or _interviewed(roster, word, able)
    if teller is not None:
        return teller
    if mention.plural:
        able = [m for m in able if m.plural] if _parted(roster.parse, word) else _many_first(able, word.sent)
    elif mention.male is not None:
        able = _known_first(able, mention.male, word.sent, skip)
    found = roster.best(able, word.sent, skip) or roster.best(able, word.sent)
    if found is not None and mention.male is not None:
        found.called = mention.male
    return found


def _foreseen(roster: Roster, head: int) -> Member | None:
    found = roster.foreseen.get(head)
    return found.root() if found is not None else None


def _unknown_speakers(roster: Roster, word: Word, able: list[Member]) -> list[Member]:
    """Speakers of whom the words do not tell that they are persons: the one in whose content *he* stands (``the dowser said
    he``), and, where nobody else could be meant, the one who spoke last.
    """
    teller = roster.member(roster.reporting.get(word.i, (-1, 0))[0])
    if teller is not None and _unknown(teller) and teller not in able:
        return [teller]
    if any(m.salience(word.sent) > 0 for m in able):
        return []
    return [m for m in roster.latest() if _unknown(m) and m.salience(word.sent) > 0][:1]


def _unknown(member: Member) -> bool:
    return member.spoke and member.kind is CastKind.UNKNOWN and not member.named and not member.plural


def _teller(roster: Roster, word: Word, able: list[Member]) -> Member | None:
    """The commander in ``the guard said the commander told him that he did not wish to know``: of one who is quoted inside
    another one's words, a pronoun that is the subject of what he says, if nobody else it could mean comes before it there.
    """
    head, start = roster.reporting.get(word.i, (-1, 0))
    member = roster.member(head) if head in roster.inner and word.dep == "nsubj" else None
    if member is None or member not in able:
        return None
    between = roster.parse.between(start, word.start)
    return None if any(roster.member(w.i) in able and roster.member(w.i) is not member for w in between) else member


def _asked(roster: Roster, word: Word, able: list[Member]) -> Member | None:
    """The officer in ``I asked the officer where he was. He answered that``: who answers was just asked or told something."""
    parse, verb = roster.parse, roster.parse.head_of(word)
    if word.dep != "nsubj" or verb.lemma not in _ANSWERING:
        return None
    start = parse.sentences[max(0, word.sent - 1)][0]
    for before in reversed(parse.words[start : word.i]):
        if before.lemma in _ADDRESSING and before.pos == "VERB" and before.i != verb.i:
            told = next((w for w in parse.children_of(before) if w.dep in ("dobj", "dative") and w.i > before.i), None)
            member = roster.member(told.i) if told is not None else None
            return member if member in able else None
    return None


def _interviewed(roster: Roster, word: Word, able: list[Member]) -> Member | None:
    """The mayor in ``Our correspondent spoke to the mayor. He said``: of reporters and whom they spoke to, the latter speaks."""
    parse = roster.parse
    if word.i not in roster.sources or word.sent == 0:
        return None
    start, end = parse.sentences[word.sent - 1]
    for verb in parse.words[start:end]:
        subject = next((w for w in parse.children_of(verb) if w.dep == "nsubj"), None)
        if verb.lemma not in _INTERVIEWING or subject is None or subject.lemma not in _REPORTERS:
            continue
        links = [w for w in parse.children_of(verb) if w.dep in ("prep", "dobj") and w.i > verb.i]
        told = (w if w.dep == "dobj" else next((c for c in parse.children_of(w) if c.dep == "pobj"), w) for w in links)
        return next((m for m in map(roster.member, (w.i for w in told)) if m is not None and m in able), None)
    return None


def _host(roster: Roster, word: Word) -> Member | None:
    """The ministry in ``the ministry deleted a message in which it had said``: who does what is told around it."""
    parse, verb = roster.parse, roster.parse.head_of(word)
    if word.dep != "nsubj" or verb.dep != "relcl":
        return None
    links = (w for w in parse.children_of(verb) if w.dep == "prep" and w.i < word.i)
    if not any(parse.words[c].lower == "which" for w in links for c in w.children):
        return None
    for above in parse.ancestors(verb):
        if above.pos == "VERB":
            subject = next((w for w in parse.children_of(above) if w.dep == "nsubj"), None)
            return roster.member(subject.i) if subject is not None else None
    return None


def _parted(parse: Parse, word: Word) -> bool:
    """``all of them``, ``one of them``: those are many by their noun, and no body."""
    of = parse.head_of(word)
    return word.dep == "pobj" and of.lower == "of" and parse.head_of(of).pos in ("PRON", "NUM", "DET", "ADJ")


def _many_first(able: list[Member], sentence: int) -> list[Member]:
    """For ``they``: those that are many by their noun, unless none of them is present."""
    many = [m for m in able if m.plural or (m.kind is CastKind.PEOPLE and not m.named)]
    return many if any(m.salience(sentence) >= SUBJECT / 2 for m in many) else able


def _known_first(able: list[Member], male: bool, sentence: int, skip: Span | None) -> list[Member]:
    """For ``he`` and ``she``: those whose gender is known, where one of them spoke or was spoken of lately."""
    known = [m for m in able if m.male is male and not _only_owns(m, able, sentence)]
    top = max((m.salience(sentence, skip) for m in able), default=0.0)
    present = (m.salience(sentence, skip) for m in known)
    return known if any(here > 0 and 1.3 * here >= top for here in present) or not top else able


def _only_owns(member: Member, able: list[Member], sentence: int) -> bool:
    """Whether one who is more present belongs to a member: of ``Brandt's lawyer`` the lawyer is spoken of."""
    own = member.salience(sentence)
    return any(
        other.owner is not None and other.owner.root() is member and other.salience(sentence) > own for other in able
    )


def _test_for(lower: str) -> Callable[[Member, bool], bool] | None:
    if lower in tables.MALE_PRONOUNS:
        return _he
    if lower in tables.FEMALE_PRONOUNS:
        return _she
    if lower in tables.NEUTER_PRONOUNS:
        return _it
    return _they if lower in tables.PLURAL_PRONOUNS else None


def _he(member: Member, _speaks: bool) -> bool:
    return _one_person(member) and member.male is not False and (member.male or member.called is not False)


def _she(member: Member, _speaks: bool) -> bool:
    return _one_person(member) and member.male is not True and (member.male is False or member.called is not True)


def _one_person(member: Member) -> bool:
    if member.plural:
        return False
    if member.kind is CastKind.PERSON:
        return True
    guess = not member.sharp and member.named and member.kind is not CastKind.THING and not member.name.isupper()
    return (
        guess
        and (member.kind is CastKind.UNKNOWN or len(member.name.split()) > 1)
        and member.kind is not CastKind.PLACE
    )


def _it(member: Member, speaks: bool) -> bool:
    if member.plural or member.kind is CastKind.PERSON or member.words & _DAYS:
        return False
    if speaks and member.kind not in _SAYING_KINDS:
        return False
    return member.kind is not CastKind.PEOPLE or not member.words & {"people", "men", "women", "children"}


def _they(member: Member, _speaks: bool) -> bool:
    return (member.plural and member.kind is not CastKind.THING) or member.kind in _COLLECTIVE


def _antecedent(roster: Roster, word: Word) -> Member | None:
    """The noun that a relative clause hangs on; of ``who`` the person before it, where that noun is a thing or was not found."""
    clause = next((above for above in roster.parse.ancestors(word) if above.dep == "relcl"), None)
    found = None if clause is None else roster.member(clause.head)
    nobody = found is None or found.kind in _NOBODY or bool(found.roles & _TALKS)
    if word.lower != "who" or not nobody:
        return found
    return _person_before(roster, word) or found


def _person_before(roster: Roster, word: Word) -> Member | None:
    """The person or people named last before ``who`` in its sentence (``men in uniform who said``)."""
    for i in range(word.i - 1, max(roster.parse.sentences[word.sent][0], word.i - FARTHEST) - 1, -1):
        member = roster.member(i)
        if member is not None and member.kind in _NOT_NEUTER:
            return member
    return None


def _expletive(parse: Parse, word: Word) -> bool:
    """``It is likely that``, ``it seems``: an *it* that stands for nobody."""
    if word.lower != "it" or word.dep not in ("nsubj", "nsubjpass", "expl"):
        return False
    verb = parse.head_of(word)
    deps = {parse.words[child].dep for child in verb.children}
    if verb.lemma in _EXPLETIVE:
        return True
    clause = bool(deps & {"ccomp", "csubj", "csubjpass"}) or (verb.lemma == "be" and "xcomp" in deps)
    return clause and (verb.lemma == "be" or "auxpass" in deps)


def _clause_mate(roster: Roster, word: Word) -> Member | None:
    """The subject of the pronoun's own clause, which an object pronoun cannot mean."""
    if word.dep not in ("dobj", "pobj", "dative") or word.lower in _REFLEXIVE or word.lower in _POSSESSIVE:
        return None
    for above in roster.parse.ancestors(word):
        if above.pos in ("VERB", "AUX"):
            for child in roster.parse.children_of(above):
                if child.dep in ("nsubj", "nsubjpass"):
                    return roster.member(child.i)
            return None
    return None
