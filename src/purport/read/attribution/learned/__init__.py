"""The learned reader of attributions: a small tagger beside the rules, what both find scored, and what is likely kept.

The tagger (a six-layer BERT, 22 million parameters, 8-bit) marks sources, cues and contents and links them; the rules' opinion is
part of its input. Every candidate has a calibrated score; below the threshold it is refused. Inside a kept content the rules
find who is quoted there.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from functools import lru_cache
from pathlib import Path

from purport.read.attribution import attributions as ruled_attributions
from purport.read.attribution.judged import Judged
from purport.read.attribution.learned.again import again
from purport.read.attribution.learned.candidates import (
    SURE,
    Candidate,
    Finder,
    Sheet,
    agree,
    length,
    rivals,
    shared,
    within,
)
from purport.read.attribution.learned.pieces import outermost
from purport.read.attribution.learned.scoring import score
from purport.read.attribution.learned.tagger import states_of
from purport.read.attribution.learned.weights import FOLDER, loaded
from purport.read.attribution.lexicon import lexicon
from purport.read.attribution.nouns import PASSING
from purport.read.attribution.page import Page
from purport.read.attribution.settle import bare, unsaid
from purport.read.found import Attribution
from purport.read.parse import Parse
from purport.read.states import States
from purport.records.spans import Span, Spans

__all__ = ["LearnedAttributions", "learned_reader"]

DEPTH = 3
"""Contents inside contents are read again so many times at most."""
QUOTING = frozenset({"quotation-cue-before", "quotation-cue-after"})
"""Rules for words in quotation marks, kept whatever the score where the cue is a plain verb of saying."""
PLAIN = frozenset({"say", "tell", "reply", "declare", "add"})
OWN = frozenset({"call-on-somebody", "noun-that-nobody", "noun-of-nobody", "noun-about-nobody", "rumour", "passes-on"})
"""Rules for calls and rumours, kept whatever the score, as are the cues that ``cues.toml`` lists as grave: the stories of the
training have few of them, and their readers marked fewer.
"""


class LearnedAttributions:
    """Tagger and rules, judged."""

    def __init__(self, folder: Path = FOLDER, threshold: float | None = None) -> None:
        """Loads and checks the weights; `threshold` replaces the one they come with.

        Raises:
            ModelError: if libraries or weights are missing or altered.
        """
        weights = loaded(folder)
        self.manifest = weights.manifest
        self.threshold = weights.manifest.threshold if threshold is None else threshold
        self._finder = Finder(weights)

    @property
    def version(self) -> str:
        """Name and version of the weights, with the threshold: part of the reader's fingerprint."""
        return f"{self.manifest.name}-{self.manifest.version}@{self.threshold:g}"

    def attributions(self, parse: Parse, body: int = 0) -> list[Attribution]:
        """The attributed statements of a text, in the order of their contents; nothing that starts before character `body`."""
        kept = (judged.found for judged in self.judged(parse, body) if judged.kept)
        return sorted(kept, key=lambda a: (a.content[0].start, a.content[-1].end, a.rule))

    def judged(self, parse: Parse, body: int = 0) -> list[Judged]:
        """All candidates of a text with what became of each, in text order."""
        return self.examined(parse, body)[0]

    def examined(self, parse: Parse, body: int = 0) -> tuple[list[Judged], States]:
        """All candidates of a text with what became of each, in text order; and the states of its word pieces."""
        sheet = self._finder.sheet(parse, ruled_attributions(parse, body), body)
        return self._judged(sheet), states_of(sheet.shape, sheet.numbers)

    def _judged(self, sheet: Sheet) -> list[Judged]:
        candidates = self._finder.candidates(sheet)
        out = [self._judge(sheet, c) for c in candidates if c.by == "tagger"]
        left = [c for c in candidates if c.by == "rules"]
        while left:
            left, inner = _parted(left, [j.found.content for j in out if j.kept])
            out += [_inner(c) for c in inner]
            top = {id(found) for found in outermost([c.found for c in left])}
            out = _without_rivals(out, [self._judge(sheet, c) for c in left if id(c.found) in top])
            left = [c for c in left if id(c.found) not in top]
        out = nobodys(sheet.page.parse, self._read_again(sheet, out))
        return sorted(out, key=lambda j: (j.found.content[0].start, j.found.content[-1].end, not j.kept))

    def _read_again(self, sheet: Sheet, out: list[Judged]) -> list[Judged]:
        """With what the tagger finds inside the kept contents, and inside what it finds there."""
        fresh = [j.found for j in out if j.kept]
        for _ in range(DEPTH):
            held = [(j.found.cue[0].start, j.found) for j in out if j.kept and j.found.cue]
            stretches = again(sheet.page, [found.content for found in fresh], held)
            made = [self._judge(sheet, c) for c in self._finder.inner(sheet, stretches)] if stretches else []
            made = [one for one in made if not any(j.kept and shared(one.found.cue, j.found.cue) for j in out)]
            out += [replace(one, why=f"inside another content, read again; {one.why}") for one in made]
            fresh = [one.found for one in made if one.kept]
        return out

    def _judge(self, sheet: Sheet, candidate: Candidate) -> Judged:
        found = candidate.found
        sure = score(self.manifest.scores[candidate.by], candidate.features)
        kept = sure >= self.threshold
        who = _told(candidate)
        why = f"{who}; score {sure:.2f} {'reaches' if kept else 'is below'} {self.threshold:.2f}"
        if not kept and _own(sheet.page, candidate):
            kept, why = True, f"{why}, but the rule {candidate.rule} has its say"
            found = next((r for r in sheet.ruled if r.rule == candidate.rule and agree(found, r)), found)
        if kept and unsaid(sheet.page.parse, found):
            kept, why = False, f"{who}; but the text says that nobody said it"
        if kept and bare(sheet.page, found):
            kept, why = False, f"{who}; but it tells nothing: pronouns and little words, or a condition of anonymity"
        scored = replace(found, score=round(sure, 4), reason="; ".join(p for p in (found.reason, who) if p))
        return Judged(scored, candidate.by, kept, why, scored=True)


def nobodys(parse: Parse, judged: Sequence[Judged]) -> list[Judged]:
    """With the nouns of ``dismissed rumours that`` as nobody's own, where that is kept as the content of who does so."""
    kept = [j.found for j in judged if j.kept]
    return [
        replace(j, found=_as_nobodys(parse, j.found)) if j.kept and _others(parse, j.found, kept) else j for j in judged
    ]


def _others(parse: Parse, found: Attribution, kept: Sequence[Attribution]) -> bool:
    """Whether a noun's words are passed on by its own source in another attribution: ``dismissed | rumours that``."""
    if not found.rule.startswith("noun-") or found.cue_word is None or not found.source:
        return False
    noun = parse.words[found.cue_word]
    if noun.dep != "dobj" or parse.head_of(noun).lemma not in PASSING:
        return False
    marks = (Span(noun.start, noun.end), *found.content)
    outer = (o for o in kept if o is not found and shared(o.source, found.source))
    return any(shared(marks, o.content) == length(marks) > 0 for o in outer)


def _as_nobodys(parse: Parse, found: Attribution) -> Attribution:
    noun = parse.words[found.cue_word or 0]
    cue = (Span(noun.start, noun.end),)
    name = found.rule + "-nobody"
    return replace(found, source=(), source_word=None, cue=cue, rule=name)


def _own(page: Page, candidate: Candidate) -> bool:
    """Whether a rule has its say, whatever the score: its form leaves no doubt, or it tells of a call, a threat or a rumour."""
    if candidate.rule is None:
        return False
    number = candidate.found.cue_word
    word = None if number is None else page.parse.words[number].lemma
    quoted = candidate.rule in QUOTING and word in PLAIN
    grave = word in lexicon().grave
    return quoted or grave or candidate.rule in OWN | SURE or _set_apart(page, candidate.found)


def _set_apart(page: Page, found: Attribution) -> bool:
    """Whether an aside that begins with "without" parts cue and content ("reported, without citing sources, that"): the tagger
    takes the aside for a cue.
    """
    if not found.cue or found.cue[-1].end > found.content[0].start:
        return False
    between = page.parse.text[found.cue[-1].end : found.content[0].start]
    return between.lstrip(" \n").startswith(", without ") and between.rstrip().endswith(",")


def _without_rivals(judged: Sequence[Judged], more: Sequence[Judged]) -> list[Judged]:
    """Both; of two that read the same words differently, the likelier is kept."""
    out = list(judged)
    for one in more:
        against = [n for n, j in enumerate(out) if one.kept and j.kept and j.scored and rivals(one.found, j.found)]
        firm = "has its say" in one.why
        if any(out[n].found.score > one.found.score for n in against) and not firm:
            out.append(_lost(one))
            continue
        for n in against:
            out[n] = _lost(out[n])
        out.append(one)
    return out


def _lost(judged: Judged) -> Judged:
    return replace(judged, kept=False, why=f"{judged.why}; but another reading of the same words is likelier")


def _told(candidate: Candidate) -> str:
    if candidate.by == "rules":
        return "found by the rules alone"
    return "found by the tagger alone" if candidate.rule is None else "found by tagger and rules"


def _parted(left: Sequence[Candidate], contents: Sequence[Spans]) -> tuple[list[Candidate], list[Candidate]]:
    """Those that lie in none of the contents, and those that lie inside one."""
    outside: list[Candidate] = []
    inside: list[Candidate] = []
    for candidate in left:
        if any(within(candidate.found, content) for content in contents):
            inside.append(candidate)
        else:
            outside.append(candidate)
    return outside, inside


def _inner(candidate: Candidate) -> Judged:
    why = f"inside another content, where the rules read; precision of the rule {candidate.found.score:.2f}"
    return Judged(candidate.found, "rules", True, why)


@lru_cache(maxsize=2)
def learned_reader(folder: Path = FOLDER, threshold: float | None = None) -> LearnedAttributions:
    """The learned reader, loaded once per process.

    Raises:
        ModelError: if libraries or weights are missing or altered.
    """
    return LearnedAttributions(folder, threshold)
