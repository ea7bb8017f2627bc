"""Shared helpers of the tests: the checkout's rules, and documents from labelled or plain parts."""

from __future__ import annotations

from collections.abc import Mapping
from functools import lru_cache
from pathlib import Path
from typing import Any

from qualitycheck.checks.building import build_document
from qualitycheck.rules import Example, RuleSet, load_rules
from qualitycheck.rules.model import ExampleSection
from qualitycheck.types import Document

RULES_FOLDER = Path(__file__).parents[1] / "rules"


@lru_cache(maxsize=1)
def shipped_rules() -> RuleSet:
    return load_rules([RULES_FOLDER])


def document_from_labels(labels: Mapping[str, Any]) -> Document:
    """A segmented document from one line of a labelled documents.jsonl (see its README), without any loader."""
    sections = tuple(ExampleSection(s["heading"], tuple(p["text"] for p in s["pledges"])) for s in labels["sections"])
    example = Example(
        kind=labels["kind"],
        year=labels["year"],
        author=labels["author"],
        position=labels["position"],
        unit=labels["unit"],
        party_cell=labels["party_cell"],
        intro=labels["intro"],
        closing=labels["closing"],
        sections=sections,
    )
    return build_document(example, shipped_rules(), path=labels["id"]).document


def document(*pledges: str, **parts: Any) -> Document:
    """A small document: pledges under one heading-less section, and any field of ``Example``."""
    example = Example(sections=(ExampleSection("", pledges),), **parts)
    return build_document(example, shipped_rules()).document
