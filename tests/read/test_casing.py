"""Text in capitals is read as running text: every character keeps its place."""

from hypothesis import given
from hypothesis import strategies as st

from purport.read.casing import cased, set_in_capitals
from purport.read.parse import dictionary
from purport.read.reader import RuleReader
from tests.read.stories import document

WIRE = (
    "THE ORVEN PEOPLE'S FRONT [OPF] DENIED ON MONDAY THAT ITS MEN HAD BURNED THE MILL AT KELVA.  GENERAL JON ASKE TOLD\n"
    "REPORTERS IN COLOMBIA THAT THE OPF WAS BEHIND THE ATTACK ON 4 MAY.\n"
)


def test_words_become_lower_case_and_names_keep_their_capitals() -> None:
    text = cased(WIRE)
    assert text.startswith(
        "The Orven People's Front [OPF] denied on Monday that its men had burned the mill at Kelva.  General Jon Aske told\n"
    )
    assert text.endswith("reporters in Colombia that the OPF was behind the attack on 4 May.\n")


def test_what_is_no_block_of_capitals_is_left_as_it_is() -> None:
    text = "REBELS SEIZE THE OLD HARBOUR AND THE MILL\n\nThe UN said so.\n\nMPA\n"
    assert cased(text) == "Rebels seize the old harbour and the mill\n\nThe UN said so.\n\nMPA\n"
    assert not set_in_capitals("UN AND EU")


def test_initials_and_abbreviations_stay() -> None:
    text = cased("THE U.S. EMBASSY SAID AN M-19 COLUMN WITH AK-47 RIFLES HAD ATTACKED THE BBC OFFICE")
    assert text == "The U.S. embassy said an M-19 column with AK-47 rifles had attacked the BBC office"


def test_brackets_that_open_a_line_name_a_speaker_not_initials() -> None:
    text = cased('[OSRIK] "WE DENY THAT WE FIRED ON THE MILL," SAID OSRIK OF THE UNION FOR ORVEN [UFO].\n')
    assert text == '[Osrik] "We deny that we fired on the mill," said Osrik of the Union for Orven [UFO].\n'


def test_function_words_are_never_names() -> None:
    text = cased("IT WAS SAID THAT HE HAS NOT COME TO US AND CAN NOT SEE WHAT THEY DO AS WE GO TO THE PEOPLE OF PERU")
    assert text == "It was said that he has not come to us and can not see what they do as we go to the people of Peru"


def test_a_story_in_capitals_is_read_with_names_and_offsets_of_the_original() -> None:
    made = document(WIRE)
    reading = RuleReader().read(made)
    denied = next(s for s in reading.statements if str(s.act) == "denies")
    assert WIRE[denied.cue[0].start : denied.cue[0].end] == "DENIED"
    assert denied.source_name == "Orven People's Front"
    burned = next(e for e in reading.events if WIRE[e.anchor.start : e.anchor.end] == "BURNED")
    assert str(burned.certainty) == "denied"


@given(st.text(max_size=120))
def test_every_character_keeps_its_place(text: str) -> None:
    out = cased(text)
    assert len(out) == len(text)
    assert out.lower() == text.lower() or any(len(c.lower()) > 1 or len(c.upper()) > 1 for c in text)


@given(
    st.lists(
        st.sampled_from(
            [
                "THE",
                "REBELS",
                "BOMB",
                "OF",
                "PERU",
                "[OPF]",
                "SAID.",
                "DID'NT",
                "İSTANBUL",
                "MAY",
                "4",
                "\n\n",
                "ß",
                "\n",
                "LA",
                "PAZ",
            ]
        ),
        max_size=40,
    )
)
def test_letters_only_change_their_case(words: list[str]) -> None:
    text = " ".join(words)
    assert [a.lower() for a in cased(text)] == [b.lower() for b in text]


@given(st.text(alphabet="ABC DEF.\n", min_size=30, max_size=200))
def test_once_is_enough(text: str) -> None:
    assert cased(cased(text)) == cased(text)


def test_the_dictionary_knows_words_by_base_ending_and_exception() -> None:
    words = dictionary()
    assert all(map(words.knows, ("bomb", "bombs", "bombed", "went", "the", "quietly")))
    assert not words.knows("farabundo")
    assert words.is_function("was") and not words.is_function("bomb")
    assert words.acts("burn") and not words.acts("army")
