"""One segment: the words, rare runs and documents of some parts of a register as arrays in files."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from functools import cached_property
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

ARRAYS = (
    "words", "starts", "documents",  # word numbers, where pledges begin in them, which pledge a document begins with
    "cells", "lists", "wholes", "whole-cells",  # lists by rare run and by whole text
    "digests", "prints", "authors", "units", "parts", "rows",  # of documents; ``rows``: its first row in the part
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class File:
    """Size in bytes and SHA-256 in hex of a file of the index."""

    bytes: int
    digest: str


@dataclass(frozen=True)
class Segment:
    """``parts`` are the digests of the register's parts it was made of, ``names`` their files."""

    folder: Path
    year: int | None
    documents: int
    pledges: int
    parts: tuple[str, ...]
    names: tuple[str, ...]
    files: Mapping[str, File]

    @cached_property
    def arrays(self) -> dict[str, NDArray[Any]]:
        """Mapped into memory. Raises OSError and ValueError."""
        return {
            name: np.load(self.folder / f"{name}.npy", mmap_mode="r", allow_pickle=False).view(np.ndarray)
            for name in ARRAYS
        }

    @property
    def for_search(self) -> tuple[Any, ...]:
        """The arrays that the compiled search walks."""
        names = ("words", "starts", "documents", "cells", "lists")
        bits = len(self.arrays["cells"]).bit_length() - 1
        whole_bits = len(self.arrays["whole-cells"]).bit_length() - 1
        return (
            *(self.arrays[name] for name in names), bits, self.arrays["wholes"], self.arrays["whole-cells"], whole_bits
        )  # fmt: skip

    def damage(self, thorough: bool = False) -> str | None:
        """A sentence on the first file that is missing or not as it was written, or None."""
        for name, written in self.files.items():
            if problem := damage(self.folder / name, written, thorough):
                return f"{self.folder / name}: {problem}"
        return None

    def as_json(self) -> dict[str, Any]:
        return {
            "folder": self.folder.name, "year": self.year, "documents": self.documents, "pledges": self.pledges,
            "parts": self.parts, "names": self.names, "files": {name: asdict(f) for name, f in self.files.items()},
        }  # fmt: skip

    @classmethod
    def from_json(cls, parent: Path, data: Mapping[str, Any]) -> Segment:
        files = {name: File(**f) for name, f in data["files"].items()}
        return cls(
            parent / data["folder"], data["year"], data["documents"], data["pledges"], tuple(data["parts"]),
            tuple(data["names"]), files,
        )  # fmt: skip


def damage(path: Path, written: File, thorough: bool) -> str | None:
    """What is wrong with a file, or None; ``thorough`` hashes all of it."""
    try:
        if path.stat().st_size != written.bytes:
            return "damaged"
        if thorough and hashed(path).digest != written.digest:
            return "damaged"
    except FileNotFoundError:
        return "missing"
    except OSError:
        return "unreadable"
    return None


def hashed(path: Path) -> File:
    with path.open("rb") as file:
        return File(path.stat().st_size, hashlib.file_digest(file, "sha256").hexdigest())


def save(folder: Path, arrays: Mapping[str, NDArray[Any]]) -> None:
    for name, array in arrays.items():
        np.save(folder / f"{name}.npy", array, allow_pickle=False)


def sealed(folder: Path, names: Sequence[str]) -> dict[str, File]:
    """Sizes and hashes of files just written."""
    return {name: hashed(folder / name) for name in names}
