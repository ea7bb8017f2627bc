"""What goes to a person instead of being asserted, and what follows for score and exit code."""

from __future__ import annotations

from dataclasses import replace

from report_samples import HALF, HOLLOW, MANDATED, VERSIONS, copied

from qualitycheck.commands.check import exit_code
from qualitycheck.doubts import find_doubts
from qualitycheck.score import score
from qualitycheck.types import Batch


def test_a_vague_pledge_that_no_rule_reports_is_to_be_read() -> None:
    assessments = (HALF, replace(HOLLOW, confidence=0.5), MANDATED)
    [doubt] = find_doubts(assessments, (), 0.65)
    assert (doubt.pledge, doubt.finding, doubt.confidence) == (1, None, 0.5)
    assert not find_doubts(assessments, (), 0.65, levels=False)


def test_what_the_rule_on_vague_pledges_reports_is_asserted_whatever_its_confidence() -> None:
    report = copied()
    vague = replace(report.findings[1], confidence=0.61)
    assert not find_doubts(report.assessments, (vague,), 0.65)


def test_an_unsure_finding_is_no_assertion_and_a_suppressed_one_no_doubt() -> None:
    copy = replace(copied().findings[-1], confidence=0.5)
    [doubt] = find_doubts((), (copy,), 0.65)
    assert doubt.finding == copy.id
    assert not find_doubts((), (replace(copy, status="suppressed"),), 0.65)
    assert not find_doubts((), (copy,), 0.5)


def test_doubts_cost_nothing_and_call_a_reader() -> None:
    report = copied()
    doubts = find_doubts((), tuple(replace(f, confidence=0.5, rule="copied-other") for f in report.findings), 0.65)
    with_doubts = score(report.document, report.assessments, report.findings, (), doubts=doubts)
    without = score(report.document, report.assessments, (), ())
    assert (with_doubts.total, with_doubts.needs_review) == (without.total, True)
    assert not without.needs_review or any(a.confidence < 0.6 for a in report.assessments)


def test_doubts_do_not_fail_a_run() -> None:
    report = copied()
    unsure = replace(report, doubts=find_doubts((), tuple(replace(f, confidence=0.1) for f in report.findings), 0.65))
    plain = Batch((replace(report, findings=report.findings[-1:]),), VERSIONS)
    doubtful = Batch((replace(unsure, findings=report.findings[-1:]),), VERSIONS)
    assert exit_code(plain, "error") == 1
    assert exit_code(doubtful, "note") == 0
