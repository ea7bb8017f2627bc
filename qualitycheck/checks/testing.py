"""The examples inside the rules, run: every bad one fires at its marks, no good one does, known misses still miss."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from typing import Literal

from qualitycheck.checks.building import Built, build_document
from qualitycheck.checks.context import Context, Registered
from qualitycheck.checks.phrasing import placeholders, words_of
from qualitycheck.checks.run import Active, activate_rule, run_rule
from qualitycheck.errors import RuleError
from qualitycheck.rules import Example, Rule, RuleSet
from qualitycheck.rules.reading import merged_table, node_of
from qualitycheck.types import SLOT_NAMES, Assessment, Document, Finding, Match, Notice, Span

Role = Literal["bad", "good", "known_miss", "rule"]
Assess = Callable[[Document], tuple[Assessment, ...]]
COMPUTED = {"quote", "questions"}


@dataclass(frozen=True, slots=True)
class RuleTestResult:
    """One example of one rule; ``problem`` is "" when it behaves as it should."""

    rule: str
    role: Role
    number: int  # from 1
    text: str
    problem: str

    @property
    def passed(self) -> bool:
        return not self.problem


def test_rules(rules: RuleSet, assess: Assess | None = None) -> list[RuleTestResult]:
    """Run all examples of all rules. ``assess`` is asked where an example states no assessments of its own.

    A rule that cannot be activated gives one failed result and does not stop the others.
    """
    results: list[RuleTestResult] = []
    for rule in rules.rules.values():
        try:
            active = activate_rule(rule, rules)
        except RuleError as error:
            results.append(RuleTestResult(rule.id, "rule", 1, rule.id, str(error)))
            continue
        results.extend(_test_rule(active, rules, assess))
    return results


test_rules.__test__ = False  # type: ignore[attr-defined]  # no pytest test, whatever it is called


def _test_rule(active: Active, rules: RuleSet, assess: Assess | None) -> Iterator[RuleTestResult]:
    rule = active.rule
    groups: tuple[tuple[Role, tuple[Example, ...]], ...] = (
        ("bad", rule.examples.bad),
        ("good", rule.examples.good),
        ("known_miss", rule.known_miss),
    )
    for role, examples in groups:
        for number, example in enumerate(examples, start=1):
            built, findings = run_example(active, example, rules, assess)
            problem = _judge(role, built, findings, rule, rules)
            yield RuleTestResult(rule.id, role, number, _name(example), problem)


def run_example(
    active: Active, example: Example, rules: RuleSet, assess: Assess | None = None
) -> tuple[Built, list[Finding]]:
    """The example as a document, and what the rule finds in it."""
    built = build_document(example, rules)
    document = replace(built.document, raw=replace(built.document.raw, notices=_notices(built.document, example)))
    assessments = _assessments(document, example)
    if not assessments and assess is not None:
        assessments = assess(document)
    context = Context(rules, assessments, _matches(document, example), _others(example))
    if example.params:
        table = merged_table(active.rule.params, node_of(example.params, active.rule.where))
        active = activate_rule(replace(active.rule, params=table), rules)
    return built, run_rule(active, document, context)


def _judge(role: Role, built: Built, findings: list[Finding], rule: Rule, rules: RuleSet) -> str:
    if role != "bad":
        shown = findings[0].quote or str(dict(findings[0].values)) if findings else ""
        return f"must not fire, but did: {shown}" if findings else ""
    if not findings:
        return "must fire, but did not"
    if built.marks:
        spans = {f.span for f in findings}
        if spans != set(built.marks):
            found = (
                ", ".join(f"“{_cut(built, s)}”" for s in sorted(filter(None, spans), key=lambda s: s.start)) or "none"
            )
            return f"fired at {found} instead of {', '.join(f'“{_cut(built, m)}”' for m in built.marks)}"
    unknown = placeholders(rule) - set(findings[0].values) - COMPUTED
    if unknown:
        return f"message names {', '.join(sorted(unknown))}; known: {', '.join(sorted(findings[0].values))}"
    for language in ("vi", "en"):
        words_of(findings[0], rules, language)
    return ""


def _cut(built: Built, span: Span) -> str:
    return built.document.raw.text[span.start : span.end]


def _name(example: Example) -> str:
    first = next((p for s in example.sections for p in s.pledges), "")
    return (example.pledge or example.note or example.intro or first or example.title)[:100]


def _notices(document: Document, example: Example) -> tuple[Notice, ...]:
    text = document.raw.text
    out = []
    for given in example.notices:
        at = text.find(given.quote) if given.quote else -1
        spans = (Span(at, at + len(given.quote)),) if at >= 0 else ()
        out.append(Notice(given.code, dict(given.values), spans))
    return tuple(out)


def _assessments(document: Document, example: Example) -> tuple[Assessment, ...]:
    """One per pledge; an entry without a pledge number stands for all others. () when the example states none."""
    if not example.assessments:
        return ()
    own = {g.pledge: g for g in example.assessments}
    out = []
    for pledge in document.pledges:
        given = own.get(pledge.index) or own.get(None)
        level, confidence = (given.level, given.confidence) if given else (2, 0.9)
        slots = dict.fromkeys(SLOT_NAMES)
        slots_found = {**slots, "object": given.object} if given else slots
        missing = given.missing if given else ()
        template = given.template if given else False
        out.append(Assessment(level, confidence, slots_found, missing, template=template))
    return tuple(out)


def _matches(document: Document, example: Example) -> tuple[Match, ...]:
    return tuple(
        Match(
            pledge=m.pledge,
            path=f"{m.year}/{m.author or 'example'}.docx",
            document="example",
            year=m.year,
            author=m.author,
            unit=m.unit,
            source_pledge=m.pledge,
            relation=m.relation,
            kind=m.kind,
            similarity=m.similarity,
            changed=m.changed,
            text=m.text or document.pledges[m.pledge].text,
        )
        for m in example.matches
    )


def _others(example: Example) -> tuple[Registered, ...]:
    return tuple(
        Registered(
            path=o.path,
            kind=o.kind,
            year=o.year,
            author=o.author,
            position=o.position,
            unit=o.unit,
            party_cell=o.party_cell,
            title=o.title,
            model_name=o.model_name,
        )
        for o in example.others
    )
