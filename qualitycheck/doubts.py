"""What goes to a person instead of being asserted: unsure levels and unsure findings.

A pledge that looks vague, but less surely than the rule on vague pledges asks for, and every finding whose confidence
stays below ``least`` (a distant paraphrase, a theme too wide to judge by). The rule on vague pledges has its own
threshold, so what it reports is sure enough.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from qualitycheck.types import Assessment, Doubt, Finding

VAGUE = "vague-pledge"


def find_doubts(
    assessments: Sequence[Assessment], findings: Sequence[Finding], least: float, levels: bool = True
) -> tuple[Doubt, ...]:
    """Open doubts in the order of the pledges, those on the whole document first; ``least`` lies between 0 and 1.

    ``levels``: whether unsure levels count, which they do not where the rule on vague pledges is off.
    """
    found = [*(_levels(assessments, findings) if levels else ()), *_findings(findings, least)]
    return tuple(sorted(found, key=lambda d: (-1 if d.pledge is None else d.pledge, d.rule, d.finding or "")))


def _levels(assessments: Sequence[Assessment], findings: Sequence[Finding]) -> Iterator[Doubt]:
    """Pledges judged vague about which no rule said so; a slogan is said already."""
    said = {f.pledge for f in findings if f.rule in (VAGUE, "slogan")}
    for index, assessment in enumerate(assessments):
        if assessment.level == 0 and not assessment.template and index not in said:
            yield Doubt(VAGUE, index, assessment.confidence)


def _findings(findings: Sequence[Finding], least: float) -> Iterator[Doubt]:
    for finding in findings:
        if finding.status == "open" and finding.rule != VAGUE and finding.confidence < least:
            yield Doubt(finding.rule, finding.pledge, finding.confidence, finding.id)
