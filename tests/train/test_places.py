"""Training of places: the two fits on made numbers, the passages, and a round on invented stories."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from purport.gazetteer import loaded
from purport.read.parse import parsed
from purport.read.places.weights import loaded as weights_in
from train.places import choosing, logistic
from train.places.__main__ import Lesson, marked, trained, written
from train.places.gold import CONFLICT, INVENTED, SPLIT, passages, tuning_ids


def test_features_that_decide_get_weight_and_rare_ones_are_left_out() -> None:
    examples = [["good", "both"], ["good"], ["bad", "both"], ["bad", "once"]] * 5 + [["rare"]]
    wanted = np.array([1.0, 1.0, 0.0, 0.0] * 5 + [0.0])
    known = logistic.vocabulary(examples, 3)
    assert set(known) == {"good", "bad", "both", "once"}
    weights, bias = logistic.fitted(logistic.rows_of(examples, known), wanted, np.ones(21), len(known), 1e-3)
    said = logistic.sigmoid(logistic.sums(logistic.rows_of([["good"], ["bad"], ["unseen"]], known), weights, bias))
    assert said[0] > 0.8
    assert said[1] < 0.2
    assert weights[known["good"]] > 0 > weights[known["bad"]]


def test_sigmoid_stands_extremes() -> None:
    assert logistic.sigmoid(np.array([-1e9, 0.0, 1e9])).tolist() == [0.0, 0.5, 1.0]


def test_the_choice_learns_what_marks_the_right_one() -> None:
    rng = np.random.default_rng(1)
    asked = []
    for _ in range(60):
        senses = rng.normal(size=(4, 3))
        asked.append(choosing.Question(senses, int(senses[:, 1].argmax()), 1.0))
    theta = choosing.fitted(asked, 1e-3)
    assert theta[1] > 1 > abs(theta[0])
    assert np.mean([(one.senses @ theta).argmax() == one.right for one in asked]) > 0.9


@pytest.mark.parametrize("path", [INVENTED, CONFLICT])
def test_passages_have_their_places_where_they_stand(path: Path) -> None:
    read = passages(path)
    assert len(read) >= 20
    for story in read:
        assert "[" not in story.text
        assert all(story.text[g.start : g.end].strip() == story.text[g.start : g.end] != "" for g in story.places)
    assert sum(len(story.places) for story in read) > 50


def test_what_is_measured_with_is_not_learned_from() -> None:
    learned = {story.text for story in passages(INVENTED)}
    assert not learned & {story.text for story in passages(CONFLICT)}
    ids = tuning_ids()
    assert 300 < len(ids) < 420
    assert ("lgl-44145259" in ids) == ("lgl-44220000" in ids)
    assert ("lgl-43340250" in ids) == ("lgl-44176373" in ids)
    assert SPLIT.is_file()


def test_a_round_gives_the_same_weights_twice(tmp_path: Path) -> None:
    lessons = [Lesson(story, parsed(story.text)) for story in passages(INVENTED)[:8]]
    mentions, right = marked(lessons[0], loaded())
    assert [mention.span.of(lessons[0].parse.text) for mention in mentions][:2] == ["MOSUL", "Iraq"]
    assert len(mentions) == len(right)
    made = trained(lessons, loaded())
    assert made == trained(lessons, loaded())
    written(tmp_path, made)
    back = weights_in(tmp_path)
    assert set(back.features) == set(made.features)
