"""The working text of a transcript: paragraphs, milliseconds, what is withheld."""

from purport.read.spoken import document_of_transcript, withheld_notes
from purport.read.spoken.text import ALL_READ, MOST_NOTES, PAUSE
from purport.records import Carrier
from purport.records.identity import transcript_id
from purport.records.speech import HeardWord, Suspicion, Utterance
from tests.spoken import capture, document, transcript, utterance, utterances


def at(made, words):
    start = made.text.index(words)
    return made.source_map.locate(start, start + len(words))


def test_every_word_leads_to_its_milliseconds():
    made = document(transcript(*utterances("The hour has come.", "The hour is late.")))
    assert made.text == "The hour has come. The hour is late."
    assert at(made, "hour") == (400, 800)
    assert at(made, "hour is") == (1900 + 400, 1900 + 1200)
    assert at(made, "come. The") == (1200, 2300)
    assert made.source_map.unit == "ms"
    assert made.source_map.locate(0, len(made.text)) == (0, 3500)


def test_a_paragraph_begins_after_a_long_pause_and_with_another_speaker():
    heard = (
        utterance("We wait.", 0, speaker=1),
        utterance("We go on.", 900, speaker=1),
        utterance("We rest.", 2100 + PAUSE, speaker=1),
        utterance("So do we.", 3000 + PAUSE, speaker=2),
    )
    made = document(transcript(*heard))
    assert made.text.split("\n\n") == ["We wait. We go on.", "We rest.", "So do we."]
    assert [turn.speaker for turn in made.spoken.turns] == [1, 1, 2]
    assert [made.text[turn.start : turn.end] for turn in made.spoken.turns] == made.text.split("\n\n")


def test_what_is_withheld_is_not_in_the_text_but_told_of():
    heard = (
        utterance("The road is closed.", 0),
        utterance("thanks for watching", 80_000, suspicions=(Suspicion.STOCK,)),
        utterance("thanks for watching", 81_500, suspicions=(Suspicion.STOCK,)),
        utterance("The bridge is open.", 83_000),
    )
    made = document(transcript(*heard))
    assert made.text == "The road is closed.\n\nThe bridge is open."
    assert made.notes == ("2.7 s at 1:20.0 withheld: stock phrase",)


def test_notes_of_the_hearing_are_kept_and_not_said_twice():
    withheld = utterance("no no no", 1000, suspicions=(Suspicion.REPETITION, Suspicion.PACE))
    told = document(transcript(utterance("Wait.", 0), withheld, notes=("1.2 s at 0:01.0 withheld: repetition, pace",)))
    assert told.notes == ("1.2 s at 0:01.0 withheld: repetition, pace",)
    plain = document(transcript(utterance("Wait.", 0), withheld))
    assert plain.notes == told.notes


def test_many_withheld_passages_are_summed_up():
    heard = []
    for i in range(MOST_NOTES + 3):
        heard += [
            utterance("no no", i * 10_000, suspicions=(Suspicion.REPETITION,)),
            utterance("Wait.", i * 10_000 + 5000),
        ]
    notes = withheld_notes(heard)
    assert len(notes) == MOST_NOTES + 1
    assert notes[-1] == "3 more passages withheld, 2.4 s in all"


def test_nothing_shown_gives_no_document():
    withheld = transcript(utterance("Thank you.", 0, suspicions=(Suspicion.NO_SPEECH,)))
    assert document_of_transcript(withheld, capture(), "m", Carrier.AUDIO) is None
    assert document_of_transcript(transcript(), capture(), "m", Carrier.AUDIO) is None
    assert document_of_transcript(transcript(utterance(" ", 0)), capture(), "m", Carrier.AUDIO) is None


def test_two_channels_are_two_speakers():
    heard = (
        utterance("Who speaks?", 0, channel=0),
        utterance("It is the mill.", 500, channel=1),
        utterance("Good.", 1500, channel=0),
    )
    made = document(transcript(*heard))
    assert [turn.speaker for turn in made.spoken.turns] == [1, 2, 1]
    assert made.source_map.locate(0, len(made.text)) == (0, 2100)


def test_words_that_do_not_make_up_the_text_give_one_stretch():
    odd = Utterance(100, 900, "It is five.", (HeardWord("5", 100, 900, 0.5),), "en", 1.0, -0.1, 1.0, 0.0)
    made = document(transcript(odd))
    assert made.source_map.locate(3, 5) == (100, 900)


def test_arabic_words_and_words_without_spaces_keep_their_times():
    words = (HeardWord("نحن", 0, 300, 0.9), HeardWord("هنا،", 300, 700, 0.9))
    made = document(transcript(Utterance(0, 700, "نحن هنا،", words, "ar", 1.0, -0.1, 1.0, 0.0), language="ar"))
    assert made.source_map.locate(4, 7) == (300, 700)
    assert made.language == "ar"


def test_the_document_says_what_heard_it_and_is_undated():
    made_by = transcript(utterance("Wait.", 0))
    made = document(made_by)
    assert "by-hand" in made.taken_by
    assert "beam 5" in made.taken_by
    assert made.published is None
    assert made.spoken.transcript == transcript_id(made_by)
    other = transcript(utterance("Wait.", 0), steps=(("model", "other"),))
    assert transcript_id(other) != transcript_id(made_by)


def test_what_is_suspect_is_read_where_the_plan_says_so_and_the_notes_say_it():
    heard = transcript(
        utterance("Wait.", 0), utterance("no no no", 1000, suspicions=(Suspicion.REPETITION,)), utterance("Go.", 3000)
    )
    made = document_of_transcript(heard, capture(), "m", Carrier.AUDIO, suspect=True)
    assert made.text == "Wait. no no no Go."
    assert made.notes == ("1.2 s at 0:01.0 withheld: repetition", ALL_READ)
