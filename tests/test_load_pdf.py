"""PDF: paragraphs out of lines. The files in data/layout were set by LibreOffice and Chromium from PLEDGES."""

from __future__ import annotations

import io
from pathlib import Path

import pytest
from load_support import DATA

from qualitycheck.errors import LoadError
from qualitycheck.load import Limits, load
from qualitycheck.load.pdf_glyphs import Glyph
from qualitycheck.load.pdf_lines import Line, is_disordered, read_lines
from qualitycheck.load.pdf_paragraphs import join, measure, text_of
from qualitycheck.types import Block, RawDocument

PLEDGES = [
    "Mỗi tháng dành hai buổi tối xuống nhà văn hoá tổ dân phố nghe bà con phản ánh, ghi vào sổ và trả lời bằng văn bản trong "
    "bảy ngày làm việc.",
    "Đọc hết các văn bản mới trong tuần.",
    "Rà soát 46 hồ sơ đất đai còn tồn từ năm 2017; phân loại theo thôn, báo cáo Chủ tịch trước ngày 30/6 và niêm yết kết quả "
    "tại bảng tin của Uỷ ban nhân dân xã.",
    "Không hút thuốc lá trong giờ làm việc. Nhắc nhở đồng nghiệp cùng thực hiện, nhất là ở phòng tiếp dân, nơi có người già "
    "và trẻ nhỏ thường xuyên chờ đợi.",
    "Vận động nhân dân hiến đất mở rộng 1,2 km đường liên thôn, theo Quyết định số 118/QĐ-UBND của huyện, hoàn thành trước "
    "Tết Nguyên đán.",
    "Giữ gìn đoàn kết nội bộ.",
    "Kiên định chủ nghĩa Mác - Lênin, tư tưởng Hồ Chí Minh; học xong lớp bồi dưỡng lý luận chính trị do Đảng uỷ mở vào quý "
    "III, nộp bài thu hoạch đúng hạn.",
    "Hướng dẫn 12 hộ cận nghèo ở thôn Thượng làm chuồng trại nuôi gà, mỗi hộ hai trăm con, đến cuối năm ít nhất tám hộ có "
    "lãi và thoát nghèo.",
]
HEAD = ["ĐẢNG BỘ XÃ AN BÌNH", "CHI BỘ CƠ QUAN", "*", "ĐẢNG CỘNG SẢN VIỆT NAM", "An Bình, ngày 12 tháng 3 năm 2018"]
TITLE = ["BẢN CAM KẾT", "Tu dưỡng, rèn luyện, phấn đấu năm 2018"]


def _layout(name: str) -> RawDocument:
    return load(DATA / "layout" / f"{name}.pdf", name)


def _body(document: RawDocument) -> list[Block]:
    return [block for block in document.blocks if block.part == "body"]


def test_hanging_bullets() -> None:
    blocks = _body(_layout("hanging"))
    pledges = [f"- {text}" for text in PLEDGES]
    assert [b.text for b in blocks] == [*HEAD, *TITLE, "I. Về tư tưởng", *pledges[:4], "II. Về nhiệm vụ", *pledges[4:]]
    assert [b.text for b in blocks if b.bold] == [*TITLE, "I. Về tư tưởng", "II. Về nhiệm vụ"]
    assert [b.text for b in blocks if b.centered] == TITLE


def test_justified_paragraphs_over_a_page_break() -> None:
    document = _layout("justified")
    assert [b.text for b in _body(document)] == [*HEAD, *TITLE, *PLEDGES * 3]
    assert document.pages == 2 and {b.page for b in document.blocks} == {1, 2}


def test_ragged_paragraphs_without_any_mark() -> None:
    assert [b.text for b in _body(_layout("ragged"))] == PLEDGES


def test_a_ruled_table_over_four_pages_is_one_table() -> None:
    document = _layout("table")
    cells = [b for b in document.blocks if b.cell]
    assert [b.text for b in cells if b.cell and b.cell.column == 1] == ["Nội dung đăng ký", *PLEDGES * 3]
    assert {(b.cell.table, b.cell.columns) for b in cells if b.cell} == {(0, 3)}
    assert [b.cell.row for b in cells if b.cell and b.cell.column == 0] == list(range(25))
    assert [b.text for b in document.blocks if not b.cell and b.part == "body"] == [*HEAD, *TITLE]


def test_a_two_column_head_is_read_column_by_column() -> None:
    glyphs = [
        *_word("ĐẢNG", 60, 700),
        *_word("CỘNG", 350, 700),
        *_word("CHI", 60, 684),
        *_word("NGÀY", 350, 684),
        *_word("THÂN", 60, 660),
    ]
    assert [line.text for line in read_lines(list(enumerate(glyphs)), 1)] == ["ĐẢNG", "CHI", "CỘNG", "NGÀY", "THÂN"]


def test_a_value_set_apart_stays_with_its_name() -> None:
    glyphs = [*_word("tên:", 60, 700), *_word("Hoa", 200, 700)]
    assert [line.text for line in read_lines(list(enumerate(glyphs)), 1)] == ["tên: Hoa"]


def test_letters_drawn_out_of_order_are_sorted_by_place() -> None:
    glyphs = [Glyph(c, 60 + 7 * i, 66 + 7 * i, 700.0, 12.0, False) for i, c in enumerate("nhân") if c != "â"]
    glyphs.append(Glyph("â", 74.0, 80.0, 700.0, 12.0, False))
    assert [line.text for line in read_lines(list(enumerate(glyphs)), 1, by_position=True)] == ["nhân"]


def test_lines_drawn_upwards_are_noticed() -> None:
    up = [glyph for row in range(8) for glyph in _word("dòngchữdài", 60, 500 + 20 * row)]
    down = [glyph for row in range(8) for glyph in _word("dòngchữdài", 60, 700 - 20 * row)]
    assert is_disordered(list(enumerate(up))) and not is_disordered(list(enumerate(down)))


def _word(text: str, x: float, y: float) -> list[Glyph]:
    return [Glyph(c, x + 7 * i, x + 6.5 + 7 * i, y, 12.0, False) for i, c in enumerate(text)]


def _line(text: str, x0: float, x1: float, y: float, bold: bool = False) -> Line:
    first = 6.0 * len(text.split()[0])
    return Line(text, x0, x1, y, 13.0, bold, 1, 0, first, x0)


def _joined(*lines: Line) -> list[str]:
    return [text_of(group) for group in join(lines, measure(lines))]


@pytest.mark.parametrize(
    ("first", "second", "one"),
    [
        ("trung thành với chủ nghĩa Mác", "- Lênin, tư tưởng Hồ Chí Minh", True),
        ("phát triển kinh tế", "- xã hội ở địa phương", True),
        ("thực hiện Nghị quyết số", "35. Báo cáo trước ngày 30/6", True),
        ("giữ gìn đoàn kết nội bộ;", "- Không hút thuốc lá", False),
        ("giữ gìn đoàn kết nội bộ", "- Không hút thuốc lá", False),
        ("hoàn thành báo cáo trước", "30/6 và niêm yết", True),
        ("cụ thể như sau:", "Mỗi tuần một buổi", False),
        ("xem hiện trường.", "Khe Mạ, ngày 15 tháng 3 năm 2018", False),
        ("theo Quyết định số 118/QĐ-", "UBND của huyện", True),
        ("* * *", "Mỗi tuần một buổi", False),
    ],
)
def test_full_lines_go_on_unless_something_marks_a_new_paragraph(first: str, second: str, one: bool) -> None:
    full = [_line("dòng nào cũng đầy và", 85, 538, 780 - 16 * i) for i in range(3)]
    assert (len(_joined(*full, _line(first, 85, 538, 732), _line(second, 85, 300, 716))) == 1) is one


def test_a_hyphen_at_the_end_of_a_line_belongs_to_the_word() -> None:
    assert text_of([_line("số 118/QĐ-", 85, 538, 700), _line("UBND xã", 85, 200, 684)]) == "số 118/QĐ-UBND xã"
    assert text_of([_line("kinh tế -", 85, 538, 700), _line("xã hội", 85, 200, 684)]) == "kinh tế - xã hội"


def test_a_wider_gap_or_another_weight_begins_a_paragraph() -> None:
    lines = [
        _line("một dòng đầy", 85, 538, 700),
        _line("tiếp theo dòng", 85, 538, 684),
        _line("xa hơn nhiều", 85, 300, 650),
    ]
    assert _joined(*lines) == ["một dòng đầy tiếp theo dòng", "xa hơn nhiều"]
    heading = [_line("MỤC ĐẦU TIÊN ĐẦY DÒNG", 85, 538, 700, bold=True), _line("Chữ thường", 85, 300, 684)]
    assert len(_joined(*heading)) == 2


def _scan(pages: int) -> bytes:
    from PIL import Image

    images = [Image.new("L", (200, 280), 230) for _ in range(pages)]
    out = io.BytesIO()
    images[0].save(out, "PDF", save_all=True, append_images=images[1:])
    return out.getvalue()


@pytest.mark.parametrize(
    ("data", "code"),
    [
        (_scan(2), "unreadable-text"),  # recognised, and there was nothing
        ((DATA / "layout" / "hanging.pdf").read_bytes()[:20_000], "corrupt"),
        (b"%PDF-1.4 nothing here\nstartxref\n0\n%%EOF", "corrupt"),
    ],
)
def test_what_cannot_be_read_says_why(tmp_path: Path, data: bytes, code: str) -> None:
    file = tmp_path / "a.pdf"
    file.write_bytes(data)
    with pytest.raises(LoadError) as caught:
        load(file, "a.pdf")
    assert caught.value.code == code


def test_too_many_pages_are_refused() -> None:
    with pytest.raises(LoadError) as caught:
        load(DATA / "layout" / "table.pdf", "a", Limits(max_pages=3))
    assert caught.value.detail == "pages: 4"
