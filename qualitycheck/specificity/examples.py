"""Labelled pledges from folders of JSON Lines: single sentences with slots, and whole documents."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from qualitycheck.errors import UsageError
from qualitycheck.specificity.slots import PledgeContext
from qualitycheck.types import SlotName
from qualitycheck.vietnamese.characters import clean

_BULLET = re.compile(r"\s*(?:[-+*•–]+\s*|\(?[a-zđ][.)-]\s+|\d+(?:\.\d+)*[.)]\s+)")


@dataclass(frozen=True, slots=True)
class Labelled:
    """One labelled pledge. ``hand`` groups what one writer wrote for one unit; ``slots`` is None where unlabelled."""

    text: str
    level: int
    genre: str
    hand: str
    context: PledgeContext = field(default_factory=PledgeContext)
    slots: Mapping[SlotName, str | None] | None = None
    template: bool = False  # a formula that everybody must carry


def read_examples(folders: Sequence[Path]) -> list[Labelled]:
    """All labelled pledges below the folders, in the order of the sorted files. Raises UsageError."""
    found: list[Labelled] = []
    for folder in folders:
        files = [folder] if folder.is_file() else sorted(folder.rglob("*.jsonl"))
        for path in files:
            found.extend(_read_file(path))
    found = list({(e.text, e.context): e for e in reversed(found)}.values())[::-1]  # each wording once
    if not found:
        raise UsageError(
            f"no labelled pledges (*.jsonl) in {', '.join(map(str, folders))}; see corpora/labelled/GUIDE.md"
        )
    return found


def _read_file(path: Path) -> Iterator[Labelled]:
    with path.open(encoding="utf-8") as lines:
        for number, line in enumerate(lines, 1):
            if not line.strip():
                continue
            try:
                row = json.loads(line)
                if "sections" in row:
                    yield from _document(row, path)
                elif "text" in row and "specificity" in row:
                    yield _sentence(row, path)
            except (ValueError, KeyError, TypeError) as error:
                raise UsageError(
                    f"{path.name}:{number}: not a labelled pledge ({error}); see corpora/labelled/GUIDE.md"
                ) from None


def _sentence(row: Mapping[str, Any], path: Path) -> Labelled:
    around = row.get("context") or {}
    context = PledgeContext(
        clean(around.get("parent") or ""),
        tuple(clean(c) for c in around.get("children") or ()),
        clean(around.get("aside") or ""),
    )
    genre = row.get("genre") or path.parent.name
    hand = f"{row.get('author') or row.get('domain') or path.stem}|{row.get('unit') or ''}"
    return Labelled(
        clean(row["text"]).strip(), int(row["specificity"]), genre, f"{path.stem}|{hand}", context, row.get("slots")
    )


def _document(row: Mapping[str, Any], path: Path) -> Iterator[Labelled]:
    hand = f"{row.get('author') or ''}|{row.get('unit') or row['id']}"
    for section in row["sections"]:
        for pledge in section["pledges"]:
            yield Labelled(
                _without_bullet(clean(pledge["text"])),
                int(pledge["specificity"]),
                path.parent.name,
                f"{path.parent.name}|{hand}",
                template=bool(pledge.get("template")),
            )


def _without_bullet(text: str) -> str:
    found = _BULLET.match(text)
    return (text[found.end() :] if found else text).strip()
