"""The JSON of ``check``: the contract's fields in the contract's order, valid against its own schema."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from jsonschema import Draft202012Validator
from report_samples import batch, options, words

from qualitycheck.report import writer
from qualitycheck.report.records import SCHEMA_FILE, json_schema, schema_text

FIELDS = ["schema", "path", "status", "error", "document", "score", "grade", "band", "needs_review", "parts",
          "pledges", "findings", "versions"]  # fmt: skip
DOCUMENT = ["id", "kind", "year", "author", "position", "unit", "party_cell", "words", "pages", "sections"]
PLEDGE = ["index", "section", "text", "page", "specificity", "confidence", "slots", "on_theme", "template", "matches"]
MATCH = ["path", "document", "year", "author", "unit", "pledge", "relation", "kind", "similarity", "changed", "text"]
FINDING = ["id", "rule", "level", "pledge", "span", "quote", "message", "suggestion", "values", "status"]
SLOTS = ["action", "object", "quantity", "frequency", "deadline", "deliverable", "place", "owner"]


@pytest.fixture(scope="module")
def lines(tmp_path_factory: pytest.TempPathFactory) -> list[dict[str, Any]]:
    target = tmp_path_factory.mktemp("out") / "result.jsonl"
    writer("jsonl")(batch(), target, options())
    return [json.loads(line) for line in target.read_text(encoding="utf-8").splitlines()]


def test_fields_stand_in_the_order_of_the_contract(lines: list[dict[str, Any]]) -> None:
    first = lines[0]
    pledge = first["pledges"][2]
    assert list(first)[: len(FIELDS)] == FIELDS
    assert list(first["document"])[: len(DOCUMENT)] == DOCUMENT
    assert list(pledge)[: len(PLEDGE)] == PLEDGE
    assert list(pledge["slots"]) == SLOTS
    assert list(pledge["matches"][0]) == MATCH
    assert list(first["findings"][0])[: len(FINDING)] == FINDING
    assert list(first["versions"]) == ["program", "rules", "model", "corpus"]


def test_real_output_is_valid_against_the_schema(lines: list[dict[str, Any]]) -> None:
    validator = Draft202012Validator(json_schema())
    assert not [error.message for line in lines for error in validator.iter_errors(line)]


def test_the_schema_is_strict_enough_to_refuse_a_wrong_line(lines: list[dict[str, Any]]) -> None:
    validator = Draft202012Validator(json_schema())
    assert not validator.is_valid({**lines[0], "status": "maybe"})
    assert not validator.is_valid({**lines[0], "score": 101})
    assert not validator.is_valid({key: value for key, value in lines[0].items() if key != "findings"})


def test_the_shipped_schema_is_up_to_date() -> None:
    assert SCHEMA_FILE.read_text(encoding="utf-8") == schema_text()
    Draft202012Validator.check_schema(json_schema())


def test_a_file_that_was_not_read(lines: list[dict[str, Any]]) -> None:
    failed = lines[3]
    assert failed["status"] == "error"
    assert failed["error"]["code"] == "encrypted"
    assert "mật khẩu" in failed["error"]["message"]
    assert failed["document"] is failed["score"] is failed["grade"] is failed["band"] is None
    assert failed["pledges"] == failed["findings"] == []


def test_an_unknown_failure_still_gets_a_sentence(lines: list[dict[str, Any]]) -> None:
    assert "odd-code" in lines[4]["error"]["message"]


def test_findings_are_put_into_words(lines: list[dict[str, Any]]) -> None:
    finding = next(f for f in lines[0]["findings"] if f["rule"] == "vague-pledge")
    assert "{" not in finding["message"] + finding["suggestion"]
    assert finding["suggestion"].endswith("?")
    assert finding["values"]["missing"] == ["quantity", "deadline"]


def test_floats_are_rounded(lines: list[dict[str, Any]]) -> None:
    assert lines[0]["pledges"][2]["matches"][0]["similarity"] == 0.9312
    assert lines[0]["score"] == round(100 - 3 * 12.34567, 3)


def test_spans_point_into_the_text(lines: list[dict[str, Any]]) -> None:
    text = batch().reports[0].document.raw.text
    spans = [(f["span"], f["quote"]) for f in lines[0]["findings"] if f["span"]]
    assert spans
    assert all(text[start:end] == quote for (start, end), quote in spans)


def test_same_bytes_for_the_same_input(tmp_path: Path) -> None:
    for name in ("jsonl", "json", "csv", "html", "terminal"):
        first, second = tmp_path / f"1.{name}", tmp_path / f"2.{name}"
        writer(name)(batch(), first, options())
        writer(name)(batch(), second, options())
        assert first.read_bytes() == second.read_bytes(), name


def test_json_is_one_object_with_the_same_records(lines: list[dict[str, Any]], tmp_path: Path) -> None:
    writer("json")(batch(), tmp_path / "all.json", options())
    whole = json.loads((tmp_path / "all.json").read_text(encoding="utf-8"))
    assert whole["schema"] == 1
    assert whole["results"] == lines
    assert whole["files"] == {"read": 3, "failed": 2, "passed_over": 0}
    assert whole["settings"][1] == {"name": "limits.pledge_words", "value": 60, "origin": "a:3"}


def test_standard_output_is_utf8_whatever_the_console(capfdbinary: pytest.CaptureFixture[bytes]) -> None:
    writer("jsonl")(batch(), None, options())
    out = capfdbinary.readouterr().out.decode("utf-8")
    assert len(out.splitlines()) == 5
    assert "Lê Văn Bình" in out


def test_words_of_a_rule_that_is_gone() -> None:
    finding = batch().reports[0].findings[0]
    from dataclasses import replace

    gone = replace(finding, rule="gone-rule")
    assert words().message(gone) == words().title("gone-rule") == "gone-rule"
    assert words().suggestion(gone) is None


def test_source_of_a_repeated_pledge() -> None:
    assert words().source("own-earlier", 2018, "Lê Văn Bình") == "bản năm 2018 của chính tác giả"
    assert words("en").source("other-earlier", None, "", "Xã A") == "the document of Xã A, ?"
