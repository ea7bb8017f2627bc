"""How much a loader will take: hostile and broken files must end in a clear error, not in a full memory."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Limits:
    """Upper bounds; one more is ``too-large``. A commitment has 2 pages, an unpacked one of 1,000,000 words 5 MB."""

    max_bytes: int = 50_000_000  # the file itself
    max_unpacked: int = 64_000_000  # all XML parts read from a zip, inflated
    max_pages: int = 500
    max_characters: int = 10_000_000
