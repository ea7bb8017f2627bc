"""Findings -> points: additive parts, each lost point tied to findings, and a cap so that a fatal fault cannot hide.

The parts and weights are this project's own and configurable (``[weights]``), not an official scale. A mean hides a
fatal fault, so the total is capped where one was found (the "minimum" strategy of commercial checkers).
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence

from qualitycheck.errors import SettingsError
from qualitycheck.settings import Setting
from qualitycheck.types import Assessment, Document, Doubt, Finding, Loss, Match, Score

WEIGHTS: Mapping[str, float] = {"specificity": 45, "originality": 20, "guidance": 20, "fit": 10, "concision": 5}
GRADES: tuple[tuple[float, str], ...] = ((85, "good"), (70, "fair"), (50, "needs-work"), (0, "rewrite"))

# points of the part that one finding of a rule costs, as a share of the part's weight
_COST: Mapping[str, tuple[str, float]] = {
    "placeholder-left": ("guidance", 0.5),
    "stale-year": ("guidance", 0.5),
    "foreign-name": ("guidance", 0.5),
    "name-only-model": ("guidance", 1.0),
    "duplicate-registration": ("guidance", 0.3),
    "stale-reference": ("guidance", 0.1),
    "hidden-text": ("guidance", 0.2),
    "off-theme": ("fit", 0.8),
    "off-role": ("fit", 0.3),
    "too-long": ("concision", 1.0),
    "too-many-pledges": ("concision", 0.6),
    "long-pledge": ("concision", 0.2),
    "self-duplicate": ("concision", 0.4),
}
_MISSING_PART = 0.25  # of guidance, for every part that is missing
CAPS: Mapping[str, float] = {"name-only-model": 20, "foreign-name": 50, "stale-year": 50, "placeholder-left": 60}
_HALF = 0.5  # a pledge that is concrete but cannot be checked off keeps half its points
_OWN, _OTHER = 1.2, 2.0  # how much a repeated pledge weighs: one's own earlier one, another's
_SURE = 0.6  # below this an assessment is for a person to look at
_REVIEW_SHARE = 0.3


def score(
    document: Document,
    assessments: Sequence[Assessment],
    findings: Sequence[Finding],
    matches: Sequence[Match],
    weights: Mapping[str, float] | None = None,
    doubts: Sequence[Doubt] = (),
) -> Score:
    """0 to 100 points with parts, losses, grade, band and what to praise.

    ``weights`` gives the points of each part; they are scaled to add up to 100. What a reader dismissed and what is only a
    doubt costs nothing; a backlog set aside as a whole still does. A document with doubts needs a reader.
    """
    maxima = _scaled({**WEIGHTS, **(weights or {})})
    unsure_of = {d.finding for d in doubts}
    live = [f for f in findings if _counts(f) and f.id not in unsure_of]
    judged = [i for i, a in enumerate(assessments) if not a.template]
    losses = [
        *_specificity(judged, assessments, live, maxima["specificity"]),
        *_originality(judged, live, maxima["originality"]),
        *_by_rule(live, maxima),
    ]
    losses = _bounded(losses, maxima)
    parts = {p: round(m - sum(x.points for x in losses if x.part == p), 2) for p, m in maxima.items()}
    cap = min((CAPS[f.rule], f.rule) for f in live if f.rule in CAPS) if any(f.rule in CAPS for f in live) else None
    added = round(sum(parts.values()), 1)
    total = float(min(added, cap[0])) if cap else added
    band = _band(total, losses, live, assessments, judged, maxima["specificity"])
    unsure = sum(assessments[i].confidence < _SURE for i in judged)
    return Score(
        total=total,
        grade=next(name for least, name in GRADES if total >= least),
        band=band,
        parts=parts,
        maxima=maxima,
        losses=tuple(losses),
        capped_by=cap[1] if cap and added > cap[0] else None,
        praise=_praise(assessments, live, matches, judged),
        needs_review=(not judged or bool(doubts) or unsure > _REVIEW_SHARE * len(judged) or document.kind == "unknown"),
    )


def _counts(finding: Finding) -> bool:
    """A baseline keeps a backlog out of sight and exit code, but nobody said that it was no fault."""
    return finding.status == "open" or (finding.decision is not None and finding.decision.verdict == "baseline")


def check_weights(weights: Mapping[str, Setting]) -> None:
    """Raises SettingsError for a part that does not exist and for weights that leave no points at all."""
    for name, setting in weights.items():
        if name not in WEIGHTS:
            known = ", ".join(f"weights.{part}" for part in WEIGHTS)
            raise SettingsError(
                f'{setting.origin}: không có mục "weights.{name}"; được dùng: {known}. (unknown key "weights.{name}")'
            )
    if not any({**WEIGHTS, **{name: setting.value for name, setting in weights.items()}}.values()):
        raise SettingsError(
            f"{next(iter(weights.values())).origin}: [weights] phải để ít nhất một tiêu chí trên 0. "
            "([weights] must leave one part above 0.)"
        )


def _scaled(weights: Mapping[str, float]) -> dict[str, float]:
    whole = sum(weights[name] for name in WEIGHTS) or 1.0
    return {name: 100 * weights[name] / whole for name in WEIGHTS}


def _specificity(
    judged: Sequence[int], assessments: Sequence[Assessment], findings: Sequence[Finding], weight: float
) -> Iterator[Loss]:
    """A vague pledge loses its share; a half-specific one half of it, tied to the finding on the whole document."""
    if not judged:
        yield _no_pledge(findings, weight)
        return
    each = weight / len(judged)
    vague = {f.pledge: f.id for f in findings if f.rule == "vague-pledge" and f.pledge is not None}
    if vague:
        yield Loss("specificity", each * len(vague), "vague-pledge", tuple(vague.values()))
    whole = tuple(f.id for f in findings if f.rule == "vague-document")
    half = sum(assessments[i].level < 2 and i not in vague for i in judged)
    if whole and half:
        yield Loss("specificity", each * half * _HALF, "vague-document", whole)


def _no_pledge(findings: Sequence[Finding], weight: float) -> Loss:
    """Nothing promised, or nothing recognised as a promise: a person has to look (see ``Score.needs_review``)."""
    for rule in ("name-only-model", "vague-document", "missing-section"):
        if told := tuple(f.id for f in findings if f.rule == rule):
            return Loss("specificity", weight, rule, told)
    return Loss("specificity", weight, "vague-document", ())


def _originality(judged: Sequence[int], findings: Sequence[Finding], weight: float) -> Iterator[Loss]:
    for rule, factor in (("copied-other", _OTHER), ("copied-own-previous-year", _OWN)):
        hits = [f.id for f in findings if f.rule == rule]
        if hits and judged:
            yield Loss("originality", weight * min(1.0, factor * len(hits) / len(judged)), rule, tuple(hits))


def _by_rule(findings: Sequence[Finding], maxima: Mapping[str, float]) -> Iterator[Loss]:
    by_rule: dict[str, list[Finding]] = defaultdict(list)
    for finding in findings:
        by_rule[finding.rule].append(finding)
    for rule, hits in by_rule.items():
        if rule == "missing-section":
            parts = sum(max(1, _count(f.values.get("missing"))) for f in hits)
            yield Loss("guidance", maxima["guidance"] * _MISSING_PART * parts, rule, tuple(f.id for f in hits))
        elif rule in _COST:
            part, share = _COST[rule]
            # a second blank or residue adds to the reader's list, not to the loss
            times = len(hits) if part in ("fit", "concision") else 1
            yield Loss(part, maxima[part] * share * times, rule, tuple(f.id for f in hits))


def _count(value: object) -> int:
    return len(value) if isinstance(value, tuple) else 1


def _bounded(losses: Sequence[Loss], maxima: Mapping[str, float]) -> list[Loss]:
    """No part below 0: later losses of a spent part count only for what is left."""
    left, out = dict(maxima), []
    for loss in losses:
        points = round(min(loss.points, left[loss.part]), 2)
        left[loss.part] -= points
        if points > 0:
            out.append(Loss(loss.part, points, loss.rule, loss.findings))
    return out


def _band(
    total: float, losses: Sequence[Loss], findings: Sequence[Finding], assessments: Sequence[Assessment],
    judged: Sequence[int], weight: float,
) -> tuple[float, float]:  # fmt: skip
    """Where the score could lie if the unsure judgements were wrong: losses given back, and levels taken away."""
    sure = {f.id: f.confidence for f in findings}
    up = sum(x.points * (1 - sum(sure.get(i, 1.0) for i in x.findings) / max(1, len(x.findings))) for x in losses)
    each = weight / max(1, len(judged))
    down = sum(each * _HALF * (1 - assessments[i].confidence) for i in judged if assessments[i].level > 0)
    return (round(max(0.0, total - down), 1), round(min(100.0, total + up), 1))


def _praise(
    assessments: Sequence[Assessment], findings: Sequence[Finding], matches: Sequence[Match], judged: Sequence[int]
) -> tuple[int, ...]:
    """Up to three specific pledges with the most slots filled that nothing was found about and nobody wrote before."""
    touched = {f.pledge for f in findings} | {m.pledge for m in matches}
    good = [i for i in judged if assessments[i].level == 2 and assessments[i].confidence >= 0.7 and i not in touched]

    def filled(i: int) -> int:
        return sum(value is not None for value in assessments[i].slots.values())

    return tuple(sorted(sorted(good, key=lambda i: (-filled(i), i))[:3]))
