"""Verbs that take what is said as their complement: that-clauses, infinitives, objects, prepositions."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence

from purport.read.attribution.lexicon import Lexicon, lexicon
from purport.read.attribution.page import Find, Page
from purport.read.attribution.phrases import (
    adds_on,
    below,
    child,
    content_of,
    cue_of,
    infinitive,
    preposition_of,
    said_to_be,
    same_deed,
    source_of,
    speaker,
)
from purport.read.parse import Word

FARTHEST_END = 80
"""Words of a clause that is read to the end of its sentence, at most."""
FARTHEST_DEED = 9
"""Words from a verb of urging to the deed, at most, where the order of words alone is read."""

Frame = Callable[[Page, Word, Lexicon], Find | None]


def said_by(
    page: Page, rule: str, verb: Word, content: list[Word], reason: str, more: Sequence[Word] = ()
) -> Find | None:
    """A find with the verb's own subject as its source; None if there is no such subject or no content."""
    spans = content_of(page, content, verb)
    source = speaker(page, verb)
    if not spans or source is None or any(span.start <= source.start < span.end for span in spans):
        return None
    return Find(
        rule=rule,
        content=spans,
        reason=reason,
        cue_word=verb,
        cue=cue_of(page, verb, more),
        source_word=source,
        source=source_of(page, source, verb),
    )


def _clause_of(page: Page, verb: Word) -> Word | None:
    """The clause that completes a verb: the one after it, else the one before it, unless a semicolon stands between."""
    clauses = [w for w in page.parse.children_of(verb) if w.dep == "ccomp"]
    after = next((w for w in clauses if w.i > verb.i), None)
    if after is not None or not clauses:
        return after
    between = page.parse.words[clauses[0].i : verb.i]
    return None if any(w.text == ";" for w in between) else clauses[0]


def _whole_clause(page: Page, verb: Word, clause: Word, words: Lexicon) -> list[Word]:
    """The clause, with what is joined to it though the parse hung it on the verb, and without what is joined to the verb
    though the parse hung it on the clause.
    """
    strays = {w.i for w in page.parse.children_of(clause) if _joins_verb(page, w, clause, verb, words)}
    out = below(page.parse, clause, without={verb.i, *strays})
    for word in page.parse.children_of(verb):
        if word.dep == "conj" and word.i > clause.i > verb.i and _goes_on(page, word, clause):
            out += below(page.parse, word)
    return out


def _goes_on(page: Page, word: Word, clause: Word) -> bool:
    """Whether what the parse joined to a verb of saying goes on with its clause: "that" again, or a deed of its subject."""
    if child(page.parse, word, "mark") is not None:
        return True
    subject = same_deed(page, word)
    return subject is not None and page.parse.head_of(subject).i == clause.i


def _closing_aside(page: Page, word: Word, clause: Word) -> bool:
    """``, according to the paper`` after a clause: what it is said by holds the verb of saying too."""
    return word.lower == "according" and word.i > clause.i and page.parse.words[word.i - 1].text == ","


def _joins_verb(page: Page, word: Word, clause: Word, verb: Word, words: Lexicon) -> bool:
    """Whether a verb of saying joined to the clause must belong to the main verb: its tense fits only there, or it is a
    participle after a comma (``denied that it was so, calling it a lie``).
    """
    if adds_on(page, word) or _closing_aside(page, word, clause):
        return True
    if same_deed(page, word) is not None:
        return False
    if word.dep != "conj" or word.lemma not in words.verbs or word.tag != verb.tag or word.tag == clause.tag:
        return False
    return child(page.parse, word, "nsubj", "nsubjpass") is None


def _up_to_its_verb(page: Page, verb: Word, content: list[Word]) -> list[Word]:
    """The clause; all the rest of the sentence, where the parse has cut it before its verb (``said the man killed | was``)."""
    after = content[-1].i + 1
    words = page.parse.words
    cut = verb.dep == "ROOT" and verb.i < content[0].i and after < len(words) and words[after].sent == verb.sent
    if (
        not cut
        or content[-1].pos in ("PUNCT", "CCONJ")
        or words[after].tag not in ("VBD", "VBZ")
        or words[after].i == verb.i
    ):
        return content
    return words[content[0].i : min(page.parse.sentences[verb.sent][1], content[0].i + FARTHEST_END)]


def that_clause(page: Page, verb: Word, words: Lexicon) -> Find | None:
    """As in ``Police said (that) the road was mined``: a clause with a subject of its own."""
    if verb.lemma not in words.clause:
        return None
    clause = _clause_of(page, verb)
    if clause is None:
        return None
    if infinitive(page.parse, clause) and verb.lemma not in words.person_to:
        return None
    content = _up_to_its_verb(page, verb, _whole_clause(page, verb, clause, words))
    return said_by(page, "that-clause", verb, content, f'"{verb.lemma}" with a clause')


def person_to(page: Page, verb: Word, words: Lexicon) -> Find | None:
    """As in ``She urged them to leave``, ``he is calling on her to resign``: somebody is told to do something."""
    if verb.lemma not in words.person_to:
        return None
    more: list[Word] = []
    deed = child(page.parse, verb, "xcomp", "advcl")
    person = child(page.parse, verb, "dobj", "dative")
    if verb.lemma == "call":
        on = preposition_of(page.parse, verb, ("on", "upon"))
        if on is None:
            return None
        person = child(page.parse, on, "pobj")
        more = [on]
    if deed is None or person is None or not infinitive(page.parse, deed) or deed.i < verb.i:
        content = _told(page, verb, verb.i + 1 + len(more))
    else:
        content = below(page.parse, person) + below(page.parse, deed)
    return said_by(page, "call-on-somebody", verb, content, f'"{verb.lemma}" somebody to do something', more)


def _told(page: Page, verb: Word, start: int) -> list[Word]:
    """The words from `start`, after a verb of urging, over ``to do`` to the end of that deed, read off the order of words
    where the parse has lost the one who is told.
    """
    words = page.parse.words
    for i in range(start + 1, min(verb.i + FARTHEST_DEED, len(words) - 1)):
        finite = words[i].tag in ("VBD", "VBZ") and not words[i].text.isupper()
        if finite or words[i].pos == "PUNCT" or words[i].sent != verb.sent:
            return []
        if words[i].lower == "to" and words[i + 1].tag == "VB":
            return words[start : below(page.parse, words[i + 1])[-1].i + 1]
    return []


def own_deed(page: Page, verb: Word, words: Lexicon) -> Find | None:
    """As in ``He promised to fight on``: the speaker's own deed."""
    deed = child(page.parse, verb, "xcomp")
    if deed is None or deed.i < verb.i or verb.lemma not in words.to or not infinitive(page.parse, deed):
        return None
    return said_by(page, "infinitive", verb, below(page.parse, deed), f'"{verb.lemma}" to do something')


def doing(page: Page, verb: Word, words: Lexicon) -> Find | None:
    """As in ``They denied firing first``, ``having fired``."""
    deed = child(page.parse, verb, "xcomp", "pcomp", "ccomp", "advcl")
    if deed is None or deed.i < verb.i or verb.lemma not in words.doing:
        return None
    having = any(w.lower == "having" for w in page.parse.children_of(deed))
    if not having and (deed.tag != "VBG" or deed.dep not in ("xcomp", "pcomp")):
        return None
    return said_by(page, "doing", verb, below(page.parse, deed), f'"{verb.lemma}" doing something')


def _names_itself(verb: Word, target: Word) -> bool:
    """``a band calling itself the Reed Clan``, ``a man identifying himself as``: a name, no statement."""
    return verb.lemma in ("call", "identify", "name") and target.lower.endswith(("self", "selves"))


def object_and_preposition(page: Page, verb: Word, words: Lexicon) -> Find | None:
    """As in ``They accused the mayor of theft``, ``he sees the truce as a trap``."""
    allowed = words.with_object.get(verb.lemma)
    target = child(page.parse, verb, "dobj")
    if allowed is None or target is None or _names_itself(verb, target):
        return None
    tail = preposition_of(page.parse, verb, allowed)
    if tail is None:
        return None
    content = below(page.parse, target) + below(page.parse, tail)
    return said_by(page, "object-and-preposition", verb, content, f'"{verb.lemma}" somebody "{tail.lower}" something')


def _tail(page: Page, verb: Word, last: Word) -> list[Word]:
    """The purpose or condition right after an object that the parse hung on the verb: ``promised a beating if they came``."""
    for word in page.parse.children_of(verb):
        phrase = below(page.parse, word) if word.i > last.i and word.dep in ("advcl", "xcomp", "prep") else []
        if not phrase or phrase[0].i != last.i + 1:
            continue
        if word.dep == "prep":
            noun = child(page.parse, word, "pobj", "pcomp")
            if (
                noun is not None
                and noun.ent not in ("DATE", "TIME")
                and word.lower in ("to", "in", "of", "for", "about", "against", "over")
            ):
                return phrase
        elif phrase[0].lower in ("if", "unless") or infinitive(page.parse, word):
            return phrase
    return []


def thing(page: Page, verb: Word, words: Lexicon) -> Find | None:
    """As in ``The group denied responsibility``, ``Paris condemned the raid``."""
    target = child(page.parse, verb, "dobj")
    if target is None or verb.lemma not in words.thing or target.i < verb.i or _names_itself(verb, target):
        return None
    more = child(page.parse, verb, "oprd")
    content = below(page.parse, target) + ([] if more is None else below(page.parse, more))
    content += _tail(page, verb, content[-1])
    return said_by(page, "object", verb, content, f'"{verb.lemma}" something')


def preposition(page: Page, verb: Word, words: Lexicon) -> Find | None:
    """As in ``He called for attacks``, ``she warned of a famine``."""
    allowed = words.prepositions.get(verb.lemma)
    if allowed is None or child(page.parse, verb, "dobj") is not None:
        return None
    link = preposition_of(page.parse, verb, allowed)
    if link is None:
        return None
    content = [w for w in below(page.parse, link) if w.i != link.i]
    content += _tail(page, verb, content[-1]) if content else []
    return said_by(page, "preposition", verb, content, f'"{verb.lemma} {link.lower}" something', [link])


FRAMES: tuple[Frame, ...] = (person_to, doing, that_clause, own_deed, object_and_preposition, preposition, thing)


def _asked(page: Page, verb: Word) -> bool:
    """Whether a verb is a participle of what was done to somebody: ``Asked whether it had failed, she said``,
    ``a tape said to be his``.
    """
    if said_to_be(page, verb) or page.parse.head_of(verb).lower == "without":
        return True
    done = verb.tag == "VBN" and verb.dep in ("advcl", "acl")
    return done and not any(w.dep in ("aux", "nsubj") for w in page.parse.children_of(verb))


def clause_finds(page: Page, taken: set[int]) -> Iterator[Find]:
    """At most one find for each verb that is not in `taken` (indexes of words)."""
    words = lexicon()
    for verb in page.parse.words:
        if verb.lemma not in words.verbs or verb.pos not in ("VERB", "AUX") or verb.i in taken:
            continue
        if child(page.parse, verb, "nsubjpass", "auxpass") is not None or _asked(page, verb):
            continue
        for frame in FRAMES:
            found = frame(page, verb, words)
            if found is not None:
                yield found
                break
