"""One finding explained: what fired, slots found and missing, what the model weighed, what would clear it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from qualitycheck.messages import PHRASES, percent
from qualitycheck.report.masking import mask_report
from qualitycheck.report.words import Words
from qualitycheck.rules import Rule
from qualitycheck.rules.reading import Node
from qualitycheck.types import SLOT_NAMES, Assessment, Finding, Pledge, Report

MOST_WEIGHTS = 10


@dataclass(frozen=True, slots=True)
class Weight:
    """A feature of the model in this pledge; ``pull`` is its contribution to the judged level against the others."""

    feature: str
    pull: float


@dataclass(frozen=True, slots=True)
class Gain:
    """The chance of a vague pledge, 0 to 1, before and after this missing slot is filled, the earlier ones filled too."""

    slot: str
    before: float
    after: float


@dataclass(frozen=True, slots=True)
class Explained:
    """Everything known of one finding; ``weights`` and ``gains`` are empty for one on the whole document."""

    report: Report
    finding: Finding
    pledge: Pledge | None
    assessment: Assessment | None
    weights: tuple[Weight, ...]
    gains: tuple[Gain, ...]
    least: float  # confidence below which it is only a doubt

    @property
    def asserted(self) -> bool:
        return self.finding in self.report.asserted


def masked(found: Explained) -> Explained:
    """The same with personal numbers hidden."""
    report = mask_report(found.report)
    at = found.finding.pledge
    return replace(
        found,
        report=report,
        finding=next(f for f in report.findings if f.id == found.finding.id),
        pledge=report.document.pledges[at] if at is not None else None,
        assessment=report.assessments[at] if at is not None else None,
    )


def explain_finding(found: Explained, words: Words) -> Iterator[str]:
    """The explanation as readable lines."""
    finding, rule = found.finding, words.rules.rules.get(found.finding.rule)
    yield f"{finding.id}: {words.title(finding.rule)} ({finding.rule}), {words.label('level', finding.level)}"
    yield _line(words, "explain.place", f"{found.report.path}, {_place(found, words)}")
    if finding.quote:
        yield f"  “{' '.join(finding.quote.split())}”"
    yield _line(words, "explain.seen", words.message(finding))
    yield _line(words, "explain.why", words.why(finding.rule))
    if rule is not None:
        yield _line(words, "explain.source", rule.source)
    yield _line(words, "explain.confidence", _confidence(found, words))
    yield _line(words, "quality", words.quality(finding.rule))
    yield from _values(found, rule, words)
    yield from _judged(found, words)
    yield from _clears(found, words)


def as_data(found: Explained, words: Words) -> dict[str, Any]:
    """The explanation as JSON types."""
    finding, assessment = found.finding, found.assessment
    return {
        "schema": 1,
        "id": finding.id,
        "rule": finding.rule,
        "level": finding.level,
        "path": found.report.path,
        "pledge": finding.pledge,
        "quote": finding.quote,
        "message": words.message(finding),
        "why": words.why(finding.rule),
        "suggestion": words.suggestion(finding),
        "confidence": round(finding.confidence, 4),
        "asserted": found.asserted,
        "quality": words.quality(finding.rule),
        "values": dict(finding.values),
        "slots": {n: assessment.slots.get(n) for n in SLOT_NAMES} if assessment else None,
        "missing": list(assessment.missing) if assessment else [],
        "weights": [{"feature": w.feature, "pull": round(w.pull, 4)} for w in found.weights],
        "gains": [{"slot": g.slot, "before": round(g.before, 4), "after": round(g.after, 4)} for g in found.gains],
    }


def _line(words: Words, phrase: str, text: str) -> str:
    return f"  {words.say(phrase)}: {text}"


def _place(found: Explained, words: Words) -> str:
    if found.pledge is None:
        return words.say("explain.whole")
    page = f", {words.say('page', page=found.pledge.page)}" if found.pledge.page else ""
    return words.say("pledge", number=found.pledge.index + 1).lower() + page


def _confidence(found: Explained, words: Words) -> str:
    sure = percent(found.finding.confidence)
    unsure = any(d.finding == found.finding.id for d in found.report.doubts)
    return f"{sure} ({words.say('explain.unsure', least=percent(found.least))})" if unsure else sure


def _values(found: Explained, rule: Rule | None, words: Words) -> Iterator[str]:
    shown = {k: v for k, v in found.finding.values.items() if k != "evidence" and v not in ("", ())}
    if shown:
        yield f"  {words.say('explain.values')}:"
        yield from (f"    {name} = {_value(value)}" for name, value in shown.items())
    if rule is not None and rule.params.entries:
        yield f"  {words.say('explain.params')} ({rule.where}):"
        yield from (f"    {name} = {_node(node)}" for name, (_, node) in rule.params.entries.items())


def _value(value: Any) -> str:
    return ", ".join(map(str, value)) if isinstance(value, tuple) else str(value)


def _node(node: Node) -> str:
    if node.text is not None:
        return node.text
    count = len(node.items or node.entries or ())
    few = [n.text for n in node.items or () if n.text is not None][:3]
    return ", ".join(few) + ("…" if count > len(few) else "")


def _judged(found: Explained, words: Words) -> Iterator[str]:
    assessment = found.assessment
    if assessment is None:
        return
    level = words.label("specificity", assessment.level)
    yield _line(words, "explain.judged", f"{level} ({words.say('certainty', percent=percent(assessment.confidence))})")
    filled = [f"{words.label('slot', n)} “{text}”" for n in SLOT_NAMES if (text := assessment.slots.get(n))]
    yield _line(words, "explain.slots-found", "; ".join(filled) or words.say("explain.none"))
    absent = [words.label("slot", n) for n in assessment.missing]
    yield _line(words, "explain.slots-missing", ", ".join(absent) or words.say("explain.none"))
    if found.weights:
        yield f"  {words.say('explain.weights', level=level)}:"
        yield from (f"    {w.pull:+.2f}  {feature_words(w.feature, words)}" for w in found.weights)


def _clears(found: Explained, words: Words) -> Iterator[str]:
    suggestion = words.suggestion(found.finding)
    if not suggestion and not found.gains:
        return
    yield f"  {words.say('explain.clears')}:"
    if suggestion:
        yield f"    - {suggestion}"
    for gain in found.gains:
        chance = {"before": percent(gain.before), "after": percent(gain.after)}
        yield f"    - {words.say('explain.chance', slot=words.label('slot', gain.slot), **chance)}"


def strongest(pulls: Mapping[str, float], most: int = MOST_WEIGHTS) -> tuple[Weight, ...]:
    """The features with the largest contributions either way, largest first."""
    order = sorted(pulls.items(), key=lambda p: (-abs(p[1]), p[0]))
    return tuple(Weight(name, pull) for name, pull in order[:most] if pull)


def feature_words(feature: str, words: Words) -> str:
    """A feature of the model as a reader calls it; one without a phrase keeps its name."""
    kind, _, name = feature.partition(":")
    if kind == "w":
        return _gram(name.split(), words)
    base, _, detail = name.partition("=")
    if base == "facts":
        return words.say("feature.facts", count=detail)
    if base == "length":
        return words.say("feature.length", count=detail)
    if base.startswith("plain&"):
        return words.say("feature.plain", slot=words.label("slot", base.removeprefix("plain&")))
    if base.startswith("action&") and f"feature.{base}" not in PHRASES:
        return words.say("feature.pair", slot=words.label("slot", base.removeprefix("action&")))
    if base in SLOT_NAMES:
        return words.say("feature.slot", slot=words.label("slot", base)) + (f" ({detail})" if detail else "")
    return words.say(f"feature.{base}") if f"feature.{base}" in PHRASES else feature


def _gram(syllables: Sequence[str], words: Words) -> str:
    inner = " ".join(s for s in syllables if s not in ("<s>", "</s>"))
    if syllables[0] == "<s>":
        return words.say("feature.first", words=inner)
    if syllables[-1] == "</s>":
        return words.say("feature.last", words=inner)
    return words.say("feature.word", words=inner)
