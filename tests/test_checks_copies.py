"""copied-own-previous-year, copied-other: who had it first, and whose house it is."""

from __future__ import annotations

from dataclasses import replace

import pytest
from support import document, shipped_rules

from qualitycheck.checks import copies
from qualitycheck.checks.context import Context, Hit, Registered
from qualitycheck.checks.run import activate
from qualitycheck.types import Match

TEXT = "Tự tay trồng năm cây bóng mát trước sân trường."
OTHER = Match(0, "b", "b", 2019, "Lò Thị Xuân", "Trường THCS Khe Sậy", 0, "other-earlier", "verbatim", 1.0, (), TEXT)
OWN = replace(OTHER, path="a", document="a", year=2018, author="Lý A Páo", relation="own-earlier")
AUTHOR = {"author": "Lý A Páo", "unit": "Trường Tiểu học Đồi Sim", "party_cell": "Chi bộ Trường Tiểu học Đồi Sim"}


def copied(*matches: Match, others: tuple[Registered, ...] = (), kind: str = "individual") -> list[Hit]:
    params = next(a.params for a in activate(shipped_rules()) if a.rule.id == "copied-other")
    given = document(TEXT, year=2020, kind=kind, **AUTHOR)
    return list(copies.check(given, params, Context(shipped_rules(), matches=matches, others=others)))


def test_an_earlier_document_of_somebody_else_is_grave() -> None:
    (hit,) = copied(OTHER)
    assert hit.level == "error"


def test_within_one_year_nobody_knows_who_was_first() -> None:
    (hit,) = copied(replace(OTHER, relation="other-same-year", year=2020))
    assert hit.level is None


@pytest.mark.parametrize(("own_year", "fires"), [(2017, False), (2019, False), (2020, True)])
def test_who_had_it_first_copies_nobody(own_year: int, fires: bool) -> None:
    assert bool(copied(OTHER, replace(OWN, year=own_year))) is fires


def test_a_joint_registration_of_ones_own_unit_is_no_copy() -> None:
    cell = Registered("c", "c", kind="collective", year=2020, author=AUTHOR["party_cell"], unit=AUTHOR["unit"])
    match = replace(OTHER, path="c", document="c", author=cell.author, unit=cell.unit, relation="other-same-year")
    assert copied(match, others=(cell,)) == []
    assert copied(match, others=(replace(cell, unit="Bưu điện huyện", party_cell="Chi bộ Bưu điện"),))
    assert copied(match, others=(cell,), kind="collective")
