"""Copy detection on labelled documents, without loaders: python benchmarks/copies_dev.py DIR [--show]

DIR holds documents.jsonl. A copy counts as found when any holder of the same chain is among the matches; a match of a
pledge that is no copy is a false alarm unless the source itself copied from this document.
"""

from __future__ import annotations

import argparse
import json
import sys
import time
from collections import Counter
from collections.abc import Mapping
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).parents[1]))

from qualitycheck.match import match_documents
from tests.support import document_from_labels, shipped_rules

Labels = Mapping[str, Any]


def pledges(document: Labels) -> list[Labels]:
    return [p for s in document["sections"] for p in s["pledges"]]


def chain(gold: Mapping[str, Labels], copy: Labels | None) -> set[str]:
    found: set[str] = set()
    while copy and copy["id"] not in found:
        found.add(copy["id"])
        source = pledges(gold[copy["id"]])
        copy = source[copy["pledge"]].get("copy_of") if copy["pledge"] < len(source) else None
    return found


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--show", action="store_true", help="list what was missed and the false alarms")
    options = parser.parse_args()
    gold = {d["id"]: d for d in map(json.loads, (options.folder / "documents.jsonl").open(encoding="utf-8"))}
    documents = [document_from_labels(d) for d in gold.values()]
    templates = [[bool(p["template"]) for p in pledges(d)] for d in gold.values()]
    started = time.perf_counter()
    matches = match_documents(documents, templates, None, shipped_rules().lists.get("synonyms", ()))
    spent = time.perf_counter() - started
    total: Counter[str] = Counter()
    hits: Counter[str] = Counter()
    kinds: Counter[tuple[str, str]] = Counter()
    false = 0
    for labels, found in zip(gold.values(), matches, strict=True):
        for index, pledge in enumerate(pledges(labels)):
            mine = [m for m in found if m.pledge == index]
            copy = pledge.get("copy_of")
            if copy:
                right = [m for m in mine if m.path in chain(gold, copy)]
                total[copy["kind"]] += 1
                hits[copy["kind"]] += bool(right)
                kinds[copy["kind"], right[0].kind if right else "-"] += 1
                if options.show and not right:
                    print(f"MISSED {copy['kind']} {labels['id']} {index} {copy}\n   {pledge['text']}\n   "
                          f"{pledges(gold[copy['id']])[copy['pledge']]['text']}")  # fmt: skip
                continue
            back = any((p.get("copy_of") or {}).get("id") == labels["id"] for m in mine for p in pledges(gold[m.path]))
            if mine and not back:
                false += 1
                if options.show:
                    print(f"FALSE {labels['id']} {index} {mine[0].kind} {mine[0].similarity} {mine[0].relation} "
                          f"{mine[0].path} {mine[0].source_pledge}\n   {pledge['text']}\n   {mine[0].text}")  # fmt: skip
    print({kind: f"{hits[kind]}/{n}" for kind, n in total.items()}, "false alarms", false,
          f"precision {hits.total() / max(hits.total() + false, 1):.3f}", f"{spent:.1f} s")  # fmt: skip
    print("label -> found as", {f"{a}->{b}": n for (a, b), n in sorted(kinds.items())})


if __name__ == "__main__":
    main()
