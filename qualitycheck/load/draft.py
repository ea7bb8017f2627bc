"""What a reader hands to ``assemble``: paragraphs as found, in Unicode, not yet cleaned and without offsets."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Protocol

from qualitycheck.load.limits import Limits
from qualitycheck.types import Cell, Notice, Part


@dataclass(frozen=True, slots=True)
class Paragraph:
    """One paragraph. ``legacy`` names the encoding of the fonts its text was converted from, "" where none was."""

    text: str
    label: str = ""
    part: Part = "body"
    page: int | None = None
    cell: Cell | None = None
    bold: bool = False
    centered: bool = False
    heading: int | None = None
    legacy: str = ""
    confidence: int = 100  # percent; of its least sure line where it was recognised from an image


@dataclass(frozen=True, slots=True)
class Content:
    """All of a file. ``pictures`` tells an empty file from a scan; ``stated_words`` checks the stated page count."""

    paragraphs: tuple[Paragraph, ...]
    pages: int | None = None
    notices: tuple[Notice, ...] = field(default=())
    pictures: bool = False


class Reader(Protocol):
    """A format: bytes of one file to its content. Raises LoadError."""

    def __call__(self, data: bytes, limits: Limits) -> Content: ...
