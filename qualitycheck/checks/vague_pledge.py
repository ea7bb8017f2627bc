"""Pledges with nothing to verify at the end of the year, from the assessments."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from qualitycheck.checks.context import Context, Hit, Value
from qualitycheck.checks.templates import is_template
from qualitycheck.specificity.slots import quoted_object
from qualitycheck.types import Assessment, Document, SlotName, Span

KIND = "vague-pledge"


@dataclass(frozen=True, slots=True)
class Params:
    """``confidence`` from which level 0 is reported; ``most_missing`` slots are asked for, and the action before
    all else where the pledge names none."""

    confidence: float = 0.6
    most_missing: int = 3


def check(document: Document, params: Params, context: Context) -> Iterator[Hit]:
    for pledge, assessment in zip(document.pledges, context.assessments, strict=False):
        if misread(document, pledge.span):
            continue
        if is_vague(assessment, params.confidence) and not is_template(pledge.text, context.rules):
            values: dict[str, Value] = {
                "missing": _asked(assessment, params.most_missing),
                "object": assessment.slots.get("object") or quoted_object(pledge.text) or "",
                "evidence": assessment.evidence,
            }
            yield Hit(pledge.index, pledge.span, pledge.text, values, assessment.confidence)


def _asked(assessment: Assessment, most: int) -> tuple[SlotName, ...]:
    """The missing slots, the most useful first; before them the action, for without one no measure or time mends anything."""
    others = tuple(slot for slot in assessment.missing if slot != "action")[:most]
    return ("action", *others) if assessment.slots.get("action") is None else others


def misread(document: Document, span: Span) -> bool:
    """The passage was recognised from a picture with little certainty: not to be judged by its words."""
    unsure = (s for notice in document.raw.notices if notice.code == "ocr" for s in notice.spans)
    return any(s.start < span.end and span.start < s.end for s in unsure)


def is_vague(assessment: Assessment, confidence: float) -> bool:
    return assessment.level == 0 and not assessment.template and assessment.confidence >= confidence
