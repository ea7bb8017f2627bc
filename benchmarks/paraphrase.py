"""Reworded pledges against pledges on the same topic: python benchmarks/paraphrase.py [--show]

Every pair of ``corpora/labelled/paraphrase/pairs.jsonl`` is an earlier pledge (a) and a later one (b), compared by the matcher with
its shipped thresholds: as documents of one pledge each by one author (``alone``), as documents of ten pledges by one author, half
of them reworded and half new (``documents``), and the same with another author (``others``). Nothing is fitted here.
"""

from __future__ import annotations

import argparse
import hashlib
import json
import random
import sys
from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[1]))

from qualitycheck.checks.templates import is_template
from qualitycheck.match import match_documents
from qualitycheck.types import Document
from tests.support import document, shipped_rules

PAIRS = Path(__file__).parents[1] / "corpora" / "labelled" / "paraphrase" / "pairs.jsonl"
SEED, TOGETHER = 7, 10
Pair = Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Figures:
    """``found`` of ``copies`` reworded pairs were reported, and ``wrong`` of the others."""

    found: int
    copies: int
    wrong: int
    others: int

    @property
    def precision(self) -> float:
        return self.found / max(self.found + self.wrong, 1)

    @property
    def recall(self) -> float:
        return self.found / max(self.copies, 1)

    def __str__(self) -> str:
        return (f"recall {self.recall:.3f} ({self.found}/{self.copies}) precision {self.precision:.3f} "
                f"({self.wrong} of {self.others} same-topic pairs reported)")  # fmt: skip


def pairs(path: Path = PAIRS) -> list[Pair]:
    return [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]


def batches(found: Sequence[Pair], size: int) -> list[list[Pair]]:
    """Documents of ``size`` pledges, both kinds mixed by a fixed seed."""
    mixed = list(found)
    random.Random(SEED).shuffle(mixed)
    return [mixed[at : at + size] for at in range(0, len(mixed), size)]


def reported(found: Sequence[Sequence[Pair]], own: bool = True) -> Iterator[tuple[Pair, bool]]:
    """Every pair, and whether its later pledge is reported as a copy of the earlier one."""
    documents = [d for number, batch in enumerate(found) for d in _documents(number, batch, own)]
    rules = shipped_rules()
    templates = [[is_template(p.text, rules) for p in d.pledges] for d in documents]
    compared = match_documents(documents, templates, None, rules.lists)
    for number, batch in enumerate(found):
        old, new = documents[2 * number], compared[2 * number + 1]
        hits = {(m.pledge, m.source_pledge) for m in new.matches if m.path == old.path}
        for index, pair in enumerate(batch):
            yield pair, (index, index) in hits


def _documents(number: int, batch: Sequence[Pair], own: bool) -> Iterator[Document]:
    for side, year in (("a", 2018), ("b", 2019)):
        author = f"Người Thứ {number}" if own or side == "a" else f"Ai Khác {number}"
        made = document(*(p[side] for p in batch), year=year, author=author, unit=f"Đơn vị {number}")
        digest = hashlib.sha256(f"{number}{side}".encode()).hexdigest()
        yield replace(made, raw=replace(made.raw, path=f"{number}{side}", digest=digest), id=digest[:16])


def measure(found: Sequence[Pair], size: int, own: bool = True) -> Figures:
    done = list(reported(batches(found, size), own))
    copies = [hit for pair, hit in done if pair["kind"] == "paraphrase"]
    others = [hit for pair, hit in done if pair["kind"] != "paraphrase"]
    return Figures(sum(copies), len(copies), sum(others), len(others))


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--show", action="store_true", help="list what was missed and what was wrongly reported")
    options = parser.parse_args()
    known = pairs()
    for name, size, own in (("alone", 1, True), ("documents", TOGETHER, True), ("others", TOGETHER, False)):
        print(f"{name}: {measure(known, size, own)}")
    strengths: dict[str, Counter[bool]] = defaultdict(Counter)
    for pair, hit in reported(batches(known, TOGETHER)):
        strengths[f"{pair['kind']} {pair.get('strength', '')}".strip()][hit] += 1
        if options.show and hit != (pair["kind"] == "paraphrase"):
            print(f"{'MISSED' if not hit else 'WRONG'} {pair.get('strength', '')}\n  a {pair['a']}\n  b {pair['b']}")
    for name, counts in sorted(strengths.items()):
        print(f"  {name}: {counts[True]}/{counts.total()}")


if __name__ == "__main__":
    main()
