"""Whose words a story carries."""

from itertools import pairwise

import pytest

from purport.corroborate.copies.trace import Copies, Traced, traced
from purport.records.stories import Tie
from tests.corroborate.newsstand import LEAD, LOCAL, OTHER, PAPER, REST, WIRE, story

AGENCY = story("z", WIRE, "Coastal News Service")


def ties(found):
    return {(link.tie, link.later, link.earlier) for link in found.links}


def sources(found, name):
    return [passage.source for passage in found.passages[name]]


def test_a_copy_with_local_words_has_two_origins():
    found = traced([AGENCY, story("c", f"{LOCAL}\n{LEAD} {REST}", hour=2)])
    assert ties(found) == {(Tie.COPY, "c", "z")}
    own, carried = found.passages["c"]
    assert (own.source, own.span.start, own.span.end) == (None, 0, len(LOCAL) - 1)
    assert carried.source == "z" and carried.there.of(WIRE) == f"{LEAD} {REST}"[:-1]
    assert "words run as in Coastal News Service" in carried.reason and "seen first" in carried.reason


def test_words_are_led_back_to_the_first_that_had_them():
    first = story("a", f"{LEAD} {REST}", "Port Times")
    second = story("b", f"{LEAD} {REST} {LOCAL}", hour=1)
    third = story("c", f"{OTHER} {LOCAL} {LEAD}", "Hill Post", hour=2)
    found = traced([first, second, third])
    assert sources(found, "c") == [None, "b", "a"]
    assert {(Tie.COPY, "c", "a"), (Tie.COPY, "b", "a")} <= ties(found)


def test_a_paper_between_that_is_named_is_copied_too():
    between = story("b", f"{LEAD} {REST}", "Port Times", hour=1)
    named = story("c", f"{LEAD} {REST}", "Hill Post", hour=2, canonical=between.origin)
    found = traced([AGENCY, between, named, story("d", f"{LEAD} {REST}", "Quay Post", hour=3)])
    assert ties(found) >= {(Tie.COPY, "c", "b"), (Tie.COPY, "c", "z"), (Tie.COPY, "d", "z")}
    assert (Tie.COPY, "d", "b") not in ties(found)


def test_footers_of_two_outlets_are_no_copying():
    footer = "The {} is published six days a week. Errors are corrected on page two; write to the letters desk, box 40."
    long = f"{WIRE} {PAPER} {OTHER}"
    one = story("a", f"{long} {footer.format('Port Times')}", "Port Times", hour=1)
    other = story("b", f"{long} {footer.format('Hill Post')}", "Hill Post", hour=2)
    found = traced([story("z", long, "Coastal News Service"), one, other])
    assert ties(found) == {(Tie.COPY, "a", "z"), (Tie.COPY, "b", "z")}


def test_phrases_of_a_trade_about_other_names_are_no_copying():
    frame = (
        "In the corridor of the {} hospital we count {} wounded and relatives of those who came from {} and from {}."
    )
    one = story("a", f"{frame.format('Vellmar', 31, 'Orsk', 'Marn')}", "Port Times")
    other = story("b", f"{frame.format('Korvel', 58, 'Hallin', 'Tolvin')}", "Hill Post", hour=2)
    assert traced([one, other]).links == ()


def test_two_agencies_in_one_story_are_told_apart():
    other = story("y", OTHER, "Corvel News")
    found = traced([AGENCY, other, story("m", f"{LEAD} {OTHER} {LOCAL}", hour=3)])
    assert sources(found, "m") == ["z", "y", None]


def test_the_source_may_come_last():
    copy = story("c", f"{LEAD} {REST} {LOCAL}", agencies=("CNS",))
    late = story("z", WIRE, "Coastal News Service", hour=6)
    copies = Copies({"c": copy, "z": late}.__getitem__)
    assert copies.place(copy) == ("c",)
    assert copies.links("c") == ()
    assert set(copies.place(late)) == {"z", "c"}
    assert [(link.tie, link.earlier) for link in copies.links("c")] == [(Tie.COPY, "z")]
    assert len(copies) == 2


def test_a_quotation_that_two_reporters_heard_is_no_copying():
    said = "“We shall not leave this harbour before every single net has been given back to the men who own it.”"
    one = story("a", f"{OTHER} The eldest of the fishermen said: {said}")
    other = story("b", f"{LOCAL} {said} These were the words of an old man.", "Port Times", hour=1)
    found = traced([one, other])
    assert found.links == ()
    assert sources(found, "b") == [None] and "both may have heard" in found.passages["b"][0].reason


def test_a_short_formula_is_no_copying():
    formula = "could not be independently verified by this paper"
    found = traced([story("a", f"{OTHER} It {formula}."), story("b", f"{LOCAL} That {formula}.", "Port Times", hour=1)])
    assert found.links == () and sources(found, "b") == [None]


@pytest.mark.parametrize(
    "known",
    [{"previous": "a"}, {"origin": "https://paper.example/a"}, {"canonical": "https://paper.example/a"}],
    ids=["previous", "address", "canonical"],
)
def test_a_corrected_story_is_a_version(known):
    one = story("a", f"{LEAD} {REST}")
    found = traced([one, story("b", f"{LEAD.replace('four', 'five')} {REST}", hour=4, **known)])
    assert ties(found) == {(Tie.VERSION, "b", "a")}


def test_a_version_may_change_its_numbers_and_names():
    other = LEAD.replace("two", "nine").replace("four", "thirteen").replace("Tuesday", "Wednesday")
    found = traced([story("a", LEAD), story("b", other, hour=4, previous="a", origin="https://paper.example/a")])
    assert ties(found) == {(Tie.VERSION, "b", "a")}


def test_another_story_at_the_same_address_is_no_version():
    found = traced([story("a", LEAD), story("b", OTHER, hour=4, previous="a", origin="https://paper.example/a")])
    assert found.links == ()


def test_a_story_that_stood_there_before_purport_looked_is_passed_over():
    assert traced([story("b", LEAD, previous="gone")]).links == ()


def test_a_story_named_beside_is_compared_though_the_shelf_does_not_name_it():
    one = story(
        "a", "Four nets were taken at sea. Nobody was hurt in the night. The old crowd stood by the quay.", "Port Times"
    )
    other = story("b", "By the quay a crowd stood. Four nets gone, but nobody was even touched in the night.", hour=1)
    copies = Copies({"a": one, "b": other}.__getitem__)
    copies.place(one)
    copies.place(other, beside=["a"])
    assert [(link.tie, link.earlier) for link in copies.links("b")] == [(Tie.REWRITE, "a")]


def test_what_an_outlet_puts_below_all_its_stories_is_no_copying():
    stories = [story("a", f"{OTHER} {WIRE} {LOCAL}", "CNS"), story("b", f"{PAPER} {LOCAL}", "CNS", hour=30)]
    found = traced([*stories, story("c", f"{LOCAL} {PAPER}", "Hill Post", hour=31)])
    assert ties(found) == {(Tie.COPY, "c", "b")}
    assert sources(found, "b") == [None] and set(sources(found, "c")) == {"b"}


def test_many_copies_of_one_text_do_not_hide_another_that_is_carried():
    copies = [story(f"c{n:02}", f"{LEAD} {REST} {OTHER}", f"Paper {n}", n + 1) for n in range(20)]
    other = story("y", PAPER, "Corvel News", 0.5)
    merged = story("m", f"{LEAD} {REST} {OTHER} {PAPER}", "Hill Post", hour=40)
    found = traced([story("z", f"{LEAD} {REST} {OTHER}", "CNS"), other, *copies, merged])
    assert sources(found, "m") == ["z", "y"]


def test_what_an_agency_says_of_every_event_is_no_copying_even_through_a_paper():
    frame = (
        "{0} mourned {1} people on Monday after {2}, the governor's office said. A nurse at the {3} hospital counted {4} "
        "children among the wounded and asked not to be named. Rescue crews took {5} injured people to the {3} hospital, "
        "some of them in a serious condition, a doctor there said. {6}"
    )
    below = (
        "The region has seen sporadic violence since talks broke down three years ago, and monitors have left the line."
    )
    one = frame.format("Vellmar", 31, "a fire in the Salt Quay", "Harbour", 12, 44, below)
    other = frame.format("Tolvin", 19, "a blast at the Corn Hall", "Saint Orm", 17, 58, below)
    stories = [
        story("a", one, "CNS"),
        story("b", one, "Port Times", 1),
        story("y", other, "CNS", 90),
        story("x", other, "Hill Post", 91),
    ]
    found = traced(stories)
    assert ties(found) == {(Tie.COPY, "b", "a"), (Tie.COPY, "x", "y")}
    assert sources(found, "x") == ["y"] and sources(found, "y") == [None]


def test_a_paper_between_is_no_source_if_it_has_other_words():
    below = "The Quay Post prints on six days. Errors are set right on page two, and letters go to box forty at the old pier."
    between = story("b", f"{LEAD} {REST} {below}", "Quay Post", hour=1)
    named = story("c", f"{OTHER} {PAPER} {below} (Quay Post)", "Hill Post", hour=2)
    found = traced([AGENCY, between, story("w", f"{OTHER} {PAPER}", "Corvel News"), named])
    assert (Tie.COPY, "c", "z") not in ties(found) and (Tie.COPY, "c", "w") in ties(found)


def test_arabic_copies_are_found():
    plain = (
        "قال الصيادون في بلدة الميناء يوم الثلاثاء ان زورقين للدورية اوقفاهم قبل الفجر في عرض البحر "
        "واكد مكتب الميناء ان اربع شباك صودرت وقال انه سينشر تقريرا خلال اسبوع ولم يصب احد بأذى"
    )
    found = traced([story("a", plain, "الساحل"), story("b", plain.replace("ا", "أ", 3), "البحر", hour=1)])
    assert ties(found) == {(Tie.COPY, "b", "a")}


def test_passages_cover_all_words_in_order():
    stories = [AGENCY, story("c", f"{LOCAL}\n{REST} {OTHER} {LEAD}", hour=2)]
    passages = traced(stories).passages["c"]
    assert passages[0].span.start == 0
    for one, other in pairwise(passages):
        between = stories[1].text[one.span.end : other.span.start]
        assert one.span.end <= other.span.start and not any(c.isalnum() for c in between)


def test_a_story_without_words_has_no_passages():
    assert traced([story("e", "")]).passages == {"e": ()}


SAID = "“We shall not leave this harbour before every single net has been given back to the men who own it.”"
MORE = (
    "Snow lay on the pass when the last cart came down, and its driver had seen neither wolf nor man since the ford. "
    "He sold his wool at the lower gate, bought lamp oil and two sacks of barley, and slept beside the horses."
)
FOUND = "“Whoever cut the nets in the night will be found, and will pay for each of them before the winter is out.”"


def test_quotations_that_two_heard_are_no_copying_for_a_formula_beside_them():
    formula = "Fire took four boats in Vellmar, the harbour master, Orm Tolvin, told this paper on the quay at Marn on Tuesday."
    one = story("a", f"{formula} {OTHER} {SAID} {PAPER} {FOUND}", "Port Times")
    other = story("b", f"{formula} {FOUND} {LOCAL} {SAID} {MORE}", "Hill Post", hour=1)
    assert traced([one, other]).links == ()


def test_quotations_count_beside_much_that_is_carried():
    one = story("a", f"{LEAD} {REST} {SAID} {FOUND}", "Port Times")
    found = traced([one, story("b", f"{LEAD} {REST} {SAID} {FOUND} {LOCAL}", "Hill Post", hour=1)])
    assert ties(found) == {(Tie.COPY, "b", "a")}
    carried = found.passages["b"][0]
    assert FOUND[-20:-3] in carried.span.of(f"{LEAD} {REST} {SAID} {FOUND} {LOCAL}")


def test_a_footer_and_a_way_to_begin_make_no_copy_within_one_outlet():
    begin = "How could a fire reach the corn mill above Orsk on Monday, when watchmen stood at its gates?"
    footer = "The Port Times is printed six days a week. Errors are put right on page two; write to the letters desk, box 40."
    first = story(
        "a",
        f"{begin} {OTHER} {LOCAL} {MORE} {footer}",
        "Port Times",
    )
    other = story(
        "b",
        f"{begin} {PAPER} {WIRE} {SAID} {FOUND} {footer}",
        "Port Times",
        hour=90,
    )
    assert traced([first, other]).links == ()


def test_two_agencies_that_report_one_event_are_no_rewrites_of_each_other():
    one = (
        "Four nets were taken at sea before dawn. Nobody was hurt in the night. The harbour office promised a report. "
        "The mayor asked both sides for calm. An old crowd stood by the quay until noon and then went home in the rain."
    )
    other = (
        "By the quay a crowd stood. Four nets were taken, but nobody was even touched in the night, the men told us. "
        "A promise came from the harbour office of Vellmar. The mayor asked everybody to be calm and to stay at home."
    )
    ours = {"agencies": ("Coastal News Service",)}
    theirs = {"agencies": ("Corvel Wire",)}
    assert ties(_beside(story("a", one, "Coastal News Service", **ours), story("b", other, "Port Times", hour=1))) == {
        (Tie.REWRITE, "b", "a")
    }
    agencies = story("a", one, "Coastal News Service", **ours), story("b", other, "Corvel Wire", hour=1, **theirs)
    assert ties(_beside(*agencies)) == set()


def _beside(one, other):
    copies = Copies({one.id: one, other.id: other}.__getitem__)
    copies.place(one)
    copies.place(other, beside=[one.id])
    return Traced({}, copies.links(other.id))


def test_who_heard_it_from_somebody_itself_rewrites_nobody_for_a_fifth_of_the_wording():
    one = (
        "A ferry with 80 people on board sank off Pellan on Thursday and at least 12 people drowned, the coast guard said. "
        "The boat had left the island at noon in a heavy swell."
    )
    other = (
        "Twenty people drowned when a ferry sank off Pellan on Thursday, a doctor at the hospital told {}. "
        "He said that he had signed 20 papers by the morning. The coast guard said there were 12."
    )
    wire = story("a", one, "Coastal News Service")
    assert ties(_beside(wire, story("b", other.format("reporters"), "Halyard", hour=1))) == {(Tie.REWRITE, "b", "a")}
    assert ties(_beside(wire, story("b", other.format("Halyard"), "Halyard", hour=1))) == set()


def test_a_short_story_that_is_all_anothers_is_a_copy_and_a_short_passage_is_none():
    short = "A bomb killed three people in a cafe in Vellmar on Tuesday, police said."
    stories = [story("a", short, "Port Times"), story("b", f"Blast\n{short}", "Hill Post", 1)]
    assert [(one.tie, one.later, one.earlier) for one in traced(stories).links] == [(Tie.COPY, "b", "a")]
    longer = [stories[0], story("c", f"{short} {OTHER}", "Quay Post", 2)]
    assert not {tie for tie, *_ in ties(_beside(*longer))} & {Tie.COPY}


def test_a_few_pairs_of_words_in_both_make_no_rewrite_of_a_short_story():
    one = "Doctors in Pirsk accused the army on Tuesday of bombing their hospital on Monday. The army denied the accusation."
    other = "No planes bombed the hospital in Pirsk on Monday, the army said on Tuesday."
    assert ties(_beside(story("a", other, "Hill Post"), story("b", one, "Port Times", 1))) == set()


def test_a_house_that_writes_on_what_it_wrote_rewrites_nobody():
    one = (
        "Four nets were taken at sea before dawn. Nobody was hurt in the night. The harbour office promised a report. "
        "The mayor asked both sides for calm. An old crowd stood by the quay until noon and then went home in the rain."
    )
    on = (
        "By the quay a crowd stood. Four nets were taken, but nobody was even touched in the night, the men told us. "
        "A promise came from the harbour office of Vellmar. The mayor asked everybody to be calm and to stay at home."
    )
    for outlet, tied in (("Port Times", False), ("Hill Post", True)):
        found = ties(_beside(story("a", one, "Port Times"), story("b", on, outlet, 1)))
        assert found == ({(Tie.REWRITE, "b", "a")} if tied else set())
