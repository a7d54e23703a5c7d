"""What a text itself says about verification: what was checked or not, by whom, in whose words.

The rules stand in ``verification.toml``: patterns over a sentence. The parse tells what it is about (the verb's subject or
object) and who checked. "Authentic recording" and "true content" are two questions, so ``authenticated`` and ``confirmed``
are two values.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import lru_cache
from importlib.resources import files

from purport.read.found import Names
from purport.read.parse import Parse, Word
from purport.records.names import Status
from purport.records.reading import Verification
from purport.records.spans import Span


@dataclass(frozen=True, slots=True)
class _Rule:
    """One row of ``verification.toml``."""

    name: str
    status: Status
    about: str
    pattern: re.Pattern[str]


@lru_cache(maxsize=1)
def _rules() -> tuple[_Rule, ...]:
    table = tomllib.loads(files("purport.read").joinpath("verification.toml").read_text(encoding="utf-8"))
    parts: dict[str, str] = table["parts"]
    return tuple(
        _Rule(row["name"], Status(row["status"]), row["about"], _pattern(row["pattern"], parts))
        for row in table["rule"]
    )


def _pattern(text: str, parts: dict[str, str]) -> re.Pattern[str]:
    while "<" in text:
        text = re.sub(r"<(\w+)>", lambda part: parts[part[1]], text)
    return re.compile(text.replace(" ", r"\s+"), re.IGNORECASE)


_CUE = re.compile(
    r"verif|confirm|corrobor|authentic|substantiat|check|genuine|disput|contest|challeng|contradict|doubt|evidence|proof|similar|resembl|consistent"
    r"|match|in the style|dated|no date|when",
    re.IGNORECASE,
)
_CARRIER = re.compile(
    r"\b(?:recording|message|tape|video|clip|audio|footage|speech|address|statement|letter|document|photograph|image|note)s?$",
    re.IGNORECASE,
)
_EARLIER = re.compile(r"\b(?:previous(?:ly)?|earlier|past|former|other|known|before)\b", re.IGNORECASE)


def verification(parse: Parse, names: Names) -> tuple[Verification, ...]:
    """Every note on verification, in text order; where two rules meet in the same words the first one of the list holds."""
    out: list[Verification] = []
    for index in range(len(parse.sentences)):
        span = parse.sentence_span(index)
        if _CUE.search(parse.text, span.start, span.end):
            out.extend(_of_a_carrier(note, out) for note in _notes(parse, names, span))
    return tuple(out)


def _of_a_carrier(note: Verification, before: list[Verification]) -> Verification:
    """``it was similar to earlier recordings``: what is likened or dated is the recording spoken of, not who speaks of it."""
    if note.status not in (Status.SIMILAR, Status.UNDATED) or _CARRIER.search(note.about):
        return note
    spoken_of = next((other.about for other in reversed(before) if _CARRIER.search(other.about)), None)
    return replace(note, about=spoken_of) if spoken_of is not None else note


def _notes(parse: Parse, names: Names, sentence: Span) -> Iterator[Verification]:
    taken: list[Span] = []
    found: list[Verification] = []
    for rule in _rules():
        for match in rule.pattern.finditer(parse.text, sentence.start, sentence.end):
            hit = Span(match.start(), match.end())
            if any(hit.overlaps(other) for other in taken) or not _fits(parse, rule, hit, sentence):
                continue
            note = _note(parse, names, rule, hit)
            if note is not None:
                taken.append(hit)
                found.append(note)
    yield from sorted(found, key=lambda note: note.span)


def _fits(parse: Parse, rule: _Rule, hit: Span, sentence: Span) -> bool:
    """Similarity counts only with earlier material; a confirmation only with who confirmed."""
    rest = parse.text[hit.start : sentence.end]
    if rule.name == "similar":
        return _EARLIER.search(rest) is not None
    if rule.name == "confirmed-by":
        return re.match(r".{0,60}?\b(?:by|independently|officially)\b", rest, re.DOTALL) is not None
    return True


def _note(parse: Parse, names: Names, rule: _Rule, hit: Span) -> Verification | None:
    words = parse.between(hit.start, hit.end)
    if not words:
        return None
    about = _about(parse, names, rule, words)
    if about is None:
        return None
    by = _checker(parse, names, rule, words[-1])
    return Verification((hit,), about, rule.status, by, f"the text says so (rule {rule.name})")


def _about(parse: Parse, names: Names, rule: _Rule, words: list[Word]) -> str | None:
    finders = {"subject": _subject, "object": _object, "noun": _modified, "title": _title}
    word = finders[rule.about](parse, words)
    return _as_written(parse, names, word) if word is not None else None


def _subject(parse: Parse, words: list[Word]) -> Word | None:
    """The nearest subject of the match's words or of what governs them."""
    for start in (words[-1], words[0]):
        for word in (start, *parse.ancestors(start)):
            if word.sent != start.sent:
                break
            subjects = [c for c in parse.children_of(word) if c.dep in ("nsubj", "nsubjpass", "csubj")]
            if subjects and subjects[0] not in words:
                return _antecedent(parse, subjects[0])
    return None


def _antecedent(parse: Parse, word: Word) -> Word:
    """The noun that a relative pronoun stands for; any other word itself."""
    if word.tag in ("WDT", "WP"):
        for above in parse.ancestors(word):
            if above.dep == "relcl":
                return parse.head_of(above)
    return word


def _object(parse: Parse, words: list[Word]) -> Word | None:
    for word in reversed(words):
        for child in parse.children_of(word):
            if child.dep in ("dobj", "nsubjpass", "ccomp") and child not in words:
                return child
    return _subject(parse, words)


def _modified(parse: Parse, words: list[Word]) -> Word | None:
    """The noun that an adjective stands before, or the subject it is said of."""
    head = parse.head_of(words[0])
    return head if words[0].dep == "amod" and head not in words else _subject(parse, words)


def _title(parse: Parse, words: list[Word]) -> Word | None:
    """What ``authenticity of``, ``confirmation of`` or ``evidence that`` goes on to name."""
    for word in reversed(words):
        for child in parse.children_of(word):
            if child.dep == "poss":
                return child
            if child.dep in ("prep", "acl") and child.lower in ("of", "for", "on", "about", "over"):
                objects = [c for c in parse.children_of(child) if c.dep == "pobj"]
                if objects:
                    return objects[0]
            if child.dep == "pobj" and child not in words:
                return child
    return words[-1]


def _as_written(parse: Parse, names: Names, word: Word) -> str | None:
    """The base phrase in the text's words, the article kept in lower case; for a pronoun what it means."""
    if word.pos == "PRON" or word.tag.startswith("PRP"):
        name = names.name_at(word)
        return name or word.lower
    if word.pos in ("VERB", "AUX"):
        return _clause(parse, word)
    lefts = [w for w in parse.subtree(word) if w.i <= word.i and w.i >= word.i - 8 and w.sent == word.sent]
    start = lefts[0].start
    for before, after in zip(reversed(lefts[:-1]), reversed(lefts[1:]), strict=False):
        if before.i != after.i - 1 or before.text in (",", ";", ":", "“", "—"):
            start = after.start
            break
    text = " ".join(parse.text[start : word.end].split())
    first, _, rest = text.partition(" ")
    return (
        f"{first.lower()} {rest}"
        if rest and first.lower() in ("the", "a", "an", "this", "that", "its", "his", "their", "her")
        else text
    )


def _clause(parse: Parse, verb: Word) -> str:
    """A clause in the text's words, a dozen at most."""
    words = [w for w in parse.subtree(verb) if w.sent == verb.sent][:12]
    return " ".join(parse.text[words[0].start : words[-1].end].split())


def _checker(parse: Parse, names: Names, rule: _Rule, verb: Word) -> str | None:
    """Who checked: the agent of a passive, the subject of an active verb; None if the text does not say."""
    for child in parse.children_of(verb):
        if child.dep == "agent" or (child.dep == "prep" and child.lower == "by"):
            for thing in parse.children_of(child):
                if (
                    thing.dep == "pobj"
                    and not thing.ent.startswith(("DATE", "TIME"))
                    and thing.pos in ("NOUN", "PROPN", "PRON")
                ):
                    return names.name_at(thing)
    if rule.about == "object" or rule.name == "authenticated":
        for word in (verb, *parse.ancestors(verb)):
            for child in parse.children_of(word):
                if child.dep == "nsubj" and child.start < verb.start:
                    return names.name_at(child) if child.lower != "it" else None
    return None
