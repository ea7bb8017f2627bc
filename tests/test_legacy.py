"""Encodings of before Unicode."""

from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from qualitycheck.vietnamese import legacy

TEXT = "Tôi cam kết hướng dẫn mười hộ ở thôn Thượng làm chuồng trại, cuối năm ít nhất tám hộ thoát nghèo."


def to_tcvn3(text: str) -> str:
    back = {letter: chr(code) for code, letter in legacy._tcvn3_table().items() if code < 0x100}
    return "".join(back.get(c, c) for c in text)


def to_vni(text: str) -> str:
    _, table = legacy._vni_table()
    back = {letter: code for code, letter in reversed(table.items())}
    return "".join(back.get(c, c) for c in text)


def to_mojibake(text: str) -> str:
    return "".join(
        bytes([b]).decode("cp1252") if b not in b"\x81\x8d\x8f\x90\x9d" else chr(b) for b in text.encode("utf-8")
    )


def test_tcvn3_reads_the_soft_hyphen_as_a_letter() -> None:
    assert legacy.tcvn3("c\u00adu mang") == "cưu mang"
    assert legacy.tcvn3("Céng hoµ x· héi chñ nghÜa ViÖt Nam") == "Cộng hoà xã hội chủ nghĩa Việt Nam"


def test_a_capitals_font_draws_capitals() -> None:
    assert legacy.tcvn3("®éc lËp", capitals=True) == "ĐỘC LẬP"


def test_vni_joins_letter_and_mark() -> None:
    assert legacy.vni("Coäng hoøa xaõ hoäi chuû nghóa Vieät Nam") == "Cộng hòa xã hội chủ nghĩa Việt Nam"
    assert legacy.vni("ÑOÄC LAÄP") == "ĐỘC LẬP"


@pytest.mark.parametrize(("encode", "encoding"), [(to_tcvn3, "tcvn3"), (to_vni, "vni"), (to_mojibake, "utf8-as-1252")])
def test_guess_and_convert_give_the_text_back(encode: object, encoding: legacy.Encoding) -> None:
    spoiled = encode(TEXT)  # type: ignore[operator]
    assert spoiled != TEXT
    assert legacy.guess(spoiled) == encoding
    assert unicodedata.normalize("NFC", legacy.convert(spoiled, encoding)) == TEXT


@pytest.mark.parametrize(
    "text",
    [TEXT, unicodedata.normalize("NFD", TEXT), "đ. Khắc phục", "Đ. Khắc phục", "Café résumé naïve", "plain ascii", ""],
)
def test_unicode_is_left_alone(text: str) -> None:
    assert legacy.guess(text) == "unicode"
    assert legacy.convert(text, "unicode") == text


@pytest.mark.parametrize(
    ("font", "expected"),
    [
        (".VnTime", ("tcvn3", False)),
        (".VnTimeH", ("tcvn3", True)),
        ("VNI-Times", ("vni", False)),
        ("Times New Roman", ("unicode", False)),
    ],
)
def test_fonts_give_their_encoding_away(font: str, expected: tuple[str, bool]) -> None:
    assert legacy.font_encoding(font) == expected


def test_unicode_typed_in_a_legacy_font_does_not_fit() -> None:
    assert not legacy.fits("Cộng hòa xã hội", "tcvn3")
    assert not legacy.fits("Và các cháu", "tcvn3")
    assert legacy.fits(to_tcvn3("Và các cháu"), "tcvn3")


@given(st.text(max_size=80))
def test_nothing_raises_and_mojibake_is_only_undone(text: str) -> None:
    for encoding in ("tcvn3", "vni", "utf8-as-1252"):
        assert isinstance(legacy.convert(text, encoding), str)  # type: ignore[arg-type]
    assert legacy.utf8_as_1252(to_mojibake(text)) == text
