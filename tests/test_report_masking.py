"""Personal numbers are hidden in every output, and the numbers that matter stay."""

from __future__ import annotations

import re
import zipfile
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from report_samples import PERSONAL, batch, options

from qualitycheck.report import FORMATS, writer
from qualitycheck.report.masking import mask_batch, mask_text

SECRETS = ("12/03/1975", "036075001234", "0912 345 678")


@pytest.mark.parametrize(
    ("text", "masked"),
    [
        ("Sinh ngày: 12/03/1975", "Sinh ngày: ••/••/••••"),
        ("Ngày, tháng, năm sinh: 5-9-1980, quê quán", "Ngày, tháng, năm sinh: •-•-••••, quê quán"),
        ("Ngày sinh\n05/09/1980", "Ngày sinh\n••/••/••••"),
        ("Tôi là Lê Văn Bình, sinh ngày 5 tháng 9 năm 1980", "Tôi là Lê Văn Bình, sinh ngày • tháng • năm ••••"),
        ("Năm sinh: 1980", "Năm sinh: ••••"),
        ("Nguyễn Văn An, sinh năm 1980", "Nguyễn Văn An, sinh năm ••••"),
        ("Số CCCD: 036 075 001 234", "Số CCCD: ••• ••• ••• •••"),
        ("CMND số 163456789 cấp ngày 2/3/2010", "CMND số ••••••••• cấp ngày 2/3/2010"),
        ("Số thẻ Đảng viên: 12.345678", "Số thẻ Đảng viên: ••.••••••"),
        ("mã 036075001234", "mã ••••••••••••"),
        ("ĐT: 0912.345.678.", "ĐT: ••••.•••.•••."),
        ("gọi +84 912 345 678", "gọi +•• ••• ••• •••"),
        ("điện thoại 0229 3861 234", "điện thoại •••• •••• •••"),
        ("Số tài khoản: 1903 5678 9012 tại ngân hàng", "Số tài khoản: •••• •••• •••• tại ngân hàng"),
    ],
)  # fmt: skip
def test_personal_numbers_are_hidden(text: str, masked: str) -> None:
    assert mask_text(text) == masked


@pytest.mark.parametrize(
    "text",
    [
        "Tuyển sinh năm 2019 đạt 120 học sinh",
        "Hỗ trợ học sinh năm 2010 khó khăn",
        "Vệ sinh ngày 15/10/2019 hằng tháng",
        "kỷ niệm ngày sinh Chủ tịch Hồ Chí Minh 19/5/2019",
        "Xong trước ngày 30/9/2019, 05 hộ, 1.500.000 đồng",
        "Nghị quyết số 26-NQ/TW, Chỉ thị 05-CT/TW ngày 15/5/2016",
        "thu 120.000.000 đồng, đạt 100% kế hoạch năm 2019-2020",
        "Mở 02 tài khoản dịch vụ công cho 15 người",
    ],
)
def test_other_numbers_stay(text: str) -> None:
    assert mask_text(text) == text


@given(st.text(alphabet="sinh ngày CCCDĐTđ0123456789./-: \n", max_size=80))
def test_a_mask_keeps_the_length_and_everything_but_digits(text: str) -> None:
    masked = mask_text(text)
    assert len(masked) == len(text)
    assert all(m == t or (m == "•" and t.isdigit()) for m, t in zip(masked, text, strict=True))


@given(st.text(alphabet="sinh ngày CCCD 0123456789/.:", max_size=60))
def test_masking_twice_changes_nothing(text: str) -> None:
    assert mask_text(mask_text(text)) == mask_text(text)


def test_spans_of_a_masked_batch_still_fit() -> None:
    report = mask_batch(batch()).reports[0]
    text = report.document.raw.text
    assert all(text[b.start : b.start + len(b.text)] == b.text for b in report.document.raw.blocks)
    assert all(text[p.span.start : p.span.end] == p.text for p in report.document.pledges)


@pytest.mark.parametrize("name", FORMATS)
def test_no_format_shows_personal_numbers(name: str, tmp_path) -> None:  # type: ignore[no-untyped-def]
    assert all(secret in PERSONAL for secret in SECRETS)
    target = tmp_path / "out"
    writer(name)(batch(), target, options())
    written = "\n".join(everything(target))
    assert written
    assert not [secret for secret in SECRETS if secret in written]


def everything(target: Path) -> Iterator[str]:
    """The text of a written file, of every part of an office file, and of every file in a folder."""
    for file in sorted(target.rglob("*")) if target.is_dir() else [target]:
        if zipfile.is_zipfile(file):
            with zipfile.ZipFile(file) as parts:
                for name in parts.namelist():
                    part = parts.read(name).decode("utf-8", "replace")
                    yield part
                    yield re.sub(r"<[^>]+>", "", part)  # a word may be spread over several runs
        elif file.is_file():
            yield file.read_text(encoding="utf-8")


def test_unmasked_only_when_asked(tmp_path) -> None:  # type: ignore[no-untyped-def]
    target = tmp_path / "out.html"
    writer("html")(batch(), target, options(mask=False))
    page = target.read_text(encoding="utf-8")
    assert all(secret in page for secret in SECRETS)
    assert "không che thông tin cá nhân" in page
