"""The standing of a statement in an Arabic text, by its words alone (there is no Arabic parse)."""

from __future__ import annotations

import re

from purport.read.chain.standing import Standing
from purport.read.found import Attribution
from purport.records.names import Carrier, Certainty
from purport.records.spans import Span, words_of

_ARABIC = re.compile(r"[\u0600-\u06ff]")
_DENIES = re.compile(r"^[وف]?(?:نفى|نفت|نفوا|ينفي|تنفي|أنكر|أنكرت|ينكر|تنكر|نفي)\b")
_RUMOUR = re.compile(r"شائع(?:ات|ة)|إشاع(?:ات|ة)|يقال|يُقال|أنباء غير مؤكدة")
_SPEAKER = re.compile(r"^(?:ال)?(?:متحدث|صوت)$")
_IN_RECORDING = re.compile(r"في (?:ال)?(?:تسجيل|شريط|رسال[ةه]|مقطع|فيديو|بيان|كلم[ةه])")
_PURPORTED = re.compile(
    r"(?P<carrier>تسجيل\w*|شريط\w*|رسال\w*|مقطع\w*|فيديو|بيان\w*)(?:\s+\S+){0,3}?\s+"
    r"(?P<hedge>(?:منسوب|نُسب|نسب|يزعم|يُزعم|مزعوم|يفترض)\S*(?:\s+(?:إلى|الى|أنه|أنها))?)"
)
_AUDIO, _VIDEO = re.compile(r"صوت"), re.compile(r"فيديو|مصور|مرئي")


def arabic_standing(text: str, attribution: Attribution) -> Standing | None:
    """How far an Arabic text vouches for a statement; None where the words say nothing about it (or are not Arabic)."""
    cue, source = words_of(attribution.cue, text), words_of(attribution.source, text)
    if not _ARABIC.search(cue + source):
        return None
    if _RUMOUR.search(cue) or _RUMOUR.search(source):
        return Standing(Certainty.RUMOURED, "a cue of rumour and no source", attribution.cue, nameless=True)
    return _from_recording(text, attribution, source) or _denied(attribution, cue)


def _denied(attribution: Attribution, cue: str) -> Standing | None:
    if _DENIES.search(cue):
        return Standing(Certainty.DENIED, "the cue is a word of denial", attribution.cue)
    return None


def _from_recording(text: str, attribution: Attribution, source: str) -> Standing | None:
    """Words of the speaker in a recording that the text introduced as only ascribed to somebody."""
    start = attribution.cue[0].start if attribution.cue else attribution.content[0].start
    introduced = _PURPORTED.search(text, 0, start)
    if introduced is None:
        return None
    around = text[start : attribution.content[0].start]
    ascribed = attribution.source and attribution.source[0].start - introduced.end() in (0, 1)
    if not ascribed and not _SPEAKER.search(source) and not _IN_RECORDING.search(around):
        return None
    hedge = Span(introduced.start("hedge"), introduced.end("hedge"))
    words = " ".join(text[introduced.start("carrier") : hedge.start].split())
    reason = f"from what the text introduced with “{words} {hedge.of(text)}” (characters {hedge.start}-{hedge.end})"
    return Standing(Certainty.PURPORTED, reason, (hedge,), _sort(words), words)


def _sort(words: str) -> Carrier:
    if _AUDIO.search(words):
        return Carrier.AUDIO
    if _VIDEO.search(words):
        return Carrier.VIDEO
    return Carrier.RECORDING if words.startswith(("تسجيل", "شريط", "مقطع")) else Carrier.DOCUMENT
