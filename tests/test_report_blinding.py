"""Names hidden: nobody's name, unit or path is left in any format, and one person has one label."""

from __future__ import annotations

import io
import re
import zipfile
from pathlib import Path
from urllib.parse import unquote

import commitments
import pytest
from hypothesis import given
from hypothesis import strategies as st
from report_samples import HOLLOW as HOLLOW_
from report_samples import VAGUE, VERSIONS, build, copied, options, report_of

from qualitycheck import api, office
from qualitycheck.report import FORMATS, writer
from qualitycheck.report.blinding import blind_batch
from qualitycheck.report.meeting import FORMATS as SHEETS
from qualitycheck.report.meeting import write_sheet
from qualitycheck.report.replacing import Entry, Replacer
from qualitycheck.settings import data_folder
from qualitycheck.types import Batch, Match, Report
from qualitycheck.vietnamese.characters import key


@pytest.fixture(scope="module")
def province() -> Batch:
    """The sample province's new documents, compared with each other."""
    return api.check(data_folder("samples") / "new")


def names_of(batch: Batch) -> set[str]:
    facts = [f for r in batch.reports for f in (r.document.author, r.document.unit, r.document.party_cell) if f]
    return {f.value for f in facts} | {m.author for r in batch.reports for m in r.matches if m.author}


def written(path: Path) -> str:
    data = path.read_bytes()
    if not data.startswith(b"PK"):
        return unquote(data.decode("utf-8")) if path.suffix == ".sarif" else data.decode("utf-8")
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        parts = [n for n in archive.namelist() if n.endswith((".xml", ".rels"))]
        return "\n".join(re.sub(r"<[^>]+>", "\n", archive.read(n).decode()) for n in parts)


@pytest.mark.parametrize("name", sorted({*FORMATS, *SHEETS}))
def test_no_name_unit_or_path_is_left_in_any_format(province: Batch, tmp_path: Path, name: str) -> None:
    files = {r.path: data_folder("samples") / "new" / r.path for r in province.reports}
    hidden, blind = office.blinded(province, options(files=files))
    if name == "html":
        writer(name)(hidden, tmp_path / "pages", blind)
    if name in FORMATS:
        writer(name)(hidden, tmp_path / "out" if name == "docx" else tmp_path / f"a.{name}", blind)
    if name in SHEETS:
        write_sheet(name, office.score_sheet(province, blind=True), tmp_path / f"b.{name}", blind)
    outputs = [p for p in tmp_path.rglob("*") if p.is_file() and p.name != "style.css"]
    assert outputs
    for path in outputs:
        text = written(path)
        words = f" {key(text)} "
        assert not [n for n in names_of(province) if f" {key(n)} " in words]
        assert not [p for p in files if p in text or Path(p).stem in text or Path(p).stem in path.name]
        assert not [place for place in ("Khe Mạ", "Phú Lạc", "Lam Khê", "Nà Ín", "Bản Hon") if place in text]
        assert re.search(r"Văn bản \d\d", text) or path.suffix == ".docx"


def test_one_person_has_one_label_in_facts_quotes_and_matches() -> None:
    quoting = "Học tập đồng chí Lê Văn Bình (UBND xã Hòa An) thăm 2 hộ mỗi tháng; báo cáo anh Bình."
    document = build("2019/Khác/Hà.docx", quoting, VAGUE, author="Trần Thị Hà", unit="Trường THCS Hòa An")
    match = Match(0, "2019/Hòa An/Lê Văn Bình.docx", "d", 2019, "Lê Văn Bình", "UBND xã Hòa An", 0, "other-same-year",
                  "verbatim", 1.0, (), quoting)  # fmt: skip
    made = blind_batch(Batch((copied(), report_of(document, (HOLLOW_, HOLLOW_), (match,))), VERSIONS))
    first, second = made.batch.reports
    label = first.document.author.value if first.document.author else ""
    assert label == "Tác giả A" and first.path == "Văn bản 01.docx"
    text = second.document.pledges[0].text
    assert text.count(label) == 2 and "Bình" not in text and "Hòa An" not in text
    assert (second.matches[0].author, second.matches[0].path) == (label, first.path)
    assert first.matches[0].path == "Văn bản đối chiếu 01" or first.matches[0].path.startswith("Văn bản đối chiếu")
    assert dict(made.key)[label] == "Lê Văn Bình"
    assert made.text("của LÊ VĂN BÌNH") == f"của {label}" and made.text("LeVanBinh") == label


def test_spans_keep_pointing_at_the_same_passages(province: Batch) -> None:
    hidden = blind_batch(province).batch
    for before, after in zip(province.reports, hidden.reports, strict=True):
        text = after.document.raw.text
        for block in after.document.raw.blocks:
            assert text[block.start : block.start + len(block.text)] == block.text
        for old, new in zip(before.document.pledges, after.document.pledges, strict=True):
            if len(old.text) == old.span.end - old.span.start:
                assert " ".join(text[new.span.start : new.span.end].split()) == " ".join(new.text.split())
        assert [f.id for f in after.findings] == [f.id for f in before.findings]
        assert (after.score, after.assessments[0].level) == (before.score, before.assessments[0].level)


def test_uncle_ho_and_the_country_are_no_secret() -> None:
    made = blind_batch(Batch((copied(),), VERSIONS))
    text = "Học tập Chủ tịch Hồ Chí Minh, Bác Hồ; Đảng Cộng sản Việt Nam; xã hội chủ nghĩa; Bản cam kết."
    assert made.text(text) == text


def test_mail_addresses_go() -> None:
    assert "@" not in blind_batch(Batch((copied(),), VERSIONS)).text("gửi toan.vv@lamkhe.gov.vn trước 5/9")


def test_decisions_come_back_from_a_blind_workbook(province: Batch, tmp_path: Path) -> None:
    from qualitycheck.review.spreadsheet import Spreadsheet

    hidden, blind = office.blinded(province, options())
    rows = {}
    for name, batch_, given_ in (("open", province, options()), ("blind", hidden, blind)):
        writer("xlsx")(batch_, tmp_path / f"{name}.xlsx", given_)
        book = Spreadsheet((tmp_path / f"{name}.xlsx").read_bytes())
        rows[name] = ([r.get(15) for r in book.rows("Điều cần xem lại")], [r.get(21) for r in book.rows("Tài liệu")],
                      [r.get(23) for r in book.rows("Nội dung cam kết")])  # fmt: skip
    assert rows["open"] == rows["blind"] and len(rows["open"][0]) > 10


@given(st.text("aBđ ,\n", max_size=60))
def test_places_of_a_rewritten_text(text: str) -> None:
    made = Replacer([Entry(("a", "b"), "[một cái tên dài]"), Entry(("đ",), "")]).rewritten(text)
    ends = [made.place(i, is_end=True) for i in range(len(text) + 1)]
    starts = [made.place(i) for i in range(len(text) + 1)]
    assert starts == sorted(starts) and ends == sorted(ends)
    assert starts[-1] == len(made.text) or ends[-1] == len(made.text)
    assert all(0 <= i <= len(made.text) for i in (*starts, *ends))
    assert made.text.count("\n") == text.count("\n")


def test_a_name_over_a_lines_end_keeps_the_break() -> None:
    made = Replacer([Entry(("lê", "văn", "bình"), "Tác giả A")]).rewritten("Tôi là Lê Văn\nBình, thôn Đông")
    assert made.text == "Tôi là Tác giả A\n, thôn Đông"


def test_a_shared_given_name_is_not_given_to_one_of_them() -> None:
    def of(author: str, path: str) -> Report:
        return report_of(build(path, VAGUE, author=author, unit="UBND xã Hòa An"), (HOLLOW_,))

    made = blind_batch(Batch((of("Lê Văn Bình", "a"), of("Vũ Thị Bình", "b")), VERSIONS))
    assert made.text("đồng chí Bình") == "đồng chí (tên riêng)"
    assert made.text("sự bình yên") == "sự bình yên"


def test_the_command_hides_names(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    import sys

    from qualitycheck.commands.app import main

    folder = commitments.folder(tmp_path / "year")
    monkeypatch.chdir(tmp_path)
    for command in ("check", "score"):
        monkeypatch.setattr(sys, "argv", ["qualitycheck", command, str(folder), "--blind", "--quiet", "--jobs", "1"])
        with pytest.raises(SystemExit):
            main()
        out = capsys.readouterr().out
        assert "Văn bản" in out
        assert not [path.name for path in folder.rglob("*") if path.is_file() and path.name in out]
