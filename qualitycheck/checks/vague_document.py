"""Documents most of whose pledges are vague."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from qualitycheck.checks.context import Context, Hit
from qualitycheck.checks.templates import is_template
from qualitycheck.checks.vague_pledge import is_vague
from qualitycheck.types import Document

KIND = "vague-document"


@dataclass(frozen=True, slots=True)
class Params:
    """From this ``share`` of vague pledges on, formulas not counted, among at least ``least_pledges``."""

    share: float = 0.6
    confidence: float = 0.5
    least_pledges: int = 4


def check(document: Document, params: Params, context: Context) -> Iterator[Hit]:
    own = [
        assessment
        for pledge, assessment in zip(document.pledges, context.assessments, strict=False)
        if not assessment.template and not is_template(pledge.text, context.rules)
    ]
    vague = [a for a in own if is_vague(a, params.confidence)]
    if len(own) >= params.least_pledges and len(vague) >= params.share * len(own):
        specific = sum(a.level == 2 for a in own)
        yield Hit(values={"vague": len(vague), "count": len(own), "specific": specific,
                          "percent": round(100 * len(vague) / len(own))})  # fmt: skip
