"""Plain text: decide the encoding, then one paragraph per line, hard-wrapped lines joined again."""

from __future__ import annotations

import codecs
import unicodedata

from qualitycheck.errors import LoadError
from qualitycheck.load.draft import Content, Paragraph
from qualitycheck.load.limits import Limits
from qualitycheck.load.sniff import utf16_without_mark
from qualitycheck.load.wrapped import unwrap
from qualitycheck.vietnamese import legacy, syllables

_MARKS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)


def read(data: bytes, limits: Limits) -> Content:
    """A text file in UTF-8, UTF-16, Windows-1258, TCVN3 or VNI."""
    text, encoding = decode(data)
    lines = text.replace("\r\n", "\n").replace("\r", "\n").replace("\x0c", "\n").split("\n")
    return Content(tuple(Paragraph(line, legacy=encoding) for line in unwrap(lines)))


def decode(data: bytes) -> tuple[str, str]:
    """The text in Unicode, and the name of the legacy encoding it was in ("" for Unicode and Windows-1258)."""
    for mark, encoding in _MARKS:
        if data.startswith(mark):
            return data[len(mark) :].decode(encoding, "replace"), ""
    if encoding := utf16_without_mark(data):
        return data.decode(encoding, "replace"), ""
    try:
        return data.decode("utf-8"), ""
    except UnicodeDecodeError:
        return _decode_bytes(data)


def _decode_bytes(data: bytes) -> tuple[str, str]:
    """Eight-bit text: the reading with the most possible syllables."""
    western = "".join(_western(byte) for byte in data)
    readings = [
        (unicodedata.normalize("NFC", data.decode("cp1258", "replace")), ""),
        (legacy.tcvn3(western), "tcvn3"),
        (legacy.vni(western), "vni"),
        (data.decode("utf-8", "replace"), ""),  # a few bad bytes in an otherwise good file
    ]
    text, name = max(readings, key=lambda reading: syllables.share(reading[0]))
    if syllables.share(text) < 0.2 and not text.isascii():
        raise LoadError("unreadable-text", "garbled")
    return text, name


def _western(byte: int) -> str:
    try:
        return bytes([byte]).decode("cp1252")
    except UnicodeDecodeError:
        return chr(byte)
