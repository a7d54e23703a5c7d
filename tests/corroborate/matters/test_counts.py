import pytest
from hypothesis import given
from hypothesis import strategies as st

from purport.corroborate.matters.counts import counts, value
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
    from purport.corroborate.matters import counts as module

    passed_over = not module._DIGIT.search(text) and module._COUNTING.isdisjoint(
        module._LETTERS.findall(text.casefold())
    )
    assert not passed_over or not any(module._range(hit) for hit in module._NUMBER.finditer(text))
