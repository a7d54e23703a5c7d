"""What comes of an event is told as another, and tied to it."""

from dataclasses import replace

from purport.corroborate.matters.clusters import matters
from purport.corroborate.matters.following import followed
from purport.corroborate.matters.likeness import APART, RARE, likeness, related
from purport.corroborate.matters.shelf import Shelf
from purport.records import Action
from purport.records.matters import Alike
from tests.corroborate.matters.made import BLAST, FLOOD, blast, everywhere, telling

FUNERAL = {"days": "2026-03-07", "published": "2026-03-07", "aftermath": "funeral"}


def test_the_follow_up_stands_second_whichever_came_out_first():
    late = blast("a", published="2026-03-08")
    found = likeness(late, blast("f", **FUNERAL), everywhere)
    assert found.alike is Alike.FOLLOW_UP
    assert (found.first, found.second) == ("tl-a", "tl-f")


def test_what_lies_before_follows_from_nothing():
    found = likeness(blast("a", days="2026-03-20", published="2026-03-20"), blast("f", **FUNERAL), everywhere)
    assert found.alike is Alike.DIFFERENT


def test_a_funeral_elsewhere_follows_from_another_thing():
    other = blast("f", **FUNERAL, names=frozenset({"arden"}), places=())
    assert likeness(blast("a"), other, everywhere).alike is Alike.DIFFERENT


def test_two_stories_of_one_arrest_are_one_though_only_one_says_why():
    arrest = {"action": Action.COERCE, "mode": "arrest", "days": "2026-03-09", "published": "2026-03-09"}
    one, other = blast("a", **arrest, aftermath="in connection with"), blast("b", **arrest)
    assert likeness(one, other, everywhere).alike is Alike.SAME_EVENT


def test_two_funerals_of_one_are_one():
    assert likeness(blast("f", **FUNERAL), blast("g", **FUNERAL), everywhere).alike is Alike.SAME_EVENT


def test_a_follow_up_never_counts_as_the_same():
    assert likeness(blast("a"), blast("f", **FUNERAL), everywhere).score <= APART


def test_words_that_everybody_has_tie_nothing():
    assert (
        related(blast("a"), blast("b"), lambda word: RARE / 2) == related(blast("a"), telling("b"), everywhere) == 0.0
    )
    assert related(blast("a"), blast("b"), everywhere) > 0.9


def test_of_several_the_likeliest_is_followed():
    shelf = Shelf()
    near, far = (
        blast("a"),
        blast("x", words=FLOOD | {"blast"}, names=frozenset({"kessim"}), days="2026-02-20", published="2026-02-20"),
    )
    shelf.add_all([near, far, *(telling(str(n), words=frozenset({f"w{n}"})) for n in range(20)), blast("f", **FUNERAL)])
    found = matters(shelf.tellings, shelf.all_likenesses())
    of = {member: one.id for one in found for member in one.members}
    assert [x.first for x in followed(shelf.tellings, shelf.all_likenesses(), found)] == [of["tl-a"]]


def test_nothing_follows_from_itself():
    shelf = Shelf()
    shelf.add_all([blast("a"), blast("b"), replace(blast("c"), words=BLAST | FLOOD)])
    found = matters(shelf.tellings, shelf.all_likenesses())
    assert followed(shelf.tellings, shelf.all_likenesses(), found) == ()
