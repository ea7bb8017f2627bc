"""The format by content."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from load_support import zipped

from qualitycheck.errors import LoadError
from qualitycheck.load.sniff import sniff, utf16_without_mark


@pytest.mark.parametrize(
    ("data", "expected"),
    [
        (b"%PDF-1.7 ...", "pdf"),
        (b"\r\n%PDF-1.4 ...", "pdf"),
        (b"{\\rtf1 a}", "rtf"),
        (b"<!DOCTYPE html><p>a", "html"),
        (b'<?xml version="1.0"?>\n<html xmlns="x">', "html"),
        (b"MIME-Version: 1.0\r\nContent-Type: multipart/related", "html"),
        ("<html>".encode("utf-16"), "html"),
        ("BẢN CAM KẾT".encode(), "txt"),
        ("BẢN CAM KẾT".encode("utf-16"), "txt"),
        ("Ban cam ket nam nay cua toi".encode("utf-16-le"), "txt"),
        (bytes(range(0xA1, 0xFF)) + b" C\xe9ng ho\xb5", "txt"),
        (zipped({"word/document.xml": "<a/>"}), "docx"),
        (b"\xff\xd8\xff\xe0\0\x10JFIF\0\1", "image"),
        (zipped({"xl/workbook.xml": "<a/>"}), "xlsx"),
        (zipped({"a.docx": "a", "b.pdf": "b"}), "zip"),
        (b"From: a@b.vn\r\nTo: c@d.vn\r\nSubject: cam ket\r\n\r\nKinh gui", "eml"),
        (zipped({"mimetype": "application/vnd.oasis.opendocument.text", "content.xml": "<a/>"}), "odt"),
    ],
)
def test_readable_formats(data: bytes, expected: str) -> None:
    assert sniff(data, "anything.bin") == expected


@pytest.mark.parametrize(
    ("data", "name", "code", "detail"),
    [
        (b"", "a.docx", "empty", "no-bytes"),
        (b" \r\n\t", "a.txt", "empty", "no-text"),
        (b"\x08Nguyen" + b"\0" * 100, "~$cam ket.docx", "unsupported", "lock-file"),
        (b"Rar!\x1a\x07\x00", "a.docx", "unsupported", "archive"),
        (zipped({"ppt/presentation.xml": "<a/>"}), "a.docx", "unsupported", "pptx"),
        (zipped({"readme.txt": "a"}), "a.docx", "corrupt", "no-document-part"),
        (zipped({"word/document.xml": "<a/>"})[:60], "a.docx", "corrupt", "bad-zip"),
        (bytes.fromhex("d0cf11e0a1b11ae1") + b"\0" * 100, "a.doc", "corrupt", "bad-doc"),
        (b'<?xml version="1.0"?><?mso-application progid="Word.Document"?>', "a.doc", "unsupported", "word-xml"),
        (b"\x7fELF\x02\x01\x01" + b"\0" * 60 + bytes(range(200)), "a.docx", "unsupported", "unknown"),
    ],
    # not the bytes: a zip holds the time it was made, and all test processes must agree on the names
    ids=["zero", "blanks", "lock", "rar", "pptx", "zip", "cut-zip", "ole", "word-xml", "elf"],
)
def test_everything_else_says_what_it_is(data: bytes, name: str, code: str, detail: str) -> None:
    with pytest.raises(LoadError) as caught:
        sniff(data, name)
    assert (caught.value.code, caught.value.detail) == (code, detail)


def test_utf16_is_told_by_its_zeros() -> None:
    assert utf16_without_mark("một hai ba bốn".encode("utf-16-be")) == "utf-16-be"
    assert utf16_without_mark(b"mot hai ba bon nam") == ""


FORMATS = {"docx", "doc", "html", "odt", "pdf", "rtf", "txt", "image", "xlsx", "xls", "ods", "zip", "eml", "msg"}


@given(st.binary(max_size=300))
def test_any_bytes_give_a_format_or_a_load_error(data: bytes) -> None:
    try:
        assert sniff(data) in FORMATS
    except LoadError as error:
        assert error.code in {"empty", "encrypted", "corrupt", "unsupported"}
