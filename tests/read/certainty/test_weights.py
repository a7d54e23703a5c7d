"""The opinion's weights: checked on loading, done without where they are missing."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

import purport
from purport.errors import ModelError
from purport.read.attribution.learned import learned_reader
from purport.read.certainty.opinion import VALUES, Marked, opinion, weights
from purport.read.parse import parsed
from purport.read.reader import LearnedReader, RuleReader, reader_of
from purport.records.spans import Span

TEXT = "Whispers in the market had it that soldiers shot the priest."


def test_the_weights_that_come_with_purport_are_the_ones_their_manifest_names() -> None:
    assert weights.loaded().name == "opinion"
    assert weights.missing() is None
    assert (weights.FOLDER / weights.FILE).stat().st_size < 6_000_000


def test_altered_weights_are_refused(tmp_path: Path) -> None:
    folder = tmp_path / "weights"
    shutil.copytree(weights.FOLDER, folder)
    with (folder / weights.FILE).open("ab") as file:
        file.write(b"x")
    with pytest.raises(ModelError, match="SHA-256"):
        weights.loaded(folder)


def test_missing_weights_are_named(tmp_path: Path) -> None:
    assert weights.missing(tmp_path) == f"no weights in {tmp_path}"
    with pytest.raises(ModelError, match="cannot be read"):
        weights.loaded(tmp_path)


def test_without_weights_the_rules_decide_and_the_reader_says_so(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(weights, "missing", lambda: "no weights here")
    found = reader_of("learned")
    assert isinstance(found, LearnedReader)
    assert found.sure is None
    assert found.note == "the learned opinion on certainty cannot be used (no weights here): read by the rules alone"


def test_the_certainty_that_is_wanted() -> None:
    ruled = reader_of("learned", certainty="rules")
    assert isinstance(ruled, LearnedReader)
    assert (ruled.sure, ruled.note) == (None, "")
    assert reader_of("rules", certainty="learned") == RuleReader()


def test_chances_are_shares_and_the_same_each_time() -> None:
    anchor = Span(TEXT.index("shot"), TEXT.index("shot") + 4)
    asked = (learned_reader().examined(parsed(TEXT))[1], Span(0, len(TEXT)), [anchor, anchor], Marked(), [0, 0])
    first, again = opinion().chances(*asked), opinion().chances(*asked)
    assert first.shape == (2, len(VALUES))
    assert first.sum(1) == pytest.approx([1, 1], abs=1e-5)
    assert (first == again).all()


def test_it_takes_back_what_no_rule_doubts() -> None:
    text = "It was all over the bazaar, nobody could say from whom, that soldiers had shot the priest."
    (event,) = purport.read_text(text).events
    assert event.certainty != "asserted"
