"""The whole flow on the bundled samples against a snapshot, and the labelled sets as guards of reading and segmenting.

The snapshot ``data/flow.json`` shows what a change does to real documents. When the change is meant, renew it and read
the difference: ``QUALITYCHECK_RENEW=1 .venv/bin/python -m pytest tests/test_whole_flow.py``, then ``git diff``.
"""

from __future__ import annotations

import json
import os
import shutil
from collections import Counter
from pathlib import Path
from typing import Any

import pytest

from qualitycheck import add_to_corpus, check
from qualitycheck.evaluate import Figures, load_gold, measure
from qualitycheck.types import Batch, Failure, Report

ROOT = Path(__file__).parents[1]
SAMPLES = ROOT / "corpora" / "samples"
SNAPSHOT = Path(__file__).parent / "data" / "flow.json"
SCANS = ("Chi bộ Trường THCS Phú Lạc 2019.pdf", "Chi bộ thôn Bản Hon 2020.pdf")
LABELLED = ("lam-khe", "hai-van")


@pytest.fixture(scope="module")
def batch(tmp_path_factory: pytest.TempPathFactory) -> Batch:
    folder = tmp_path_factory.mktemp("flow")
    # what a scan gives depends on the machine's Tesseract
    shutil.copytree(SAMPLES, folder / "samples", ignore=shutil.ignore_patterns(*SCANS))
    add_to_corpus([folder / "samples" / "earlier"], folder / "corpus")
    return check(folder / "samples" / "new", corpus=folder / "corpus")


@pytest.fixture(scope="module", params=LABELLED)
def figures(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Figures:
    """One run per labelled set, shared by all guards; documents of a set are each other's earlier years."""
    folder = ROOT / "corpora" / "labelled" / str(request.param)
    return measure(check(folder / "files", jobs=2), load_gold(folder))


def compact(result: Report | Failure) -> dict[str, Any]:
    if isinstance(result, Failure):
        return {"error": result.code}
    return {
        "score": result.score.total,
        "grade": result.score.grade,
        "pledges": len(result.document.pledges),
        "matches": len(result.matches),
        "rules": dict(sorted(Counter(f.rule for f in result.findings).items())),
    }


def test_the_samples_give_what_the_snapshot_says(batch: Batch) -> None:
    found = {result.path: compact(result) for result in batch.results}
    if os.environ.get("QUALITYCHECK_RENEW"):
        SNAPSHOT.write_text(json.dumps(found, ensure_ascii=False, indent=1) + "\n", encoding="utf-8", newline="\n")
    assert found == json.loads(SNAPSHOT.read_text(encoding="utf-8"))


def test_the_samples_show_what_they_are_meant_to_show(batch: Batch) -> None:
    rules = {f.rule for r in batch.reports for f in r.findings}
    assert rules >= {"vague-pledge", "copied-own-previous-year", "copied-other", "missing-section", "placeholder-left"}
    assert {m.kind for r in batch.reports for m in r.matches} >= {"verbatim", "light", "paraphrase"}
    assert {r.document.kind for r in batch.reports} == {"individual", "collective", "model"}
    assert {r.document.raw.format for r in batch.reports} >= {"docx", "doc", "pdf", "odt", "rtf"}
    totals = [r.score.total for r in batch.reports]
    assert max(totals) > 85
    assert min(totals) < 50


def test_the_scans_are_read_or_named() -> None:
    files = [path for name in SCANS for path in SAMPLES.rglob(name)]
    assert len(files) == len(SCANS)
    for result in check(files).results:
        if isinstance(result, Failure):
            assert result.code == "scan-without-ocr"
        else:
            assert "ocr" in {notice.code for notice in result.document.raw.notices}


def test_files_are_answered(figures: Figures) -> None:
    assert figures.files["answered"] == figures.files["gold"]
    assert figures.files["not_read"] <= 3  # the scans


def test_segmentation(figures: Figures) -> None:
    assert (figures.segmentation.f1 or 0) >= 0.97


def test_header_facts(figures: Figures) -> None:
    assert figures.facts.keys() == {"kind", "year", "author", "position", "unit"}
    right, whole = (sum(pair[i] for pair in figures.facts.values()) for i in (0, 1))
    assert right / whole >= 0.95
    for name in ("kind", "year"):
        assert figures.facts[name][0] / figures.facts[name][1] >= 0.95
