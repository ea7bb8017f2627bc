"""Figures of the specificity model: agreement, calibration, slots. Pure Python, no scikit-learn."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from qualitycheck.vietnamese.characters import syllables

LEVELS = (0, 1, 2)


@dataclass(frozen=True, slots=True)
class LevelFigures:
    """How well levels were judged. ``vague`` is level 0; recalls and precisions lie between 0 and 1."""

    n: int
    macro_f1: float
    kappa: float  # quadratic weights
    vague_precision: float
    vague_recall: float
    concrete_precision: float
    calibration_error: float
    vague_recall_at_precision: float  # at precision .90, by moving the threshold


@dataclass(frozen=True, slots=True)
class SlotFigures:
    """Precision, recall, F1 of one slot, and ``n``, how many gold slots there were.

    ``overlap`` and ``exact`` are F1 by stricter criteria: intersection over union of the syllables at least one half, and
    the same syllables.
    """

    precision: float
    recall: float
    f1: float
    n: int
    overlap: float = 0.0
    exact: float = 0.0


def macro_f1(gold: Sequence[int], guess: Sequence[int]) -> float:
    """Mean F1 of the three levels."""
    return sum(_f1(*_counts(gold, guess, level)) for level in LEVELS) / len(LEVELS)


def _counts(gold: Sequence[int], guess: Sequence[int], level: int) -> tuple[int, int, int]:
    right = sum(g == p == level for g, p in zip(gold, guess, strict=True))
    return right, sum(p == level for p in guess), sum(g == level for g in gold)


def _f1(right: int, said: int, true: int) -> float:
    return 2 * right / (said + true) if said + true else 0.0


def quadratic_kappa(gold: Sequence[int], guess: Sequence[int]) -> float:
    """Cohen's kappa with squared distances between the levels."""
    n = len(gold)
    a, b = Counter(gold), Counter(guess)
    seen = sum((g - p) ** 2 for g, p in zip(gold, guess, strict=True)) / n
    chance = sum(a[x] * b[y] * (x - y) ** 2 for x in LEVELS for y in LEVELS) / n**2
    return 1 - seen / chance if chance else 1.0


def calibration_error(gold: Sequence[int], guess: Sequence[int], confidence: Sequence[float], bins: int = 10) -> float:
    """Expected calibration error: mean distance between confidence and accuracy over equal-width bins."""
    total = 0.0
    for k in range(bins):
        rows = [i for i, c in enumerate(confidence) if k / bins < c <= (k + 1) / bins]
        if rows:
            right = sum(gold[i] == guess[i] for i in rows) / len(rows)
            total += len(rows) * abs(right - sum(confidence[i] for i in rows) / len(rows))
    return total / len(gold)


def recall_at_precision(gold: Sequence[int], chance: Sequence[float], precision: float = 0.90) -> float:
    """Largest recall of level 0 at a threshold on its probability that keeps ``precision``."""
    order = sorted(range(len(gold)), key=lambda i: -chance[i])
    best, right, total = 0.0, 0, max(1, sum(g == 0 for g in gold))
    for k, i in enumerate(order, 1):
        right += gold[i] == 0
        if right / k >= precision:
            best = right / total
    return best


def level_figures(gold: Sequence[int], chances: Sequence[Sequence[float]]) -> LevelFigures:
    """All figures of the levels; ``chances`` are probabilities of the levels 0, 1, 2 per pledge."""
    guess = [max(LEVELS, key=lambda k: (row[k], k)) for row in chances]
    right, said, true = _counts(gold, guess, 0)
    right2, said2, _ = _counts(gold, guess, 2)
    return LevelFigures(
        n=len(gold),
        macro_f1=macro_f1(gold, guess),
        kappa=quadratic_kappa(gold, guess),
        vague_precision=right / said if said else 1.0,
        vague_recall=right / true if true else 1.0,
        concrete_precision=right2 / said2 if said2 else 1.0,
        calibration_error=calibration_error(gold, guess, [max(row) for row in chances]),
        vague_recall_at_precision=recall_at_precision(gold, [row[0] for row in chances]),
    )


def same_filler(gold: str, found: str) -> bool:
    """Whether two fillers of a slot mean the same place: they share half of the shorter one's syllables."""
    a, b = Counter(syllables(gold)), Counter(syllables(found))
    shared, shorter = sum((a & b).values()), min(sum(a.values()), sum(b.values()))
    return shared > 0 and 2 * shared >= shorter


def overlapping_filler(gold: str, found: str) -> bool:
    """Whether two fillers overlap well: intersection over union of their syllables (as multisets) at least one half."""
    a, b = Counter(syllables(gold)), Counter(syllables(found))
    union = sum((a | b).values())
    return union > 0 and 2 * sum((a & b).values()) >= union


def slot_figures(pairs: Sequence[tuple[str | None, str | None]]) -> SlotFigures:
    """Figures of one slot from (gold, found) fillers."""
    right = sum(1 for g, f in pairs if g and f and same_filler(g, f))
    said, true = sum(1 for _, f in pairs if f), sum(1 for g, _ in pairs if g)
    both = [(g, f) for g, f in pairs if g and f]
    overlap = _f1(sum(overlapping_filler(g, f) for g, f in both), said, true)
    exact = _f1(sum(syllables(g) == syllables(f) for g, f in both), said, true)
    precision, recall = right / said if said else 1.0, right / true if true else 1.0
    return SlotFigures(precision, recall, _f1(right, said, true), true, overlap, exact)
