"""What a brief says of a matter where people rejected or corrected some of what was read of it.

Nothing that a person rejected is told as how a matter stands. Origins, differences and proposals go by what was read, and say so.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace

from purport.desk.handout.pen import remark
from purport.records.briefs import Remark, Weighed
from purport.records.matters import Contradiction, Side
from purport.records.names import Ruling


def overruled(one: Weighed) -> Iterator[Remark]:
    """A line where people rejected or corrected some of a matter; none where they did not."""
    told = _some(one, one.ruled)
    if told:
        yield remark(
            f"Of what was read of this matter, people {told}. What they rejected is not told here as how it stands; "
            "origins, differences and proposals go by what was read."
        )


def corrected(one: Weighed, record: str) -> str:
    """What is said after a turn that rests on something (id) that a person corrected; ``""`` for any other."""
    return " This is as it was read; a person corrected it." if one.ruled.get(record) is Ruling.EDITED else ""


def behind(one: Weighed, clash: Contradiction) -> str:
    """What is said where people rejected or corrected some of what stands behind the sides of a contradiction; ``""`` for none."""
    told = _some(one, {mark for side in clash.sides for mark in side.marks})
    return f"; of what was read to that effect, people {told}" if told else ""


def sides_left(one: Weighed, clash: Contradiction) -> list[Side]:
    """The sides that are left without what people rejected, none with the names of those who stand behind nothing else."""
    stances = [stance for telling in one.weight.tellings for stance in telling.stances]
    out = []
    for side in clash.sides:
        marks = {mark for mark in side.marks if not _rejected(one, mark)}
        if marks or not side.marks:
            gone = {stance.by for stance in stances if stance.id in side.marks and stance.id not in marks}
            gone -= {stance.by for stance in stances if stance.id in marks}
            out.append(replace(side, by=tuple(name for name in side.by if name not in gone)))
    return out


def _rejected(one: Weighed, mark: str) -> bool:
    return one.ruled.get(mark) is Ruling.REJECTED


def _some(one: Weighed, marks: Iterable[str]) -> str:
    made = {one.ruled[mark] for mark in marks if mark in one.ruled}
    words = ((Ruling.REJECTED, "rejected"), (Ruling.EDITED, "corrected"))
    return " and ".join(f"{word} some" for ruling, word in words if ruling in made)
