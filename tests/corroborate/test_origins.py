"""Origins are counted after copies, rewrites and citations collapse."""

from hypothesis import given
from hypothesis import strategies as st

from purport.corroborate.copies.trace import traced
from purport.corroborate.origins import origin_lines, origins
from purport.records.stories import Link, Tie
from tests.corroborate.newsstand import LEAD, LOCAL, OTHER, PAPER, REST, WIRE, story


def link(tie, later, earlier):
    return Link(tie, later, earlier, 0.9, f"{later} {tie} {earlier}")


def test_copies_of_one_agency_are_one_origin():
    stories = [story("z", WIRE, "Coastal News Service"), *(story(f"c{n}", LEAD, f"Paper {n}", n + 1) for n in range(3))]
    own = story("o", f"{LOCAL} {OTHER}", "Hill Post", 9)
    found = origins([*stories, own], traced([*stories, own]).links)
    assert [(one.name, one.story, one.copies) for one in found] == [
        ("Coastal News Service", "z", ("c0", "c1", "c2")),
        ("Hill Post", "o", ()),
    ]


def test_an_agency_that_was_never_seen_is_a_root_by_name():
    stories = [story("a", f"{LEAD} (CNS)", "Port Times"), story("b", f"{REST}", "Hill Post", agencies=("CNS",))]
    (found,) = origins(stories, ())
    assert (found.name, found.story, found.copies) == ("CNS", None, ("a", "b"))
    assert "never seen" in found.reason


def test_stories_that_have_it_from_media_that_they_do_not_name_are_one_origin():
    first = story("a", f"Four nets were taken, local media reported. {OTHER}", "Port Times")
    second = story("b", f"According to the local press four nets were taken. {LOCAL}", "Hill Post")
    late = story("c", f"{REST * 3}\n\n{PAPER}\n\nLocal media said the same.", "Sun")
    cites = [link(Tie.CITES, name, "media not named") for name in "abc"]
    found = origins([first, second, late], cites)
    assert [(one.name, one.citing) for one in found if one.story is None] == [("media not named", ("a", "b"))]
    assert [one.name for one in found if one.story] == ["Sun"]  # what it tells first it has not from them


def test_agencies_that_nobody_names_are_one_origin():
    stories = [story(name, text, f"Paper {name}", agencies=("Agencies",)) for name, text in (("a", LEAD), ("b", OTHER))]
    (found,) = origins(stories, ())
    assert (found.name, found.story, found.copies) == ("agencies not named", None, ("a", "b"))
    named = story("c", f"{REST} (CNS)", "Hill Post", agencies=("Agencies",))
    assert sorted(one.name for one in origins([*stories, named], ())) == ["CNS", "agencies not named"]


def test_whose_words_a_story_of_two_agencies_has_nobody_knows():
    both = story("a", f"{LEAD} (Corvel News, CNS)", "Port Times")
    alone = origins([both], ())
    assert [one.name for one in alone] == ["Corvel News"]
    for other in (
        story("b", f"{OTHER} (CNS)", "Hill Post"),
        story("b", f"KORVEL (CNS) - {OTHER}", "Coastal News Service"),
        story("b", f"KORVEL (CNS) - {OTHER}", None),
    ):
        (found,) = origins([both, other], ())
        assert found.name in ("CNS", "Coastal News Service") and "a" in found.copies
    two = origins([both, story("b", f"{OTHER} (CNS)", "Hill Post"), story("c", f"{REST} (Corvel News)", "Sun")], ())
    assert sorted(one.name for one in two) == ["CNS", "Corvel News"]


def test_a_text_that_its_copies_credit_to_an_agency_is_the_agencys():
    stories = [
        story("a", LEAD, "Port Times"),
        story("b", LEAD, "Hill Post", 1, agencies=("CNS",)),
        story("c", f"{LEAD} (Halyard)", "Quay Post", 2),
        story("d", LEAD, "Sun", 3, agencies=("CNS",)),
    ]
    copies = [link(Tie.COPY, name, "a") for name in "bcd"]
    (found,) = origins(stories, copies)
    assert (found.name, found.story, found.copies) == ("CNS", None, ("a", "b", "c", "d"))
    assert "its words stand elsewhere under the credit of CNS" in found.reason
    own = story("z", OTHER, "Coastal News Service", 4)
    assert [(one.name, one.story) for one in origins([*stories, own], copies)] == [("Coastal News Service", "z")]
    (paper,) = origins(stories[:1], copies)
    assert paper.name == "Port Times"


def test_a_credit_and_the_agency_itself_are_one():
    stories = [story("z", WIRE, "Coastal News Service"), story("b", OTHER, "Hill Post", agencies=("CNS",))]
    (found,) = origins(stories, ())
    assert found.story == "z" and found.copies == ("b",)


def test_an_agencys_text_read_from_a_file_is_its_own_root():
    stories = [story("z", WIRE, None), story("b", OTHER, "Hill Post", agencies=("CNS",))]
    (found,) = origins(stories, ())
    assert (found.name, found.story, found.copies) == ("CNS", "z", ("b",))


def test_a_house_named_below_the_first_paragraph_is_cited_for_a_passage():
    lead = "The bridge fell at dawn, and nobody in Orsk was hurt by it, the mayor said."
    stories = [
        story("a", LEAD, "Port Times"),
        story(
            "b", f"By our own staff\n\n{lead}\n\nThe Port Times said meanwhile that boats were stopped.", "Hill Post", 1
        ),
    ]
    found = origins(stories, (), [link(Tie.CITES, "b", "a")])
    assert sorted(one.name for one in found) == ["Hill Post", "Port Times"]


def test_who_is_only_led_to_is_a_root_and_who_is_only_beside_is_none():
    stories = [story("a", LEAD, "Port Times"), story("b", OTHER, "Hill Post", 1), story("c", LOCAL, "Quay Post", 2)]
    weak = Link(Tie.COPY, "c", "b", 0.3, "a few of its words run as there")
    found = origins(stories, [link(Tie.COPY, "c", "a"), weak], of=["c"])
    assert [(one.name, one.copies) for one in found] == [("Port Times", ("c",))]
    assert len(origins(stories, [link(Tie.COPY, "c", "a"), weak])) == 2
    assert origins(stories, [], of=[]) == ()


def test_a_citation_leads_to_the_outlet_cited():
    stories = [story("a", LEAD, "Port Times"), story("b", OTHER, "Hill Post", 1), story("c", LOCAL, "Quay Post", 2)]
    found = origins(stories, (), [link(Tie.CITES, "b", "Port Times"), link(Tie.CITES, "c", "b")])
    assert [(one.name, one.citing) for one in found] == [("Port Times", ("b", "c"))]


def test_two_that_cite_each_other_are_one_origin_and_nothing_tells_whose():
    stories = [story("a", LEAD, "Port Times"), story("b", OTHER, "Hill Post", 1), story("c", LOCAL, "Quay Post", 2)]
    cites = [link(Tie.CITES, *pair) for pair in (("a", "Hill Post"), ("b", "Port Times"), ("c", "a"), ("c", "b"))]
    (found,) = origins(stories, (), cites)
    assert (found.name, found.story, found.citing, found.unsure) == ("Port Times", "a", ("b", "c"), True)
    assert "they lean on each other" in found.reason


def test_a_ring_leads_to_what_its_first_story_leads_to_besides():
    stories = [story(name, LEAD, f"Paper {name}", n) for n, name in enumerate("abcd")]
    ring = [link(Tie.CITES, *pair) for pair in ("ab", "bc", "ca", "da")]
    (found,) = origins(stories, (), ring)
    assert (found.name, found.citing) == ("Paper a", ("b", "c", "d"))
    (led,) = origins(stories, (), [*ring, link(Tie.CITES, "a", "Amber Watch")])
    assert (led.name, led.story, led.citing) == ("Amber Watch", None, ("a", "b", "c", "d"))
    credited = [story("a", LEAD, "Paper a", 0, agencies=("CNS",)), *stories[1:]]
    assert [one.name for one in origins(credited, (), ring)] == ["CNS"]


def test_a_source_that_is_only_cited_is_a_root_by_name():
    stories = [story("a", LEAD, "Port Times"), story("b", OTHER, "Hill Post", 1)]
    (found,) = origins(stories, (), [link(Tie.CITES, "a", "Amber Watch"), link(Tie.CITES, "b", "Amber Watch")])
    assert (found.name, found.story, found.citing) == ("Amber Watch", None, ("a", "b"))


def test_an_own_report_that_cites_another_for_a_passage_is_an_origin_too():
    stories = [
        story("a", LEAD, "Port Times"),
        story("b", f"{OTHER} {LOCAL} {OTHER} So wrote the Port Times.", "Hill Post", 1),
    ]
    found = origins(stories, (), [link(Tie.CITES, "b", "a")])
    assert sorted(one.name for one in found) == ["Hill Post", "Port Times"]
    outside = origins(stories[1:], (), [link(Tie.CITES, "b", "Port Times")])
    assert {(one.name, one.story) for one in outside} == {("Hill Post", "b"), ("Port Times", None)}


def test_a_report_that_names_another_at_its_head_has_all_from_it():
    stories = [story("a", LEAD, "Port Times"), story("b", f"The Port Times says so: {OTHER} {LOCAL}", "Hill Post", 1)]
    (found,) = origins(stories, (), [link(Tie.CITES, "b", "a")])
    assert found.citing == ("b",)


def test_a_story_of_two_agencies_makes_neither_a_third():
    stories = [story("z", WIRE, "CNS"), story("y", OTHER, "Corvel"), story("m", LEAD, "Port Times", 2)]
    found = origins(stories, [link(Tie.COPY, "m", "z"), link(Tie.COPY, "m", "y")])
    assert sorted(one.name for one in found) == ["CNS", "Corvel"]
    assert sum("m" in one.copies for one in found) == 1


def test_links_in_a_ring_still_end():
    stories = [story("a", LEAD, "Port Times"), story("b", OTHER, "Hill Post")]
    assert origins(stories, [link(Tie.COPY, "a", "b"), link(Tie.COPY, "b", "a")])


def test_links_from_elsewhere_count_for_nothing():
    (found,) = origins([story("a", LEAD, "Port Times")], [link(Tie.COPY, "x", "a"), link(Tie.COPY, "a", "a")])
    assert found.copies == ()


def test_the_lines_read_as_a_person_would_say_them():
    stories = [story("z", WIRE, "CNS"), *(story(f"c{n}", LEAD, f"Paper {n}", n + 1) for n in range(3))]
    own = story("o", OTHER, "Hill Post")
    links = [link(Tie.COPY, "c0", "z"), link(Tie.COPY, "c1", "z"), link(Tie.REWRITE, "c2", "z")]
    lines = origin_lines([*stories, own], origins([*stories, own], links))
    assert lines[0] == "5 stories, 2 origins: CNS (2 copies, 1 rewrite), own reporting of Hill Post"
    assert lines[1].startswith("- CNS: ") and len(lines) == 3


def test_a_lone_origin_is_warned_of():
    stories = [story("a", f"{LEAD} (CNS)", "Port Times")]
    lines = origin_lines(stories, origins(stories, ()))
    assert lines[0] == "1 story, 1 origin: CNS, not seen itself (1 copy)"
    assert lines[-1].startswith("Warning: a lone origin")


LINKS = st.lists(st.tuples(st.sampled_from(list(Tie)), st.integers(0, 7), st.integers(0, 7)), max_size=20)


@given(LINKS)
def test_there_are_as_many_origins_as_stories_at_most_and_at_least_one(drawn):
    stories = [story(f"s{n}", OTHER, f"Paper {n}x") for n in range(8)]
    found = origins(stories, [link(tie, f"s{a}", f"s{b}") for tie, a, b in drawn])
    assert 1 <= len(found) <= 8
    for one in found:
        leaning = one.leaning
        assert len(leaning) == len(set(leaning)) and one.story not in leaning


def test_a_house_s_own_stories_and_versions_are_nobodys_copies():
    stories = [story("a", LEAD, "CNS"), story("b", OTHER, "CNS", 1), story("v", f"{LEAD} So far.", "CNS", 2)]
    (found,) = origins(stories, [link(Tie.VERSION, "v", "a")])
    assert (found.copies, found.own, found.versions) == ((), ("b",), ("v",))
    lines = origin_lines(stories, (found,))
    assert lines[0] == "3 stories, 1 origin: CNS (1 more of its own, 1 other version)"
