"""Sentence shapes of agency news: who speaks, how far the text vouches for it, and what is no statement."""

import pytest

import purport
from purport.records import Certainty


def _by(text, name):
    return [s for s in purport.read_text(text, "2026-03-04").statements if s.source_name == name]


def _words(statement, text):
    return " .. ".join(text[span.start : span.end] for span in statement.content)


def _contents(text, name=None):
    read = purport.read_text(text, "2026-03-04").statements
    return [_words(s, text) for s in read if name is None or s.source_name == name]


def test_a_quotation_with_a_cue_of_its_own_does_not_go_on_from_the_one_before():
    text = (
        '"The barn is gone," farmer Ada Roe told the Courier.\n\n'
        '"We know of the fire," fire brigade spokesman Maj. Tom Brandt said. "We are sorry."'
    )
    assert len(_by(text, "Ada Roe")) == 1
    assert any("We know of the fire" in words for words in _contents(text, "Tom Brandt"))


def test_a_voice_that_acquaintances_identify_is_purported():
    text = (
        "Commander Osric Vane denied it. In a recording obtained by the Courier, a voice that two friends identified as "
        'Vane\'s says: "Burn the ferry."'
    )
    (order,) = [s for s in purport.read_text(text).statements if "Burn the ferry" in _words(s, text)]
    assert order.certainty is Certainty.PURPORTED


def test_the_voice_on_a_tape_is_whose_the_tape_is_said_to_be():
    text = (
        "An audio tape said to be of the warlord Osric Vane was broadcast on Tuesday. "
        "A voice on the tape calls on the people of Arden to attack the barracks."
    )
    (call,) = [s for s in purport.read_text(text).statements if s.violent]
    assert call.certainty is Certainty.PURPORTED
    assert call.source_name == "Osric Vane"
    assert all("was broadcast" not in words for words in _contents(text))


def test_a_letter_purportedly_written_by_him_is_purported():
    text = (
        "Osric Vane has not been seen since May. In a letter purportedly written by him, he tells a deputy to kill "
        "the elders."
    )
    (order,) = [s for s in purport.read_text(text).statements if s.violent or "deputy" in _words(s, text)]
    assert order.certainty is Certainty.PURPORTED


def test_a_call_only_reportedly_made_hangs_on_a_rumour():
    text = "The council summoned the envoy over a speech in which he reportedly called for the flooding of the valley."
    calls = [s for s in purport.read_text(text).statements if s.source_name and "envoy" in s.source_name]
    assert calls
    for call in calls:
        assert Certainty.RUMOURED in {hop.certainty for hop in call.chain}


def test_an_owner_is_not_the_speaker_whom_the_owned_one_is():
    text = 'Osric Vane lost his case. Vane\'s spokesperson dismissed the ruling. "He is a man of peace," he said.'
    (said,) = [s for s in purport.read_text(text).statements if "man of peace" in _words(s, text)]
    assert said.source_name != "Osric Vane"


@pytest.mark.parametrize("word", ["citing", "quoting"])
def test_the_one_who_is_cited_is_the_source(word):
    text = f"State radio, {word} an unnamed naval officer, said the fleet had sunk a barge."
    assert any(s.names == ("state radio", "unnamed naval officer") for s in purport.read_text(text).statements)


def test_sources_that_are_not_cited_are_no_source():
    text = "Local media had reported, without citing sources, that the dam had burst."
    assert {s.source_name for s in purport.read_text(text).statements} == {"local media"}


def test_a_paper_named_at_the_end_reports_the_whole():
    text = "General Brandt said those who hid deserters would face trial, according to the Arden Gazette."
    (general,) = _by(text, "Brandt")
    assert general.names == ("Arden Gazette", "Brandt")


def test_rhetoric_that_raises_fears_is_no_speaker():
    text = "Governor Brandt's angry speeches have raised fears of a wider feud."
    assert not purport.read_text(text).statements


def test_who_is_asked_does_not_ask():
    text = 'Asked whether the talks had failed, Ada Roe said: "Not yet."'
    own = [s for s in purport.read_text(text).statements if s.source_name == "Ada Roe"]
    assert [_words(s, text) for s in own] == ['"Not yet."']


@pytest.mark.parametrize(
    "text",
    [
        "The farmers oppose the dam, and the towns support it.",
        "A band calling itself the Reed Clan said on Monday that the mill was safe.",
        "A clerk, who asked not to be named, said the mill was safe.",
    ],
)
def test_pronouns_and_names_are_no_contents(text):
    assert not [words for words in _contents(text) if words.split()[0] in ("it", "itself", "not")]


def test_what_is_said_begins_at_that():
    text = "The Reed Front said in an e-mailed statement on Saturday that it would leave the port."
    (said,) = purport.read_text(text, "2026-03-04").statements
    assert _words(said, text) == "that it would leave the port"
    assert said.spoken == "2026-02-28"


def test_a_participle_after_the_denial_is_the_deniers():
    text = (
        'Foreign Minister Ada Roe denied on Friday that her country was arming the rebels, calling the claim "a lie".'
    )
    (denial,) = [s for s in purport.read_text(text, "2026-03-04").statements if s.certainty is Certainty.DENIED]
    assert _words(denial, text) == "that her country was arming the rebels"
    assert {s.source_name for s in purport.read_text(text).statements} == {"Ada Roe"}


def test_a_clause_is_not_cut_before_its_verb():
    text = "The Lamp Society, a relief group, said the woman killed was a baker."
    assert _contents(text, "Lamp Society") == ["the woman killed was a baker"]


def test_who_is_warned_about_is_not_spoken_to():
    text = "The envoy warned that the violence could spread. The rebels announced a truce to allow aid into the town."
    assert {s.addressee for s in purport.read_text(text).statements} == {None}


@pytest.mark.parametrize(
    ("text", "source"),
    [
        ("وحذر من أن القتال قد يمتد إلى الدول المجاورة.", None),
        ("وقال المتحدث باسم الجيش إن الجسر سقط.", "المتحدث باسم الجيش"),
    ],
)
def test_an_arabic_preposition_is_no_speaker(text, source):
    (statement,) = purport.read_text(text).statements
    assert statement.source_name == source


def test_an_arabic_statement_ascribed_to_somebody_is_purported():
    text = "ونشرت قناة محلية بيانا منسوبا إلى قائد الكتائب يدعو فيه أنصاره إلى مهاجمة القوافل."
    (call,) = purport.read_text(text).statements
    assert call.certainty is Certainty.PURPORTED
    assert call.source_name == "قائد الكتائب"


@pytest.mark.parametrize(
    ("text", "content"),
    [
        ("Rumours that the bishop had fled spread through Arden on Friday.", "that the bishop had fled"),
        ("There was talk in the harbour of a second raid.", "a second raid"),
    ],
)
def test_talk_is_a_rumour_of_what_it_tells(text, content):
    rumour = [s for s in purport.read_text(text).statements if s.certainty is Certainty.RUMOURED]
    assert [_words(s, text) for s in rumour] == [content]
    assert rumour[0].source_name is None


def test_a_voice_said_to_be_somebodys_is_purported():
    text = "The station aired a voice said to be Osric Vane's on Monday. The voice calls on farmers to burn the mill."
    found = purport.read_text(text).statements
    assert found
    assert {s.certainty for s in found} == {Certainty.PURPORTED}
