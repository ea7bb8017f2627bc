"""The figures as a table for the terminal and as plain data."""

from __future__ import annotations

from typing import Any

from qualitycheck.evaluate.measure import Figures
from qualitycheck.evaluate.metrics import Counts


def as_data(figures: Figures) -> dict[str, Any]:
    """All figures as JSON types."""
    return {
        "files": dict(figures.files),
        "segmentation": _counts(figures.segmentation),
        "metadata_accuracy": {k: right / n for k, (right, n) in figures.facts.items()},
        "vague_pledge": _counts(figures.vague),
        "specificity_3_level": {
            "accuracy": figures.level_accuracy, "quadratic_kappa": figures.level_kappa,
            "macro_f1": figures.level_macro_f1, "calibration_error": figures.calibration_error,
            "n": len(figures.levels),
        },
        "pledge_on_theme": _counts(figures.on_theme),
        "off_role": _counts(figures.off_role),
        "documents": {rule: _counts(c) for rule, c in figures.documents.items()},
        "copies": {
            **_counts(figures.copies),
            "by_rule": {rule: _counts(c) for rule, c in figures.copy_rules.items()},
            "recall_by_kind": {k: f"{hit}/{n}" for k, (hit, n) in sorted(figures.copy_recall.items())},
            "template_false_alarms": f"{figures.template_false_alarms}/{figures.templates}",
        },
        "score_vs_quality_rank_spearman": figures.score_spearman,
    }  # fmt: skip


def _counts(c: Counts) -> dict[str, Any]:
    return {"precision": c.precision, "recall": c.recall, "f1": c.f1, "tp": c.tp, "fp": c.fp, "fn": c.fn}


def as_lines(data: dict[str, Any], depth: int = 0) -> list[str]:
    """One line per figure, precision, recall and F1 side by side."""
    out: list[str] = []
    for name, value in data.items():
        head = f"{'  ' * depth}{name:32}"
        if isinstance(value, dict) and "f1" in value:
            triple = "  ".join(f"{short} {_number(value[key])}" for short, key in
                               (("P", "precision"), ("R", "recall"), ("F1", "f1")))  # fmt: skip
            out.append(f"{head} {triple}   (tp {value['tp']}, fp {value['fp']}, fn {value['fn']})")
            rest = {k: v for k, v in value.items() if k not in ("precision", "recall", "f1", "tp", "fp", "fn")}
            out += as_lines(rest, depth + 1)
        elif isinstance(value, dict):
            out += [head.rstrip(), *as_lines(value, depth + 1)]
        else:
            out.append(f"{head} {_number(value) if isinstance(value, float) or value is None else value}")
    return out


def _number(value: float | None) -> str:
    return "    -" if value is None else f"{value:5.3f}"
