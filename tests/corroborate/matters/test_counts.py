import pytest
from hypothesis import given
from hypothesis import strategies as st

from purport.corroborate.matters import numerals
from purport.corroborate.matters.counts import counts
from purport.corroborate.matters.numerals import value
from purport.records import Span
from purport.records.matters import Count, Toll

DEAD, WOUNDED, ARRESTED = Toll.DEAD, Toll.WOUNDED, Toll.ARRESTED


def found(text):
    return [(one.toll, one.least, one.most) for one in counts(text, Span(0, len(text)))]


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("A blast killed four night watchmen and injured eleven people.", [(DEAD, 4, 4), (WOUNDED, 11, 11)]),
        ("At least 12 people were killed and 20 wounded in the blast.", [(DEAD, 12, None), (WOUNDED, 20, 20)]),
        ("The death toll rose to 15 on Tuesday.", [(DEAD, 15, 15)]),
        ("The attack left 12 to 15 people dead.", [(DEAD, 12, 15)]),
        ("Dozens were injured.", [(WOUNDED, 24, None)]),
        ("Two bombs killed twelve soldiers, wounding about 30 others.", [(DEAD, 12, 12), (WOUNDED, 27, 33)]),
        ("Police arrested three men.", [(ARRESTED, 3, 3)]),
        ("Three men were detained, the police said.", [(ARRESTED, 3, 3)]),
        ("Between 10 and 14 dead were counted.", [(DEAD, 10, 14)]),
        ("Up to 40 people are dead.", [(DEAD, 0, 40)]),
        ("More than a dozen people were hurt.", [(WOUNDED, 12, None)]),
        ("It claimed the lives of 1,200 people.", [(DEAD, 1200, 1200)]),
        ("Twelve people, including three children, were killed.", [(DEAD, 12, 12)]),
    ],
)
def test_numbers_with_their_ranges(text, wanted):
    assert found(text) == wanted


@pytest.mark.parametrize(
    ("words", "least", "most"),
    [
        ("half a dozen", 6, 6),
        ("a half-dozen", 6, 6),
        ("a dozen", 12, 12),
        ("two dozen", 24, 24),
        ("Three dozen", 36, 36),
        ("2 dozen", 24, 24),
        ("more than two dozen", 24, None),
        ("several dozen", 24, None),
        ("a few hundred", 200, None),
        ("15-20", 15, 20),
        ("15–20", 15, 20),
        ("15 to 20", 15, 20),
        ("fewer than ten", 0, 9),
        ("less than 10", 0, 9),
        ("no more than ten", 0, 10),
    ],
)
def test_dozens_ranges_and_bounds(words, least, most):
    assert found(f"The bomb killed {words} people on Tuesday.") == [(DEAD, least, most)]
    assert found(f"{words} people were killed on Tuesday.") == [(DEAD, least, most)]


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("Nobody was killed when a shell hit the hall.", [(DEAD, 0, 0)]),
        ("No one was killed.", [(DEAD, 0, 0)]),
        ("Doctors said that nobody had been killed on Tuesday.", [(DEAD, 0, 0)]),
        ("The bomb killed nobody.", [(DEAD, 0, 0)]),
        ("No people died in the blast.", [(DEAD, 0, 0)]),
        ("No one was killed or injured.", [(DEAD, 0, 0), (WOUNDED, 0, 0)]),
        ("Nobody was hurt, but two cars burnt.", [(WOUNDED, 0, 0)]),
        ("The town was shelled without casualties.", [(DEAD, 0, 0), (WOUNDED, 0, 0)]),
        ("There were no deaths.", [(DEAD, 0, 0)]),
        ("Nobody was killed, and twelve people were wounded.", [(DEAD, 0, 0), (WOUNDED, 12, 12)]),
    ],
)
def test_nobody_is_a_count_of_none(text, wanted):
    assert found(text) == wanted


@pytest.mark.parametrize(
    "text",
    [
        "Nobody was arrested for the killed mayor.",
        "Nobody knows how many were killed.",
        "No one else was killed.",
        "None of the dead was a soldier.",
        "No soldiers were killed.",
        "There were no immediate reports of casualties.",
        "No casualties were reported.",
        "There were no casualties among the guards.",
        "No one said who was killed.",
        "The army would have cheered if nobody was killed.",
    ],
)
def test_nobody_of_some_kind_or_not_yet_is_no_count_of_the_dead(text):
    assert not any(toll is DEAD for toll, _, _ in found(text))


@pytest.mark.parametrize(
    "text",
    [
        "A bomb killed a couple and their three children.",
        "A shell killed a woman and two children in Tarnov.",
        "The blast killed an old man and his three sons.",
        "A couple and their three children were killed.",
    ],
)
def test_a_part_of_a_sum_is_not_the_whole(text):
    assert found(text) == []


@pytest.mark.parametrize(
    "text",
    [
        "A 12-year-old boy was killed.",
        "He was killed in 2019.",
        "No one was arrested.",
        "The column stood 5 kilometres from the dead town.",
        "Two storage tanks were destroyed; somebody died.",
        "Prices rose 12 per cent.",
        "",
    ],
)
def test_what_counts_no_people(text):
    assert not text or found(text) == []


def test_a_count_stands_where_its_words_stand():
    text = "Kessim. The blast killed at least 12 people."
    (one,) = counts(text, Span(8, len(text)))
    assert one.span.of(text) == one.words == "at least 12"


def test_ranges_exclude_each_other_or_not():
    twelve, twenty = Count(DEAD, 12, 12, Span(0, 2), "12"), Count(DEAD, 20, 20, Span(0, 2), "20")
    at_least = Count(DEAD, 12, None, Span(0, 2), "at least 12")
    assert not twelve.agrees(twenty)
    assert at_least.agrees(twenty) and twenty.agrees(at_least)
    assert not Count(DEAD, 0, 9, Span(0, 2), "up to 9").agrees(at_least)


ranges = st.builds(
    lambda low, more: Count(DEAD, low, None if more is None else low + more, Span(0, 1), "x"),
    st.integers(0, 50),
    st.none() | st.integers(0, 20),
)


@given(ranges, ranges)
def test_agreement_is_mutual_and_everything_agrees_with_itself(one, other):
    assert one.agrees(other) == other.agrees(one)
    assert one.agrees(one)


@given(ranges, ranges)
def test_ranges_agree_just_when_a_number_lies_in_both(one, other):
    def holds(count, n):
        return count.least <= n and (count.most is None or n <= count.most)

    assert one.agrees(other) == any(holds(one, n) and holds(other, n) for n in range(121))


@given(st.integers(0, 999_999))
def test_digits_are_read_with_and_without_commas(n):
    assert value(str(n)) == value(f"{n:,}") == n


@pytest.mark.parametrize(("word", "n"), [("ninety-nine", 99), ("three hundred", 300), ("one thousand and two", 1002)])
def test_words_are_read(word, n):
    assert value(word) == n


@pytest.mark.parametrize(
    ("text", "least", "most"),
    [
        ("The governor put the number of dead at seven.", 7, 7),
        ("They put the toll of the bomb at the mill in Harlen on Sunday at 24.", 24, 24),
        ("Dead: 24. Source: the governor.", 24, 24),
        ("The dead number 24.", 24, 24),
        ("Harlen lost 24 of its people on Friday.", 24, 24),
        ("The battalion lost 24 soldiers.", 24, 24),
        ("The bomb claimed 24 victims.", 24, 24),
        ("Harlen mourns 24 after the blast.", 24, 24),
        ("The deaths of 24 people were confirmed.", 24, 24),
        ("The death of 24 people was confirmed.", 24, 24),
        ("Rescuers brought out 24 bodies.", 24, None),
        ("The bodies of 24 people were found.", 24, None),
        ("24 perished in the fire.", 24, 24),
        ("Gunmen murdered 24 villagers.", 24, 24),
        ("24 of the passengers died.", 24, 24),
        ("The number of those who died in Harlen on Monday was given by the mayor as 24.", 24, 24),
        ("The mayor gave the number of people who had been killed in the blast as at least 24.", 24, None),
        ("The mayor put the dead of Monday's raid at 24.", 24, 24),
        ("Harlen declared three days of mourning for the 24 victims of the blast.", 24, 24),
        ("He has admitted that 24 people did not survive the blast.", 24, 24),
        ("24 of the miners have not survived.", 24, 24),
        ("24 men were fatally wounded in the raid.", 24, 24),
        ("The gunmen fatally shot 24 farmers.", 24, 24),
        ("The body count reached 24.", 24, 24),
    ],
)
def test_the_dead_are_told_in_many_ways(text, least, most):
    (count,) = counts(text, Span(0, len(text)))
    assert (count.toll, count.least, count.most) == (DEAD, least, most)


@pytest.mark.parametrize(
    "text",
    [
        "The club lost 24 matches.",
        "He lost 24 of the letters.",
        "Harlen mourned for 24 days.",
        "Harlen is to mourn for three days.",
        "24 letters did not survive the fire.",
        "The mayor put the dead horses in a pit at 24 Mill Lane.",
        "Two of the dead were bakers.",
        "Seven children among the dead were not named.",
        "He was found dead at 24 Mill Lane.",
    ],
)
def test_what_counts_no_dead(text):
    assert [count for count in counts(text, Span(0, len(text))) if count.toll is DEAD] == []


def test_a_long_s_is_an_s_and_a_sentence_without_a_number_counts_nobody():
    text = "Dozenſ were killed."
    assert [(one.toll, one.least, one.most) for one in counts(text, Span(0, len(text)))] == [(Toll.DEAD, 24, None)]
    plain = "The mayor was killed."
    assert counts(plain, Span(0, len(plain))) == ()


NONE: list[tuple[Toll, int, int | None]] = []


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("Gunmen killed Jon Aske, 47, and wounded 12 people.", [(WOUNDED, 12, 12)]),
        ("Jon Aske, 47, was killed and 12 people were hurt.", [(WOUNDED, 12, 12)]),
        ("Mela Harden, 23, and Jon Aske, 31, were killed.", NONE),
        ("The dead were Mela Harden, 23, Jon Aske, 31, and Per Oll, 40.", NONE),
        ("Jon Aske (47) was killed.", NONE),
        ("Jon Aske, aged 47, was killed.", NONE),
        ("Jon Aske, age 47, died.", NONE),
        ("Jon Aske, who was 47, was killed.", NONE),
        ("Jon Aske was killed at 47.", NONE),
        ("A man of 47 was killed.", NONE),
        ("A man in his 40s was killed.", NONE),
        ("A man aged 30 to 35 was killed.", NONE),
        ("A boy, 12, was killed.", NONE),
        ("Two boys aged 12 and 14 were killed.", [(DEAD, 2, 2)]),
        ("Police arrested 12 men over 18.", [(ARRESTED, 12, 12)]),
        ("In Harlen, 12 were killed.", [(DEAD, 12, 12)]),
        ("On Monday, 12 people were killed and 30 wounded.", [(DEAD, 12, 12), (WOUNDED, 30, 30)]),
    ],
)
def test_an_age_is_no_number_of_people(text, wanted):
    assert found(text) == wanted


@pytest.mark.parametrize(
    "text",
    [
        "Jon Aske, 47, and two guards were killed.",
        "Jon Aske and two guards were killed.",
        "Gunmen killed Jon Aske and two guards.",
        "A boy, 12, and two men were killed.",
        "A man aged 47 and 12 children were killed.",
        "A man killed his wife and two children.",
        "The gunman killed the guard and two visitors.",
    ],
)
def test_those_beside_somebody_are_not_all(text):
    assert found(text) == NONE


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("Gunmen killed Jon Aske and 12 people were wounded.", [(WOUNDED, 12, 12)]),
        ("Five were killed Monday and two wounded.", [(DEAD, 5, 5), (WOUNDED, 2, 2)]),
    ],
)
def test_those_to_whom_something_else_was_done_are_counted_apart(text, wanted):
    assert found(text) == wanted


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("5 killed, 10 hurt", [(DEAD, 5, 5), (WOUNDED, 10, 10)]),
        ("Blast kills 5, injures 10.", [(DEAD, 5, 5), (WOUNDED, 10, 10)]),
        ("Blast kills 5, 10 hurt.", [(DEAD, 5, 5), (WOUNDED, 10, 10)]),
        ("Killed: 5. Hurt: 10.", [(DEAD, 5, 5), (WOUNDED, 10, 10)]),
        ("Five elderly villagers killed in blast, 10 hurt", [(DEAD, 5, 5), (WOUNDED, 10, 10)]),
        ("12 killed, 30 injured, 4 arrested.", [(DEAD, 12, 12), (WOUNDED, 30, 30), (ARRESTED, 4, 4)]),
        ("12 killed and 30 injured.", [(DEAD, 12, 12), (WOUNDED, 30, 30)]),
        ("Gunmen killed 10 and 12 were wounded.", [(DEAD, 10, 10), (WOUNDED, 12, 12)]),
        ("12 killed Monday in blast.", [(DEAD, 12, 12)]),
        ("Two gunmen killed 12 people.", [(DEAD, 12, 12)]),
    ],
)
def test_each_word_has_its_own_number(text, wanted):
    assert found(text) == wanted


@pytest.mark.parametrize(
    "text",
    [
        "Two gunmen killed a teacher.",
        "Two gunmen killed Jon Aske.",
        "Two gunmen killed villagers in Tarnov.",
        "Two gunmen killed 60 cattle.",
        "Two officials said that the mayor was killed.",
        "Three witnesses said the mayor was killed.",
        "They killed one another.",
    ],
)
def test_who_kills_or_says_so_is_not_counted_as_dead(text):
    assert found(text) == NONE


@pytest.mark.parametrize(
    "text",
    [
        "Five traders, not seven, were killed.",
        "Five traders were killed, not seven.",
        "Not seven but five traders were killed.",
        "The bomb killed five rather than seven traders.",
        "Five, instead of seven, traders were killed.",
        "The toll was revised down from 30 to five.",
        "The ministry lowered the toll to five from 30.",
        "The ministry cut the toll from 30 to five.",
        "The toll rose from four to five.",
        "The toll rose to five from four.",
        "The toll rose by one to five.",
        "Five people were killed, up from four reported earlier.",
    ],
)
def test_the_new_number_stands_and_the_earlier_one_does_not(text):
    assert found(text) == [(DEAD, 5, 5)]


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("The number of wounded rose from 30 to 40.", [(WOUNDED, 40, 40)]),
        ("The number of dead rose from four to at least seven.", [(DEAD, 7, None)]),
        ("The toll rose by three.", NONE),
        ("From 10 to 12 people were killed.", [(DEAD, 10, 12)]),
        ("Two more people died, raising the toll to 14.", [(DEAD, 14, 14)]),
        ("Police killed five men and wounded another 12.", [(DEAD, 5, 5), (WOUNDED, 12, 12)]),
        ("Two people were not killed, as first said, but hurt.", NONE),
        ("Two people were not killed but hurt.", [(WOUNDED, 2, 2)]),
        ("Two people were not killed.", NONE),
        ("Two people were not hurt but killed.", [(DEAD, 2, 2)]),
    ],
)
def test_what_a_number_came_to_and_what_was_not(text, wanted):
    assert found(text) == wanted


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("Three soldiers and nine civilians were killed.", [(DEAD, 12, 12)]),
        ("Gunmen killed three soldiers and nine civilians.", [(DEAD, 12, 12)]),
        ("Gunmen killed three soldiers and nine civilians on Monday.", [(DEAD, 12, 12)]),
        ("Three soldiers, two guards and nine civilians were killed.", [(DEAD, 14, 14)]),
        ("At least three soldiers and nine civilians were killed.", [(DEAD, 12, None)]),
        ("Up to three soldiers and nine civilians were killed.", [(DEAD, 0, 12)]),
        ("Three soldiers and about nine civilians were killed.", [(DEAD, 11, 13)]),
        ("Three soldiers were killed and nine civilians wounded.", [(DEAD, 3, 3), (WOUNDED, 9, 9)]),
        ("Gunmen killed three soldiers and wounded nine civilians.", [(DEAD, 3, 3), (WOUNDED, 9, 9)]),
        ("Gunmen killed three soldiers and nine civilians were wounded.", [(DEAD, 3, 3), (WOUNDED, 9, 9)]),
        ("Twelve people, including three soldiers and nine civilians, were killed.", [(DEAD, 12, 12)]),
        ("Twelve people, three soldiers and nine civilians, were killed.", [(DEAD, 12, 12)]),
        ("Twelve Dravians, three soldiers and nine civilians, were killed.", [(DEAD, 12, 12)]),
        ("Twelve people were killed, three soldiers and nine civilians.", [(DEAD, 12, 12)]),
        ("Two herdsmen and 60 cattle were killed.", [(DEAD, 2, 2)]),
        ("Gunmen killed two herdsmen and 60 cattle.", [(DEAD, 2, 2)]),
    ],
)
def test_numbers_side_by_side_are_one_sum(text, wanted):
    assert found(text) == wanted


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("Nine out of twelve hostages were killed.", [(DEAD, 9, 9)]),
        ("Nine of the twelve hostages were killed.", [(DEAD, 9, 9)]),
        ("Gunmen killed nine of the twelve hostages.", [(DEAD, 9, 9)]),
        ("All but two of the 12 hostages were killed.", [(DEAD, 10, 10)]),
        ("All but two of the hostages were killed.", NONE),
        ("All 12 hostages were killed except two.", NONE),
        ("Half of the 40 hostages were killed.", [(DEAD, 20, 20)]),
        ("Half of the 41 hostages were killed.", [(DEAD, 20, 21)]),
        ("Most of the 40 hostages were killed.", NONE),
        ("Two thirds of the 12 hostages were killed.", NONE),
        ("One of two men shot has died.", [(DEAD, 1, 1)]),
        ("Nine of the 12 dead were soldiers.", [(DEAD, 12, 12)]),
        ("Half of the 12 dead were soldiers.", [(DEAD, 12, 12)]),
        ("One in three people was killed.", NONE),
    ],
)
def test_a_part_of_a_whole_is_counted_and_not_the_whole(text, wanted):
    assert found(text) == wanted


@pytest.mark.parametrize(
    "text",
    [
        "More than 300 people have been killed in the province since 2020.",
        "Since 2020, more than 300 people have been killed.",
        "Since January, 40 people have been killed in the province.",
        "More than 300 people have been killed this year.",
        "So far this year 40 people have been killed.",
        "At least 40 people were killed in the past three months.",
        "In the last 10 years 400 people have been killed.",
        "Attacks have killed 300 people and wounded 1,000 since 2020.",
    ],
)
def test_a_total_over_a_longer_time_is_not_the_toll_of_an_event(text):
    assert found(text) == NONE


@pytest.mark.parametrize(
    "text",
    [
        "The bomb killed 12 people on Monday; 300 have been killed since 2020.",
        "12 people were killed on Monday and 300 have been killed since 2020.",
        "The bomb killed 12, bringing to 300 the number killed since 2020.",
        "The bomb killed 12 people in the town, which has been held by rebels since 2020.",
        "The bomb killed 12 people in Harlen, held by rebels since 2020.",
        "The deadliest attack in the past 10 years killed 12 people.",
        "The bomb killed 12 people in the worst attack this year.",
        "A bomb killed 12 people earlier this year.",
        "12 people have been killed since Friday.",
    ],
)
def test_beside_such_a_time_the_toll_of_an_event_stands(text):
    assert found(text) == [(DEAD, 12, 12)]


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("It was the 19th bomb to kill people.", NONE),
        ("Police killed him with an AK47.", NONE),
        ("60 sheep were killed.", NONE),
        ("Jon Aske was killed on March 12.", NONE),
        ("Gunmen killed Jon Aske on Highway 12.", NONE),
        ("They shot three times and killed two men.", [(DEAD, 2, 2)]),
        ("Five were killed when the roof of a 12-storey building fell in.", [(DEAD, 5, 5)]),
        ("A five-member family was killed.", [(DEAD, 5, 5)]),
        ("12 truck drivers were killed.", [(DEAD, 12, 12)]),
        ("12 village elders were killed.", [(DEAD, 12, 12)]),
        ("Three bomb disposal experts were killed.", [(DEAD, 3, 3)]),
        ("Not more than ten people were killed.", [(DEAD, 0, 10)]),
        ("No less than ten people were killed.", [(DEAD, 10, None)]),
        ("12 or more people were killed.", [(DEAD, 12, None)]),
        ("12+ people were killed.", [(DEAD, 12, None)]),
        ("٢٠ people were killed.", [(DEAD, 20, 20)]),
        ("12 people are said to have been killed.", [(DEAD, 12, 12)]),
    ],
)
def test_what_numbers_name_and_how_they_are_bounded(text, wanted):
    assert found(text) == wanted


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("Gunmen kill two, wound ten in Harlen", [(DEAD, 2, 2), (WOUNDED, 10, 10)]),
        ("2 killed 10 hurt in Harlen", [(DEAD, 2, 2), (WOUNDED, 10, 10)]),
        ("20, maybe 30, people were killed.", [(DEAD, 20, 30)]),
        ("At least 12 people, possibly 15, were killed.", [(DEAD, 12, None)]),
        ("At least 12 and as many as 20 people were killed.", [(DEAD, 12, 20)]),
        ("Two or three dozen people were killed.", [(DEAD, 24, 36)]),
        ("Two to three hundred people were killed.", [(DEAD, 200, 300)]),
        ("A dozen or so people were killed.", [(DEAD, 11, 13)]),
        ("12 people, at least, were killed.", [(DEAD, 12, None)]),
        ("Every one of the 12 hostages was killed.", [(DEAD, 12, 12)]),
        ("Not one of the 12 hostages was killed.", NONE),
        ("Not all of the 12 hostages were killed.", NONE),
        ("More than half of the 40 hostages were killed.", NONE),
        ("Two more bodies were found, bringing the death toll to 14.", [(DEAD, 14, 14)]),
        ("At least 12 people died, down from an earlier toll of 24.", [(DEAD, 12, None)]),
        ("Twelve people die on the roads every year.", NONE),
        ("Twelve people a day have been killed.", NONE),
        ("12 people were killed in a blast in Harlen this year.", [(DEAD, 12, 12)]),
        ("12 people were killed a day later.", [(DEAD, 12, 12)]),
    ],
)
def test_headlines_guesses_and_shares(text, wanted):
    assert found(text) == wanted


MAYBE = [
    "seven",
    "half",
    "killed",
    "12",
    "three-hundred",
    "dead",
    "a",
    "dozen",
    "wounded",
    "٢٠",
    "scores",
    "of",
    "no",
    "zero",
    ".",
]


@given(st.lists(st.sampled_from(MAYBE), max_size=9).map(" ".join))
def test_what_is_passed_over_has_no_number(text):
    passed_over = not numerals._DIGIT.search(text) and numerals._COUNTING.isdisjoint(
        numerals._LETTERS.findall(text.casefold())
    )
    assert not passed_over or not any(numerals.ranged(hit) for hit in numerals.NUMERAL.finditer(text))
