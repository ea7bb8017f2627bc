"""The program's own phrases: complete in both languages, and free of words of guilt."""

from __future__ import annotations

import re
import string

import pytest

from qualitycheck.messages import PHRASES, label, number, percent, say
from qualitycheck.types import LEVELS, SLOT_NAMES

GUILT = re.compile(r"vi phạm|gian lận|gian dối|đạo văn|sai phạm|tội|violat|cheat|plagiar|fraud|guilt", re.IGNORECASE)
CONTRACT_CODES = ("encrypted", "corrupt", "empty", "scan-without-ocr", "unsupported", "too-large", "unreadable-text")


@pytest.mark.parametrize("key", sorted(PHRASES))
def test_every_phrase_is_there_in_both_languages(key: str) -> None:
    vietnamese, english = PHRASES[key]
    assert vietnamese.strip() and english.strip()
    fields = [{name for _, name, _, _ in string.Formatter().parse(text) if name} for text in (vietnamese, english)]
    assert fields[0] == fields[1]


def test_no_phrase_accuses() -> None:
    assert not [key for key, texts in PHRASES.items() if any(GUILT.search(text) for text in texts)]


@pytest.mark.parametrize(
    ("group", "names"),
    [
        ("kind", ("individual", "collective", "model", "unknown")),
        ("level", LEVELS),
        ("slot", SLOT_NAMES),
        ("specificity", ("0", "1", "2")),
        ("match", ("verbatim", "light", "paraphrase", "merged")),
        ("relation", ("own-earlier", "other-earlier", "other-same-year")),
        ("source", ("document", "folder", "option")),
        ("code", (*CONTRACT_CODES, "unreadable-file", "timeout", "internal", "other")),
        ("remedy", (*CONTRACT_CODES, "unreadable-file", "timeout", "internal", "other")),
    ],
)
def test_every_code_of_the_types_has_its_word(group: str, names: tuple[str, ...]) -> None:
    assert not [name for name in names if f"{group}.{name}" not in PHRASES]


def test_grades_and_parts_of_the_score_have_their_words() -> None:
    from qualitycheck.score import GRADES, WEIGHTS

    assert not [grade for _, grade in GRADES if f"grade.{grade}" not in PHRASES]
    assert not [part for part in WEIGHTS if f"part.{part}" not in PHRASES]


def test_a_word_of_the_province_stands_for_itself() -> None:
    assert label("grade", "Hoàn thành tốt") == "Hoàn thành tốt"
    assert label("grade", "good", "en") == "Good"


def test_values_are_filled_in() -> None:
    assert say("of-pledges", "vi", count=7, total=12) == "7 trong 12 nội dung"
    assert say("of-pledges", "en", count=7, total=12) == "7 of 12 pledges"


def test_numbers_follow_the_language() -> None:
    assert (number(72.46), number(72.46, "en"), number(72.0)) == ("72,5", "72.5", "72")


def test_nearly_all_is_not_all() -> None:
    assert (percent(0.9996), percent(1.0), percent(0.0)) == ("99%", "100%", "0%")
