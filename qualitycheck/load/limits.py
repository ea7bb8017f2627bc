"""How much a loader will take: hostile and broken files must end in a clear error, not in a full memory."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Limits:
    """Upper bounds; one more is ``too-large``. A commitment has 2 pages, an unpacked one of 1,000,000 words 5 MB.

    ``seconds`` and ``memory_mb`` hold where a file is read in a process of its own (``load.guard``).
    """

    max_bytes: int = 50_000_000  # the file itself, and each file in an archive
    max_unpacked: int = 64_000_000  # all XML parts read from a zip, inflated
    max_pages: int = 500
    max_characters: int = 2_000_000  # some 400,000 words
    max_members: int = 5_000  # files in an archive, rows of a register
    max_archive: int = 1_000_000_000  # bytes of an archive of submissions: its members are read one by one
    seconds: int = 120  # for one document
    memory_mb: int = 1_000
    ocr: bool = True  # read scans with Tesseract where it is installed
    ocr_pages: int = 20  # the most pages of one file that are recognised: each takes one to three seconds
