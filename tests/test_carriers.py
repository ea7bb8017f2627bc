"""The same paper in twelve carriers gives the same pledges and the same findings."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path

import carriers
import pytest

from qualitycheck import check
from qualitycheck.load import ocr
from qualitycheck.types import Report
from qualitycheck.vietnamese.characters import fold

CARRIERS: dict[str, Callable[[], bytes]] = {
    "docx": carriers.docx,
    **{kind: (lambda kind=kind: (carriers.FOLDER / f"paper.{kind}").read_bytes()) for kind in carriers.CONVERTED},  # type: ignore[misc]
    **{f"txt {name}": (lambda name=name: carriers.texts()[name]) for name in carriers.texts()},  # type: ignore[misc]
}
WANTED = [pledge for pledges in carriers.PARTS.values() for pledge in pledges]


def _report(folder: Path, data: bytes) -> Report:
    (folder / "paper").write_bytes(data)
    batch = check(folder / "paper")
    assert not batch.failures
    return batch.reports[0]


def _findings(report: Report) -> list[tuple[str, int | None]]:
    return sorted((f.rule, f.pledge) for f in report.findings)


@pytest.fixture(scope="module")
def plain(tmp_path_factory: pytest.TempPathFactory) -> Report:
    return _report(tmp_path_factory.mktemp("plain"), carriers.docx())


def test_there_are_findings_to_compare(plain: Report) -> None:
    assert [p.text for p in plain.document.pledges] == WANTED
    assert {f.rule for f in plain.findings if f.pledge is not None} >= {"vague-pledge"}


@pytest.mark.parametrize("carrier", CARRIERS)
def test_same_pledges_and_findings(carrier: str, plain: Report, tmp_path: Path) -> None:
    report = _report(tmp_path, CARRIERS[carrier]())
    assert [fold(p.text) for p in report.document.pledges] == [fold(w) for w in WANTED]
    assert _findings(report) == _findings(plain)
    for name in ("author", "position", "unit"):
        found, wanted = getattr(report.document, name), getattr(plain.document, name)
        assert fold(found.value) == fold(wanted.value)
    assert (report.document.kind, report.document.year) == ("individual", 2020)


def test_a_row_of_a_register(plain: Report, tmp_path: Path) -> None:
    report = _report(tmp_path, carriers.workbook())
    assert [p.text for p in report.document.pledges] == WANTED
    assert {f for f in _findings(report) if f[1] is not None} == {f for f in _findings(plain) if f[1] is not None}
    assert report.document.author and report.document.author.value == "Hà Thị Mến"
    assert (report.document.kind, report.document.year) == ("individual", 2020)


@pytest.mark.skipif(bool(ocr.missing()), reason="Tesseract or its Vietnamese data is not installed")
def test_a_scan(plain: Report, tmp_path: Path) -> None:
    report = _report(tmp_path, carriers.scan())
    assert len(report.document.pledges) == len(WANTED)
    here, there = (
        re.findall(r"\w+", fold(" ".join(texts))) for texts in ([p.text for p in report.document.pledges], WANTED)
    )
    assert sum(a == b for a, b in zip(here, there, strict=False)) >= 0.98 * len(there)
    assert _findings(report) == _findings(plain)
