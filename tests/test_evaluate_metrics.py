"""Measures against values worked out by hand and against slow, plain versions of themselves."""

from __future__ import annotations

from itertools import combinations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from qualitycheck.evaluate.metrics import Counts, macro_f1, quadratic_kappa, ranks, spearman

numbers = st.lists(st.integers(0, 6), min_size=3, max_size=12)
pairs = st.lists(st.tuples(st.integers(0, 2), st.integers(0, 2)), min_size=1, max_size=20)


def test_precision_recall_and_f1_by_hand() -> None:
    counts = Counts()
    for gold, predicted in [(True, True)] * 6 + [(False, True)] * 2 + [(True, False)] * 3 + [(False, False)] * 9:
        counts.add(gold, predicted)
    assert (counts.tp, counts.fp, counts.fn) == (6, 2, 3)
    assert counts.precision == 0.75
    assert counts.recall == pytest.approx(2 / 3)
    assert counts.f1 == pytest.approx(2 * 0.75 * (2 / 3) / (0.75 + 2 / 3))


def test_what_is_not_defined_is_none() -> None:
    assert (Counts().precision, Counts().recall, Counts().f1) == (None, None, None)
    assert Counts(0, 3, 0).recall is None
    assert spearman([1, 2], [1, 2]) is None
    assert spearman([1, 1, 1], [1, 2, 3]) is None
    assert quadratic_kappa([], []) is None
    assert quadratic_kappa([1, 1], [1, 1]) is None
    assert macro_f1([], []) is None


def test_ranks_by_hand() -> None:
    assert ranks([30, 10, 20, 20]) == [3, 0, 1.5, 1.5]


@given(numbers)
def test_ranks_are_the_mean_place_in_the_sorted_list(values: list[int]) -> None:
    ordered = sorted(values)
    plain = [sum(i for i, v in enumerate(ordered) if v == value) / ordered.count(value) for value in values]
    assert ranks(values) == pytest.approx(plain)


def test_spearman_by_hand() -> None:
    assert spearman([1, 2, 3, 4], [10, 20, 30, 40]) == pytest.approx(1)
    assert spearman([1, 2, 3, 4], [4, 3, 2, 1]) == pytest.approx(-1)
    # without ties: 1 - 6 Σd² / n(n²-1), here d = 1, 1, 0, 0
    assert spearman([1, 2, 3, 4], [2, 1, 3, 4]) == pytest.approx(1 - 6 * 2 / (4 * 15))


@given(numbers, st.randoms(use_true_random=False))
def test_spearman_is_symmetric_and_blind_to_scale(values: list[int], random: object) -> None:
    other = values[:]
    random.shuffle(other)  # type: ignore[attr-defined]
    found = spearman(values, other)
    if found is None:
        assert len(set(values)) == 1
        return
    assert -1.000001 <= found <= 1.000001
    assert spearman(other, values) == pytest.approx(found)
    assert spearman([v**3 for v in values], other) == pytest.approx(found)


@given(st.permutations(range(7)), st.permutations(range(7)))
def test_spearman_against_the_formula_by_sorting(xs: list[int], ys: list[int]) -> None:
    places = [(sorted(xs).index(x), sorted(ys).index(y)) for x, y in zip(xs, ys, strict=True)]
    assert spearman(xs, ys) == pytest.approx(1 - 6 * sum((a - b) ** 2 for a, b in places) / (7 * 48))


def test_kappa_by_hand() -> None:
    gold, predicted = [0, 1, 2, 2], [0, 1, 2, 0]
    # observed: one disagreement of weight 1 among 4; expected over the 16 pairs: Σ ((g-p)/2)² / 16
    expected = sum(((g - p) / 2) ** 2 for g in gold for p in predicted) / 16
    assert quadratic_kappa(gold, predicted) == pytest.approx(1 - 0.25 / expected)


@given(pairs)
def test_kappa_and_macro_f1_against_plain_counting(decisions: list[tuple[int, int]]) -> None:
    gold, predicted = [g for g, _ in decisions], [p for _, p in decisions]
    apart = sum((g - p) ** 2 for g in gold for p in predicted) / len(gold)
    kappa = quadratic_kappa(gold, predicted)
    if apart == 0:
        assert kappa is None
    else:
        assert kappa == pytest.approx(1 - sum((g - p) ** 2 for g, p in decisions) / apart)
    each = []
    for level in sorted(set(gold) | set(predicted)):
        right = sum(g == p == level for g, p in decisions)
        each.append(2 * right / (gold.count(level) + predicted.count(level)))
    assert macro_f1(gold, predicted) == pytest.approx(sum(each) / len(each))


@given(st.lists(st.tuples(st.booleans(), st.booleans())))
def test_f1_lies_between_precision_and_recall(decisions: list[tuple[bool, bool]]) -> None:
    counts = Counts()
    for gold, predicted in decisions:
        counts.add(gold, predicted)
    assert counts.tp + counts.fp == sum(p for _, p in decisions)
    assert counts.tp + counts.fn == sum(g for g, _ in decisions)
    for low, high in combinations(sorted(v for v in (counts.precision, counts.recall) if v is not None), 2):
        assert counts.f1 is not None
        assert low - 1e-9 <= counts.f1 <= high + 1e-9
