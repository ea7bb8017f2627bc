"""Papers that lie beside a model's file: a folder of its dossier, lists, minutes, photographs."""

from __future__ import annotations

import re
from pathlib import Path

from qualitycheck.types import Notice
from qualitycheck.vietnamese.characters import key, without_marks

CODE = "dossier-folder"
_PAPERS = re.compile(
    r"(?:^| )(?:ho so|minh chung|phu luc|danh sach|bien ban|so theo doi|hinh anh|anh|kem theo|tai lieu)(?: |$)"
)
_MOST = 2_000  # entries looked at, so that a huge folder costs nothing


def papers_beside(path: Path) -> tuple[Notice, ...]:
    """A notice with the ``name`` and the number of ``files`` of what accompanies the file; () where nothing does.

    A folder counts when it holds a file and its name holds the file's name or a word for papers; a file when its name
    holds both. A folder that cannot be listed counts as none.
    """
    if not path.is_file():
        return ()  # inside an archive
    stem = _plain(path.stem)
    try:
        entries = [e for _, e in zip(range(_MOST), sorted(path.parent.iterdir()), strict=False) if e != path]
        for entry in entries:
            count = _count(entry, stem)
            if count:
                return (Notice(CODE, {"name": entry.name, "files": count}),)
    except OSError:
        return ()
    return ()


def _count(entry: Path, stem: str) -> int:
    name = _plain(entry.stem if entry.is_file() else entry.name)
    papers = _PAPERS.search(name) is not None
    named = f" {stem} " in f" {name} "
    if entry.is_dir() and (papers or named):
        return sum(e.is_file() for _, e in zip(range(_MOST), entry.iterdir(), strict=False))
    return int(entry.is_file() and papers and named)


def _plain(name: str) -> str:
    return without_marks(key(name.replace("_", " ").replace("-", " ")))
