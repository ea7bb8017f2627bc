"""What a collection answers with."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from qualitycheck.corpus.rows import from_row
from qualitycheck.types import Registered
from qualitycheck.vietnamese.characters import key

Place = tuple[str, int]  # digest of a document, index of its pledge


@dataclass(frozen=True, slots=True)
class Held:
    """A pledge of the collection; ``document`` is the digest of the file that holds it."""

    document: str
    pledge: int
    text: str

    @property
    def key(self) -> str:
        """Folded syllables: equal keys mean the same words."""
        return key(self.text)


@dataclass(frozen=True, slots=True)
class Header:
    """Header facts of a document of the collection; the keys are for comparing, ``holder`` is author and unit."""

    facts: Registered
    author_key: str
    unit_key: str
    holder: int

    @classmethod
    def of(cls, row: dict[str, Any]) -> Header:
        return cls(from_row(row), row["author_key"], row["unit_key"], row["holder"])


@dataclass(frozen=True, slots=True)
class Spread:
    """How many different people and units hold something."""

    holders: int
    units: int
