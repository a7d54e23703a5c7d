"""Stories as they are printed, and what is known of each while the newsroom is made."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from random import Random

from bench.newsroom.houses import House
from bench.newsroom.truth import Facts, Kind, StoryTruth, TrueLink
from bench.newsroom.woven import Paragraph, Style, misread, own, printed, runs_of, text_of, with_texts
from purport.records.stories import Story, Tie


@dataclass(frozen=True, slots=True)
class Sheet:
    """A story on its way into print: what it says, who prints it, and whom it leans on.

    `core` is what others may copy, in no style: without the credit line and the footer. `at` is when it went out. `ties` are
    the stories it leans on directly; `named` is an outside house that alone is cited.
    """

    id: str
    event: str
    kind: Kind
    house: House
    title: str
    core: tuple[Paragraph, ...]
    claims: Facts
    at: datetime
    ties: tuple[tuple[Tie, str], ...] = ()
    edits: tuple[str, ...] = ()
    credit: str | None = None
    agencies: tuple[str, ...] = ()
    style: Style | None = None
    misread: float = 0.0
    previous: str | None = None
    canonical: str | None = None
    named: str | None = None

    @property
    def address(self) -> str:
        """Where it stands: versions of one story stand at one address."""
        return self.house.address(self.id.partition("-v")[0])


def _whole(sheet: Sheet) -> tuple[Paragraph, ...]:
    """The paragraphs as printed, in the house's style, with credit line, footer and misreadings."""
    dice = Random(f"print/{sheet.id}")  # noqa: S311 - the same misreadings every time
    paragraphs = list(sheet.core)
    if sheet.credit and sheet.credit.endswith("-"):
        paragraphs[0] = (*own(sheet.credit), *paragraphs[0])
    elif sheet.credit:
        place = 0 if sheet.credit.startswith("By") else len(paragraphs)
        paragraphs.insert(place, own(sheet.credit))
    paragraphs += [own(sheet.house.footer)] if sheet.house.footer else []
    style = sheet.style or sheet.house.style
    styled = with_texts(paragraphs, lambda text: printed(text, style))
    return with_texts(styled, lambda text: misread(text, sheet.misread, dice)) if sheet.misread else styled


def _published(at: datetime, dice: Random) -> str | None:
    """EDTF to the minute, sometimes the day alone, sometimes nothing."""
    chance = dice.random()
    if chance < 0.15:
        return None
    return at.strftime("%Y-%m-%d" if chance < 0.27 else "%Y-%m-%dT%H:%M:00Z")


def story_of(sheet: Sheet) -> Story:
    """The story as purport would get it. About one in sixteen is captured half a day late, after stories that lean on it."""
    dice = Random(f"seen/{sheet.id}")  # noqa: S311 - the same times every time
    late = dice.random() < 1 / 16
    lag = timedelta(minutes=dice.randint(400, 900) if late else dice.randint(1, 12))
    return Story(
        id=sheet.id,
        text=text_of(_whole(sheet)),
        title=printed(sheet.title, sheet.style or sheet.house.style),
        outlet=sheet.house.name,
        agencies=sheet.agencies,
        origin=sheet.address,
        canonical=sheet.canonical,
        published=_published(sheet.at, dice),
        first_seen=sheet.at + lag,
        previous=sheet.previous,
    )


def truth_of(sheet: Sheet) -> StoryTruth:
    """What is known of the sheet's story."""
    return StoryTruth(sheet.event, sheet.kind, runs_of(_whole(sheet)), sheet.edits, sheet.claims)


def links_of(sheet: Sheet, sheets: Mapping[str, Sheet]) -> tuple[TrueLink, ...]:
    """The ties of a story: those that were made, and a copy to every story from which it has twenty words or more."""
    found = {(tie, earlier) for tie, earlier in sheet.ties}
    known = {earlier for _, earlier in found}
    counts: dict[str, int] = {}
    for run in runs_of(sheet.core):
        if run.source:
            counts[run.source] = counts.get(run.source, 0) + run.end - run.start
    tie = Tie.REWRITE if sheet.kind is Kind.REWRITE else Tie.COPY
    family = family_of(sheet, sheets)
    for source, count in counts.items():
        if count >= 20 and source not in known and family_of(sheets[source], sheets) != family:
            found.add((tie, source))
    return tuple(TrueLink(tie, sheet.id, earlier) for tie, earlier in sorted(found))


def family_of(sheet: Sheet, sheets: Mapping[str, Sheet]) -> str:
    """The id of the first version of a story."""
    return family_of(sheets[sheet.previous], sheets) if sheet.previous else sheet.id
