"""The same quality with 5, 50 and 500 documents: labelled copies among few others, and among many strangers."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from functools import lru_cache
from itertools import islice
from pathlib import Path
from typing import Any

import pytest

from qualitycheck.checks.templates import is_template
from qualitycheck.match import match_documents
from qualitycheck.types import Document
from tests.corpus_support import filed
from tests.support import document_from_labels, shipped_rules

LABELLED = Path(__file__).parents[1] / "corpora" / "labelled"
SETS = ("lam-khe", "hai-van", "dak-mil", "tra-giang")
Labels = dict[str, Any]


@lru_cache(maxsize=4)
def labelled(name: str) -> tuple[Labels, ...]:
    lines = (LABELLED / name / "documents.jsonl").read_text(encoding="utf-8").splitlines()
    return tuple(json.loads(line) | {"set": name} for line in lines)


def pledges(labels: Labels) -> list[Labels]:
    return [p for s in labels["sections"] for p in s["pledges"]]


def fives(name: str) -> Iterator[list[Labels]]:
    """Groups of five: a document that copies, where it copies from, and others of the set until there are five."""
    known = {d["id"]: d for d in labelled(name)}
    for at, document in enumerate(labelled(name)):
        sources = {p["copy_of"]["id"] for p in pledges(document) if p["copy_of"]}
        if sources and len(sources) < 4:
            rest = [
                d for d in (*labelled(name)[at:], *labelled(name)[:at]) if d["id"] not in {document["id"], *sources}
            ]
            yield [document, *(known[i] for i in sorted(sources)), *islice(rest, 4 - len(sources))]


def strangers(count: int) -> list[Document]:
    """Documents of single labelled pledges by many genres' writers, each sentence once."""
    texts = [
        json.loads(line)["text"]
        for path in sorted((LABELLED / "sentences").glob("*.jsonl"))
        for line in path.read_text(encoding="utf-8").splitlines()
    ]
    size = len(texts) // count
    return [
        filed(
            f"s{n}", *texts[n * size : (n + 1) * size], author=f"Người Lạ {n}", unit=f"Đơn vị lạ {n}", year=2018 + n % 3
        )
        for n in range(count)
    ]


def figures(group: Sequence[Labels], more: Sequence[Document] = ()) -> tuple[int, int, int]:
    """Copies found, copies labelled with a source in the group, false alarms: matches where no copy is labelled."""
    documents = [document_from_labels(d) for d in group]
    rules = shipped_rules()
    everybody = [*documents, *more]
    templates = [[is_template(p.text, rules) for p in d.pledges] for d in everybody]
    compared = match_documents(everybody, templates, None, rules.lists)
    ids, taken = {d["id"] for d in group}, _taken(group)
    found = total = wrong = 0
    for labels, one in zip(group, compared, strict=False):
        matched = {m.pledge for m in one.matches}
        for index, pledge in enumerate(pledges(labels)):
            copied = bool(pledge["copy_of"]) and pledge["copy_of"]["id"] in ids
            total += copied
            found += copied and index in matched
            wrong += index in matched and not pledge["copy_of"] and (labels["id"], index) not in taken
    return found, total, wrong


def _taken(group: Sequence[Labels]) -> set[tuple[str, int]]:
    """Pledges that a document of the same year took: a repetition without direction is seen from both sides."""
    return {(p["copy_of"]["id"], p["copy_of"]["pledge"]) for d in group for p in pledges(d) if p["copy_of"]}


# of an app's sentences that no list holds and that fewer than five people carry nobody can tell whose they are
LEAST_PRECISION = {"tra-giang": 0.8}


@pytest.mark.parametrize("name", SETS)
def test_five_documents(name: str) -> None:
    counts = [figures(group) for group in fives(name)]
    found, total, wrong = (sum(column) for column in zip(*counts, strict=True))
    assert total > 20
    assert found / total >= 0.85
    assert found / (found + wrong) >= LEAST_PRECISION.get(name, 0.95)


@pytest.mark.parametrize("name", SETS)
def test_fifty_documents(name: str) -> None:
    found, total, wrong = figures(labelled(name)[:50])
    assert found / total >= 0.85
    assert found / (found + wrong) >= 0.95


def test_five_hundred_documents() -> None:
    """Two sets, whose people do not know each other, among strangers."""
    group = [*labelled("hai-van"), *labelled("lam-khe")]
    renamed = [d | {"id": f"{d['set']} {d['id']}", "sections": _renamed(d)} for d in group]
    found, total, wrong = figures(renamed, strangers(500 - len(group)))
    assert found / total >= 0.9
    assert found / (found + wrong) >= 0.95


def _renamed(labels: Labels) -> list[Labels]:
    def one(pledge: Labels) -> Labels:
        copy = pledge["copy_of"]
        return pledge | {"copy_of": copy and copy | {"id": f"{labels['set']} {copy['id']}"}}

    return [section | {"pledges": [one(p) for p in section["pledges"]]} for section in labels["sections"]]
