"""Colours by meaning: the class of a grade and of a cell of the heat table."""

from __future__ import annotations

from collections.abc import Mapping

from qualitycheck.report.summary import HeatCell

_GRADES: Mapping[str, str] = {"good": "good", "fair": "note", "needs-work": "warning", "rewrite": "error"}
_HEAT_STEPS = (50, 60, 70, 80, 90)


def tone(grade: str) -> str:
    return _GRADES.get(grade, "note")


def heat_step(cell: HeatCell) -> int:
    """Class of a cell, 0 (lowest scores) to 5."""
    return sum((cell.mean or 0) >= step for step in _HEAT_STEPS)
