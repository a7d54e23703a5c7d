"""Datelines, bylines and credits, as agencies and papers write them."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from purport.read.extract.dateline import byline, head
from purport.read.extract.inline import usual_case

STORY = "Talks on the upper dam stalled on Tuesday, the water ministry said."
MORE = "The envoy said that the other side would wait for as long as it takes."

DATELINES = [
    ("KELVA, Norland (AP) — ", "Kelva", "AP", None),
    ("KELVA, Norland (AP) -- ", "Kelva", "AP", None),
    ("KELVA, Norland (AP) - ", "Kelva", "AP", None),
    ("KELVA (Reuters) - ", "Kelva", "Reuters", None),
    ("KELVA, Nov 4 (Reuters) - ", "Kelva", "Reuters", (None, 11, 4)),
    ("KELVA, Norland (AFP), 4 November 2016 - ", "Kelva", "AFP", (2016, 11, 4)),
    ("KELVA, Norland, Nov. 4, 2016 (AFP) – ", "Kelva", "AFP", (2016, 11, 4)),
    ("KELVA, March 5 (Xinhua) -- ", "Kelva", "Xinhua", (None, 3, 5)),
    ("KELVA, March 5. /TASS/. ", "Kelva", "TASS", (None, 3, 5)),
    ("KELVA. March 5 (Interfax) - ", "Kelva", "Interfax", (None, 3, 5)),
    ("KELVA, 4 November (Norwire) - ", "Kelva", "Norwire", (None, 11, 4)),
    ("Kelva (AFP) – ", "Kelva", "AFP", None),
    ("Kelva, Norland (dpa) - ", "Kelva", "dpa", None),
    ("KELVA, Norland — ", "Kelva", None, None),
    ("KELVA — ", "Kelva", None, None),
    ("UPPER KELVA: ", "Upper Kelva", None, None),
    ("KELVA, Norland (AP) \x97 ", "Kelva", "AP", None),
    ("PORT-AU-KELVA, Norland (AP) — ", "Port-au-Kelva", "AP", None),
    ("DEIR EL-KELVA, Norland (AP) — ", "Deir el-Kelva", "AP", None),
    ("KELVA, Norland (The Associated Press) — ", "Kelva", "AP", None),
    ("KELVA, Norland (AP/Reuters) — ", "Kelva", "AP and Reuters", None),
    ("KELVA, Norland (Associated Press, Reuters) — ", "Kelva", "AP and Reuters", None),
    ("KELVA, Norland (AFP, AP and Reuters) — ", "Kelva", "AFP, AP and Reuters", None),
    ("KELVA, Norland (AP/Harbour Board) — ", "Kelva", "AP", None),
    ("KELVA (RFE/RL) — ", "Kelva", "RFE/RL", None),
    ("KELVA/BRANT, Norland (Reuters) - ", "Kelva/Brant", "Reuters", None),
    ("(AFP) - ", None, "AFP", None),
    ("(Reuters) - ", None, "Reuters", None),
]


@pytest.mark.parametrize(("lead", "place", "agency", "date"), DATELINES)
def test_a_dateline_at_the_head_of_the_first_paragraph(lead, place, agency, date):
    found = head(f"{lead}{STORY} {MORE}\n\n{MORE}")
    assert (found.place, found.agency) == (place, agency)
    assert date == (found.date and (found.date.year, found.date.month, found.date.day))
    assert found.body == len(lead)


LINES = [
    ("date 2016-11-04 AP, KELVA, Norland", "Kelva", "AP", "2016-11-04", None),
    ("2016-11-04 Reuters, KELVA", "Kelva", "Reuters", "2016-11-04", None),
    ("AP, KELVA, Norland", "Kelva", "AP", None, None),
    ("AFP, KELVA", "Kelva", "AFP", None, None),
    ("Reuters, KELVA, Nov 4, 2016", "Kelva", "Reuters", "2016-11-04", None),
    ("Published: 2016-11-04 10:30 GMT", None, None, "2016-11-04", None),
    ("Kelva, 4 November 2016", "Kelva", None, "2016-11-04", None),
    ("Friday, November 4, 2016", None, None, "2016-11-04", None),
    ("By Mira Oduya", None, None, None, "Mira Oduya"),
    ("By MIRA ODUYA", None, None, None, "Mira Oduya"),
    ("By Mira Oduya and Tomas Brandt", None, None, None, "Mira Oduya and Tomas Brandt"),
    ("By Mira Oduya, Associated Press", None, "AP", None, "Mira Oduya"),
    ("By Mira Oduya | Reuters", None, "Reuters", None, "Mira Oduya"),
    ("By Reuters Staff", None, "Reuters", None, None),
    ("By The Associated Press", None, "AP", None, None),
    ("By Reuters and AP", None, "Reuters and AP", None, None),
    ("By AP/Reuters Staff", None, "AP and Reuters", None, None),
    ("By Reuters and the Associated Press", None, "Reuters and AP", None, None),
    ("By Agencies", None, "Agencies", None, None),
    ("By Staff and Agencies", None, "Agencies", None, None),
    ("By our staff writers with AFP", None, "AFP", None, None),
    ("By Mira Oduya and agencies", None, "Agencies", None, "Mira Oduya"),
    ("By Mira Oduya and Reuters", None, "Reuters", None, "Mira Oduya"),
    ("By Mira Oduya, AP and Reuters", None, "AP and Reuters", None, "Mira Oduya"),
    ("Reuters, AFP", None, "Reuters and AFP", None, None),
    ("رويترز وأ ف ب", None, "رويترز، أ ف ب", None, None),
    ("الأناضول، وكالات", None, "الأناضول، وكالات", None, None),
    ("Reuters", None, "Reuters", None, None),
    ("Agencies", None, "Agencies", None, None),
    ("(AFP)", None, "AFP", None, None),
    ("Source: Norwire", None, "Norwire", None, None),
    ("رويترز", None, "رويترز", None, None),
    ("المصدر: وكالات", None, "وكالات", None, None),
    ("بقلم: سامي حداد", None, None, None, "سامي حداد"),
]


@pytest.mark.parametrize(("line", "place", "agency", "date", "author"), LINES)
def test_a_line_of_its_own_before_the_story(line, place, agency, date, author):
    text = f"{line}\n\n{STORY}\n{MORE}"
    found = head(text)
    assert (found.place, found.agency, found.author) == (place, agency, author)
    assert (found.date and found.date.edtf) == date
    assert text[found.body :].startswith(STORY)


@pytest.mark.parametrize("foot", ["Reuters", "(AFP)", "AP", "Source: Norwire", "— AFP", "Agencies", "أ ف ب"])
def test_a_credit_line_at_the_end(foot):
    found = head(f"{STORY}\n{MORE}\n{foot}\n")
    assert found.agency == foot.removeprefix("Source: ").strip("()— ")
    assert found.body == 0


@pytest.mark.parametrize("line", ["By , the river", "By staff and others", "By rail and Reuters"])
def test_what_names_nobody_is_no_byline(line):
    assert byline(line) is None


def test_a_credit_at_the_end_of_the_last_paragraph():
    assert head(f"{STORY}\n{MORE} (AFP)").agency == "AFP"
    assert head(f"{STORY}\n{MORE} (AFP, Reuters)").agency == "AFP and Reuters"
    assert head(f"{STORY}\n{MORE} – Reuters").agency == "Reuters"


def test_who_helped_to_report():
    """Who helped has not passed the story on: he is no link of its chains."""
    assert head(f"{STORY}\n{MORE}\nWith reporting by Norwire").agency is None
    assert head(f"{STORY}\n{MORE}\n(Additional reporting by Reuters.)").author is None
    assert head(f"{STORY}\n{MORE}\n(Additional reporting by Reuters.)").agency is None
    assert head(f"{STORY}\n{MORE} (Additional reporting by Reuters)").agency is None
    assert head(f"{STORY}\n{MORE} With additional reporting from AFP").agency is None
    assert head(f"KELVA (AFP) - {STORY}\n{MORE}\nAdditional reporting by Reuters").agency == "AFP"
    assert head(f"With reporting by Reuters\n{STORY}\n{MORE}").agency is None
    assert head(f"{STORY}\n{MORE}\nAdditional reporting by Mira Oduya").agency is None


def test_reporters_named_at_the_foot():
    found = head(f"KELVA (Reuters) - {STORY}\n{MORE}\n(Reporting by Mira Oduya in Kelva; Editing by Tomas Brandt)")
    assert (found.author, found.agency) == ("Mira Oduya", "Reuters")


def test_the_outlet_that_the_byline_writes_for():
    text = f"Dam talks stall\nBy Jane Roe, for The Post\n\n{STORY}"
    found = head(text)
    assert (found.author, found.outlet, found.agency) == ("Jane Roe", "The Post", None)
    assert text[found.body :] == STORY


def test_title_byline_and_dateline_together():
    text = f"Dam talks stall\n\nBy MIRA ODUYA, Associated Press\n\nKELVA, Norland (AP) — {STORY}"
    found = head(text)
    assert (found.place, found.agency, found.author) == ("Kelva", "AP", "Mira Oduya")
    assert (found.title, text[found.body :]) == ("Dam talks stall", STORY)


def test_a_title_with_a_full_stop_above_a_dateline():
    text = f"Dam talks stall.\n\nKELVA — {STORY}"
    found = head(text)
    assert (found.title, found.place, text[found.body :]) == ("Dam talks stall.", "Kelva", STORY)


def test_a_title_run_together_with_the_dateline():
    text = f"Talks stall. KELVA, Norland (AP) — {STORY}"
    found = head(text)
    assert (found.place, found.agency) == ("Kelva", "AP")
    assert text[found.body :] == STORY


def test_the_source_of_a_figure_at_the_end_is_no_agency():
    assert head(f"{STORY}\n{MORE}\nSource: Ministry of Water").agency is None


ARABIC = "قالت وزارة المياه يوم الثلاثاء إن المحادثات بشأن السد تعثرت."


@pytest.mark.parametrize(
    ("lead", "place", "agency"),
    [
        ("بغداد (رويترز) - ", "بغداد", "رويترز"),
        ("بغداد - رويترز: ", "بغداد", "رويترز"),
        ("بغداد - (أ ف ب): ", "بغداد", "أ ف ب"),
        ("دمشق-سانا: ", "دمشق", "سانا"),
        ("بيروت 4 نوفمبر (رويترز) - ", "بيروت", "رويترز"),
        ("عمان، الأردن، 4 نوفمبر 2016 (نورواير) – ", "عمان", "نورواير"),
        ("كلفا (نورواير) - ", "كلفا", "نورواير"),
        ("بغداد (رويترز، أ ف ب) - ", "بغداد", "رويترز، أ ف ب"),
    ],
)
def test_arabic_datelines(lead, place, agency):
    found = head(lead + ARABIC)
    assert (found.place, found.agency) == (place, agency)
    assert found.body == len(lead)


@pytest.mark.parametrize(
    "text",
    [
        STORY,
        "The minister – who resigned in May – said that talks had stalled.",
        "U.S.-Norland talks stalled on Tuesday.",
        "U.S. - Norland talks stalled on Tuesday.",
        "The AP reported that talks had stalled.",
        "“We will wait,” the envoy said. “It takes time.”",
        "Reuters reported on Tuesday that talks had stalled.",
        "By Tuesday the talks had stalled, the water ministry said in a long statement.",
        "BREAKING: Talks stalled on Tuesday.",
        "WATCH — Talks stalled on Tuesday.",
        "BOOM: Talks stalled.",
        "FIX IS IN: Talks stalled.",
        "QUESTION: Will the talks go on?",
        "Mayor Ana Brandt (Green Party) - long a critic of the dam - said no.",
        "I - the envoy said - will wait.",
        "تقرير أممي جديد عن السد",
        ARABIC,
        "",
        "   \n ",
    ],
)
def test_prose_without_a_head_gives_nothing(text):
    found = head(text)
    assert (found.place, found.agency, found.author, found.date, found.body) == (None, None, None, None, found.body)
    assert text[: found.body].strip() == ""
    assert found.title is None


def test_invisible_letters_before_the_dateline_do_not_hide_it():
    text = f"\ufeff\u200f KELVA, Norland (AP) — {STORY}"
    found = head(text)
    assert (found.place, found.agency) == ("Kelva", "AP")
    assert text[found.body :] == STORY


@pytest.mark.parametrize("newline", ["\n", "\r\n", "\r", "\u2028"])
def test_any_kind_of_line_break(newline):
    text = newline.join(["Dam talks stall", "By Mira Oduya", "", STORY])
    found = head(text)
    assert found.author == "Mira Oduya"
    assert text[found.body :] == STORY


def test_usual_case_leaves_mixed_case_alone():
    assert usual_case("Kelva-on-Sea") == "Kelva-on-Sea"
    assert usual_case("THE HAGUE") == "The Hague"
    assert usual_case("NEW KELVA") == "New Kelva"


@given(st.text(max_size=200))
def test_the_body_starts_inside_the_text_and_not_with_a_space(text):
    found = head(text)
    assert 0 <= found.body <= len(text)
    assert found.body == 0 or not text[found.body].isspace()


@given(st.text(alphabet="AB ,-–()/.:\n'", max_size=4000))
def test_heads_of_odd_capitals_take_no_time(text):
    head(text)
