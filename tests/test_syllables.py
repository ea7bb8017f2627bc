"""Spelling of Vietnamese syllables."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from qualitycheck.vietnamese.syllables import is_possible, share


@pytest.mark.parametrize(
    "word",
    ["nghiêng", "khuỷu", "quyết", "giếng", "gì", "Uỷ", "thuở", "oan", "yêu", "xoong", "hoạch", "quăng", "ĐẢNG", "rượu"],
)
def test_vietnamese_syllables_are_possible(word: str) -> None:
    assert is_possible(word)


@pytest.mark.parametrize("word", ["tòch", "hoµ", "ngx", "stress", "Coäng", "zalo", "kh", "hạc̣", "Đắk"])
def test_broken_or_foreign_words_are_not(word: str) -> None:
    assert not is_possible(word)


def test_a_stopped_syllable_takes_only_two_tones() -> None:
    assert is_possible("các") and is_possible("cạc") and is_possible("cac")
    assert not is_possible("càc") and not is_possible("cảc") and not is_possible("cãc")


def test_share_tells_vietnamese_from_english_and_leaves_out_abbreviations() -> None:
    assert share("Uỷ ban nhân dân xã họp giao ban") == 1.0
    assert share("UBND HĐND CHQS") == 1.0
    assert share("") == 1.0
    assert share("strength through workshops and improvements") < 0.4


@given(st.text(max_size=60))
def test_share_is_a_share(text: str) -> None:
    assert 0.0 <= share(text) <= 1.0
