"""Direct quotations: which cue outside the marks they belong to, and which go on without one."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field, replace

from purport.read.attribution.above import cue_above, message_of
from purport.read.attribution.lexicon import lexicon
from purport.read.attribution.page import Find, Page, stretches
from purport.read.attribution.phrases import child, cue_of, source_of, speaker
from purport.read.parse import Word
from purport.read.quotations import Quotation
from purport.records.spans import Span, Spans, merged

LONGEST_GAP = 45
"""Words between a quotation and its cue at most."""

LONGEST_LABEL = 9
"""Words of the name or title before a colon at most."""
LONGEST_TAIL = 60
"""Characters between a statement and the bare quotation that goes on with it, at most."""
MOST_TAIL = 6
"""Words between them, at most."""
LABEL = frozenset({"PROPN", "NOUN", "PRON", "DET", "ADJ", "ADP", "NUM", "PUNCT", "CCONJ", "PART"})

TITLES = frozenset(
    {
        "adm",
        "brig",
        "capt",
        "cmdr",
        "col",
        "dr",
        "gen",
        "gov",
        "lt",
        "maj",
        "mr",
        "mrs",
        "ms",
        "prof",
        "rep",
        "sen",
        "sgt",
    }
)
"""Titles that are written with a full stop."""

_STOPS = frozenset(".!?;")


@dataclass(slots=True, eq=False)
class Spoken:
    """Quotations that share one cue."""

    verb: Word
    source: Word | None
    quotes: list[Quotation] = field(default_factory=list)
    where: str = ""


def free(text: str, quote: Quotation) -> bool:
    """Whether a quotation can stand alone as a sentence: it opens with a capital and ends like a sentence, or is long."""
    inner = quote.inner.of(text).strip()
    if not inner:
        return False
    first = next((c for c in inner if c.isalnum()), "")
    ends = inner[-1] in ".,!?…—–-" or not quote.closed or text[quote.end : quote.end + 1] in (",", ".")
    many = inner.count(" ") >= 3
    if _title(text, quote):
        return False
    return (first.isupper() or first.isdigit()) and ends and (many or inner[-1] in ",!?.")


def _title(text: str, quote: Quotation) -> bool:
    """Whether a quotation is a title in the middle of a sentence: few words, all capitals, no punctuation before it."""
    words = [w.strip(".,!?'’") for w in quote.inner.of(text).split()]
    before = text[max(0, quote.start - 2) : quote.start].strip(" ")
    inside = bool(before) and before[-1].isalnum()
    return inside and len(words) <= 6 and all(w[:1].isupper() for w in words if len(w) > 3)


def _named(page: Page, verb: Word) -> Word | None:
    """The speaker of a cue verb, if it stands outside quotation marks."""
    source = speaker(page, verb)
    if source is not None and page.quoted[source.i] < 0:
        return source
    return _inverted(page, verb)


def _inverted(page: Page, verb: Word) -> Word | None:
    """The noun phrase right after or right before a cue verb, where the parse has lost the subject."""
    for step, limit in ((1, 8), (-1, 4)):
        i = verb.i + step
        last: Word | None = None
        while 0 <= i < len(page.parse.words) and abs(i - verb.i) <= limit and page.quoted[i] < 0:
            word = page.parse.words[i]
            if word.pos in ("PROPN", "NOUN", "PRON"):
                last = word if last is None or step > 0 else last
                if word.pos == "PRON":
                    return word
            elif word.pos not in ("DET", "ADJ", "NUM") or last is not None:
                break
            i += step
        if last is not None:
            return last
    return None


def _cue_in(page: Page, words: list[Word], last: bool) -> Word | None:
    """The first (or last) verb among words that can introduce a quotation and has a speaker."""
    known = lexicon().quote
    for word in reversed(words) if last else words:
        if word.lemma in known and word.pos in ("VERB", "AUX") and page.quoted[word.i] < 0:
            return word
    return None


def _stops(page: Page, word: Word) -> bool:
    """Whether a sentence ends at a word; not at the full stop of a title (``spokesman Maj. Tom Brandt``)."""
    if word.lower not in _STOPS:
        return False
    near = page.parse.words[max(0, word.i - 1) : word.i + 2]
    return not (word.text == "." and len(near) == 3 and near[0].lower in TITLES and near[2].pos == "PROPN")


def _gap_after(page: Page, number: int) -> list[Word]:
    """The words after a quotation, to the end of the sentence, the paragraph or the next quotation."""
    quotes = page.quotes
    quote = quotes[number]
    low, _ = page.reach(quote.end, quote.end)
    stop = quotes[number + 1].start if number + 1 < len(quotes) else len(page.parse.text)
    out: list[Word] = []
    for word in page.parse.words[low : low + LONGEST_GAP]:
        if word.start >= stop or _stops(page, word) or "\n" in page.parse.text[quote.end : word.start]:
            break
        out.append(word)
    return out


def _gap_before(page: Page, number: int) -> list[Word]:
    """The words before a quotation, from the start of the sentence, the paragraph, or the end of the quotation before."""
    quote = page.quotes[number]
    floor = page.quotes[number - 1].end if number else 0
    _, high = page.reach(quote.start, quote.start)
    out: list[Word] = []
    for word in reversed(page.parse.words[max(0, high - LONGEST_GAP) : high]):
        if word.start < floor or _stops(page, word) or "\n" in page.parse.text[word.end : quote.start]:
            break
        out.append(word)
    return out[::-1]


def _after(page: Page, number: int) -> Word | None:
    """The cue right after a quotation: ``"...," X said``, ``"...," said X``."""
    text = page.parse.text
    quote = page.quotes[number]
    inner = quote.inner.of(text).rstrip()
    gap = _gap_after(page, number)
    if not gap or not quote.closed or inner.endswith((".", ";")):
        return None
    cue = _cue_in(page, gap, last=False)
    if cue is None:
        return None
    clause = child(page.parse, cue, "ccomp", "dobj")
    if clause is not None and clause.i > cue.i and page.quoted[clause.i] < 0 and not inner.endswith(","):
        return None
    return cue


def _before(page: Page, number: int) -> Word | None:
    """The cue before a quotation: ``X said: "..."``, ``X told the court, "..."``, ``saying "..."``."""
    gap = _gap_before(page, number)
    if not gap:
        return None
    if gap[-1].lower in (",", ":"):
        return _cue_in(page, gap, last=True)
    cue = _cue_in(page, gap[-8:], last=True)
    return cue


def _groups(page: Page) -> list[Spoken]:
    """The free-standing quotations by their cue, in text order; those with none go with the group before where they may."""
    text = page.parse.text
    groups: dict[int, Spoken] = {}
    for number, quote in enumerate(page.quotes):
        if quote.start < page.body:
            continue
        cue = _resumed(page, number, groups)
        if cue is None and not free(text, quote):
            continue
        cue, where = _placed(page, number, groups, cue)
        if cue is None:
            continue  # nobody's, or a colon's: see colon_finds
        group = groups.setdefault(cue.i, Spoken(cue, _named(page, cue), where=where))
        group.quotes.extend(_led_up(page, number, groups))
        group.quotes.append(quote)
        if group.where not in (where, "above"):
            group.where = "in the middle"
    return [groups[i] for i in sorted(groups)]


def _placed(page: Page, number: int, groups: dict[int, Spoken], resumed: Word | None) -> tuple[Word | None, str]:
    """The cue of a quotation and where it stands; `resumed` is the one that it may go on from in the same sentence."""
    cue = resumed or _before(page, number)
    if cue is None or cue.i in groups:
        after = _after(page, number)
        if after is not None:
            return after, "after"
    if cue is None:
        cue = _same_paragraph(page, number, groups)
    return (cue, "before") if cue is not None else (cue_above(page, page.quotes[number].start), "above")


def _led_up(page: Page, number: int, groups: dict[int, Spoken]) -> list[Quotation]:
    """The unclosed quotations of the paragraphs before that go on into this one and have no cue yet."""
    used = {q.start for q in next(reversed(groups.values())).quotes[-1:]} if groups else set()
    first = number
    while page.quotes[first].goes_on and page.quotes[first - 1].start not in used:
        first -= 1
    return list(page.quotes[first:number])


def _resumed(page: Page, number: int, groups: dict[int, Spoken]) -> Word | None:
    """The cue in the middle of a split quotation, after which it goes on in small letters: ``"...," he said, "but ..."``."""
    gap = _gap_before(page, number)
    if number == 0 or not gap or gap[-1].lower not in (",", ":"):
        return None
    last = next(reversed(groups.values()), None)
    if last is None or last.quotes[-1] is not page.quotes[number - 1]:
        return None
    return last.verb if any(w.i == last.verb.i for w in gap) else None


def _same_paragraph(page: Page, number: int, groups: dict[int, Spoken]) -> Word | None:
    """The cue of the quotation before, if it stands in the same paragraph or this one goes on from it."""
    quote = page.quotes[number]
    last = next(reversed(groups.values()), None)
    if last is None:
        return None
    same = last.quotes[-1].paragraph == quote.paragraph
    if same or quote.goes_on:
        return last.verb
    return None


def _find(page: Page, spoken: Spoken) -> Find:
    return Find(
        rule=f"quotation-cue-{spoken.where.replace(' ', '-')}",
        content=merged(tuple(Span(q.start, q.end) for q in spoken.quotes)),
        reason=f'a quotation with its cue "{spoken.verb.text}" {spoken.where}',
        cue_word=spoken.verb,
        cue=_cue_span(page, spoken.verb, spoken.where),
        source_word=spoken.source,
        source=() if spoken.source is None else source_of(page, spoken.source, spoken.verb),
    )


def _cue_span(page: Page, verb: Word, where: str) -> Spans:
    """The words of a cue; of a verb that makes a statement, with the statement (``made the following remark``)."""
    message = message_of(page, verb) if where == "above" else None
    return cue_of(page, verb, page.parse.words[verb.i : message.i + 1] if message is not None else ())


def _carried(page: Page, finds: list[Find], used: set[int]) -> Iterator[Find]:
    """Paragraphs that are one bare quotation: the speaker of the quotation before goes on."""
    text = page.parse.text
    waiting = sorted(finds, key=lambda f: f.content[-1].end, reverse=True)
    last: Find | None = None
    for number, quote in enumerate(page.quotes):
        while waiting and waiting[-1].content[-1].end <= quote.start:
            last = waiting.pop()
        if last is None or quote.start in used or quote.start < page.body or not free(text, quote):
            continue
        heads = text[max(0, quote.start - 3) : quote.start].rstrip(" ")[-1:] in ("\n", "")
        if heads and _bare(page, quote) and page.quotes[number - 1].paragraph >= quote.paragraph - 1:
            yield replace(
                last,
                rule="quotation-goes-on",
                content=(quote.span,),
                continued=True,
                cue=(),
                cue_word=None,
                reason="a quotation without a cue of its own that goes on from the one before",
            )


def _bare(page: Page, quote: Quotation) -> bool:
    """Whether no words outside quotation marks follow in a quotation's paragraph."""
    low, _ = page.reach(quote.end, quote.end)
    for word in page.parse.words[low : low + LONGEST_GAP]:
        if "\n" in page.parse.text[quote.end : word.start]:
            return True
        if page.quoted[word.i] < 0 and word.text[0].isalnum():
            return False
    return True


def direct_finds(page: Page, _taken: set[int]) -> list[Find]:
    """The quotations with a speaker: with a cue of their own first, then those that go on from one."""
    groups = _groups(page)
    finds = [_find(page, group) for group in groups]
    used = {q.start for g in groups for q in g.quotes}
    return finds + list(_carried(page, finds, used))


def colon_finds(page: Page, taken: set[int]) -> Iterator[Find]:
    """As in ``Governor: "We stay."``: a name or title, a colon, a quotation, at the start of a paragraph or sentence."""
    for number, quote in enumerate(page.quotes):
        gap = _gap_before(page, number)
        if not gap or gap[-1].text != ":" or quote.start < page.body or any(w.i in taken for w in gap):
            continue
        who = gap[:-1]
        if not 0 < len(who) <= LONGEST_LABEL or any(w.pos not in LABEL for w in who):
            continue
        head = next((w for w in reversed(who) if w.pos in ("PROPN", "NOUN", "PRON")), None)
        if head is not None:
            yield Find(
                "colon",
                (quote.span,),
                "a name, a colon and a quotation",
                gap[-1],
                stretches([gap[-1]]),
                head,
                stretches(who),
            )


def added_on(page: Page, finds: list[Find]) -> list[Find]:
    """The finds, those joined with a bare quotation that follows: ``The talks had failed, he said. "We tried."``"""
    used = {span.start for find in finds for span in find.content}
    ends = {
        max(s.end for s in (*f.content, *f.cue, *f.source)): k for k, f in enumerate(finds) if _could_go_on(page, f)
    }
    out = list(finds)
    for quote in page.quotes:
        if quote.start in used or quote.start < page.body or not free(page.parse.text, quote):
            continue
        gap = page.words(max(0, quote.start - LONGEST_TAIL), quote.start)
        k = next((ends[w.end] for w in reversed(gap) if w.end in ends), None)
        if k is not None and _ends_before(page, out[k], quote):
            out[k] = replace(out[k], content=merged((*out[k].content, quote.span)))
    return out


def _could_go_on(page: Page, find: Find) -> bool:
    """Whether a find is a verb's of saying outside quotation marks."""
    verb = find.cue_word
    return (
        verb is not None and verb.lemma in lexicon().quote and page.quoted[verb.i] < 0 and find.source_word is not None
    )


def _ends_before(page: Page, find: Find, quote: Quotation) -> bool:
    """Whether a find's sentence is the one right before a quotation in the same paragraph, with at most a day or place left."""
    end = max(s.end for s in (*find.content, *find.cue, *find.source))
    between = page.parse.text[end : quote.start]
    same = "\n" not in between and between.count(".") <= 1
    return same and between.rstrip()[-1:] in (".", "!", "?", "") and between.count(" ") <= MOST_TAIL
