"""Doubt whose words they are: what a text says, beside a recording, document or caller, of who made it or whether it is genuine."""

from __future__ import annotations

import re

from purport.read.cast.tables import words_of
from purport.read.parse import Parse, Word
from purport.records.spans import Span

_THING = r"(?:authenticity|genuineness|provenance|origin|authorship|identity|signature|seal|handwriting|letterhead|author|sender)"
_UNSURE = (
    r"(?:could\s+not|cannot|can\s+not|unable|not\s+(?:been|be)|yet\s+to|disput\w+|doubt\w*|question\w*|unclear|uncertain|unknown"
    r"|unverified|suspect\w*|divided)"
)
_GAP = r"[^.;\n]{0,60}?"
DOUBT = re.compile(
    rf"\b{_THING}\b{_GAP}\b{_UNSURE}\b|\b{_UNSURE}\b{_GAP}\b{_THING}\b"
    r"|\b(?:doubtful|dubious|uncertain|unclear|unknown|murky|disputed)\s+(?:origin|provenance|authorship|authenticity)"
    rf"|\b(?:not|nobody|never|yet\s+to|unable\s+to|whether|may\s+or\s+may\s+not){_GAP}\b(?:authenticate\w*|genuine|authentic|real|belong)"
    r"|\bsuspect\w*\b[^.;\n]{0,30}\b(?:forgery|forged|fake|doctored)"
    r"|\b(?:whether|if)\s+(?:it\s+is|the\s+voice|the\s+man|the\s+speaker|he|she)\b[^.;\n]{0,40}\b(?:him|her|his|hers|that\s+of)"
    r"|\bmay\s+or\s+may\s+not\b|\bpossibly\s+forged\b|\bwho\s+(?:he|she|they)\s+(?:was|were|really)",
    re.IGNORECASE,
)
"""Words that leave open who made something, or whether it is genuine. Not: that what it says could not be verified."""
SHAM = re.compile(
    r"\b(?:purported|supposed|ostensible|so-called|would-be|self-styled|unauthenticated|supposedly|ostensibly|purportedly)\b"
    r"|\b(?:presented|passed\s+off|billed|touted)\s+as\b|\bwhat\s+(?:looks?|looked|appears?|appeared|seems?|seemed)\s+(?:like|to\s+be)\b"
    r"|\bgave\s+(?:his|her|their)\s+name\s+as\b|\b(?:said|believed|thought)\s+to\s+be\s+(?:that|those|the\s+\w+)\s+of\b",
    re.IGNORECASE,
)
"""Words that mark a source as what it is only said to be."""
BRINGERS = words_of(
    """account audio broadcast caller clip communique confession decree diary document email fax footage image leaflet letter mail
    man manifesto memo memorandum message note pamphlet photo photograph poster recording screenshot speaker statement tape telegram
    transcript video voice woman"""
)
"""Nouns for what or who brings words without being known for sure."""


def doubted(parse: Parse, source: Word | None, sentence: int, content: tuple[Span, ...]) -> Span | None:
    """The words that leave open whose words a source brings, in its sentence or the next, outside of what was said; else None."""
    if source is None or sentence < 0:
        return None
    phrase = parse.subtree(source)[:40]
    reach = Span(min(w.start for w in phrase), max(w.end for w in phrase))
    sham = SHAM.search(parse.text, reach.start, reach.end)
    if sham is not None and not _inside(content, sham.start()):
        return Span(sham.start(), sham.end())
    if source.lemma not in BRINGERS and not any(w.lemma in BRINGERS for w in phrase):
        return None
    for number in (sentence, sentence + 1):
        if number >= len(parse.sentences):
            break
        span = parse.sentence_span(number)
        for hit in DOUBT.finditer(parse.text, span.start, span.end):
            if not _inside(content, hit.start()):
                return Span(hit.start(), hit.end())
    return None


def _inside(content: tuple[Span, ...], char: int) -> bool:
    return any(span.start <= char < span.end for span in content)
