"""List marks and lines: what is a mark, what only looks like one, and that no visible character is lost."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from raw import raw_document

from qualitycheck.segment.lines import body_lines, read_mark


@pytest.mark.parametrize(
    ("text", "kind", "mark"),
    [
        ("- Họp đúng giờ", "dash", "- "),
        ("-Họp đúng giờ", "dash", "-"),
        ("+ Có sổ theo dõi", "plus", "+ "),
        ("• Có sổ theo dõi", "dot", "• "),
        ("a) Không nhận quà", "lower", "a) "),
        ("a- Không nhận quà", "lower", "a- "),
        ("1. Họp", "decimal", "1. "),
        ("1/ tư tưởng chính trị", "decimal", "1/ "),
        ("(1) Họp", "decimal", "(1) "),
        ("1.1. Học tập", "decimals", "1.1. "),
        ("4.2 Nâng lương", "decimals", "4.2 "),
        ("I. VỀ TƯ TƯỞNG", "roman", "I. "),
        ("IV- Về nhiệm vụ", "roman", "IV- "),
        ("Đ. Khắc phục", "upper", "Đ. "),
        ("Điều 1. Tư tưởng", "part", "Điều 1. "),
        ("Phần thứ nhất: tư tưởng", "part", "Phần thứ nhất: "),
        ("Một là, về tư tưởng", "ordinal", "Một là, "),
    ],
)
def test_marks(text: str, kind: str, mark: str) -> None:
    assert read_mark(text) == (kind, mark)


@pytest.mark.parametrize(
    "text",
    [
        "3,5 km kênh mương", "2.5 tấn lúa một sào", "19 giờ 30 các tối", "100% cán bộ", "V.I. Lênin nói", "5 em học yếu",
        "Hai tháng một lần", "Thứ Sáu hằng tuần", "Mục tiêu giảm nghèo", "TM. Đảng uỷ", "T/M CHI BỘ", "12/3/2018 họp",
        "Điều lệ Đảng", "Năm 2019 đã làm",
    ],
)  # fmt: skip
def test_not_a_mark(text: str) -> None:
    assert read_mark(text) == ("", "")


def test_automatic_numbers_come_from_the_label() -> None:
    lines = body_lines(raw_document(["Tư tưởng chính trị", "Họp đúng giờ"], labels=["I.", "-"]))
    assert [(line.kind, line.mark, line.text) for line in lines] == [
        ("roman", "I.", "Tư tưởng chính trị"),
        ("dash", "-", "Họp đúng giờ"),
    ]


@given(st.lists(st.text(alphabet="ab đI1.-+)(:;\n\tư", max_size=30), max_size=8))
def test_no_letter_is_lost(texts: list[str]) -> None:
    raw = raw_document([t.strip() for t in texts if t.strip()])
    lines = body_lines(raw)
    assert all(raw.text[line.start : line.end] == line.text for line in lines)
    kept = "".join(line.mark + line.text for line in lines)
    letters = [c for c in raw.text if c.isalnum()]
    assert [c for c in kept if c.isalnum()] == letters
