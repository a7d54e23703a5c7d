from dataclasses import replace

from hypothesis import given
from hypothesis import strategies as st

from purport.corroborate.matters.clusters import matters
from purport.corroborate.matters.following import followed
from purport.corroborate.matters.shelf import Shelf
from purport.records import Certainty
from purport.records.matters import Alike, Likeness, Pairing, Region
from purport.records.stories import Link, Tie
from tests.corroborate.matters.made import FLOOD, blast, stance, telling

MANY = {f"tl-{n}": telling(str(n), lead=n < 6) for n in range(8)}
ids = st.sampled_from(sorted(MANY))


def tied(first, second, score):
    return Likeness(*sorted((first, second)), Alike.SAME_EVENT if score >= 0.6 else Alike.DIFFERENT, score, ("x",))


pairs = st.tuples(ids, ids).filter(lambda pair: pair[0] < pair[1])
likenesses = st.dictionaries(pairs, st.integers(0, 100)).map(
    lambda found: [tied(*pair, score / 100) for pair, score in found.items()]
)
pairings = st.lists(st.builds(Pairing, ids, ids, st.booleans(), st.just("desk")), max_size=6)


def home(found):
    return {member: one.id for one in found for member in one.members}


@given(likenesses, pairings)
def test_every_telling_stands_in_exactly_one_matter(known, decided):
    members = [member for one in matters(MANY, known, decided) for member in one.members]
    assert sorted(members) == sorted(MANY)


@given(likenesses, pairings)
def test_a_split_always_holds(known, decided):
    of = home(matters(MANY, known, decided))
    last = {frozenset((p.first, p.second)): p for p in decided}
    assert all(of[p.first] != of[p.second] for p in last.values() if not p.together and p.first != p.second)


@given(likenesses, st.lists(pairs, max_size=5))
def test_joins_always_hold_where_no_split_stands_against(known, joined):
    of = home(matters(MANY, known, [Pairing(a, b, True, "desk") for a, b in joined]))
    assert all(of[a] == of[b] for a, b in joined)


@given(likenesses, pairings, st.randoms())
def test_the_order_in_which_likenesses_came_does_not_matter(known, decided, chance):
    mixed = list(known)
    chance.shuffle(mixed)
    assert matters(MANY, known, decided) == matters(MANY, mixed, decided)


def test_one_weak_bridge_does_not_make_two_groups_one():
    groups = [("tl-0", "tl-1"), ("tl-2", "tl-3")]
    known = [tied(a, b, 0.9) for a, b in groups]
    known += [
        tied("tl-1", "tl-2", 0.7),
        tied("tl-0", "tl-2", 0.1),
        tied("tl-0", "tl-3", 0.1),
        tied("tl-1", "tl-3", 0.1),
    ]
    of = home(matters(MANY, known))
    assert of["tl-0"] == of["tl-1"] != of["tl-2"] == of["tl-3"]


def test_what_is_told_aside_holds_no_two_matters_together():
    """Two stories about two raids recall one speech; however alike that is in both, and to both, they are about two raids."""
    known = [tied("tl-0", "tl-6", 0.95), tied("tl-1", "tl-7", 0.95), tied("tl-6", "tl-7", 0.99)]
    known += [tied("tl-0", "tl-7", 0.9), tied("tl-1", "tl-6", 0.9), tied("tl-0", "tl-1", 0.3)]
    of = home(matters(MANY, known))
    assert of["tl-0"] != of["tl-1"]


def test_what_is_told_aside_keeps_no_chief_tellings_apart():
    """Asides are like little else; a matter that has many still takes in the next story that leads with it."""
    known = [tied("tl-0", "tl-6", 0.9), tied("tl-0", "tl-7", 0.9), tied("tl-6", "tl-7", 0.9), tied("tl-0", "tl-1", 0.7)]
    known += [tied("tl-1", "tl-6", 0.0), tied("tl-1", "tl-7", 0.0)]
    of = home(matters(MANY, known))
    assert len({of[f"tl-{n}"] for n in (0, 1, 6, 7)}) == 1


def test_chief_tellings_find_each_other_before_what_is_told_aside_finds_them():
    """A story is of the matter of those that lead with its event, not of one of asides that its words are more alike to."""
    known = [
        tied("tl-0", "tl-6", 0.99),
        tied("tl-6", "tl-7", 0.99),
        tied("tl-0", "tl-7", 0.99),
        tied("tl-0", "tl-1", 0.8),
    ]
    known += [tied("tl-1", "tl-6", 0.1), tied("tl-1", "tl-7", 0.1)]
    of = home(matters(MANY, known))
    assert of["tl-0"] == of["tl-1"]


def test_of_two_decisions_the_last_counts():
    decided = [
        Pairing("tl-0", "tl-1", False, "desk"),
        Pairing("tl-1", "tl-0", True, "desk", "the same blast after all"),
    ]
    of = home(matters(MANY, [], decided))
    assert of["tl-0"] == of["tl-1"]


def test_a_matter_keeps_what_holds_it_together():
    found = matters(MANY, [tied("tl-0", "tl-1", 0.9)], [Pairing("tl-1", "tl-2", False, "desk")])
    first = next(one for one in found if "tl-0" in one.members)
    assert first.likenesses[0].score == 0.9
    assert first.pairings[0].by == "desk"


def test_a_decision_about_an_unknown_telling_is_passed_over():
    assert len(matters(MANY, [], [Pairing("tl-0", "tl-gone", True, "desk")])) == len(MANY)


def test_the_shelf_places_each_telling_once():
    shelf = Shelf()
    assert shelf.add(blast("a")) == ()
    assert [one.alike for one in shelf.add(blast("b"))] == [Alike.SAME_EVENT]
    assert shelf.add(blast("b")) == ()
    assert len(list(shelf.all_likenesses())) == 1


def test_tellings_of_one_story_are_never_compared():
    shelf = Shelf()
    one = blast("a")
    shelf.add(one)
    assert shelf.add(replace(blast("b"), document=one.document)) == ()


def test_a_story_long_after_is_no_candidate_unless_it_tells_of_the_day():
    shelf = Shelf()
    shelf.add(blast("a"))
    assert shelf.add(blast("b", published="2027-03-05", days="2027-03-04")) == ()
    assert shelf.add(blast("c", published="2027-03-06")) != ()


def test_what_is_near_hangs_together():
    shelf = Shelf()
    shelf.add_all([blast("a"), blast("b"), telling("c", words=FLOOD)])
    assert shelf.near(["tl-a"]) == {"tl-a", "tl-b"}


def test_a_common_word_tells_less_than_a_rare_one():
    shelf = Shelf()
    shelf.add_all(telling(str(n), words=frozenset({"bridge", f"word{n}"})) for n in range(30))
    assert shelf.rarity("bridge") < shelf.rarity("word3") < shelf.rarity("never") <= 1.0


def test_the_funeral_follows_from_the_blast():
    shelf = Shelf()
    later = {"days": "2026-03-07", "published": "2026-03-07", "aftermath": "funeral"}
    shelf.add_all([blast("a"), blast("b"), blast("f", **later)])
    found = matters(shelf.tellings, shelf.all_likenesses())
    of = home(found)
    (one,) = followed(shelf.tellings, shelf.all_likenesses(), found)
    assert (one.first, one.second) == (of["tl-a"], of["tl-f"])
    assert one.alike is Alike.FOLLOW_UP


def test_a_story_that_recalls_an_event_follows_from_it():
    shelf = Shelf()
    arrest = telling("r", days="2026-03-08", published="2026-03-08", words=FLOOD)
    background = replace(blast("rb", lead=False, published="2026-03-08"), document="doc-r")
    shelf.add_all([blast("a"), blast("b"), arrest, background])
    found = matters(shelf.tellings, shelf.all_likenesses())
    of = home(found)
    assert of["tl-rb"] == of["tl-a"] != of["tl-r"]
    (one,) = followed(shelf.tellings, shelf.all_likenesses(), found)
    assert one.second == of["tl-r"] and "recalls" in one.reasons[0]


def test_groups_that_were_hardly_compared_stay_apart():
    ours, theirs = sorted(MANY)[:4], sorted(MANY)[4:]
    inside = [tied(a, b, 0.9) for group in (ours, theirs) for a in group for b in group if a < b]
    bridge = tied(ours[0], theirs[0], 0.8)
    assert len(matters(MANY, [*inside, bridge])) == 2
    whole = [tied(a, b, 0.8) for a in ours for b in theirs]
    assert len(matters(MANY, [*inside, *whole])) == 1


COPY = Link(Tie.COPY, "doc-b", "doc-a", 0.95, "all of its words run as there")
COMMON = frozenset(["river"])


def test_a_story_is_compared_with_what_it_is_a_copy_of_whatever_they_share():
    shelf = Shelf()
    shelf.add(telling("a", words=frozenset(["crane"])))
    assert shelf.add(telling("c", words=frozenset(["boat"]))) == ()
    shelf.add(telling("b", words=frozenset(["tent"])), [COPY])
    (found,) = shelf.likenesses["tl-b"]
    assert (found.first, found.second) == ("tl-a", "tl-b")
    assert any("copy of" in reason for reason in found.reasons)


def test_a_tie_may_lead_either_way_and_speaks_of_chief_tellings_alone():
    shelf = Shelf()
    shelf.add(telling("b", words=COMMON))
    shelf.add_all([telling("a", words=COMMON), replace(telling("a", words=COMMON), id="tl-aside", lead=False)], [COPY])
    told = {key: " ".join(found[0].reasons) for key, found in shelf.likenesses.items() if key != "tl-b"}
    assert "copy of" in told["tl-a"] and "copy of" not in told["tl-aside"]


def test_what_a_copy_says_again_makes_no_word_common():
    once, twice, cited = Shelf(), Shelf(), Shelf()
    for shelf, ties in ((once, [COPY]), (twice, []), (cited, [replace(COPY, tie=Tie.CITES)])):
        shelf.add(telling("a", words=COMMON))
        shelf.add(telling("b", words=COMMON), ties)
    assert once.rarity("river") > twice.rarity("river") == cited.rarity("river")


def test_a_place_is_looked_up_beside_words_that_are_rarer():
    rare = [frozenset(f"word{n}{m}" for m in range(30)) for n in range(3)]
    shelf = Shelf()
    for n in range(8):
        town = telling(f"town{n}", words=rare[0], names=frozenset({"kessim"}), places=(Region("kessim"),))
        shelf.add(town if n == 0 else replace(town, words=frozenset({f"other{n}"})))
    shelf.add(telling("echo", words=rare[1]))
    late = telling("late", words=rare[1], names=frozenset({"kessim"}), places=(Region("kessim"),))
    shelf.add(late)
    assert len(shelf.likenesses["tl-late"]) == 9


def test_a_shelf_asks_who_is_whom():
    asked = []

    def naming(one, other):
        asked.append((one, other))

    shelf = Shelf(naming)
    shelf.add_all([blast("a", stances=(stance("x", Certainty.ASSERTED, None, "dlf"),))])
    shelf.add(blast("b", stances=(stance("y", Certainty.ASSERTED, None, "sons mill"),)))
    assert asked == [("dlf", "sons mill")]
