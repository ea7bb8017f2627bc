"""Clause by clause: facts beside slogans, bounded prohibitions, consequences."""

import pytest

from qualitycheck.specificity.clauses import clause_features, clauses, slogans_beside
from qualitycheck.specificity.slots import analyse


def names(text: str) -> set[str]:
    return {name for name, _ in clause_features(analyse(text))}


def test_clauses_lie_between_marks() -> None:
    text = "Quét sân, lau bàn; cất ghế."
    assert [text[a:b].strip() for a, b in clauses(analyse(text))] == ["Quét sân", "lau bàn", "cất ghế"]


def test_a_fact_without_attitude_in_its_clause() -> None:
    assert "s:clause-fact&act" in names("Đề cao tinh thần trách nhiệm, trồng 30 gốc bưởi")
    assert not names("Đề cao tinh thần trách nhiệm, luôn gương mẫu") & {"s:clause-fact", "s:clause-fact&act"}


@pytest.mark.parametrize(
    ("text", "bound"),
    [("Không hút thuốc trong kho", True), ("Không hút thuốc khi bơm xăng", True), ("Không hút thuốc", False)],
)
def test_a_prohibition_may_have_bounds(text: str, bound: bool) -> None:
    assert ("s:forbids&bound" in names(text)) is bound
    assert ("s:forbids" in names(text)) is not bound


def test_a_consequence() -> None:
    assert "s:or-else" in names("Không đi muộn, vi phạm thì tự trừ điểm")
    assert "s:or-else" not in names("Không đi muộn, về sớm")


def test_slogans_beside_a_checkable_deed_are_set_aside() -> None:
    text = "Sống giản dị, trồng 30 gốc bưởi"
    assert [text[a:b] for a, b in slogans_beside(analyse(text))] == ["Sống giản dị"]
    assert slogans_beside(analyse("Sống giản dị, luôn gương mẫu")) == ()
    assert slogans_beside(analyse("Nâng cao ý thức, trồng … gốc bưởi")) == ()
