"""SARIF 2.1.0: every object against the properties the standard gives it, and what a gatherer of results relies on."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any
from urllib.parse import unquote, urlsplit

import pytest
from hypothesis import given
from hypothesis import strategies as st
from jsonschema import Draft202012Validator
from report_samples import VERSIONS, batch, copied, options

from qualitycheck.report import writer
from qualitycheck.report.sarif import uri
from qualitycheck.types import Batch, Decision, Doubt, Report

TEXT = {"type": "object", "required": ["text"], "properties": {"text": {"type": "string", "minLength": 1}},
        "additionalProperties": False}  # fmt: skip
BAG = {"type": "object"}
INDEX = {"type": "integer", "minimum": 0}
GUID = {
    "type": "string",
    "pattern": "^[0-9a-fA-F]{8}-[0-9a-fA-F]{4}-[1-5][0-9a-fA-F]{3}-[89abAB][0-9a-fA-F]{3}-[0-9a-fA-F]{12}$",
}


def closed(required: tuple[str, ...] = (), **properties: Any) -> dict[str, Any]:
    """An object that holds nothing the standard does not name."""
    return {"type": "object", "required": list(required), "properties": properties, "additionalProperties": False}


def many(items: dict[str, Any], **more: Any) -> dict[str, Any]:
    return {"type": "array", "items": items, **more}


def ref(name: str) -> dict[str, str]:
    return {"$ref": f"#/$defs/{name}"}


# sections 3.13 to 3.58 of the standard, as far as they concern what is written
STANDARD: dict[str, Any] = {
    **closed(("version", "runs"), **{"$schema": {"type": "string", "format": "uri"}, "version": {"const": "2.1.0"},
                                     "runs": many(ref("run"))}),
    "$defs": {
        "run": closed(("tool",), tool=closed(("driver",), driver=ref("component")), translations=many(ref("component")),
                      language=ref("language"), columnKind={"enum": ["utf16CodeUnits", "unicodeCodePoints"]},
                      originalUriBaseIds={"type": "object", "additionalProperties": closed(description=TEXT)},
                      invocations=many(ref("invocation")), artifacts=many(ref("artifact")), results=many(ref("result")),
                      properties=BAG),
        "language": {"type": "string", "pattern": "^[a-zA-Z]{2}(-[a-zA-Z]{2})?$"},
        "component": closed(("name",), name={"type": "string"}, guid=GUID, version={"type": "string"},
                            language=ref("language"), rules=many(ref("descriptor"), uniqueItems=True),
                            notifications=many(ref("descriptor"), uniqueItems=True), properties=BAG,
                            contents=many({"enum": ["localizedData", "nonLocalizedData"]}, uniqueItems=True),
                            associatedComponent=closed(name={"type": "string"}, index=INDEX, guid=GUID)),
        "descriptor": closed(("id",), id={"type": "string"}, shortDescription=TEXT, fullDescription=TEXT, help=TEXT,
                             defaultConfiguration=closed(enabled={"type": "boolean"}, level=ref("level")),
                             properties=BAG),
        "level": {"enum": ["none", "note", "warning", "error"]},
        "invocation": closed(("executionSuccessful",), executionSuccessful={"type": "boolean"},
                             toolExecutionNotifications=many(
                                 closed(("message",), descriptor=closed(id={"type": "string"}, index=INDEX),
                                        level=ref("level"), message=TEXT, locations=many(ref("location"))))),
        "address": closed(uri={"type": "string", "pattern": "^[A-Za-z0-9%/._~-]+$"}, uriBaseId={"type": "string"}, index=INDEX),
        "artifact": closed(location=ref("address"), roles=many({"enum": ["analysisTarget"]}, uniqueItems=True),
                           hashes={"type": "object", "additionalProperties": {"type": "string"}}, properties=BAG),
        "location": closed(
            physicalLocation=closed(("artifactLocation",), artifactLocation=ref("address"),
                                    region=closed(charOffset=INDEX, charLength=INDEX, snippet=closed(("text",), text={"type": "string"}))),
            message=TEXT, properties=BAG),
        "result": {
            **closed(("message",), ruleId={"type": "string"}, ruleIndex=INDEX, level=ref("level"),
                     kind={"enum": ["notApplicable", "pass", "fail", "review", "open", "informational"]}, message=TEXT,
                     locations=many(ref("location")), relatedLocations=many(ref("location"), uniqueItems=True),
                     partialFingerprints={"type": "object", "additionalProperties": {"type": "string"}},
                     suppressions=many(closed(("kind",), kind={"enum": ["inSource", "external"]},
                                              status={"enum": ["accepted", "underReview", "rejected"]},
                                              justification={"type": "string"}, properties=BAG), uniqueItems=True),
                     properties=BAG),
            # 3.27.10: only a result of kind "fail" has a level
            "if": {"required": ["kind"]}, "then": {"properties": {"level": {"const": "none"}}},
        },
    },
}  # fmt: skip


def decided() -> Report:
    """A copied document with a finding set aside, one confirmed, and one that is not sure."""
    report = copied()
    first, second, third = report.findings
    aside = Decision("dismissed", "Trần Thị Hà", "2026-03-01", "câu của mẫu", "2027-03-01")
    findings = (replace(first, status="suppressed", decision=aside), second, replace(third, decision=None))
    doubts = (Doubt(second.rule, second.pledge, 0.5, second.id), Doubt("vague-pledge", 2, 0.55))
    return replace(report, findings=findings, doubts=doubts)


def written(given: Batch, folder: Path, **changes: object) -> dict[str, Any]:
    writer("sarif")(given, folder / "out.sarif", options(**changes))
    log: dict[str, Any] = json.loads((folder / "out.sarif").read_text(encoding="utf-8"))
    return log


@pytest.fixture(params=["vi", "en"])
def log(request: pytest.FixtureRequest, tmp_path: Path) -> dict[str, Any]:
    whole = batch()
    given = replace(whole, results=(decided(), *whole.results[1:]))
    return written(given, tmp_path, lang=request.param)


def run(log: dict[str, Any]) -> dict[str, Any]:
    [one] = log["runs"]
    found: dict[str, Any] = one
    return found


def test_nothing_is_written_that_the_standard_does_not_know(log: dict[str, Any]) -> None:
    Draft202012Validator.check_schema(STANDARD)
    assert not [f"{error.json_path}: {error.message}" for error in Draft202012Validator(STANDARD).iter_errors(log)]


def test_every_index_leads_to_what_it_names(log: dict[str, Any]) -> None:
    only = run(log)
    rules, files = only["tool"]["driver"]["rules"], only["artifacts"]
    for result in only["results"]:
        assert rules[result["ruleIndex"]]["id"] == result["ruleId"]
    for address in addresses(only):
        if "index" in address:
            assert files[address["index"]]["location"]["uri"] == address["uri"]
            assert address["uriBaseId"] in only["originalUriBaseIds"]
    for said in only["invocations"][0]["toolExecutionNotifications"]:
        assert only["tool"]["driver"]["notifications"][said["descriptor"]["index"]]["id"] == said["descriptor"]["id"]


def addresses(node: Any) -> Iterator[dict[str, Any]]:
    if isinstance(node, dict):
        if "artifactLocation" in node:
            yield node["artifactLocation"]
        for child in node.values():
            yield from addresses(child)
    elif isinstance(node, list):
        for child in node:
            yield from addresses(child)


def test_regions_are_the_quoted_characters(log: dict[str, Any]) -> None:
    text = copied().document.raw.text
    results = [
        r for r in run(log)["results"] if r["locations"][0]["physicalLocation"]["artifactLocation"]["index"] == 0
    ]
    regions = [r["locations"][0]["physicalLocation"].get("region") for r in results]
    assert sum(region is not None for region in regions) >= 3
    for region in filter(None, regions):
        end = region["charOffset"] + region["charLength"]
        assert text[region["charOffset"] : end] == region["snippet"]["text"]


def test_what_a_reader_set_aside_is_suppressed_and_the_rest_is_not(log: dict[str, Any]) -> None:
    aside = [r for r in run(log)["results"] if r["suppressions"]]
    assert [r["ruleId"] for r in aside] == ["missing-section"]
    assert aside[0]["suppressions"][0]["justification"] == "câu của mẫu"
    assert all("suppressions" in r for r in run(log)["results"])


def test_what_is_not_sure_is_for_review_and_said_once(log: dict[str, Any]) -> None:
    own = [r for r in run(log)["results"] if r["locations"][0]["physicalLocation"]["artifactLocation"]["index"] == 0]
    assert len(own) == 4
    assert sorted(r["ruleId"] for r in own if r.get("kind") == "review") == ["vague-pledge", "vague-pledge"]
    prints = [r["partialFingerprints"]["qualitycheck/v1"] for r in own if "partialFingerprints" in r]
    assert len(prints) == len(set(prints)) == 3


def test_files_not_read_are_notifications(log: dict[str, Any]) -> None:
    [invocation] = run(log)["invocations"]
    assert invocation["executionSuccessful"] is False
    assert len(invocation["toolExecutionNotifications"]) == 2
    assert run(log)["properties"]["filesFailed"] == 2


def test_rules_have_words_in_both_languages(log: dict[str, Any]) -> None:
    only = run(log)
    [other] = only["translations"]
    driver = only["tool"]["driver"]
    assert {driver["language"], other["language"]} == {"vi", "en"}
    assert other["associatedComponent"]["guid"] == driver["guid"] != other["guid"]
    assert [r["id"] for r in other["rules"]] == [r["id"] for r in driver["rules"]]
    pairs = zip(driver["rules"], other["rules"], strict=True)
    assert all(a["shortDescription"] != b["shortDescription"] for a, b in pairs)
    for one, two in zip(driver["rules"], other["rules"], strict=True):
        assert one["shortDescription"]["text"] in one["help"]["text"]
        assert two["shortDescription"]["text"] in one["help"]["text"]


def test_a_clean_run_is_successful(tmp_path: Path) -> None:
    assert run(written(Batch((), VERSIONS), tmp_path))["invocations"][0]["executionSuccessful"] is True


@given(st.text(min_size=1).filter(lambda t: not any(0xD800 <= ord(c) < 0xE000 for c in t)))
def test_any_path_is_a_relative_reference_and_comes_back(path: str) -> None:
    made = uri(path)
    parts = urlsplit(made)
    assert (parts.scheme, parts.query, parts.fragment) == ("", "", "")
    assert made.isascii()
    assert unquote(made) == path
