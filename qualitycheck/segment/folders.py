"""Year and unit from the folder a file lies in, where the document itself does not say them."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import PurePosixPath

from qualitycheck.types import Fact, FactSource

DEFAULT_PATTERN = "{year}/{unit}"
_YEAR = re.compile(r"(?<!\d)(20[0-4]\d|199\d)(?!\d)")


@dataclass(frozen=True, slots=True)
class PathFacts:
    """What is known of a file before it is read; ``source`` says from where."""

    year: int | None = None
    unit: str | None = None
    year_source: FactSource = "folder"
    unit_source: FactSource = "folder"

    def unit_fact(self) -> Fact | None:
        return Fact(self.unit, self.unit_source) if self.unit else None


def path_facts(
    shown: str, pattern: str = DEFAULT_PATTERN, year: int | None = None, unit: str | None = None
) -> PathFacts:
    """Match the folders of ``shown`` against ``pattern``; ``year`` and ``unit`` are the user's own, for what is missing."""
    names = [n for n in pattern.strip("/… .").split("/") if n]
    folders = PurePosixPath(shown).parts[:-1]
    found: dict[str, str] = {}
    for start in range(len(folders) - len(names), -1, -1):
        found = _match(names, folders[start : start + len(names)])
        if found:
            break
    said = found.get("{year}")
    return PathFacts(
        year=int(said) if said else year,
        unit=found.get("{unit}") or unit,
        year_source="folder" if said else "option",
        unit_source="folder" if found.get("{unit}") else "option",
    )


def _match(names: Sequence[str], folders: Sequence[str]) -> dict[str, str]:
    out: dict[str, str] = {}
    for name, folder in zip(names, folders, strict=True):
        if name == "{year}":
            year = _YEAR.search(folder)
            if year is None:
                return {}
            out[name] = year[1]
        elif name == "{unit}":
            out[name] = folder
        elif name != "*" and name != folder:
            return {}
    return out
