"""Awkward files as they come from the field or from somebody who means harm, each made here and named after its fault."""

from __future__ import annotations

import base64
import io
import json
import struct
import unicodedata
import zipfile
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass

from load_support import docx_bytes, p, zipped
from workbook_support import ods, xlsx

WORDS = "Tôi cam kết hướng dẫn mười hộ ở thôn Thượng làm chuồng trại trước ngày 30/6."
PAPER = p("BẢN CAM KẾT") + p(WORDS)
DOCX = docx_bytes(PAPER)


@dataclass(frozen=True)
class Case:
    """``code`` is the failure that must be said, "" where the file must be read and hold ``text``."""

    name: str
    file: str
    data: Callable[[], bytes]
    code: str = ""
    text: str = WORDS
    documents: int = 1


def text_cases() -> Iterator[Case]:
    encodings = {
        "utf8": WORDS.encode(), "utf8-mark": WORDS.encode("utf-8-sig"), "utf16-mark": WORDS.encode("utf-16"),
        "utf16le-no-mark": WORDS.encode("utf-16-le"), "utf16be-no-mark": WORDS.encode("utf-16-be"),
        "utf16be-mark": b"\xfe\xff" + WORDS.encode("utf-16-be"), "utf32-mark": WORDS.encode("utf-32"),
        "letters-apart": unicodedata.normalize("NFD", WORDS).encode(), "old-mac-line-ends": f"CAM KẾT\r{WORDS}\r".encode(),
        "form-feed": f"CAM KẾT\x0c{WORDS}".encode(), "named-docx": WORDS.encode(),
    }  # fmt: skip
    for name, data in encodings.items():
        yield Case(f"txt-{name}", "a.docx" if name == "named-docx" else "a.txt", lambda data=data: data)  # type: ignore[misc]
    yield Case("txt-blank-only", "a.txt", lambda: b" \r\n\t\x00", "empty")
    yield Case("txt-no-bytes", "a.txt", lambda: b"", "empty")
    yield Case(
        "txt-question-marks",
        "a.txt",
        lambda: ("T?i cam k?t h??ng d?n m??i h? l?m chu?ng tr?i. " * 9).encode(),
        "unreadable-text",
    )
    yield Case("txt-million-words", "a.txt", lambda: ("Tôi cam kết. " * 340_000).encode(), "too-large")
    yield Case("txt-prose-in-brackets", "a.txt", lambda: f"[Mẫu 1]\n{WORDS}\n[hết]".encode())
    yield Case(
        "txt-prose-with-semicolons",
        "a.txt",
        lambda: f"- Học 4 nghị quyết;\n- Đi thôn;\n- {WORDS};\n- Họp;".encode(),
        text=f"- {WORDS};",
    )
    yield Case(
        "txt-prose-with-commas",
        "a.txt",
        lambda: "\n".join([f"- Làm việc {n}, đúng, đủ" for n in range(3)] + [WORDS]).encode(),
    )


def data_cases() -> Iterator[Case]:
    files: Mapping[str, str] = {
        "a.json": json.dumps({"họ tên": "Hà", "cam kết": [WORDS]}, ensure_ascii=False),
        "lines.json": '{"a": 1}\n{"a": 2}\n', "cut.json": '{"a": "b", "c": {"d": "e",\n"f": "g",', "a.csv": f"tt,tên,cam kết\n1,Hà,{WORDS}\n2,Lò,x\n",
        "a.tsv": "tt\ttên\tcam kết\n1\tHà\tx\n2\tLò\ty\n", "b.csv": "tt;tên;cam kết;hạn\n1;Hà;x;y\n2;Lò;x;y\n3;Vi;x;y\n",
        "a.py": "import os\n\ndef main() -> None:\n    x = 1\n    return x\n", "a.c": "#include <stdio.h>\nint main() {\n  return 0;\n}\n",
        "a.css": "p {\n  color: red;\n}\n.a {\n  margin: 0;\n}\n", "a.sql": "CREATE TABLE a (b int);\nINSERT INTO a VALUES (1);\nSELECT b FROM a;\n",
        "a.xml": "<?xml version='1.0'?>\n<a>\n <b>x</b>\n <c>y</c>\n</a>\n", "a.svg": "<svg xmlns='x'>\n<path d='M0 0'/>\n</svg>\n",
        "a.ini": "[a]\nb = 1\nc = 2\n", "a.yaml": "a: 1\nb:\n  - c: 2\n  - d: 3\n",
        "a.log": "2024-01-02 10:00:00 INFO started\n2024-01-02 10:00:01 ERROR failed\n2024-01-02 10:00:02 INFO end\n",
    }  # fmt: skip
    for name, content in files.items():
        yield Case(f"data-{name}", name, lambda content=content: content.encode(), "unsupported")  # type: ignore[misc]
    for name, head in {
        "program": b"\x7fELF\x02\x01\x01", "film": b"\x00\x00\x00\x18ftypmp42", "photo-heic": b"\x00\x00\x00\x18ftypheic",
        "rar": b"Rar!\x1a\x07\x00", "7z": b"7z\xbc\xaf\x27\x1c", "gzip": b"\x1f\x8b\x08\x00",
    }.items():  # fmt: skip
        yield Case(f"data-{name}", "a.docx", lambda head=head: head + bytes(range(256)) * 4, "unsupported")  # type: ignore[misc]
    yield Case("data-pptx", "a.pptx", lambda: zipped({"ppt/presentation.xml": "<a/>"}), "unsupported")
    yield Case(
        "data-word-2003-xml",
        "a.doc",
        lambda: b'<?xml version="1.0"?><?mso-application progid="Word.Document"?><w/>',
        "unsupported",
    )
    yield Case("data-lock-file", "~$a.docx", lambda: b"\x04Mai " + b"\0" * 150, "unsupported")


def docx_cases() -> Iterator[Case]:
    yield Case("docx-plain", "a.docx", lambda: DOCX)
    yield Case("docx-named-pdf", "a.pdf", lambda: DOCX)
    yield Case("docx-with-macros", "a.docm", lambda: _more({"word/vbaProject.bin": b"\xd0\xcf\x11\xe0 macro"}))
    yield Case("docx-template", "a.dotx", lambda: _more({"[Content_Types].xml": "<Types/>"}))
    yield Case("docx-second-name", "a.docx", lambda: _renamed("word/document2.xml"))
    yield Case("docx-backslashes", "a.docx", lambda: _renamed("word\\document.xml"))
    yield Case("docx-strict", "a.docx", lambda: DOCX_STRICT())
    yield Case("docx-utf16-part", "a.docx", lambda: _document(_xml(PAPER).encode("utf-16")))
    yield Case("docx-doctype", "a.docx", lambda: _document(b"<!DOCTYPE w>" + _xml(PAPER).encode()), "corrupt")
    yield Case("docx-billion-laughs", "a.docx", lambda: _document(_laughs()), "corrupt")
    yield Case(
        "docx-external-entity",
        "a.docx",
        lambda: _document(b'<!DOCTYPE a [<!ENTITY x SYSTEM "file:///etc/hostname">]><a>&x;</a>'),
        "corrupt",
    )
    yield Case("docx-truncated", "a.docx", lambda: DOCX[: len(DOCX) // 2], "corrupt")
    yield Case("docx-no-directory", "a.docx", lambda: DOCX[:-30], "corrupt")
    yield Case("docx-bomb", "a.docx", lambda: _document(b"<w>" + b" " * 90_000_000), "too-large")
    yield Case("docx-bomb-that-lies", "a.docx", lambda: _lying(_document(b"<w>" + b" " * 90_000_000)), "corrupt")
    yield Case("docx-nested-tables-60", "a.docx", lambda: docx_bytes(_nested(20)))
    yield Case("docx-nested-tables-5000", "a.docx", lambda: docx_bytes(_nested(5000)), "corrupt")
    yield Case("docx-million-words", "a.docx", lambda: docx_bytes(p("Tôi cam kết ") * 340_000), "too-large")
    yield Case("docx-long-paragraph", "a.docx", lambda: docx_bytes(p("Tôi cam kết " * 20_000) + p(WORDS)))
    yield Case("docx-cut-xml", "a.docx", lambda: _document(_xml(PAPER).encode()[:-40]), "corrupt")
    yield Case("docx-empty-part", "a.docx", lambda: _document(b""), "corrupt")
    yield Case("docx-no-text", "a.docx", lambda: docx_bytes(p("  ") * 3), "empty")
    yield Case("docx-hidden-only", "a.docx", lambda: docx_bytes(p(WORDS, run="<w:vanish/>")), "empty")
    yield Case("docx-letters-apart", "a.docx", lambda: docx_bytes(p(unicodedata.normalize("NFD", WORDS))))
    yield Case("docx-password-zip", "a.docx", lambda: _flagged(DOCX), "encrypted")
    yield Case("docx-styles-missing", "a.docx", lambda: docx_bytes(p(WORDS, '<w:pStyle w:val="Nowhere"/>')))
    yield Case(
        "docx-numbering-broken",
        "a.docx",
        lambda: docx_bytes(p(WORDS, '<w:numPr><w:ilvl w:val="99"/><w:numId w:val="x"/></w:numPr>')),
    )
    yield Case("docx-style-loop", "a.docx", lambda: docx_bytes(p(WORDS, '<w:pStyle w:val="A"/>'), styles=_STYLE_LOOP))


def pdf_cases() -> Iterator[Case]:
    yield Case("pdf-blank-page", "a.pdf", lambda: pdf(1), "empty")
    yield Case("pdf-10000-pages", "a.pdf", lambda: pdf(10_000), "too-large")
    yield Case("pdf-page-loop", "a.pdf", lambda: pdf(1).replace(b"/Kids [3 0 R", b"/Kids [2 0 R"), "empty|corrupt")
    yield Case("pdf-no-end", "a.pdf", lambda: pdf(3)[:-200], "corrupt")
    yield Case(
        "pdf-password",
        "a.pdf",
        lambda: pdf(
            1,
            b"/Encrypt << /Filter /Standard /V 1 /R 2 /P -4 /O <"
            + b"41" * 32
            + b"> /U <"
            + b"42" * 32
            + b"> >> /ID [<00><00>]",
        ),
        "encrypted",
    )
    yield Case("pdf-only-a-header", "a.pdf", lambda: b"%PDF-1.4\nstartxref\n0\n%%EOF", "corrupt")
    yield Case(
        "pdf-garbage-inside",
        "a.pdf",
        lambda: b"%PDF-1.7\n" + bytes(range(256)) * 500 + b"\nstartxref\n9\n%%EOF",
        "corrupt",
    )


def other_cases() -> Iterator[Case]:
    yield Case("rtf-plain", "a.rtf", lambda: _rtf(WORDS))
    yield Case("rtf-named-doc", "a.doc", lambda: _rtf(WORDS))
    yield Case(
        "rtf-deep-braces", "a.rtf", lambda: b"{\\rtf1 " + b"{" * 50_000 + b"a" + b"}" * 50_000 + b"}", "corrupt|empty|"
    )
    yield Case("rtf-open-brace", "a.rtf", lambda: _rtf(WORDS)[:-1], "corrupt")
    yield Case("rtf-huge-bin", "a.rtf", lambda: b"{\\rtf1 \\bin999999999 " + WORDS.encode() + b"}", "corrupt|empty")
    yield Case("html-named-doc", "a.doc", lambda: f"<html><body><p>{WORDS}</p></body></html>".encode())
    yield Case(
        "html-named-xls", "a.xls", lambda: f"<html><table><tr><td>1</td><td>{WORDS}</td></tr></table></html>".encode()
    )
    yield Case(
        "html-deep", "a.html", lambda: b"<html>" + b"<div>" * 20_000 + WORDS.encode() + b"</div>" * 20_000, "empty|"
    )
    yield Case("html-script-only", "a.html", lambda: b"<html><script>alert(1)</script></html>", "empty")
    yield Case("odt-doctype", "a.odt", lambda: _odt(b"<!DOCTYPE a [<!ENTITY b 'c'>]><a>&b;</a>"), "corrupt")
    yield Case("ole-empty", "a.doc", lambda: bytes.fromhex("d0cf11e0a1b11ae1") + b"\0" * 600, "corrupt")
    yield Case("ole-loop", "a.doc", lambda: bytes.fromhex("d0cf11e0a1b11ae1") + b"\x03\0" * 2000, "corrupt")


def container_cases() -> Iterator[Case]:
    two = {"2020/xã A/a.docx": DOCX, "2020/xã B/b.txt": WORDS}
    yield Case("zip-of-submissions", "a.zip", lambda: zipped(two), documents=2)  # type: ignore[arg-type]
    yield Case(
        "zip-with-rubbish",
        "a.zip",
        lambda: zipped({"__MACOSX/._a.docx": b"x", "~$a.docx": b"x", "Thumbs.db": b"x", "a.docx": DOCX}),
    )
    yield Case(
        "zip-that-climbs", "a.zip", lambda: zipped({"../../etc/a.docx": DOCX, "C:\\x\\b.docx": DOCX}), documents=2
    )
    yield Case("zip-in-a-zip", "a.zip", lambda: zipped({"b.zip": zipped({"c.docx": DOCX})}))
    yield Case(
        "zip-too-deep", "a.zip", lambda: zipped({"b.zip": zipped({"c.zip": zipped({"d.docx": DOCX})})}), "unsupported"
    )
    yield Case("zip-with-password", "a.zip", lambda: _flagged(zipped({"a.docx": DOCX})), "encrypted")
    yield Case("zip-with-bomb", "a.zip", lambda: zipped({"a.txt": b"a " * 9_000_000}), "too-large")
    yield Case("zip-empty", "a.zip", lambda: zipped({}), "empty")
    yield Case("zip-one-name-twice", "a.zip", lambda: _twice(), documents=2)
    yield Case("zip-many-members", "a.zip", lambda: zipped({f"{n}.txt": b"a" for n in range(5001)}), "too-large")
    yield Case("zip-truncated", "a.zip", lambda: zipped(two)[:-40], "corrupt")  # type: ignore[arg-type]
    yield Case("eml-attachment", "a.eml", lambda: _eml(DOCX))
    yield Case("eml-body-only", "a.eml", lambda: _eml(None))
    yield Case("eml-broken-attachment", "a.eml", lambda: _eml(DOCX[:300]), "corrupt")
    yield Case(
        "xlsx-register",
        "a.xlsx",
        lambda: xlsx({"S": [["Họ tên", "Cam kết"], ["Hà Mến", WORDS], ["Lò Chung", WORDS]]}),
        documents=2,
    )
    yield Case("xlsx-form", "a.xlsx", lambda: xlsx({"S": [["BẢN CAM KẾT"], [WORDS]]}))
    yield Case("xlsx-empty", "a.xlsx", lambda: xlsx({"S": []}), "empty")
    yield Case(
        "xlsx-broken-part", "a.xlsx", lambda: zipped({"xl/workbook.xml": "<a", "[Content_Types].xml": ""}), "corrupt"
    )
    yield Case(
        "xlsx-bomb",
        "a.xlsx",
        lambda: zipped({"xl/workbook.xml": "<a/>", "xl/worksheets/sheet1.xml": b" " * 90_000_000}),
        "too-large",
    )
    yield Case("xlsx-far-cell", "a.xlsx", lambda: _far_cell(), "too-large|")
    yield Case("ods-register", "a.ods", lambda: ods([["Họ tên", "Cam kết"], ["Hà Mến", WORDS]]))
    yield Case("zip-named-docx", "a.docx", lambda: zipped({"readme.txt": "a"}), "corrupt")
    yield Case(
        "image-truncated", "a.jpg", lambda: b"\xff\xd8\xff\xe0\0\x10JFIF\0\1" + bytes(60), "corrupt|scan-without-ocr"
    )
    yield Case("image-bomb", "a.png", lambda: _png(60_000, 60_000), "too-large|corrupt|scan-without-ocr")


def all_cases() -> list[Case]:
    return [*text_cases(), *data_cases(), *docx_cases(), *pdf_cases(), *other_cases(), *container_cases()]


_STYLE_LOOP = (
    '<w:style w:styleId="A"><w:basedOn w:val="B"/></w:style><w:style w:styleId="B"><w:basedOn w:val="A"/></w:style>'
)


def _xml(body: str) -> str:
    with zipfile.ZipFile(io.BytesIO(docx_bytes(body))) as archive:
        return archive.read("word/document.xml").decode()


def _document(xml: bytes) -> bytes:
    return zipped({"word/document.xml": xml})


def _more(parts: Mapping[str, str | bytes]) -> bytes:
    return zipped({"word/document.xml": _xml(PAPER), **parts})


def _renamed(name: str) -> bytes:
    return zipped({name: _xml(PAPER)})


def DOCX_STRICT() -> bytes:
    usual, strict = (
        "http://schemas.openxmlformats.org/wordprocessingml/2006",
        "http://purl.oclc.org/ooxml/wordprocessingml",
    )
    return _document(_xml(PAPER).replace(usual, strict).encode())


def _laughs() -> bytes:
    lines = "".join(f'<!ENTITY a{n} "{f"&a{n - 1};" * 10}">' for n in range(1, 9))
    return f'<!DOCTYPE x [<!ENTITY a0 "ha">{lines}]><x>&a8;</x>'.encode()


def _nested(depth: int) -> str:
    return "<w:tbl><w:tr><w:tc>" * depth + p(WORDS) + "</w:tc></w:tr></w:tbl>" * depth


def _lying(data: bytes) -> bytes:
    """The same zip, its directory claiming that the parts are small."""
    out = bytearray(data)
    at = out.rfind(b"PK\x01\x02")
    struct.pack_into("<I", out, at + 24, 1000)
    return bytes(out)


def _flagged(data: bytes) -> bytes:
    """The same zip, every member marked as encrypted."""
    out = bytearray(data)
    for sign, offset in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        at = out.find(sign)
        while at >= 0:
            out[at + offset] |= 1
            at = out.find(sign, at + 1)
    return bytes(out)


def _twice() -> bytes:
    import warnings

    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive, warnings.catch_warnings():
        warnings.simplefilter("ignore")
        archive.writestr("a.txt", WORDS)
        archive.writestr("a.txt", WORDS)
    return out.getvalue()


def _rtf(text: str) -> bytes:
    escaped = "".join(c if c.isascii() else f"\\u{ord(c)}?" for c in text)
    return b"{\\rtf1\\ansi " + escaped.encode() + b"\\par}"


def _odt(content: bytes) -> bytes:
    return zipped({"mimetype": "application/vnd.oasis.opendocument.text", "content.xml": content})


def _eml(attachment: bytes | None) -> bytes:
    head = "From: a@xa.vn\r\nTo: b@huyen.vn\r\nSubject: cam ket\r\nMIME-Version: 1.0\r\n"
    if attachment is None:
        return (
            head + "Content-Type: text/plain; charset=utf-8\r\nContent-Transfer-Encoding: 8bit\r\n\r\n" + WORDS
        ).encode()
    body = base64.encodebytes(attachment).decode()
    return (
        head + 'Content-Type: multipart/mixed; boundary="x"\r\n\r\n--x\r\nContent-Type: text/plain\r\n\r\nKinh gui\r\n'
        '--x\r\nContent-Type: application/octet-stream\r\nContent-Disposition: attachment; filename="a.docx"\r\n'
        f"Content-Transfer-Encoding: base64\r\n\r\n{body}\r\n--x--\r\n"
    ).encode()


def pdf(pages: int, trailer: bytes = b"") -> bytes:
    """Blank pages."""
    kids = b" ".join(b"%d 0 R" % (n + 3) for n in range(pages))
    objects = [b"<< /Type /Catalog /Pages 2 0 R >>", b"<< /Type /Pages /Count %d /Kids [%s] >>" % (pages, kids)]
    objects += [b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] >>"] * pages
    out, places = b"%PDF-1.4\n", []
    for number, body in enumerate(objects, start=1):
        places.append(len(out))
        out += b"%d 0 obj\n%s\nendobj\n" % (number, body)
    table = b"".join(b"%010d 00000 n \n" % place for place in places)
    start = len(out)
    out += b"xref\n0 %d\n0000000000 65535 f \n%s" % (len(objects) + 1, table)
    return out + b"trailer << /Size %d /Root 1 0 R %s >>\nstartxref\n%d\n%%%%EOF" % (len(objects) + 1, trailer, start)


def _far_cell() -> bytes:
    """A sheet with one cell in its last corner: 17 billion cells if somebody filled the space between."""
    data = xlsx({"S": [["BẢN CAM KẾT"], [WORDS]]})
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        parts: dict[str, str | bytes] = {n: archive.read(n) for n in archive.namelist()}
    sheet = parts["xl/worksheets/sheet1.xml"]
    assert isinstance(sheet, bytes)
    far = b'<row r="1048576"><c r="XFD1048576"><v>1</v></c></row></sheetData>'
    parts["xl/worksheets/sheet1.xml"] = sheet.replace(b"</sheetData>", far)
    return zipped(parts)


def _png(width: int, height: int) -> bytes:
    import zlib

    def chunk(name: bytes, body: bytes) -> bytes:
        return struct.pack(">I", len(body)) + name + body + struct.pack(">I", zlib.crc32(name + body))

    head = struct.pack(">IIBBBBB", width, height, 8, 0, 0, 0, 0)
    return (
        b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + chunk(b"IDAT", zlib.compress(b"\0" * 1000)) + chunk(b"IEND", b"")
    )
