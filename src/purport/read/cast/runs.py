"""Runs of capitalised words: where a proper name begins and ends, and which of its words are titles."""

from __future__ import annotations

from collections.abc import Sequence

from purport.read.cast import tables
from purport.read.cast.kinds import is_acronym
from purport.read.parse import Parse, Word

HYPHENS = frozenset("-‐‑–")


def _nameish(word: Word, at_start: bool) -> bool:
    if not word.text[0].isupper() or (at_start and _common_opening(word)):
        return False
    if word.pos == "PROPN" or word.ent in ("PERSON", "ORG", "GPE", "NORP", "FAC", "LOC"):
        return True
    return is_acronym(word.text) or (not at_start and word.pos != "ADJ")


def _common_opening(word: Word) -> bool:
    """A common noun that begins a sentence, whatever the labels say (``Engineers said``)."""
    if word.tag == "NNS" and word.ent not in ("NORP", "GPE") and word.lower.endswith(("s", "men", "people")):
        return True
    singular = word.lower.removesuffix("s")
    return (
        word.head != word.i
        and (singular in tables.PERSON_NOUNS or word.lower in tables.PEOPLE_NOUNS)
        and word.dep != "compound"
    )


def name_run(parse: Parse, own: list[Word]) -> list[Word]:
    """The last run of capitalised words (with small joints inside) of a phrase; brackets skipped."""
    words = _without_brackets(own)
    end = len(words)
    while end and not _nameish(words[end - 1], words[end - 1].i == parse.sentences[words[end - 1].sent][0]):
        end -= 1
    low = end
    while low and (_name_part(words, low - 1) or (low < end and _joint(words, low - 1))):
        low -= 1
    while low < end and words[low].text in HYPHENS:
        low += 1
    return words[low:end]


def _without_brackets(words: list[Word]) -> list[Word]:
    if not any(w.text == "(" for w in words):
        return words
    out, deep = [], 0
    for word in words:
        deep += word.text == "("
        if not deep:
            out.append(word)
        deep -= word.text == ")" and deep > 0
    return out


def _name_part(words: list[Word], at: int) -> bool:
    word = words[at]
    return word.text[0].isupper() or (word.pos == "PROPN" and word.text[0].isalnum())


def _joint(words: list[Word], at: int) -> bool:
    word = words[at]
    if word.tag == "POS":
        return True
    if word.text in HYPHENS:
        return at + 1 < len(words) and (at == 0 or words[at - 1].end == word.start) and words[at + 1].start == word.end
    return word.lower in tables.NAME_JOINTS or (word.text[0].isdigit() and at > 0)


def joined(words: Sequence[Word]) -> str:
    """The words as written, with single spaces where the text has any."""
    out = ""
    last = None
    for word in words:
        out += word.text if last is None or last.end == word.start else " " + word.text
        last = word
    return out


def split_titles(run: list[Word]) -> tuple[list[str], list[Word]]:
    """Titles in lower case, and the name without them; adjectives of nation before a title go with it. What ends with a body's
    noun has none (``Defence Ministry``).
    """
    if run[-1].lower in tables.BODY_NOUNS and run[-1].text[0].isupper():
        return [], run
    cut = 0
    for at, word in enumerate(run[:-1]):
        bare = word.lower.rstrip(".")
        if bare in tables.STRIPPED_TITLES or (bare in tables.KEPT_TITLES and len(run) - at > 2):
            cut = at + 1
    if cut and not all(w.ent == "NORP" or _is_title(w) or w.pos == "ADJ" or w.text in HYPHENS for w in run[:cut]):
        return [w.lower.rstrip(".") for w in run[:cut] if _is_title(w)], run[cut:]
    titles = [w.lower.rstrip(".") for w in run[:cut] if _is_title(w)]
    kept = [w.lower for w in run[cut:-1] if w.lower in tables.KEPT_TITLES]
    return titles + kept, run[cut:]


def _is_title(word: Word) -> bool:
    bare = word.lower.rstrip(".")
    return bare in tables.STRIPPED_TITLES or bare in tables.KEPT_TITLES


def of_tail(parse: Parse, head: Word, bare: list[Word]) -> str:
    """`` of Defence``: the rest of a body's name after a capitalised head noun; also of a station (``Voice of the Delta``)."""
    if (head.lower not in tables.BODY_NOUNS and head.lower != "voice") or not bare:
        return ""
    rest = parse.words[head.i + 1 : head.i + 6]
    if len(rest) < 2 or rest[0].lower not in ("of", "for"):
        return ""
    tail = [rest[0]]
    for word in rest[1:]:
        if not (word.text[0].isupper() or (word.lower in ("the", "and") and tail[-1].lower in ("of", "for"))):
            break
        tail.append(word)
    return " " + joined(tail) if tail[-1].text[0].isupper() else ""
