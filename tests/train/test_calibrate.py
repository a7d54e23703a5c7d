"""Scores fitted on candidates, and how far they can be trusted."""

from __future__ import annotations

import numpy as np
import pytest

from purport.read.attribution.learned.scoring import score
from train.attribution.calibrate import best_threshold, calibration_error, fitted


def test_a_score_learns_what_tells_right_from_wrong():
    rng = np.random.default_rng(1)
    rows = rng.normal(size=(2000, 3)) * [1, 10, 0.1] + [5, -3, 0]
    chance = 1 / (1 + np.exp(-(2 * (rows[:, 0] - 5) - 0.5)))
    right = (rng.random(2000) < chance).astype(float)
    weights = fitted(rows, right)
    found = [score(weights, tuple(row)) for row in rows]
    assert np.abs(np.array(found) - chance).mean() < 0.05
    assert calibration_error(list(zip(found, right.astype(bool), strict=True))) < 0.05


def test_a_feature_that_never_changes_does_no_harm():
    rows = np.ones((50, 2))
    assert np.isfinite(fitted(rows, np.arange(50) % 2)).all()


def test_calibration_error_of_known_scores():
    assert calibration_error([(0.8, True)] * 8 + [(0.8, False)] * 2) == pytest.approx(0.0)
    assert calibration_error([(1.0, False)] * 4) == pytest.approx(1.0)
    assert calibration_error([]) == 0.0


def test_the_best_threshold_balances_precision_and_recall():
    scored = [(0.9, True)] * 10 + [(0.5, True)] * 5 + [(0.45, False)] * 4 + [(0.2, False)] * 50
    least, f1 = best_threshold(scored, 15)
    assert 0.45 < least <= 0.5
    assert f1 == pytest.approx(1.0)
