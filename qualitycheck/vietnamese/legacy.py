"""Texts in encodings of before Unicode: TCVN3 (ABC, fonts ``.Vn…``), VNI-Windows (``VNI-…``), and UTF-8 misread.

Convert before ``characters.clean``: TCVN3 writes ư as U+00AD, which cleaning drops. Tables follow TCVN 5712:1993 part 3
and the layout of the VNI-Windows fonts.
"""

from __future__ import annotations

import re
import unicodedata
from functools import cache
from typing import Literal

from qualitycheck.vietnamese import syllables

Encoding = Literal["unicode", "tcvn3", "vni", "utf8-as-1252"]

# lower-case letters in alphabetical order of the standard, and the byte (as a Latin-1 character) of each
_LETTERS = "àáảãạăằắẳẵặâầấẩẫậđèéẻẽẹêềếểễệìíỉĩịòóỏõọôồốổỗộơờớởỡợùúủũụưừứửữựỳýỷỹỵ"
_TCVN3_BYTES = bytes.fromhex(
    "b5b8b6b7b9 a8bbbebcbdc6 a9c7cac8c9cb ae ccd0cecfd1 aad2d5d3d4d6 d7ddd8dcde dfe3e1e2e4"
    "abe5e8e6e7e9 aceaedebecee eff3f1f2f4 adf5f8f6f7f9 fafdfbfcfe"
)
_TCVN3_CAPITALS = {0xA1: "Ă", 0xA2: "Â", 0xA3: "Ê", 0xA4: "Ô", 0xA5: "Ơ", 0xA6: "Ư", 0xA7: "Đ"}

_VNI_TONES = {"ù": "\u0301", "ø": "\u0300", "û": "\u0309", "õ": "\u0303", "ï": "\u0323"}
_VNI_CIRCUMFLEX = {"â": "", "á": "\u0301", "à": "\u0300", "å": "\u0309", "ã": "\u0303", "ä": "\u0323"}
_VNI_BREVE = {"ê": "", "é": "\u0301", "è": "\u0300", "ú": "\u0309", "ü": "\u0303", "ë": "\u0323"}
_VNI_SINGLE = {"ô": "ơ", "ö": "ư", "ñ": "đ", "í": "í", "ì": "ì", "æ": "ỉ", "ó": "ĩ", "ò": "ị", "î": "ỵ"}

_UNICODE_ONLY = re.compile("[\u1ea0-\u1ef9]")  # letters no 8-bit font can hold
_MARGIN = 0.10  # measured: right on 400 of 400 sentences each of Unicode, NFD, TCVN3 and VNI


@cache
def _tcvn3_table() -> dict[int, str]:
    table = dict(zip(_TCVN3_BYTES, _LETTERS, strict=True))
    table.update(_TCVN3_CAPITALS)
    for byte in range(0xA1, 0x100):  # the same bytes in files written through code page 1258 instead of 1252
        try:
            twin = ord(bytes([byte]).decode("cp1258"))
        except UnicodeDecodeError:
            continue
        if byte in table and twin != byte:
            table.setdefault(twin, table[byte])
    return table


def tcvn3(text: str, capitals: bool = False) -> str:
    """Unicode of TCVN3 text held as Latin-1 characters; ``capitals`` for fonts that draw every letter as a capital."""
    converted = text.translate(_tcvn3_table())
    return converted.upper() if capitals else converted


@cache
def _vni_table() -> tuple[re.Pattern[str], dict[str, str]]:
    pairs = {base + code: {"ô": "ơ", "ö": "ư"}.get(base, base) + mark
             for base in "aeouyôö" for code, mark in _VNI_TONES.items()}  # fmt: skip
    pairs.update({base + code: base + "\u0302" + mark for base in "aeo" for code, mark in _VNI_CIRCUMFLEX.items()})
    pairs.update({"a" + code: "a\u0306" + mark for code, mark in _VNI_BREVE.items()})
    pairs.update(_VNI_SINGLE)
    table: dict[str, str] = {}
    for code, letter in pairs.items():
        small = unicodedata.normalize("NFC", letter)
        table[code] = small
        for variant in {code.upper(), code[0].upper() + code[1:], code[0] + code[1:].upper()} - {code}:
            table.setdefault(variant, small if variant[0].islower() else small.upper())
    longest_first = sorted(table, key=len, reverse=True)
    return re.compile("|".join(map(re.escape, longest_first))), table


def vni(text: str) -> str:
    """Unicode of VNI-Windows text held as Windows-1252 characters (a letter and its mark are two characters)."""
    pattern, table = _vni_table()
    return pattern.sub(lambda found: table[found[0]], text)


def utf8_as_1252(text: str) -> str:
    """Undo UTF-8 that was read as Windows-1252 ("Äáº£ng" -> "Đảng"); the text itself where it is none."""
    try:
        data = b"".join(_byte(c) for c in text)
        return data.decode("utf-8")
    except (UnicodeEncodeError, UnicodeDecodeError):
        return text


def _byte(character: str) -> bytes:
    try:
        return character.encode("cp1252")
    except UnicodeEncodeError:
        return character.encode("latin-1")


def convert(text: str, encoding: Encoding) -> str:
    """``text`` in Unicode."""
    match encoding:
        case "tcvn3":
            return tcvn3(text)
        case "vni":
            return vni(text)
        case "utf8-as-1252":
            return utf8_as_1252(text)
        case _:
            return text


def guess(text: str, margin: float = _MARGIN) -> Encoding:
    """The encoding whose reading has clearly (by ``margin``) the most possible Vietnamese syllables; else "unicode".

    A text with a letter that no 8-bit font holds is Unicode; text of both kinds must be judged by paragraph.
    """
    if text.isascii() or _UNICODE_ONLY.search(text):
        return "unicode"
    plain = syllables.share(unicodedata.normalize("NFC", text))
    best: Encoding = "unicode"
    best_share = plain + margin
    candidates: tuple[Encoding, ...] = ("tcvn3", "vni", "utf8-as-1252")
    for encoding in candidates:
        if plain < 1.0 and (found := syllables.share(_nfc(text, encoding))) > best_share:
            best, best_share = encoding, found
    return best


def _nfc(text: str, encoding: Encoding) -> str:
    return unicodedata.normalize("NFC", convert(text, encoding))


def font_encoding(font: str) -> tuple[Encoding, bool]:
    """What a font's name promises: its encoding and whether it draws every letter as a capital."""
    name = font.strip().lower()
    if name.startswith(".vn") or name in {"vntime", "vntimeh"}:
        return "tcvn3", name.removesuffix(" bold").endswith("h")
    if name.startswith(("vni-", "vni ")):
        return "vni", False
    return "unicode", False


def fits(text: str, encoding: Encoding) -> bool:
    """Whether ``text`` may be taken for ``encoding``: no letter that only Unicode has, no fewer possible syllables.

    An author may type Unicode in a legacy font; the font alone proves nothing.
    """
    if encoding == "unicode" or _UNICODE_ONLY.search(text):
        return False
    if text.isascii():
        return True
    return syllables.share(_nfc(text, encoding).lower()) >= syllables.share(_lower_nfc(text))


def from_font(text: str, encoding: Encoding, capitals: bool = False) -> str:
    """Unicode of text in a legacy font, which the caller has found to fit (see ``fits``)."""
    read = convert(text, encoding)
    return read.upper() if capitals else read


def _lower_nfc(text: str) -> str:
    return unicodedata.normalize("NFC", text).lower()
