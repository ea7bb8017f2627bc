"""Plain measures; each returns None where it is not defined."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass


@dataclass(slots=True)
class Counts:
    """Right, wrong and missed decisions."""

    tp: int = 0
    fp: int = 0
    fn: int = 0

    def add(self, gold: bool, predicted: bool) -> None:
        self.tp += gold and predicted
        self.fp += predicted and not gold
        self.fn += gold and not predicted

    @property
    def precision(self) -> float | None:
        return _share(self.tp, self.tp + self.fp)

    @property
    def recall(self) -> float | None:
        return _share(self.tp, self.tp + self.fn)

    @property
    def f1(self) -> float | None:
        return _share(2 * self.tp, 2 * self.tp + self.fp + self.fn)


def _share(part: float, whole: float) -> float | None:
    return part / whole if whole else None


def ranks(values: Sequence[float]) -> list[float]:
    """Ranks from 0, ties sharing their mean."""
    order = sorted(range(len(values)), key=values.__getitem__)
    out = [0.0] * len(values)
    start = 0
    while start < len(order):
        end = start
        while end + 1 < len(order) and values[order[end + 1]] == values[order[start]]:
            end += 1
        for place in range(start, end + 1):
            out[order[place]] = (start + end) / 2
        start = end + 1
    return out


def spearman(xs: Sequence[float], ys: Sequence[float]) -> float | None:
    """Rank correlation, -1 to 1."""
    if len(xs) < 3:
        return None
    a, b = ranks(xs), ranks(ys)
    mean_a, mean_b = sum(a) / len(a), sum(b) / len(b)
    covariance = sum((x - mean_a) * (y - mean_b) for x, y in zip(a, b, strict=True))
    spread = sum((x - mean_a) ** 2 for x in a) * sum((y - mean_b) ** 2 for y in b)
    return covariance / spread**0.5 if spread else None


def quadratic_kappa(gold: Sequence[int], predicted: Sequence[int], levels: int = 3) -> float | None:
    """Cohen's kappa with quadratic weights, 1 for perfect agreement, 0 for chance."""
    if not gold:
        return None
    span = (levels - 1) ** 2
    observed = sum((g - p) ** 2 / span for g, p in zip(gold, predicted, strict=True)) / len(gold)
    expected = sum(
        (i - j) ** 2 / span * gold.count(i) * predicted.count(j) / len(gold) ** 2
        for i in range(levels)
        for j in range(levels)
    )
    return 1 - observed / expected if expected else None


def macro_f1(gold: Sequence[int], predicted: Sequence[int], levels: int = 3) -> float | None:
    """Unweighted mean of the F1 of each level that occurs."""
    scores = []
    for level in range(levels):
        counts = Counts()
        for g, p in zip(gold, predicted, strict=True):
            counts.add(g == level, p == level)
        if counts.f1 is not None:
            scores.append(counts.f1)
    return sum(scores) / len(scores) if scores else None
