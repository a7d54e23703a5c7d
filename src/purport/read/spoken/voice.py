"""The recording's own voice: every passage of a transcript as a statement of whoever speaks there.

A passage is a sentence, or several that do no more than say something; where the speaker names his own act (``we deny that``),
the passage has that cue, and its act is read as that of any other statement. Statements that are found inside it, those of people
he quotes, stay what they are and come through him.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from purport.read.acts import aims_of, deed
from purport.read.cast import Cast
from purport.read.cast.stage import head_of_spans
from purport.read.events.roles import actor_word
from purport.read.events.triggers import triggers_in
from purport.read.found import Attribution, Deed, Link, Names
from purport.read.parse import Parse, Word
from purport.read.quotations import quotations
from purport.records import Act, Action, Carrier, Certainty, Document, Hop, Kind, Span, Spans
from purport.records.cameo import cameo
from purport.records.spans import merged
from purport.records.spoken import Spoken, Turn

SPOKEN = "rules-2"
"""Version of what this module does: a step of its own in readings of transcripts."""
RULE = "recording"
LONGEST = 600
"""Characters of a passage of several sentences, at most."""
OWN = frozenset({"i", "we"})
MINE = frozenset({"i", "me", "my", "mine", "myself", "we", "us", "our", "ours", "ourselves"})
_RANK = (
    Act.CLAIMS_RESPONSIBILITY,
    Act.THREATENS,
    Act.CALLS_FOR,
    Act.DENIES,
    Act.ACCUSES,
    Act.REJECTS,
    Act.PROMISES,
    Act.WARNS,
    Act.CONFIRMS,
    Act.APOLOGISES,
    Act.RETRACTS,
    Act.ANNOUNCES,
    Act.SAYS,
)
"""Which act a passage has where its speaker names several, one inside the other."""
_BY_FORM = frozenset({Act.CLAIMS_RESPONSIBILITY, Act.THREATENS, Act.DENIES})
_CARRIED = {Carrier.AUDIO: "audio recording", Carrier.VIDEO: "video"}
_SENTENCE = re.compile(r"[^.!?؟\n]+[.!?؟]*")
Steps = tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class Voiced:
    """The attributions of a transcript.

    Attributes:
        found: those of people who are quoted, then one per passage of the recording's own voice.
        hops: of the passages, by their numbers in `found`.
        told: of a passage whose speaker names his act, the attribution that its act is read from.
        own: head words of first-person pronouns in the recording's own voice, with the name it purports to be.
    """

    found: tuple[Attribution, ...]
    hops: Mapping[int, Hop]
    told: Mapping[int, Attribution]
    own: Mapping[int, str | None]


@dataclass(frozen=True, slots=True)
class OwnVoice:
    """Who is meant, where ``I`` and ``we`` are the recording's speaker; the cast has the rest."""

    cast: Names
    parse: Parse
    own: Mapping[int, str | None]

    def name_of(self, spans: Spans) -> str | None:
        """As :meth:`Names.name_of`."""
        head = head_of_spans(self.parse, spans) if spans and self.parse.words else None
        return self.own[head.i] if head is not None and head.i in self.own else self.cast.name_of(spans)

    def name_at(self, word: Word) -> str | None:
        """As :meth:`Names.name_at`."""
        return self.own[word.i] if word.i in self.own else self.cast.name_at(word)


@dataclass(frozen=True, slots=True)
class _Passage:
    """A stretch of one speaker; `own`: the attribution in which he names his act."""

    span: Span
    turn: Turn
    act: Act
    own: Attribution | None = None


def steps_for(fingerprint: Steps, document: Document) -> Steps:
    """The steps that read a document: the reader's, and for a transcript this one."""
    return fingerprint if document.spoken is None else (*fingerprint, ("spoken", SPOKEN))


def purported_by(hop: Hop) -> bool:
    """Whether a hop is that of a recording that is only said to be of somebody."""
    return hop.speaker is not None and hop.name is not None


def voiced(parse: Parse, document: Document, found: Sequence[Attribution], cast: Cast) -> Voiced:
    """All attributions of a transcript, with who speaks in the recording as the source of every passage."""
    spoken = document.spoken
    assert spoken is not None
    others, own = _parted(parse, _within_sentences(parse, spoken, found))
    names = OwnVoice(cast, parse, _pronouns(parse, spoken, others))
    passages = _grouped(_with_acts(parse, _whole(_pieces(parse, spoken, own), others), own, names))
    kept = [*others]
    hops: dict[int, Hop] = {}
    told: dict[int, Attribution] = {}
    for passage in passages:
        number = len(kept)
        kept.append(_attribution(passage))
        hops[number] = _hop(spoken, passage)
        if passage.own is not None:
            told[number] = passage.own
    return Voiced(tuple(kept), hops, told, names.own)


def deeds_of(parse: Parse, links: Sequence[Link], names: Names, told: Mapping[int, Attribution]) -> tuple[Deed, ...]:
    """What each statement does; for passages whose speaker names his act, as that says."""
    out = []
    for i, link in enumerate(links):
        done = deed(parse, replace(link, attribution=told.get(i, link.attribution)), names)
        own = link.attribution.rule == RULE
        out.append(_of_own(parse, link, names, _of_call(parse, link, done)) if own else _of_another(parse, link, done))
    return tuple(out)


def _words_in(parse: Parse, link: Link) -> list[Word]:
    return [word for span in link.attribution.content for word in parse.between(span.start, span.end)]


def _of_another(parse: Parse, link: Link, done: Deed) -> Deed:
    """A deed of somebody who is quoted: ``we`` in what he is said to have said is no side of his, but the recording's speaker."""
    by_form = done.act in _BY_FORM and f"{done.act}: the speaker" in done.reason
    if link.attribution.kind is not Kind.INDIRECT or not by_form:
        return done
    if not any(word.lower in MINE for word in _words_in(parse, link)):
        return done
    why = "says: “we” is whoever speaks in the recording"
    return Deed(Act.SAYS, done.addressee, (), False, why, cameo(Act.SAYS, ()))


def _of_call(parse: Parse, link: Link, done: Deed) -> Deed:
    """A deed of the recording's speaker; a call that only mentions violence is not one for it."""
    if not done.violent or done.act is not Act.CALLS_FOR:
        return done
    harms = [one for one in triggers_in(parse, _words_in(parse, link)) if one.action is Action.ASSAULT]
    if any(_is_wished(parse, one.light or one.word) for one in harms):
        return done
    return replace(done, violent=False, targets=())


def _of_own(parse: Parse, link: Link, names: Names, done: Deed) -> Deed:
    """A claim or threat of the recording's speaker: against whom his own side acts, and nobody else (``they did, so we did``)."""
    if done.act not in (Act.CLAIMS_RESPONSIBILITY, Act.THREATENS) or not done.targets:
        return done
    harms = [one for one in triggers_in(parse, _words_in(parse, link)) if one.action is Action.ASSAULT]
    own = [one for one in harms if _is_own(parse, actor_word(parse, one))]
    if not own or len(own) == len(harms):
        return done
    return replace(done, targets=tuple(dict.fromkeys(name for one in own for name in aims_of(parse, names, one))))


def _is_own(parse: Parse, actor: Word | None) -> bool:
    """Whether an act has no actor in the words, or the speaker's side."""
    return actor is None or actor.lower in MINE or any(word.lower in MINE for word in parse.children_of(actor))


def _is_wished(parse: Parse, word: Word) -> bool:
    """Whether an act is what a call is about, and no part of what it only mentions (``forget those who were killed``)."""
    around = (word, *parse.ancestors(word))
    return word.tag not in ("VBD", "VBN") and not any(one.dep in ("relcl", "acl") and one.tag != "VB" for one in around)


def _parted(parse: Parse, found: Sequence[Attribution]) -> tuple[list[Attribution], list[Attribution]]:
    """The attributions of others, and those in which the recording's speaker speaks of himself."""
    quoted = [quotation.span for quotation in quotations(parse.text)] if parse.words else []
    mine = {i for i, one in enumerate(found) if _first_person(parse, one)}
    foreign = [_extent(one) for i, one in enumerate(found) if i not in mine]
    around = merged((*foreign, *quoted))
    own, others = [], []
    for i, one in enumerate(found):
        if i in mine and not _within(one.source[0], around):
            own.append(one)
        else:
            others.append(one)
    return others, own


def _within_sentences(parse: Parse, spoken: Spoken, found: Sequence[Attribution]) -> list[Attribution]:
    """The attributions, of each only what stands in quotation marks, or in the sentence and turn that name its source or cue.

    A transcript seldom has quotation marks. What the tagger adds from the sentences around is as likely the speaker's own: his
    threat is not the minister's whom he quotes next.
    """
    turns = _Turns(spoken.turns)
    sentences = list(_sentences(parse))
    starts = [one.start for one in sentences]
    quoted = [quotation.span for quotation in quotations(parse.text)] if parse.words else []
    out = []
    for one in found:
        named = [span.start for span in (*one.source, *one.cue)]
        if not named:
            out.append(one)
            continue
        held = [_both(sentences[max(0, bisect_right(starts, at) - 1)], turns.at(at)) for at in named]
        content = _common(one.content, merged((*held, *quoted)))
        if content:
            out.append(one if content == one.content else replace(one, content=content))
    return out


def _both(sentence: Span, turn: Turn) -> Span:
    """What a sentence and a turn that hold one character have in common."""
    return Span(max(sentence.start, turn.start), min(sentence.end, turn.end))


def _common(content: Spans, held: Spans) -> Spans:
    """What of the content stands in some stretches, which are sorted and do not overlap."""
    out = []
    for span in content:
        at = max(0, bisect_right(held, span.start, key=lambda one: one.start) - 1)
        while at < len(held) and held[at].start < span.end:
            low, high = max(span.start, held[at].start), min(span.end, held[at].end)
            if low < high:
                out.append(Span(low, high))
            at += 1
    return tuple(out)


def _first_person(parse: Parse, one: Attribution) -> bool:
    head = head_of_spans(parse, one.source) if one.source and parse.words else None
    return head is not None and head.lower in OWN


def _within(span: Span, around: Spans) -> bool:
    """Whether a stretch begins inside one of some sorted stretches that do not overlap."""
    at = bisect_right(around, span.start, key=lambda one: one.start) - 1
    return at >= 0 and span.start < around[at].end


def _extent(one: Attribution) -> Span:
    """From the first to the last character of an attribution."""
    spans = (*one.source, *one.cue, *one.content)
    return Span(min(s.start for s in spans), max(s.end for s in spans))


def _pronouns(parse: Parse, spoken: Spoken, others: Sequence[Attribution]) -> dict[int, str | None]:
    """The first-person words of the recording's own voice, each with who its speaker purports to be."""
    contents = [Span(one.content[0].start, one.content[-1].end) for one in others if one.kind is not Kind.INDIRECT]
    quoted = [quotation.span for quotation in quotations(parse.text)] if parse.words else []
    out: dict[int, str | None] = {}
    turns = _Turns(spoken.turns)
    around = merged((*contents, *quoted))
    for word in parse.words:
        if word.lower not in MINE or _within(Span(word.start, word.end), around):
            continue
        name = spoken.name_of(turns.at(word.start).speaker)
        out[word.i] = name
        head = parse.head_of(word)
        if word.dep == "poss" and head.pos == "NOUN":  # "our men"
            out[head.i] = f"{parse.text[word.end : head.end].strip()} of {name or 'the speaker'}"
    return out


class _Turns:
    """The turns of a recording, by character."""

    def __init__(self, turns: Sequence[Turn]) -> None:
        self._turns = turns
        self._starts = [turn.start for turn in turns]

    def at(self, char: int) -> Turn:
        """The turn that holds a character, or the one before it."""
        return self._turns[max(0, bisect_right(self._starts, char) - 1)]


def _pieces(parse: Parse, spoken: Spoken, own: Sequence[Attribution]) -> list[tuple[Span, Turn]]:
    """The sentences within the turns, parted where the speaker names a second act."""
    turns = _Turns(spoken.turns)
    cuts = sorted({_begins(one) for one in own})
    out: list[tuple[Span, Turn]] = []
    for sentence in _sentences(parse):
        start = sentence.start
        while start < sentence.end:
            turn = turns.at(start)
            end = min(sentence.end, max(turn.end, start + 1))
            within = cuts[bisect_left(cuts, start) : bisect_left(cuts, end)]
            for at in [*within[1:], end]:
                if parse.text[start:at].strip():
                    out.append((_bare(parse.text, start, at), turn))
                start = at
            start = end
    return out


def _begins(one: Attribution) -> int:
    """Where a speaker begins to name his act: at himself, or at the cue where he stands far before it."""
    cue = one.cue[0].start if one.cue else one.content[0].start
    source = one.source[0]
    return source.start if source.start < cue <= source.end + 1 else cue


def _bare(text: str, start: int, end: int) -> Span:
    """A stretch without white space at its ends."""
    words = text[start:end]
    return Span(start + len(words) - len(words.lstrip()), start + len(words.rstrip()))


def _sentences(parse: Parse) -> Iterator[Span]:
    if parse.words:
        yield from (parse.sentence_span(i) for i in range(len(parse.sentences)))
        return
    for hit in _SENTENCE.finditer(parse.text):
        if hit.group().strip():
            yield _bare(parse.text, hit.start(), hit.end())


def _whole(pieces: Sequence[tuple[Span, Turn]], others: Sequence[Attribution]) -> list[tuple[Span, Turn]]:
    """The pieces, joined where an attribution of somebody else reaches from one into the next within a turn."""
    extents = sorted(_extent(one) for one in others)
    out: list[tuple[Span, Turn]] = []
    at, reach = 0, 0
    for span, turn in pieces:
        while at < len(extents) and extents[at].start < span.start:
            reach = max(reach, extents[at].end)
            at += 1
        if out and reach > span.start and out[-1][1] == turn:
            out[-1] = (Span(out[-1][0].start, span.end), turn)
        else:
            out.append((span, turn))
    return out


def _with_acts(
    parse: Parse, pieces: Sequence[tuple[Span, Turn]], own: Sequence[Attribution], names: Names
) -> Iterator[_Passage]:
    """Each piece with what its speaker does in it."""
    starts = [span.start for span, _ in pieces]
    by_piece: dict[int, list[Attribution]] = {}
    for one in own:
        by_piece.setdefault(bisect_right(starts, _begins(one)) - 1, []).append(one)
    for number, (span, turn) in enumerate(pieces):
        read = [(deed(parse, _link(one), names).act, one) for one in by_piece.get(number, ())]
        plain = deed(parse, _link(_attribution(_Passage(span, turn, Act.SAYS))), names).act
        best = min(read, key=lambda pair: _RANK.index(pair[0]), default=None)
        if best is None or _RANK.index(plain) < _RANK.index(best[0]):
            yield _Passage(span, turn, plain)
        else:
            yield _Passage(span, turn, *best)


def _grouped(passages: Iterator[_Passage]) -> list[_Passage]:
    """The passages, those that only say something joined with their neighbours of the same turn."""
    out: list[_Passage] = []
    for one in passages:
        before = out[-1] if out else None
        if before is not None and _alike(before, one):
            out[-1] = replace(before, span=Span(before.span.start, one.span.end))
        else:
            out.append(one)
    return out


def _alike(before: _Passage, one: _Passage) -> bool:
    plain = before.act is Act.SAYS and one.act is Act.SAYS and before.own is None and one.own is None
    return plain and before.turn == one.turn and one.span.end - before.span.start <= LONGEST


def _attribution(passage: _Passage) -> Attribution:
    own = passage.own
    return Attribution(
        source=own.source if own is not None else (),
        cue=own.cue if own is not None else (),
        content=(passage.span,),
        kind=Kind.DIRECT,
        rule=RULE,
        score=1.0,
        reason="said in the recording",
    )


def _link(one: Attribution) -> Link:
    """A link for asking what an attribution does, before its chain is known."""
    return Link("", one, None, (), None, Certainty.ATTRIBUTED)


def _hop(spoken: Spoken, passage: _Passage) -> Hop:
    """The recording's speaker: purported to be somebody, or nobody named; of a denial as of any other source."""
    number = passage.turn.speaker
    name = spoken.name_of(number)
    plain = Certainty.DENIED if passage.act is Act.DENIES else Certainty.ATTRIBUTED
    return Hop(
        name=name,
        certainty=plain if name is None else Certainty.PURPORTED,
        carrier=spoken.carrier,
        carrier_words=_CARRIED.get(spoken.carrier),
        source=passage.own.source if passage.own is not None else (),
        cue=passage.own.cue if passage.own is not None else (),
        reason=_why(spoken, number, name),
        speaker=number if number is not None and len(spoken.speakers) > 1 else 0,
    )


def _why(spoken: Spoken, number: int | None, name: str | None) -> str:
    who = "its speaker" if number is None or len(spoken.speakers) < 2 else f"its speaker {number}"
    if name is not None:
        return f"said in a recording whose user says that {who} purports to be {name}"
    unsure = dict(spoken.purports).get(0)
    if unsure is not None:
        return f"{who} is not named: which of its {len(spoken.speakers)} speakers purports to be {unsure} is not known"
    return f"said in a recording; nobody says who {who} is"
