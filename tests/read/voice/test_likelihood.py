"""Statistics of likelihood ratios: against the forensic institute's own library, and by what must always hold."""

import math

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays

from purport.read.voice import likelihood as told

SIZES = ((30, 30), (50, 300), (200, 4000))
scores = arrays(np.float64, st.integers(2, 40), elements=st.floats(-1, 1, width=32))


def drawn(same, different, seed=0):
    rng = np.random.default_rng(seed)
    return rng.normal(0.7, 0.12, same), rng.normal(0.3, 0.15, different)


def as_lir(same, different):
    from lir.data.models import LLRData

    labels = np.r_[np.ones(len(same)), np.zeros(len(different))].astype(int)
    return LLRData(features=np.r_[same, different].reshape(-1, 1), labels=labels)


@pytest.fixture
def oracle():
    return pytest.importorskip("lir", reason="lir is not installed: statistics were NOT compared with it")


@pytest.mark.parametrize("sizes", SIZES)
def test_calibration_without_smoothing_is_logistic_regression_of_balanced_classes(oracle, sizes):
    from lir.algorithms.logistic_regression import LogitCalibrator

    same, different = drawn(*sizes)
    data = as_lir(same, different)
    wanted = LogitCalibrator(C=1e12, tol=1e-12, max_iter=10_000).fit(data.features[:, 0], data.labels)
    line = told.fitted(same, different, smoothing=0)
    assert np.allclose(line.llrs(data.features[:, 0]), wanted.transform(data.features[:, 0]), atol=1e-5)


@pytest.mark.parametrize("sizes", SIZES)
def test_costs_are_those_of_the_oracle(oracle, sizes):
    from lir.metrics import cllr, cllr_min

    same, different = (5 * one - 2.5 for one in drawn(*sizes))
    data = as_lir(same, different)
    assert told.cllr(same, different) == pytest.approx(cllr(data), abs=1e-12)
    assert told.cllr_min(same, different) == pytest.approx(cllr_min(data), abs=1e-9)


@pytest.mark.parametrize("sizes", SIZES)
@pytest.mark.parametrize("slope", [1.0, 5.0, 12.0, -4.0])
def test_bounds_are_those_of_the_oracle(oracle, sizes, slope):
    from lir.algorithms.bayeserror import elub

    same, different = (slope * (one - 0.5) for one in drawn(*sizes, seed=3))
    data = as_lir(same, different)
    wanted = elub(data.features[:, 0].copy(), data.labels)
    assert told.bounds(same, different) == pytest.approx(tuple(map(float, wanted)), abs=1e-9)


def test_smoothing_draws_towards_saying_less():
    same, different = drawn(30, 30)
    assert 0 < told.fitted(same, different).slope < told.fitted(same, different, smoothing=0).slope


def test_scores_that_do_not_overlap_give_no_endless_ratio():
    line = told.fitted(np.array([0.8, 0.9, 0.85]), np.array([0.1, 0.2, 0.15]))
    most = math.log10(3.5 / 0.5)  # half a trial is added on either side: three of three are 3.5 to .5
    assert 0 < line.llr(0.85) < most and -most < line.llr(0.15) < 0
    assert line.llr(0.9) < math.log10(10)


def test_scores_that_tell_nothing_give_ratios_of_one():
    same = np.array([0.1, 0.2, 0.3, 0.4])
    assert told.fitted(same, same + 0.5) == told.Line(0.0, 0.0)
    assert told.fitted(np.full(5, 0.5), np.full(5, 0.5)).llr(0.5) == pytest.approx(0.0, abs=1e-9)


def test_without_pairs_of_a_kind_there_is_no_calibration():
    with pytest.raises(ValueError, match="are needed"):
        told.fitted(np.array([0.5]), np.array([]))


def test_perfect_and_silent_ratios():
    assert told.cllr(np.array([9.0]), np.array([-9.0])) < 1e-8
    assert told.cllr(np.zeros(3), np.zeros(5)) == pytest.approx(1.0)
    assert told.cllr(np.array([-3.0]), np.array([3.0])) > 9


def test_equal_errors():
    assert told.eer(np.array([2.0, 3.0]), np.array([0.0, 1.0])) == 0.0
    assert told.eer(np.array([0.0, 1.0]), np.array([0.0, 1.0])) == pytest.approx(0.5)
    assert told.eer(np.array([1.0, 2.0, 3.0, 0.0]), np.array([0.5, -1.0, -2.0, -3.0])) == pytest.approx(0.125)


def test_few_speakers_hold_the_bounds_in():
    same, different = (12 * (one - 0.5) for one in drawn(400, 9000))
    low, high = told.bounds(same, different, speakers=20)
    assert low >= -math.log10(21) - 1e-9 and high <= math.log10(191) + 1e-9
    assert told.bounds(same, different)[0] < low


@given(scores, scores)
@settings(max_examples=40)
def test_the_best_calibration_costs_no_more_than_any_and_never_over_one(same, different):
    least = told.cllr_min(same, different)
    assert -1e-9 <= least <= 1 + 1e-9
    assert least <= told.cllr(3 * same, 3 * different) + 1e-9
    assert 0 <= told.eer(same, different) <= 0.5 + 1e-9


@given(scores, scores)
@settings(max_examples=40)
def test_bounds_lie_round_zero_and_within_what_the_numbers_allow(same, different):
    low, high = told.bounds(5 * same, 5 * different)
    assert -math.log10(len(same) + 1) - told.STEP <= low <= 0 <= high <= math.log10(len(different) + 1) + told.STEP


@given(scores, scores)
@settings(max_examples=50)
def test_a_calibration_never_falls_and_never_harms_its_own_scores(same, different):
    line = told.fitted(same, different)
    assert line.slope >= 0 and math.isfinite(line.slope) and math.isfinite(line.offset)
    assert told.cllr(line.llrs(same), line.llrs(different)) <= 1.05


@given(scores, scores, st.floats(0.1, 10), st.floats(-3, 3))
@settings(max_examples=40)
def test_only_the_order_counts_for_discrimination(same, different, stretch, shift):
    one = np.round(same, 3), np.round(different, 3)
    other = tuple(stretch * part + shift for part in one)
    assert told.cllr_min(*one) == pytest.approx(told.cllr_min(*other), abs=1e-6)


@pytest.mark.parametrize(
    ("llr", "words"),
    [
        (0.0, "no support for either"),
        (0.29, "no support for either"),
        (-0.31, "weak support for two speakers"),
        (1.0, "moderate support for one speaker"),
        (2.5, "moderately strong support for one speaker"),
        (-3.2, "strong support for two speakers"),
        (5.9, "very strong support for one speaker"),
        (7.0, "extremely strong support for one speaker"),
    ],
)
def test_the_verbal_scale(llr, words):
    assert told.verbal(llr) == words
