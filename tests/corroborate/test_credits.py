"""Whom a story credits for its words, and whom it only names."""

import pytest

from purport.corroborate.copies.credits import credited, sent_by
from tests.corroborate.newsstand import LEAD, story

TWO = ("CNS", "Corvel News")


@pytest.mark.parametrize("above", [" ", "\n", "\n\n"])
@pytest.mark.parametrize(
    ("foot", "names"),
    [
        ("(CNS)", ("CNS",)),
        ("(CNS, Corvel News)", TWO),
        ("(CNS and the Corvel News)", TWO),
        ("(CNS/Corvel News)", TWO),
        ("With CNS", ("CNS",)),
        ("— With CNS", ("CNS",)),
        ("(with CNS)", ("CNS",)),
        ("With CNS and Corvel News.", TWO),
        ("(With inputs from CNS, Corvel News)", TWO),
        ("With reporting by Corvel News.", ("Corvel News",)),
        ("Source: CNS", ("CNS",)),
        ("Credit: the Harbour Tribune", ("Harbour Tribune",)),
        ("This story has material from CNS.", ("CNS",)),
        ("The report was made with information from CNS and Corvel News.", TWO),
        # nobody's words
        ("The mayor met with Osric Vane.", ()),
        ("He sings with the Kelva Choir.", ()),
        ("The office got the information from Interpol.", ()),
        ("He lives in the old town (Kelva).", ()),
        ("It was said by the Regional Fisheries Board (RFB).", ()),
        ("Reporting by Mira Oduya", ()),
        ("(Reporting by Mira Oduya and Jo Brandt)", ()),
        ("(Mira Oduya)", ()),
        ("(Additional reporting by Corvel News)", ()),  # who helped did not pass it on
        ("With additional reporting by Corvel News.", ()),
        ("With Mira Oduya in Kelva", ()),
        ("(Agencies)", ()),
        ("(Ends)", ()),
        ("(END)", ()),
        ("(MORE)", ()),
        ("(Updated)", ()),
        ("(Opinion)", ()),
        ("(Monday)", ()),
        ("(OV)", ()),
        ("(Vellmar)", ()),  # the town of the story
        ("Reporting from Vellmar.", ()),
        ("Reporting from Korvel.", ()),
        ("Source: Police", ()),
        ("Source: Facebook", ()),
        ("المصدر: وكالات", ()),
        ("(CNS) said so again.", ()),
    ],
)
def test_a_credit_at_the_foot_is_a_line_or_a_sentence_of_its_own(above, foot, names):
    assert credited(story("a", f"{LEAD}{above}{foot}")) == names


@pytest.mark.parametrize(
    ("dateline", "names"),
    [
        ("KORVEL (CNS) - ", ("CNS",)),
        ("KORVEL, March 1 (CNS, Corvel News) - ", TWO),
        ("KORVEL (CNS and Corvel News) — ", TWO),
        ("KORVEL (CNS/Corvel News): ", TWO),
        ("KORVEL - ", ()),
        ("KORVEL (Monday) - ", ()),
    ],
)
def test_all_agencies_of_a_dateline_are_credited(dateline, names):
    assert credited(story("a", dateline + LEAD)) == names


def test_two_names_that_are_known_as_one_stay_one():
    assert credited(story("a", f"{LEAD} (RFE/RL)", agencies=("RFE/RL",))) == ("RFE/RL",)


def test_a_story_of_two_agencies_is_nobodys_own():
    assert sent_by(story("a", f"KORVEL (CNS) - {LEAD}", None)) == "CNS"
    assert sent_by(story("a", f"KORVEL (CNS, Corvel News) - {LEAD}", None)) is None
    assert sent_by(story("a", f"KORVEL (CNS, Coastal News Service) - {LEAD}", None)) == "CNS"


@pytest.mark.parametrize(
    "text", ["(" * 4000, "With " * 4000, "A, " * 4000, "This story " + "a " * 4000 + "from", "- " * 4000, ""]
)
def test_hostile_ends_credit_nobody(text):
    assert credited(story("a", text)) == ()
