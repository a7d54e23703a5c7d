"""How sure a text is of who did it (the slot "perpetrator: organization confidence" of MUC-4).

The decision tree of the task's document (template-doc-part2, slot 11), read off the words for the actor, what governs the event
and who says so: acquitted or denied? said by the actor himself? in doubt? by an authority?
"""

from __future__ import annotations

from purport.read.certainty import Verdict, forces
from purport.read.certainty.forces import Force
from purport.read.certainty.voices import about_itself
from purport.read.found import Scene
from purport.read.parse import Parse, Word
from purport.records.names import Certainty, Responsibility

C = Certainty
R = Responsibility
Told = tuple[Responsibility, str]
"""A value and its reason."""

_DOUBTED = {
    C.RUMOURED: "nobody stands behind it",
    C.PURPORTED: "who says so is only purported to be who he is",
    C.HYPOTHETICAL: "it is only thought of",
}
_SETTLED = {
    C.CALLED_FOR: (R.NONE, "it is only called for"),
    C.DENIED: (R.DENIED, "it is denied"),
    C.RETRACTED: (R.DENIED, "the report was taken back"),
    C.NEGATED: (R.DENIED, "it is said not to have been done"),
}
_REACH = 25


def responsibility(scene: Scene, doer: Word | None, actor: str | None, verdict: Verdict, tried: bool) -> Told:
    """How sure the text is that `actor`, for whom `doer` stands, did it, and why; `tried` is whether it was an attempt."""
    value = verdict.certainty
    if actor is None:
        return R.NONE, "nobody is named"
    if value in _SETTLED and not (value is C.NEGATED and tried):
        return _SETTLED[value]
    doubt = _hedge(scene.parse, doer) if doer is not None else None
    if doubt is not None:
        return R.SUSPECTED, f"'{doubt.text}' (char {doubt.start})"
    if value in _DOUBTED:
        return R.SUSPECTED, _DOUBTED[value]
    return _by_speaker(scene, doer, actor, verdict)


def _by_speaker(scene: Scene, doer: Word | None, actor: str, verdict: Verdict) -> Told:
    """By who says so: the actor himself, an authority, somebody else, or the story."""
    speaker = verdict.speaker
    name = verdict.chain[-1] if verdict.chain else None
    if speaker is None and name is None:
        return R.STATED, "the story says so"
    told = name or (speaker.text if speaker is not None else "")
    if name == actor or (doer is not None and about_itself(scene, speaker, name, doer)):
        return R.CLAIMED, f"said by {told}, the actor"
    suspects = next(
        (x.word for x in verdict.around if x.force is Force.REPORT and x.word.lemma in forces.SUSPECTING), None
    )
    if suspects is not None:
        return R.SUSPECTED, f"'{suspects.text}' (char {suspects.start})"
    if _has_authority(scene.parse, speaker, name):
        return R.BY_AUTHORITIES, f"said by {told}"
    return R.ACCUSED, f"said by {told}"


def _hedge(parse: Parse, doer: Word) -> Word | None:
    """The word that leaves open whether the actor is who he is said to be ("suspected rebels", "men believed to be")."""
    for child in parse.children_of(doer):
        if child.dep in ("amod", "advmod", "nmod", "compound") and child.lower in forces.HEDGING:
            return child
        if child.dep in ("acl", "relcl") and child.lemma in forces.SUSPECTING and child.tag == "VBN":
            return child
        if child.dep in ("appos", "prep"):
            inner = next((w for w in parse.subtree(child)[:8] if w.lower in forces.HEDGING), None)
            if inner is not None:
                return inner
    return None


def suspected_group(parse: Parse, doer: Word | None) -> list[Word]:
    """The words for whom an actor is only believed to be or to belong to ("men believed to be members of the front")."""
    if doer is None:
        return []
    for child in parse.children_of(doer):
        if child.dep in ("acl", "relcl") and child.lemma in forces.SUSPECTING and child.tag == "VBN":
            return [w for w in parse.subtree(child)[:_REACH] if w.ent == "ORG" and w.pos in ("PROPN", "NOUN")]
    return []


def _has_authority(parse: Parse, speaker: Word | None, name: str | None) -> bool:
    """Whether somebody speaks for a state: police, army, court, government."""
    lemmas = set((name or "").lower().split())
    if speaker is not None:
        lemmas |= {w.lemma for w in parse.subtree(speaker)[:_REACH]}
    if (name or "").startswith("government of"):
        return True
    return bool(lemmas & forces.AUTHORITIES) and not lemmas & forces.REBELS
