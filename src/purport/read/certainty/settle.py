"""Settling: from the layers and voices around an event to its certainty, chain and reason."""

from __future__ import annotations

from bisect import bisect_right
from dataclasses import dataclass, field

from purport.read.certainty import forces
from purport.read.certainty.forces import Force, lemmas
from purport.read.certainty.mood import conditional, is_avenged, is_imperative, or_else, whoever
from purport.read.certainty.nouns import ceases
from purport.read.certainty.scope import layers
from purport.read.certainty.subjects import Layer, own_subject
from purport.read.certainty.surface import SecondLook, sham_work
from purport.read.certainty.voices import (
    Holders,
    Voice,
    about_itself,
    certainty_of_hops,
    is_purported,
    names_of,
    speaks,
)
from purport.read.certainty.withdrawn import Withdrawal, withdrawals
from purport.read.found import Link, Scene
from purport.read.parse import Parse, Word
from purport.read.quotations import quotations
from purport.records.names import Act, Action, Certainty
from purport.records.spans import Span

C = Certainty
_SIMPLE = {
    Force.DOUBT: C.HYPOTHETICAL,
    Force.RUMOUR: C.RUMOURED,
    Force.DENY: C.DENIED,
    Force.CALL: C.CALLED_FOR,
    Force.RETRACT: C.RETRACTED,
}
_ANALYSTS = lemmas("analyst diplomat economist expert forecaster historian monitor observer scholar scientist")
_LIMITS = lemmas("deadline ultimatum")
_YOU = lemmas("you your yours")
_WANTED = {Act.CALLS_FOR: C.CALLED_FOR, Act.THREATENS: C.THREATENED, Act.PROMISES: C.PLANNED}
"""What a statement's act makes of the act it is about."""
_SECOND = {Force.REPORT: C.ATTRIBUTED, Force.DENY: C.DENIED, Force.THREAT: C.THREATENED}
"""What a second look makes of an assertion."""
_UNSAYING = frozenset({Force.DENY, Force.DOUBT, Force.RUMOUR, Force.RETRACT})
"""Forces under which an attempt is no more than what they make of it."""
_FORWARD = frozenset({Force.AHEAD, Force.PLAN, Force.CALL, Force.THREAT})
"""Forces under which not doing is a promise, not a denial."""
_AWAITED = frozenset({Force.PLAN, Force.DOUBT, Force.THREAT})
"""Forces of words before a noun by which it was still to come ("the feared attack")."""
_REACHING = frozenset({Force.REPORT, Force.RUMOUR, Force.RETRACT})
"""Forces that reach even what a text takes for granted."""
_NO_CHAIN = frozenset({C.ASSERTED, C.RUMOURED})


SURENESS = {
    "own voice": 0.95,
    "governed": 0.9,
    "governed in a statement": 0.95,
    "weakly governed": 0.7,
    "said in a statement": 0.5,
}
"""How often a certainty is right, by what decided it: the story's own voice, a governing word outside or inside a statement that
was found, a word that only hints, or nothing but the statement that holds the event. Set by hand, to the nearest twentieth, on what
``bench.honesty`` and ``bench.hard`` count (their development halves); ``bench.honesty`` reports the error that is left.
"""


@dataclass(frozen=True, slots=True)
class Claim:
    """An event about to be judged: the word that names it, the light verb that carries it, its actor's word, its act."""

    word: Word
    anchor: Span
    action: Action
    light: Word | None = None
    actor: Word | None = None


@dataclass(frozen=True, slots=True)
class Verdict:
    """How a text stands to an event.

    Attributes:
        certainty: the value. chain: names, outermost first; empty in the story's own voice and for rumours.
        statement: id of the innermost statement that holds the event; None if none does.
        reason: what decided, in words. sure: 0..1, how often a decision on such grounds is right (see `SURENESS`).
        around: what governs the event, innermost first. speaker: the word for who says so last; None if nobody is named.
    """

    certainty: Certainty
    chain: tuple[str, ...]
    statement: str | None
    reason: str
    sure: float
    around: tuple[Layer, ...] = ()
    speaker: Word | None = None


@dataclass(frozen=True, slots=True)
class _Finding:
    """A value and the layer (or statement) that gave it."""

    certainty: Certainty
    layer: Layer | None = None
    why: str = ""


@dataclass(slots=True)
class Judge:
    """Judges the events of one scene."""

    scene: Scene
    _withdrawn: tuple[Withdrawal, ...] = field(init=False)
    _cues: dict[int, Link] = field(init=False)
    _quoted: list[Span] = field(init=False)
    _holders: Holders = field(init=False)
    _second: SecondLook = field(init=False)

    def __post_init__(self) -> None:
        self._withdrawn = withdrawals(self.scene)
        text = self.scene.parse.text
        if self.scene.document.spoken is not None and text:
            self._quoted = [Span(0, len(text))]  # a transcript stands inside quotation marks as a whole
        else:
            self._quoted = sorted(quotation.span for quotation in quotations(text))
        self._holders = Holders(self.scene)
        self._second = SecondLook(self.scene.parse)
        self._cues = {k.attribution.cue_word: k for k in self.scene.links if k.attribution.cue_word is not None}

    def verdict(self, claim: Claim) -> Verdict:
        """The certainty, chain and reason of one event."""
        around = layers(self.scene.parse, claim.word, claim.light)
        held = self._holders.voices(claim.word, claim.anchor)
        finding = self._taken_back(claim) or self._own_speech(claim) or self._decided(claim, around, held)
        finding = finding or self._of_voices(claim, around, held)
        if finding.certainty is C.ASSERTED and self.scene.document.spoken is not None:
            finding = _of_recording(held)
        chain = () if finding.certainty in _NO_CHAIN else self._chain(claim, around, held, finding)
        statement = held[0].link.id if held else None
        return Verdict(
            finding.certainty,
            chain,
            statement,
            self._reason(finding),
            _sureness(finding, bool(held)),
            tuple(around),
            _speaker(around, held),
        )

    def _taken_back(self, claim: Claim) -> _Finding | None:
        for taken in self._withdrawn:
            if taken.span.holds(claim.anchor) and taken.word is not claim.word:
                return _Finding(C.RETRACTED, Layer(Force.RETRACT, taken.word))
        return None

    def _own_speech(self, claim: Claim) -> _Finding | None:
        """A speech act whose speaker is only purported to be who it is."""
        if claim.action not in (Action.REQUEST, Action.THREATEN, Action.ACCUSE, Action.REJECT):
            return None
        link = self._cues.get(claim.word.i)
        if link is None or certainty_of_hops(link) is not C.PURPORTED:
            return None
        return _Finding(C.PURPORTED, Layer(Force.REPORT, claim.word), f"{link.source_name} only purportedly speaks")

    def _is_quoted(self, anchor: Span) -> bool:
        """Whether an anchor stands inside quotation marks."""
        before = bisect_right(self._quoted, Span(anchor.start, len(self.scene.parse.text) + 1)) - 1
        return before >= 0 and self._quoted[before].holds(anchor)

    def _decided(self, claim: Claim, around: list[Layer], held: list[Voice]) -> _Finding | None:
        """The innermost layer that decides by itself; None if there are only reports."""
        weak = next((x for x in around if x.weak), None)
        strong = [x for x in around if not x.weak and x.force is not Force.FACT]
        reaching = [x for x in strong if not x.outside or x.force in _REACHING or x.word.lemma in forces.FICTION]
        ahead: Layer | None = None
        for index, layer in enumerate(reaching):
            if layer.force in (Force.AHEAD, Force.DUTY):
                ahead = ahead or layer
            elif layer.force is not Force.REPORT:
                rest = reaching[index:]
                return _withdrawn(rest) or _together(rest) or self._by_force(claim, rest, ahead, held)
            elif ahead is not None:
                return self._ahead(claim, ahead, layer, held)
        if ahead is not None:
            return self._ahead(claim, ahead, None, held)
        return self._weakly(claim, weak, blocked=len(reaching) < len(strong))

    def _weakly(self, claim: Claim, weak: Layer | None, blocked: bool) -> _Finding | None:
        """What a weak layer makes of an event; one about whoever fits counts only under something that is not a report."""
        if weak is None:
            return None
        if self._ordered(claim):
            return _Finding(C.CALLED_FOR, None, "an imperative inside a quotation")
        if weak.force is Force.DOUBT:
            return _Finding(C.HYPOTHETICAL, weak) if blocked else None
        return _Finding(C.PLANNED, weak)

    def _by_force(self, claim: Claim, rest: list[Layer], ahead: Layer | None, held: list[Voice]) -> _Finding:
        layer = rest[0]
        if layer.force is Force.FAIL:
            return self._not(claim, rest, ahead, held)
        if layer.force is Force.THREAT:
            return self._warned(claim, layer, ahead)
        if layer.force is Force.PLAN:
            harm = claim.action is Action.ASSAULT and layer.word.lemma in forces.FUTURE_ONLY
            return _Finding(C.THREATENED if harm else C.PLANNED, layer)
        if layer.force is Force.RETRACT and layer.word.lemma == "withdraw" and not self._cues:
            return _Finding(C.RETRACTED, layer)
        if (
            layer.force is Force.DENY
            and layer.source is None
            and not held
            and not any(x.force is Force.REPORT for x in rest)
        ):
            return _Finding(C.NEGATED if layer.word.lemma not in forces.VERBS else C.DENIED, layer)
        return _Finding(_SIMPLE.get(layer.force, C.HYPOTHETICAL), layer)

    def _warned(self, claim: Claim, layer: Layer, ahead: Layer | None) -> _Finding:
        """Under "warn" and "threaten": a threat if the speaker would do it, else a forecast."""
        if layer.word.lemma != "warn" or layer.word.pos == "NOUN":
            return _Finding(C.THREATENED, layer)
        own = claim.actor is None or about_itself(self.scene, layer.source, self._name(layer.source), claim.actor)
        if _is_weighed(self.scene.parse, claim, ahead):
            return _Finding(C.HYPOTHETICAL, layer)
        if ahead is None:
            return _Finding(C.RUMOURED if layer.source is None else C.HYPOTHETICAL, layer)
        return _Finding(C.THREATENED if own and claim.action is Action.ASSAULT else C.HYPOTHETICAL, layer)

    def _not(self, claim: Claim, rest: list[Layer], ahead: Layer | None, held: list[Voice]) -> _Finding:
        """Not done: denied if the accused party says so of what is past, else negated."""
        if ahead is None and not any(x.force in _FORWARD for x in rest):
            own = [v for v in held[:1] if v.link.attribution.cue_word != rest[0].word.i]
            speakers = [(v.source, v.link.source_name) for v in own]
            speakers += [(x.source, self._name(x.source)) for x in rest[1:2] if x.force is Force.REPORT]
            if any(about_itself(self.scene, word, name, claim.actor) for word, name in speakers):
                return _Finding(C.DENIED, rest[0], "the speaker is the one accused")
        outer = next((x for x in rest[1:] if x.force in (Force.DOUBT, Force.DENY)), None)
        if outer is not None and outer.word.i < rest[0].word.i and outer.force is Force.DENY:
            return _Finding(C.DENIED, outer)
        return _Finding(C.NEGATED, rest[0])

    def _ahead(self, claim: Claim, layer: Layer, report: Layer | None, held: list[Voice]) -> _Finding:
        """What is put in the future or said to be a duty, by the story itself or by somebody."""
        source = report.source if report is not None else (held[0].source if held else None)
        name = held[0].link.source_name if held else self._name(source)
        own = about_itself(self.scene, source, name, claim.actor)
        if layer.force is Force.DUTY:
            spoken = report is not None or bool(held)
            if self.scene.document.spoken is not None:  # "our fighters must": he speaks to them
                own = own and claim.actor is not None and claim.actor.lower in ("i", "we")
            return _Finding(C.CALLED_FOR if spoken and not own else C.HYPOTHETICAL, layer)
        act = held[0].deed.act if held and held[0].deed is not None else None
        if self._is_threat(claim, layer, report, own) or act is Act.THREATENS:
            return _Finding(C.THREATENED, layer)
        if act is Act.CALLS_FOR and not own:
            return _Finding(C.CALLED_FOR, layer)
        verb = self.scene.parse.head_of(layer.word)
        if _is_weighed(self.scene.parse, claim, layer):
            return _Finding(C.HYPOTHETICAL, layer)
        if (
            layer.word.lower == "or"
            or conditional(self.scene.parse, verb)
            or (layer.word.lower in ("would", "'d") and report is None and not held)
        ):
            return _Finding(C.HYPOTHETICAL, layer)
        return _Finding(C.PLANNED, layer)

    def _is_threat(self, claim: Claim, ahead: Layer, report: Layer | None, own: bool) -> bool:
        """Whether harm put in the future is a threat: by who announces it, or by nobody named under a condition or an ultimatum."""
        if claim.action is not Action.ASSAULT:
            return False
        parse = self.scene.parse
        verb = parse.head_of(ahead.word)
        if own or ahead.word.lower == "or" or or_else(parse, verb):
            return True
        if claim.actor is None and (report is not None or self._is_quoted(claim.anchor)) and whoever(parse, verb):
            return True
        if self._is_pressed(claim, verb, report):
            return True
        told = report is not None and any(c.dep in ("dobj", "dative") for c in parse.children_of(report.word))
        return told and claim.actor is None and conditional(parse, verb)

    def _is_pressed(self, claim: Claim, verb: Word, report: Layer | None) -> bool:
        """Whether the sentence presses somebody with the harm: an "unless", a deadline, or "you"."""
        parse = self.scene.parse
        if report is not None and report.source is not None and report.source.lemma in _ANALYSTS:
            return False
        first, last = parse.sentences[claim.word.sent]
        sentence = parse.words[first:last]
        unless = any(c.lower == "unless" for w in sentence if w.dep == "advcl" for c in parse.children_of(w))
        limit = any(w.lemma in _LIMITS for w in sentence)
        whose = [
            w for c in parse.children_of(verb) if c.dep in ("nsubj", "nsubjpass", "dobj") for w in parse.subtree(c)
        ]
        yours = any(w.lower in _YOU for w in whose[:20])
        spoken = report is not None or self._is_quoted(claim.anchor)
        return spoken and (unless or limit or yours)

    def _of_voices(self, claim: Claim, around: list[Layer], held: list[Voice]) -> _Finding:
        """With reports only: what the statements that hold the event make of it; asserted if there are none."""
        report = next((x for x in around if x.force is Force.REPORT), None)
        if held:
            return self._of_voice(claim, held[0], report)
        if self._ordered(claim):
            return _Finding(C.CALLED_FOR, report, "an imperative inside a quotation")
        if report is None and self._is_quoted(claim.anchor):
            return _Finding(C.ATTRIBUTED, None, "inside quotation marks, whoever speaks")
        if report is None:
            return self._own_voice(claim)
        purported = is_purported(self.scene.parse, report.source)
        return _Finding(C.PURPORTED if purported else C.ATTRIBUTED, report)

    def _own_voice(self, claim: Claim) -> _Finding:
        """Asserted, unless a second look at the words around the event takes that back."""
        parse = self.scene.parse
        if sham_work(parse, claim.word):
            return _Finding(C.PURPORTED, None, "in what only looks like a document")
        found = self._second.layer(claim.word)
        if found is None:
            return _Finding(C.ASSERTED, None, "the story's own voice")
        value = _SECOND[found.force]
        purported = value is C.ATTRIBUTED and is_purported(parse, found.source)
        return _Finding(C.PURPORTED if purported else value, found)

    def _ordered(self, claim: Claim) -> bool:
        """Whether an event is an imperative inside quotation marks, whoever speaks."""
        return (
            claim.word.pos == "VERB" and self._is_quoted(claim.anchor) and is_imperative(self.scene.parse, claim.word)
        )

    def _of_voice(self, claim: Claim, voice: Voice, report: Layer | None) -> _Finding:
        act = voice.deed.act if voice.deed is not None else Act.SAYS
        undone = voice.link.certainty is C.NEGATED
        if act is Act.DENIES and not claim_is_given(self.scene, claim):
            return _denial(voice, report, undone)
        wanted = _WANTED.get(act)
        if act is Act.PROMISES and claim.action is Action.ASSAULT:
            wanted = C.THREATENED
        if wanted is not None and _is_wanted(self.scene.parse, claim.word, voice):
            return _Finding(wanted, report, f"what {voice.link.source_name} {act}")
        if act is Act.RETRACTS and not undone:
            return _Finding(C.RETRACTED, report)
        if voice.link.attribution.kind != "indirect" and is_imperative(self.scene.parse, claim.word):
            return _Finding(C.CALLED_FOR, report, "an imperative inside a quotation")
        cue = voice.link.attribution.cue_word
        if act is Act.CONFIRMS and undone and cue is not None:
            return _Finding(C.HYPOTHETICAL, Layer(Force.DOUBT, self.scene.parse.words[cue], voice.source))
        return _Finding(
            certainty_of_hops(voice.link), report, f"in a statement of {voice.link.source_name or 'nobody named'}"
        )

    def _chain(self, claim: Claim, around: list[Layer], held: list[Voice], finding: _Finding) -> tuple[str, ...]:
        """Names outermost first: the hops of the statement that holds the event, then speakers that no statement was found for."""
        if finding.certainty is C.PURPORTED and not held and claim.word.i in self._cues:
            return names_of(self._cues[claim.word.i])
        known = held[0].chain if held else ()
        inner: list[str] = []
        for layer in around:
            if not speaks(layer) or layer.source is None or self._is_known(layer, held):
                continue
            name = self._name(layer.source)
            if name is not None and name not in known and name not in inner:
                inner.append(name)
        if finding.certainty is C.THREATENED and not inner and not known:
            return self._ultimatum_of(finding)
        return (*known, *reversed(inner))

    def _ultimatum_of(self, finding: _Finding) -> tuple[str, ...]:
        """Who set an ultimatum that no verb of threatening names."""
        parse = self.scene.parse
        verb = parse.head_of(finding.layer.word) if finding.layer is not None else None
        subject = own_subject(parse, parse.head_of(verb)) if verb is not None and verb.dep == "conj" else None
        name = self._name(subject)
        return (name,) if name is not None else ()

    def _is_known(self, layer: Layer, held: list[Voice]) -> bool:
        """Whether a layer's speaker is a hop already, or speaks outside the innermost statement that holds the event."""
        if not held:
            return False
        start = layer.word.start
        return not any(span.start <= start < span.end for span in held[0].link.attribution.content)

    def _name(self, word: Word | None) -> str | None:
        return self.scene.names.name_at(word) if word is not None else None

    def _reason(self, finding: _Finding) -> str:
        layer = finding.layer
        if layer is None:
            return f"{finding.certainty}: {finding.why}"
        words = f"{finding.certainty}: governed by '{layer.word.text}' (char {layer.word.start})"
        if layer.source is not None:
            words += f" whose subject is {self._name(layer.source) or layer.source.text}"
        return f"{words}; {finding.why}" if finding.why else words


def _denial(voice: Voice, report: Layer | None, undone: bool) -> _Finding:
    """What a denial makes of its content; one that was not made leaves it open."""
    who = voice.link.source_name
    if undone:
        return _Finding(C.HYPOTHETICAL, report, f"{who} does not deny")
    return _Finding(C.DENIED, report, f"{who} denies")


def _of_recording(held: list[Voice]) -> _Finding:
    """What a transcript takes for granted: no story says so, but whoever speaks in the recording."""
    value = certainty_of_hops(held[0].link) if held else C.ATTRIBUTED
    return _Finding(value, None, "said in the recording, which has no voice of its own")


def _withdrawn(rest: list[Layer]) -> _Finding | None:
    """Retracted if anything round an event takes it back, however it was said at first."""
    back = next((x for x in rest if x.force is Force.RETRACT), None)
    return None if back is None or back is rest[0] else _Finding(C.RETRACTED, back)


def _together(rest: list[Layer]) -> _Finding | None:
    """What two governors make of an event where the outer one turns the inner one round; None if it does not."""
    if len(rest) < 2:
        return None
    inner, outer = rest[0], rest[1]
    if inner.force is Force.FAIL and inner.word.lemma == "rule" and outer.force is Force.FAIL:
        return _Finding(C.HYPOTHETICAL, outer)
    if inner.force is Force.RUMOUR and outer.force is Force.DENY:
        return _Finding(C.DENIED, outer)
    tried = inner.word.lemma in (forces.ATTEMPTS if inner.word.pos == "NOUN" else forces.TRYING)
    if inner.force is Force.PLAN and tried and outer.force in _UNSAYING:
        return _Finding(_SIMPLE[outer.force], outer)
    planned = inner.force in _AWAITED and inner.word.dep in ("amod", "nmod", "compound")
    if planned and outer.force is Force.FAIL:
        return _Finding(C.NEGATED, outer)
    return None


def _sureness(finding: _Finding, held: bool) -> float:
    """How often such a finding is right, 0..1."""
    if finding.layer is None:
        return SURENESS["said in a statement" if held else "own voice"]
    if finding.layer.weak:
        return SURENESS["weakly governed"]
    return SURENESS["governed in a statement" if held else "governed"]


def _speaker(around: list[Layer], held: list[Voice]) -> Word | None:
    """The word for who says so last: nearest to the event."""
    named = next((x.source for x in around if speaks(x) and x.source is not None), None)
    return named or next((v.source for v in held[:1]), None)


def _is_weighed(parse: Parse, claim: Claim, ahead: Layer | None) -> bool:
    """Whether a noun for an act is only said to have this or that effect ("an attack would be a crime"), not to take place."""
    if ahead is None or claim.word.pos != "NOUN" or ahead.word.lower not in ("would", "'d"):
        return False
    verb = parse.head_of(ahead.word)
    said = verb.lemma == "be" and any(c.dep in ("attr", "acomp") for c in parse.children_of(verb))
    return said or verb.lemma not in forces.OCCURRENCE


def _is_wanted(parse: Parse, word: Word, voice: Voice) -> bool:
    """Whether a word is what a call, threat or promise is about: an infinitive, imperative, or the noun that heads its content."""
    if word.pos == "VERB":
        return word.tag == "VB" or is_imperative(parse, word)
    prep = parse.head_of(word)
    if ceases(word, prep, parse.head_of(prep)) or is_avenged(parse, word):
        return False
    first = voice.link.attribution.content[0]
    head = next((w for w in parse.ancestors(word) if first.start <= w.start < first.end), None)
    return head is None or all(
        w.pos not in ("VERB", "AUX") for w in parse.between(first.start, first.end) if w.i < word.i
    )


def claim_is_given(scene: Scene, claim: Claim) -> bool:
    """Whether the event stands in a clause that what governs it takes for granted ("denied placing the bomb that wrecked ...")."""
    current = claim.word
    for head in scene.parse.ancestors(claim.word):
        if current.dep == "relcl":
            return True
        current = head
    return False
