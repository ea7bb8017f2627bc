"""Keeping a register in order: the index of a large one, joined parts, damage found and mended."""

from __future__ import annotations

import os
import shutil
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

import pyarrow as pa

from qualitycheck.corpus import derived, scaled
from qualitycheck.corpus import manifest as manifests
from qualitycheck.corpus.engine import Engine
from qualitycheck.corpus.manifest import Manifest, Part
from qualitycheck.errors import MissingExtra

if TYPE_CHECKING:
    from qualitycheck.index.store import Index

MEMORY = 4 << 30  # bytes
SMALL = 2000  # documents of a part that is joined with others
JOINED = 20_000  # documents of a part made of others, at most
Report = Callable[[str, int, int], None]  # stage, done, all
WritePart = Callable[[pa.Table, int | None, int], Part]


@dataclass(frozen=True, slots=True)
class Inspection:
    """Damaged parts, which only a backup brings back, and derived files that were damaged and made anew."""

    damaged: tuple[str, ...]
    renewed: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Compacted:
    """Number of parts before and after, and whether the register now has an index."""

    before: int
    after: int
    indexed: bool


def damaged_parts(folder: Path, manifest: Manifest) -> list[str]:
    """One sentence per part that is missing, or whose bytes are not those that were written."""
    found = ((part, manifests.damage(folder, part, thorough=True)) for part in manifest.parts)
    return [f"{folder / part.file}: {problem}" for part, problem in found if problem]


def usable(folder: Path, manifest: Manifest) -> Index | None:
    """The index of a register; None when it is damaged, or made of parts that are gone, or not to be read here."""
    place = folder / derived.FOLDER / scaled.FOLDER
    if not place.is_dir():
        return None
    try:
        from qualitycheck.index.store import load
    except MissingExtra:
        return None
    found = load(place)
    return found if found and found.parts <= {part.digest for part in manifest.parts} else None


def renew(folder: Path, manifest: Manifest) -> bool:
    """After a change: make the index of a large register cover it. False when it has none. Raises OSError."""
    if _documents(manifest) < scaled.LEAST:
        _drop(folder)
        return False
    index = usable(folder, manifest)
    if index is None:
        _drop(folder)  # it may hold people who were removed
    elif _uncovered(index, manifest) <= scaled.UNCOVERED:
        return True
    try:
        return rebuild(folder, manifest, MEMORY, None, least=scaled.LEAST)
    except MissingExtra:
        return False


def rebuild(folder: Path, manifest: Manifest, memory: int, report: Report | None, least: int | None = None) -> bool:
    """Make the index of a large register cover it; False for a small one. Raises OSError, MissingExtra."""
    if _documents(manifest) < (scaled.LEAST if least is None else least):
        _drop(folder)
        return False
    from qualitycheck.index.store import renew as make

    jobs = max(1, min(2, os.cpu_count() or 1))
    make(
        folder / derived.FOLDER / scaled.FOLDER, scaled.sources(folder, manifest), memory, jobs, report or _silent
    )  # fmt: skip
    return True


def mend(folder: Path, manifest: Manifest, engine: Engine, sound: bool) -> list[str]:
    """Find damaged derived files and make them anew where the parts are ``sound``; one sentence per file."""
    place = folder / derived.FOLDER / scaled.FOLDER
    if not place.is_dir():
        return []
    from qualitycheck.index.store import load

    index = load(place, whole=False)
    problems = index.damage(thorough=True) if index else [f"{place}: damaged"]
    if problems:
        _drop(folder)
    if problems and sound and not renew(folder, manifest):
        derived.renew(folder, manifest, engine)
    return problems


def joined(folder: Path, manifest: Manifest, engine: Engine, write: WritePart) -> tuple[Part, ...]:
    """The parts with small ones of a year written into one."""
    out: list[Part] = []
    group: list[Part] = []
    for part in [*sorted(manifest.parts, key=lambda p: (p.year or 0, p.file)), None]:
        fits = part and group and part.year == group[0].year and sum(p.documents for p in [*group, part]) <= JOINED
        if part and part.documents < SMALL and (fits or not group):
            group.append(part)
            continue
        out += _one(folder, group, engine, write, len(out))
        group = [part] if part and part.documents < SMALL else []
        out += [part] if part and not group else []
    return tuple(out) if len(out) < len(manifest.parts) else manifest.parts


def _one(folder: Path, group: Sequence[Part], engine: Engine, write: WritePart, serial: int) -> list[Part]:
    if len(group) < 2:
        return list(group)
    rows = engine.select("SELECT * FROM parts ORDER BY digest, pledge", {"parts": [folder / p.file for p in group]})
    return [write(rows, group[0].year, serial)]


def _documents(manifest: Manifest) -> int:
    return sum(part.documents for part in manifest.parts)


def _uncovered(index: Index, manifest: Manifest) -> float:
    missing = sum(part.documents for part in manifest.parts if part.digest not in index.parts)
    return missing / max(_documents(manifest), 1)


def _drop(folder: Path) -> None:
    shutil.rmtree(folder / derived.FOLDER / scaled.FOLDER, ignore_errors=True)


def _silent(stage: str, done: int, total: int) -> None:
    """Nobody watches."""
