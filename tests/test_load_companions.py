"""Papers beside a model's file are noticed; other people's files are not."""

from __future__ import annotations

from pathlib import Path

import pytest

from qualitycheck import check
from qualitycheck.load.companions import papers_beside

MODEL = """ĐĂNG KÝ MÔ HÌNH
Tên mô hình: "Nước về bản"
Nội dung
- Kéo 800 mét ống từ khe Mó về.
"""


@pytest.fixture
def model(tmp_path: Path) -> Path:
    path = tmp_path / "Mo hinh Nuoc ve ban.txt"
    path.write_text(MODEL, encoding="utf-8")
    return path


@pytest.mark.parametrize("name", ["Hồ sơ", "Minh chứng mô hình", "Mo hinh Nuoc ve ban", "Mo_hinh_Nuoc_ve_ban - ho so"])
def test_a_folder_with_papers(model: Path, name: str) -> None:
    (model.parent / name).mkdir()
    assert papers_beside(model) == ()
    (model.parent / name / "anh.jpg").write_bytes(b"x")
    (notice,) = papers_beside(model)
    assert notice.values == {"name": name, "files": 1}


@pytest.mark.parametrize(
    ("name", "counts"),
    [
        ("Danh sách - Mo hinh Nuoc ve ban.xlsx", True),
        ("Danh sách đảng viên.xlsx", False),
        ("Mo hinh Nuoc ve ban 2.docx", False),
        ("Ban cam ket.docx", False),
    ],
)
def test_a_list_named_after_the_model(model: Path, name: str, counts: bool) -> None:
    (model.parent / name).write_bytes(b"x")
    assert bool(papers_beside(model)) is counts


def test_what_is_no_file_has_nothing_beside_it(tmp_path: Path) -> None:
    assert papers_beside(tmp_path / "kho.zip" / "trong.docx") == ()


def test_the_check_sees_it(model: Path) -> None:
    (model.parent / "Hồ sơ").mkdir()
    (model.parent / "Hồ sơ" / "so.txt").write_text("Sổ thu chi.", encoding="utf-8")
    (report,) = check([model]).reports
    assert [n.code for n in report.document.raw.notices] == ["dossier-folder"]
