"""The large house of the benches: what is repeated is the same each time but for names, ids and days; what is measured in it."""

import json
import sqlite3
import zlib
from contextlib import closing

import pytest

from bench import crowded, grown, kept
from bench.house import VARIANTS, Pattern, _Changing, _Turn, pattern
from bench.newsroom import newsroom
from bench.weightime import NOW, place_all
from purport.ledger import opened
from purport.read.reader import reader_of
from purport.rounds.corroborating import Corroborator

TOLD = 'On 2031-02-04 Velmar burned; see doc-00000000000000ff and https://paper.example/a "2031-02".'


def test_names_ids_days_and_addresses_change_and_all_else_stays():
    text = _Changing.of(TOLD, lambda word: word == "Velmar")
    assert text.said(lambda piece: piece) == TOLD
    told = text.said(_Turn(3, 10).__getitem__)
    assert told != TOLD and "Velmar" not in told
    assert told.startswith("On 2031-01-25 ") and " burned; see doc-" in told and told.endswith('"2031-02".')
    assert "https://paper.example/a?3" in told
    assert told == text.said(_Turn(3, 10).__getitem__)


def test_what_a_record_calls_its_fields_stays_also_where_somebody_is_called_so():
    record = json.dumps({"quoted": ["Quoted said", 'one "quoted": two'], "quoted_map": "quoted"})
    told = json.loads(_Changing.of(record, lambda word: word.lower() == "quoted").said(lambda piece: "Dotrum"))
    assert told == {"quoted": ["Dotrum said", 'one "Dotrum": two'], "quoted_map": "Dotrum"}


def test_each_turn_has_ids_of_its_own_and_names_that_come_again_later():
    turns = [_Turn(number, 0) for number in range(1, 2 + VARIANTS)]
    assert len({turn["doc-00000000000000ff"] for turn in turns}) == len(turns)
    assert turns[0]["Velmar"] == turns[VARIANTS]["Velmar"] and turns[0]["Velmar"] != turns[1]["Velmar"]
    assert all(len(turn["Velmar"]) == 6 and turn["Velmar"][0].isupper() for turn in turns)


@pytest.fixture
def cache(tmp_path, monkeypatch):
    """Readings of the rules are kept apart from those of the benches."""
    monkeypatch.setattr(kept, "CACHE", tmp_path / "readings")


@pytest.mark.slow
@pytest.mark.timeout(300)
def test_a_house_is_filled_and_stories_are_placed_in_it(tmp_path, cache):
    one = pattern(reader_of("rules"), tmp_path, events=1)
    assert isinstance(one, Pattern) and one.stories > 5 and one.tellings >= one.stories
    home = tmp_path / "house"
    home.mkdir()
    times = grown.measured(3 * one.stories, one, home, reader="rules", events=1, alone=2)
    assert min(times.reader, times.placing, times.alone, times.opening) > 0
    assert times.reader < times.reading
    with opened(str(home / "ledger.db")) as ledger:
        new = newsroom(grown.NEW_SEED, "tuned", 1).stories
        assert ledger.corroboration.how_many() == 3 * one.stories + len(new)
        assert ledger.corroboration.how_many_wait() == 0
    with closing(sqlite3.connect(home / "ledger.db")) as rows:
        ids = [name for (name,) in rows.execute("SELECT id FROM telling ORDER BY seq")]
        told = [
            json.loads(zlib.decompress(one))["telling"]["id"]
            for (one,) in rows.execute("SELECT record FROM telling ORDER BY seq")
        ]
    assert ids == told and len(set(ids)) == len(ids)


def test_a_bench_in_which_a_story_could_not_be_placed_gives_no_figure(tmp_path, cache):
    one = pattern(reader_of("rules"), tmp_path, events=1)
    with closing(sqlite3.connect(tmp_path / "pattern.db")) as ledger:
        ledger.execute("UPDATE telling SET record = ?", (zlib.compress(b"{}"),))
        ledger.execute("DELETE FROM placed")
        ledger.execute("INSERT INTO unplaced (seq, document) SELECT key, id FROM document")
        ledger.commit()
    assert one.stories
    with opened(str(tmp_path / "pattern.db")) as ledger, pytest.raises(RuntimeError, match="could not be placed; doc-"):
        place_all(Corroborator(ledger, tmp_path / "shelf", lambda: NOW))


@pytest.mark.slow
@pytest.mark.timeout(300)
def test_stories_among_others_are_held_against_the_same_alone(cache, monkeypatch):
    monkeypatch.setattr("bench.house.EVENTS", 1)
    told = crowded.crowded("tuned", reader_of("rules"), 60, seed=3, events=2)
    assert (told["tuned_stories"], told["tuned_joined_with_others"]) == (32, 0)
    assert told["tuned_b3_f1"] == told["tuned_b3_f1_alone"] == 100.0
    assert told["tuned_origins_exact"] == told["tuned_origins_exact_alone"] == 1.0
