"""Copy detection on labelled documents, without loaders: python benchmarks/copies_dev.py DIR [--show]

DIR holds documents.jsonl. A copy counts as found when any holder of the same chain is among the matches; a match of a
pledge that is no copy is a false alarm unless the source itself copied from this document. Formulas are recognised, not given.
"""

from __future__ import annotations

import argparse
import json
import sys
import time
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).parents[1]))

from qualitycheck.checks.templates import is_template
from qualitycheck.match import match_documents
from qualitycheck.types import Match
from tests.support import document_from_labels, shipped_rules

Labels = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Case:
    """One labelled pledge: the kind of copy it is ("" for none), its matches, and the right ones among them.

    ``template`` is its label, ``formula`` what was recognised, by the rules' list or in the comparison.
    """

    place: str
    text: str
    kind: str
    template: bool
    formula: bool
    matches: tuple[Match, ...]
    right: tuple[Match, ...]

    @property
    def false_alarm(self) -> bool:
        return not self.kind and bool(self.matches) and not self.right


def pledges(document: Labels) -> list[Labels]:
    return [p for s in document["sections"] for p in s["pledges"]]


def chain(gold: Mapping[str, Labels], copy: Labels | None) -> set[str]:
    """Ids of all earlier holders of a copied text."""
    found: set[str] = set()
    while copy and copy["id"] not in found:
        found.add(copy["id"])
        source = pledges(gold[copy["id"]])
        copy = source[copy["pledge"]].get("copy_of") if copy["pledge"] < len(source) else None
    return found


def copied_from(gold: Mapping[str, Labels], by: str, source: str) -> bool:
    """Whether a pledge of document ``by`` is labelled as taken from ``source``."""
    return any((p.get("copy_of") or {}).get("id") == source for p in pledges(gold[by]))


def cases(gold: Mapping[str, Labels]) -> Iterator[Case]:
    documents = [document_from_labels(d) for d in gold.values()]
    rules = shipped_rules()
    templates = [[is_template(p.text, rules) for p in d.pledges] for d in documents]
    found = match_documents(documents, templates, None, rules.lists)
    for labels, given, compared in zip(gold.values(), templates, found, strict=True):
        for index, pledge in enumerate(pledges(labels)):
            mine = tuple(m for m in compared.matches if m.pledge == index)
            copy = pledge.get("copy_of")
            holders = chain(gold, copy)
            right = tuple(
                m for m in mine if m.path in holders or (not copy and copied_from(gold, m.path, labels["id"]))
            )
            formula = given[index] or index in compared.formulas
            kind = copy["kind"] if copy else ""
            yield Case(f"{labels['id']} {index}", pledge["text"], kind, pledge["template"], formula, mine, right)


def show(case: Case) -> None:
    if case.template != case.formula:
        print(f"{'MISSED' if case.template else 'FALSE'} formula {case.place}: {case.text}")
    if case.kind and not case.right:
        print(f"MISSED {case.kind} {case.place}: {case.text}")
    if case.false_alarm:
        first = case.matches[0]
        print(f"FALSE {first.kind} {first.similarity} {first.relation} {case.place}: {case.text}")
        print(f"      {first.path} {first.source_pledge}: {first.text}")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--show", action="store_true", help="list what was missed and the false alarms")
    options = parser.parse_args()
    lines = (options.folder / "documents.jsonl").read_text(encoding="utf-8").splitlines()
    started = time.perf_counter()
    done = list(cases({d["id"]: d for d in map(json.loads, lines)}))
    spent = time.perf_counter() - started
    for case in done if options.show else ():
        show(case)
    total = Counter(case.kind for case in done if case.kind)
    hits = Counter(case.kind for case in done if case.kind and case.right)
    false = sum(case.false_alarm for case in done)
    formulas = [sum(c.template and c.formula for c in done), sum(c.template for c in done)]
    formulas.append(sum(c.formula and not c.template for c in done))
    named = sum(case.right[0].kind == case.kind for case in done if case.kind and case.right)
    print("formulas {}/{}, wrongly {}; kinds named right {}/{}".format(*formulas, named, hits.total()))
    recall = {kind: f"{hits[kind]}/{n}" for kind, n in sorted(total.items())}
    print(
        f"recall {recall} false alarms {false} precision {hits.total() / max(hits.total() + false, 1):.3f} {spent:.1f} s"
    )


if __name__ == "__main__":
    main()
