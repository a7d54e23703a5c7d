"""Verbs of saying without a speaker in front: passives, with ``by X`` or with nobody, and ``seems to``."""

from __future__ import annotations

from collections.abc import Iterator

from purport.read.attribution.lexicon import Lexicon, lexicon
from purport.read.attribution.page import Find, Page
from purport.read.attribution.phrases import (
    PASSIVE_SUBJECTS,
    below,
    child,
    content_of,
    cue_of,
    infinitive,
    preposition_of,
    source_of,
)
from purport.read.parse import Word

MEANS = frozenset({
    "message", "telephone", "phone", "letter", "email", "e-mail", "loudspeaker", "megaphone", "text", "fax", "post", "note", "mail",
    "sms", "radio", "law", "decree",
})  # fmt: skip
"""What somebody is told by without an article: a means, nobody (``were warned by text message``)."""


def _agent(page: Page, verb: Word) -> tuple[Word | None, set[int]]:
    """Who is named after ``by``, with the words of that phrase."""
    by = child(page.parse, verb, "agent")
    if by is None:
        return None, set()
    source = child(page.parse, by, "pobj")
    if source is not None and source.lemma in MEANS and child(page.parse, source, "det", "poss") is None:
        return None, set()
    return source, {w.i for w in below(page.parse, by)}


def _complement(page: Page, verb: Word, words: Lexicon) -> tuple[str, list[Word], list[Word]] | None:
    """What a passive verb says of its subject: the shape's name, the words, and words that belong to the cue."""
    parse = page.parse
    deed = child(parse, verb, "xcomp")
    if deed is not None and infinitive(parse, deed) and verb.lemma in words.passive_to:
        return "passive-infinitive", below(parse, deed), []
    clause = child(parse, verb, "ccomp")
    if clause is not None and verb.lemma in words.clause and clause.i > verb.i and verb.dep != "acl":
        return "passive-clause", below(parse, clause), []
    link = preposition_of(parse, verb, words.passive_with.get(verb.lemma, ()))
    if link is not None:
        return "passive-preposition", [w for w in below(parse, link) if w.i != link.i], [link]
    name = child(parse, verb, "oprd", "xcomp")
    if name is not None and verb.lemma in words.passive_name:
        return "passive-name", below(parse, name), []
    return ("passive", [], []) if verb.lemma in words.passive_bare else None


def _subject(page: Page, verb: Word) -> list[Word] | None:
    """The words of what a passive verb is about: its subject, or the noun that it is hung on; None if there is none."""
    parse = page.parse
    subject = child(parse, verb, *PASSIVE_SUBJECTS)
    if subject is not None:
        return [] if subject.lower == "it" and child(parse, verb, "ccomp") is not None else below(parse, subject)
    if verb.dep == "acl" and verb.tag == "VBN":
        return below(parse, parse.head_of(verb), without=(verb.i,))
    being = verb.dep in ("pcomp", "xcomp", "advcl") and child(parse, verb, "auxpass") is not None
    return [] if being and verb.lemma in lexicon().person_to | lexicon().clause else None


def _felt(page: Page, verb: Word, words: Lexicon) -> bool:
    """Whether a participle in a clause is a state of mind with one (``was convinced that``), which is the subject's own."""
    return (
        verb.dep == "ccomp"
        and verb.lower in words.minds
        and _agent(page, verb)[0] is None
        and child(page.parse, verb, "ccomp") is not None
    )


def passive_finds(page: Page, taken: set[int]) -> Iterator[Find]:
    """As in ``was reported to have``, ``is accused of``, ``It is believed that``, ``was announced by the army``."""
    words = lexicon()
    for verb in page.parse.words:
        if verb.tag != "VBN" or verb.i in taken or verb.lemma not in words.passives:
            continue
        says = _quoted_saying(page, verb)
        if (says is not None and says.i in taken) or _felt(page, verb, words):
            continue
        subject = _subject(page, verb)
        found = None if subject is None else _complement(page, verb, words)
        if subject is None or found is None:
            continue
        shape, said, more = found
        source, by = _agent(page, verb)
        content = content_of(page, [w for w in subject + said if w.i not in by], verb)
        if content:
            yield Find(
                rule=shape + ("-by" if source is not None else ""),
                content=content,
                reason=f'"{verb.text}" in the passive' + ("" if source is not None else ", nobody named"),
                cue_word=verb,
                cue=cue_of(page, verb, more),
                source_word=source,
                source=() if source is None else source_of(page, source, verb),
            )


def _quoted_saying(page: Page, verb: Word) -> Word | None:
    """The participle of saying in ``was quoted as saying``."""
    link = preposition_of(page.parse, verb, ("as",)) if verb.lemma in ("quote", "cite") else None
    says = None if link is None else child(page.parse, link, "pcomp")
    return says if says is not None and says.lemma in lexicon().verbs else None


def _quoting(page: Page, verb: Word, says: Word) -> Word | None:
    """The preposition that leads to who quotes."""
    links = (preposition_of(page.parse, word, ("by",)) for word in (verb, says))
    return next((w for w in links if w is not None), child(page.parse, verb, "agent"))


def _quoted(page: Page, verb: Word, says: Word, source: Word) -> Iterator[Find]:
    """What one who is quoted says, and what the one who quotes him passes on: all of it."""
    parse = page.parse
    clause = child(parse, says, "ccomp") or child(parse, verb, "ccomp")
    said = () if clause is None else content_of(page, below(parse, clause), says)
    by = _quoting(page, verb, says)
    if said:
        cue = cue_of(page, says) if by is not None else (*cue_of(page, verb), *cue_of(page, says))
        who = source_of(page, source, verb)
        yield Find(
            rule="quoted-as-saying",
            content=said,
            reason="somebody is quoted as saying so",
            cue_word=says,
            cue=cue,
            source_word=source,
            source=who,
        )
    quoting = None if by is None else child(parse, by, "pobj")
    if by is not None and quoting is not None:
        aside = {w.i for w in below(parse, by)}
        auxiliaries = {w.i for w in parse.children_of(verb) if w.dep in ("aux", "auxpass")}
        whole = content_of(page, [w for w in below(parse, verb) if w.i not in aside | auxiliaries], verb)
        who = source_of(page, quoting, verb)
        yield Find("quoted-as-saying", whole, "somebody quotes another one", verb, cue_of(page, verb), quoting, who)


def quoted_as(page: Page, taken: set[int]) -> Iterator[Find]:
    """As in ``Six are missing, the warden was quoted as saying by the agency``."""
    for verb in page.parse.words:
        says = _quoted_saying(page, verb) if verb.tag == "VBN" and verb.i not in taken else None
        source = child(page.parse, verb, "nsubjpass")
        if says is not None and source is not None:
            yield from _quoted(page, verb, says, source)


def seeming(page: Page, taken: set[int]) -> Iterator[Find]:
    """As in ``The column appeared to turn back``: it looks so, but nobody is named who says so."""
    parse = page.parse
    for verb in parse.words:
        if verb.lemma not in ("seem", "appear") or verb.pos != "VERB" or verb.i in taken:
            continue
        deed = child(parse, verb, "xcomp", "oprd", "ccomp")
        subject = child(parse, verb, "nsubj")
        if deed is None or subject is None or deed.i < verb.i:
            continue
        first = [] if subject.lower in ("it", "there") else below(parse, subject)
        content = content_of(page, first + below(parse, deed), verb)
        if content:
            yield Find("seeming", content, f'it "{verb.text}" so to nobody in particular', verb, cue_of(page, verb))
