"""Noun phrases, clauses and verb groups of a parse, cut as PolNeAR's annotators cut sources, contents and cues."""

from __future__ import annotations

from collections.abc import Container, Iterable
from itertools import islice

from purport.read.attribution.lexicon import lexicon
from purport.read.attribution.page import Page, stretches
from purport.read.parse import Parse, Word
from purport.records.spans import Spans

SUBJECTS = frozenset({"nsubj", "csubj"})
PASSIVE_SUBJECTS = frozenset({"nsubjpass", "csubjpass"})
RELATIVES = frozenset({"who", "that", "which"})
_EDGE = frozenset(",;:.—–-()[]…") | {"--", "...", "”", "’", "''"}
_OPEN_EDGE = frozenset(",;:.—–-)]") | {"--"}
_GROUP = frozenset({"aux", "auxpass", "neg", "prt"})
_SHARES_SUBJECT = frozenset({"conj", "xcomp", "advcl", "ccomp", "pcomp", "prep", "acl", "acomp", "attr"})
_PAIRS = {")": "(", "]": "[", "”": "“", "’": "‘", "''": "``"}
MAX_DEPTH = 6
NEAREST_DEED = 8
GESTURES = frozenset({
    "phone", "telephone", "ring", "call", "write", "text", "email", "laugh", "nod", "smile", "shrug", "wink", "weep", "cry", "sigh",
    "wave", "whistle", "stand", "rise", "turn", "approach", "lean", "kneel", "sit", "pause", "hesitate", "apologise", "apologize",
})  # fmt: skip
"""What somebody does together with what he then says."""
LONGEST_GROUP = 6
FARTHEST = 150
"""Words from the head of a phrase to its farthest word, at most."""


def trimmed(words: list[Word]) -> list[Word]:
    """The words without punctuation at either end (quotation marks and brackets that belong stay)."""
    low, high = 0, len(words)
    while low < high and words[low].lower in _OPEN_EDGE:
        low += 1
    while (
        high > low
        and (words[high - 1].pos == "CCONJ" or words[high - 1].lower in _EDGE)
        and not _needed(words, low, high)
    ):
        high -= 1
    return words[low:high]


def _needed(words: list[Word], low: int, high: int) -> bool:
    """Whether the last word closes a bracket or mark that was opened inside."""
    pair = _PAIRS.get(words[high - 1].lower)
    return pair is not None and any(w.lower == pair for w in words[low : high - 1])


def below(parse: Parse, head: Word, without: Container[int] = ()) -> list[Word]:
    """The word and what it governs, leaving out the branches that start at the indexes `without`; text order.

    Words farther away than :data:`FARTHEST` are left out, so that a text without full stops takes no quadratic time.
    """
    out: list[int] = []
    stack = [head.i]
    low, high = head.i - FARTHEST, head.i + FARTHEST
    while stack:
        i = stack.pop()
        out.append(i)
        stack.extend(c for c in parse.words[i].children if low < c < high and c not in without)
    return [parse.words[i] for i in sorted(out)]


def child(parse: Parse, word: Word, *deps: str) -> Word | None:
    """The first word that `word` governs by one of some relations."""
    return next((parse.words[i] for i in word.children if parse.words[i].dep in deps), None)


def preposition_of(parse: Parse, word: Word, allowed: Container[str]) -> Word | None:
    """The first preposition after a word that it governs and that is one of those allowed."""
    return next(
        (
            w
            for w in parse.children_of(word)
            if w.dep in ("prep", "dative", "prt") and w.i > word.i and w.lower in allowed
        ),
        None,
    )


def infinitive(parse: Parse, word: Word) -> bool:
    """Whether a verb stands with ``to``."""
    return any(parse.words[i].tag == "TO" and parse.words[i].dep == "aux" for i in word.children)


def filled(page: Page, words: list[Word]) -> list[Word]:
    """The words with the commas, dashes and marks between them, so that a run is not broken by punctuation alone."""
    out: list[Word] = []
    for word in words:
        if out and word.i - out[-1].i > 1:
            between = page.parse.words[out[-1].i + 1 : word.i]
            if len(between) <= 3 and all(w.pos == "PUNCT" or w.dep == "punct" for w in between):
                out.extend(between)
        out.append(word)
    return out


def _whole_quotes(page: Page, words: dict[int, Word], anchor: Word) -> None:
    """Adds the rest of every quotation that the words touch: a quotation is never cut in two."""
    for number in {page.quoted[i] for i in words} - {-1, page.quoted[anchor.i]}:
        quote = page.quotes[number]
        for word in page.words(quote.start, quote.end):
            words[word.i] = word


def content_of(page: Page, words: Iterable[Word], anchor: Word) -> Spans:
    """Words as content spans: what may go with the cue `anchor`, quotations whole, edges trimmed."""
    kept = {w.i: w for w in words if page.near(w, anchor)}
    _whole_quotes(page, kept, anchor)
    kept.pop(anchor.i, None)
    return stretches(trimmed(filled(page, [kept[i] for i in sorted(kept)])))


def source_of(page: Page, noun: Word, anchor: Word) -> Spans:
    """The noun phrase of a source with its titles, appositions and clauses, but without the clause that holds the cue."""
    if noun.lower in RELATIVES:
        return stretches([noun])
    words = [w for w in below(page.parse, noun, without=_path(page.parse, anchor, noun)) if page.near(w, anchor)]
    quote = page.quoted[noun.i]
    run = trimmed(_run([w for w in words if page.quoted[w.i] == quote or w.i > noun.i], noun))
    while len(run) > 1 and run[0].i < noun.i and run[0].pos in ("CCONJ", "SCONJ", "ADP"):
        run = run[1:]
    return stretches(joined(page, _named_on(page, run or [noun], anchor)))


def _named_on(page: Page, run: list[Word], anchor: Word) -> list[Word]:
    """The run with the proper name right after it, where the parse has cut ``the engineer Lena Markovic`` in two."""
    out = list(run)
    while out[-1].i + 1 < len(page.parse.words):
        word = page.parse.words[out[-1].i + 1]
        if word.pos != "PROPN" or word.i == anchor.i or not page.near(word, anchor) or word.ent in ("DATE", "TIME"):
            break
        out.append(word)
    return out


def _path(parse: Parse, word: Word, top: Word) -> set[int]:
    """The indexes on the way from a word up to `top`, the word itself included."""
    out = {word.i}
    for above in islice(parse.ancestors(word), FARTHEST):
        if above.i == top.i:
            return out
        out.add(above.i)
    return {word.i}


def _run(words: list[Word], noun: Word) -> list[Word]:
    """The unbroken run of words around a noun."""
    at = next((k for k, w in enumerate(words) if w.i == noun.i), None)
    if at is None:
        return [noun]
    low = high = at
    while low > 0 and words[low - 1].i == words[low].i - 1:
        low -= 1
    while high + 1 < len(words) and words[high + 1].i == words[high].i + 1:
        high += 1
    return words[low : high + 1]


def cue_of(page: Page, verb: Word, more: Iterable[Word] = ()) -> Spans:
    """The verb with its auxiliaries, negation, particle and the adverbs between them, and `more` words of the cue."""
    group = {verb.i} | {w.i for w in more}
    children = [w for w in page.parse.children_of(verb) if page.near(w, verb)]
    group |= {w.i for w in children if w.dep in _GROUP and abs(w.i - verb.i) <= LONGEST_GROUP}
    low = min(group)
    for word in children:
        if word.dep == "advmod" and not word.children and (low <= word.i < verb.i or word.i == verb.i - 1):
            group.add(word.i)
    return stretches([page.parse.words[i] for i in sorted(group)])


def _own_subject(page: Page, word: Word) -> Word | None:
    """The subject of a verb; one in the story's body first, where a dateline is taken for another."""
    found = [w for w in page.parse.children_of(word) if w.dep in SUBJECTS]
    found = [w for w in found if w.i > word.i or not _colon_between(page, w, word)] or found
    return next((w for w in found if w.start >= page.body), found[0] if found else None)


def _colon_between(page: Page, one: Word, other: Word) -> bool:
    """Whether a colon stands between two words: the first is whose turn it is (``Vane: My neighbours said ...``)."""
    return any(w.text == ":" for w in page.parse.words[one.i + 1 : other.i][:FARTHEST])


def speaker(page: Page, verb: Word) -> Word | None:
    """Who does what a verb says: its own subject, or the one it shares with the verb it is joined or hung to."""
    parse, word = page.parse, _saying_before(page, verb)
    before = same_deed(page, verb)
    if before is not None:
        return before
    for _ in range(MAX_DEPTH):
        own = _own_subject(page, word)
        if own is not None:
            return own if page.near(own, verb) else None
        passive = child(parse, word, *PASSIVE_SUBJECTS)
        if passive is not None or child(parse, word, "expl") is not None:
            return passive if word.i != verb.i and passive is not None and page.near(passive, verb) else None
        if word.head == word.i or word.dep not in _SHARES_SUBJECT:
            break
        if word.dep == "pcomp" and parse.head_of(word).lower == "as":
            return _quoted_as(page, word)
        if word.dep == "acl":
            return _of_noun(page, parse.head_of(word), verb)
        word = parse.head_of(parse.head_of(word)) if adds_on(page, word) else _joined_to(parse, word)
    return beside(page, verb) if verb.tag in ("VBD", "VBZ", "VBP") else None


def same_deed(page: Page, verb: Word) -> Word | None:
    """Whose one deed and saying are, inside another one's content: the brother in ``she says her brother phoned and said that``,
    the speaker in ``she wrote that the speaker had cut off her microphone and told her``, whatever the parse joins the verb to.

    The verb before "and" is one of :data:`GESTURES`, or somebody who is told was spoken of beside it already.
    """
    words = page.parse.words
    at = verb.i - 1
    while at > 0 and words[at].pos == "ADV":
        at -= 1
    if verb.tag not in ("VBD", "VBN", "VBZ", "VBP") or at < 1 or words[at].lower != "and":
        return None
    for before in reversed(words[max(0, at - NEAREST_DEED) : at]):
        if before.sent != verb.sent or before.text in (",", ";", ":") or page.quoted[before.i] != page.quoted[verb.i]:
            return None
        if before.pos == "VERB":
            subject = child(page.parse, before, *SUBJECTS)
            inner = before.dep in ("ccomp", "conj", "relcl", "advcl", "acl") and subject is not None
            return subject if inner and (before.lemma in GESTURES or _told_again(page, before, verb)) else None
    return None


def _told_again(page: Page, before: Word, verb: Word) -> bool:
    """Whether a pronoun for the one who is told stands after the deed before too."""
    told = next((w for w in page.parse.children_of(verb) if w.dep in ("dobj", "dative") and w.tag == "PRP"), None)
    same = page.parse.words[before.i + 1 : verb.i]
    return told is not None and told.i > verb.i and before.tag == "VBN" and any(w.lower == told.lower for w in same)


def _saying_before(page: Page, verb: Word) -> Word:
    """The verb of saying right before a participle: who ``said, adding`` both said and added; else the verb itself."""
    words = page.parse.words
    if verb.tag != "VBG" or verb.i < 2 or words[verb.i - 1].text != ",":
        return verb
    said = words[verb.i - 2]
    return said if said.pos == "VERB" and said.lemma in lexicon().quote and page.near(said, verb) else verb


def _quoted_as(page: Page, word: Word) -> Word | None:
    """Who speaks in ``quoted a driver as saying``: the one who is quoted."""
    above = page.parse.head_of(page.parse.head_of(word))
    found = child(page.parse, above, "dobj") or child(page.parse, above, *PASSIVE_SUBJECTS)
    return found if found is not None and page.near(found, word) else None


def said_to_be(page: Page, verb: Word) -> bool:
    """``a tape said to be his``: a participle, whatever the tagger makes of it.

    Of a voice or a man, what follows may still be what they say (``a voice said to be his names a judge``).
    """
    following = page.parse.words[verb.i + 1 : verb.i + 3]
    subject = child(page.parse, verb, "nsubj")
    speaks_on = subject is not None and (subject.lemma == "voice" or speaks(subject))
    return verb.lower == "said" and not speaks_on and [w.lower for w in following] == ["to", "be"]


def adds_on(page: Page, word: Word) -> bool:
    """Whether a participle of saying after a comma goes on from the main verb (``denied that it was so, calling it a lie``)."""
    words = page.parse.words
    hung = word.dep in ("advcl", "conj") and page.parse.head_of(word).dep == "ccomp"
    return hung and word.tag == "VBG" and word.lemma in lexicon().quote and word.i > 0 and words[word.i - 1].text == ","


def _joined_to(parse: Parse, word: Word) -> Word:
    """The governor of a verb; of one joined to a clause whose tense it does not share, the verb above that it does share it
    with: in ``said the men should leave and warned of shelling`` the one who warned is the one who said.
    """
    above = parse.head_of(word)
    higher = parse.head_of(above)
    if word.dep == "conj" and above.dep == "ccomp" and word.tag != above.tag and word.tag == higher.tag:
        return higher
    return above


def _of_noun(page: Page, noun: Word, verb: Word) -> Word | None:
    """Whose words a clause hung on a noun are: for a message or statement its owner or who issues it, else the noun."""
    if not page.near(noun, verb):
        return None
    if noun.lemma in lexicon().messages:
        owner = child(page.parse, noun, "poss")
        if owner is not None:
            return owner
        by = preposition_of(page.parse, noun, ("by", "from"))
        giver = None if by is None else child(page.parse, by, "pobj")
        if giver is not None and giver.i < verb.i:
            return giver
        above = page.parse.head_of(noun)
        issuer = child(page.parse, above, "nsubj") if noun.dep == "dobj" else None
        if issuer is not None and page.near(issuer, verb):
            return issuer
    return noun


def beside(page: Page, verb: Word) -> Word | None:
    """The noun phrase right before a verb (auxiliaries, adverbs and a comma skipped), where the parse has lost the subject."""
    words = page.parse.words
    i = verb.i - 1
    while i >= 0 and verb.i - i < LONGEST_GROUP and (words[i].pos in ("AUX", "ADV", "PART") or words[i].text == ","):
        i -= 1
    if i < 0 or words[i].sent != verb.sent:
        return None
    top = words[i]
    for _ in range(MAX_DEPTH):
        above = page.parse.head_of(top)
        outside = above.pos in ("VERB", "AUX") and top.dep != "relcl"
        if outside or above.i >= verb.i or above.i == top.i or above.sent != verb.sent:
            break
        top = above
    return top if top.pos in ("PROPN", "NOUN", "PRON", "NUM") and page.near(top, verb) else None


def joined(page: Page, words: list[Word]) -> list[Word]:
    """The words with the other parts of a hyphened name: ``al-Harith`` is one name though three tokens."""
    all_words = page.parse.words
    low, high = words[0].i, words[-1].i
    while low > 1 and all_words[low - 1].text in ("-", "’", "'") and _touch(all_words, low - 2, low):
        low -= 2
    while high + 2 < len(all_words) and all_words[high + 1].text == "-" and _touch(all_words, high, high + 2):
        high += 2
    return [*all_words[low : words[0].i], *words, *all_words[words[-1].i + 1 : high + 1]]


def _touch(words: list[Word], low: int, high: int) -> bool:
    """Whether no space stands between the words `low` to `high`."""
    return all(words[i].end == words[i + 1].start for i in range(low, high))


def speaks(noun: Word) -> bool:
    """Whether a noun can be somebody: a named person or body, or a word for people who speak."""
    return noun.ent in ("PERSON", "ORG", "NORP") or noun.lemma in lexicon().people
