"""Who is the same author: sixty hard cases by hand, invented provinces, and what an unsure link may never do."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from benchmarks.people import Figures, Province, measure
from qualitycheck.audit.people import People, link_people
from qualitycheck.audit.units import Units
from qualitycheck.rules.model import UnitAlias
from qualitycheck.types import Registered

CASES: list[dict[str, Any]] = [
    json.loads(line)
    for line in (Path(__file__).parent / "data" / "people.jsonl").read_text(encoding="utf-8").splitlines()
]
ALIASES = (UnitAlias("xã Tà Lương", ("xã Pa Cư", "xã Nậm Chà"), "2025-03-01"),)


def facts(number: int, given: dict[str, Any]) -> Registered:
    return Registered(path=f"{number}.docx", digest=str(number), **given)


def background() -> list[Registered]:
    """A district's worth of other people: without them nothing says how common a name is."""
    return [paper.facts for paper in Province(300, 900).papers()]


def linked(first: Registered, second: Registered) -> tuple[bool, bool]:
    """Whether two papers among many are held one person's, and whether the link is left open."""
    others = background()
    people = link_people([*others, first, second], Units(ALIASES))
    a, b = people.person[-2:]
    return a == b, (min(a, b), max(a, b)) in people.doubtful()


@pytest.mark.parametrize("case", CASES, ids=lambda c: f"{c['verdict']} {c['about']}")
def test_hard_cases(case: dict[str, Any]) -> None:
    same, _ = linked(facts(1, case["first"]), facts(2, case["second"]))
    assert (same == (case["verdict"] == "same")) is not case["known_miss"]


def test_what_a_reader_could_not_tell_is_shown_as_unsure() -> None:
    shown = [linked(facts(1, c["first"]), facts(2, c["second"]))[1] for c in CASES if c["verdict"] == "open"]
    assert sum(shown) >= len(shown) / 2


def test_invented_province() -> None:
    """The pooled figures of ``benchmarks/people.py``; seeds that no threshold was chosen on."""
    pooled = Figures(0, 0, 0, 0)
    for seed in (201, 202, 203, 204):
        province = Province(400, seed)
        papers = province.papers()
        people = link_people([p.facts for p in papers], Units(province.aliases()))
        one = measure(people.person, papers, people.doubtful())
        pooled = Figures(*(a + b for a, b in zip(_all(pooled), _all(one), strict=True)))
    assert pooled.precision >= 0.985  # two namesakes in one school are ten wrong pairs: the large runs show .99
    assert pooled.recall >= 0.95


def _all(figures: Figures) -> tuple[int, int, int, int]:
    return figures.right, figures.said, figures.true, figures.unsure


def test_texts_tell_a_move_from_a_namesake() -> None:
    old = Registered("a", kind="individual", year=2022, author="Nguyễn Thị Hằng", unit="Trường Tiểu học Nậm Nhùn")
    new = Registered("b", kind="individual", year=2023, author="Nguyễn Thị Hằng", unit="Trường Tiểu học Tân Thành")
    others = background()
    papers, at = [*others, old, new], len(others)

    def one(texts: dict[tuple[int, int], int]) -> bool:
        person = link_people(papers, Units(), texts).person
        return person[-1] == person[-2]

    assert one({(at, at + 1): 5})
    assert not one({})


def test_the_order_of_the_papers_does_not_matter() -> None:
    papers = background()[:300]
    groups = [_groups(link_people(order, Units())) for order in (papers, papers[::-1])]
    assert groups[0] == {frozenset(len(papers) - 1 - n for n in group) for group in groups[1]}


def _groups(people: People) -> set[frozenset[int]]:
    return {frozenset(n for n, p in enumerate(people.person) if p == q) for q in set(people.person)}


def test_nobody_and_nothing() -> None:
    assert link_people([], Units()) == People((), ())
    nameless = [Registered(str(n), year=2020 + n) for n in range(3)]
    assert len(set(link_people(nameless, Units()).person)) == 3
