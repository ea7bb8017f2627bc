"""How often words and runs occur in the whole register: made once per generation, then frozen."""

from __future__ import annotations

import math
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from qualitycheck.index import grams

ARRAYS = ("singles", "table", "pairs")
FREQUENT = 40  # occurrences from which a run counts as common language, at least
PER_PLEDGES = 100_000  # one more for so many pledges: longer runs survive an edit less often
SAMPLE = 1_000_000  # pledges counted for distant pairs
MOST = 12.0  # bits of a single word


@dataclass(frozen=True)
class Tables:
    """``every``: one in so many rare runs has a list. ``least`` is the cell of a run that is no longer frequent."""

    singles: NDArray[np.uint32]
    table: NDArray[np.uint8]
    pairs: NDArray[np.uint8]
    words: int
    pledges: int
    documents: int
    every: int
    frequent: int = FREQUENT

    @classmethod
    def empty(cls, words: int, pledges: int, documents: int, every: int, few: int) -> Tables:
        bits = grams.table_bits(words)
        return cls(
            np.zeros(grams.WORDS, np.uint32), np.zeros(1 << bits, np.uint8),
            np.zeros(1 << grams.pair_bits(pledges), np.uint8), words, pledges, documents, every if pledges >= few else 1,
            max(FREQUENT, pledges // PER_PLEDGES),
        )  # fmt: skip

    @property
    def bits(self) -> int:
        return len(self.table).bit_length() - 1

    @cached_property
    def least(self) -> int:
        return grams.cell_of(self.frequent)

    @property
    def stride(self) -> int:
        """One in so many pledges is counted for distant pairs."""
        return 1 + self.pledges // SAMPLE

    @property
    def total(self) -> float:
        """log2 of the number of words."""
        return grams.total_bits(self.words)

    @property
    def needed(self) -> float:
        """log2 of the number of pledges: so many bits chance finds somewhere in the register."""
        return math.log2(max(self.pledges, 2))

    @cached_property
    def logs_of_words(self) -> NDArray[np.float32]:
        """log2 of the occurrences of every word; -1 for none."""
        known = np.log2(np.maximum(self.singles, 1)).astype(np.float32)
        return np.where(self.singles > 0, known, np.float32(-1)).astype(np.float32)

    @property
    def for_search(self) -> tuple[Any, ...]:
        return (
            self.logs_of_words, self.table, np.uint64(64 - self.bits), self.least, np.float32(np.log2(self.frequent)),
            grams.LOG_ESTIMATE, np.float32(self.total), np.float32(MOST), self.pairs,
            np.uint64(65 - len(self.pairs).bit_length()), np.float32(np.log2(self.stride)), np.float32(self.needed),
        )  # fmt: skip

    def save(self, folder: Path) -> None:
        folder.mkdir(parents=True)
        for name in ARRAYS:
            np.save(folder / f"{name}.npy", getattr(self, name), allow_pickle=False)

    @classmethod
    def load(
        cls, folder: Path, whole: bool, words: int, pledges: int, documents: int, every: int, frequent: int
    ) -> Tables:
        """Mapped into memory; without their contents unless ``whole``. Raises OSError and ValueError."""
        if not whole:
            nothing = np.zeros(1, np.uint8)
            return cls(nothing.astype(np.uint32), nothing, nothing, words, pledges, documents, every, frequent)
        singles, table, pairs = (
            np.load(folder / f"{name}.npy", mmap_mode="r", allow_pickle=False).view(np.ndarray) for name in ARRAYS
        )
        return cls(singles, table, pairs, words, pledges, documents, every, frequent)
