"""A finding's own question, answered, clears the finding; and no suggestion invents a number or a name."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from functools import lru_cache
from pathlib import Path
from typing import Any

import pytest
from support import document, document_from_labels, shipped_rules

from qualitycheck.api import Setup, prepare
from qualitycheck.checks.context import Context
from qualitycheck.checks.phrasing import words_of
from qualitycheck.checks.run import run_checks
from qualitycheck.types import Document, Finding
from qualitycheck.vietnamese.characters import fold

LABELLED = Path(__file__).parents[1] / "corpora" / "labelled"
CASES_FILE = Path(__file__).parent / "data" / "answers.jsonl"
CASES = [json.loads(line) for line in CASES_FILE.read_text(encoding="utf-8").splitlines()]
NUMBER = re.compile(r"\d+")
WORD = re.compile(r"[^\W\d_]+")
# whose suggestion may name facts of the document it was compared with, or the year that years/ gives a theme
COMPARING = ("copied-own-previous-year", "copied-other", "duplicate-registration", "stale-year", "stale-reference")


@lru_cache(maxsize=1)
def setup() -> Setup:
    return Setup()


def findings_in(given: Document) -> tuple[Finding, ...]:
    context = Context(setup().rules, prepare(given, setup()).assessments)
    return run_checks(given, context)


def vague_in(pledge: str) -> Finding | None:
    return next((f for f in findings_in(document(pledge)) if f.rule == "vague-pledge"), None)


def answered(case: dict[str, Any], finding: Finding) -> str:
    """The pledge with the questions of its finding answered, and nothing else, as an author would write it."""
    asked = finding.values["missing"]
    assert isinstance(asked, tuple)
    answers = dict.fromkeys(case["answers"][slot] for slot in asked)
    return f"{case['pledge'].rstrip('.')}: {', '.join(answers)}."


@pytest.mark.parametrize("case", CASES, ids=lambda c: f"{c['sector']}: {c['pledge'][:30]}")
def test_the_answer_to_its_question_clears_a_finding(case: dict[str, Any]) -> None:
    finding = vague_in(case["pledge"])
    assert finding is not None, "the pledge must be found vague first"
    words = words_of(finding, setup().rules)
    assert words.suggestion and "?" in words.suggestion
    better = answered(case, finding)
    assert vague_in(better) is None, better


def test_cases_come_from_many_sectors_and_none_is_twice() -> None:
    assert len(CASES) == 30
    assert len({c["sector"] for c in CASES}) >= 10
    assert len({c["pledge"] for c in CASES}) == 30


def labelled() -> Iterator[Path]:
    """Every labelled set of whole documents that ``sets.json`` lists."""
    for name in json.loads((LABELLED / "sets.json").read_text(encoding="utf-8")):
        if (LABELLED / name / "documents.jsonl").is_file():
            yield LABELLED / name / "documents.jsonl"


def own_words(finding: Finding) -> set[str]:
    """Words of the rule's text itself, which every reader may see in rules/, and what the document was compared with."""
    rule = shipped_rules().rules[finding.rule]
    given = [rule.suggestion.vi] if rule.suggestion else []
    given += [w.vi for w in (*shipped_rules().questions.values(), *shipped_rules().terms.values())]
    if finding.rule in COMPARING:
        given += [str(v) for v in finding.values.values()]
    return set(re.findall(r"\w+", fold(" ".join(given))))


@pytest.mark.parametrize("path", list(labelled()), ids=lambda p: p.parent.name)
def test_no_suggestion_holds_a_number_or_name_that_the_document_lacks(path: Path) -> None:
    count = 0
    for line in path.read_text(encoding="utf-8").splitlines():
        given = document_from_labels(json.loads(line))
        text = fold(given.raw.text)
        known = {*re.findall(r"\w+", text), *NUMBER.findall(text), *WORD.findall(text)}
        for finding in findings_in(given):
            suggestion = words_of(finding, setup().rules).suggestion or ""
            stated = [*NUMBER.findall(suggestion), *(w for w in WORD.findall(suggestion) if w[0].isupper())]
            invented = {fold(word) for word in stated} - known - own_words(finding)
            assert not invented, (given.id, finding.rule, suggestion)
            count += bool(suggestion)
    assert count > 30


def test_the_questions_of_the_rules_name_no_number() -> None:
    rules = shipped_rules()
    texts = [w.vi for w in rules.questions.values()]
    texts += [r.suggestion.vi for r in rules.rules.values() if r.suggestion]
    assert not [t for t in texts if NUMBER.search(t)]


def test_every_suggestion_asks_but_those_on_broken_text() -> None:
    broken = {"mixed-encoding", "hidden-text", "look-alike-letters", "unreadable-text"}
    told = [r for r in shipped_rules().rules.values() if r.suggestion and r.id not in broken | {"vague-pledge"}]
    assert not [r.id for r in told if r.suggestion and ("?" not in r.suggestion.vi or "?" not in r.suggestion.en)]
