"""Calibration against values worked out by hand."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from qualitycheck.evaluate.calibration import expected_calibration_error, reliability, thresholds

CASES = st.lists(st.tuples(st.floats(0, 1), st.booleans()), min_size=1, max_size=60)


def test_bins_hold_mean_confidence_and_accuracy() -> None:
    low, high = reliability([0.55, 0.6, 0.95, 1.0], [True, False, True, True])
    assert (low.n, low.confidence, low.accuracy) == (2, pytest.approx(0.575), 0.5)
    assert (high.low, high.n, high.accuracy) == (0.9, 2, 1.0)


def test_the_error_is_the_weighted_distance() -> None:
    error = expected_calibration_error([0.55, 0.6, 0.95, 1.0], [True, False, True, True])
    assert error == pytest.approx((2 * 0.075 + 2 * 0.025) / 4)
    assert expected_calibration_error([], []) is None


@given(CASES)
def test_no_case_is_lost_and_the_error_is_a_share(cases: list[tuple[float, bool]]) -> None:
    confidences, right = [c for c, _ in cases], [r for _, r in cases]
    assert sum(b.n for b in reliability(confidences, right)) == len(cases)
    error = expected_calibration_error(confidences, right)
    assert error is not None and 0 <= error <= 1


def test_a_higher_threshold_asserts_less() -> None:
    points = thresholds([0, 0, 1, 2], [0, 0, 0, 2], [0.9, 0.6, 0.7, 0.8], steps=10)
    by = {p.threshold: p for p in points}
    assert (by[0.0].precision, by[0.0].recall, by[0.0].asserted) == (pytest.approx(2 / 3), 1.0, 3)
    assert (by[0.8].precision, by[0.8].recall) == (1.0, 0.5)
    assert (by[1.0].precision, by[1.0].recall, by[1.0].asserted) == (None, 0.0, 0)
    assert [p.asserted for p in points] == sorted((p.asserted for p in points), reverse=True)
