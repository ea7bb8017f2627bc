"""The notation of the theme and role tables."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from support import shipped_rules

from qualitycheck.checks.wording import wordings
from qualitycheck.errors import RuleError
from qualitycheck.vietnamese.characters import fold


def found(phrase: str, text: str) -> str | None:
    match = wordings((phrase,), shipped_rules()).search(fold(text))
    return text[match.start() : match.end()] if match else None


@pytest.mark.parametrize(
    ("phrase", "text", "expected"),
    [
        ("trồng … rừng", "Sẽ trồng mới 30 ha rừng keo", "trồng mới 30 ha rừng"),
        ("trồng … rừng", "Trồng rau. Giữ rừng", None),
        ("<số> ha", "thêm 4,2 ha lúa", "4,2 ha"),
        ("(cấp|trao) (sổ đỏ|bìa đỏ)", "Trao bìa đỏ cho dân", "Trao bìa đỏ"),
        ("hoà giải", "Tổ hòa giải thôn", "hòa giải"),
        ("đại đoàn kết", "ngày hội Đại đoàn kết", "Đại đoàn kết"),
        ("dân chủ", "dân chủng", None),
        ("cần kiệm liêm chính", "Cần, kiệm, liêm, chính", "Cần, kiệm, liêm, chính"),
        ("giúp … <people-in-need>", "giúp hai cụ già neo đơn", "giúp hai cụ già"),
    ],
)
def test_finds_whole_wordings(phrase: str, text: str, expected: str | None) -> None:
    assert found(phrase, text) == expected


def test_an_unknown_list_is_a_clear_error() -> None:
    with pytest.raises(RuleError, match="no list <nowhere>; known:"):
        wordings(("giúp <nowhere>",), shipped_rules())


def test_open_brackets_are_a_clear_error() -> None:
    with pytest.raises(RuleError, match="brackets do not match"):
        wordings(("(cấp|trao sổ đỏ",), shipped_rules())


def test_no_wording_finds_nothing() -> None:
    assert not wordings((), shipped_rules()).search("gì cũng được")


def test_every_shipped_wording_compiles() -> None:
    rules = shipped_rules()
    themes = [t for ts in rules.themes.values() for t in ts]
    for phrases in (*(p for t in themes for p in (t.concepts, t.hints, t.unless)), *rules.roles.fields.values()):
        assert wordings(phrases, rules)
    for role in (*rules.roles.roles, *rules.roles.units):
        assert role.titles and (role.fields or role.broad), role.name
        assert wordings(role.titles, rules)


@given(st.lists(st.sampled_from("làm việc dân họp rừng xã thôn giúp".split()), min_size=1, max_size=5))
def test_plain_words_find_themselves(words: list[str]) -> None:
    phrase = " ".join(words)
    assert found(phrase, f"và {phrase} nữa") == phrase
