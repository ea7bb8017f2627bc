"""Rows on disk, one file per slice of documents: what is done stays done when a run is interrupted.

A file is there whole or not at all. The folder's name says what the rows were made of; another state of the register,
other rules or other options get another folder.
"""

from __future__ import annotations

import hashlib
import shutil
from collections.abc import Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

import msgspec

from qualitycheck.audit.model import Row
from qualitycheck.files import write_atomic

LEAST, MOST, PARTS = 50, 1000, 64  # documents of a slice; slices aimed at
_NAME = "rows-{:07d}-{:07d}.json"
_DECODER = msgspec.json.Decoder(tuple[Row, ...])
_ENCODER = msgspec.json.Encoder()


@dataclass(frozen=True, slots=True)
class Slice:
    """Documents ``start`` (included) to ``stop`` (excluded) of those to audit."""

    start: int
    stop: int


def slices(total: int) -> tuple[Slice, ...]:
    """The documents in even parts: small enough to lose little when interrupted, large enough to search together."""
    size = min(max(LEAST, -(-total // PARTS)), MOST)
    return tuple(Slice(start, min(start + size, total)) for start in range(0, total, size))


def fingerprint(*parts: object) -> str:
    """Name of a work folder for rows made of exactly these."""
    return hashlib.blake2b("\n".join(map(str, parts)).encode(), digest_size=8).hexdigest()


@dataclass(frozen=True)
class Store:
    """The rows of one audit below ``folder``."""

    folder: Path
    parts: tuple[Slice, ...]

    def open(self) -> None:
        """Make the folder; rows of other states of the register, which no run can use again, are deleted. Raises OSError."""
        self.folder.mkdir(parents=True, exist_ok=True)
        for other in self.folder.parent.iterdir():
            if other != self.folder and (other / "audit.txt").is_file():
                shutil.rmtree(other, ignore_errors=True)
        write_atomic(self.folder / "audit.txt", "qualitycheck audit: work in progress, may be deleted\n")

    def path(self, part: Slice) -> Path:
        return self.folder / _NAME.format(part.start, part.stop)

    def missing(self) -> tuple[Slice, ...]:
        """Slices still to do; a file that cannot be read counts as missing."""
        return tuple(part for part in self.parts if not self._is_sound(part))

    def _is_sound(self, part: Slice) -> bool:
        try:
            return len(self.read(part)) == part.stop - part.start
        except (OSError, msgspec.DecodeError):
            return False

    def write(self, part: Slice, rows: Sequence[Row]) -> None:
        """All rows of a slice at once. Raises OSError."""
        write_atomic(self.path(part), _ENCODER.encode(rows))

    def read(self, part: Slice) -> tuple[Row, ...]:
        """Raises OSError, msgspec.DecodeError."""
        return _DECODER.decode(self.path(part).read_bytes())

    def __iter__(self) -> Iterator[Row]:
        for part in self.parts:
            yield from self.read(part)

    def __len__(self) -> int:
        return self.parts[-1].stop if self.parts else 0

    def close(self) -> None:
        """Delete the rows: they hold people's texts and are of no further use."""
        shutil.rmtree(self.folder, ignore_errors=True)
        with suppress(OSError):
            self.folder.parent.rmdir()
