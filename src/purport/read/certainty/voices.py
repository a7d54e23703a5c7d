"""Who stands behind an event: the statements that hold it, and whether the speaker speaks of himself."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from purport.read.certainty import forces
from purport.read.certainty.forces import Force, lemmas
from purport.read.certainty.subjects import Layer
from purport.read.found import Deed, Link, Scene
from purport.read.parse import Parse, Word
from purport.records.names import Certainty
from purport.records.spans import Span

SPEECH = frozenset({Force.REPORT, Force.DENY, Force.THREAT, Force.CALL})
"""Forces whose governor is somebody speaking."""
_BELIEFS = lemmas(
    "assume expect fear forecast predict anticipate worry guess suppose doubt wonder hope foresee speculate"
)
_PLEDGES = lemmas("promise pledge vow swear announce undertake offer agree claim")
_OWN = lemmas("we us our ours i my me myself ourselves mine")
_THIRD = lemmas("he she it they his her its their him them")
_POSSESSIVES = lemmas("his her its their our my ours theirs")


@dataclass(frozen=True, slots=True)
class Voice:
    """A statement that holds an event.

    `source` is the word for who speaks, None if not stated; `chain` its names, outermost first.
    """

    link: Link
    deed: Deed | None
    source: Word | None
    chain: tuple[str, ...]


def is_factive(parse: Parse, link: Link) -> bool:
    """Whether the cue commits the story itself to the content ("knew that")."""
    cue = link.attribution.cue_word
    return cue is not None and parse.words[cue].lemma in forces.FACTIVE and parse.words[cue].pos == "VERB"


class Holders:
    """The statements of a scene by the sentences their content reaches into; those with a factive cue are the story's own."""

    def __init__(self, scene: Scene) -> None:
        self._by_sentence: dict[int, list[tuple[int, Voice]]] = {}
        self._told = scene.told
        deeds: Sequence[Deed | None] = (
            scene.deeds if len(scene.deeds) == len(scene.links) else [None] * len(scene.links)
        )
        for link, deed in zip(scene.links, deeds, strict=True):
            if not is_factive(scene.parse, link):
                self._file(scene.parse, link, deed)

    def _file(self, parse: Parse, link: Link, deed: Deed | None) -> None:
        found = link.attribution
        source = None if found.source_word is None else parse.words[found.source_word]
        voice = Voice(link, deed, source, names_of(link))
        size = sum(span.end - span.start for span in found.content)
        for sentence in {w.sent for span in found.content for w in parse.between(span.start, span.end)}:
            self._by_sentence.setdefault(sentence, []).append((size, voice))

    def voices(self, word: Word, anchor: Span) -> list[Voice]:
        """The statements whose content holds `anchor`, a stretch of the sentence of `word`; innermost first."""
        near = self._by_sentence.get(word.sent, ())
        holding = [(size, v) for size, v in near if any(span.holds(anchor) for span in v.link.attribution.content)]
        return [self._narrowed(v, anchor) for _, v in sorted(holding, key=lambda p: (-len(p[1].link.hops), p[0]))]

    def _narrowed(self, voice: Voice, anchor: Span) -> Voice:
        """Of a passage whose speaker names his act: what he says of the act, or what merely stands beside that."""
        told = self._told.get(voice.link.id)
        if told is None:
            return voice
        if any(span.holds(anchor) for span in told.content):
            return replace(voice, link=replace(voice.link, attribution=told))
        return replace(voice, deed=None)


def names_of(link: Link) -> tuple[str, ...]:
    """The names of a link's hops, outermost first."""
    return tuple(hop.name for hop in link.hops if hop.name is not None)


def speaks(layer: Layer) -> bool:
    """Whether a layer is somebody's speech or belief, and so a link of the chain."""
    if layer.force in SPEECH:
        return True
    return layer.word.lemma in (_PLEDGES if layer.force in (Force.PLAN, Force.AHEAD) else _BELIEFS)


def is_purported(parse: Parse, source: Word | None) -> bool:
    """Whether the words for a source leave open that it is who it is said to be."""
    if source is None:
        return False
    return any(w.lower in forces.PURPORT_WORDS or _said_to_be(parse, w) for w in parse.subtree(source)[:40])


_IDENTIFYING = lemmas("say claim believe think suppose attribute ascribe pose")


def _said_to_be(parse: Parse, word: Word) -> bool:
    """Whether a participle in a source only claims its identity ("a voice said to be", "a man claiming to be")."""
    if word.dep not in ("acl", "relcl") or word.lemma not in _IDENTIFYING:
        return False
    children = parse.children_of(word)
    if word.dep == "relcl" and any(c.dep == "ccomp" and c.lemma in ("speak", "represent", "belong") for c in children):
        return True
    return any(
        c.dep in ("xcomp", "prep", "agent") and c.lower in ("be", "to", "by", "as", "come")
        for c in parse.children_of(word)
    )


def about_itself(scene: Scene, speaker: Word | None, speaker_name: str | None, actor: Word | None) -> bool:
    """Whether the one who speaks is the one who acts, or speaks for him."""
    if actor is None:
        return False
    phrase = scene.parse.subtree(actor)[:12]
    if any(w.lower in _OWN for w in phrase):
        return True
    name = scene.names.name_at(actor)
    if name is not None and name == speaker_name:
        return True
    return speaker is not None and _same_side(scene, speaker, speaker_name, actor, phrase)


def _same_side(scene: Scene, speaker: Word, speaker_name: str | None, actor: Word, phrase: list[Word]) -> bool:
    """Whether pronouns and names tie the actor to the speaker."""
    name = scene.names.name_at(actor)
    if name is not None and name == scene.names.name_at(speaker):
        return True
    if actor.lower in _THIRD:
        return name is None or (speaker.sent == actor.sent and speaker_name is None)
    owner = next((w for w in phrase if w.lower in _POSSESSIVES and w.head == actor.i), None)
    if owner is not None:
        whose = scene.names.name_at(owner)
        return whose is None or whose == speaker_name or _speaks_for(scene, speaker, whose, None)
    return _speaks_for(scene, speaker, name, actor)


def _speaks_for(scene: Scene, speaker: Word, name: str | None, actor: Word | None) -> bool:
    """Whether the words for the speaker name the actor too ("the separatists' spokesman", "its colonel")."""
    for word in scene.parse.subtree(speaker)[:25]:
        if word is speaker:
            continue
        if (
            word.lower in ("its", "their")
            and actor is not None
            and scene.names.name_at(word) is None
            and actor.sent == word.sent
        ):
            return True
        if actor is not None and word.lemma == actor.lemma and word.pos in ("NOUN", "PROPN"):
            return True
        if word.dep in ("poss", "pobj", "appos") and name is not None and scene.names.name_at(word) == name:
            return True
    return False


def certainty_of_hops(link: Link) -> Certainty:
    """What a statement alone makes of its content: rumoured or purported if any hop is, else attributed."""
    kinds = {link.certainty, *(hop.certainty for hop in link.hops)}
    for kind in (Certainty.RUMOURED, Certainty.PURPORTED):
        if kind in kinds:
            return kind
    return Certainty.ATTRIBUTED
