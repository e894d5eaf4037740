"""The measures of probabilities agree with the textbook and with scikit-learn."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from sklearn.linear_model import LogisticRegression
from sklearn.metrics import log_loss as sk_log_loss
from sklearn.metrics import roc_auc_score

from xubao.decisions.likelihood.calibration import auc, fit_slope, log_loss, logit, measure, reliability, sigmoid
from xubao.decisions.likelihood.model import Level, calibrated
from xubao.glossary.refusals import Refusal


def _drawn(rows=4000, slope=1.0, intercept=0.0):
    dice = np.random.default_rng(3)
    z = dice.normal(0.5, 1.2, rows)
    y = (dice.random(rows) < sigmoid(slope * z + intercept)).astype(float)
    return z, y


@pytest.mark.req("C1")
def test_the_auc_is_scikit_learns_even_with_ties():
    z, y = _drawn()
    p = np.floor(sigmoid(z) * 20) / 20
    assert auc(p, y) == pytest.approx(roc_auc_score(y, p), abs=1e-12)


def test_the_log_loss_is_scikit_learns():
    z, y = _drawn()
    assert log_loss(sigmoid(z), y) == pytest.approx(sk_log_loss(y, sigmoid(z)), abs=1e-12)


def test_slope_and_intercept_are_those_of_an_unpenalised_regression():
    z, y = _drawn(slope=0.7, intercept=-0.3)
    oracle = LogisticRegression(C=1e10, tol=1e-10).fit(z[:, None], y)
    assert fit_slope(z, y) == pytest.approx((oracle.coef_[0, 0], oracle.intercept_[0]), abs=1e-4)


def test_with_a_fixed_slope_the_intercept_makes_the_mean_probability_the_base_rate():
    z, y = _drawn(intercept=0.8)
    _, intercept = fit_slope(z, y, slope=1.0)
    assert sigmoid(z + intercept).mean() == pytest.approx(y.mean(), abs=1e-9)


@pytest.mark.req("C1")
def test_true_probabilities_measure_as_calibrated():
    z, y = _drawn(rows=40_000)
    found = measure(sigmoid(z), y)
    assert (found.slope, found.intercept, found.ece) == pytest.approx((1.0, 0.0, 0.0), abs=0.05)


def test_too_sharp_probabilities_measure_as_a_slope_below_one():
    z, y = _drawn(rows=40_000)
    assert measure(sigmoid(2 * z), y).slope == pytest.approx(0.5, abs=0.03)


def test_ten_bands_hold_all_rows_from_low_to_high():
    z, y = _drawn(rows=1003)
    bins = reliability(sigmoid(z), y)
    assert sum(one.rows for one in bins) == 1003
    assert [one.expected for one in bins] == sorted(one.expected for one in bins)


def test_the_calibration_error_is_the_mean_gap_of_the_bands():
    p, y = np.array([0.2] * 5 + [0.9] * 5), np.array([0.0] * 5 + [1.0] * 5)
    assert measure(p, y).ece == pytest.approx((0.2 + 0.1) / 2)


def test_outcomes_of_one_kind_cannot_be_measured():
    with pytest.raises(Refusal) as refused:
        measure(np.array([0.4, 0.6]), np.array([1.0, 1.0]))
    assert refused.value.code == "likelihood.one_class"


@given(st.lists(st.floats(1e-6, 1 - 1e-6), min_size=1, max_size=20))
def test_logit_and_sigmoid_undo_each_other(values):
    assert sigmoid(logit(np.array(values))) == pytest.approx(np.array(values), abs=1e-9)


@given(st.lists(st.tuples(st.integers(0, 6), st.booleans()), min_size=4, max_size=40))
def test_the_auc_counts_pairs(pairs):
    p, y = np.array([a for a, _ in pairs], dtype=float), np.array([b for _, b in pairs], dtype=float)
    if not 0 < y.sum() < len(y):
        return
    wins = [(a > b) + (a == b) / 2 for a in p[y == 1] for b in p[y == 0]]
    assert auc(p, y) == pytest.approx(sum(wins) / len(wins))


@pytest.mark.req("C1")
def test_the_worked_row_of_the_page_is_right():
    blend = 0.3 * 1.2 + 0.7 * 1.6
    assert sigmoid(calibrated(np.array([blend]), Level(0.95, 0.04))) == pytest.approx([0.8094], abs=5e-5)


def test_the_four_rows_of_the_page_are_right():
    p, y = np.array([0.9, 0.6, 0.4, 0.2]), np.array([1.0, 0.0, 1.0, 0.0])
    assert (auc(p, y), log_loss(p, y)) == pytest.approx((0.75, 0.5403), abs=5e-5)
