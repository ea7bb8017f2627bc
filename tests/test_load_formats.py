"""Plain text, RTF, OpenDocument, HTML and .doc: what each alone can hold."""

from __future__ import annotations

import random
import unicodedata
from pathlib import Path

import pytest
from load_support import DATA, texts, zipped

from qualitycheck.errors import LoadError
from qualitycheck.load import load
from qualitycheck.load.text import decode
from qualitycheck.load.wrapped import starts_item, unwrap
from qualitycheck.types import Cell, RawDocument
from qualitycheck.vietnamese import legacy

TEXT = "Tôi cam kết hướng dẫn mười hộ ở thôn Thượng làm chuồng trại.\nCuối năm ít nhất tám hộ thoát nghèo."


def _load(folder: Path, data: bytes, name: str = "a.bin") -> RawDocument:
    file = folder / name
    file.write_bytes(data)
    return load(file, name)


def _windows_1258(text: str) -> bytes:
    """A letter with its mark as one byte where the page has it, else the letter and the tone."""
    out = b""
    for c in text:
        try:
            out += c.encode("cp1258")
        except UnicodeEncodeError:
            spread = unicodedata.normalize("NFD", c)
            tone = next(m for m in spread if m in "\u0300\u0301\u0303\u0309\u0323")
            out += unicodedata.normalize("NFC", spread.replace(tone, "")).encode("cp1258") + tone.encode("cp1258")
    return out


def _tcvn3(text: str) -> bytes:
    back = {letter: code for code, letter in legacy._tcvn3_table().items() if code < 0x100}
    return bytes(back.get(c, ord(c)) for c in text)


@pytest.mark.parametrize(
    "data",
    [
        TEXT.encode(),
        TEXT.encode("utf-8-sig"),
        TEXT.encode("utf-16"),
        TEXT.encode("utf-16-le"),
        b"\xfe\xff" + TEXT.encode("utf-16-be"),
        unicodedata.normalize("NFD", TEXT).encode(),
        _windows_1258(TEXT),
        _tcvn3(TEXT),
        TEXT.replace("\n", "\r\n").encode(),
    ],
)
def test_a_text_file_in_any_encoding(tmp_path: Path, data: bytes) -> None:
    document = _load(tmp_path, data)
    assert (document.format, texts(document)) == ("txt", TEXT.split("\n"))


def test_the_encoding_is_named() -> None:
    assert decode(_tcvn3(TEXT))[1] == "tcvn3"
    assert decode(_windows_1258(TEXT))[1] == ""


def test_lines_broken_at_a_fixed_width_are_joined() -> None:
    lines = [
        "BẢN CAM KẾT", "",
        "- Mỗi tháng dành hai buổi tối xuống nhà văn hoá tổ dân phố nghe bà con",
        "phản ánh, ghi vào sổ và trả lời bằng văn bản trong bảy ngày làm việc.",
        "- Đọc hết các văn bản mới trong tuần.",
        "- Rà soát bốn mươi sáu hồ sơ đất đai còn tồn từ năm ngoái, phân loại",
        "theo thôn, báo cáo Chủ tịch trước ngày 30/6 và niêm yết kết quả ở bảng",
        "tin của xã.", "", "An Bình, ngày 12 tháng 3",
    ]  # fmt: skip
    joined = unwrap(lines)
    assert [line for line in joined if line] == [
        "BẢN CAM KẾT", f"{lines[2]} {lines[3]}", lines[4], f"{lines[5]} {lines[6]} {lines[7]}", lines[9],
    ]  # fmt: skip


def test_long_lines_are_paragraphs_already() -> None:
    lines = ["câu này dài " * 20, "câu kia cũng dài " * 9, "ngắn"]
    assert unwrap(lines) == lines


@pytest.mark.parametrize(
    "line",
    [
        "- Làm",
        "+ làm",
        "• Việc",
        "1. Một",
        "1.2. Hai",
        "1.2 Hai",
        "(3) Ba",
        "2/ Hai",
        "a) A",
        "đ) Đ",
        "IV. Bốn",
        "-Làm",
        "Điều 5. Năm",
    ],
)
def test_items_are_told_by_their_mark(line: str) -> None:
    assert starts_item(line)


@pytest.mark.parametrize("line", ["30/6 và", "1.832 nhân khẩu", "3,5 km", "2019", "an toàn", "05-CT/TW", "100% hộ"])
def test_numbers_are_no_items(line: str) -> None:
    assert not starts_item(line)


RTF = (
    r"{\rtf1\ansi\ansicpg1258\deff0{\fonttbl{\f0\fcharset163 Times New Roman;}{\f1\fcharset0 .VnTime;}}"
    r"{\*\generator x;}{\info{\author Ai;}{\nofpages1}}{\header\pard \u272?\u7842?NG B\u7896?\par}"
    r"\pard\qc\b B\u7842?N CAM K\u7870?T\b0\par\pard "
    r"{\listtext\pard 1.\tab}C\'f4ng t\'e1c{\v\'e2n} d\u226?n v\u7853?n{\deleted b\u7887?}\par "
    r"{\f1 Céng hoµ}\par "
    r"\trowd\cellx1000\cellx3000\pard\intbl TT\cell N\u7897?i dung\par hai\cell\row"
    r"\trowd\cellx3000\pard\intbl G\u7897?p\cell\row\pard {\field{\*\fldinst DATE}{\fldrslt 12/3}}{\footnote Ch\u250?}\par}"
)  # fmt: skip


def test_rtf_keeps_cells_parts_and_labels(tmp_path: Path) -> None:
    document = _load(tmp_path, RTF.encode("latin-1"))
    found = [(b.part, b.label, b.text, b.cell) for b in document.blocks]
    assert found == [
        ("body", "", "BẢN CAM KẾT", None), ("body", "1.", "Công tác dân vận", None), ("body", "", "Cộng hoà", None),
        ("body", "", "TT", Cell(0, 0, 0, 2)), ("body", "", "Nội dung", Cell(0, 0, 1, 2)), ("body", "", "hai", Cell(0, 0, 1, 2)),
        ("body", "", "Gộp", Cell(0, 1, 0, 2)), ("body", "", "12/3", None), ("header", "", "ĐẢNG BỘ", None), ("note", "", "Chú", None),
    ]  # fmt: skip
    assert document.blocks[0].bold and document.blocks[0].centered and document.pages == 1
    assert {n.code for n in document.notices} == {"tracked-changes", "hidden-text", "mixed-encoding"}


def test_a_cut_rtf_is_corrupt(tmp_path: Path) -> None:
    with pytest.raises(LoadError) as caught:
        _load(tmp_path, RTF[:-40].encode("latin-1"))
    assert caught.value.code == "corrupt"


HTML = """<html><head><meta charset="utf-8"><title>không đọc</title><style>p{}</style></head><body>
<h2 align="center">BẢN CAM KẾT</h2><p>Tôi  cam
kết<br>làm <b>đúng</b> việc.<!-- ẩn --></p><p style="display:none">giấu</p>
<ol type="I"><li>Một<ul><li>con</li></ul></li><li>Hai</li></ol>
<table><tr><th colspan="2">Nội dung</th><th rowspan="2">Hạn</th></tr><tr><td>a</td><td>b<p>c</p></td></tr></table>
<script>x</script></body></html>"""


def test_html_keeps_lists_and_cells(tmp_path: Path) -> None:
    document = _load(tmp_path, HTML.encode())
    assert [(b.label, b.text, b.cell) for b in document.blocks] == [
        ("", "BẢN CAM KẾT", None), ("", "Tôi cam kết\nlàm đúng việc.", None), ("I.", "Một", None), ("•", "con", None), ("II.", "Hai", None),
        ("", "Nội dung", Cell(0, 0, 0, 3)), ("", "Hạn", Cell(0, 0, 2, 3)), ("", "a", Cell(0, 1, 0, 3)), ("", "b", Cell(0, 1, 1, 3)),
        ("", "c", Cell(0, 1, 1, 3)),
    ]  # fmt: skip
    first = document.blocks[0]
    assert (first.heading, first.centered, first.bold) == (2, True, True)


def test_a_web_archive_is_opened(tmp_path: Path) -> None:
    archive = (
        'MIME-Version: 1.0\r\nContent-Type: multipart/related; boundary="x"\r\n\r\n--x\r\nContent-Type: text/html; charset="utf-8"\r\n'
        "Content-Transfer-Encoding: 8bit\r\n\r\n<html><p>Nhân dân</p></html>\r\n--x--\r\n"
    )
    assert texts(_load(tmp_path, archive.encode())) == ["Nhân dân"]


def test_an_encrypted_odt_says_so(tmp_path: Path) -> None:
    data = zipped({
        "mimetype": "application/vnd.oasis.opendocument.text", "content.xml": b"\x01\x02",
        "META-INF/manifest.xml": "<m><encryption-data/></m>",
    })  # fmt: skip
    with pytest.raises(LoadError) as caught:
        _load(tmp_path, data)
    assert caught.value.code == "encrypted"


@pytest.mark.parametrize("name", ["numbering.doc", "numbering.rtf", "hanging.pdf", "ragged.pdf"])
def test_damaged_bytes_end_in_a_load_error_or_a_document(tmp_path: Path, name: str) -> None:
    source = (DATA / "layout" / name).read_bytes()
    chance = random.Random(name)
    for _ in range(12):
        data = bytearray(source)
        for _ in range(20):
            data[chance.randrange(len(data))] = chance.randrange(256)
        try:
            assert _load(tmp_path, bytes(data)).blocks
        except LoadError as error:
            assert error.code in {
                "corrupt",
                "empty",
                "encrypted",
                "unreadable-text",
                "unsupported",
                "scan-without-ocr",
                "too-large",
            }
