import pytest
from hypothesis import given
from hypothesis import strategies as st

from qualitycheck.match.numbers import times, tokens
from qualitycheck.vietnamese.characters import clean, fold


def values(text: str) -> list[float]:
    return [t.value for t in tokens(fold(text)) if t.value is not None]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("bốn chục hộ", [40]),
        ("bốn trăm mét", [400]),
        ("năm chục ngàn", [50_000]),
        ("50.000 đồng", [50_000]),
        ("50 nghìn đồng", [50_000]),
        ("1,9%", [1.9]),
        ("hai mươi lăm em", [25]),
        ("mười hai bài", [12]),
        ("hai lăm suất", [25]),
        ("ba mươi mốt hộ", [31]),
        ("mốt mới", []),
        ("năm em", [5]),
        ("trong năm nay", []),
        ("năm 2019", []),
        ("sáng thứ Ba", []),
        ("một lòng", []),
        ("từ 7 đến 9", [7, 9]),
    ],
)
def test_numbers(text: str, expected: list[float]) -> None:
    assert values(text) == expected


@given(st.text(max_size=60))
def test_every_word_is_kept_once(text: str) -> None:
    folded = fold(clean(text))
    found = " ".join(t.text for t in tokens(folded)).split()
    assert len(found) <= len(folded)
    assert all(word in folded for word in found)


def test_quarters_of_an_hour_are_minutes() -> None:
    assert times(tokens("một khắc"), 0)[0] == times(tokens("15 phút"), 0)[0] == {"#15m"}
