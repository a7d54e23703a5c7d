"""``purport translate``, and what the other commands show of translations."""

import json

import pytest

from tests.read.translate import tiny

TOLD = "machine translation of speech (ar) by argos ar-en 1.0"


@pytest.fixture(scope="module")
def model(tmp_path_factory):
    return tiny.argos(tmp_path_factory.mktemp("models") / "ar_en")


@pytest.fixture
def translating(desk, model):
    """A desk whose config names a model, with an Arabic story."""
    (desk.folder / "xdg" / "purport").mkdir(parents=True)
    (desk.folder / "xdg" / "purport" / "purport.toml").write_text(f'[translate]\nmodels = ["{model}"]\n')
    desk.write("speech.txt", tiny.STORY + "\n\nبيان وتكرر. Hello there, friend.\n")
    return desk


def speech(desk):
    return str(desk.folder / "speech.txt")


def flat(result):
    return " ".join(result.stdout.replace("\u2068", "").replace("\u2069", "").split())


def test_side_by_side(translating):
    shown = flat(translating.run("translate", speech(translating)))
    assert "machine translation from ar into en by argos ar-en 1.0" in shown and "the original counts" in shown
    assert "machine translation by argos ar-en 1.0 (en)" in shown and "note: not kept" in shown
    assert "المتمردون قصفوا السوق يوم الأحد. Rebels shelled the market on Sunday." in shown
    assert "[not read: repetition]" in shown and "(nothing) [not read: not in the language translated from]" in shown


def test_right_to_left_is_turned_where_the_terminal_does_not(translating):
    config = translating.folder / "xdg" / "purport" / "purport.toml"
    config.write_text(config.read_text() + '[show]\nright_to_left = "reorder"\n')
    shown = translating.run("translate", speech(translating)).stdout
    assert ".دحألا موي" in shown and "\u2068" not in shown


def test_json(translating):
    translating.run("read", speech(translating))
    told = json.loads(translating.run("translate", "speech", "--json").stdout)
    assert told["machine_translation"] is True and (told["from"], told["into"], told["kept"]) == ("ar", "en", True)
    assert told["model"] == "argos ar-en 1.0" and told["model_digest"].startswith("sha256:")
    first = told["sentences"][0]
    assert (
        first["original_words"] == tiny.STORY.split("\n")[0]
        and first["translation_words"] == tiny.ENGLISH.split("\n")[0]
    )
    assert first["at"] == {"unit": "char", "start": 0, "end": 46} and first["doubts"] == [] and first["score"] > 0.9
    assert told["sentences"][-1]["translation"] is None and told["original"].startswith(tiny.STORY)
    for one in told["sentences"]:
        low, high = one["original"]
        assert told["original"][low:high] == one["original_words"]


def test_reading_from_it_is_asked_for_and_marked_everywhere(translating):
    translating.run("read", speech(translating))
    assert "machine" not in translating.run("list").stdout
    said = translating.run("translate", "speech", "--read")
    assert "1 statement read from the machine translation, 1 new" in said.stderr
    listed = json.loads(translating.run("list", "--source", "Roe", "--json").stdout)
    assert listed["chain"] == [TOLD, "Ada Roe"] and listed["score"] <= 0.5
    assert f"via {TOLD}" in " ".join(
        translating.run("list", "--source", "Roe").stdout.replace("attributed", "").split()
    )
    shown = flat(translating.run("show", listed["id"]))
    assert TOLD in shown and "original (ar) العمدة آدا رو، قالت يوم الجمعة إن الجسر مفتوح." in shown
    assert "in the original: characters 0-46" in shown
    events = json.loads(translating.run("events", "--json").stdout)
    assert events["certainty"] == "attributed" and events["chain"] == [TOLD]
    assert TOLD in translating.run("list", "--source", "Roe", "--csv").stdout


def test_show_names_the_translation_and_the_original(translating):
    translating.run("read", speech(translating), "--translated")
    assert "translation into en by argos ar-en 1.0; purport translate doc-" in flat(translating.run("show", "speech"))
    shown = flat(translating.run("show", "speech (machine translation, en)"))
    assert (
        "speech (ar)" in shown and "the words are a machine's" in shown and "sentences or pieces are doubtful" in shown
    )
    arabic = next(
        one
        for line in translating.run("list", "--json").stdout.splitlines()
        if TOLD not in (one := json.loads(line))["chain"]
    )
    assert "(machine translation by argos ar-en 1.0)" in flat(translating.run("show", arabic["id"]))


def test_read_translated_on_the_command_line_and_by_the_config(translating):
    assert translating.run("read", speech(translating), "--no-keep", "--json").stdout.count("\n") == 1
    lines = translating.run("read", speech(translating), "--translated", "--no-keep", "--json").stdout.splitlines()
    assert json.loads(lines[1])["translated"]["model"] == "argos ar-en 1.0"
    config = translating.folder / "xdg" / "purport" / "purport.toml"
    config.write_text(config.read_text() + "read = true\n")
    assert translating.run("read", speech(translating), "--no-keep", "--json").stdout.count("\n") == 2
    assert (
        translating.run("read", speech(translating), "--not-translated", "--no-keep", "--json").stdout.count("\n") == 1
    )


def test_the_brief_shows_both_beside_each_other(translating):
    translating.run("read", speech(translating), "--translated")
    page = translating.run("brief", "--html", "-").stdout
    assert page.count("Machine translation (en)") == 2 and f"<summary>{TOLD}</summary>" in page
    assert '<td lang="ar" dir="auto">المتمردون قصفوا السوق يوم الأحد.</td>' in page
    assert "[not read: repetition]" in page and "the original counts" in page


def test_no_model_is_status_3_and_says_how_to_get_one(desk):
    desk.write("speech.txt", tiny.STORY)
    told = desk.run("translate", speech(desk), status=3).stderr
    assert "translate.models names no model" in told and "purport downloads none" in told
    assert "names no model" in desk.run("read", speech(desk), "--translated", status=3).stderr


def test_wrong_instructions(translating):
    translating.run(
        "read", translating.write("story.txt", "The mayor said on Friday that the bridge was open to lorries.")
    )
    assert "no document" in translating.run("translate", "doc-0000000000000000", status=2).stderr
    assert (
        "no code of a language"
        in translating.run("translate", speech(translating), "--from", "Arabic!", status=2).stderr
    )
    assert "in en already" in translating.run("translate", str(translating.folder / "story.txt"), status=2).stderr
    assert (
        "no model translates fr into en"
        in translating.run("translate", speech(translating), "--from", "fr", status=3).stderr
    )
    assert (
        "no model translates ar into de"
        in translating.run("translate", speech(translating), "--to", "de", status=3).stderr
    )


def test_a_file_that_is_not_there_fails_and_the_rest_goes_on(translating):
    done = translating.run("translate", str(translating.folder / "none.txt"), speech(translating), status=1)
    assert "none.txt" in done.stderr and "Rebels shelled" in flat(done)


def test_a_picture_or_recording_has_no_text_to_translate(translating):
    (translating.folder / "photo.png").write_bytes(b"\x89PNG\r\n\x1a\n" + bytes(40))
    told = translating.run("translate", str(translating.folder / "photo.png"), status=1).stderr
    assert "photo" in told and "no text" in told


def test_a_broken_model_is_status_3(translating, model):
    import shutil

    broken = shutil.copytree(model, translating.folder / "broken")
    file = broken / "model" / "model.bin"
    file.write_bytes(file.read_bytes()[:5000])
    (translating.folder / "xdg" / "purport" / "purport.toml").write_text(f'[translate]\nmodels = ["{broken}"]\n')
    assert "broken or cut off" in translating.run("translate", speech(translating), status=3).stderr


def test_hostile_words_steer_no_terminal(translating):
    name = translating.write("x.txt", tiny.STORY + " \x1b[2J\u202e متى؟")
    assert "\x1b[2J" not in translating.run("translate", name).stdout


def test_a_removal_takes_it_along(translating):
    translating.run("read", speech(translating), "--translated")
    translating.run("remove", "speech", "--reason", "order of a court", "--by", "Ada Roe", "--yes")
    assert "0 statements" in translating.run("list").stderr
    assert "removed" in translating.run("translate", "speech", status=1).stderr
    translating.run("verify")


def test_doctor_looks_over_every_model(translating, model):
    told = flat(translating.run("doctor"))
    assert "argos ar-en 1.0: ar to en, sha256:" in told
    (translating.folder / "xdg" / "purport" / "purport.toml").write_text('[translate]\nmodels = ["nowhere"]\n')
    assert "there is no such folder with a model" in flat(translating.run("doctor", status=3))
