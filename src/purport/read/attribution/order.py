"""Cues found by the order of words, where the parse has lost who speaks or what is said.

``The bridge is closed, the head of the port, Ann Ober, said on Friday``; ``The bridge is closed, writes the paper.``
"""

from __future__ import annotations

from collections.abc import Iterator

from purport.read.attribution.lexicon import lexicon
from purport.read.attribution.page import Find, Page, stretches
from purport.read.attribution.phrases import child, content_of, cue_of, joined, said_to_be, source_of, speaker, trimmed
from purport.read.parse import Word

FINITE = frozenset({"VBD", "VBZ", "VBP", "MD"})
NAMES = frozenset({"NOUN", "PROPN", "PRON", "NUM"})
NO_START = frozenset({"ADV", "ADP", "SCONJ", "CCONJ", "VERB"})
RELATIVE = frozenset({"WDT", "WP", "WP$", "WRB"})
TWO_READINGS = frozenset({
    "report", "reports", "claim", "claims", "record", "records", "note", "notes", "state", "states", "estimate", "estimates",
})  # fmt: skip
"""Verbs of saying that are nouns as well."""
MOST_AFTER = 7
"""Words that may follow a cue at the end of its sentence: a day, a place, an occasion."""
FARTHEST = 80
"""Words before or after a cue that are looked at."""


def _first(page: Page, verb: Word) -> int:
    """Index of the first word of a verb's sentence, or of the farthest that is looked at."""
    return max(page.parse.sentences[verb.sent][0], verb.i - FARTHEST)


def _end(page: Page, verb: Word) -> int:
    """Index after the last word of a verb's sentence, or after the farthest that is looked at."""
    return min(page.parse.sentences[verb.sent][1], verb.i + FARTHEST)


def _finite(words: list[Word]) -> bool:
    return any(w.tag in FINITE for w in words)


def _takes_more(page: Page, verb: Word) -> bool:
    """Whether a verb has something to say after it, so that what stands before it is not its content."""
    for word in page.parse.children_of(verb):
        if word.i > verb.i and word.dep in ("ccomp", "xcomp", "dobj", "oprd") and not _is_told(verb, word):
            return True
        if word.i > verb.i and word.dep == "prep" and word.lower in ("of", "to", "about"):
            return True
    return any(w.text != "," for w in page.parse.words[verb.i + 1 + MOST_AFTER : _end(page, verb)])


def _is_told(verb: Word, word: Word) -> bool:
    """Whether a word is whom it was told (``..., a source told the paper``)."""
    return verb.lemma == "tell" and word.dep == "dobj" and word.pos in ("PROPN", "PRON", "NOUN")


def _segments(page: Page, verb: Word) -> Iterator[list[Word]]:
    """The stretches between commas before a verb, from the nearest to the first of its sentence."""
    segment: list[Word] = []
    for i in range(verb.i - 1, _first(page, verb) - 1, -1):
        word = page.parse.words[i]
        if word.text == ",":
            yield segment[::-1]
            segment = []
        else:
            segment.append(word)
    yield segment[::-1]


def _before(page: Page, verb: Word) -> tuple[list[Word], list[Word]] | None:
    """The speaker right before a verb, appositions included, and the clause before the comma before him."""
    who: list[Word] = []
    said: list[Word] = []
    for segment in _segments(page, verb):
        if said or _finite(segment):
            said = segment + said
        else:
            who = segment + who
    if not who or not said or who[0].pos in NO_START or who[0].tag in RELATIVE or said[0].tag in ("VBN", "WRB"):
        return None
    return who, said


def _find(page: Page, rule: str, verb: Word, who: list[Word], said: list[Word]) -> Find | None:
    inside = trimmed(page.parse.words[who[0].i : who[-1].i + 1])
    content = content_of(page, page.parse.words[said[0].i : said[-1].i + 1], verb)
    names = [w for w in inside if w.pos in NAMES]
    if not content or not names or any(page.quoted[w.i] != page.quoted[verb.i] for w in inside):
        return None
    head = next((w for w in names if w.head < inside[0].i or w.head > inside[-1].i), names[-1])
    return Find(
        rule=rule,
        content=content,
        reason=f'"{verb.text}" after what was said',
        cue_word=verb,
        cue=cue_of(page, verb),
        source_word=head,
        source=stretches(joined(page, inside)),
    )


def trailing(page: Page, taken: set[int]) -> Iterator[Find]:
    """A verb of saying with its speaker after the statement, by commas alone."""
    known = lexicon().inverting | {"tell"}
    for verb in page.parse.words:
        if (
            verb.lemma not in known
            or verb.tag not in ("VBD", "VBZ", "VBP")
            or verb.i in taken
            or _takes_more(page, verb)
        ):
            continue
        found = _before(page, verb)
        made = None if found is None else _find(page, "trailing-cue", verb, *found)
        if made is not None:
            yield made


def _after(page: Page, verb: Word) -> list[Word]:
    """The noun phrase right after a verb, up to a comma, the sentence's end or a preposition of time."""
    out: list[Word] = []
    for word in page.parse.words[verb.i + 1 : _end(page, verb)]:
        if word.text in (".", ";", ":") or word.tag in FINITE or (word.text == "," and not _apposed(page, word)):
            break
        out.append(word)
    return trimmed(out)


def _apposed(page: Page, comma: Word) -> bool:
    """Whether a name or title follows a comma."""
    following = page.parse.words[comma.i + 1 : comma.i + 2]
    return bool(following) and following[0].pos in ("PROPN", "DET") and following[0].sent == comma.sent


def _can_invert(page: Page, verb: Word) -> bool:
    """Whether a comma and no relative word stands before a verb, and it has neither subject nor clause after it."""
    if page.parse.words[verb.i - 1].text != ",":
        return False
    clause, subject = child(page.parse, verb, "ccomp"), child(page.parse, verb, "nsubj")
    return subject is None and (clause is None or clause.i < verb.i)


def inverted(page: Page, taken: set[int]) -> Iterator[Find]:
    """As in ``The harbour is closed, writes the paper``: comma, verb, speaker."""
    known = lexicon().inverting
    for verb in page.parse.words[1:]:
        if verb.lemma not in known or verb.tag not in ("VBD", "VBZ") or verb.i in taken or not _can_invert(page, verb):
            continue
        who = _after(page, verb)
        said = page.parse.words[_first(page, verb) : verb.i - 1]
        if not who or who[0].pos in NO_START or who[0].tag in RELATIVE or not _finite(said):
            continue
        made = _find(page, "inverted-cue", verb, who, said)
        if made is not None:
            yield made


def _from_that(rest: list[Word]) -> list[Word]:
    """The words from ``that`` on, where only a phrase of time, place or means stands before it (``said on Monday that``)."""
    at = next((k for k, w in enumerate(rest) if w.tag == "IN" and w.lower == "that"), None)
    phrase = bool(rest) and (rest[0].pos in ("ADP", "ADV") or rest[0].ent in ("DATE", "TIME"))
    return (
        rest
        if at is None or not phrase or _finite(rest[:at]) or any(w.text in ('"', "“") for w in rest[:at])
        else rest[at:]
    )


def remainder(page: Page, taken: set[int]) -> Iterator[Find]:
    """As in ``The mayor said repairing the road would cost lives``, where the parse found no clause: all that follows."""
    for verb in page.parse.words:
        if (
            verb.lemma not in ("say", "warn", "claim")
            or verb.pos != "VERB"
            or verb.i in taken
            or verb.tag in ("VB", "VBN")
            or said_to_be(page, verb)
        ):
            continue
        source = speaker(page, verb)
        rest = page.parse.words[verb.i + 1 : _end(page, verb)]
        if source is None or source.i > verb.i or not _finite(rest):
            continue
        content = content_of(page, _from_that(rest), verb)
        if content:
            yield Find(
                "say-and-the-rest",
                content,
                f'all that follows "{verb.text}"',
                verb,
                cue_of(page, verb),
                source,
                source_of(page, source, verb),
            )


def taken_for_noun(page: Page, taken: set[int]) -> Iterator[Find]:
    """As in ``Partners on the ground report that``, where the parse has read the verb as a noun and found no verb at all."""
    for first, last in page.parse.sentences:
        for word in page.parse.words[first + 1 : min(first + FARTHEST, last - 2)]:
            if word.lower in TWO_READINGS and word.i not in taken and _is_the_verb(page, word):
                who = _without_opening(page.parse.words[first : word.i])
                said = page.parse.words[word.i + 1 : _end(page, word)]
                made = _find(page, "taken-for-noun", word, who, said) if who and _finite(said) else None
                if made is not None:
                    yield made
                break


def _is_the_verb(page: Page, word: Word) -> bool:
    """Whether a word before "that" can be its sentence's verb: there is no other, and what stands before it agrees with it."""
    words = page.parse.words
    first, before = page.parse.sentences[word.sent][0], words[word.i - 1]
    roots = [w for w in words[first : _end(page, word)] if w.dep == "ROOT"]
    if word.pos == "VERB" or words[word.i + 1].lower != "that" or any(w.pos in ("VERB", "AUX") for w in roots):
        return False
    fits = before.pos in ("NOUN", "PROPN", "PRON", "NUM") or before.text in (",", ")")
    return fits and not any(w.tag in FINITE and w.dep != "relcl" for w in words[first : word.i])


def _without_opening(who: list[Word]) -> list[Word]:
    """The words without a phrase before the first comma (``In June, the union``)."""
    if not who or who[0].pos not in ("ADP", "ADV", "SCONJ"):
        return who
    comma = next((k for k, w in enumerate(who) if w.text == ","), None)
    return [] if comma is None else who[comma + 1 :]
