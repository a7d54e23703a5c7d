"""Reading the words of a machine: every mark says so, nothing is asserted, doubtful sentences are not read."""

from dataclasses import replace

import pytest

from purport.read.reader import reader_of
from purport.read.translated import MOST_SCORE, rendering
from purport.records import Certainty, Document, SourceMap, Span
from purport.records.chains import chain_words
from purport.records.identity import digest, document_id
from purport.records.names import Responsibility
from purport.records.translation import Doubt, Pair, Rendering, Translation
from tests import spoken

ORIGINAL = (
    "العمدة آدا رو قالت يوم الجمعة إن الجسر مفتوح. قصف المتمردون السوق يوم الأحد.\n\n"
    "بيان غير واضح. وقال القائد إن السد سيفجر. قال الحارس إنه لم يسمع شيئا."
)
ENGLISH = (
    "The mayor, Ada Roe, said on Friday that the bridge is open.",
    "Rebels shelled the market on Sunday.",
    "A statement and a statement and a statement.",
    "The commander, Jon Aske, threatened to blow up the Hesk dam.",
    "The guard said he had heard nothing.",
)
TOLD = "machine translation of speech (ar) by tiny 1.0"


def original():
    return Document(
        "speech", digest(ORIGINAL.encode()), "", ORIGINAL, "text 1", "/in/speech.txt", SourceMap("char"),
        language="ar", published="2026-03-09", agency="Northwire", outlet="Selmark Standard",
    )  # fmt: skip


def made(doubtful=(2,), scores=(0.9, 0.8, 0.9, 0.4, 0.9)):
    starts = [ORIGINAL.index(words) for words in ("العمدة", "قصف", "بيان", "وقال", "قال الحارس")]
    ends = [*(start - 1 for start in starts[1:]), len(ORIGINAL)]
    pairs, text = [], ""
    for number, words in enumerate(ENGLISH):
        text += "" if not text else "\n\n" if number == 2 else " "
        doubts = (Doubt.REPETITION,) if number in doubtful else ()
        low, high = starts[number], starts[number] + len(ORIGINAL[starts[number] : ends[number]].rstrip())
        pairs.append(Pair(Span(low, high), Span(len(text), len(text) + len(words)), scores[number], doubts))
        text += words
    return Translation(
        "ar", "en", text, tuple(pairs), "tiny 1.0", "sha256:" + "ab" * 32, (("translation", "tiny 1.0"),),
        ("1 of 5 sentences or pieces are doubtful and not read: 1 repetition",), document_id(original()),
    )  # fmt: skip


@pytest.fixture(scope="module")
def document():
    return rendering(original(), made())


@pytest.fixture(scope="module")
def reading(document):
    return reader_of("learned").read(document)


def test_the_document_says_what_it_is(document):
    assert document.translated == Rendering(
        document_id(original()), "speech", "ar", "tiny 1.0", "sha256:" + "ab" * 32, document.translated.pairs
    )
    assert document.title == TOLD and document.name == "speech (machine translation, en)"
    assert (document.part, document.language, document.exhibit) == ("translation:en:", "en", original().exhibit)
    assert document.taken_by == "machine translation by tiny 1.0" and document.published == "2026-03-09"
    assert any("a machine's" in note for note in document.notes) and any("doubtful" in note for note in document.notes)


def test_a_doubtful_sentence_is_left_out_with_a_gap(document):
    assert document.text == f"{ENGLISH[0]} {ENGLISH[1]}\n\n{ENGLISH[3]} {ENGLISH[4]}"
    spans = [(pair.original.of(ORIGINAL)[:4], pair.translation.of(document.text)) for pair in document.translated.pairs]
    assert [words for _, words in spans] == [ENGLISH[0], ENGLISH[1], ENGLISH[3], ENGLISH[4]]
    assert [words for words, _ in spans] == ["العم", "قصف ", "وقال", "قال "]


def test_a_gap_in_the_middle_of_a_paragraph_ends_it():
    assert rendering(original(), made((3,))).text.endswith(f"{ENGLISH[2]}\n\n{ENGLISH[4]}")
    assert rendering(original(), made((0, 1, 2, 3, 4))).text == ""


def test_every_statement_begins_with_the_machine(reading):
    assert len(reading.statements) >= 3
    for one in reading.statements:
        assert one.chain[0].name == TOLD and one.chain[0].certainty is Certainty.ATTRIBUTED
        assert chain_words(one.chain).startswith(f"{TOLD} <- ") and len(one.chain) > 1
        assert "abababab" in one.chain[0].reason
        assert one.certainty is not Certainty.ASSERTED


def test_scores_are_lowered_with_a_reason(reading):
    for one in (*reading.statements, *reading.events):
        assert one.score <= MOST_SCORE and "read from a machine translation: score" in one.reason
    threat = next(one for one in reading.statements if one.source_name == "Jon Aske")
    assert threat.score <= 0.4


def test_no_event_is_asserted(reading):
    shelled = next(
        one for one in reading.events if one.anchor.of(ENGLISH[0] + " " + ENGLISH[1] + " " * 200) == "shelled"
    )
    assert shelled.certainty is Certainty.ATTRIBUTED and shelled.chain[0] == TOLD
    assert "asserted only by the machine's words" in shelled.reason
    assert (
        shelled.responsibility is Responsibility.ACCUSED
        and "stated only in the machine's words" in shelled.responsibility_reason
    )
    assert all(one.certainty is not Certainty.ASSERTED and one.chain[0] == TOLD for one in reading.events)


def test_the_same_words_as_an_original_are_asserted(document):
    plain = reader_of("learned").read(replace(document, translated=None, part=""))
    assert any(one.certainty is Certainty.ASSERTED for one in plain.events)


def test_what_a_text_only_attributes_or_denies_stays_so():
    words = ("The ministry denied on Friday that rebels had shelled the market.", "Soldiers did not enter the town.")
    text = " ".join(words)
    pair = Pair(Span(0, 10), Span(0, len(text)), 0.9)
    told = replace(made(), text=text, pairs=(pair,), notes=())
    found = {one.certainty for one in reader_of("learned").read(rendering(original(), told)).events}
    assert found <= {Certainty.DENIED, Certainty.NEGATED}


def test_a_statement_leads_to_the_sentence_of_the_original(document, reading):
    threat = next(one for one in reading.statements if one.source_name == "Jon Aske")
    found = {
        span.of(ORIGINAL) for part in threat.content for span in document.translated.originals(part.start, part.end)
    }
    assert found == {"وقال القائد إن السد سيفجر."}
    low, high = document.source_map.locate(threat.content[0].start, threat.content[0].end)
    assert ORIGINAL[low:high] == "وقال القائد إن السد سيفجر."


def test_the_reading_names_the_model_among_its_steps(document, reading):
    assert reading.steps[-1] == ("translation", "tiny 1.0 abababababababab")
    assert reading.document == document_id(document)
    assert any(note.startswith(f"read from a {TOLD}") for note in reading.notes)
    assert reading == reader_of("learned").read(document)


def test_the_rules_alone_say_so_too(document):
    found = reader_of("rules").read(document)
    assert found.statements and all(one.chain[0].name == TOLD for one in found.statements)


def test_a_translation_into_another_language_has_nothing_read_in_it():
    found = reader_of("learned").read(rendering(original(), replace(made(), target="fr")))
    assert not found.statements and not found.events


def test_a_translation_into_arabic_is_read_and_marked():
    text = "قال العمدة إن الجسر مفتوح."
    told = replace(made(), source="en", target="ar", text=text, pairs=(Pair(Span(0, 5), Span(0, len(text)), 0.9),))
    found = reader_of("learned").read(rendering(replace(original(), language="en"), told))
    assert found.statements and all("(en)" in one.chain[0].name for one in found.statements)


# Recordings


def heard(purports=()):
    """The transcript of an invented recording with two speakers, its translation, and the document to read."""
    heard_words = [("قال الحارس إن الجسر مفتوح.", 1), ("سنفجر السد غدا.", 1), ("لا أوافق على ذلك.", 2)]
    tape = spoken.document(spoken.transcript(*spoken.utterances(*heard_words), language="ar"), purports)
    english = (
        "The guard said that the bridge was open.",
        "We will blow up the dam tomorrow.",
        "I do not agree with that.",
    )
    pairs, text, at = [], "", 0
    for (words, _), other in zip(heard_words, english, strict=True):
        start = tape.text.index(words, at)
        text += "\n\n" if text and tape.text[start - 1] == "\n" else " " if text else ""
        pairs.append(Pair(Span(start, start + len(words)), Span(len(text), len(text) + len(other)), 0.9))
        text, at = text + other, start + 1
    told = replace(made(), text=text, pairs=tuple(pairs), notes=(), document=document_id(tape))
    return tape, rendering(tape, told)


def test_the_translation_of_a_recording_knows_who_speaks_and_when():
    tape, document = heard()
    assert [(turn.speaker, document.text[turn.start : turn.end][:9]) for turn in document.spoken.turns] == [
        (1, "The guard"),
        (2, "I do not "),
    ]
    threat, place = document.text.index("We will"), tape.text.index("سنفجر")
    assert document.heard((Span(threat, threat + 7),)) == (tape.source_map.locate(place, place + 15),)


def test_what_is_read_in_it_comes_through_the_machine_and_the_recording():
    _, document = heard(((1, "Idris Varakh"),))
    found = reader_of("learned").read(document)
    assert found.statements and ("spoken", "rules-2") in found.steps and found.steps[-1][0] == "translation"
    for one in found.statements:
        assert one.chain[0].name.startswith("machine translation of message (ar)") and one.score <= MOST_SCORE
        assert len(one.chain) > 1 and one.chain[1].carrier is not None
    threat = next(
        one for one in found.statements if "blow up" in document.text[one.content[0].start : one.content[-1].end]
    )
    assert threat.source_name == "Idris Varakh" and threat.chain[1].certainty is Certainty.PURPORTED
    tape, _ = heard()
    place = tape.text.index("سنفجر")
    assert document.heard(threat.content)[-1][1] == tape.source_map.locate(place, place + 15)[1]
    assert all(event.certainty is not Certainty.ASSERTED for event in found.events)


def test_a_sentence_of_two_speakers_is_nobodys():
    tape, document = heard()
    both = replace(document.translated.pairs[0], original=Span(0, len(tape.text)))
    told = replace(made(), text=document.text, pairs=(both,), notes=())
    assert [turn.speaker for turn in rendering(tape, told).spoken.turns] == [None]
