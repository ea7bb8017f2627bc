"""What is written for Word and Excel is sound by ECMA-376; and the checker finds what is not."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest
from office_support import paragraph, word_file
from ooxml import problems
from report_samples import batch, hostile, options

from qualitycheck import api
from qualitycheck.files import collect
from qualitycheck.report import writer
from qualitycheck.settings import data_folder
from qualitycheck.types import Batch

SAMPLES = data_folder("samples") / "new"


@pytest.fixture(scope="module")
def checked() -> Batch:
    return api.check(SAMPLES)


def test_commented_copies_of_the_samples(checked: Batch, tmp_path: Path) -> None:
    files = {s.shown: s.path for s in collect([SAMPLES])}
    writer("docx")(checked, tmp_path, options(files=files))
    known = {line for path in SAMPLES.rglob("*.docx") for line in problems(path.read_bytes())}
    copies = list(tmp_path.rglob("*.docx"))
    assert len(copies) == len(checked.reports)
    assert not {(p.name, line) for p in copies for line in problems(p.read_bytes()) if line not in known}


@pytest.mark.parametrize("lang", ["vi", "en"])
def test_the_workbook_of_the_samples(checked: Batch, tmp_path: Path, lang: str) -> None:
    files = {s.shown: s.path for s in collect([SAMPLES])}
    writer("xlsx")(checked, tmp_path / "a.xlsx", options(lang=lang, files=files))
    assert not problems((tmp_path / "a.xlsx").read_bytes())


def test_hostile_texts(tmp_path: Path) -> None:
    given = Batch((hostile(), *batch().failures), batch().versions)
    writer("xlsx")(given, tmp_path / "a.xlsx", options())
    writer("docx")(given, tmp_path / "copies", options())
    for path in (tmp_path / "a.xlsx", *(tmp_path / "copies").rglob("*.docx")):
        assert not problems(path.read_bytes())


def changed(data: bytes, name: str, change: Callable[[str], str]) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(out, "w") as new:
        for part in old.namelist():
            text = old.read(part)
            new.writestr(part, change(text.decode()) if part == name else text)
    return out.getvalue()


@pytest.mark.parametrize(
    ("part", "old", "new", "said"),
    [
        ("word/document.xml", "<w:r>", '<w:r r:id="gone">', "leads nowhere"),
        ("word/document.xml", "<w:p>", "<w:p><w:r/><w:pPr/>", "pPr is not first"),
        ("word/document.xml", "<w:p>", '<w:p><w:commentRangeStart w:id="7"/>', "without a comment"),
        ("word/document.xml", "<w:r>", "<w:r><w:rPr><w:sz/><w:b/></w:rPr>", "rPr: "),
        ("[Content_Types].xml", "/word/document.xml", "/word/gone.xml", "not there"),
        ("word/_rels/document.xml.rels", "styles.xml", "gone.xml", "gone.xml is not there"),
        ("word/styles.xml", "</w:styles>", "", "word/styles.xml: "),
    ],
)
def test_the_checker_sees_a_fault(part: str, old: str, new: str, said: str) -> None:
    data = word_file(paragraph("Một đoạn"), styles="")
    assert not problems(data)
    assert any(said in line for line in problems(changed(data, part, lambda text: text.replace(old, new, 1))))


@pytest.mark.parametrize(
    ("part", "old", "new", "said"),
    [
        ("xl/worksheets/sheet2.xml", '<row r="2"', '<row r="1"', "row 1 after 1"),
        ("xl/worksheets/sheet2.xml", '<c r="A1"', '<c r="B1"', "cell B1"),
        ("xl/worksheets/sheet2.xml", "<pageMargins", "<sheetData/><pageMargins", "sheetData"),
        ("xl/workbook.xml", 'name="Tài liệu"', 'name="Tóm tắt"', "twice"),
    ],
)
def test_the_checker_sees_a_fault_of_a_workbook(part: str, old: str, new: str, said: str, tmp_path: Path) -> None:
    writer("xlsx")(batch(), tmp_path / "a.xlsx", options())
    data = (tmp_path / "a.xlsx").read_bytes()
    assert any(said in line for line in problems(changed(data, part, lambda text: text.replace(old, new, 1))))
