"""Is a confidence of 80 % right in 80 of 100 cases? And what does a threshold on it cost? Pure functions."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

BINS = 10


@dataclass(frozen=True, slots=True)
class Bin:
    """Judgements with a confidence in (low, high]: how many, their mean confidence, the share that was right."""

    low: float
    high: float
    n: int
    confidence: float
    accuracy: float


@dataclass(frozen=True, slots=True)
class Point:
    """What asserting from ``threshold`` on gives: precision, recall, how many are asserted."""

    threshold: float
    precision: float | None
    recall: float | None
    asserted: int


def reliability(confidences: Sequence[float], right: Sequence[bool], bins: int = BINS) -> tuple[Bin, ...]:
    """Equal-width bins over 0 to 1; empty ones are left out."""
    out = []
    for k in range(bins):
        low, high = k / bins, (k + 1) / bins
        rows = [i for i, c in enumerate(confidences) if low < c <= high or (c == 0 == k)]
        if rows:
            mean = sum(confidences[i] for i in rows) / len(rows)
            out.append(Bin(low, high, len(rows), mean, sum(right[i] for i in rows) / len(rows)))
    return tuple(out)


def expected_calibration_error(confidences: Sequence[float], right: Sequence[bool], bins: int = BINS) -> float | None:
    """Mean distance between confidence and accuracy over the bins, weighted by their size; None without cases."""
    found = reliability(confidences, right, bins)
    total = sum(b.n for b in found)
    return sum(b.n * abs(b.confidence - b.accuracy) for b in found) / total if total else None


def thresholds(
    gold: Sequence[int], levels: Sequence[int], confidences: Sequence[float], level: int = 0, steps: int = 20
) -> tuple[Point, ...]:
    """Precision and recall of ``level`` when only judgements of at least each threshold are asserted."""
    wanted = sum(g == level for g in gold)
    out = []
    for step in range(steps + 1):
        least = step / steps
        said = [g for g, guess, c in zip(gold, levels, confidences, strict=True) if guess == level and c >= least]
        right = sum(g == level for g in said)
        out.append(Point(least, right / len(said) if said else None, right / wanted if wanted else None, len(said)))
    return tuple(out)
