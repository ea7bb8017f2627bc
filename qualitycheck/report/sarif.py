"""SARIF 2.1.0 (OASIS standard), for systems that gather the results of many checking programs.

One result per finding; one of kind "review" per doubt. Regions count characters of the text as it was read
(``columnKind`` "unicodeCodePoints"), since a Word or PDF file has no lines of its own.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any
from urllib.parse import quote

import msgspec

from qualitycheck.messages import LANGS, Lang
from qualitycheck.report.header import reading
from qualitycheck.report.masking import mask_batch
from qualitycheck.report.options import Options
from qualitycheck.report.output import emit
from qualitycheck.report.queue import queue
from qualitycheck.report.summary import summarise
from qualitycheck.report.words import Words
from qualitycheck.rules.model import Rule
from qualitycheck.types import Batch, Doubt, Failure, Finding, Report, Span

SCHEMA = "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json"
BASE = "SRCROOT"
FINGERPRINT = "qualitycheck/v1"
_GUIDS = {"vi": "5f0c2f4e-6c0d-5a0e-8f0b-0f2a9c6d7e11", "en": "9a4e3b52-2f7b-5d7c-9c55-6b1d0e8a4c22"}

Node = dict[str, Any]


def write(batch: Batch, target: Path | None, options: Options) -> None:
    shown = mask_batch(batch) if options.mask else batch
    log = {"$schema": SCHEMA, "version": "2.1.0", "runs": [_run(shown, options)]}
    emit(msgspec.json.format(msgspec.json.encode(log), indent=1).decode() + "\n", target)


def uri(path: str) -> str:
    """A path with "/" separators as a relative URI reference (RFC 3986): all but unreserved letters escaped."""
    return quote(path.encode("utf-8", "replace"), safe="/-._~")


def _run(batch: Batch, options: Options) -> Node:
    words = options.words
    places = {result.path: number for number, result in enumerate(batch.results)}
    index = {rule: number for number, rule in enumerate(options.rules.rules)}
    results = [one for r in batch.reports for one in _results(r, words, index, places[r.path])]
    other: Lang = "en" if words.lang == "vi" else "vi"
    return {
        "tool": {"driver": _driver(batch, options)},
        "translations": [_translation(options, other)],
        "language": words.lang,
        "columnKind": "unicodeCodePoints",
        "originalUriBaseIds": {BASE: {"description": {"text": words.say("sarif.base")}}},
        "invocations": [_invocation(batch, words, places)],
        "artifacts": [_artifact(r) for r in batch.results],
        "results": results,
        "properties": _properties(batch, words),
    }


def _driver(batch: Batch, options: Options) -> Node:
    words, failed = options.words, sorted({f.code for f in batch.failures})
    return {
        "name": "qualitycheck", "guid": _GUIDS[words.lang], "version": batch.versions.program, "language": words.lang,
        "rules": [_rule(rule, words) for rule in options.rules.rules.values()],
        "notifications": [{"id": c, "shortDescription": {"text": words.failure(Failure("", c))}} for c in failed],
        "properties": {"rules": batch.versions.rules, "model": batch.versions.model, "corpus": batch.versions.corpus},
    }  # fmt: skip


def _rule(rule: Rule, words: Words) -> Node:
    """A rule in the language of the report; its help in both, because few programs read translations."""
    texts = [f"{Words(words.rules, lang).title(rule.id)}. {Words(words.rules, lang).why(rule.id)}" for lang in LANGS]
    return {
        "id": rule.id,
        **_description(rule, words),
        "help": {"text": "\n\n".join(texts)},
        "defaultConfiguration": {"enabled": rule.enabled, "level": rule.level},
        "properties": {"source": rule.source, "measured": words.quality(rule.id)},
    }


def _description(rule: Rule, words: Words) -> Node:
    return {"shortDescription": {"text": words.title(rule.id)}, "fullDescription": {"text": words.why(rule.id)}}


def _translation(options: Options, lang: Lang) -> Node:
    words = Words(options.rules, lang)
    return {
        "name": "qualitycheck", "guid": _GUIDS[lang], "language": lang, "contents": ["localizedData"],
        "associatedComponent": {"name": "qualitycheck", "guid": _GUIDS[options.lang]},
        "rules": [{"id": rule.id, **_description(rule, words)} for rule in options.rules.rules.values()],
    }  # fmt: skip


def _invocation(batch: Batch, words: Words, places: Mapping[str, int]) -> Node:
    """A file that was not read is a notification of level error, and the run was not wholly successful."""
    codes = sorted({f.code for f in batch.failures})
    notifications = [
        {
            "descriptor": {"id": f.code, "index": codes.index(f.code)}, "level": "error",
            "message": {"text": words.failure(f)}, "locations": [_location(f.path, places[f.path])],
        }
        for f in batch.failures
    ]  # fmt: skip
    return {"executionSuccessful": not batch.failures, "toolExecutionNotifications": notifications}


def _properties(batch: Batch, words: Words) -> Node:
    summary = summarise(batch)
    return {"filesRead": summary.read, "filesFailed": summary.failed, "reading": reading(summary, words)}


def _artifact(result: Report | Failure) -> Node:
    found: Node = {"location": {"uri": uri(result.path), "uriBaseId": BASE}, "roles": ["analysisTarget"]}
    if isinstance(result, Report):
        found["hashes"] = {"sha-256": result.document.raw.digest}
        found["properties"] = {"score": round(result.score.total, 1), "grade": result.score.grade}
    return found


def _results(report: Report, words: Words, index: Mapping[str, int], place: int) -> Iterator[Node]:
    unsure = {d.finding for d in report.doubts}
    for finding in report.findings:
        if finding.id not in unsure or finding.status != "open":
            yield {**_rule_of(finding.rule, index), "level": finding.level, **_finding(finding, report, words, place)}
    for doubt, item in zip(report.doubts, queue(report, words), strict=True):
        known = next((f for f in report.findings if f.id == doubt.finding and f.status == "open"), None)
        if known is not None:
            body = {**_finding(known, report, words, place), "message": {"text": item.reason}}
        elif doubt.finding is None:
            body = _doubt(doubt, item.reason, report, place)
        else:
            continue
        yield {**_rule_of(doubt.rule, index), "kind": "review", "level": "none", **body}


def _rule_of(rule: str, index: Mapping[str, int]) -> Node:
    return {"ruleId": rule, "ruleIndex": index[rule]} if rule in index else {"ruleId": rule}


def _finding(finding: Finding, report: Report, words: Words, place: int) -> Node:
    suggestion = words.suggestion(finding)
    text = f"{words.message(finding)} → {suggestion}" if suggestion else words.message(finding)
    found: Node = {
        "message": {"text": text},
        "locations": [_location(report.path, place, report, finding.span, finding.pledge)],
        "partialFingerprints": {FINGERPRINT: finding.id},
        "suppressions": _suppressions(finding),
        "properties": {"confidence": round(finding.confidence, 4)},
    }
    if related := _related(finding, report, words):
        found["relatedLocations"] = related
    return found


def _suppressions(finding: Finding) -> list[Node]:
    """Empty for a finding that nobody set aside: so the standard tells it from "not known"."""
    decided = finding.decision
    if finding.status == "open" or decided is None:
        return []
    who = {"decidedBy": decided.person, "date": decided.date, "expires": decided.expires, "verdict": decided.verdict}
    return [{"kind": "external", "status": "accepted", "justification": decided.reason, "properties": who}]


def _related(finding: Finding, report: Report, words: Words) -> list[Node]:
    """Where else a repeated pledge stands; those files lie in the register, not below the base of this run."""
    path = finding.values.get("path")
    if not isinstance(path, str) or finding.pledge is None:
        return []
    matches = [m for m in report.matches if m.pledge == finding.pledge and m.path == path][:1]
    return [
        {
            "physicalLocation": {"artifactLocation": {"uri": uri(m.path)}},
            "message": {"text": words.source(m.relation, m.year, m.author, m.unit)},
        }
        for m in matches
    ]


def _doubt(doubt: Doubt, reason: str, report: Report, place: int) -> Node:
    return {
        "message": {"text": reason},
        "locations": [_location(report.path, place, report, None, doubt.pledge)],
        "suppressions": [],
        "properties": {"confidence": round(doubt.confidence, 4)},
    }


def _location(
    path: str, place: int, report: Report | None = None, span: Span | None = None, pledge: int | None = None
) -> Node:
    physical: Node = {"artifactLocation": {"uri": uri(path), "uriBaseId": BASE, "index": place}}
    location: Node = {"physicalLocation": physical}
    if report is None:
        return location
    if pledge is not None:
        held = report.document.pledges[pledge]
        span = span or held.span
        page = {"page": held.page} if held.page else {}
        location["properties"] = {"pledge": pledge + 1, **page}
    if span is not None:
        text = report.document.raw.text[span.start : span.end]
        physical["region"] = {
            "charOffset": span.start, "charLength": span.end - span.start, "snippet": {"text": text},
        }  # fmt: skip
    return location
