"""Words as two texts can share them: sentences, folded stems, and which of them say nothing."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterable

from purport.fold import stem, tokens
from purport.records import Span

_END = re.compile(r"[.!?؟]+[\"'”’)\]]*\s+(?=[\"'“‘(\[]?[^\W_a-z])|\n+")
_SHORT = re.compile(
    r"(?:^|[\s(])(?:[A-Z]|Mr|Mrs|Ms|Dr|Gen|Col|Lt|Maj|Capt|Sgt|St|Sen|Rep|Gov|Prof|No|vs|Jan|Feb|Aug|Sept?|Oct|Nov|Dec)\.\s*$"
)
LONGEST = 2_000
"""Characters of a sentence; a longer one (a table, a text without full stops) is cut, so that no step is quadratic in it."""

_NOTHING_WORDS = """
a about after again against all also although am among an and another any are as at be because been before being between
both but by came can could did do does down during each few first for four from had has have he her here him his how i if in
into is it its just last late least like made many may me might more most much must my near new no nor not now of off on one
only or other our out over own part people per said same say says second several she should since six so some still such ten
than that the their them then there these they third this those three through time to told too two under until up us very
was way we well were what when where which while who whom whose why will with would year years you your day days week weeks
month months according official officials report reported statement spokesman government group forces force city town
province village district area region state country north south east west northern southern eastern western united mr monday
tuesday wednesday thursday friday saturday sunday january february march april june july august september october november
december
"""
_NOTHING = frozenset(_NOTHING_WORDS.split())


def sentences(text: str) -> list[Span]:
    r"""The sentences of any text, told by marks and line ends alone; never longer than `LONGEST`.

    >>> [span.of("He left. Dr. Roe\nstayed.") for span in sentences("He left. Dr. Roe\nstayed.")]
    ['He left.', 'Dr. Roe', 'stayed.']
    """
    out: list[Span] = []
    start = 0
    for hit in _END.finditer(text):
        if "\n" not in hit[0] and _SHORT.search(text[max(0, hit.start() - 8) : hit.start() + 1]):
            continue
        _add(out, text, start, hit.end())
        start = hit.end()
    _add(out, text, start, len(text))
    return out


def _add(out: list[Span], text: str, start: int, end: int) -> None:
    for low in range(start, end, LONGEST):
        piece = text[low : min(end, low + LONGEST)]
        left = len(piece) - len(piece.lstrip())
        if piece.strip():
            out.append(Span(low + left, low + left + len(piece.strip())))


def sentence_at(found: list[Span], at: int) -> Span | None:
    """The sentence that holds a character; None between two."""
    i = bisect_right(found, at, key=lambda span: span.start) - 1
    return found[i] if i >= 0 and at < found[i].end else None


def telling(text: str) -> frozenset[str]:
    """The stems of a text that may say something: no function words, no months and weekdays, no single letters.

    >>> sorted(telling("The army said on Monday that it took Kessim"))
    ['army', 'kessim', 'took']
    """
    return stems(tokens(text))


def stems(words: Iterable[str]) -> frozenset[str]:
    """The same of words that are folded already."""
    return frozenset(stem(word) for word in words if len(word) > 1 and word not in _NOTHING and not _only_number(word))


def _only_number(word: str) -> bool:
    return word.isdigit()


_NUMBER = (
    r"(?<![\d.,/$€£#-])(?<![$€£#] )(?P<%s>\d{1,3}(?:,\d{3})?)(?![\d/-])(?!\.\d)"
    r"(?!\s?(?:%%|percent|per cent|[bm]illion|jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec))"
)
_BEHIND = r"(?:kill(?:s|ed|ing)?|dead|die[ds]?|deaths?(?: toll)?|slain|massacred?|executed?)"
_BEFORE = r"(?:(?:were |was |are |being )?(?:killed|dead|died|dies?|deaths|slain|massacred|executed))"
_DEAD = re.compile(
    rf"\b{_BEHIND}\b(?:\W+[^\W\d]+){{0,3}}?\W+{_NUMBER % 'behind'}|{_NUMBER % 'before'}\b(?:\W+[^\W\d]+){{0,3}}?\W+{_BEFORE}\b",
    re.I,
)


def deaths(text: str) -> frozenset[int]:
    """The numbers in a text that stand beside a word of death, whole, from 4 to 9,999; numbers in words are not read.

    >>> sorted(deaths("Blast in Kessim on 11 March kills at least 23; 1,040 people dead since 2016, $14 billion lost"))
    [23, 1040]
    """
    found = ((hit["behind"] or hit["before"]).replace(",", "") for hit in _DEAD.finditer(text))
    return frozenset(number for number in map(int, found) if 4 <= number <= 9_999)
