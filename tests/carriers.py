"""One paper in every carrier. ``python tests/carriers.py`` makes the files of data/carriers anew (needs LibreOffice)."""

from __future__ import annotations

import io
import subprocess
import sys
import tempfile
import unicodedata
import zipfile
from pathlib import Path

from load_support import DATA, docx_bytes, p, zipped
from workbook_support import xlsx

from qualitycheck.vietnamese import legacy

FOLDER = DATA / "carriers"
CONVERTED = ("doc", "rtf", "odt", "pdf")
PERSON = {"Họ và tên": "Hà Thị Mến", "Chức vụ": "Kế toán", "Đơn vị công tác": "Trường Mầm non Khe Mạ"}
PARTS = {
    "I. Về tư tưởng chính trị": (
        "Đọc đủ bốn nghị quyết của Đảng ủy trong quý I, ghi sổ và trình bày lại trước chi bộ ngày 25/3.",
        "Luôn nêu cao tinh thần trách nhiệm, không ngừng học tập nâng cao trình độ.",
    ),
    "II. Về đạo đức, lối sống": (
        "Mỗi tháng dành một buổi chiều thứ sáu giúp bếp ăn của trường ghi sổ công khai, niêm yết ở bảng tin.",
    ),
    "III. Về thực hiện chức trách, nhiệm vụ": (
        "Trả kết quả hồ sơ miễn giảm học phí cho 86 trẻ trong ba ngày làm việc, hoàn thành trước ngày 30/9.",
        "Hoàn thành tốt nhiệm vụ được giao.",
        "Lập báo cáo thu chi từng tháng, dán tại bảng tin vào ngày 5 của tháng sau.",
    ),
}
LINES = [
    "BẢN CAM KẾT", "Tu dưỡng, rèn luyện, phấn đấu năm 2020", *(f"{name}: {value}" for name, value in PERSON.items()),
    *(line for part, pledges in PARTS.items() for line in (part, *(f"- {pledge}" for pledge in pledges))),
    "Khe Mạ, ngày 10 tháng 01 năm 2020", "NGƯỜI CAM KẾT", "Hà Thị Mến",
]  # fmt: skip
TEXT = "\n".join(LINES)


def docx() -> bytes:
    dressed = {0: '<w:jc w:val="center"/>', 1: '<w:jc w:val="center"/>'}
    return docx_bytes("".join(p(line, dressed.get(i, ""), "<w:b/>" if i < 2 else "") for i, line in enumerate(LINES)))


def workbook() -> bytes:
    head = ["TT", *PERSON, *PARTS]
    row = [1, *PERSON.values(), *("\n".join(f"- {pledge}" for pledge in pledges) for pledges in PARTS.values())]
    title = ["DANH SÁCH CAM KẾT TU DƯỠNG, RÈN LUYỆN, PHẤN ĐẤU NĂM 2020"]
    other = [2, "Lò Văn Chung", "Bảo vệ", "Trường Mầm non Khe Mạ", "Đi họp đủ.", "", ""]
    return xlsx({"DS": [title, [], head, row, other]})


def texts() -> dict[str, bytes]:
    """Plain text in five encodings."""
    return {
        "utf-8": TEXT.encode(), "utf-16": TEXT.encode("utf-16"), "nfd": unicodedata.normalize("NFD", TEXT).encode(),
        "tcvn3": _tcvn3(TEXT), "windows-1258": _windows_1258(TEXT),
    }  # fmt: skip


def scan() -> bytes:
    """The pages of the PDF as pictures only."""
    import pypdfium2 as pdfium

    document = pdfium.PdfDocument(FOLDER / "paper.pdf")
    images = [page.render(scale=200 / 72, grayscale=True).to_pil().convert("L") for page in document]
    document.close()
    out = io.BytesIO()
    images[0].save(out, "PDF", resolution=200, save_all=True, append_images=images[1:])
    return out.getvalue()


def _tcvn3(text: str) -> bytes:
    """Marked capitals do not exist in TCVN3: they become small letters."""
    back = {letter: code for code, letter in legacy._tcvn3_table().items() if code < 0x100}
    return bytes(back.get(c, back.get(c.lower(), ord(c) if ord(c) < 0x100 else 63)) for c in text)


def _windows_1258(text: str) -> bytes:
    out = b""
    for c in text:
        try:
            out += c.encode("cp1258")
        except UnicodeEncodeError:
            spread = unicodedata.normalize("NFD", c)
            tone = next(m for m in spread if m in "\u0300\u0301\u0303\u0309\u0323")
            out += unicodedata.normalize("NFC", spread.replace(tone, "")).encode("cp1258") + tone.encode("cp1258")
    return out


def _for_office(data: bytes) -> bytes:
    """With the parts that other programs insist on."""
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        parts: dict[str, str | bytes] = {name: archive.read(name) for name in archive.namelist()}
    package = "http://schemas.openxmlformats.org/package/2006"
    office = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument"
    word = "application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"
    return zipped({
        "[Content_Types].xml": f'<Types xmlns="{package}/content-types"><Default Extension="rels" '
        f'ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
        f'<Override PartName="/word/document.xml" ContentType="{word}"/></Types>',
        "_rels/.rels": f'<Relationships xmlns="{package}/relationships">'
        f'<Relationship Id="r" Type="{office}" Target="word/document.xml"/></Relationships>',
        **parts,
    })  # fmt: skip


def main() -> None:
    FOLDER.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as folder:
        source = Path(folder) / "paper.docx"
        source.write_bytes(_for_office(docx()))
        for kind in CONVERTED:
            subprocess.run(
                ["soffice", "--headless", f"-env:UserInstallation=file://{folder}/profile", "--convert-to", kind, "--outdir",
                 str(FOLDER), str(source)], check=True, timeout=120,
            )  # fmt: skip


if __name__ == "__main__":
    sys.exit(main())
