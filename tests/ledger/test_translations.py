"""Translations in the ledger: beside their document, in custody, covered by verify, gone on removal."""

from dataclasses import replace
from datetime import timedelta

import pytest

from purport.errors import InstructionError
from purport.ledger import opened
from purport.records import Document, Filter, Hop, SourceMap, Span
from purport.records.identity import document_id
from purport.records.names import Certainty
from purport.records.removals import Removal
from purport.records.translation import Doubt, Pair, Rendering, Translation
from tests.ledger.older import run
from tests.ledger.stories import AT, document, keep, later, reading, said

WORDS = "قال العمدة إن الجسر مفتوح."
ENGLISH = "The mayor said that the bridge is open."
ORIGIN = "/news/arabic.txt"
DOC = document(WORDS, ORIGIN, language="ar")
NAME = document_id(DOC)
MADE = Translation(
    "ar", "en", ENGLISH, (Pair(Span(0, len(WORDS)), Span(0, len(ENGLISH)), 0.75, (Doubt.LENGTH,)),),
    "tiny 1.0", "sha256:" + "0" * 64, (("translation", "tiny 1.0"),), ("a note",), NAME,
)  # fmt: skip


def rendered(doc=DOC, text=ENGLISH) -> Document:
    pairs = (replace(MADE.pairs[0], doubts=(), translation=Span(0, len(text))),)
    return Document(
        name=f"{doc.name} (machine translation, en)", exhibit=doc.exhibit, part="translation:en:", text=text,
        taken_by="machine translation by tiny 1.0", origin=doc.origin, source_map=SourceMap("original"), language="en",
        published=doc.published, translated=Rendering(document_id(doc), doc.name, "ar", "tiny 1.0", MADE.model_digest, pairs),
    )  # fmt: skip


def read(doc):
    one = said(doc, "that the bridge is open", "The mayor")
    hop = Hop("machine translation of arabic (ar) by tiny 1.0", Certainty.ATTRIBUTED)
    return reading(doc, replace(one, chain=(hop, *one.chain)))


@pytest.fixture
def ledger(ledger_url):
    with opened(ledger_url) as book:
        keep(book, WORDS, ORIGIN)
        book.file(DOC, None, AT)
        yield book


def test_what_is_noted_comes_back(ledger):
    assert ledger.translations(NAME) == []
    assert ledger.translate(MADE, AT) and ledger.translations(NAME) == [MADE]
    assert list(ledger.faults()) == []


def test_twice_is_once(ledger):
    ledger.translate(MADE, AT)
    before = list(ledger.custody())
    assert not ledger.translate(MADE, later(1)) and list(ledger.custody()) == before
    assert before[-1].deed == "translated" and before[-1].exhibit == DOC.exhibit and '"into":"en"' in before[-1].detail


def test_another_model_replaces_it_and_another_language_stands_beside_it(ledger):
    ledger.translate(MADE, AT)
    newer = replace(MADE, model="tiny 2.0", text="The mayor: the bridge is open.", pairs=())
    french = replace(MADE, target="fr", text="Le maire a dit que le pont est ouvert, voilà.")
    assert ledger.translate(newer, later(1)) and ledger.translate(french, later(2))
    assert ledger.translations(NAME) == [newer, french] and list(ledger.faults()) == []


def test_of_what_is_no_document_nothing_is_noted(ledger):
    with pytest.raises(InstructionError) as fault:
        ledger.translate(replace(MADE, document="doc-0000000000000000"), AT)
    assert fault.value.code == "unknown-id"


def test_odd_words_come_back(ledger):
    odd = replace(MADE, text="\x00 \ud800 \u202e", pairs=(), notes=("\x1b[2J",))
    assert ledger.translate(odd, AT) and ledger.translations(NAME) == [odd]


@pytest.mark.parametrize(
    ("line", "code"),
    [
        ("DELETE FROM translation", "missing-row"),
        ("UPDATE translation SET record = substr(record, 1, 10)", "changed-translation"),
        ("UPDATE translation SET target = 'fr'", "changed-translation"),
        ("UPDATE translation SET document = 'doc-00'", "orphan"),
        ("DELETE FROM custody WHERE deed = 'translated'", "changed-translation"),
    ],
)
def test_verify_finds_an_edited_or_missing_row(ledger_url, ledger, line, code):
    ledger.translate(MADE, AT)
    run(ledger_url, line)
    assert code in {fault.code for fault in ledger.faults()}


def test_what_is_read_in_it_is_a_statement_like_others(ledger):
    ledger.translate(MADE, AT)
    doc = rendered()
    ledger.file(doc, read(doc), AT)
    (row,) = ledger.rows(Filter())
    assert row.statement.names[0].startswith("machine translation of") and row.exhibit == DOC.exhibit
    assert ledger.document(row.document).document == doc and list(ledger.faults()) == []


def test_name_and_address_mean_the_original(ledger):
    doc = rendered()
    ledger.translate(MADE, AT)
    ledger.file(doc, read(doc), AT)
    assert ledger.document(ORIGIN).id == ledger.document("arabic").id == NAME
    assert ledger.document("arabic (machine translation, en)").id == document_id(doc)


def test_what_was_read_goes_with_the_original_when_the_page_changes_and_comes_back_with_it(ledger):
    doc = rendered()
    ledger.translate(MADE, AT)
    ledger.file(doc, read(doc), AT)
    changed = document("قال العمدة إن الجسر مغلق.", ORIGIN, language="ar")
    keep(ledger, changed.text, ORIGIN, AT + timedelta(hours=1))
    ledger.file(changed, None, later(61))
    assert ledger.rows(Filter()) == [] and list(ledger.faults()) == []
    keep(ledger, WORDS, ORIGIN, AT + timedelta(hours=2))
    assert len(ledger.rows(Filter())) == 1 and list(ledger.faults()) == []


def test_a_better_translation_stands_in_place_of_the_first(ledger):
    first, second = rendered(), rendered(text="The mayor said that the bridge is open now.")
    for made, doc in ((MADE, first), (replace(MADE, text=second.text), second)):
        ledger.translate(made, AT)
        ledger.file(doc, read(doc), AT)
    (row,) = ledger.rows(Filter())
    assert row.document == document_id(second) and list(ledger.faults()) == []


def test_a_removal_takes_it_out_with_what_was_read_in_it_and_it_does_not_come_back(ledger):
    doc = rendered()
    ledger.translate(MADE, AT)
    ledger.file(doc, read(doc), AT)
    ledger.remove(Removal(DOC.exhibit, "order of a court", "Ada Roe", later(1)))
    assert ledger.translations(NAME) == [] and ledger.rows(Filter()) == [] and list(ledger.faults()) == []
    assert not ledger.translate(MADE, later(2)) and ledger.translations(NAME) == []


def test_no_byte_of_it_is_left_after_a_removal(ledger_url, ledger):
    from tests.ledger.test_removal import every_byte

    secret = replace(MADE, text="Quillamander was there.", pairs=(), notes=("Quillamander",))
    ledger.translate(secret, AT)
    ledger.remove(Removal(DOC.exhibit, "order of a court", "Ada Roe", later(1)))
    assert b"Quillamander" not in every_byte(ledger_url)


def test_a_row_that_a_removal_left_is_a_fault(ledger_url, ledger):
    ledger.remove(Removal(DOC.exhibit, "order of a court", "Ada Roe", later(1)))
    run(ledger_url, f"INSERT INTO translation VALUES ('{NAME}', 'en', 'x', NULL, 'y')")
    assert [fault.code for fault in ledger.faults()] == ["not-removed"]


def test_the_seconds_of_a_translated_recording_come_back(ledger_url):
    from purport.read.translated import read_rendering, rendering
    from purport.records.identity import digest
    from tests import spoken

    data = b"OggS"
    made = spoken.transcript(spoken.utterance(WORDS, 5000, language="ar"), exhibit=digest(data), language="ar")
    tape = replace(spoken.document(made), origin="/news/tape.ogg")
    translation = replace(MADE, document=document_id(tape), pairs=(replace(MADE.pairs[0], doubts=()),))
    doc = rendering(tape, translation)
    with opened(ledger_url) as book:
        keep(book, data.decode(), "/news/tape.ogg")
        book.transcribe(made, AT)
        book.file(tape, None, AT)
        book.translate(translation, AT)
        book.file(
            doc, read_rendering(doc, lambda one: reading(one, said(one, "that the bridge is open", "The mayor"))), AT
        )
        (row,) = book.rows(Filter())
        assert row.heard == ((5000, 5000 + 400 * len(WORDS.split())),)
        assert row.statement.names[0] == "machine translation of message (ar) by tiny 1.0" and list(book.faults()) == []
