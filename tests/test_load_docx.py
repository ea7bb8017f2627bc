"""Word's constructs, one by one."""

from __future__ import annotations

import pytest
from load_support import DATA, docx, p, texts, zipped

from qualitycheck.errors import LoadError
from qualitycheck.load import load
from qualitycheck.load.docx import read
from qualitycheck.load.limits import Limits
from qualitycheck.types import Cell, RawDocument


def _codes(document: RawDocument) -> dict[str, dict[str, str | int]]:
    return {notice.code: dict(notice.values) for notice in document.notices}


def _level(index: int, format_: str, text: str, font: str = "") -> str:
    fonts = f'<w:rPr><w:rFonts w:ascii="{font}" w:hAnsi="{font}"/></w:rPr>' if font else ""
    return f'<w:lvl w:ilvl="{index}"><w:start w:val="1"/><w:numFmt w:val="{format_}"/><w:lvlText w:val="{text}"/>{fonts}</w:lvl>'


NUMBERING = (
    f'<w:abstractNum w:abstractNumId="1">{_level(0, "upperRoman", "%1.")}{_level(1, "decimal", "%1.%2.")}'
    f"{_level(2, 'lowerLetter', '%3)')}</w:abstractNum>"
    f'<w:abstractNum w:abstractNumId="2">{_level(0, "bullet", chr(0xF0B7), "Symbol")}{_level(1, "bullet", "-")}</w:abstractNum>'
    '<w:num w:numId="1"><w:abstractNumId w:val="1"/></w:num><w:num w:numId="2"><w:abstractNumId w:val="2"/></w:num>'
    '<w:num w:numId="3"><w:abstractNumId w:val="1"/><w:lvlOverride w:ilvl="0"><w:startOverride w:val="5"/></w:lvlOverride></w:num>'
)


def _item(text: str, list_: int, level: int = 0) -> str:
    return p(text, f'<w:numPr><w:ilvl w:val="{level}"/><w:numId w:val="{list_}"/></w:numPr>')


def test_automatic_numbers_are_labels() -> None:
    body = "".join(
        [_item("a", 1), _item("b", 1, 1), _item("c", 1, 2), _item("d", 1, 2), _item("", 1, 1), _item("e", 1, 1), _item("f", 1),
         _item("g", 2), _item("h", 2, 1), _item("i", 3), _item("j", 3), _item("k", 0)]
    )  # fmt: skip
    labels = [(block.label, block.text) for block in docx(body, numbering=NUMBERING).blocks]
    assert labels == [
        ("I.", "a"), ("I.1.", "b"), ("a)", "c"), ("b)", "d"), ("I.3.", "e"), ("II.", "f"), ("•", "g"), ("-", "h"), ("V.", "i"),
        ("VI.", "j"), ("", "k"),
    ]  # fmt: skip


def test_a_style_brings_its_numbering_heading_and_weight() -> None:
    styles = (
        '<w:style w:type="paragraph" w:styleId="Base"><w:name w:val="heading 2"/><w:pPr><w:numPr><w:numId w:val="1"/></w:numPr>'
        '<w:jc w:val="center"/></w:pPr><w:rPr><w:b/></w:rPr></w:style>'
        '<w:style w:type="paragraph" w:styleId="Child"><w:name w:val="Mục"/><w:basedOn w:val="Base"/></w:style>'
    )
    block = docx(p("Tư tưởng", '<w:pStyle w:val="Child"/>'), styles=styles, numbering=NUMBERING).blocks[0]
    assert (block.label, block.heading, block.bold, block.centered) == ("I.", 2, True, True)


def test_bold_means_all_of_it() -> None:
    half = "<w:p><w:r><w:rPr><w:b/></w:rPr><w:t>đậm</w:t></w:r><w:r><w:t> thường</w:t></w:r></w:p>"
    document = docx(half + p("cả dòng", run="<w:b/>") + p("tắt", run='<w:b w:val="0"/>'))
    assert [block.bold for block in document.blocks] == [False, True, False]


def test_tracked_changes_are_taken_as_accepted() -> None:
    body = (
        "<w:p><w:r><w:t>Tôi </w:t></w:r><w:ins><w:r><w:t>sẽ </w:t></w:r></w:ins><w:del><w:r><w:delText>không </w:delText></w:r></w:del>"
        "<w:r><w:t>làm</w:t></w:r></w:p>"
    )
    document = docx(body)
    assert texts(document) == ["Tôi sẽ làm"]
    assert _codes(document) == {"tracked-changes": {"deleted": 1, "inserted": 1}}


def test_a_deleted_paragraph_mark_joins_two_paragraphs() -> None:
    body = p("Hỗ trợ mười ", "<w:rPr><w:del/></w:rPr>") + p("hộ nghèo.")
    assert texts(docx(body)) == ["Hỗ trợ mười hộ nghèo."]


@pytest.mark.parametrize(
    "run",
    [
        "<w:vanish/>",
        '<w:sz w:val="2"/>',
        '<w:color w:val="FFFFFF"/>',
        '<w:color w:val="auto" w:themeColor="background1"/>',
    ],
)
def test_what_no_reader_sees_is_left_out_and_noticed(run: str) -> None:
    document = docx(p("Thấy được.") + p("Ẩn đi", run=run))
    assert texts(document) == ["Thấy được."]
    assert _codes(document) == {"hidden-text": {"count": 5}}


def test_white_letters_on_a_coloured_ground_are_seen() -> None:
    cell = '<w:tbl><w:tr><w:tc><w:tcPr><w:shd w:val="clear" w:fill="1F4E79"/></w:tcPr>%s</w:tc></w:tr></w:tbl>'
    document = docx(cell % p("Nội dung", run='<w:color w:val="FFFFFF"/>'))
    assert texts(document) == ["Nội dung"]
    assert not document.notices


def test_a_field_shows_its_result_only() -> None:
    field = (
        '<w:p><w:r><w:t>Ngày </w:t></w:r><w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:instrText>DATE</w:instrText></w:r>'
        '<w:r><w:fldChar w:fldCharType="separate"/></w:r><w:r><w:t>12/3/2019</w:t></w:r><w:r><w:fldChar w:fldCharType="end"/></w:r></w:p>'
    )
    assert texts(docx(field)) == ["Ngày 12/3/2019"]


def test_cells_know_their_place() -> None:
    row = "<w:tr>%s</w:tr>"
    tc = "<w:tc><w:tcPr>%s</w:tcPr>%s</w:tc>"
    inner = f"<w:tbl>{row % (tc % ('', p('trong')))}</w:tbl>"
    body = (
        "<w:tbl>"
        + row % (tc % ('<w:gridSpan w:val="2"/>', p("gộp")) + tc % ('<w:vMerge w:val="restart"/>', p("cột ba")))
        + row % (tc % ("", p("a")) + tc % ("", p("b") + inner) + tc % ("<w:vMerge/>", p("")))
        + "</w:tbl>"
    )
    cells = {block.text: block.cell for block in docx(body).blocks}
    assert cells == {
        "gộp": Cell(0, 0, 0, 3), "cột ba": Cell(0, 0, 2, 3), "a": Cell(0, 1, 0, 3), "b": Cell(0, 1, 1, 3), "trong": Cell(1, 0, 0, 1),
    }  # fmt: skip


def test_legacy_fonts_are_converted_run_by_run() -> None:
    font = '<w:rFonts w:ascii=".VnTime" w:hAnsi=".VnTime"/>'
    split = f"<w:p><w:r><w:rPr>{font}</w:rPr><w:t>c</w:t><w:softHyphen/><w:t>u mang</w:t></w:r></w:p>"
    body = p("C\u00e9ng t\u00b8c d©n v\u00cbn", run=font) + p("Công tác dân vận", run=font)
    document = docx(body)
    assert texts(document) == ["Cộng tác dân vận", "Công tác dân vận"]
    assert _codes(document)["mixed-encoding"]["encoding"] == "tcvn3"
    assert texts(docx(split)) == ["cưu mang"]


def test_a_vni_letter_may_lie_in_two_runs() -> None:
    font = '<w:rFonts w:ascii="VNI-Times" w:hAnsi="VNI-Times"/>'
    run = f"<w:r><w:rPr>{font}</w:rPr><w:t>%s</w:t></w:r>"
    assert texts(docx(f"<w:p>{run % 'Ho'}{run % 'øa bình'}</w:p>")) == ["Hòa bình"]


def test_parts_follow_the_body_and_repeat_nothing() -> None:
    section = '<w:sectPr><w:headerReference r:id="header1"/><w:footerReference r:id="footer1"/></w:sectPr>'
    note = '<w:p><w:r><w:t>Theo quy định</w:t></w:r><w:r><w:footnoteReference w:id="2"/></w:r></w:p>'
    notes = f'<w:footnote w:id="0">{p("ngăn")}</w:footnote><w:footnote w:id="2">{p("Quy định 47")}</w:footnote>'
    document = docx(note + section, header1=p("ĐẢNG BỘ XÃ") + p("ĐẢNG BỘ XÃ"), footer1=p("Trang 1/2"), footnotes=notes)
    assert [(b.part, b.text) for b in document.blocks] == [
        ("body", "Theo quy định"),
        ("header", "ĐẢNG BỘ XÃ"),
        ("note", "Quy định 47"),
    ]


def test_pages_come_from_the_breaks_word_noted() -> None:
    body = p("một") + "<w:p><w:r><w:lastRenderedPageBreak/><w:t>hai</w:t></w:r></w:p>"
    assert [block.page for block in docx(body).blocks] == [1, 2]
    assert [block.page for block in docx(p("một")).blocks] == [None]


def test_line_breaks_and_tabs_stay_inside_a_block() -> None:
    body = "<w:p><w:r><w:t>Họ tên:</w:t><w:tab/><w:t>An </w:t><w:br/><w:t> Bình</w:t></w:r></w:p>"
    assert texts(docx(body)) == ["Họ tên:\tAn\nBình"]


def test_strict_files_are_read_too() -> None:
    strict = "http://purl.oclc.org/ooxml/wordprocessingml/main"
    part = f'<w:document xmlns:w="{strict}"><w:body>{p("Chuẩn nghiêm ngặt")}</w:body></w:document>'
    assert read(zipped({"word/document.xml": part}), Limits()).paragraphs[0].text == "Chuẩn nghiêm ngặt"


@pytest.mark.parametrize("body", ["<w:p><w:r>", '<!DOCTYPE a [<!ENTITY b "c">]><a/>'])
def test_broken_parts_are_corrupt(body: str) -> None:
    with pytest.raises(LoadError) as caught:
        read(zipped({"word/document.xml": body}), Limits())
    assert caught.value.code == "corrupt"


@pytest.mark.parametrize("extension", ["docx", "doc", "rtf", "odt"])
def test_one_document_reads_alike_in_every_format(extension: str) -> None:
    """Lists of three levels, merged cells, hidden and tiny text, parts: written by LibreOffice from one .docx."""
    document = load(DATA / "layout" / f"numbering.{extension}", "n")
    expected = [
        ("", "BẢN CAM KẾT"), ("I.", "Tư tưởng chính trị của bản thân tôi"), ("-", "Học tập nghị quyết hằng tháng"),
        ("•", "Ghi chép đầy đủ vào sổ tay"), ("+", "Nộp sổ cho chi bộ"), ("II.", "Đạo đức lối sống"),
        ("1.", "Giữ gìn đoàn kết trong cơ quan"), ("2.", "Không uống rượu trong giờ"), ("a)", "Nhắc nhở anh em"),
        ("b)", "Gương mẫu đi đầu"), ("III.", "Tác phong làm việc"), ("1.", "Đi làm đúng giờ"), ("1.", "Nhiệm vụ một"),
        ("1.1.", "Việc nhỏ thứ nhất"), ("1.2.", "Việc nhỏ thứ hai"), ("1.2.1.", "Chi tiết của việc"), ("2.", "Nhiệm vụ hai"),
        ("2.1.", "Việc nhỏ nữa"), ("5.", "Bắt đầu từ năm"),
    ]  # fmt: skip
    assert [(block.label, block.text) for block in document.blocks[: len(expected)]] == expected
    cells = [(b.text, b.cell.row, b.cell.column, b.cell.columns) for b in document.blocks if b.cell]
    assert cells == [
        ("TT", 0, 0, 3), ("Nội dung", 0, 1, 3), ("Thời gian", 0, 2, 3), ("I. Phần gộp ô", 1, 0, 3), ("1", 2, 0, 3),
        ("Quét dọn đường làng", 2, 1, 3), ("Đoạn thứ hai trong ô", 2, 1, 3), ("Hằng tuần", 2, 2, 3),
    ]  # fmt: skip
    assert "mật" not in document.text and "nhỏ không ai thấy" not in document.text
    assert "hidden-text" in {notice.code for notice in document.notices}
    assert "Dòng một\ndòng hai sau ngắt" in texts(document)
    assert [(b.part, b.text) for b in document.blocks if b.part != "body"] == [
        ("header", "ĐẢNG BỘ XÃ THỬ NGHIỆM"), ("footer", "Chân trang thử"),
    ]  # fmt: skip
    assert next(b for b in document.blocks if b.text == "Chữ đậm hết dòng này").bold
