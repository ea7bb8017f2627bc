"""Documents most of whose pledges are vague, and a note on those with a part that cannot be checked off."""

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
    """From this ``share`` of vague pledges on, formulas not counted, among at least ``least_pledges``.

    Below it the finding is a note, from ``note_share`` on; there a pledge that is clear about the work but not about its
    measure or time counts half. A document of ``least_words`` without a pledge of its own has nothing to check either.
    """

    share: float = 0.6
    note_share: float = 0.15
    confidence: float = 0.5
    least_pledges: int = 4
    least_words: int = 20


def check(document: Document, params: Params, context: Context) -> Iterator[Hit]:
    own = [
        assessment
        for pledge, assessment in zip(document.pledges, context.assessments, strict=False)
        if not assessment.template and not is_template(pledge.text, context.rules)
    ]
    if document.pledges and not context.assessments:
        return
    if not own and len(document.raw.text.split()) >= params.least_words:
        yield Hit(values={"note": "no-pledge", "vague": 0, "partly": 0, "specific": 0, "count": 0}, confidence=0.7)
        return
    vague = sum(is_vague(a, params.confidence) for a in own)
    specific = sum(a.level == 2 for a in own)
    partly = len(own) - vague - specific
    if len(own) < params.least_pledges or vague + partly / 2 < params.note_share * len(own):
        return
    yield Hit(
        values={"note": "", "vague": vague, "partly": partly, "specific": specific, "count": len(own)},
        level=None if vague >= params.share * len(own) else "note",
    )
