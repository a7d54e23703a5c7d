"""Translating through the house: kept beside the original, read where asked, never passing for it."""

import json
import os
import subprocess
import sys
import zipfile
from dataclasses import replace
from pathlib import Path

import pytest

from purport.config import Plan
from purport.config.plan import House as HousePlan
from purport.config.plan import Translate
from purport.errors import InstructionError, ModelError
from purport.exchange.contract import line, schema
from purport.records import Certainty, EventFilter, Filter
from purport.rounds.house import House
from purport.rounds.outcomes import Failed, ReadDocument, ReadOptions
from tests.read.translate import tiny

TOLD = "machine translation of speech (ar) by argos ar-en 1.0"


@pytest.fixture(scope="module")
def model(tmp_path_factory):
    return tiny.argos(tmp_path_factory.mktemp("models") / "ar_en")


@pytest.fixture
def plan(tmp_path, model):
    return Plan(
        house=HousePlan(tmp_path / "house", f"sqlite:///{tmp_path / 'house' / 'ledger.db'}"),
        translate=Translate(models=(model,)),
    )


@pytest.fixture
def speech(tmp_path):
    file = tmp_path / "speech.txt"
    file.write_text(tiny.STORY, "utf-8")
    return str(file)


def read(plan, *targets, **options):
    with House(plan) as house:
        return list(house.read(targets, ReadOptions(**options)))


def test_a_file_is_translated_and_not_kept(plan, speech):
    with House(plan) as house:
        (done,) = house.translated([speech])
        assert done.made.text == tiny.ENGLISH and not done.kept and done.row.document.language == "ar"
    assert not Path(plan.house.path, "ledger.db").exists()


def test_a_document_of_the_ledger_is_translated_once_and_kept(plan, speech):
    (first,) = read(plan, speech)
    with House(plan) as house:
        (done,) = house.translated([first.row.id])
        assert (done.kept, done.new) == (True, True) and house.translations(first.row.id) == [done.made]
    with House(plan) as house:
        (again,) = house.translated(["speech"])
        assert (again.made, again.kept, again.new) == (done.made, True, False)
        (file,) = house.translated([speech])
        assert file.kept and file.made == done.made
        assert [entry.deed for entry in house.custody()].count("translated") == 1
        assert house.verify().holds


def test_nothing_is_read_from_a_translation_unless_it_is_asked_for(plan, speech):
    read(plan, speech)
    with House(plan) as house:
        list(house.translated(["speech"]))
        assert not any("machine" in name for row in house.rows(Filter()) for name in row.statement.names)


@pytest.mark.parametrize("keep", [True, False])
def test_read_translated_gives_a_second_document_that_says_so(plan, speech, keep):
    first, second = read(plan, speech, translated=True, keep=keep)
    assert first.row.document.translated is None and second.row.document.translated is not None
    (one,) = second.row.reading.statements
    assert one.names == (TOLD, "Ada Roe") and one.score <= 0.5 and one.certainty is Certainty.ATTRIBUTED
    assert second.new_statements == 1 and second.row.captured_at == first.row.captured_at
    told = json.loads(json.dumps(line(second.row)))["translated"]
    assert told["document"] == first.row.id and told["from"] == "ar" and len(told["sentences"]) == 2


def test_its_line_fits_the_contract(plan, speech):
    import fastjsonschema

    valid = fastjsonschema.compile(schema())
    for outcome in read(plan, speech, translated=True, keep=False):
        valid(json.loads(json.dumps(line(outcome.row))))


def test_what_it_reads_is_listed_searched_verified_and_read_once(plan, speech):
    _, second = read(plan, speech, translated=True)
    again = read(plan, speech, translated=True)
    assert again[1].new_statements == 0 and again[1].known_statements == 1 and again[1].row.id == second.row.id
    with House(plan) as house:
        rows = house.search(Filter(words="bridge open"))
        assert [row.statement.names[0] for row in rows] == [TOLD]
        assert house.document("speech").document.translated is None
        (event,) = house.events(EventFilter())
        assert event.event.certainty is Certainty.ATTRIBUTED and event.event.chain == (TOLD,)
        assert house.original_of(house.document(second.row.id)).document.text == tiny.STORY
        assert house.verify().holds


def test_a_changed_page_takes_what_was_read_in_its_translation_with_it(plan, speech):
    read(plan, speech, translated=True)
    Path(speech).write_text("المتمردون قصفوا السوق يوم السبت.", "utf-8")
    read(plan, speech)
    with House(plan) as house:
        assert not any("machine" in name for row in house.rows(Filter()) for name in row.statement.names)
        assert house.events(EventFilter()) == [] and house.verify().holds
        old = next(row for row in house.documents(Filter(limit=None)) if row.document.text == tiny.STORY)
        (done,) = house.translated([old.id], read=True)
        assert isinstance(done.read, Failed) and done.read.error.code == "superseded"


def test_a_removal_takes_it_along(plan, speech):
    read(plan, speech, translated=True)
    with House(plan) as house:
        name = house.document("speech").id
        house.remove("speech", "order of a court", "Ada Roe")
        assert house.rows(Filter()) == [] and house.translations(name) == [] and house.verify().holds
        (gone,) = house.translated([name])
        assert isinstance(gone, Failed) and gone.error.code == "removed"


def test_it_goes_into_a_bundle_with_its_original(plan, speech, tmp_path):
    read(plan, speech, translated=True)
    with House(plan) as house:
        house.bundle(["speech (machine translation, en)"], None, tmp_path / "case.zip")
    with zipfile.ZipFile(tmp_path / "case.zip") as bundle:
        bundle.extractall(tmp_path / "case")
    documents = [json.loads(one) for one in (tmp_path / "case" / "documents.jsonl").read_text("utf-8").splitlines()]
    assert {one["language"] for one in documents} == {"ar", "en"}
    assert [one["translated"]["name"] for one in documents if one["translated"]] == ["speech"]
    checked = subprocess.run(
        [sys.executable, "-I", "verify.py"], cwd=tmp_path / "case", capture_output=True, text=True, check=False
    )
    assert checked.returncode == 0, checked.stdout + checked.stderr


def test_another_model_translates_anew(plan, speech, tmp_path):
    read(plan, speech, translated=True)
    other = replace(plan, translate=Translate(models=(tiny.opus(tmp_path / "opus-mt-ar-en"),)))
    _, second = read(other, speech, translated=True)
    assert second.row.reading.statements[0].names[0].endswith("by opus-mt-ar-en")
    with House(other) as house:
        rows = [
            row
            for row in house.rows(Filter())
            if row.statement.names[:1] and row.statement.names[0].startswith("machine")
        ]
        assert len(rows) == 1 and house.verify().holds


def test_a_language_that_no_model_knows_is_said_and_the_rest_goes_on(plan, speech, tmp_path):
    french = tmp_path / "article.txt"
    french.write_text(
        "Le maire a dit vendredi que le pont était ouvert et que les camions passaient depuis le matin.", "utf-8"
    )
    outcomes = read(plan, str(french), speech, translated=True)
    assert [one.row.document.language for one in outcomes] == ["fr", "ar", "en"]
    assert any("not translated: no model translates fr into en" in note for note in outcomes[0].row.reading.notes)


def test_english_is_not_translated(plan, tmp_path):
    story = tmp_path / "story.txt"
    story.write_text("The mayor said on Friday that the bridge was open to lorries.", "utf-8")
    assert len(read(plan, str(story), translated=True)) == 1
    with House(plan) as house, pytest.raises(InstructionError) as fault:
        list(house.translated(["story"]))
    assert fault.value.code == "same-language"


def test_without_a_model_it_is_said_at_once(plan, speech):
    bare = replace(plan, translate=Translate())
    with pytest.raises(ModelError, match="names no model"):
        read(bare, speech, translated=True)
    with House(bare) as house, pytest.raises(ModelError):
        list(house.translated([speech]))


def test_a_language_may_be_said(plan, tmp_path):
    odd = tmp_path / "odd.txt"
    odd.write_text("متى؟", "utf-8")
    with House(plan) as house:
        (done,) = house.translated([str(odd)], ("ar", "en"))
        assert done.made.text == "When?"
        with pytest.raises(ModelError, match="translates fr into en"):
            list(house.translated([str(odd)], ("fr", None)))


def test_a_text_with_nothing_but_doubts_is_translated_and_not_read(plan, tmp_path):
    odd = tmp_path / "odd.txt"
    odd.write_text("العمدة آدا رو، قالت يوم الجمعة إن الجسر مجهول.", "utf-8")
    _, second = read(plan, str(odd), translated=True)
    assert isinstance(second, Failed) and second.error.code == "doubtful"
    with House(plan) as house:
        (done,) = house.translated([house.document("odd").id], ("ar", "en"))
        assert done.kept and done.made.notes and house.verify().holds


def test_an_empty_file_fails_and_the_rest_goes_on(plan, speech, tmp_path):
    empty = tmp_path / "empty.txt"
    empty.write_bytes(b"")
    with House(plan) as house:
        first, second = house.translated([str(empty), speech])
    assert isinstance(first, Failed) and second.made.text == tiny.ENGLISH


def test_a_translation_is_not_translated_again(plan, speech):
    _, second = read(plan, speech, translated=True)
    with House(plan) as house, pytest.raises(InstructionError) as fault:
        list(house.translated([second.row.id], ("en", "ar")))
    assert fault.value.code == "translated"


KILLED = """
import os, sys
import purport.read.translate.engine as engine, purport.ledger.translations as kept
from pathlib import Path
from purport.config import load
from purport.rounds.house import House
from purport.rounds.outcomes import ReadOptions
where = sys.argv[2]
def die(*given, **more): os._exit(9)
if where == "translating": engine.Engine.made = die
if where == "noting": kept.log = die
if where == "reading":
    import purport.rounds.translating as t
    t.guarded = die
with House(load(Path(sys.argv[1]), {}, Path.cwd())) as house:
    list(house.read([sys.argv[3]], ReadOptions(translated=True)))
"""


@pytest.mark.parametrize("where", ["translating", "noting", "reading"])
def test_killed_in_the_middle_the_house_holds_and_goes_on(plan, model, speech, tmp_path, where):
    file = tmp_path / "purport.toml"
    file.write_text(f'[house]\npath = "{plan.house.path}"\n[translate]\nmodels = ["{model}"]\n')
    done = subprocess.run([sys.executable, "-c", KILLED, file, where, speech], check=False, env=os.environ)
    assert done.returncode == 9
    with House(plan) as house:
        kept = house.translations(house.document("speech").id)
        assert len(kept) == (1 if where == "reading" else 0) and house.verify().holds
    first, second = read(plan, speech, translated=True)
    assert isinstance(second, ReadDocument) and second.new_statements == 1 and first.new_statements == 0
