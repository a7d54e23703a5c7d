"""Printed conversations: turns with the speaker's name before a colon."""

from __future__ import annotations

from tests.read.attribution.conftest import Read

TALK = """The mayor met the paper on Monday.

OKORO: Has the bridge been closed?

VANE: It was closed on Friday. It stays closed.

OKORO: Until when?

VANE: Until the engineers say so."""


def test_turns_are_their_speakers(read: Read) -> None:
    found = [f for f in read(TALK) if f.found.rule == "turn"]
    assert [(f.source, f.content) for f in found] == [
        ("OKORO", "Has the bridge been closed?"),
        ("VANE", "It was closed on Friday. It stays closed."),
        ("OKORO", "Until when?"),
        ("VANE", "Until the engineers say so."),
    ]


def test_turns_inside_quotation_marks_go_on_in_the_next_paragraph() -> None:
    from purport.read.attribution import attributions
    from purport.read.parse import parsed

    text = '"OKORO: Has it been closed?\n\n"VANE: It has.\n\n"It stays closed.\n\n"OKORO: Until when?\n\n"VANE: Ask the engineers."'
    made = [[s.of(text) for s in a.content] for a in attributions(parsed(text)) if a.rule == "turn"]
    assert made == [
        ["Has it been closed?"],
        ["It has.", '"It stays closed.'],
        ["Until when?"],
        ['Ask the engineers."'],
    ]


def test_one_label_is_no_conversation(read: Read) -> None:
    text = "Weather: Rain is expected in Kelva.\n\nTraffic: The ring road is closed.\n\nWeather: More rain tomorrow."
    assert not [f for f in read(text) if f.found.rule == "turn"]


def test_a_single_turn_of_somebody_who_says_i(read: Read) -> None:
    text = "Coach Ragna Holm: The doctor told me he could play. He could not."
    found = [f for f in read(text) if f.rule == "turn"]
    assert [(f.source, f.cue, f.content) for f in found] == [
        ("Coach Ragna Holm", ":", "The doctor told me he could play. He could not.")
    ]


def test_questions_and_answers_have_no_name(read: Read) -> None:
    text = "Question: Who wrote it? Answer: Nobody knows. A clerk said it came by post."
    found = [f for f in read(text) if f.rule == "turn"]
    assert [(f.source, f.cue, f.content) for f in found] == [
        ("", "Question:", "Who wrote it?"),
        ("", "Answer:", "Nobody knows. A clerk said it came by post."),
    ]


def test_a_note_is_nobodys_turn(read: Read) -> None:
    assert not [f for f in read("Note: We have changed the date.") if f.rule == "turn"]
    assert not [f for f in read("Mayor Odo Lang: the man who built Lutok.") if f.rule == "turn"]
