"""What people decide on pairs and grades, and what comes of it when a matter is weighed or shown."""

import pytest

from purport.errors import InstructionError
from purport.ledger import opened
from purport.records.folds import Pair
from tests.rounds.desk import FERRY, NOON, desk, file, market

BY = "Ada Roe"


@pytest.fixture
def ledger(ledger_url):
    with opened(ledger_url) as ledger:
        yield ledger


@pytest.fixture
def made(ledger, tmp_path):
    market(ledger)
    made = desk(ledger, tmp_path)
    made.up_to_date()
    return made


def fold(ledger, name):
    document = ledger.document(name).id
    return ledger.folds([document])[document]


# Pairs


def test_apart_splits_and_undone_it_joins_again(ledger, made):
    whole = fold(ledger, "own")
    assert made.pair(("own", "wire"), Pair.APART, BY, "two markets")
    assert (fold(ledger, "own").stories, fold(ledger, "wire").stories) == (1, 3)
    assert not fold(ledger, "wire").contradicted
    assert not made.pair(("wire", "own"), Pair.APART, BY, "again")
    (decision,) = made.decisions("own")
    assert (decision.by, decision.at, decision.reason) == (BY, NOON, "two markets")
    withdrawn = [one for one in made.bonds("own", history=True) if not one.stands]
    assert {one.kind for one in withdrawn} >= {"same event", "contradicts"}
    assert made.pair(("own", "wire"), Pair.OPEN, BY, "it was one after all")
    assert fold(ledger, "own") == whole
    assert [one.pair for one in made.decisions("own")] == [Pair.APART, Pair.OPEN]
    assert list(ledger.faults()) == []


def test_stories_that_are_apart_are_apart_in_what_they_tell_aside_too(ledger, made):
    both = f"{FERRY}\nRecalled: An explosion in the corn market of Kessim killed 12 people on Monday, police said.\n"
    file(ledger, "both", both, "Ostmark News", minute=9)
    made.up_to_date()
    home = fold(ledger, "own").matter
    told = ledger.corroboration.tellings_of([ledger.document("both").id])[ledger.document("both").id]
    aside = next(one.telling for one in told if not one.telling.lead)
    where = ledger.corroboration.places
    assert where([aside.id])[aside.id].matter == home != fold(ledger, "both").matter
    assert made.pair(("own", "both"), Pair.APART, BY, "two markets")
    lead = next(one.telling.id for one in told if one.telling.lead)
    own = ledger.corroboration.tellings_of([ledger.document("own").id])[ledger.document("own").id][0].telling.id
    assert where([aside.id])[aside.id].matter != where([own])[own].matter
    assert {(one.first, one.second) for one in made.decisions("own")} == {(own, lead), (aside.id, own)}
    assert made.pair(("own", "both"), Pair.OPEN, BY, "it was one after all")
    assert where([aside.id])[aside.id].matter == where([own])[own].matter == home
    assert {one.pair for one in made.decisions(aside.id)} == {Pair.APART, Pair.OPEN}
    assert not made.pair(("own", "both"), Pair.OPEN, BY, "again")
    assert list(ledger.faults()) == []


def test_together_joins_what_rules_keep_apart(ledger, made):
    assert made.pair(("own", "ferry"), Pair.TOGETHER, BY, "the cart came by that ferry")
    assert fold(ledger, "ferry") == fold(ledger, "own")
    assert fold(ledger, "ferry").stories == 5
    (bond,) = [one for one in made.bonds("ferry") if one.reason.startswith("put together")]
    assert (bond.kind, bond.score) == ("same event", 1.0)
    assert "Ada Roe: the cart came by that ferry" in bond.reason
    weight = made.weigh("ferry")
    assert [(one.together, one.by) for one in weight.matter.pairings] == [(True, BY)]


def test_a_decision_outlives_what_is_read_later(ledger, made):
    made.pair(("own", "wire"), Pair.APART, BY, "two markets")
    file(
        ledger,
        "late",
        "An explosion in the corn market of Kessim killed 12 people on Monday, police said.\n",
        "Ostmark News",
    )
    made.up_to_date()
    made.up_to_date(anew=True)
    assert fold(ledger, "own").matter != fold(ledger, "wire").matter


def test_pairs_of_one_story_or_of_nothing_are_refused(made):
    with pytest.raises(InstructionError) as caught:
        made.pair(("own", "own"), Pair.TOGETHER, BY, "one")
    assert caught.value.code == "same-story"
    with pytest.raises(InstructionError) as caught:
        made.pair(("own", "nobody"), Pair.TOGETHER, BY, "one")
    assert caught.value.code == "unknown-id"


def test_two_people_at_once_the_last_counts(ledger, tmp_path, ledger_url, made):
    with opened(ledger_url) as other:
        second = desk(other, tmp_path)
        made.pair(("own", "wire"), Pair.APART, "Ada Roe", "two markets")
        second.pair(("own", "wire"), Pair.TOGETHER, "سامي الحداد", "سوق واحدة")
    assert fold(ledger, "own").stories == 4
    assert [(one.pair, one.by) for one in made.decisions("wire")] == [
        (Pair.APART, "Ada Roe"),
        (Pair.TOGETHER, "سامي الحداد"),
    ]


# Grades


def test_grades_are_appended_and_stand_beside_what_rules_propose(ledger, made):
    statement = ledger.document("own").reading.statements[0].id
    first = made.grade(statement, (None, 3), BY, "the director counts beds")
    assert (first.about, first.reliability, first.credibility, first.by) == (statement, "F", 3, BY)
    made.grade(statement, ("B", 2), "Ben Ost", "seen by a stringer")
    about, decided = made.grades(statement)
    assert (about, [one.credibility for one in decided]) == (statement, [3, 2])
    proposed = dict(made.proposals(statement))
    assert proposed["credibility"].grade in "123456"
    assert proposed["reliability"].grade == "F"
    weight = made.weigh(statement)
    lines = [line.text for line in weight.lines]
    assert "Credibility 2, reliability of the source B, decided by Ben Ost on 2026-03-12: seen by a stringer." in lines
    assert any("proposed by rule" in line for line in lines)
    assert len(lines) <= 10


def test_a_matter_is_graded_under_any_id_that_it_has_or_had(ledger, made):
    before = fold(ledger, "wire").matter
    made.grade(before, (None, 4), BY, "the numbers clash")
    older = file(
        ledger,
        "older",
        "An explosion in the corn market of Kessim killed 12 people on Monday, police said.\n",
        "Ostmark News",
        published="2026-03-08",
    )
    made.up_to_date()
    made.pair(("older", "wire"), Pair.TOGETHER, BY, "one")
    now = ledger.folds([older])[older].matter
    assert now != before
    assert [one.reason for one in made.weigh("wire").grades] == ["the numbers clash"]
    assert made.grade("wire", (None, 3), BY, "the story alone").about == ledger.document("wire").id


def test_sources_are_graded_for_reliability_alone(made):
    assert made.grade("Northwire", ("B", None), BY, "it corrects itself").about == "Northwire"
    assert made.grade("police", ("C", None), BY, "late with numbers").about == "police"
    assert [one.reliability for one in made.grades("Northwire")[1]] == ["B"]
    assert [(axis, one.grade) for axis, one in made.proposals("Northwire")] == [("reliability", "F")]
    assert made.proposals("police") == ()
    with pytest.raises(InstructionError) as caught:
        made.grade("Northwire", (None, 3), BY, "no")
    assert caught.value.code == "wrong-axis"


@pytest.mark.parametrize("given", [(None, None), ("G", None), ("AB", None), ("", None), (None, 0), (None, 7)])
def test_what_is_no_grade_is_refused(made, given):
    with pytest.raises(InstructionError) as caught:
        made.grade("wire", given, BY, "no")
    assert caught.value.code == "bad-grade"


def test_what_is_nowhere_cannot_be_graded(made):
    with pytest.raises(InstructionError, match="no source this name"):
        made.grade("Nobody at all", ("B", None), BY, "no")


# Showing


def test_what_is_shown_of_one_story(ledger, made):
    made.pair(("own", "wire"), Pair.TOGETHER, BY, "one blast")
    made.grade("own", (None, 3), BY, "beds")
    found, graded, decided, tellings = made.shown("own")
    assert found == fold(ledger, "own")
    assert [one.credibility for one in graded] == [3]
    assert [one.pair for one in decided] == [Pair.TOGETHER]
    assert decided[0].first in tellings
    assert made.matter("own").id == found.matter == made.matter(found.matter).id
    assert {line.fold.matter for line in made.matters()} == {found.matter, fold(ledger, "ferry").matter}
