"""The notation of the theme and role tables."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from support import RULES_FOLDER, shipped_rules

from qualitycheck.checks.wording import wordings
from qualitycheck.errors import RuleError
from qualitycheck.rules import Theme
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


def tables() -> dict[str, tuple[str, ...]]:
    rules = shipped_rules()
    themes = {f"{t.title}: {n}": ps for ts in rules.themes.values() for t in ts for n, ps in phrases_of(t).items()}
    posts = {role.name: role.titles for role in (*rules.roles.roles, *rules.roles.units)}
    return {name: phrases for name, phrases in (themes | rules.roles.fields | posts).items() if phrases}


def phrases_of(theme: Theme) -> dict[str, tuple[str, ...]]:
    return {"concepts": theme.concepts, "hints": theme.hints, "unless": theme.unless}


def test_every_shipped_wording_compiles() -> None:
    for name, phrases in tables().items():
        finder = wordings(phrases, shipped_rules())
        assert finder._pattern(*range(len(finder._phrases))), name


def test_every_post_has_a_title_and_a_field() -> None:
    for role in (*shipped_rules().roles.roles, *shipped_rules().roles.units):
        assert role.titles and (role.fields or role.broad), role.name


def test_a_table_finds_what_one_pattern_of_all_its_wordings_finds() -> None:
    sentences = RULES_FOLDER.parent / "corpora" / "labelled" / "sentences"
    texts = [fold(json.loads(line)["text"]) for f in sorted(sentences.glob("*.jsonl")) for line in read_lines(f)[:6]]
    for name, phrases in tables().items():
        finder = wordings(phrases, shipped_rules())
        whole = finder._pattern(*range(len(finder._phrases)))
        for text in texts:
            assert spans(finder.finditer(text)) == spans(whole.finditer(text)), (name, text)
            assert spans([finder.search(text)]) == spans([whole.search(text)]), (name, text)
            assert spans([finder.match(text)]) == spans([whole.match(text)]), (name, text)
            assert finder.sub(";", text) == whole.sub(";", text), (name, text)


def read_lines(path: Path) -> list[str]:
    return path.read_text("utf-8").splitlines()


def spans(found: Iterable[re.Match[str] | None]) -> list[tuple[int, int] | None]:
    return [m and m.span() for m in found]


@given(st.lists(st.sampled_from("làm việc dân họp rừng xã thôn giúp".split()), min_size=1, max_size=5))
def test_plain_words_find_themselves(words: list[str]) -> None:
    phrase = " ".join(words)
    assert found(phrase, f"và {phrase} nữa") == phrase
