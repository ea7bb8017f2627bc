"""Labelled documents: ``documents.jsonl`` and ``files/manifest.json`` (format: ``corpora/labelled/README.md``)."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from qualitycheck.errors import UsageError
from qualitycheck.files import nfc_posix


@dataclass(frozen=True, slots=True)
class GoldPledge:
    text: str
    specificity: int
    on_theme: bool
    off_role: bool
    template: bool
    copy_kind: str | None
    copy_id: str | None  # document it was taken from
    copy_index: int | None  # flat index of the pledge there


@dataclass(frozen=True, slots=True)
class GoldDocument:
    id: str
    kind: str
    year: int
    author: str
    position: str
    unit: str
    labels: Mapping[str, Any]
    pledges: tuple[GoldPledge, ...]


@dataclass(frozen=True, slots=True)
class Gold:
    """All labelled documents by id, and which file holds which."""

    documents: Mapping[str, GoldDocument]
    ids: Mapping[str, str]  # shown path -> document id
    folder: Path

    def id_of(self, shown: str) -> str | None:
        """The document of a file; a path above or below the labelled folder is understood when it is unambiguous."""
        path = nfc_posix(shown)
        if path in self.ids:
            return self.ids[path]
        hits = [i for known, i in self.ids.items() if path.endswith("/" + known) or known.endswith("/" + path)]
        return hits[0] if len(hits) == 1 else None


def load_gold(folder: Path) -> Gold:
    """Read a labelled folder. Raises UsageError naming the file and what is wrong with it."""
    documents_file, manifest_file = folder / "documents.jsonl", folder / "files" / "manifest.json"
    for needed in (documents_file, manifest_file):
        if not needed.is_file():
            raise UsageError(
                f'Thiếu "{needed}"; thư mục gán nhãn cần documents.jsonl và files/manifest.json. (Missing.)'
            )
    documents = {}
    for number, line in enumerate(_text(documents_file).split("\n"), start=1):
        if line.strip():
            try:
                document = _document(json.loads(line))
            except (ValueError, KeyError, TypeError, AttributeError) as error:
                raise UsageError(f"{documents_file}:{number}: sai định dạng nhãn: {error!r}. (Broken label.)") from None
            documents[document.id] = document
    try:
        ids = {nfc_posix(path): str(name) for path, name in json.loads(_text(manifest_file)).items()}
    except (ValueError, AttributeError):
        raise UsageError(f'"{manifest_file}": cần một đối tượng JSON, tệp -> mã văn bản. (No JSON object.)') from None
    return Gold(documents, ids, folder)


def _text(path: Path) -> str:
    try:
        return path.read_text(encoding="utf-8-sig")
    except (OSError, UnicodeDecodeError) as error:
        raise UsageError(f'"{path}": không đọc được dưới dạng UTF-8: {error}. (Cannot be read.)') from None


def _document(data: Mapping[str, Any]) -> GoldDocument:
    pledges = tuple(_pledge(p) for section in data["sections"] for p in section["pledges"])
    _ = data["labels"]["quality_rank"]  # needed of every document; the other labels may be left out
    return GoldDocument(
        data["id"], data["kind"], data["year"], data["author"] or "", data["position"] or "", data["unit"] or "",
        data["labels"], pledges,
    )  # fmt: skip


def _pledge(data: Mapping[str, Any]) -> GoldPledge:
    copy = data.get("copy_of") or {}
    return GoldPledge(
        data["text"], data["specificity"], bool(data["on_theme"]), bool(data["off_role"]), bool(data.get("template")),
        copy.get("kind"), copy.get("id"), copy.get("pledge"),
    )  # fmt: skip
