"""The house that is filled for the bench of growth: what is repeated is the same each time but for names, ids and days."""

import json
import sqlite3
import zlib
from contextlib import closing

import pytest

from bench import grown
from bench.grown import Pattern, _Changing, _Turn
from bench.newsroom import newsroom
from purport.ledger import opened
from purport.read.reader import reader_of

TOLD = 'On 2031-02-04 Velmar burned; see doc-00000000000000ff and https://paper.example/a "2031-02".'


def test_names_ids_days_and_addresses_change_and_all_else_stays():
    text = _Changing.of(TOLD, lambda word: word == "Velmar")
    assert text.said(lambda piece: piece) == TOLD
    told = text.said(_Turn(3, 10).__getitem__)
    assert told != TOLD and "Velmar" not in told
    assert told.startswith("On 2031-01-25 ") and " burned; see doc-" in told and told.endswith('"2031-02".')
    assert "https://paper.example/a?3" in told
    assert told == text.said(_Turn(3, 10).__getitem__)


def test_each_turn_has_ids_of_its_own_and_names_that_come_again_later():
    turns = [_Turn(number, 0) for number in range(1, 2 + grown.VARIANTS)]
    assert len({turn["doc-00000000000000ff"] for turn in turns}) == len(turns)
    assert turns[0]["Velmar"] == turns[grown.VARIANTS]["Velmar"] and turns[0]["Velmar"] != turns[1]["Velmar"]
    assert all(len(turn["Velmar"]) == 6 and turn["Velmar"][0].isupper() for turn in turns)


@pytest.mark.slow
@pytest.mark.timeout(300)
def test_a_house_is_filled_and_stories_are_placed_in_it(tmp_path, monkeypatch):
    monkeypatch.setattr(grown, "EVENTS", 1)
    reader = reader_of("rules")
    one = grown.pattern(reader, tmp_path)
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
