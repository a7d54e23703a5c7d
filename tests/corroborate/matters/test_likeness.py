from dataclasses import replace

import pytest

from purport.corroborate.matters.aftermath import aftermath
from purport.corroborate.matters.features import Weighing
from purport.corroborate.matters.likeness import likened, likeness
from purport.corroborate.matters.naming import Match, by_words
from purport.corroborate.matters.sides import side_of
from purport.records import Action, Certainty, Precision, Span
from purport.records.matters import Alike, Count, Region, Toll
from purport.records.stories import Link, Tie
from tests.corroborate.matters.made import BLAST, FLOOD, blast, dead, everywhere, release, stance, telling


def alike(one, other):
    return likeness(one, other, everywhere).alike


def test_the_same_event_is_told_with_its_reasons():
    found = likeness(blast("a", counts=(dead(4, 4),)), blast("b", counts=(dead(4, 4),)), everywhere)
    assert found.alike is Alike.SAME_EVENT and found.score > 0.9
    assert {"same day: 2026-03-04", "same place: kessim", "4 and 4 dead"} <= set(found.reasons)
    assert any(reason.startswith("both name bresk") for reason in found.reasons)


def test_likeness_does_not_depend_on_who_is_asked_first():
    one, other = blast("a", published="2026-03-06"), blast("b")
    assert likeness(one, other, everywhere) == likeness(other, one, everywhere)
    assert likeness(one, other, everywhere).first == "tl-b"


def test_the_same_town_another_day_is_another_event():
    assert alike(blast("a"), blast("b", days="2026-03-12", published="2026-03-13")) is Alike.DIFFERENT


def test_a_story_without_a_date_tells_of_nothing_that_came_out_after_it_was_kept():
    kept = blast("a", days=None, published=None, captured="2026-03-06")
    soon, late = (blast("b", days=None, published=day) for day in ("2026-03-05", "2026-03-14"))
    assert alike(kept, soon) is Alike.SAME_EVENT
    found = likeness(kept, late, everywhere)
    assert "kept 8 days before the other came out" in found.reasons
    assert found.score < likeness(kept, soon, everywhere).score
    places, names = (Region("arden"),), frozenset({"arden"})  # little more than its words is the other's
    assert alike(replace(kept, names=names), soon) is Alike.SAME_EVENT
    assert alike(replace(kept, names=names, places=places), late) is Alike.DIFFERENT


@pytest.mark.parametrize(("out", "never"), [("2026-03-01", True), ("2026-03-03", False)])
def test_no_story_tells_of_what_came_after_it(out, never):
    told = blast("a", days="2026-03-04", published="2026-03-05", names=frozenset({"kessim"}))
    early = blast("b", days=None, published=out, names=frozenset({"arden"}))
    for same in (likeness(told, early, everywhere), likeness(early, told, everywhere)):
        assert (same.alike is Alike.SAME_EVENT) is not never
        assert ("one came out 3 days before the day that the other tells of" in same.reasons) is never


@pytest.mark.parametrize(("told", "reason"), [("2026-03-06~", "their days overlap"), ("2026-03-09~", "3 days apart")])
def test_about_a_day_is_some_days_round_it(told, reason):
    for same in (
        likeness(blast("a", days=told), blast("b"), everywhere),
        likeness(blast("b"), blast("a", days=told), everywhere),
    ):
        assert reason in same.reasons


def test_that_a_story_was_kept_late_says_nothing():
    undated = blast("a", days=None, published=None)
    other = blast("b", days=None, published="2026-03-05")
    kept = replace(undated, captured="2027-01-01")
    assert likeness(kept, other, everywhere) == likeness(undated, other, everywhere)


def test_the_same_formula_with_other_numbers_and_actors_is_not_the_same():
    one = blast(
        "a",
        stances=(stance("x", Certainty.ASSERTED, None, "dorhal front"),),
        counts=(dead(4, 4),),
        names=frozenset({"kessim"}),
    )
    other = blast(
        "b",
        stances=(stance("y", Certainty.ASSERTED, None, "orvenian army"),),
        counts=(dead(40, 40),),
        names=frozenset({"arden"}),
        places=(Region("arden"),),
        days="2026-03-05",
    )
    assert alike(one, other) is not Alike.SAME_EVENT


def test_a_growing_toll_is_still_the_same_event():
    assert alike(blast("a", counts=(dead(12, 12),)), blast("b", counts=(dead(13, 13),))) is Alike.SAME_EVENT


def test_other_words_names_and_place_are_another_event():
    other = blast("b", words=FLOOD, names=frozenset({"arden"}), places=(Region("arden"),))
    assert alike(blast("a"), other) is Alike.DIFFERENT


@pytest.mark.parametrize("word", ["funeral", "trial", "anniversary"])
def test_what_comes_of_it_is_a_follow_up(word):
    found = likeness(blast("a"), blast("b", days="2026-03-06", published="2026-03-07", aftermath=word), everywhere)
    assert found.alike is Alike.FOLLOW_UP
    assert found.reasons[-1] == f"follow-up: “{word}”"
    assert (found.first, found.second) == ("tl-a", "tl-b")


@pytest.mark.parametrize(
    ("text", "word"),
    [
        ("Thousands walked behind the coffins of seven traders.", "behind the coffins"),
        ("The traders were laid to rest on Wednesday.", "laid to rest"),
        ("The town marked a month since gunmen killed seven traders.", "a month since"),
        ("Two years since the raid the market is shut.", "two years since"),
        ("He has lived there since a raid.", None),
        ("It was the third raid in a month, and since then nobody trades.", None),
    ],
)
def test_what_shows_that_something_came_before(text, word):
    assert aftermath(text) == word


def test_far_places_speak_against():
    near = Region("kessim", 1, 36.0, 43.0, 5.0, Precision.SETTLEMENT)
    far = Region("arden", 2, 38.0, 43.0, 5.0, Precision.SETTLEMENT)
    one, other = blast("a", places=(near,), names=frozenset()), blast("b", places=(far,), names=frozenset())
    assert likeness(one, other, everywhere).score < likeness(one, replace(other, places=(near,)), everywhere).score


def test_one_stock_sentence_about_two_towns_that_lie_apart_is_not_one_event():
    stock = {"names": frozenset({"red", "dawn", "brigad"}), "counts": (dead(12, 12),)}
    near = Region("kessim", 1, 36.0, 43.0, 5.0, Precision.SETTLEMENT)
    far = Region("arden", 2, 38.0, 43.0, 5.0, Precision.SETTLEMENT)
    unknown = Region("kesh", precision=Precision.SETTLEMENT)
    one = blast("a", places=(near,), words=frozenset({"fought", "govern", "stall", "market", "roof"}), **stock)
    other = blast("b", words=frozenset({"fought", "govern", "bus", "station", "ticket"}), **stock)
    scores = [likeness(one, replace(other, places=(place,)), everywhere) for place in (near, unknown, far)]
    assert scores[0].alike is Alike.SAME_EVENT and scores[2].alike is not Alike.SAME_EVENT
    assert scores[0].score > scores[1].score > scores[2].score
    assert "other places: kessim and arden" in scores[2].reasons


def test_the_same_release_is_told_by_its_speaker():
    found = likeness(release("a"), release("b", days=None), everywhere)
    assert found.alike is Alike.SAME_RELEASE
    assert "same speaker: osric vane" in found.reasons


def test_another_speaker_is_another_release():
    assert (
        alike(release("a"), release("b", speaker="bram tessik", names=frozenset({"bram", "tessik", "arden"})))
        is Alike.DIFFERENT
    )


def test_a_release_of_another_month_is_another():
    assert alike(release("a"), release("b", days="2026-04-20", published="2026-04-21")) is Alike.DIFFERENT


def test_a_release_is_no_event():
    assert alike(blast("a"), release("b")) is Alike.DIFFERENT


def test_unsure_is_a_value():
    one = telling("a", words=BLAST, names=frozenset({"kessim", "bresk"}), action=None)
    other = telling("b", words=FLOOD | {"depot"}, names=frozenset({"kessim"}), action=None)
    assert alike(one, other) is Alike.UNSURE


def test_days_are_compared_as_intervals():
    found = likeness(blast("a", days="2026-03"), blast("b", days="2026-03-04"), everywhere)
    assert "their days overlap" in found.reasons


def test_other_acts_are_told():
    found = likeness(blast("a"), blast("b", action=Action.COERCE), everywhere)
    assert "other acts: ASSAULT and COERCE" in found.reasons


def test_sets_share_nothing_where_one_is_empty():
    def cosine(one, other):
        sides = (side_of(telling(name, words=words)) for name, words in (("a", one), ("b", other)))
        return Weighing(everywhere).words(*sides)[2]

    assert cosine(frozenset(), BLAST) == 0.0
    assert cosine(BLAST, FLOOD) == 0.0
    assert cosine(frozenset({"depot"}), frozenset({"depot"})) < cosine(BLAST, BLAST) <= 1.0


COPIED = Link(Tie.COPY, "doc-b", "doc-a", 0.9, "200 of its words run as there")


def scored(one, other, **more):
    return likeness(one, other, everywhere, **more)


def test_whose_text_a_story_carries_speaks_for_one_matter():
    one, other = telling("a", words=BLAST), telling("b", words=FLOOD)
    found = scored(one, other, tie=COPIED)
    assert found.score > scored(one, other).score + 0.2
    assert "one is a copy of the other: 200 of its words run as there" in found.reasons


def test_a_citation_carries_no_text():
    one, other = telling("a"), telling("b")
    assert scored(one, other, tie=replace(COPIED, tie=Tie.CITES)) == scored(one, other)


def test_the_same_words_quoted():
    quote = frozenset({"we will find those who paid them"})
    one, other = telling("a", words=BLAST, quotes=quote), telling("b", words=FLOOD, quotes=quote)
    found = scored(one, other)
    assert "both quote “we will find those who paid them”" in found.reasons
    assert found.score > scored(one, replace(other, quotes=frozenset())).score


def test_a_slogan_that_everybody_quotes_says_little():
    quote = frozenset({"we will find those who paid them"})
    one, other = telling("a", quotes=quote), telling("b", quotes=quote)
    assert (
        likeness(one, other, lambda word: 0.0).score
        <= likeness(one, replace(other, quotes=frozenset()), lambda word: 0.0).score
    )


@pytest.mark.parametrize("word", ["mourners", "investigators", "inquiry"])
def test_mourners_stand_in_first_reports_too(word):
    few = {"names": frozenset({"bresk"}), "words": frozenset()}
    one, other = blast("a", **few), blast("b", **few)
    found = scored(one, replace(other, aftermath=word))
    assert found.alike is Alike.SAME_EVENT
    assert found.score < scored(one, other).score


def test_mourners_of_another_day_follow():
    found = scored(blast("a"), blast("b", days="2026-03-09", published="2026-03-09", aftermath="mourners"))
    assert found.alike is Alike.FOLLOW_UP


def test_a_place_that_the_other_names_counts_less_than_one_in_both():
    plain, town = telling("a", names=frozenset({"kessim"})), telling("b", places=(Region("kessim"),))
    found = scored(plain, town)
    assert "both name kessim" in found.reasons
    assert scored(telling("a"), town).score < found.score
    assert found.score < scored(replace(plain, places=(Region("kessim"),)), town).score


def test_a_known_town_and_an_unknown_one_of_another_name():
    known = Region("kessim", 1, 36.0, 43.0, 5.0, Precision.SETTLEMENT)
    found = scored(telling("a", places=(known,)), telling("b", places=(Region("arden"),)))
    assert "places with other names: kessim and arden" in found.reasons


def test_speakers_are_named_by_what_is_passed_in():
    one, other = release("a"), release("b", speaker="abu salim", names=frozenset({"salim", "arden"}))
    assert scored(one, other).alike is Alike.DIFFERENT

    def sure(first, second):
        return Match(True, "a list has both")

    def unsure(first, second):
        return Match(False, "one part of a name only")

    assert scored(one, other, naming=sure).alike is Alike.SAME_RELEASE
    weak = scored(one, other, naming=unsure)
    assert scored(one, other).score < weak.score < scored(one, other, naming=sure).score
    assert "perhaps the same speaker: one part of a name only" in weak.reasons


def test_actors_are_named_by_what_is_passed_in():
    one = blast("a", stances=(stance("x", Certainty.ASSERTED, None, "dlf"),))
    other = blast("b", stances=(stance("y", Certainty.ASSERTED, None, "sons mill"),))
    assert "other actors: dlf and sons mill" in scored(one, other).reasons
    told = scored(one, other, naming=lambda first, second: Match(False, "alike")).reasons
    assert "perhaps the same actor: alike" in told


def test_wounded_are_counted_differently_without_harm():
    hurt = [Count(Toll.WOUNDED, n, n, Span(4, 6), str(n)) for n in (9, 40)]
    fallen = [Count(Toll.DEAD, n, n, Span(4, 6), str(n)) for n in (9, 40)]
    by_hurt = scored(telling("a", counts=(hurt[0],)), telling("b", counts=(hurt[1],))).score
    by_dead = scored(telling("a", counts=(fallen[0],)), telling("b", counts=(fallen[1],))).score
    assert by_dead < by_hurt < scored(telling("a"), telling("b")).score


# What names nothing in common


def names(*told, **more):
    """The same words of the same day, and these names; no place that the reader knew."""
    return {"names": frozenset(told), "places": (), **more}


@pytest.mark.parametrize(
    ("one", "other"),
    [
        (names("adrun"), names("belmak")),
        (names("adrun", "halm"), names("belmak", "oster", "dorst")),
        (names("adrun", places=(Region("adrun"),)), names("belmak")),
    ],
)
def test_two_that_name_nothing_in_common_are_unsure_however_alike_the_words(one, other):
    """The briefs of a house on two accidents of one day are of the same words."""
    found = likeness(blast("a", **one), blast("b", **other), everywhere)
    assert found.alike is Alike.UNSURE and found.score < 0.6
    assert "no name in both" in found.reasons


@pytest.mark.parametrize(
    ("one", "other"),
    [
        (names("adrun", "halm"), names("adrun", "oster")),
        (names(), names("belmak")),  # "a village in the north"
        (names("kessim"), names("kesim")),
        (names("gharad"), names("garrad")),
        (names("adrun"), names("كسيم")),
        (names("adrun", places=(Region("kessim"),)), names("belmak", places=(Region("kessim"),))),
        (names("adrun", actors=frozenset({"mill brigade"})), names("belmak", actors=frozenset({"mill brigade"}))),
        (names("adrun", quotes=frozenset({"we saw smoke"})), names("belmak", quotes=frozenset({"we saw smoke"}))),
    ],
)
def test_what_may_be_named_by_both_is_not_held_back(one, other):
    assert alike(blast("a", **one), blast("b", **other)) is Alike.SAME_EVENT


def test_a_story_that_has_its_words_from_the_other_is_not_held_back():
    one, other = blast("a", **names("adrun")), blast("b", **names("belmak"))
    for score, kept in ((0.9, Alike.SAME_EVENT), (0.26, Alike.UNSURE)):
        link = Link(Tie.REWRITE, one.document, other.document, score, "other words")
        assert likeness(one, other, everywhere, tie=link).alike is kept


def test_recordings_are_told_apart_by_their_speakers_not_by_this():
    assert (
        alike(release("a", names=frozenset({"adrun"})), release("b", names=frozenset({"belmak"}))) is Alike.SAME_RELEASE
    )


def formula(name, **told):
    """A telling in the words in which one house tells of every explosion."""
    return blast(name, chain=("Corvel News", "Pero Stann"), **told)


def test_one_house_in_the_same_words_on_another_day_or_in_another_town_is_unsure_at_most():
    one, next_day = formula("a"), formula("b", days="2026-03-05")
    arden = formula("c", places=(Region("arden", 9, 12.0, 14.0, 3.0, Precision.SETTLEMENT),))
    kessim = formula("d", places=(Region("kessim", 8, 10.0, 14.0, 3.0, Precision.SETTLEMENT),))
    for first, second in [(one, next_day), (arden, kessim)]:
        found = likeness(first, second, everywhere)
        assert (found.alike, found.score) == (Alike.UNSURE, 0.35)
    assert alike(one, formula("e")) is Alike.SAME_EVENT
    assert alike(one, replace(next_day, chain=("Halyard", "Pero Stann"))) is Alike.SAME_EVENT
    speaker = (replace(told, chain=("Pero Stann",)) for told in (one, next_day))
    assert alike(*speaker) is Alike.SAME_EVENT
    tie = Link(Tie.VERSION, "doc-b", "doc-a", 0.9, "both stood at one address")
    assert likeness(one, next_day, everywhere, tie=tie).alike is Alike.SAME_EVENT


def test_what_one_house_tells_aside_without_day_and_place_is_unsure_at_most():
    aside = formula("a", lead=False, days=None, places=())
    assert alike(aside, formula("b")) is Alike.UNSURE
    assert alike(replace(aside, chain=("Halyard",)), formula("b")) is Alike.SAME_EVENT


def test_what_a_copy_tells_aside_is_what_its_source_tells():
    one, other = (side_of(formula(name, lead=False, days=None, places=())) for name in "ab")
    asked = likened(one, other, Weighing(everywhere, {"doc-b"}), by_words)
    assert asked.alike is Alike.SAME_EVENT
    assert likened(one, other, Weighing(everywhere), by_words).alike is Alike.UNSURE


def test_a_threat_and_the_deed_told_of_later_are_two_events():
    threat = blast("threat", action=Action.THREATEN, mode=None, days="2026-03-03", published="2026-03-03")
    deed = blast("deed", published="2026-03-04")
    for found in (likeness(threat, deed, everywhere), likeness(deed, threat, everywhere)):
        assert (found.alike, found.first, found.second) == (Alike.FOLLOW_UP, "tl-threat", "tl-deed")
        assert "follow-up: a threat, and a deed told of later" in found.reasons


def test_what_came_without_warning_is_no_threat_before_the_deed():
    unwarned = blast("a", action=Action.THREATEN, certainty=Certainty.NEGATED, published="2026-03-04")
    assert alike(unwarned, blast("b")) is Alike.SAME_EVENT


MARKET = {"mode": "explosives", "targets": frozenset({"vegetable market in kessim", "three traders"})}
CHURCH = {"mode": "explosives", "targets": frozenset({"kessim church", "two choirboys"})}
TOWN = frozenset({"kessim"})
TRADE = frozenset(["bomb", "market", "trader", "handcart", "stall"])
CHOIR = frozenset(["bomb", "church", "choir", "vicar", "pew"])


def test_what_has_no_more_than_town_day_and_act_in_common_is_unsure_at_most():
    one, other = blast("a", names=TOWN, words=TRADE), blast("b", names=TOWN, words=CHOIR - {"bomb"})
    assert alike(one, other) is Alike.UNSURE
    for more in (
        {"words": TRADE},
        {"names": TOWN | {"ilse", "marn"}},
        {"counts": (dead(3, 3),)},
        {"quotes": frozenset({"we were warned by letter of this"})},
        {"stances": (stance("x", Certainty.ASSERTED, actor="hill brigade"),)},
    ):
        assert alike(replace(one, **more), replace(other, **more)) is Alike.SAME_EVENT, more
    carried = Link(Tie.COPY, "doc-b", "doc-a", 0.9, "the same text")
    assert likeness(one, other, everywhere, tie=carried).alike is Alike.SAME_EVENT


@pytest.mark.parametrize(
    ("mode", "other", "told"),
    [
        ("explosives", "firearms", True),
        ("abduct", "firearms", True),
        ("aerial", "abduct", True),
        ("primitive", "firearms", True),
        ("explosives", "aerial", False),
        ("heavy-weapons", "primitive", False),
        ("explosives", None, False),
        (None, None, False),
    ],
)
def test_other_means_speak_against_one_act(mode, other, told):
    found = likeness(blast("a", mode=mode), blast("b", mode=other), everywhere)
    assert (f"other means: {mode} and {other}" in found.reasons) is told


def test_two_sites_of_one_town_are_two_events():
    one = blast("a", names=TOWN, words=TRADE, **MARKET)
    other = blast("b", names=TOWN, words=CHOIR, **CHURCH)
    found = likeness(one, other, everywhere)
    assert found.alike is not Alike.SAME_EVENT
    assert "other sites: market and church" in found.reasons or found.alike is Alike.DIFFERENT
    both = replace(other, targets=other.targets | {"market"})
    assert not any("other sites" in reason for reason in likeness(one, both, everywhere).reasons)


SHOT = {"mode": "firearms", "words": frozenset(["councillor", "shot", "home", "outside", "dead", "police"])}


def test_each_person_who_is_killed_alone_is_killed_once():
    names = {"a": {"jon", "aske"}, "b": {"rolf", "sand"}, "c": {"aske"}}
    made = {
        key: blast(key, targets=frozenset({f"{target}"}), names=TOWN | names[key], **SHOT)
        for key, target in (("a", "jon aske"), ("b", "rolf sand"), ("c", "councillor aske"))
    }
    assert alike(made["a"], made["b"]) is not Alike.SAME_EVENT
    assert alike(made["a"], made["c"]) is Alike.SAME_EVENT
    many = {key: replace(one, counts=(dead(9, 9),)) for key, one in made.items()}
    assert alike(many["a"], many["b"]) is Alike.SAME_EVENT  # two of nine dead are named
    front = replace(made["b"], targets=frozenset({"harbour front"}), names=TOWN | {"harbour", "front"})
    assert alike(made["a"], front) is Alike.SAME_EVENT  # a group, and one of it
