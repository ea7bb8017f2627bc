"""Papers that lie beside a model's file: a folder of its dossier, lists, minutes, photographs."""

from __future__ import annotations

import re
from functools import lru_cache
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
        for entry, name, is_folder, papers in _entries(path.parent, path.parent.stat().st_mtime_ns):
            named = f" {stem} " in f" {name} "
            if entry != path and (papers or named if is_folder else papers and named) and (count := _files(entry)):
                return (Notice(CODE, {"name": entry.name, "files": count}),)
    except OSError:
        return ()
    return ()


@lru_cache(maxsize=64)
def _entries(folder: Path, changed: int) -> tuple[tuple[Path, str, bool, bool], ...]:
    """Folders, and files named as papers: (path, plain name, is a folder, named as papers). ``changed`` is the folder's
    time of change: a folder of thousands is listed once and not for each of its files."""
    found = []
    for _, entry in zip(range(_MOST), sorted(folder.iterdir()), strict=False):
        is_folder = entry.is_dir()
        name = _plain(entry.name if is_folder else entry.stem)
        papers = _PAPERS.search(name) is not None
        if is_folder or papers:
            found.append((entry, name, is_folder, papers))
    return tuple(found)


def _files(entry: Path) -> int:
    if not entry.is_dir():
        return 1
    return sum(e.is_file() for _, e in zip(range(_MOST), entry.iterdir(), strict=False))


def _plain(name: str) -> str:
    return without_marks(key(name.replace("_", " ").replace("-", " ")))
