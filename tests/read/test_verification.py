from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from purport.read.cast import cast_of
from purport.read.parse import parsed, plain
from purport.read.verification import verification
from purport.records import Span, Status, Verification
from tests.read.stories import RECORDING, document


def notes(text: str) -> tuple[Verification, ...]:
    parse = parsed(text)
    return verification(parse, cast_of(parse, document(text), []))


def one(text: str) -> tuple[str, str, Status, str | None]:
    """The only note of a text: its words, what it is about, status, who checked."""
    (note,) = notes(text)
    return note.span[0].of(text), note.about, note.status, note.by


@pytest.mark.parametrize(
    ("text", "words", "about"),
    [
        (
            "The audio message could not be independently verified.",
            "could not be independently verified",
            "the audio message",
        ),
        ("A tape of the colonel has not been authenticated.", "has not been authenticated", "a tape"),
        ("The claim was not confirmed on Sunday.", "was not confirmed", "the claim"),
        ("The council's account hasn't been corroborated.", "hasn't been corroborated", "the council's account"),
        ("The report remains unconfirmed.", "remains unconfirmed", "the report"),
        ("An unverified video showed the bridge.", "unverified", "an unverified video"),
    ],
)
def test_what_was_not_verified(text, words, about):
    found = notes(text)[0]
    assert found.span[0].of(text) == words
    assert found.status is Status.UNVERIFIED
    assert found.about in (about, about.replace("unverified ", ""))
    assert found.by is None


@pytest.mark.parametrize(
    ("text", "about", "by"),
    [
        ("EXA could not independently verify the video.", "the video", "EXA"),
        ("Relief workers had no way to check his story.", "his story", "relief workers"),
        ("The ministry was unable to confirm the toll.", "the toll", "ministry"),
    ],
)
def test_who_could_not_verify(text, about, by):
    _, what, status, who = one(text)
    assert (what, status, who) == (about, Status.UNVERIFIED, by)


def test_no_confirmation_from_anybody():
    words, _, status, _ = one("There was no independent confirmation of the raid.")
    assert (words, status) == ("no independent confirmation", Status.UNVERIFIED)


@pytest.mark.parametrize(
    ("text", "about"),
    [
        ("Analysts confirmed the authenticity of the recording.", "the recording"),
        ("The letter was confirmed as authentic.", "the letter"),
        ("The tape is genuine.", "the tape"),
    ],
)
def test_authentic_is_not_true(text, about):
    _, what, status, _ = one(text)
    assert (what, status) == (about, Status.AUTHENTICATED)


def test_confirmed_by_somebody():
    words, about, status, by = one("The deaths were confirmed by the hospital in Lutok.")
    assert (words, about, status) == ("were confirmed", "the deaths", Status.CONFIRMED)
    assert by is not None and by.startswith("hospital")


def test_a_plain_confirmed_is_a_statement_and_no_note():
    assert notes("The air force confirmed that its jets had hit a barge.") == ()


@pytest.mark.parametrize(
    ("text", "about"),
    [
        ("The toll was disputed.", "the toll"),
        ("Experts cast doubt on the photograph.", "the photograph"),
        ("There is no evidence of a raid.", "a raid"),
    ],
)
def test_disputed(text, about):
    _, what, status, _ = one(text)
    assert (what, status) == (about, Status.DISPUTED)


@pytest.mark.parametrize(
    "text",
    [
        "The tape was similar to recordings issued earlier by the colonel.",
        "The video resembled previous messages of the front.",
    ],
)
def test_similar_to_what_is_known(text):
    _, about, status, _ = one(text)
    assert about in ("the tape", "the video")
    assert status is Status.SIMILAR


def test_similarity_of_other_things_is_no_note():
    assert notes("The two towns are similar to each other in size.") == ()


@pytest.mark.parametrize(
    ("text", "about"),
    [
        ("In his newest message, which is undated, Lang calls for calm.", "his newest message"),
        ("The letter bears no date.", "the letter"),
        ("It was not clear when the video was recorded.", "the video"),
    ],
)
def test_undated(text, about):
    _, what, status, _ = one(text)
    assert status is Status.UNDATED
    assert what == about or text.startswith("It")


def test_the_recording_story_in_text_order():
    found = notes(RECORDING)
    assert [note.status for note in found] == [Status.UNVERIFIED, Status.SIMILAR, Status.UNDATED]
    assert found[0].about == "the audio message"
    assert found[2].about == "his newest message"
    assert list(found) == sorted(found, key=lambda note: note.span)


def test_every_note_says_which_rule_saw_it():
    assert "rule not-verified" in notes("The claim has not been verified.")[0].reason


def test_a_text_without_a_parse_has_no_notes():
    assert verification(plain("لم يتم التحقق"), cast_of(plain(""), document(""), [])) == ()


_PIECES = [
    "The tape",
    "could not be",
    "verified",
    "not",
    "no",
    "confirmation",
    "of",
    "similar to",
    "earlier",
    "recordings",
    "undated",
    "which",
    "it",
    ",",
    ".",
    "“",
    "by",
    "EXA",
]


@settings(max_examples=40, deadline=None)
@given(st.lists(st.sampled_from(_PIECES), max_size=20))
def test_notes_never_overlap_and_always_lie_in_the_text(pieces):
    text = " ".join(pieces)
    spans = [note.span[0] for note in notes(text)]
    assert all(0 <= span.start < span.end <= len(text) for span in spans)
    assert not any(a.overlaps(b) for i, a in enumerate(spans) for b in spans[i + 1 :])
    assert all(isinstance(span, Span) for span in spans)
