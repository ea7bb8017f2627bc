"""Which document, which finding, which pledge a decision is about: by content, never by path or position."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Mapping
from typing import TypeAlias

from qualitycheck.types import Document, Finding, Pledge, RawDocument
from qualitycheck.vietnamese.characters import key, syllables

MOST = 32  # paragraphs that stand for a document: all of a usual one
_LONG = 8  # syllables; shorter paragraphs (headings, header lines) are alike in every document
_SAME = 0.4  # share of paragraphs that an edited document still has
_WORSE = 1.25  # a measured fault that grew by more is another fault

Mark: TypeAlias = tuple[str, ...]
Extent: TypeAlias = Mapping[str, tuple[str, ...] | float]


def mark(raw: RawDocument) -> Mark:
    """Hashes of the document's long paragraphs, sorted, at most ``MOST``: the smallest, so edits change few of them."""
    body = [b.text for b in raw.blocks if b.part == "body"]
    long = [text for text in body if len(syllables(text)) >= _LONG]
    return tuple(sorted({_hash(key(text)) for text in long or body})[:MOST])


def same_document(one: Iterable[str], other: Iterable[str]) -> bool:
    """Whether two marks are of one document, perhaps before and after some editing."""
    first, second = set(one), set(other)
    smaller = min(len(first), len(second))
    return first == second or (smaller > 0 and len(first & second) >= _SAME * smaller)


def is_locked(finding: Finding, document: Document) -> bool:
    """Whether the fingerprint alone could mean another document: nobody is named in it, or no passage."""
    return finding.pledge is None or (document.author is None and document.unit is None)


def extent(finding: Finding) -> Extent:
    """How large a fault of the whole document is: a larger one is not covered by an old decision."""
    if finding.span is not None or finding.pledge is not None:
        return {}
    found: dict[str, tuple[str, ...] | float] = {}
    missing, over = finding.values.get("missing"), finding.values.get("over")
    if isinstance(missing, tuple):
        found["missing"] = missing
    if isinstance(over, int | float):
        found["over"] = float(over)
    return found


def grew(before: Extent, now: Extent) -> bool:
    """Whether a fault is larger than the one that was judged; what was not recorded is not compared."""
    for name, old in before.items():
        new = now.get(name)
        if isinstance(old, float | int) and isinstance(new, float | int) and new > _WORSE * old:
            return True
        if isinstance(old, tuple) and isinstance(new, tuple) and not set(new) <= set(old):
            return True
    return False


def pledge_id(pledge: Pledge, document: Document) -> str:
    """Fingerprint of one person's pledge in one year."""
    owner = document.author or document.unit
    facts = (owner.value if owner else "", str(document.year or ""))
    return _hash("\n".join([key(pledge.text), *map(key, facts)]), 8)


def _hash(text: str, size: int = 4) -> str:
    return hashlib.blake2b(text.encode(), digest_size=size).hexdigest()
