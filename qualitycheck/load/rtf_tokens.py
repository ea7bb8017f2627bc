"""The lexical level of RTF: groups, control words, and bytes in the code page of their font."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

from qualitycheck.types import Part

_TOKEN = re.compile(
    r"\\([a-zA-Z]{1,32})(-?\d{1,10})? ?"  # 1 word, 2 argument
    r"|\\'([0-9a-fA-F]{2})"  # 3 byte
    r"|\\([^a-zA-Z])"  # 4 symbol
    r"|([{}])"  # 5 brace
    r"|([^\\{}\r\n]+)"  # 6 text
)
_CODE_PAGES = {0: 1252, 77: 10000, 128: 932, 129: 949, 134: 936, 136: 950, 161: 1253, 162: 1254, 163: 1258, 177: 1255,
               178: 1256, 186: 1257, 204: 1251, 222: 874, 238: 1250, 254: 437, 255: 850}  # fmt: skip


# groups whose text is not the reader's; some carry "\\*", the others an old reader would print
SKIPPED = frozenset({
    "colortbl", "stylesheet", "info", "pict", "object", "fldinst", "listtable", "listoverridetable", "revtbl",
    "rsidtbl", "generator", "themedata", "colorschememapping", "datastore", "latentstyles", "xmlnstbl",
    "nonshppict", "nonesttables", "pn", "pnseclvl", "sp", "bkmkstart", "bkmkend", "annotation", "atnid",
    "atnauthor", "atndate", "atnref", "atrfstart", "atrfend", "private", "template", "filetbl", "mmathPr",
    "txe", "xe", "tc", "rxe", "ftnsep", "ftnsepc", "ftncn", "aftnsep", "aftnsepc", "aftncn", "panose", "falt",
    "objdata", "objclass", "objname", "blipuid", "picprop", "wgrffmtfilter", "userprops", "docvar", "formfield",
    "datafield", "ud", "nesttableprops",
})  # fmt: skip
READ_THOUGH_STARRED = frozenset({"shpinst", "shptxt", "fldrslt", "footnote"})
PARTS: dict[str, Part] = {
    "header": "header", "headerl": "header", "headerr": "header", "headerf": "header", "footer": "footer",
    "footerl": "footer", "footerr": "footer", "footerf": "footer", "footnote": "note",
}  # fmt: skip
SIGNS = {
    "tab": "\t", "line": "\n", "lbr": "\n", "emdash": "—", "endash": "–", "lquote": "‘", "rquote": "’",
    "ldblquote": "“", "rdblquote": "”", "bullet": "•", "emspace": " ", "enspace": " ", "qmspace": " ",
}  # fmt: skip


class Token(NamedTuple):
    """``kind``: "open", "close", "word", "symbol", "byte" or "text"; ``argument``: a word's number or a byte."""

    kind: str
    text: str = ""
    argument: int | None = None


def tokens(data: bytes) -> Iterator[Token]:
    """All tokens of an RTF file; the bytes of ``\\bin`` are skipped."""
    source = data.decode("latin-1")
    at = 0
    while found := _TOKEN.search(source, at):
        at = found.end()
        word, argument, byte, symbol, brace, text = found.groups()
        if word:
            count = int(argument) if argument else None
            if word == "bin" and count:
                at += count
            else:
                yield Token("word", word, count)
        elif byte:
            yield Token("byte", "", int(byte, 16))
        elif brace:
            yield Token("open" if brace == "{" else "close")
        elif symbol:
            yield Token("symbol", symbol)
        else:
            yield Token("text", text)


def code_page(charset: int | None) -> str:
    """Python's name of the code page that a font's ``\\fcharset`` stands for; "" where it states none."""
    if charset is None or charset in {1, 2}:
        return ""
    page = _CODE_PAGES.get(charset, 1252)
    return "mac-roman" if page == 10000 else f"cp{page}"


def decode(data: bytes, page: str) -> str:
    """Bytes of one run; a byte that the page does not know stays what Latin-1 makes of it."""
    try:
        return data.decode(page)
    except (UnicodeDecodeError, LookupError):
        return "".join(_one(byte, page) for byte in data)


def _one(byte: int, page: str) -> str:
    try:
        return bytes([byte]).decode(page)
    except (UnicodeDecodeError, LookupError):
        return chr(byte)
