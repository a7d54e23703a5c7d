"""Who is spoken to: beside the cue, or at the head of a quotation."""

from __future__ import annotations

from purport.read.acts.content import Content
from purport.read.certainty import forces
from purport.read.certainty.forces import Force
from purport.read.certainty.mood import is_imperative
from purport.read.events.phrases import named
from purport.read.found import Link, Names
from purport.read.parse import Parse, Word
from purport.records.names import Kind

_TO_WHOM = ("dobj", "dative")
_SPOKEN_WITH = {
    "call": ("on", "upon"),
    "appeal": ("to",),
    "plead": ("with",),
    "speak": ("to",),
    "write": ("to",),
    "report": ("to",),
    "announce": ("to",),
    "confess": ("to",),
    "complain": ("to",),
    "admit": ("to",),
    "say": ("to",),
}


def addressee(parse: Parse, link: Link, names: Names, cue: Word | None, content: Content) -> str | None:
    """Who is spoken to: the object of the cue, else the one called upon at the head of a quotation."""
    if cue is not None and cue.pos == "VERB":
        word = _spoken_to(parse, cue, {w.i for w in content.words})
        if word is not None:
            return named(parse, names, word)
    if link.attribution.kind is not Kind.INDIRECT:
        return _called_upon(parse, content.words)
    return None


def _spoken_to(parse: Parse, cue: Word, inside: set[int]) -> Word | None:
    """Who a verb of speaking speaks to; between a call and its infinitive, though it stands in the content."""
    if cue.lemma in ("cite", "quote"):
        return None
    wish = next((c for c in parse.children_of(cue) if c.dep in ("xcomp", "ccomp", "advcl") and c.tag == "VB"), None)
    calls = forces.VERBS.get(cue.lemma) is Force.CALL or cue.lemma in ("tell", "warn")
    for child in parse.children_of(cue):
        open_to = child.i not in inside or (calls and wish is not None and cue.i < child.i < wish.i)
        if child.dep in _TO_WHOM and open_to and _is_somebody(child):
            return child if child.pos != "ADP" else _object(parse, child)
        if child.dep in ("prep", "dative", "prt") and child.lower in _SPOKEN_WITH.get(cue.lemma, ()):
            return _object(parse, child) or _subject_of_wish(parse, cue)
    return _subject_of_wish(parse, cue)


def _subject_of_wish(parse: Parse, cue: Word) -> Word | None:
    """The subject that stands between a call and its infinitive ("urged others to march")."""
    if forces.VERBS.get(cue.lemma) is not Force.CALL and cue.lemma not in ("tell", "warn"):
        return None
    for child in parse.children_of(cue):
        if child.dep in ("ccomp", "xcomp") and child.tag == "VB" and _to_do(parse, child):
            return next((c for c in parse.children_of(child) if c.dep == "nsubj" and c.i < child.i), None)
    return None


def _to_do(parse: Parse, verb: Word) -> bool:
    """Whether a verb stands with "to", or bare (not with "could" or "will")."""
    return not any(c.dep == "aux" and c.tag == "MD" for c in parse.children_of(verb))


def _is_somebody(word: Word) -> bool:
    return word.ent not in ("DATE", "TIME", "PERCENT", "MONEY") and word.pos in (
        "NOUN",
        "PROPN",
        "PRON",
        "ADP",
        "NUM",
        "ADJ",
    )


def _object(parse: Parse, preposition: Word) -> Word | None:
    return next((c for c in parse.children_of(preposition) if c.dep == "pobj" and _is_somebody(c)), None)


def _called_upon(parse: Parse, words: list[Word]) -> str | None:
    """The people named at the head of a quotation ("To all the people of the valley, ...", "O fighters!")."""
    plain = [w for w in words[:20] if w.pos != "PUNCT"]
    if len(plain) < 2:
        return None
    if plain[0].text == "To":
        noun = next((c for c in parse.children_of(plain[0]) if c.dep == "pobj"), None)
        return _without_all(_up_to_comma(parse, noun)) if noun is not None and noun.tag != "VB" else None
    if plain[0].lower in ("o", "oh", "dear"):
        return _to_mark(parse, plain[1], words)
    return _to_mark(parse, plain[0], words) if _is_vocative(parse, plain) else None


def _to_mark(parse: Parse, first: Word, words: list[Word]) -> str | None:
    """The text from a word to the next mark of punctuation."""
    end = next((w.start for w in words if w.i > first.i and w.text in ("!", ",", ".", ":", "”", '"')), words[-1].end)
    return parse.text[first.start : end].strip() or None


def _is_vocative(parse: Parse, plain: list[Word]) -> bool:
    """Whether a quotation begins with those it calls upon: a noun phrase, a comma, and then an imperative."""
    if plain[0].pos in ("NOUN", "PROPN") and _speaks_to_you(plain):
        return True
    verb = next((w for w in plain if is_imperative(parse, w) and w.dep in ("ROOT", "ccomp", "conj")), None)
    if verb is None or plain[0].pos not in ("NOUN", "PROPN") or plain[0].sent != verb.sent:
        return False
    return any(w.text == "," for w in parse.words[plain[0].i : verb.i])


def _speaks_to_you(plain: list[Word]) -> bool:
    """Whether "you" and a bare verb follow the phrase that a quotation begins with ("People of X, you who wait, keep still")."""
    you = next((w for w in plain[1:] if w.lower == "you"), None)
    return you is not None and any(w.i > you.i and w.tag in ("VB", "VBP") and w.dep in ("ROOT", "ccomp") for w in plain)


def _up_to_comma(parse: Parse, noun: Word) -> str:
    words = [w for w in parse.subtree(noun)[:20]]
    stop = next((w.i for w in words if w.text in (",", ";", "—") and w.i > noun.i), None)
    kept = [w for w in words if stop is None or w.i < stop]
    span = parse.span_of(kept)
    return parse.text[span.start : span.end]


def _without_all(words: str) -> str:
    return words[4:] if words.lower().startswith("all ") else words
