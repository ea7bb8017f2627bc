"""The four trap sets: numbers that count nothing, concrete pledges without digits, minimal pairs, neighbours.

The thresholds are what was reached, a little below; ``docs/specificity.md`` says how far the sets are still blind.
"""

import json
from collections.abc import Mapping, Sequence
from functools import lru_cache
from pathlib import Path
from typing import Any

import pytest

from qualitycheck.settings import data_folder
from qualitycheck.specificity import Model, PledgeContext, assess
from qualitycheck.vietnamese.characters import clean

TRAPS = Path(__file__).parents[1] / "corpora" / "labelled" / "traps"
pytestmark = pytest.mark.skipif(not TRAPS.is_dir(), reason="labelled sets are part of a checkout only")


@lru_cache(maxsize=1)
def model() -> Model:
    return Model.load(data_folder("models") / "specificity.json")


def rows(name: str) -> list[dict[str, Any]]:
    with (TRAPS / f"{name}.jsonl").open(encoding="utf-8") as lines:
        return [json.loads(line) for line in lines]


def level(text: str, context: Mapping[str, Any] | None = None) -> int:
    around = context or {}
    lines = PledgeContext(clean(around.get("parent") or ""), tuple(clean(c) for c in around.get("children") or ()))
    return assess(clean(text), lines, model=model()).level


def share(hits: Sequence[bool]) -> float:
    return sum(hits) / len(hits)


def test_a_number_that_counts_nothing_makes_no_pledge_concrete() -> None:
    judged = [(level(r["text"]), r["specificity"]) for r in rows("number_traps")]
    assert share([found < 2 for found, _ in judged]) >= 0.97
    assert share([found == wanted for found, wanted in judged]) >= 0.86


def test_concrete_pledges_need_no_digit() -> None:
    assert share([level(r["text"]) == 2 for r in rows("digitless")]) >= 0.95


def test_minimal_pairs() -> None:
    pairs = [(level(r["vague"]), level(r["specific"])) for r in rows("minimal_pairs")]
    assert share([vague < 2 and specific == 2 for vague, specific in pairs]) >= 0.95


def test_neighbours_supply_what_a_bullet_lacks() -> None:
    judged = [(level(r["text"], r["context"]), r["specificity"]) for r in rows("neighbours")]
    assert share([(found == 2) == (wanted == 2) for found, wanted in judged]) >= 0.95
    assert share([found == wanted for found, wanted in judged]) >= 0.95


def test_the_second_set() -> None:
    numbers = [(level(r["text"]), r["specificity"]) for r in rows("second/number_traps")]
    assert share([(found == 2) == (wanted == 2) for found, wanted in numbers]) >= 0.95
    digitless = [(level(r["text"]), r["specificity"]) for r in rows("second/digitless")]
    assert share([(found == 2) == (wanted == 2) for found, wanted in digitless]) >= 0.91
    neighbours = [(level(r["text"], r["context"]), r["specificity"]) for r in rows("second/neighbours")]
    assert share([(found == 2) == (wanted == 2) for found, wanted in neighbours]) >= 0.95
    pairs = rows("second/minimal_pairs")
    right = [
        (level(r["vague"]) == 2) == (r["vague_level"] == 2)
        and (level(r["specific"]) == 2) == (r["specific_level"] == 2)
        for r in pairs
    ]
    assert share(right) >= 0.87
