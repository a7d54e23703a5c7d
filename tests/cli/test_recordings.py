"""Recordings on the command line: read, shown with their seconds, exported; the ears are invented."""

import csv
import json
import sys
from subprocess import run
from zipfile import ZipFile

import fastjsonschema
import pytest

from purport.cli.hearing import names_in, speakers
from purport.errors import InstructionError
from purport.exchange.contract import schema
from purport.rounds.house import House
from tests.rounds.ears import Deaf, WrittenEars, tape

WORDS = (
    "Brothers, the hour has come. We call on the guards of Keld to attack the depot. "
    "The minister said that the road was closed"
)


@pytest.fixture
def taped(desk, monkeypatch):
    monkeypatch.setattr(House, "ears", WrittenEars())
    (desk.folder / "message.ogg").write_bytes(tape(WORDS))
    return desk


@pytest.fixture
def read(taped):
    taped.run("read", "message.ogg", "--purports", "Idris Varakh")
    return taped


def squeezed(result):
    return " ".join(result.output.split())


def test_a_recording_gives_statements_with_seconds(taped):
    told = squeezed(taped.run("read", "message.ogg", "--purports", "Idris Varakh"))
    assert "message: 4 statements, 4 new" in told
    shown = squeezed(taped.run("list", "--act", "calls for"))
    assert "0:02.3-0:06.7" in shown
    assert "Idris Varakh (audio recording)" in shown


def test_show_of_a_document_tells_what_it_is_and_when_each_turn_begins(read):
    shown = squeezed(read.run("show", "message"))
    assert "recording audio, 0:10.2, transcribed by a machine" in shown
    assert "purports to be Idris Varakh" in shown
    assert "[0:00.0] Brothers" in shown


def test_show_of_a_statement_tells_its_seconds(read):
    (row,) = [json.loads(line) for line in read.run("list", "--act", "calls for", "--json").stdout.splitlines()]
    shown = squeezed(read.run("show", row["id"]))
    assert "(in the recording: 0:02.3-0:06.7)" in shown
    assert "whose user says that its speaker purports to be Idris Varakh" in shown
    assert row["heard"] == [[2300, 6700]]


def test_events_and_search_tell_the_seconds(read):
    assert "0:05.5-0:05.9" in squeezed(read.run("events"))
    assert "0:02.3-0:06.7" in squeezed(read.run("search", "depot"))


def test_the_json_is_as_the_contract_has_it(taped):
    line = json.loads(taped.run("read", "message.ogg", "--json", "--purports", "1=Idris Varakh").stdout)
    fastjsonschema.compile(schema())(line)
    assert line["recording"]["purports"] == [{"speaker": 1, "name": "Idris Varakh"}]
    assert line["recording"]["milliseconds"] == 10_200
    assert all(one["heard"] for one in line["attributions"])
    assert all(one["heard"] for one in line["events"])
    assert line["published"] is None


def test_the_line_of_a_text_has_no_seconds(desk):
    line = json.loads(desk.run("read", "-", "--json", stdin="The mayor said the bridge was shut.\n").stdout)
    assert line["recording"] is None
    assert {one["heard"] for one in line["attributions"]} == {None}


def test_names_from_a_file(taped):
    taped.write("names.tsv", "id\tname\nmessage\tIdris Varakh\n")
    line = json.loads(taped.run("read", "message.ogg", "--purports-from", "names.tsv", "--json").stdout)
    assert line["attributions"][0]["chain"] == ["Idris Varakh"]


def test_without_ears_the_note_says_how_to_get_them(desk, monkeypatch):
    def deaf(_self):
        raise Deaf.fault

    monkeypatch.setattr(House, "ears", property(deaf))
    (desk.folder / "message.ogg").write_bytes(tape(WORDS))
    result = desk.run("read", "message.ogg")
    assert 'pip install "purport[speech]"' in squeezed(result)
    line = json.loads(desk.run("read", "message.ogg", "--json").stdout)
    assert "purport[speech]" in line["notes"][0]
    fastjsonschema.compile(schema())(line)


def test_hearing_can_be_left(taped):
    assert "1 file without text" in taped.run("read", "message.ogg", "--no-hear").output


def test_explain_hears_and_keeps_nothing(taped):
    assert "road was closed" in squeezed(taped.run("read", "message.ogg", "--explain"))


def test_captions(read):
    assert "captions" in read.run("export", "--format", "srt", "--to", "a.srt", "message").output
    assert (read.folder / "a.srt").read_text("utf-8").startswith("1\n00:00:00,000 --> 00:00:02,000\nIdris Varakh")
    read.run("export", "--format", "vtt", "--to", "a.vtt", "message")
    assert (
        (read.folder / "a.vtt")
        .read_text("utf-8")
        .startswith("WEBVTT\n\nNOTE message: a machine's transcript, by by-hand")
    )


def test_captions_of_a_text_or_of_several_are_refused(read):
    read.write("story.txt", "The mayor said the bridge was shut.\n")
    read.run("read", "story.txt")
    assert "no transcript" in read.run("export", "--format", "srt", "--to", "b.srt", "story", status=2).output
    for words in ((), ("message", "story"), ("message", "--source", "Ada")):
        assert "one recording" in read.run("export", "--format", "vtt", "--to", "b.vtt", *words, status=2).output
    assert "srt, vtt" in read.run("export", "--format", "warc", "--to", "b.warc", "--withheld", status=2).output
    assert not list(read.folder.glob("b.*"))


def test_a_caption_file_that_is_there_stays(read):
    read.write("a.srt", "mine")
    assert "is there already" in read.run("export", "--format", "srt", "--to", "a.srt", "message", status=2).output
    assert (read.folder / "a.srt").read_text() == "mine"


def test_a_brief_with_and_without_the_sound(read):
    read.run("brief", "--html", "plain.html")
    read.run("brief", "--html", "sound.html", "--sound")
    plain, sound = ((read.folder / name).read_text("utf-8") for name in ("plain.html", "sound.html"))
    assert "<script" not in plain and "0:02.3" in plain
    assert sound.count("<script>") == 1 and 'data-type="audio/ogg"' in sound


def test_of_a_removed_recording_nothing_is_exported(read):
    read.run("remove", "message", "--reason", "order of a court", "--yes")
    assert "removed" in read.run("export", "--format", "srt", "--to", "a.srt", "message", status=2).output
    assert read.run("verify").output.count("everything holds") == 1


def test_a_bundle_carries_the_transcript(read):
    read.run("bundle", "--output", "case.zip", "message")
    with ZipFile(read.folder / "case.zip") as case:
        case.extractall(read.folder / "case")
        (name,) = [one for one in case.namelist() if one.startswith("transcripts/")]
        told = json.loads(case.read(name))
    assert told["utterances"][0]["words"][1]["start"] == 400
    checked = run([sys.executable, "verify.py"], cwd=read.folder / "case", capture_output=True, text=True, check=False)
    assert checked.returncode == 0, checked.stdout
    place = read.folder / "case" / name
    place.write_text(place.read_text().replace("come", "gone"))
    checked = run([sys.executable, "verify.py"], cwd=read.folder / "case", capture_output=True, text=True, check=False)
    assert checked.returncode == 1
    assert "it is not the transcript that the custody log tells of" in checked.stdout


@pytest.mark.parametrize(
    "names",
    [
        *([""], ["0=Ada"], ["2="], ["Ada Roe", "Osric Vane"], ["\x1b[31mAda"], ["Ada\u202e"], ["x" * 201]),
        *(["\u200b"], ["Ada\u200fRoe"], ["2=\u200c"]),
    ],
)
def test_names_that_name_nobody_are_refused(names):
    with pytest.raises(InstructionError) as fault:
        speakers(names, "--purports")
    assert fault.value.code == "bad-name"


@pytest.mark.parametrize("line", ["message Idris", "message\t", "message"])
def test_a_line_of_names_without_a_name_is_refused(tmp_path, line):
    file = tmp_path / "names.tsv"
    file.write_text(f"id\tname\n{line}\n")
    with pytest.raises(InstructionError) as fault:
        names_in(file)
    assert fault.value.subject == f"{file}:2"


def test_names_of_several_speakers_from_a_file(tmp_path):
    file = tmp_path / "names.tsv"
    file.write_text("message\t2=Osric Vane\nmessage\t1=Idris Varakh\n")
    assert names_in(file) == {"message": ((1, "Idris Varakh"), (2, "Osric Vane"))}


def test_the_table_has_the_seconds(read):
    rows = list(csv.DictReader(read.run("list", "--csv").stdout.lstrip("\ufeff").splitlines()))
    assert "0:02.3-0:06.7" in {row["heard"] for row in rows}
