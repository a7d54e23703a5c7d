"""Time expressions: where they stand, what type and value they have, and which days they mean."""

from __future__ import annotations

import itertools
import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bench.timex import valid_edtf, well_formed
from purport.read.parse import parsed, plain
from purport.read.times import times
from purport.records import TimeMark

PUBLISHED = "2016-11-04"
"""A Friday."""


def marks(text: str, published: str | None = PUBLISHED) -> dict[str, TimeMark]:
    return {mark.text: mark for mark in times(parsed(text), published)}


@pytest.mark.parametrize(
    ("sentence", "words", "kind", "value", "edtf"),
    [
        ("The group said yesterday that it would stop.", "yesterday", "DATE", "2016-11-03", "2016-11-03"),
        ("The talks resume tomorrow morning.", "tomorrow morning", "TIME", "2016-11-05TMO", "2016-11-05"),
        ("The day before yesterday he left.", "The day before yesterday", "DATE", "2016-11-02", "2016-11-02"),
        ("The shelling went on last night.", "last night", "TIME", "2016-11-03TNI", "2016-11-03"),
        ("The speech came out late on Wednesday.", "late on Wednesday", "TIME", "2016-11-02TNI", "2016-11-02"),
        ("Police found it early Tuesday.", "early Tuesday", "TIME", "2016-11-01TMO", "2016-11-01"),
        ("A bomb went off at 3 p.m. on Thursday.", "3 p.m. on Thursday", "TIME", "2016-11-03T15:00", "2016-11-03"),
        ("They struck at dawn on Tuesday.", "dawn on Tuesday", "TIME", "2016-11-01TMO", "2016-11-01"),
        (
            "He was shot on the night of 13 November 2015.",
            "the night of 13 November 2015",
            "TIME",
            "2015-11-13TNI",
            "2015-11-13",
        ),
        ("He spoke on Friday.", "Friday", "DATE", "2016-11-04", "2016-11-04"),
        ("He spoke last Friday.", "last Friday", "DATE", "2016-10-28", "2016-10-28"),
        ("He will speak on Sunday.", "Sunday", "DATE", "2016-11-06", "2016-11-06"),
        ("The deadline expires on Thursday.", "Thursday", "DATE", "2016-11-10", "2016-11-10"),
        ("They left on Monday of last week.", "Monday of last week", "DATE", "2016-10-24", "2016-10-24"),
        ("The city fell in June 2014.", "June 2014", "DATE", "2014-06", "2014-06"),
        ("He was arrested in August.", "August", "DATE", "2016-08", "2016-08"),
        ("The vote will be held in March.", "March", "DATE", "2017-03", "2017-03"),
        ("He was jailed last December.", "last December", "DATE", "2015-12", "2015-12"),
        ("He was born on 2 May 1970.", "2 May 1970", "DATE", "1970-05-02", "1970-05-02"),
        ("He left on Friday, November 4, 2016.", "Friday, November 4, 2016", "DATE", "2016-11-04", "2016-11-04"),
        ("He left on the 2nd of November.", "the 2nd of November", "DATE", "2016-11-02", "2016-11-02"),
        ("The letter is dated 2016-11-02.", "2016-11-02", "DATE", "2016-11-02", "2016-11-02"),
        ("It was logged at 2016-11-02T10:30:00Z.", "2016-11-02T10:30:00Z", "TIME", "2016-11-02T10:30Z", "2016-11-02"),
        ("The form says 25/12/2015.", "25/12/2015", "DATE", "2015-12-25", "2015-12-25"),
        ("The front has held it since last year.", "last year", "DATE", "2015", "2015/.."),
        ("Troops reached it earlier this week.", "earlier this week", "DATE", "2016-W44", "2016-10-31/2016-11-04"),
        ("He will visit later this month.", "later this month", "DATE", "2016-11", "2016-11-04/2016-11-30"),
        ("He died two weeks ago.", "two weeks ago", "DATE", "2016-W42", "2016-10-17/2016-10-23"),
        ("He died three days ago.", "three days ago", "DATE", "2016-11-01", "2016-11-01"),
        ("It has stood there since 19 August 2013.", "19 August 2013", "DATE", "2013-08-19", "2013-08-19/.."),
        ("The truce holds until Tuesday.", "Tuesday", "DATE", "2016-11-08", "../2016-11-08"),
        ("It was built around 2002.", "2002", "DATE", "2002", "2002~"),
        ("It began in the 1990s.", "the 1990s", "DATE", "199", "199X"),
        ("It began in the 19th century.", "the 19th century", "DATE", "18", "18XX"),
        ("It began in the spring of 2003.", "the spring of 2003", "DATE", "2003-SP", "2003-21"),
        (
            "They met on 20-22 October 2014.",
            "20-22 October 2014",
            "DATE",
            "2014-10-20/2014-10-22",
            "2014-10-20/2014-10-22",
        ),
        (
            "Between 10 and 15 August forty died.",
            "10 and 15 August",
            "DATE",
            "2016-08-10/2016-08-15",
            "2016-08-10/2016-08-15",
        ),
        ("It fell in the first half of 2016.", "the first half of 2016", "DATE", "2016-H1", "2016-01/2016-06"),
        ("It lasted more than half an hour.", "more than half an hour", "DURATION", "PT30M", None),
        ("They fought for a few weeks.", "a few weeks", "DURATION", "PXW", None),
        ("It took two and a half years.", "two and a half years", "DURATION", "P2.5Y", None),
        ("A 72-hour truce was agreed.", "72-hour", "DURATION", "PT72H", None),
        (
            "Thousands fled in the past three months.",
            "the past three months",
            "DURATION",
            "P3M",
            "2016-08-04/2016-11-04",
        ),
        ("A month-long curfew ended.", "month-long", "DURATION", "P1M", None),
        ("They pray every Friday.", "every Friday", "SET", "XXXX-WXX-5", None),
        ("They met twice a month.", "twice a month", "SET", "P1M", None),
        ("Attacks are now rare.", "now", "DATE", "PRESENT_REF", None),
    ],
)
def test_an_expression_has_its_type_value_and_days(
    sentence: str, words: str, kind: str, value: str, edtf: str | None
) -> None:
    mark = marks(sentence)[words]
    assert (mark.type, mark.value, mark.edtf) == (kind, value, edtf)


@pytest.mark.parametrize(
    "sentence",
    [
        "The council passed Resolution 2254 and flight 1984 was late.",
        "They may march if they must.",
        "Mr May met Ms April Holt of the company.",
        "He is a 45-year-old teacher.",
        "Four night watchmen had a second look at 1500 crates.",
        "It was the second raid in as many days, after Friday prayers.",
        "The report cost 2,016 dollars and listed 12 villages.",
    ],
)
def test_what_only_looks_like_a_time_is_left_alone(sentence: str) -> None:
    assert marks(sentence) == {}


def test_days_are_counted_from_the_date_named_last() -> None:
    found = marks("The depot was hit on 3 May 2014. Two days later the mill burned. The previous day had been calm.")
    assert found["Two days later"].value == "2014-05-05"
    assert found["The previous day"].value == "2014-05-04"


def test_an_event_named_before_dates_the_day_after_it() -> None:
    found = marks(
        "The blast of 3 May 2014 killed nine. Mourners came in 2015. The day after the blast, shops were shut."
    )
    assert found["The day"].value == "2014-05-04"
    assert "after the blast" in found["The day"].reason


def test_the_day_after_an_event_without_a_day_has_no_value() -> None:
    found = marks("The blast killed nine. He left on 3 May 2014. The day after the blast, shops were shut.")
    assert found["The day"].value is None
    assert "not told" in found["The day"].reason


def test_a_date_after_since_is_background() -> None:
    found = marks("He spoke on 3 May 2014, his first speech since 9 July 2011. Two days later he died.")
    assert found["Two days later"].value == "2014-05-05"


def test_a_year_named_in_between_does_not_hide_the_day() -> None:
    found = marks("He came on 3 May 2014. He had served in 2009. The next day he left.")
    assert found["The next day"].value == "2014-05-04"


def test_a_time_of_day_takes_the_day_of_its_own_sentence() -> None:
    text = "On Wednesday a bomb was found at 18:00 GMT. On Friday morning the road was shut."
    assert marks(text)["18:00 GMT"].value == "2016-11-02T18:00Z"


@pytest.mark.parametrize(
    ("sentence", "words", "value"),
    [
        ("The deal should be completed in March.", "March", "2017-03"),
        ("A rally to be held on 12 December was called off.", "12 December", "2016-12-12"),
        ("Shops remain closed until Monday.", "Monday", "2016-11-07"),
        ("The firm posted a loss in the third quarter.", "the third quarter", "2016-Q3"),
        ("The firm expects a loss in the third quarter.", "the third quarter", "2016-Q3"),
        ("Miners earn 400 crowns a month.", "a month", "P1M"),
        ("He died a month after the flood.", "a month", "P1M"),
    ],
)
def test_the_clause_decides(sentence: str, words: str, value: str) -> None:
    assert marks(sentence)[words].value == value


def test_rates_are_sets_and_lengths_are_not() -> None:
    assert marks("Miners earn 400 crowns a month.")["a month"].type == "SET"
    assert marks("He died a month after the flood.")["a month"].type == "DURATION"


def test_a_long_text_takes_time_in_proportion() -> None:
    line = "On 3 May 2014 forty-one men left three days later, a year and a half ago, the day after the attack. "
    text = line * 300
    start = time.process_time()
    found = times(plain(text), PUBLISHED)
    assert len(found) >= 300
    assert time.process_time() - start < 8


def test_a_chain_of_a_thousand_verbs_is_no_trouble() -> None:
    text = "He came on Monday" + ", ran on Monday" * 1100 + " and left."
    parse = parsed(text)
    start = time.process_time()
    assert len(times(parse, PUBLISHED)) == 1101
    assert time.process_time() - start < 8


@pytest.mark.parametrize(
    ("sentence", "words", "value"),
    [
        ("The film opens in Kelva on Tuesday.", "Tuesday", "2016-11-08"),
        ("Gunmen attack Kelva on Tuesday", "Tuesday", "2016-11-01"),
        ("Until Thursday, the army had held the bridge.", "Thursday", "2016-11-03"),
        ("A 2014 study found lead in the wells.", "2014", "2014"),
        ("He will come at six o'clock this evening.", "six o'clock this evening", "2016-11-04T18:00"),
        ("They stayed for a couple of days.", "a couple of days", "PXD"),
        ("In 1998, on Aug. 7, two bombs went off.", "Aug. 7", "1998-08-07"),
        ("He came in 1998. Two bombs went off on Aug. 7.", "Aug. 7", "2016-08-07"),
        ("It takes effect at 6 a.m. (0300 GMT) on Sunday.", "6 a.m.", "2016-11-06T06:00"),
        ("By nightfall on Thursday the army held the bridge.", "nightfall on Thursday", "2016-11-03TNI"),
    ],
)
def test_what_the_words_around_it_tell(sentence: str, words: str, value: str) -> None:
    assert marks(sentence)[words].value == value


@pytest.mark.parametrize(
    "sentence",
    [
        "She wrote for Russia Today and Larry King Now.",
        "In his early 20s he left as soon as he could.",
        "Three quarters of the crew fell ill.",
        "Mr. May and Dr. June Holt met Ramadan Halabi.",
        "The moment he fell they ran.",
    ],
)
def test_names_ages_and_shares_are_no_times(sentence: str) -> None:
    assert marks(sentence) == {}


@pytest.mark.parametrize(
    "piece",
    [
        "twenty ",
        "the first half of ",
        "1",
        "2016-",
        "a ",
        "last ",
        "early in the ",
        "31/12/",
        "٣",
        "قبل ",
        "- ",
        "\n",
        "3:30 ",
    ],
)
def test_a_word_over_and_over_does_not_hold_it_up(piece: str) -> None:
    start = time.process_time()
    times(plain(piece * 4000), PUBLISHED)
    assert time.process_time() - start < 8


def test_without_a_day_of_publication_relative_expressions_have_no_value() -> None:
    found = marks("He came yesterday and spoke on Friday; last year he had been away. He was born on 3 May 1970.", None)
    for words in ("yesterday", "Friday", "last year"):
        assert found[words].value is None
        assert found[words].edtf is None
        assert "not known" in found[words].reason
    assert found["3 May 1970"].edtf == "1970-05-03"


def test_a_month_of_publication_is_enough_for_years_and_not_for_days() -> None:
    found = marks("He came yesterday. Last year he had been away.", "2016-11")
    assert found["yesterday"].value is None
    assert found["Last year"].value == "2015"


def test_figures_that_may_be_read_two_ways_are_not_guessed() -> None:
    (mark,) = marks("The note bears the date 03/04/2009.").values()
    assert mark.value is None
    assert "cannot be told apart" in mark.reason


def test_figures_just_before_publication_are_read_so() -> None:
    (mark,) = marks("The note bears the date 11/03/2016.").values()
    assert mark.edtf == "2016-11-03"


def test_arabic_months_of_both_styles_and_weekdays() -> None:
    text = "قال الجيش يوم الأربعاء ٢ نوفمبر/تشرين الثاني ٢٠١٦ إن القوات دخلت المدينة في كانون الثاني 2015 وفي عام 2014، وأمس."
    found = {mark.text: mark.edtf for mark in times(plain(text), PUBLISHED)}
    assert found == {
        "يوم الأربعاء ٢ نوفمبر/تشرين الثاني ٢٠١٦": "2016-11-02",
        "كانون الثاني 2015": "2015-01",
        "عام 2014": "2014",
        "أمس": "2016-11-03",
    }


def test_arabic_weekdays_lie_behind_unless_said_to_come() -> None:
    found = {mark.text: mark.edtf for mark in times(plain("زار المدينة الخميس ويعود يوم السبت المقبل"), PUBLISHED)}
    assert found == {"الخميس": "2016-11-03", "يوم السبت المقبل": "2016-11-05"}


def test_three_days_before_something_are_not_three_days_ago() -> None:
    found = [mark.text for mark in times(plain("وصل قبل ثلاثة أيام من عيد الفطر"), PUBLISHED)]
    assert found == ["ثلاثة أيام", "عيد الفطر"]


def test_arabic_without_a_day_of_publication_is_not_counted_from_today() -> None:
    found = times(plain("وصل أمس وغادر قبل ثلاثة أيام فجر الخميس في 4 أيلول ثم في رمضان"), None)
    assert [mark.edtf for mark in found] == [None] * len(found)
    assert len(found) == 5


@pytest.mark.parametrize(
    "text", ["فاز الفريق 2 صفر", "في اليوم الأول من القمة", "في اليوم الذي وصل فيه", "التقى رجب شعبان بأبيه"]
)
def test_arabic_words_that_only_look_like_times(text: str) -> None:
    assert times(plain(text), PUBLISHED) == ()


def test_harakat_do_not_shift_the_span() -> None:
    text = "في ١٢ يَنايِر ٢٠١٦"
    (mark,) = times(plain(text), None)
    assert mark.span.of(text) == "١٢ يَنايِر ٢٠١٦"
    assert mark.edtf == "2016-01-12"


def test_lines_wrapped_by_hand_do_not_break_a_date() -> None:
    assert "June\n2014" in marks("The city fell to the front in June\n2014 after a siege.")


PIECES = st.sampled_from(
    [
        "yesterday", "late on", "Wednesday", "31", "February", "2016", "the", "last", "99999999", "years", "ago", "a", "half",
        "-", "between", "and", "00:00", "25:61", "a.m.", "1st", "century", "0th", "Q4", "9999-12-31", "0001-01-01", "May", ",",
        "Ramadan", "10", "Muharram", "1438", "AH", "Easter", "the day", "after", "attack", "twice", "o'clock",
        "half past", "three", "رمضان", "قبل", "ثلاثة", "أيام", "هـ", "BC", "first", "quarter", "of", "since", "until",
        "every", "noon", "GMT", "fiscal",
        "next", "weekend", "two", "centuries", "later", "٣١", "شباط", "أمس", "\n", "\n\n", "’s", "🙂", "\u200f", "1000000",
    ]
)  # fmt: skip
DATES = st.none() | st.sampled_from(
    ["2016-11-04", "2016-02-29", "9999-12-31", "0001-01-01", "2016", "2016-11", "199X", "../2016", "x", ""]
)


@settings(max_examples=300, deadline=None)
@given(st.lists(PIECES, max_size=25), DATES)
def test_any_text_gives_marks_that_lie_in_it_and_apart(pieces: list[str], published: str | None) -> None:
    text = " ".join(pieces)
    found = times(plain(text), published)
    assert all(mark.text == mark.span.of(text) and 0 <= mark.score <= 1 for mark in found)
    assert all(mark.type in ("DATE", "TIME", "DURATION", "SET") and mark.reason for mark in found)
    assert all(not a.span.overlaps(b.span) for a, b in itertools.pairwise(found))
    assert all(mark.edtf is None or mark.value is not None for mark in found)
    assert [mark.value for mark in found if mark.value and not well_formed(mark.value)] == []
    assert [mark.edtf for mark in found if mark.edtf and not valid_edtf(mark.edtf)] == []


@settings(max_examples=30, deadline=None)
@given(st.lists(PIECES, max_size=20), DATES)
def test_a_parse_changes_nothing_of_that(pieces: list[str], published: str | None) -> None:
    text = " ".join(pieces)
    found = times(parsed(text), published)
    assert all(mark.text == mark.span.of(text) for mark in found)
    assert all(not a.span.overlaps(b.span) for a, b in itertools.pairwise(found))


@settings(max_examples=60, deadline=None)
@given(st.text(max_size=80))
def test_any_characters_at_all_pass(text: str) -> None:
    assert all(mark.text == mark.span.of(text) for mark in times(plain(text), PUBLISHED))
