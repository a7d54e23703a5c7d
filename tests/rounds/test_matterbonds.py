"""Bonds that follow from a matter: what ties two tellings that contradict each other."""

from dataclasses import replace
from datetime import UTC, datetime

from purport.records.matters import About, Contradiction, Opposed
from purport.rounds.matterbonds import clashes_of
from tests.corroborate.matters.made import blast
from tests.ledger.matters import matter_of

AT = datetime(2026, 3, 7, tzinfo=UTC)


def clash(about, score, *opposed):
    return Contradiction("mt-x", about, (), score, "of all sides", opposed=tuple(Opposed(*one) for one in opposed))


def matter(*contradictions):
    return replace(matter_of(blast("a"), blast("b")), contradictions=contradictions)


def test_two_tellings_are_tied_once_with_what_they_themselves_differ_on():
    dead = clash(About.DEAD, 0.8, ("tl-a", "tl-b", "12 and 10 dead exclude each other"), ("tl-b", "tl-c", "10 and 40"))
    day = clash(About.DAY, 0.5, ("tl-a", "tl-b", "Monday and Tuesday are two days"))
    found = {(x.first, x.second): (x.reason, x.score) for x in clashes_of(matter(dead, day), AT)}
    assert found == {
        ("tl-b", "tl-a"): (
            "number of dead: 12 and 10 dead exclude each other; when: Monday and Tuesday are two days",
            0.8,
        ),
        ("tl-c", "tl-b"): ("number of dead: 10 and 40", 0.8),
    }


def test_sides_of_which_no_two_tellings_exclude_each_other_are_no_bond():
    assert list(clashes_of(matter(clash(About.WHETHER, 0.7)), AT)) == []
