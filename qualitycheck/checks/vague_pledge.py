"""Pledges with nothing to verify at the end of the year, from the assessments."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from qualitycheck.checks.context import Context, Hit, Value
from qualitycheck.checks.templates import is_template
from qualitycheck.types import Assessment, Document

KIND = "vague-pledge"


@dataclass(frozen=True, slots=True)
class Params:
    """``confidence`` from which level 0 is reported; ``most_missing`` slots are asked for, the most useful first."""

    confidence: float = 0.6
    most_missing: int = 3


def check(document: Document, params: Params, context: Context) -> Iterator[Hit]:
    for pledge, assessment in zip(document.pledges, context.assessments, strict=False):
        if is_vague(assessment, params.confidence) and not is_template(pledge.text, context.rules):
            values: dict[str, Value] = {
                "missing": assessment.missing[: params.most_missing],
                "object": assessment.slots.get("object") or "",
                "evidence": assessment.evidence,
            }
            yield Hit(pledge.index, pledge.span, pledge.text, values, assessment.confidence)


def is_vague(assessment: Assessment, confidence: float) -> bool:
    return assessment.level == 0 and not assessment.template and assessment.confidence >= confidence
