"""Word lists: longest match, both directions, and a clear error for a broken file."""

from pathlib import Path

import pytest

from qualitycheck.errors import RuleError
from qualitycheck.settings import data_folder
from qualitycheck.specificity.lexicon import LISTS, Lexicon, Phrases, read_lists
from qualitycheck.specificity.slots import find
from qualitycheck.specificity.tokens import tokenize
from qualitycheck.vietnamese.characters import key


def test_longest_match_in_both_directions() -> None:
    phrases = Phrases(["hộ", "hộ nghèo", "các hộ nghèo"])
    tokens = tokenize("giúp các hộ nghèo")
    assert phrases.at(tokens, 1) == 3
    assert phrases.at(tokens, 2) == 2
    assert phrases.before(tokens, 4) == 3
    assert phrases.at(tokens, 0) == 0


def test_every_list_of_the_grammar_is_there_and_filled() -> None:
    lists = read_lists(data_folder("rules"))
    assert all(len(lists[name]) > 5 for name in LISTS)


@pytest.mark.parametrize("name", LISTS)
def test_no_phrase_stands_twice(name: str) -> None:
    phrases = [key(p) for p in read_lists(data_folder("rules"))[name] if key(p)]
    assert len(phrases) == len(set(phrases)), [p for p in phrases if phrases.count(p) > 1]


def test_an_office_may_add_words() -> None:
    lists = dict(read_lists(data_folder("rules")))
    text = "Nộp tờ điểm danh buổi họp"
    assert find(text)["deliverable"] is None
    lists["deliverables"] = (*lists["deliverables"], "tờ điểm danh")
    span = find(text, lexicon=Lexicon(lists))["deliverable"]
    assert span is not None and text[span.start : span.end] == "tờ điểm danh"


def test_an_unreadable_list_is_named(tmp_path: Path) -> None:
    (tmp_path / "lists").mkdir()
    (tmp_path / "lists" / "units.txt").write_bytes(b"\xff\xfe\x00")
    with pytest.raises(RuleError, match=r"units\.txt:1"):
        read_lists(tmp_path)


def test_a_syllable_of_a_longer_word_is_not_read_alone() -> None:
    assert find("Theo dõi tiến trình của dự án")["action"] is not None
    assert find("Quy trình rõ ràng cho mọi người")["action"] is None
    assert find("Khai thác Trà Vân")["place"] is None
