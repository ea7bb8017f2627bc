"""JUnit XML (the dialect of Jenkins and GitLab): a test suite per file, in it a test case per rule in use.

Fails: something that must or should be mended. Skipped: what a reader set aside, or must decide because the program is
not sure. Notes are printed with the test case and fail nothing. A file that was not read is a suite with one error.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from xml.etree.ElementTree import Element, SubElement, indent, tostring

from qualitycheck.report.header import reading, version_parts
from qualitycheck.report.masking import mask_batch
from qualitycheck.report.options import Options
from qualitycheck.report.output import emit
from qualitycheck.report.summary import summarise
from qualitycheck.report.words import Words
from qualitycheck.report.xml_text import allowed
from qualitycheck.types import LEVELS, Batch, Failure, Finding, Report

FAILING = ("error", "warning")
_COUNTED = ("tests", "failures", "errors", "skipped")


@dataclass(frozen=True, slots=True)
class _State:
    """The findings of one rule in one document by what a test case makes of them."""

    failing: tuple[Finding, ...] = ()
    notes: tuple[Finding, ...] = ()
    unsure: tuple[Finding, ...] = ()
    aside: tuple[Finding, ...] = ()


def write(batch: Batch, target: Path | None, options: Options) -> None:
    shown = mask_batch(batch) if options.mask else batch
    root = suites(shown, options)
    indent(root, " ")
    emit(tostring(root, encoding="unicode", xml_declaration=False).join([_HEAD, "\n"]), target)


_HEAD = '<?xml version="1.0" encoding="UTF-8"?>\n'


def suites(batch: Batch, options: Options) -> Element:
    """The whole tree, its counts filled in."""
    words = options.words
    root = Element("testsuites", name="qualitycheck")
    about = [("reading", reading(summarise(batch), words))]
    about += [(name, value) for name, value in version_parts(batch.versions, words)]
    for result in batch.results:
        if isinstance(result, Failure):
            _failed(root, result, words, about)
        else:
            _suite(root, result, options, about)
    for name in _COUNTED:
        root.set(name, str(sum(int(suite.get(name, "0")) for suite in root)))
    return root


def _suite(root: Element, report: Report, options: Options, about: Sequence[tuple[str, str]]) -> None:
    words = options.words
    suite = SubElement(root, "testsuite", name=allowed(report.path))
    facts = [(words.say("score"), words.number(report.score.total)),
             (words.say("grade"), words.label("grade", report.score.grade))]  # fmt: skip
    _properties(suite, [*about, *facts])
    in_use = [rule.id for rule in options.rules.rules.values() if rule.enabled]
    states = _states(report)
    for rule in [*in_use, *(r for r in states if r not in in_use)]:
        _case(suite, rule, states.get(rule, _State()), report, words)
    _count(suite)


def _states(report: Report) -> dict[str, _State]:
    unsure = {d.finding for d in report.doubts}
    found: dict[str, list[Finding]] = {}
    for finding in report.findings:
        found.setdefault(finding.rule, []).append(finding)
    return {rule: _state(findings, unsure) for rule, findings in found.items()}


def _state(findings: Sequence[Finding], unsure: set[str | None]) -> _State:
    live = [f for f in findings if f.status == "open" and f.id not in unsure]
    return _State(
        failing=tuple(f for f in live if f.level in FAILING),
        notes=tuple(f for f in live if f.level not in FAILING),
        unsure=tuple(f for f in findings if f.status == "open" and f.id in unsure),
        aside=tuple(f for f in findings if f.status != "open"),
    )


def _case(suite: Element, rule: str, state: _State, report: Report, words: Words) -> None:
    case = SubElement(suite, "testcase", name=words.title(rule), classname=f"qualitycheck.{rule}")
    if state.failing:
        level = min((f.level for f in state.failing), key=LEVELS.index)
        first = words.message(state.failing[0])
        failure = SubElement(case, "failure", type=level, message=allowed(first))
        failure.text = allowed("\n".join(_line(f, report, words) for f in state.failing))
    elif state.unsure or state.aside:
        reason = words.say("queue") if state.unsure else words.say("suppressed", count=len(state.aside))
        SubElement(case, "skipped", message=reason)
    told = [*state.notes, *state.unsure, *state.aside]
    if told:
        SubElement(case, "system-out").text = allowed("\n".join(_line(f, report, words) for f in told))


def _line(finding: Finding, report: Report, words: Words) -> str:
    place = words.say("pledge", number=finding.pledge + 1) if finding.pledge is not None else ""
    quote = f"“{' '.join(finding.quote.split())}”" if finding.quote else ""
    state = words.label("status", finding.status) if finding.status != "open" else ""
    head = " · ".join(part for part in (words.label("level", finding.level), place, quote, state) if part)
    suggestion = words.suggestion(finding)
    return f"{head}: {words.message(finding)}" + (f" → {suggestion}" if suggestion else "") + f" [{finding.id}]"


def _failed(root: Element, failure: Failure, words: Words, about: Sequence[tuple[str, str]]) -> None:
    suite = SubElement(root, "testsuite", name=allowed(failure.path))
    _properties(suite, about)
    case = SubElement(suite, "testcase", name=words.label("status", "error"), classname="qualitycheck.reading")
    sentence = allowed(words.failure(failure))
    SubElement(case, "error", type=failure.code, message=sentence).text = sentence
    _count(suite)


def _properties(suite: Element, pairs: Sequence[tuple[str, str]]) -> None:
    properties = SubElement(suite, "properties")
    for name, value in pairs:
        SubElement(properties, "property", name=name, value=allowed(value))


def _count(suite: Element) -> None:
    cases = suite.findall("testcase")
    counts = [len(cases), *(sum(c.find(kind) is not None for c in cases) for kind in ("failure", "error", "skipped"))]
    for name, count in zip(_COUNTED, counts, strict=True):
        suite.set(name, str(count))
