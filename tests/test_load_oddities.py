"""Text that no repair makes readable, and text that only looks so."""

from __future__ import annotations

from pathlib import Path

import pytest

from qualitycheck.errors import LoadError
from qualitycheck.load import load
from qualitycheck.load.oddities import is_spoiled
from qualitycheck.types import RawDocument

GOOD = "Tôi cam kết hướng dẫn mười hộ ở thôn Thượng làm chuồng trại, cuối năm ít nhất tám hộ thoát nghèo."


def _spoil_question(text: str) -> str:
    return "".join("?" if ord(c) > 127 else c for c in text)


def _spoil_lost(text: str) -> str:
    return "".join(c for c in text if ord(c) < 128)


def _spoil_shifted(text: str) -> str:
    return "".join(chr(ord(c) + 29) if c.isalpha() else c for c in text)


def _load(folder: Path, text: str) -> RawDocument:
    file = folder / "a.txt"
    file.write_text(text, encoding="utf-8")
    return load(file, "a.txt")


@pytest.mark.parametrize("spoil", [_spoil_question, _spoil_lost, _spoil_shifted])
def test_a_spoiled_text_is_refused(tmp_path: Path, spoil: object) -> None:
    with pytest.raises(LoadError) as caught:
        _load(tmp_path, "\n".join([spoil(GOOD)] * 5))  # type: ignore[operator]
    assert caught.value.code == "unreadable-text"


def test_one_spoiled_paragraph_is_noticed_with_its_place(tmp_path: Path) -> None:
    document = _load(tmp_path, "\n".join([GOOD] * 4 + [_spoil_question(GOOD)]))
    notice = next(n for n in document.notices if n.code == "unreadable-text")
    assert [document.text[s.start : s.end] for s in notice.spans] == [_spoil_question(GOOD)]


@pytest.mark.parametrize(
    "text",
    [
        "The programme strengthens local schools through workshops and streams.",
        "Microsoft Office Word, Excel, PowerPoint, Zalo, Facebook, VNeID, YouTube",
        "UBND xã Krông Pắk, huyện Ea H'leo, tỉnh Đắk Lắk; ông Y Moan Êñuôl, bà Siu H'Nghĩa",
        "Người dùng tại TP.HCM, BHXH, BHYT, UBMTTQ, HĐND-UBND; km2, kWh, mm, m²/người",
        "Ngày ........ tháng ........ năm ........ Họ tên: ......................",
        "Ban cam ket tu duong, ren luyen, phan dau nam nay cua toi",
        "a) Việc b) Việc c) Việc d) Việc đ) Việc",
        "Kỷ luật → 100% ≥ 95 điểm “tốt” – 25°C",
    ],
)
def test_foreign_names_abbreviations_and_unmarked_text_are_not_spoiled(tmp_path: Path, text: str) -> None:
    assert not is_spoiled(text)
    assert not _load(tmp_path, text).notices
