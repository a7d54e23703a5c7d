"""How far the text vouches for one statement's own hop, rule by rule; the first rule that applies decides."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from purport.read.cast import Borne, Cast
from purport.read.cast.members import Guise
from purport.read.cast.stage import head_of_spans
from purport.read.chain import cues
from purport.read.chain.doubt import doubted
from purport.read.found import Attribution
from purport.read.parse import Parse, Word
from purport.read.unsaid import stand_not_taken, unsaid
from purport.records.names import Carrier, Certainty
from purport.records.spans import Span, Spans, words_of


@dataclass(frozen=True, slots=True)
class Standing:
    """A hop's certainty with what it rests on.

    Attributes:
        certainty: of the hop. hedge: the words that decided; ``()`` for a plain source. reason: in words.
        carrier, carrier_words: what brought the words; None if nothing is named.
        nameless: whether the source's words name nobody (a rumour), so that the hop has no name.
    """

    certainty: Certainty
    reason: str
    hedge: Spans = ()
    carrier: Carrier | None = None
    carrier_words: str | None = None
    nameless: bool = False


@dataclass(frozen=True, slots=True)
class Said:
    """One attribution with what the rules ask about it.

    Attributes:
        name: the resolved source; None if missing or not resolvable.
        cue: the cue's head word; None without cue. sentence: text span of the cue's (else the content's) sentence.
        index: that sentence's number; -1 where the text has no parse. source: head word of the source.
        borne: whose words the source brings, where it is a recording, document or voice.
        medium: the same for a recording named beside the cue (``in a letter``).
    """

    attribution: Attribution
    name: str | None
    cue: Word | None
    sentence: Span
    index: int
    source: Word | None
    borne: Borne | None
    medium: Borne | None


def said(parse: Parse, cast: Cast, attribution: Attribution) -> Said:
    """What the rules need to know of one attribution."""
    cue = _cue_word(parse, attribution)
    content = Span(attribution.content[0].start, attribution.content[-1].end)
    word = cue or parse.word_at(content.start) or next(iter(parse.between(content.start, content.end)), None)
    index = word.sent if word is not None else -1
    return Said(
        attribution,
        cast.name_of(attribution.source),
        cue,
        parse.sentence_span(index) if index >= 0 else content,
        index,
        head_of_spans(parse, attribution.source) if attribution.source else None,
        cast.borne_by(attribution.source),
        _medium(parse, cast, cue),
    )


def _cue_word(parse: Parse, attribution: Attribution) -> Word | None:
    if attribution.cue_word is not None and attribution.cue_word < len(parse.words):
        return parse.words[attribution.cue_word]
    words = [w for span in attribution.cue for w in parse.between(span.start, span.end)]
    verbs = [w for w in words if w.pos == "VERB"]
    return verbs[-1] if verbs else (words[-1] if words else None)


def _medium(parse: Parse, cast: Cast, cue: Word | None) -> Borne | None:
    """The recording or document beside the cue: ``in a letter``, ``on a tape``."""
    if cue is None:
        return None
    for child in parse.children_of(cue):
        if child.dep == "prep" and child.lower in ("in", "on", "via", "through", "by"):
            for thing in parse.children_of(child):
                borne = cast.borne_by((Span(thing.start, thing.end),))
                if borne is not None and borne.carrier is not None:
                    return borne
    return None


def retracted(parse: Parse, one: Said) -> Standing | None:
    """Withdrawn, deleted or corrected, in the same sentence or by the next one."""
    lemma = one.cue.lemma if one.cue is not None else ""
    text = parse.text
    if lemma in cues.WITHDRAWALS and one.cue is not None and unsaid(parse, one.cue) is None:
        return Standing(Certainty.RETRACTED, "the cue is a word of taking back", one.attribution.cue)
    for rule, pattern in (
        ("an earlier version is corrected", cues.EARLIER_VERSION),
        ("the sentence says it was taken back", cues.WITHDRAWN),
    ):
        hit = pattern.search(text, one.sentence.start, one.sentence.end)
        if hit and not _of_another(parse, one, hit.start()):
            nameless = pattern is cues.EARLIER_VERSION
            return Standing(Certainty.RETRACTED, rule, (Span(hit.start(), hit.end()),), nameless=nameless)
    return _withdrawn_next(parse, one)


def _in_content(attribution: Attribution, char: int) -> bool:
    return any(span.start <= char < span.end for span in attribution.content)


def _of_another(parse: Parse, one: Said, char: int) -> bool:
    """Whether a word of taking back is part of what is said, or tells of something else, or of what was not done."""
    if _in_content(one.attribution, char) or _goes_on_from(parse, one.cue, char):
        return True
    word = parse.word_at(char)
    return word is not None and word.pos == "VERB" and unsaid(parse, word) is not None


def _goes_on_from(parse: Parse, cue: Word | None, char: int) -> bool:
    """``retracted the statement and said``: the cue is a second verb of who took something else back."""
    while cue is not None and cue.dep == "conj":
        cue = parse.head_of(cue)
        if cue.start == char:
            return True
    return False


def _withdrawn_next(parse: Parse, one: Said) -> Standing | None:
    after = one.index + 1
    if one.index < 0 or after >= len(parse.sentences):
        return None
    span = parse.sentence_span(after)
    hit = cues.WITHDRAWN_NEXT.search(parse.text, span.start, span.end)
    if hit is None or hit.start() - span.start > 60:
        return None
    return Standing(Certainty.RETRACTED, "the next sentence says it was withdrawn", (Span(hit.start(), hit.end()),))


def rumoured(parse: Parse, one: Said) -> Standing | None:
    """Nobody is named: a rumour, an unsourced message, a passive without an agent."""
    if one.source is not None:
        unsigned = _brings_nobody(parse, one)
        if one.source.lemma in cues.RUMOUR_NOUNS or unsigned:
            reason = "the message brings nobody's words" if unsigned else "the source names nobody"
            return Standing(Certainty.RUMOURED, reason, one.attribution.source, nameless=True)
        return None
    if one.attribution.source:
        return None
    if one.attribution.rule == "rumour" or cues.RUMOUR.search(words_of(one.attribution.cue, parse.text)):
        return Standing(Certainty.RUMOURED, "a cue of rumour and no source", one.attribution.cue, nameless=True)
    if one.cue is not None and _leaves_out_who(parse, one.cue):
        return None
    return Standing(Certainty.RUMOURED, "no source is named", one.attribution.cue, nameless=True)


def _leaves_out_who(parse: Parse, cue: Word) -> bool:
    """Whether a cue without a source still supposes a definite one."""
    return cue.lemma in cues.OFFICIAL | cues.UNNAMED or (cue.pos == "VERB" and not _passive(parse, cue))


def _passive(parse: Parse, cue: Word) -> bool:
    return any(child.dep in ("auxpass", "nsubjpass") for child in parse.children_of(cue))


def _brings_nobody(parse: Parse, one: Said) -> bool:
    if one.borne is None or one.borne.carrier is None or one.borne.name is not None:
        return False
    words = {w.lower for span in one.attribution.source for w in parse.between(span.start, span.end)}
    if words & cues.UNSIGNED:
        return True
    end = one.sentence.end
    if 0 <= one.index < len(parse.sentences) - 1:
        end = min(parse.sentence_span(one.index + 1).end, end + 60)
    hits = cues.RUMOUR.finditer(parse.text, one.sentence.start, end)
    return any(not _in_content(one.attribution, hit.start()) for hit in hits)


def purported(one: Said) -> Standing | None:
    """The source itself is a recording, document or voice that only purports to be somebody's."""
    for borne in (one.borne, one.medium):
        if borne is not None and borne.guise is not None:
            carrier = borne.guise.carrier or borne.carrier
            words = borne.guise.carrier_words or borne.carrier_words
            reason = f"the text does not vouch for whose words these are ({borne.guise.rule})"
            return Standing(Certainty.PURPORTED, reason, (borne.guise.hedge,), carrier, words)
    return None


def doubtful(parse: Parse, one: Said) -> Standing | None:
    """The text leaves open who made the recording or document, or who called, without naming a bearer in a form of words."""
    hedge = doubted(parse, one.source, one.index, one.attribution.content)
    if hedge is None:
        return None
    carrier = one.borne.carrier if one.borne is not None else None
    words = one.borne.carrier_words if one.borne is not None else None
    return Standing(Certainty.PURPORTED, "the text leaves open whose words these are", (hedge,), carrier, words)


def borne_by_cue(one: Said, guises: Sequence[Guise]) -> Standing | None:
    """The cue itself is the hedge: ``attributed by its uploader to``; `guises` are those of the sentence."""
    for guise in guises:
        if any(guise.hedge.overlaps(span) for span in (*one.attribution.cue, *one.attribution.source)):
            reason = f"the text does not vouch for whose words these are ({guise.rule})"
            return Standing(Certainty.PURPORTED, reason, (guise.hedge,), guise.carrier, guise.carrier_words)
    return None


def denied(parse: Parse, cast: Cast, one: Said) -> Standing | None:
    """A verb or noun of denial, words that disclaim any part, or one's own deed told with *not*."""
    lemma = one.cue.lemma if one.cue is not None else ""
    content = words_of(one.attribution.content, parse.text)
    if lemma in cues.DENIALS and _of_a_claim(parse, one, content):
        return Standing(Certainty.DENIED, "the cue is a word of denial", one.attribution.cue)
    if lemma in cues.REFUSALS and cues.CLAIMS.search(content[:80]):
        return Standing(Certainty.DENIED, "a claim is turned down", one.attribution.cue)
    if _claims_denied(parse, one):
        return Standing(Certainty.DENIED, "the claim is what is denied", one.attribution.cue)
    hit = cues.NO_PART.search(parse.text, one.attribution.content[0].start, one.attribution.content[0].end)
    if hit and hit.start() - one.attribution.content[0].start < 40:
        return Standing(Certainty.DENIED, "the content disclaims any part", (Span(hit.start(), hit.end()),))
    return _own_deed_denied(parse, cast, one)


def _claims_denied(parse: Parse, one: Said) -> bool:
    """``denied claims that``, ``rejected reports of``: the cue is a noun that a verb of denial has as its object."""
    if one.cue is None or one.cue.pos != "NOUN":
        return False
    verb = parse.head_of(one.cue)
    return one.cue.dep == "dobj" and verb.lemma in cues.DENIALS | cues.REFUSALS


def _of_a_claim(parse: Parse, one: Said, content: str) -> bool:
    """Whether what is denied is a claim or deed, not a person or a thing that is kept from somebody."""
    if cues.WITHHELD.search(content[:80]):
        return False
    if not parse.words or cues.CLAIMS.search(content[:80]) or cues.DEED.search(content):
        return True
    words = parse.between(one.attribution.content[0].start, one.attribution.content[-1].end)
    return any(word.pos in ("VERB", "AUX") for word in words)


def _own_deed_denied(parse: Parse, cast: Cast, one: Said) -> Standing | None:
    """``The regiment did not loot the church, its colonel insisted``: the speaker, or whose speaker it is, did not do it."""
    if one.source is None:
        return None
    for verb in _content_verbs(parse, one):
        negation = next((c for c in parse.children_of(verb) if c.dep == "neg"), None)
        subject = next((c for c in parse.children_of(verb) if c.dep == "nsubj"), None)
        if negation is not None and subject is not None and _speaks_for(parse, cast, one.source, subject):
            return Standing(
                Certainty.DENIED, "the source says that its own side did not", (Span(negation.start, negation.end),)
            )
    return None


def _content_verbs(parse: Parse, one: Said) -> list[Word]:
    """The verbs of deeds in the past that head the content's clauses."""
    words = parse.between(one.attribution.content[0].start, one.attribution.content[-1].end)
    inside = {w.i for w in words}
    tops = [w for w in words if w.lemma in cues.DEEDS and w.pos == "VERB" and (w.head not in inside or w.head == w.i)]
    return [
        w
        for w in tops
        if any(c.dep == "aux" and c.lower in ("did", "has", "have", "had") for c in parse.children_of(w))
    ]


def _speaks_for(parse: Parse, cast: Cast, source: Word, subject: Word) -> bool:
    """Whether the subject is the source itself, or what the source belongs to (``its colonel``)."""
    name = cast.name_at(subject)
    if subject.lower in ("we", "i") or name is None:
        return subject.lower in ("we", "i")
    owners = [c for c in parse.children_of(source) if c.dep == "poss"]
    return any(cast.name_at(word) == name for word in (source, *owners))


def undecided(parse: Parse, one: Said) -> Standing | None:
    """Somebody says neither yes nor no: ``refused to confirm or deny``, ``could not verify``, ``did not deny``."""
    found = stand_not_taken(parse, one.cue, (w for s in one.attribution.cue for w in parse.between(s.start, s.end)))
    if found is None or _in_content(one.attribution, found[1].start):
        return None
    return Standing(Certainty.NEGATED, "the text says that it was not said", (Span(found[1].start, found[1].end),))


def negated(parse: Parse, one: Said) -> Standing | None:
    """The text says that it was not said: ``has not called for``, ``never threatened``."""
    if one.cue is None or one.cue.lemma in cues.DENIALS:
        return None
    word = next((child for child in parse.children_of(one.cue) if child.dep == "neg"), None)
    if word is None or _in_content(one.attribution, word.start):
        return None
    return Standing(Certainty.NEGATED, "the text says that it was not said", (Span(word.start, word.end),))


def attributed(one: Said) -> Standing:
    """A plain source, with the recording or document that brought its words if one is named."""
    borne = one.borne or one.medium
    if borne is None:
        named = "the text names a source" if one.attribution.source else "the text does not name the source"
        return Standing(Certainty.ATTRIBUTED, named)
    return Standing(
        Certainty.ATTRIBUTED,
        "the text vouches for whose words the carrier brings",
        carrier=borne.carrier,
        carrier_words=borne.carrier_words,
    )
