"""Whoever speaks in a recording is the source of everything in it; nothing in it is asserted."""

import pytest

from purport.read.reader import RuleReader, reader_of
from purport.read.spoken import SPOKEN, purported_by
from purport.records import Act, Carrier, Certainty
from purport.records.chains import hop_words
from tests.spoken import document, transcript, utterance, utterances

READER = RuleReader()
NAMED = ((0, "Idris Varakh"),)
SPEECH = (
    "Brothers, the hour has come.",
    "We call on the fighters in Keld to attack the depot.",
    "We will strike the bridge at Belling if they stay.",
    "We deny that we burned the mill.",
    "The Orvenian troops killed five men in Tarsala.",
    "The minister said that the road was closed.",
    "Our men shelled the barracks on Monday.",
)


def read(*told, purports=(), carrier=Carrier.AUDIO, **known):
    made = document(transcript(*utterances(*told), **known), purports, carrier)
    return made, READER.read(made)


def holding(made, reading, words):
    """The innermost statement whose content begins with words."""
    start = made.text.index(words)
    found = [s for s in reading.statements if s.content[0].start <= start < s.content[-1].end]
    return min(found, key=lambda s: s.content[-1].end - s.content[0].start)


def test_acts_of_the_speaker_are_his_statements():
    made, reading = read(*SPEECH, purports=NAMED)
    told = {words: holding(made, reading, words) for words in ("We call", "We will", "We deny", "Our men")}
    assert [one.act for one in told.values()] == [
        Act.CALLS_FOR,
        Act.THREATENS,
        Act.DENIES,
        Act.CLAIMS_RESPONSIBILITY,
    ]
    assert all(one.names == ("Idris Varakh",) for one in told.values())
    assert all(one.certainty is Certainty.PURPORTED for one in told.values())
    call = told["We call"]
    assert call.targets == ("the depot",)
    assert call.violent
    assert [span.of(made.text) for span in call.cue] == ["call on"]
    assert reading.call_for_violence


def test_the_hop_says_what_carried_the_words_and_that_it_is_only_purported():
    made, reading = read(*SPEECH, purports=NAMED)
    hop = holding(made, reading, "We call").chain[-1]
    assert (hop.name, hop.certainty, hop.carrier, hop.speaker) == (
        "Idris Varakh",
        Certainty.PURPORTED,
        Carrier.AUDIO,
        0,
    )
    assert hop_words(hop) == "Idris Varakh (audio recording, purported)"
    assert purported_by(hop)
    assert "purports to be Idris Varakh" in hop.reason


def test_without_a_name_nobody_is_made_up():
    made, reading = read(*SPEECH)
    call = holding(made, reading, "We call")
    assert call.source_name is None
    assert call.certainty is Certainty.ATTRIBUTED
    assert hop_words(call.chain[-1]) == "unnamed speaker (audio recording)"
    assert holding(made, reading, "We deny").certainty is Certainty.DENIED
    assert reading.call_for_violence


@pytest.mark.parametrize("purports", [(), NAMED])
def test_nothing_in_a_recording_is_asserted(purports):
    made, reading = read(*SPEECH, "The governor knew that the troops had burned the farm.", purports=purports)
    assert len(reading.events) >= 6
    assert all(event.certainty is not Certainty.ASSERTED for event in reading.events)
    assert all(event.statement is not None for event in reading.events)
    killed = next(e for e in reading.events if made.text[e.anchor.start : e.anchor.end] == "killed")
    assert killed.certainty is (Certainty.PURPORTED if purports else Certainty.ATTRIBUTED)


def test_people_who_are_quoted_are_nested():
    made, reading = read(*SPEECH, purports=NAMED)
    inner = holding(made, reading, "that the road")
    outer = next(s for s in reading.statements if s.id == inner.parent)
    assert inner.names == ("Idris Varakh", "minister")
    assert inner.certainty is Certainty.ATTRIBUTED
    assert outer.rule == "recording"
    assert outer.names == ("Idris Varakh",)


def test_every_word_is_in_a_statement_of_the_recording():
    made, reading = read(*SPEECH, purports=NAMED)
    roots = [span for s in reading.statements if s.rule == "recording" for span in s.content]
    covered = {i for span in roots for i in range(span.start, span.end)}
    assert all(letter.isspace() for i, letter in enumerate(made.text) if i not in covered)


def test_what_stands_beside_a_call_is_not_called_for():
    made, reading = read("After the strike on Keld, we urge the volunteers to kill the collectors.", purports=NAMED)
    by_word = {made.text[e.anchor.start : e.anchor.end]: e.certainty for e in reading.events}
    assert by_word["strike"] is Certainty.PURPORTED
    assert by_word["kill"] is Certainty.CALLED_FOR


def test_two_acts_in_one_sentence_are_two_statements():
    made, reading = read("We deny that we burned the mill, and we call on the guards to leave Keld.")
    acts = {words: holding(made, reading, words).act for words in ("We deny", "we call")}
    assert acts == {"We deny": Act.DENIES, "we call": Act.CALLS_FOR}


def test_plain_sentences_make_one_statement_up_to_a_length():
    sentence = "The harvest was poor in the valley this year."
    _made, reading = read(*[sentence] * 30)
    roots = [s for s in reading.statements if s.rule == "recording"]
    assert 2 <= len(roots) <= 5


def test_speakers_that_were_told_apart_stay_apart():
    told = (("We will hold the bridge.", 1), ("Who says that?", 2), ("I say that.", 1))
    made, reading = read(*told, purports=((1, "Osric Vane"),))
    whose = [holding(made, reading, words).chain[-1] for words in ("We will", "Who says", "I say")]
    assert [hop.name for hop in whose] == ["Osric Vane", None, "Osric Vane"]
    assert hop_words(whose[1]) == "Speaker 2 (audio recording)"


def test_one_name_for_a_recording_of_two_speakers_names_none_of_them():
    told = (("We will hold the bridge.", 1), ("Who says that?", 2))
    _made, reading = read(*told, purports=NAMED)
    hops = [s.chain[-1] for s in reading.statements]
    assert all(hop.name is None for hop in hops)
    assert "which of its 2 speakers purports to be Idris Varakh is not known" in hops[0].reason


def test_a_film_is_a_film():
    _made, reading = read("We hold the bridge.", carrier=Carrier.VIDEO)
    assert hop_words(reading.statements[0].chain[-1]) == "unnamed speaker (video)"


def event(made, reading, word):
    return next(e for e in reading.events if made.text[e.anchor.start : e.anchor.end] == word)


def test_we_in_somebodys_quoted_words_is_not_the_speaker():
    made, reading = read("The miller said: “We burned the farm.”", purports=NAMED)
    assert event(made, reading, "burned").actor != "Idris Varakh"


def test_we_in_what_somebody_is_said_to_have_said_is_the_speaker_and_no_claim_of_the_other():
    made, reading = read("They say that we burned the mill, but they lie.", purports=NAMED)
    assert event(made, reading, "burned").actor == "Idris Varakh"
    assert Act.CLAIMS_RESPONSIBILITY not in {s.act for s in reading.statements}
    assert not any(s.violent for s in reading.statements)


def test_people_called_upon_are_told_to_do_it_and_do_not_do_it():
    made, reading = read("Fighters of Keld, burn the depots!", purports=NAMED)
    (call,) = reading.statements
    assert (call.act, call.violent, call.addressee) == (Act.CALLS_FOR, True, "Fighters of Keld")
    assert event(made, reading, "burn").certainty is Certainty.CALLED_FOR
    assert reading.call_for_violence


@pytest.mark.parametrize(
    "told", ["The fighters of Keld, burn the depots.", "Depots burn, farms burn.", "In Keld, men burn coal."]
)
def test_whoever_only_does_something_is_not_called_upon(told):
    _made, reading = read(told, purports=NAMED)
    assert not reading.call_for_violence


def test_a_call_that_only_mentions_violence_is_no_call_for_it():
    _made, reading = read("Never forget those who were killed in Arden by the army.", purports=NAMED)
    assert not any(s.violent for s in reading.statements)
    assert not reading.call_for_violence


THREAT = "This is a message from the northern front. We will attack the garrison at Belling tomorrow."


@pytest.fixture(scope="module")
def learned():
    return reader_of("learned")


def test_a_threat_is_not_that_of_whom_the_speaker_quotes_next(learned):
    told = utterances(THREAT, "The minister said that the bridge was closed.", "We deny that we burned the mill.")
    made = document(transcript(*told))
    reading = learned.read(made)
    assert holding(made, reading, "We will attack").source_name is None
    quoted = [one for one in reading.statements if one.source_name and "minister" in one.source_name]
    assert [one.act for one in quoted] == [Act.SAYS]
    assert [span.of(made.text) for span in quoted[0].content] == ["that the bridge was closed"]


def test_words_of_one_speaker_are_not_those_of_whom_another_quotes(learned):
    told = utterances((THREAT, 1), ("The minister said that the bridge was closed.", 2))
    made = document(transcript(*told))
    reading = learned.read(made)
    assert all(
        span.start >= made.text.index("The minister")
        for one in reading.statements
        if one.source_name and "minister" in one.source_name
        for span in one.content
    )


def test_arabic_is_read_as_statements_of_the_speaker():
    words = "نحن هنا. قال الوزير إن الطريق مغلق."
    made = document(transcript(utterance(words, 0, language="ar"), language="ar"), NAMED)
    reading = READER.read(made)
    assert {s.names[0] for s in reading.statements} == {"Idris Varakh"}
    assert all(s.certainty is not Certainty.ASSERTED for s in reading.statements)


def test_a_language_without_rules_is_not_read():
    made = document(transcript(utterance("Мы здесь.", 0, language="ru"), language="ru"))
    reading = READER.read(made)
    assert not reading.statements
    assert "no rules for it" in reading.notes[0]


def test_the_steps_and_the_name_are_part_of_the_reading():
    _made, reading = read("We wait.", purports=NAMED)
    assert reading.steps == (*READER.fingerprint, ("spoken", SPOKEN))
    assert reading.purports == NAMED


def test_a_long_speech_is_read_in_seconds():
    _made, reading = read(*["We call on the guards of Keld to leave the mill."] * 150, purports=NAMED)
    assert sum(s.act is Act.CALLS_FOR for s in reading.statements) >= 150


def test_what_the_speaker_says_that_he_said_stays_his():
    made, reading = read("We said that we burned the mill.", purports=NAMED)
    assert holding(made, reading, "We said").act is Act.CLAIMS_RESPONSIBILITY


def test_what_his_own_people_must_do_is_called_for():
    made, reading = read("Our fighters must hit the convoys on the road to Belling.", purports=NAMED)
    assert event(made, reading, "hit").certainty is Certainty.CALLED_FOR
    assert reading.call_for_violence


def test_a_claim_is_against_whom_his_side_acted():
    made, reading = read("They burned our farms, so we shelled the barracks.", purports=NAMED)
    (claim,) = [s for s in reading.statements if s.act is Act.CLAIMS_RESPONSIBILITY]
    assert claim.targets == ("the barracks",)
    assert event(made, reading, "burned").actor != "Idris Varakh"
