"""Why a source is not named: ``who asked not to be named because he feared for his job``, ``on condition of anonymity``."""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import islice

from purport.read.cast import Cast
from purport.read.chain.standing import Said
from purport.read.parse import Parse
from purport.records.spans import Span

_NAMED = r"(?:named|identified|quoted(?:\s+by\s+name)?)"
_WITHOUT_NAME = (
    rf"(?:(?:not|n['’]t)\s+to\s+be\s+{_NAMED}|to\s+(?:be\s+{_NAMED}|(?:remain|stay)\s+(?:anonymous|nameless|unnamed))"
    rf"|not\s+be\s+{_NAMED}|anonymity|to\s+give\s+(?:his|her|their)\s+(?:full\s+|own\s+|real\s+)?names?)"
)
CONDITION = re.compile(
    rf"\b(?:(?:speak(?:s|ing)?|spoke|talk(?:s|ing|ed)?)\s+)?(?:on|under|given)\s+(?:the\s+)?(?:condition\s+of\s+)?(?:strict\s+)?anonymity\b"
    rf"|\b(?:ask(?:s|ed|ing)?|request(?:s|ed|ing)?|insist(?:s|ed|ing)?\s+on|prefer(?:s|red|ring)?|want(?:s|ed|ing)?|wish(?:es|ed|ing)?"
    rf"|declin(?:es|ed|ing)|refus(?:es|ed|ing)|demand(?:s|ed|ing)?|(?:did|do|does|would|could|can)\s*(?:not|n['’]t)\s+want)\s+{_WITHOUT_NAME}"
    r"|\b(?:ask(?:s|ed|ing)?\s+for|s(?:eeks?|ought|eeking)|(?:was|were)\s+granted|granted)\s+anonymity\b"
    r"|\b(?:would|could|can|may|must|did|do|does)\s+not\s+(?:be\s+(?:named|identified)|give\s+(?:his|her|their)\s+(?:full\s+)?names?)\b"
    r"|\b(?:was|were|is|are)\s+not\s+(?:authori[sz]ed|allowed|permitted|cleared)\s+to\s+(?:speak|talk|brief|comment|discuss)\b"
    r"|\bgave\s+only\s+(?:his|her|their)\s+first\s+names?\b|\bwhose\s+names?\s+(?:is|are|was|were)\s+(?:being\s+)?withheld\b",
    re.IGNORECASE,
)
"""The words by which a source stays unnamed."""
_WHY = re.compile(
    r"[ \t]*,?\s+(?:because|as|since|for\s+fear|out\s+of\s+fear|for\s+(?:\w+\s+){0,2}reasons?|due\s+to|owing\s+to|citing|given"
    r"|in\s+order|so\s+as|to\s+(?:discuss|speak|talk|describe|protect|avoid))\b",
    re.IGNORECASE,
)
_END = re.compile(r"[,;:.!?\n\"“”—–]|\s-\s")
FARTHEST = 2
"""Sentences from a statement to one that tells why its source is not named, at most."""


def withheld(parse: Parse, cast: Cast, told: Sequence[Said]) -> dict[int, Span]:
    """For statements by their place in `told`: the words of the text that say that the source stays unnamed, and why."""
    out: dict[int, Span] = {}
    for hit in CONDITION.finditer(parse.text):
        word = parse.word_at(hit.start())
        if word is None:
            continue
        sentence = parse.sentence_span(word.sent)
        own = [i for i, one in enumerate(told) if one.index == word.sent and _outside(one, hit.start())]
        if own:
            nearest = min(own, key=lambda i: _distance(told[i], hit.start()))
            out.setdefault(
                nearest, _whole(parse.text, hit.start(), hit.end(), _stop(told[nearest], hit.end(), sentence.end))
            )
            continue
        found = _whole(parse.text, hit.start(), hit.end(), sentence.end)
        for i in _spoken_before(parse, cast, told, word.sent):
            out.setdefault(i, found)
    return out


def _outside(one: Said, char: int) -> bool:
    """Whether a statement has a source, and a character is not in what it says."""
    return bool(one.attribution.source) and not any(s.start <= char < s.end for s in one.attribution.content)


def _distance(one: Said, char: int) -> int:
    source = one.attribution.source
    return (
        0 if source[0].start <= char < source[-1].end else min(abs(char - source[-1].end), abs(source[0].start - char))
    )


def _stop(one: Said, after: int, end: int) -> int:
    """Where the condition must end: at the statement's own cue or content behind it, else with the sentence."""
    marks = (*one.attribution.cue, *one.attribution.content)
    return min((span.start for span in marks if span.start >= after), default=end)


def _whole(text: str, start: int, end: int, stop: int) -> Span:
    """The condition with its reason, if one follows."""
    why = _WHY.match(text, end, stop)
    if why is not None:
        close = _END.search(text, why.end(), stop)
        end = close.start() if close is not None else stop
    return Span(start, start + len(text[start:end].rstrip()))


def _spoken_before(parse: Parse, cast: Cast, told: Sequence[Said], sentence: int) -> list[int]:
    """The statements just before whose unnamed source is the subject of a sentence (``They spoke on condition of anonymity``)."""
    low, high = parse.sentences[sentence]
    subject = next((w for w in islice(parse.words, low, high) if w.dep in ("nsubj", "nsubjpass")), None)
    name = None if subject is None else cast.name_at(subject)
    near = [i for i, one in enumerate(told) if 0 < sentence - one.index <= FARTHEST and one.attribution.source]
    if subject is not None and subject.lower == "both":
        return near
    return [i for i in near if name is not None and told[i].name == name]
