"""The alert budget: findings of one kind in one document folded into one, the worst first, a limited number shown."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from qualitycheck.types import LEVELS, Finding, Level, Report


@dataclass(frozen=True, slots=True)
class Group:
    """Findings of one rule in one document: ``first`` stands for all, ``rest`` are further places of the same kind."""

    first: Finding
    rest: tuple[Finding, ...] = ()

    @property
    def rule(self) -> str:
        return self.first.rule

    @property
    def level(self) -> Level:
        return self.first.level

    @property
    def count(self) -> int:
        return 1 + len(self.rest)

    @property
    def members(self) -> tuple[Finding, ...]:
        return (self.first, *self.rest)

    @property
    def pledges(self) -> tuple[int, ...]:
        """Numbers (from 1) of the pledges that ``rest`` lies in, each once, in order."""
        return tuple(sorted({f.pledge + 1 for f in self.rest if f.pledge is not None}))


def grouped(report: Report) -> tuple[Group, ...]:
    """All asserted findings of a document: the gravest level first, then those that cost the most points."""
    by_rule: dict[str, list[Finding]] = {}
    for finding in sorted(report.asserted, key=_worst):
        by_rule.setdefault(finding.rule, []).append(finding)
    cost = {rule: sum(x.points for x in report.score.losses if x.rule == rule) for rule in by_rule}
    groups = [Group(found[0], tuple(found[1:])) for found in by_rule.values()]
    return tuple(sorted(groups, key=lambda g: (LEVELS.index(g.level), -cost[g.rule], _place(g.first), g.rule)))


def in_order(groups: Sequence[Group]) -> tuple[Finding, ...]:
    """The findings of all groups, one group after the other."""
    return tuple(f for g in groups for f in g.members)


def _worst(finding: Finding) -> tuple[int, float, int]:
    return (LEVELS.index(finding.level), -finding.confidence, _place(finding))


def _place(finding: Finding) -> int:
    return finding.span.start if finding.span else -1
