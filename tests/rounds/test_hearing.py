"""Recordings through the rounds: heard once, kept, read; what cannot be heard says why, and stops nothing."""

import threading
from time import sleep

import pytest

from purport.config import Source, load
from purport.errors import ModelError
from purport.records import Carrier, Filter, Step
from purport.rounds.outcomes import Failed, KeptMedia, ReadDocument, ReadOptions
from purport.rounds.watch import WatchOptions
from tests.rounds.ears import DeafHouse, HearingHouse, WrittenEars, tape
from tests.rounds.newsroom import CONFIG, empty_ledger

WORDS = "The hour has come. Hold the bridge at Keld"


def house_of(kind, home, config=""):
    home.mkdir(parents=True, exist_ok=True)
    (home / "purport.toml").write_text(CONFIG + config)
    if not (home / "ledger.db").exists():
        (home / "ledger.db").write_bytes(empty_ledger().read_bytes())
    return kind(load(home / "purport.toml", {"PURPORT_HOME": str(home)}, home))


@pytest.fixture
def house(tmp_path):
    with house_of(HearingHouse, tmp_path / "home") as house:
        yield house


def put(folder, name, words=WORDS):
    folder.mkdir(exist_ok=True)
    file = folder / name
    file.write_bytes(tape(words))
    return str(file)


def only(house, target, **options):
    (outcome,) = house.read([target], ReadOptions(**options))
    return outcome


def test_a_recording_is_heard_kept_and_read(house, tmp_path):
    outcome = only(house, put(tmp_path / "in", "message.ogg"))
    assert isinstance(outcome, ReadDocument)
    assert outcome.row.document.text == "The hour has come. Hold the bridge at Keld."
    assert outcome.row.document.spoken.carrier is Carrier.AUDIO
    assert outcome.row.document.published is None
    exhibit = outcome.row.document.exhibit
    assert [one.steps for one in house.ledger.transcripts(exhibit)] == [house.ears.fingerprint]
    assert [entry.deed for entry in house.custody()][-2:] == ["transcribed", "read"]
    assert house.imprint_of(exhibit) is not None
    assert house.verify().holds


def test_it_is_not_heard_twice_by_the_same_ears(house, tmp_path):
    file = put(tmp_path / "in", "message.ogg")
    only(house, file)
    before = list(house.custody())
    again = only(house, file)
    assert isinstance(again, ReadDocument)
    assert again.new_statements == 0
    assert len(house.ears.heard) == 1
    assert list(house.custody()) == before


def test_other_ears_hear_it_anew_beside_what_was_heard(tmp_path):
    file = put(tmp_path / "in", "message.ogg")
    with house_of(HearingHouse, tmp_path / "home") as house:
        only(house, file)
    with house_of(HearingHouse, tmp_path / "home") as house:
        house.ears = WrittenEars("2")
        outcome = only(house, file)
        assert house.ears.heard == [WORDS]
        assert len(house.ledger.transcripts(outcome.row.document.exhibit)) == 2
        assert house.verify().holds


def test_who_it_purports_to_be_is_kept_until_another_name_is_given(house, tmp_path):
    file = put(tmp_path / "in", "message.ogg")
    named = only(house, file, purports=((0, "Idris Varakh"),))
    assert named.row.reading.purports == ((0, "Idris Varakh"),)
    again = only(house, file)
    assert again.row.document.spoken.purports == ((0, "Idris Varakh"),)
    assert again.new_statements == 0
    other = only(house, file, purports_from={"message": ((0, "Osric Vane"),)})
    assert other.row.reading.purports == ((0, "Osric Vane"),)
    assert house.document(other.row.id).document.spoken.purports == ((0, "Osric Vane"),)
    assert len(house.ears.heard) == 1
    assert house.verify().holds


def test_a_name_says_nothing_of_a_text(house, tmp_path):
    (tmp_path / "story.txt").write_text("The mayor said the bridge was shut.\n")
    outcome = only(house, str(tmp_path / "story.txt"), purports=((0, "Idris Varakh"),))
    assert outcome.row.document.spoken is None


@pytest.mark.parametrize(
    ("words", "note"),
    [
        ("MUSIC", "nothing that it says can be read"),
        ("", "no words were heard in it"),
        ("MUTE", "not heard: it has no sound"),
    ],
)
def test_nothing_to_read_is_said_and_the_exhibit_kept(house, tmp_path, words, note):
    outcome = only(house, put(tmp_path / "in", "message.ogg", words))
    assert isinstance(outcome, KeptMedia)
    assert outcome.notes[0] == note
    assert house.vault.fetch(outcome.exhibit) == tape(words)


def test_what_is_withheld_is_told_where_nothing_is_left(house, tmp_path):
    outcome = only(house, put(tmp_path / "in", "message.ogg", "MUSIC"))
    assert outcome.notes[1:] == ("0.8 s at 0:00.0 withheld: no speech",)
    assert house.ledger.transcripts(outcome.exhibit)


@pytest.mark.parametrize(("words", "code"), [("BROKEN", "bad-recording"), ("FAULT", "hearing-fault")])
def test_a_broken_recording_stops_nothing(house, tmp_path, words, code):
    first, second = put(tmp_path / "in", "a.ogg", words), put(tmp_path / "in", "b.ogg")
    failed, read = house.read([first, second])
    assert isinstance(failed, Failed)
    assert failed.error.code == code
    assert failed.error.subject == first
    assert isinstance(read, ReadDocument)
    assert house.verify().holds


def test_without_ears_it_is_kept_with_a_note_how_to_get_them(tmp_path):
    with house_of(DeafHouse, tmp_path / "home") as house:
        outcome = only(house, put(tmp_path / "in", "message.ogg"))
        assert isinstance(outcome, KeptMedia)
        assert 'pip install "purport[speech]"' in outcome.notes[0]


def test_a_model_that_the_plan_names_must_be_there(tmp_path):
    config = '\n[speech]\nmodel = "/no/such/model"\n'
    with house_of(DeafHouse, tmp_path / "home", config) as house, pytest.raises(ModelError):
        only(house, put(tmp_path / "in", "message.ogg"))


def test_hearing_can_be_switched_off(house, tmp_path):
    file = put(tmp_path / "in", "message.ogg")
    assert isinstance(only(house, file, hear=False), KeptMedia)
    with house_of(HearingHouse, tmp_path / "other", "\n[speech]\nhear = false\n") as deaf:
        assert isinstance(only(deaf, file), KeptMedia)
        assert deaf.ears.heard == []


def test_how_far_it_is_is_told(house, tmp_path):
    told = []
    only(house, put(tmp_path / "in", "message.ogg"), tell=told.append)
    assert told == ["message: heard up to 0:01.0"]


def test_nothing_is_kept_where_nothing_is_to_be_kept(house, tmp_path):
    outcome = only(house, put(tmp_path / "in", "message.ogg"), keep=False)
    assert isinstance(outcome, ReadDocument)
    assert not list(house.custody())


def test_interrupted_leaves_nothing_half_kept_and_goes_on_later(house, tmp_path):
    def interrupt(_told):
        raise KeyboardInterrupt

    file = put(tmp_path / "in", "message.ogg")
    with pytest.raises(KeyboardInterrupt):
        only(house, file, tell=interrupt)
    assert next(entry.deed for entry in house.custody()) == "kept"
    assert "transcribed" not in {entry.deed for entry in house.custody()}
    assert isinstance(only(house, file), ReadDocument)


def test_recordings_in_a_folder_are_taken_in(house, tmp_path):
    put(tmp_path / "in", "a.ogg")
    put(tmp_path / "in", "without-a-suffix", "Hold the mill")
    (tmp_path / "in" / "photo.png").write_bytes(b"\x89PNG\r\n\x1a\n....")
    outcomes = list(house.read([str(tmp_path / "in")]))
    assert [type(one) for one in outcomes] == [ReadDocument, ReadDocument]
    assert [path.name for path in house.passed_over] == ["photo.png"]


def test_a_film_is_told_from_a_sound_recording(house, tmp_path):
    (tmp_path / "clip.mp4").write_bytes(b"\x00\x00\x00\x18ftypisom" + b"The hour has come")
    outcome = only(house, str(tmp_path / "clip.mp4"))
    assert outcome.row.document.spoken.carrier is Carrier.VIDEO
    (tmp_path / "voice.m4a").write_bytes(b"\x00\x00\x00\x18ftypisom" + b"The hour has come")
    assert only(house, str(tmp_path / "voice.m4a")).row.document.spoken.carrier is Carrier.AUDIO


def test_a_removal_takes_the_transcript_along(house, tmp_path):
    file = put(tmp_path / "in", "message.ogg")
    row = only(house, file).row
    house.remove(row.id, "order of a court", "Ada Roe")
    assert house.ledger.transcripts(row.document.exhibit) == []
    assert house.verify().holds
    assert only(house, file).error.code == "removed"
    assert house.ears.heard == [WORDS]


# Watching


def watched(house, folder, **options):
    return list(
        house.watch([Source(name="drop", kind="folder", url=str(folder))], WatchOptions(**options)).happenings()
    )


def test_a_watch_hears_what_comes_in(house, tmp_path):
    put(tmp_path / "in", "a.ogg")
    put(tmp_path / "in", "b.ogg", "MUSIC")
    put(tmp_path / "in", "c.ogg", "BROKEN")
    put(tmp_path / "in", "d.ogg", "Hold the mill")
    (tmp_path / "in" / "story.txt").write_text("The mayor said the bridge was shut.\n")
    happened = watched(house, tmp_path / "in", once=True, pause=0.02)
    assert sorted(one.what for one in happened) == ["kept", "looked", "not-read", "read", "read", "read"]
    kept = next(one for one in happened if one.what == "kept")
    assert "nothing that it says can be read" in kept.told
    assert house.count(Filter()) == 3
    assert [one.what for one in watched(house, tmp_path / "in", once=True, pause=0.02)] == ["looked"]
    assert house.verify().holds


def test_a_watch_that_is_stopped_while_hearing_hears_it_anew(tmp_path):
    put(tmp_path / "in", "a.ogg")
    with house_of(HearingHouse, tmp_path / "home") as house:
        house.ears = ears = WrittenEars(go_on=threading.Event())
        walk = house.watch([Source(name="drop", kind="folder", url=str(tmp_path / "in"))], WatchOptions(pause=0.02))

        def stop():
            while not ears.heard:
                sleep(0.01)
            walk.stop()
            ears.go_on.set()

        threading.Thread(target=stop).start()
        list(walk.happenings())
        assert {step for _, step in house.leads()} == {Step.READ}
        assert "transcribed" not in {entry.deed for entry in house.custody()}
    with house_of(HearingHouse, tmp_path / "home") as house:
        happened = watched(house, tmp_path / "in", once=True, pause=0.02)
        assert "read" in {one.what for one in happened}
        assert house.verify().holds


def test_fetching_and_reading_go_on_while_a_recording_is_heard(tmp_path):
    put(tmp_path / "in", "a.ogg")
    (tmp_path / "in" / "story.txt").write_text("The mayor said the bridge was shut.\n")
    with house_of(HearingHouse, tmp_path / "home") as house:
        house.ears = ears = WrittenEars(go_on=threading.Event())
        order = []
        walk = house.watch(
            [Source(name="drop", kind="folder", url=str(tmp_path / "in"))], WatchOptions(once=True, pause=0.02)
        )
        for one in walk.happenings():
            order.append(one.subject)
            if one.what == "read" and one.subject == "story":
                ears.go_on.set()
        assert order[-2:] == ["story", "a"]


def test_the_library_reads_recordings_too(house, tmp_path):
    import purport

    (row,) = purport.read(put(tmp_path / "in", "message.ogg"), purports="Idris Varakh", house=house)
    assert row.document.spoken.purports == ((0, "Idris Varakh"),)
