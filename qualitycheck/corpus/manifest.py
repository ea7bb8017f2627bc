"""manifest.json: which part files belong to a register and what it was made with. Replaced as a whole or not at all."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass, replace
from pathlib import Path
from typing import Any

from qualitycheck.corpus.shingles import Settings
from qualitycheck.errors import CorpusError
from qualitycheck.files import write_atomic

NAME = "manifest.json"
SCHEMA_NUMBER = 1
MAGIC = b"PAR1"
REBUILD = "delete the folder and register the documents again with `qualitycheck corpus add`"


@dataclass(frozen=True, slots=True)
class Part:
    """One immutable Parquet file; ``file`` is relative to the register, ``digest`` the SHA-256 of its bytes in hex."""

    file: str
    year: int | None
    documents: int
    rows: int
    bytes: int
    digest: str


@dataclass(frozen=True, slots=True)
class Manifest:
    settings: Settings
    generation: int = 0
    parts: tuple[Part, ...] = ()

    def next(self, parts: tuple[Part, ...]) -> Manifest:
        return replace(self, generation=self.generation + 1, parts=parts)


def read(folder: Path) -> Manifest:
    """Raises CorpusError for a missing or broken manifest, or one of another program version or other settings."""
    path = folder / NAME
    try:
        data = json.loads(path.read_text(encoding="utf-8"))
    except FileNotFoundError:
        raise CorpusError(
            f"{folder}: no register here ({NAME} is missing); make one with `qualitycheck corpus add`"
        ) from None
    except (OSError, ValueError):
        raise CorpusError(f"{path}: damaged, it is no JSON; restore it from a backup or {REBUILD}") from None
    return _checked(path, data)


def _checked(path: Path, data: Any) -> Manifest:
    if isinstance(data, dict) and data.get("schema", SCHEMA_NUMBER) != SCHEMA_NUMBER:
        raise CorpusError(f"{path}: made by another version of the program (schema {data['schema']!r}); {REBUILD}")
    try:
        settings = Settings(**data["settings"])
        parts = tuple(Part(**part) for part in data["parts"])
        manifest = Manifest(settings, int(data["generation"]), parts)
    except (KeyError, TypeError, ValueError):
        raise CorpusError(f"{path}: damaged, fields are missing; restore it from a backup or {REBUILD}") from None
    if settings != Settings():
        raise CorpusError(f"{path}: made with other settings ({_shown(settings)}); {REBUILD}")
    return manifest


def _shown(settings: Settings) -> str:
    return ", ".join(f"{name} {value}" for name, value in asdict(settings).items())


def write(folder: Path, manifest: Manifest) -> None:
    data: Mapping[str, object] = {
        "schema": SCHEMA_NUMBER,
        "settings": asdict(manifest.settings),
        "generation": manifest.generation,
        "parts": [asdict(part) for part in manifest.parts],
    }
    write_atomic(folder / NAME, json.dumps(data, ensure_ascii=False, indent=1) + "\n")


def damage(folder: Path, part: Part, thorough: bool = False) -> str | None:
    """What is wrong with a part file, or None. ``thorough`` reads and hashes all of it."""
    path = folder / part.file
    try:
        size = path.stat().st_size
        with path.open("rb") as file:
            head = file.read(4)
            file.seek(max(size - 4, 0))
            tail = file.read(4)
            file.seek(0)
            digest = hashlib.file_digest(file, "sha256").hexdigest() if thorough else part.digest
    except FileNotFoundError:
        return "missing"
    except OSError:
        return "unreadable"
    if size != part.bytes or head != MAGIC or tail != MAGIC or digest != part.digest:
        return "damaged"
    return None
