"""Two names compared: is this a spelling of that? Only spelling is looked at; who bears a name, a list must say."""

from __future__ import annotations

from dataclasses import dataclass

from purport.corroborate.names import bodies, laying, people
from purport.corroborate.names.judgement import Judgement
from purport.corroborate.names.parts import person
from purport.records.listed import NameKind

_BANDS = {
    Judgement.POSITIVE: (0.8, 0.2),
    Judgement.UNSURE: (0.5, 0.3),
    Judgement.NEGATIVE: (0.0, 0.49),
    Judgement.NONE: (0.0, 0.0),
}


@dataclass(frozen=True, slots=True)
class Comparison:
    """What two names come to.

    Attributes:
        judgement: positive: spellings of one name, whoever bears it. one, other: the names, as given.
        score: 0 to 1; from 0.8 positive, from 0.5 unsure, below negative; 0 where there is no judgement.
        reasons: in words that a person can check; at least one.
    """

    judgement: Judgement
    score: float
    reasons: tuple[str, ...]
    one: str
    other: str


def compared(one: str, other: str, kind: NameKind) -> Comparison:
    """Whether two names of people, or of bodies, are spellings of one name, in any of Latin and Arabic letters; symmetric.

    >>> compared("Qasem Soleimani", "قاسم سليماني", NameKind.PERSON).judgement
    <Judgement.POSITIVE: 'positive'>
    >>> compared("Khalid al-Tarif", "Walid al-Tarif", NameKind.PERSON).reasons
    ('first names differ: Khalid and Walid',)
    """
    if kind is NameKind.PERSON:
        judgement, reasons, raw = _people(one, other)
    else:
        judgement, reasons, raw = _bodies(one, other)
    floor, width = _BANDS[judgement]
    return Comparison(judgement, floor + width * raw, reasons, one, other)


def _people(one: str, other: str) -> tuple[Judgement, tuple[str, ...], float]:
    first, second = person(one), person(other)
    found = laying.laid(first, second)
    judgement, reasons = people.judged(found, first, second)
    return judgement, reasons, found.raw


def _bodies(one: str, other: str) -> tuple[Judgement, tuple[str, ...], float]:
    first, second = bodies.body(one), bodies.body(other)
    found = bodies.matched(first, second)
    judgement, reasons = bodies.judged(found, first, second)
    return judgement, reasons, bodies.raw(found, first, second)
