"""Figures, checked against values worked out by hand."""

import pytest

from qualitycheck.specificity.measure import (
    calibration_error,
    level_figures,
    macro_f1,
    quadratic_kappa,
    recall_at_precision,
    same_filler,
    slot_figures,
)


def test_macro_f1() -> None:
    assert macro_f1([0, 1, 2, 2], [0, 1, 2, 1]) == pytest.approx((1 + 2 / 3 + 2 / 3) / 3)


def test_kappa_is_one_for_agreement_and_zero_for_a_constant() -> None:
    assert quadratic_kappa([0, 1, 2], [0, 1, 2]) == 1
    assert quadratic_kappa([0, 1, 2], [1, 1, 1]) == pytest.approx(0)


def test_calibration_error() -> None:
    assert calibration_error([0, 0], [0, 1], [0.75, 0.75]) == pytest.approx(0.25)


def test_recall_at_precision_moves_the_threshold() -> None:
    assert recall_at_precision([0, 0, 1, 0], [0.9, 0.8, 0.7, 0.6]) == pytest.approx(2 / 3)


def test_level_figures_of_a_perfect_judge() -> None:
    figures = level_figures([0, 1, 2], [(1, 0, 0), (0, 1, 0), (0, 0, 1)])
    assert (figures.macro_f1, figures.vague_precision, figures.vague_recall, figures.calibration_error) == (1, 1, 1, 0)


def test_fillers_agree_when_they_share_half_of_the_shorter() -> None:
    assert same_filler("5 em học sinh", "5 em")
    assert same_filler("nhà văn hoá thôn", "bảng tin nhà văn hóa")
    assert not same_filler("trước 30/9", "mỗi quý")


def test_slot_figures() -> None:
    figures = slot_figures([("5 em", "5 em"), (None, "3 em"), ("2 lần", None), (None, None)])
    assert (figures.precision, figures.recall, figures.f1, figures.n) == (0.5, 0.5, 0.5, 2)


def test_stricter_criteria_want_more_than_a_part() -> None:
    figures = slot_figures(
        [("hồ sơ đất đai", "hồ sơ đất đai của xã"), ("biên bản", "biên bản họp cuối năm"), ("sổ", "sổ")]
    )
    assert figures.f1 == 1
    assert figures.overlap == pytest.approx(2 / 3)
    assert figures.exact == pytest.approx(1 / 3)
