"""Level discipline: a document that people rank best has nothing that "must be mended"."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from support import document_from_labels

from qualitycheck.api import Setup, prepare
from qualitycheck.checks.context import Context
from qualitycheck.checks.run import run_checks
from qualitycheck.corpus.rows import registered
from qualitycheck.match import match_documents

LABELLED = Path(__file__).parents[1] / "corpora" / "labelled"
SETS = list(json.loads((LABELLED / "sets.json").read_text(encoding="utf-8")))


@pytest.mark.parametrize("name", SETS)
def test_the_best_documents_have_no_error(name: str) -> None:
    lines = (LABELLED / name / "documents.jsonl").read_text(encoding="utf-8").splitlines()
    labels = [json.loads(line) for line in lines]
    made = Setup()
    prepared = [prepare(document_from_labels(given), made) for given in labels]
    documents = [p.document for p in prepared]
    templates = [[a.template for a in p.assessments] for p in prepared]
    others = tuple(registered(d) for d in documents)
    best = 0
    compared = match_documents(documents, templates, None, made.rules.lists)
    for given, one, found in zip(labels, prepared, compared, strict=True):
        if given["labels"]["quality_rank"] == 5:
            best += 1
            findings = run_checks(one.document, Context(made.rules, one.assessments, found.matches, others))
            assert [f.rule for f in findings if f.level == "error"] == [], one.document.id
    assert best
