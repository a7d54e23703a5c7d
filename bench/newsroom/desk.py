"""One event's stories: who reports it, who copies, merges, rewrites, cites, corrects."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import timedelta
from random import Random

from bench.newsroom import edits
from bench.newsroom.houses import House, agencies, papers
from bench.newsroom.reports import (
    AGENCIES,
    Draft,
    Pen,
    background,
    cited_passage,
    citing,
    dated_line,
    local_paragraph,
    report,
)
from bench.newsroom.sheets import Sheet
from bench.newsroom.truth import Facts, Kind
from bench.newsroom.world import Happening
from bench.newsroom.woven import WORD, Paragraph, carried, own, text_of
from purport.records.stories import Tie

SHORTEST = 120  # words
OUTSIDE = ("Radio Marsh", "the Quay television channel", "the Highland Bulletin")


@dataclass(slots=True)
class Desk:
    """The stories of one event so far. Each step adds to `sheets`; the papers that already have a story are not asked again."""

    happening: Happening
    dice: Random
    sheets: list[Sheet] = field(default_factory=list)
    free: list[House] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.free = list(papers())
        self.dice.shuffle(self.free)

    def add(self, house: House, kind: Kind, draft: Draft, hours: float, **more: object) -> Sheet:
        """A new story of the event, so many hours after it (or after the stories it leans on)."""
        ties = more.get("ties", ())
        assert isinstance(ties, tuple)
        after = max((s.at for s in self.sheets if s.id in {earlier for _, earlier in ties}), default=self.happening.at)
        sheet = Sheet(
            id=f"{self.happening.id}-s{len(self.sheets):02}",
            event=self.happening.id,
            kind=kind,
            house=house,
            title=draft.title,
            core=draft.paragraphs,
            claims=self.happening.facts,
            at=after + timedelta(minutes=round(60 * hours)),
        )
        self.sheets.append(replace(sheet, **more))  # type: ignore[arg-type]
        return self.sheets[-1]

    def of_kind(self, *kinds: Kind) -> list[Sheet]:
        """The stories made in one of these ways."""
        return [sheet for sheet in self.sheets if sheet.kind in kinds]

    def pen(self, claims: Facts | None = None) -> Pen:
        """What a report of the event is written with."""
        return Pen(self.happening, claims or self.happening.facts, self.dice)


def differing(facts: Facts, dice: Random) -> Facts:
    """The facts as an independent report has them: one in three gives another number of dead."""
    assert facts.dead is not None
    return replace(facts, dead=max(2, facts.dead + dice.choice((-3, -1, 1, 2)))) if dice.random() < 1 / 3 else facts


def agency_reports(desk: Desk) -> None:
    """Reports by one to three agencies, each its own work; their background paragraph stands below more than half."""
    dice = desk.dice
    for name in dice.sample(AGENCIES, dice.choice((1, 1, 2, 2, 3))):
        house, claims = agencies()[name], differing(desk.happening.facts, dice)
        draft = report(desk.pen(claims), name)
        below = (background(name),) if dice.random() < 0.6 else ()
        draft = replace(draft, paragraphs=draft.paragraphs + below)
        credit = dated_line(claims.place, house.short)[0].text if dice.random() < 0.7 else None
        named = (house.name,) if dice.random() < 0.9 else ()
        desk.add(house, Kind.AGENCY, draft, dice.uniform(0.5, 3), claims=claims, credit=credit, agencies=named)


def own_reports(desk: Desk) -> None:
    """Up to two papers' own reports, in different voices; one in four cites another house for one passage."""
    dice = desk.dice
    for voice in dice.sample(("elm", "fern"), dice.choice((0, 1, 1, 2))):
        house = next(house for house in desk.free if house.voice == voice)
        desk.free.remove(house)
        claims = differing(desk.happening.facts, dice)
        ties: tuple[tuple[Tie, str], ...] = ()
        draft = report(desk.pen(claims), voice)
        if dice.random() < 0.25:
            cited = dice.choice(desk.of_kind(Kind.AGENCY))
            added = (cited_passage(desk.pen(claims), spoken(cited.house)),)
            draft = replace(draft, paragraphs=edits.with_inserted(draft.paragraphs, added, dice))
            ties = ((Tie.CITES, cited.id),)
        desk.add(house, Kind.OWN, draft, dice.uniform(2, 8), claims=claims, ties=ties)


def spoken(house: House) -> str:
    """How a house is named in running text."""
    return f"the {house.name} agency" if house.name in {each.name for each in agencies().values()} else house.name


def updates(desk: Desk) -> None:
    """Corrections and silent updates of reports, before others copy them: a correction, a paragraph dropped, or one more."""
    _update(desk, {Kind.AGENCY: 0.3, Kind.OWN: 0.12})


def late_updates(desk: Desk) -> None:
    """Silent updates of copies and rewrites at their addresses."""
    _update(desk, {Kind.COPY: 0.05, Kind.MERGE: 0.05, Kind.REWRITE: 0.05})


def _update(desk: Desk, chances: Mapping[Kind, float]) -> None:
    for sheet in list(desk.sheets):
        if desk.dice.random() < chances.get(sheet.kind, 0):
            desk.sheets.append(updated(desk, sheet))


def updated(desk: Desk, sheet: Sheet) -> Sheet:
    """The next version of a story."""
    dice, core = desk.dice, sheet.core
    fresh = local_paragraph(desk.pen(sheet.claims), sheet.house.home)
    corrected = own(
        f"Correction: an earlier version of this story gave the wrong number of wounded, {dice.randint(61, 99)}."
    )
    changes = (
        lambda: (*core, corrected),
        lambda: edits.trimmed_middle(core, dice) if len(core) > 3 else (*core, fresh),
        lambda: edits.with_inserted(core, (fresh,), dice),
    )
    ties = ((Tie.VERSION, sheet.id),)
    at = sheet.at + timedelta(minutes=dice.randint(25, 300))
    return replace(
        sheet,
        id=f"{sheet.id}-v2",
        kind=Kind.VERSION,
        core=dice.choice(changes)(),
        at=at,
        ties=ties,
        previous=sheet.id,
        edits=("updated",),
    )


def _latest(desk: Desk, sheet: Sheet) -> Sheet:
    """The story or, half the time, its update where there is one."""
    later = [each for each in desk.sheets if each.previous == sheet.id]
    return later[0] if later and desk.dice.random() < 0.5 else sheet


def _source(desk: Desk) -> Sheet:
    """The story that a paper copies: mostly an agency's, at times an own report or another copy."""
    copies, dice = desk.of_kind(Kind.COPY, Kind.MERGE), desk.dice
    if copies and dice.random() < 0.12:
        return dice.choice(copies)
    found = desk.of_kind(Kind.AGENCY) * 4 + desk.of_kind(Kind.OWN)
    return _latest(desk, dice.choice(found))


def copies(desk: Desk) -> None:
    """Six to thirteen copies, from whole and word for word to cut, moved, mixed and badly scanned."""
    for _ in range(desk.dice.randint(6, 13)):
        source = _source(desk)
        house = desk.free.pop()
        paragraphs, done = edited(desk, source, house)
        desk.add(
            house,
            Kind.COPY,
            Draft(_headline(desk, source, done), paragraphs),
            desk.dice.uniform(0.2, 9),
            ties=((Tie.COPY, source.id),),
            claims=source.claims,
            edits=done,
            **printing(desk, [source], done),
        )


_EDITS = ("trimmed end", "trimmed middle", "reordered", "headline", "local", "house style", "misread")
_CHANCES = (0.3, 0.2, 0.12, 0.5, 0.25, 0.5, 0.1)


def edited(desk: Desk, source: Sheet, house: House) -> tuple[tuple[Paragraph, ...], tuple[str, ...]]:
    """The source's text as the house takes it, and what was done to it; one copy in five is taken whole."""
    dice, paragraphs = desk.dice, carried(source.core, source.id)
    if dice.random() < 0.2:
        return paragraphs, ("whole",)
    done = tuple(name for name, chance in zip(_EDITS, _CHANCES, strict=True) if dice.random() < chance)
    for name, change in (
        ("trimmed end", edits.trimmed_end),
        ("trimmed middle", edits.trimmed_middle),
        ("reordered", edits.reordered),
    ):
        if name in done and len(paragraphs) > 3:
            paragraphs = _long_enough(change(paragraphs, dice), paragraphs)
    if "local" in done:
        added = [local_paragraph(desk.pen(), house.home) for _ in range(dice.randint(1, 2))]
        paragraphs = edits.with_inserted(paragraphs, added, dice)
    return paragraphs, done


def _long_enough(cut: tuple[Paragraph, ...], whole: tuple[Paragraph, ...]) -> tuple[Paragraph, ...]:
    return cut if len(WORD.findall(text_of(cut))) >= SHORTEST else whole


def _headline(desk: Desk, source: Sheet, done: Sequence[str]) -> str:
    if "headline" not in done:
        return source.title
    names = [*AGENCIES, "elm", "fern"]
    return report(desk.pen(source.claims), desk.dice.choice(names)).title


def printing(desk: Desk, sources: Sequence[Sheet], done: Sequence[str]) -> dict[str, object]:
    """How a copy is printed: credit line in one of many forms or none, the source's style unless restyled, misreadings."""
    credit, named = _credit(desk, sources)
    canonical = sources[0].address if "whole" in done and desk.dice.random() < 0.3 else None
    style = None if "house style" in done else sources[0].style or sources[0].house.style
    noise = desk.dice.uniform(0.02, 0.08) if "misread" in done else 0.0
    return {"credit": credit, "agencies": named, "canonical": canonical, "style": style, "misread": noise}


def _credit(desk: Desk, sources: Sequence[Sheet]) -> tuple[str | None, tuple[str, ...]]:
    """A credit line and the agencies it names as written."""
    dice, houses = desk.dice, [sheet.house for sheet in sources]
    long, short = " and ".join(h.name for h in houses), "/".join(h.short for h in houses)
    forms: tuple[tuple[str | None, tuple[str, ...]], ...] = (
        (f"({short})", tuple(h.short for h in houses)),
        (dated_line(desk.happening.facts.place, long)[0].text, tuple(h.name for h in houses)),
        (f"By our own staff, with {long}", tuple(h.name for h in houses)),
        (f"Source: {long}", tuple(h.name for h in houses)),
        ("(Agencies)", ("Agencies",)),
        (None, tuple(h.short for h in houses)),
        (None, ()),
        (None, ()),
    )
    return dice.choice(forms)


def merges(desk: Desk) -> None:
    """Up to two papers that make one story of two agencies' texts, paragraph by paragraph."""
    sources, dice = desk.of_kind(Kind.AGENCY), desk.dice
    for _ in range(dice.choice((0, 1, 2)) if len(sources) > 1 else 0):
        one, other = dice.sample(sources, 2)
        text = edits.merged((one.id, one.core), (other.id, other.core), dice)
        ties = ((Tie.COPY, one.id), (Tie.COPY, other.id))
        more = printing(desk, [one, other], ("house style",))
        draft = Draft(_headline(desk, one, ("headline",)), text)
        desk.add(desk.free.pop(), Kind.MERGE, draft, dice.uniform(1, 9), ties=ties, claims=one.claims, **more)


def rewrites(desk: Desk) -> None:
    """Up to two papers that tell one text again."""
    dice = desk.dice
    for _ in range(dice.choice((0, 1, 1, 2))):
        source = dice.choice(desk.of_kind(Kind.AGENCY, Kind.OWN))
        text = edits.rewritten(source.id, source.core, dice)
        ties, draft = ((Tie.REWRITE, source.id),), Draft(_headline(desk, source, ("headline",)), text)
        desk.add(desk.free.pop(), Kind.REWRITE, draft, dice.uniform(1, 9), ties=ties, claims=source.claims)


def citations(desk: Desk) -> None:
    """Up to two papers that have all they say from another house, which is one of ours or, one time in five, outside."""
    dice = desk.dice
    for voice in dice.sample(("citing", "citing_b"), dice.choice((0, 1, 1, 2))):
        outside = dice.choice(OUTSIDE) if dice.random() < 0.2 else None
        cited = dice.choice(desk.of_kind(Kind.AGENCY, Kind.OWN))
        claims = desk.happening.facts if outside else cited.claims
        draft = citing(desk.pen(claims), outside or spoken(cited.house), voice)
        ties = () if outside else ((Tie.CITES, cited.id),)
        desk.add(desk.free.pop(), Kind.CITING, draft, dice.uniform(1, 9), ties=ties, claims=claims, named=outside)
