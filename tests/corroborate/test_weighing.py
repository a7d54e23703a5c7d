from dataclasses import replace

from hypothesis import given
from hypothesis import strategies as st

from purport.corroborate.weighing import MOST, evidence_of, weighed
from purport.records import Certainty, Span
from purport.records.matters import About, Contradiction, Side
from purport.records.stories import Link, Origin, Tie
from purport.records.weighing import Evidence, History
from tests.corroborate.matters.made import blast, release, stance

SIDE = Side("12", ("tl-a",), ("ev-a",), (("doc-a", Span(0, 2)),), (), Certainty.ASSERTED)
CLASH = Contradiction(
    "mt-1", About.DEAD, (SIDE, replace(SIDE, told="20", tellings=("tl-b",))), 0.8, "12 and 20", "tl-b"
)
AGENCY = Origin("Northwire", "doc-a", ("doc-b",), (), (), "the same text")


def words(evidence):
    return [line.text for line in weighed(evidence)]


def test_nothing_weighs_nothing():
    assert weighed(Evidence(())) == ()


def test_a_lone_origin_is_warned_of():
    found = words(Evidence((blast("a"), blast("b")), origins=(AGENCY,)))
    assert "2 stories, 1 origin: Northwire (1 copy)." in found
    assert "Careful: all of it rests on Northwire alone." in found


def test_of_many_origins_the_first_are_named():
    many = tuple(replace(AGENCY, name=f"House {n}", copies=()) for n in range(1, 10))
    assert "2 stories, 9 origins: House 1, House 2, House 3, House 4, House 5, House 6, and 3 more." in words(
        Evidence((blast("a"), blast("b")), origins=many)
    )


def test_uncounted_origins_are_told():
    assert "1 story; origins were not counted." in words(Evidence((blast("a"),)))


def test_versions_of_one_story_are_one_on_a_side():
    """As in the line that counts stories."""
    told = (blast("a"), blast("b"), blast("c"))
    both = replace(CLASH, sides=(replace(SIDE, tellings=("tl-a", "tl-b", "tl-c")), CLASH.sides[1]), corrected_by=None)
    later = Link(Tie.VERSION, "doc-b", "doc-a", 1.0, "it took the other's place")
    copy = Link(Tie.COPY, "doc-c", "doc-a", 1.0, "the same text")
    found = words(Evidence(told, contradictions=(both,), stories=2, ties=(later, copy)))
    assert "They differ on number of dead: 12 (2 stories); 20 (1 story)." in found
    assert [one for one in found if one.startswith("2 stories")]


def test_a_contradiction_with_its_correction():
    line = next(
        line for line in weighed(Evidence((blast("a"), blast("b")), contradictions=(CLASH,))) if "differ" in line.text
    )
    assert line.text == "They differ on number of dead: 12 (1 story); 20 (1 story); corrected by doc-b."
    assert line.records == ("tl-a", "tl-b")


def test_of_many_sides_the_first_are_named_and_the_rest_counted():
    many = replace(CLASH, sides=tuple(replace(SIDE, told=str(n), tellings=(f"tl-{n}",)) for n in range(5)))
    (line,) = [x for x in words(Evidence((blast("a"),), contradictions=(many,))) if "differ" in x]
    assert "0 (1 story); 1 (1 story); 2 (1 story); and 2 more." in line


def test_a_story_that_says_a_thing_twice_is_one_story():
    aside = replace(blast("a"), id="tl-aside", lead=False)
    twice = replace(CLASH, sides=(replace(SIDE, tellings=("tl-a", "tl-aside")), CLASH.sides[1]))
    found = words(Evidence((blast("a"), aside, blast("b")), contradictions=(twice,)))
    assert "They differ on number of dead: 12 (1 story); 20 (1 story); corrected by doc-b." in found


def test_the_day_that_somebody_tells_exactly_is_named_before_one_that_is_about():
    about = blast("a", days="2026-03-05~")
    assert words(Evidence((about,)))[0].startswith("An event of about 2026-03-05 in Kessim")
    assert words(Evidence((about, blast("b"))))[0].startswith("An event of 2026-03-04 in Kessim")


def test_an_event_says_where_and_when():
    assert words(Evidence((blast("a"),)))[0].startswith("An event of 2026-03-04 in Kessim: assault (explosives)")


def test_an_event_that_is_only_rumoured_is_called_a_rumour():
    rumour = blast("a", certainty=Certainty.RUMOURED)
    assert words(Evidence((rumour,)))[0].startswith("A rumour of an event of ")
    assert words(Evidence((rumour, blast("b"))))[0].startswith("An event of ")


def test_an_event_is_named_by_a_story_in_which_it_was_read():
    unread = blast("a", action=None, mode=None)
    assert ": assault (explosives)" in words(Evidence((unread, blast("b"))))[0]
    assert ": something" in words(Evidence((unread, blast("b", action=None, mode=None))))[0]


def said(name, *who):
    stances = tuple(stance(name, Certainty.ATTRIBUTED, by=one) for one in who)
    return blast(name, certainty=Certainty.ATTRIBUTED, stances=stances)


def test_an_event_that_no_story_tells_by_itself_is_told_by_whose_account_it_is():
    police = said("a", "police", "the mayor")
    assert ": assault (explosives), by the account of police and the mayor; first seen" in words(Evidence((police,)))[0]
    again = (police, said("b", "Police", "the harbour office", "Iva Moss"))
    assert ", by the account of police, the mayor and 2 more; first seen" in words(Evidence(again))[0]
    assert ", by the account of police, the mayor and others; first" in words(Evidence((police, said("b"))))[0]
    assert "by the account" not in words(Evidence((said("b"),)))[0]
    for other in (blast("b"), blast("b", certainty=Certainty.DENIED)):
        assert "by the account" not in words(Evidence((police, other)))[0]


def test_an_event_that_nobody_says_was_is_left_open():
    asked = blast("a", certainty=Certainty.HYPOTHETICAL)
    assert ", left open by every story here; first seen" in words(Evidence((asked,)))[0]
    assert "left open" not in words(Evidence((asked, blast("b"))))[0]


def test_a_release_says_who_is_said_to_speak():
    first = words(Evidence((release("a"),)))[0]
    assert first == "A release of 2026-03-04 (audio recording) said to be of Osric Vane; first seen 2026-03-05."


def test_likelihood_and_confidence_stand_in_two_lines():
    found = words(Evidence((blast("a"),), history=History("the ministry", 30, 2)))
    assert "That it is borne out is very likely: 30 of 32 earlier statements of the ministry were borne out." in found
    assert "Confidence is low: 0 independent origins, 0 contradictions." in found
    assert not any("likely" in line and "onfidence" in line for line in found)


@given(st.integers(1, 6), st.integers(0, 5), st.integers(0, 5), st.booleans())
def test_never_more_than_ten_lines_and_each_says_something(members, clashes, roots, history):
    evidence = Evidence(
        tuple(blast(str(n)) for n in range(members)),
        contradictions=(CLASH,) * clashes,
        origins=(AGENCY,) * roots,
        history=History("x", 20, 2) if history else None,
    )
    found = weighed(evidence)
    assert 0 < len(found) <= MOST
    assert all(line.text.endswith(".") for line in found)


def test_the_evidence_of_a_matter_takes_the_readings_at_hand():
    held = {one.id: one for one in (blast("a"), blast("b"))}
    assert evidence_of(("tl-b", "tl-a"), held, {}).tellings == (held["tl-b"], held["tl-a"])


def test_where_nobody_can_tell_who_was_first_the_lines_do_not():
    unsure = replace(
        AGENCY, reason="48 of its words run as there; nothing tells which was first; unsure which was first"
    )
    found = words(Evidence((blast("a"), blast("b")), origins=(unsure,)))
    assert "2 stories, 1 origin: Northwire (1 copy, unsure which was first)." in found
    assert "Careful: all of it rests on one text, of Northwire or one that leans on it." in found
    versions = replace(unsure, copies=(), versions=("doc-b",))
    assert "1 origin: Northwire (1 other version)." in words(Evidence((blast("a"),), origins=(versions,)))[2]
