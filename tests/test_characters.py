"""Cleaning and folding."""

from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from qualitycheck.vietnamese.characters import clean, fold, key, repair, syllables, without_marks

VIETNAMESE = st.text(
    "aăâbcdđeêghiklmnoôơpqrstuưvxyàáảãạằắẳẵặầấẩẫậèéẻẽẹềếểễệìíỉĩịòóỏõọồốổỗộờớởỡợùúủũụừứửữựỳýỷỹỵ AĐƯỆ-.,19", max_size=60
)


@given(st.one_of(st.text(max_size=80), VIETNAMESE))
def test_clean_is_idempotent_and_nfc(text: str) -> None:
    once = clean(text)
    assert clean(once) == once
    assert unicodedata.is_normalized("NFC", once)


@given(st.one_of(st.text(max_size=80), VIETNAMESE))
def test_fold_keeps_the_length_and_is_idempotent(text: str) -> None:
    text = clean(text)
    once = fold(text)
    assert len(once) == len(text)
    assert fold(once) == once
    assert len(repair(text)) == len(text)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("hoà", "hòa"),
        ("Uỷ ban", "Ủy ban"),
        ("kỹ", "kĩ"),
        ("quý", "quí"),
        ("khoẻ", "khỏe"),
        ("thuý", "thúy"),
        ("TỔ", "tổ"),
        ("hоà", "hòa"),
    ],
)
def test_spellings_of_one_word_fold_alike(one: str, other: str) -> None:
    assert fold(one) == fold(other)


@pytest.mark.parametrize("word", ["quyết", "nghĩa", "giữ", "khuỷu", "ý", "yêu", "hoàn"])
def test_fold_changes_no_unambiguous_word(word: str) -> None:
    assert fold(word) == word


def test_clean_drops_what_is_invisible_and_names_bullets() -> None:
    assert clean("a\u200bb\u00adc\ufeff") == "abc"
    assert clean("một\u00a0hai") == "một hai"
    assert clean("\uf0b7 việc") == "• việc"
    assert clean("QĐ\ufffeUBND") == "QĐ-UBND"
    assert clean("a\r\nb\rc") == "a\nb\nc"
    assert clean("Ðảng") == "Đảng"


def test_keys_compare_words_only() -> None:
    assert key("- Uỷ ban, nhân dân!") == key("ủy ban nhân dân")
    assert syllables("05-CT/TW năm 2016") == ["05", "ct", "tw", "năm", "2016"]


def test_without_marks_keeps_the_length() -> None:
    assert without_marks("Đặng Hữu Phước") == "Dang Huu Phuoc"
