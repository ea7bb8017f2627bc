"""The whole sample province: check, decide on every finding in the workbook, import, rename and edit the files, check."""

from __future__ import annotations

import shutil
import zipfile
from datetime import date
from pathlib import Path

import docx
import pytest
from lxml import etree
from report_samples import options
from test_review import DECISION, FINDINGS, REASON, REVIEWER, changed_part, fill

from qualitycheck import api
from qualitycheck.report import writer
from qualitycheck.review import Reviews, load_reviews, merge, save_reviews, tally
from qualitycheck.review.importing import read_decisions
from qualitycheck.settings import data_folder
from qualitycheck.types import Batch

TODAY = date(2026, 3, 1)
NOTE = "Ghi chú: đã họp chi bộ để góp ý cho bản này."
TEXT = "urn:oasis:names:tc:opendocument:xmlns:text:1.0"


def edit(path: Path) -> None:
    """Put paragraphs into the middle and before the end, where the format lets a test do so."""
    if path.suffix == ".docx":
        made = docx.Document(str(path))
        paragraphs = made.paragraphs
        for place in (len(paragraphs) // 2, len(paragraphs) - 1):
            paragraphs[place].insert_paragraph_before(NOTE)
        made.save(str(path))
    elif path.suffix == ".odt":

        def insert(root: etree._Element) -> None:
            inside = list(root.iter(f"{{{TEXT}}}p"))
            new = etree.Element(f"{{{TEXT}}}p")
            new.text = NOTE
            inside[-1].addprevious(new)

        assert zipfile.is_zipfile(path)
        changed_part(path, "content.xml", insert)


@pytest.fixture(scope="module")
def register(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("register") / "kho"
    api.add_to_corpus([data_folder("samples") / "earlier"], folder)
    return folder


@pytest.fixture(scope="module")
def checked(register: Path) -> Batch:
    return api.check(data_folder("samples") / "new", corpus=register, today=TODAY)


@pytest.mark.parametrize("verdict", ["bỏ qua", "đồng ý", "cần sửa"])
def test_every_decision_is_known_again(verdict: str, checked: Batch, register: Path, tmp_path: Path) -> None:
    book = tmp_path / "bảng.xlsx"
    writer("xlsx")(checked, book, options())
    count = sum(len(r.findings) for r in checked.reports)
    assert count > 50
    cells = {(row, DECISION): verdict for row in range(1, count + 1)}
    fill(book, FINDINGS, cells | {(row, REASON): f"lý do {row}" for row in range(1, count + 1)})
    found = read_decisions(book, REVIEWER)
    assert len(found.entries) == count
    save_reviews(merge(Reviews(), found.entries).reviews, tmp_path / "reviews.json")
    reviews = load_reviews(tmp_path / "reviews.json")

    sent = tmp_path / "gửi lại"
    shutil.copytree(data_folder("samples") / "new", sent)
    for number, path in enumerate(sorted(p for p in sent.rglob("*") if p.is_file())):
        edit(path)
        path.rename(path.with_name(f"bản số {number}{path.suffix}"))
    again = api.check(sent, corpus=register, reviews=reviews, today=TODAY)

    before = {f.id for r in checked.reports for f in r.findings}
    after = {f.id: f for r in again.reports for f in r.findings}
    assert not before - set(after)
    assert not [i for i in before if after[i].decision is None]
    suppressed = {i for i in before if after[i].status == "suppressed"}
    assert suppressed == (before if verdict == "bỏ qua" else set())
    counted = tally(reviews, again.reports, TODAY)
    assert counted.applied == len(reviews.entries) == len(before)
    assert not counted.gone and not counted.elsewhere
