"""Attributions in Arabic texts, read off the order of words alone, since there is no Arabic parse.

Arabic news puts the verb of saying first: verb, speaker, then ``أن``/``إن``, a colon or an opening mark, then what was said.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator

from purport.read.attribution.scores import score_of
from purport.read.found import Attribution
from purport.read.quotations import Quotation, paragraphs, quotations
from purport.records.names import Kind
from purport.records.spans import Span, Spans

RULE_CLAUSE = "arabic-verb-clause"
RULE_QUOTE = "arabic-verb-quotation"
RULE_CALL = "arabic-call"
RULE_DENIAL = "arabic-verb-noun"

FARTHEST_NAME = 120
"""Characters from a verb back to the statement that is ascribed to somebody, at most."""
LONGEST_SOURCE = 12
"""Words of a speaker's name and title at most."""


def _words(text: str) -> frozenset[str]:
    return frozenset(text.split())


_MARKS = "\u064b-\u065f\u0670\u0640"
_WORD = re.compile(rf"[\w{_MARKS}]+")
_STRIP = re.compile(rf"[{_MARKS}]")
_STOP = re.compile(r"[.!؟?؛;\n]")

_SAYING = _words(
    "قال قالت قالوا يقول تقول أعلن أعلنت يعلن تعلن أكد أكدت يؤكد تؤكد أضاف أضافت وأضاف أوضح أوضحت صرح صرحت ذكر ذكرت أفاد "
    "أفادت كشف كشفت زعم زعمت يزعم ادعى ادعت اعتبر اعتبرت رأى رأت اعترف اعترفت شدد شددت حذر حذرت يحذر تحذر توعد توعدت هدد "
    "هددت يهدد تهدد تعهد تعهدت وعد وعدت نفى نفت ينفي تنفي أنكر أنكرت اتهم اتهمت يتهم نقل نقلت بين بينت أشار أشارت لفت تابع "
    "تابعت"
)
_CALLING = _words("دعا دعت يدعو تدعو حث حثت يحث تحث حرض حرضت يحرض طالب طالبت يطالب ناشد ناشدت أمر أمرت")
_WITH_NOUN = _words(
    "نفى نفت ينفي تنفي أنكر أنكرت اتهم اتهمت يتهم تبنى تبنت أدان أدانت استنكر استنكرت رفض رفضت أعلن أعلنت هدد هددت يهدد تهدد "
    "توعد توعدت"
)
_VERBS = _SAYING | _CALLING | _WITH_NOUN
_THAT = frozenset(
    {"أن", "إن", "بأن", "أنه", "إنه", "أنها", "إنها", "بأنه", "بأنها", "أنهم", "إنهم", "بأنهم", "أننا", "إننا"}
)
_TO = frozenset({"إلى", "الى", "على", "ب"})
_NO_SPEAKER = _words("من عن على إلى عبر فيه فيها به بها")
_ASCRIBED = re.compile(r"(?:منسوب|نسب)\S*\s+(?:إلى|الى)\s+(?P<who>[^.،؛:\n]+?)\s*$")
"""Before a verb: ``a statement ascribed to X``."""
_TIMES = _words("أمس اليوم السبت الأحد الاثنين الإثنين الثلاثاء الأربعاء الخميس الجمعة يوم مساء صباح في خلال")


def _plain(word: str) -> str:
    """The word without vowel signs and lengthening strokes, and without ``و``/``ف`` ("and") before a known verb."""
    bare = _STRIP.sub("", word)
    if bare[:1] in ("و", "ف") and bare[1:] in _VERBS:
        return bare[1:]
    return bare


def _verb_span(match: re.Match[str]) -> Span:
    """The verb without a joined ``و``/``ف``."""
    bare = _STRIP.sub("", match.group())
    return Span(match.start() + (1 if _plain(match.group()) != bare else 0), match.end())


def _source(words: list[re.Match[str]]) -> Spans:
    """The speaker: the words after the verb up to a word of time or place, at most twelve."""
    kept: list[re.Match[str]] = []
    if words and _STRIP.sub("", words[0].group()) in _NO_SPEAKER:
        return ()
    for word in words[:LONGEST_SOURCE]:
        if _STRIP.sub("", word.group()) in _TIMES:
            break
        kept.append(word)
    return (Span(kept[0].start(), kept[-1].end()),) if kept else ()


def _trimmed(text: str, start: int, end: int) -> Spans:
    while start < end and (text[start].isspace() or text[start] in ":،,"):
        start += 1
    while end > start and (text[end - 1].isspace() or text[end - 1] in "،,:؛;"):
        end -= 1
    return (Span(start, end),) if start < end else ()


class _Paragraph:
    """One paragraph: its words, stops and quotations; finds the attributions of its verbs in one pass."""

    def __init__(self, text: str, span: Span, marks: list[Quotation]) -> None:
        self.text, self.span, self.marks = text, span, marks
        self.words = list(_WORD.finditer(text, span.start, span.end))
        self.plain = [_plain(word.group()) for word in self.words]
        self.stops = [m.start() for m in _STOP.finditer(text, span.start, span.end)]
        self.opened = [q.start for q in marks]

    def found(self) -> Iterator[Attribution]:
        """The attributions in text order; a verb inside the content before it is passed over."""
        past = self.span.start
        for i, word in enumerate(self.words):
            if self.plain[i] in _VERBS and word.start() >= past and (made := self._at(i)) is not None:
                yield made
                past = made.content[-1].end

    def _at(self, i: int) -> Attribution | None:
        """The attribution whose cue is word `i`: the words after it are its speaker until something opens what was said."""
        verb, plain = _verb_span(self.words[i]), self.plain[i]
        end = self._sentence_end(verb.end)
        following: list[re.Match[str]] = []
        for k in range(i + 1, min(i + 2 + 2 * LONGEST_SOURCE, len(self.words))):
            word, opened = self.words[k], self._opening(self.words[k - 1].end(), self.words[k].start())
            if word.start() >= end or self.plain[k] in _VERBS:
                break
            if opened is not None:
                return self._made(RULE_QUOTE, verb, following, opened, max(end, self._quote_end(opened)))
            if self.plain[k] in _THAT and plain in _SAYING:
                return self._made(RULE_CLAUSE, verb, following, word.start(), end)
            if self.plain[k] in _TO and plain in _CALLING and following:
                return self._made(RULE_CALL, verb, following, word.start(), end)
            following.append(word)
        return self._noun(verb, plain, following, end)

    def _quote_over(self, at: int) -> Quotation | None:
        """The quotation that covers character `at`."""
        i = bisect_right(self.opened, at) - 1
        return self.marks[i] if i >= 0 and at < self.marks[i].end else None

    def _sentence_end(self, at: int) -> int:
        """Where the sentence that holds `at` ends: the next stop outside quotation marks, or the paragraph's end."""
        for i in range(bisect_right(self.stops, at), len(self.stops)):
            if self._quote_over(self.stops[i]) is None:
                return self.stops[i]
        return self.span.end

    def _kind(self, content: Span) -> Kind:
        """By the share of the content's characters that stand in quotation marks."""
        inside = 0
        for i in range(max(0, bisect_right(self.opened, content.start) - 1), len(self.marks)):
            quote = self.marks[i]
            if quote.start >= content.end:
                break
            inside += max(0, min(content.end, quote.end) - max(content.start, quote.start))
        if inside == 0:
            return Kind.INDIRECT
        return Kind.DIRECT if inside >= 0.9 * (content.end - content.start) else Kind.MIXED

    def _noun(self, verb: Span, plain: str, following: list[re.Match[str]], end: int) -> Attribution | None:
        """Verb, speaker, thing: the speaker is a noun with the article, or a noun and the one that completes it."""
        if plain not in _WITH_NOUN or len(following) < 2:
            return None
        stop = 1 if following[0].group().startswith("ال") or len(following) == 2 else 2
        return self._made(RULE_DENIAL, verb, following[:stop], following[stop].start(), end)

    def _opening(self, low: int, high: int) -> int | None:
        """Where a quotation or a colon opens what is said, between two words."""
        for at in range(low, min(high, low + 6)):
            over = self._quote_over(at)
            if self.text[at] == ":" or (over is not None and over.start == at):
                return at
        return None

    def _quote_end(self, at: int) -> int:
        """The end of a quotation that starts at `at` or right after a colon there; else `at`."""
        over = next((q for q in map(self._quote_over, range(at, at + 4)) if q is not None), None)
        return at if over is None else over.end

    def _ascribed(self, verb: Span, following: list[re.Match[str]]) -> Spans:
        """Whose the words are said to be in ``a statement ascribed to X in which he calls for``."""
        if not following or following[0].group() not in ("فيه", "فيها"):
            return ()
        hit = _ASCRIBED.search(self.text, max(self.span.start, verb.start - FARTHEST_NAME), verb.start)
        return (Span(hit.start("who"), hit.end("who")),) if hit is not None else ()

    def _made(self, rule: str, verb: Span, source: list[re.Match[str]], start: int, end: int) -> Attribution | None:
        content = _trimmed(self.text, start, end)
        if not content:
            return None
        return Attribution(
            source=_source(source) or self._ascribed(verb, source),
            cue=(verb,),
            content=content,
            kind=self._kind(content[0]),
            rule=rule,
            score=score_of(rule),
            reason=f"the verb {verb.of(self.text)} with a speaker and what was said",
        )


def arabic_attributions(text: str) -> list[Attribution]:
    """The attributed statements of an Arabic text in text order; `cue_word` and `source_word` are None (there is no parse)."""
    shape = paragraphs(text)
    by_paragraph: dict[int, list[Quotation]] = {}
    for quote in quotations(text, shape):
        by_paragraph.setdefault(quote.paragraph, []).append(quote)
    return [
        found
        for number, span in enumerate(shape)
        for found in _Paragraph(text, span, by_paragraph.get(number, [])).found()
    ]
