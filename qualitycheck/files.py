"""Paths and writing: one atomic way to write a file, one way to list what a user named."""

from __future__ import annotations

import os
import secrets
import unicodedata
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from qualitycheck.errors import UsageError


def nfc_posix(path: Path | str) -> str:
    """A path as the reports name it: "/" separators, NFC letters."""
    text = path.as_posix() if isinstance(path, Path) else path.replace("\\", "/")
    return unicodedata.normalize("NFC", text)


def write_atomic(path: Path, data: bytes | str) -> None:
    """Write all of ``data`` or leave the old file: temporary file beside it, fsync, rename.

    A ``str`` is written as UTF-8 with its line ends unchanged. A link stays one: the file it leads to is replaced. Pipes and
    devices cannot be replaced, they are written to as they are. Raises OSError.
    """
    content = data.encode("utf-8") if isinstance(data, str) else data
    if path.exists() and not path.is_file() and not path.is_dir():
        path.write_bytes(content)
        return
    path = path.resolve() if path.is_symlink() else path  # renaming over "/dev/stdout" would take it from everybody
    path.parent.mkdir(parents=True, exist_ok=True)
    # not mkstemp: its files are the owner's alone, and reports and registers lie on shared folders
    temporary = path.with_name(f".{path.name[:40]}.{secrets.token_hex(6)}.tmp")
    try:
        with temporary.open("xb") as out:
            out.write(content)
            out.flush()
            os.fsync(out.fileno())
        temporary.replace(path)
    except BaseException:
        temporary.unlink(missing_ok=True)
        raise
    sync_folder(path.parent)


def sync_folder(folder: Path) -> None:
    """Make a rename in ``folder`` last a power cut; Windows has no such call and needs none."""
    if os.name == "nt":
        return
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


# what file managers leave behind: no submission, so no failure either; "~$…" is Word's note that a file is open
_SYSTEM_NAMES = frozenset({"thumbs.db", "desktop.ini", ".ds_store"})


@dataclass(frozen=True, slots=True)
class Source:
    """A file to read and the name the report shows for it: relative to what the user named."""

    path: Path
    shown: str


def collect(paths: Sequence[Path]) -> tuple[Source, ...]:
    """Files named by the user and all files below the folders named, sorted by shown path, none twice.

    Hidden files and folders and what file managers and Word leave behind are passed over; links to folders are not
    followed, so loops end. A folder that may not be listed and a link to nothing are sources too: reading them fails, and
    the report says so. A file named twice keeps its longest name, which tells most of its folders.
    Raises UsageError for a path that does not exist and when nothing is left to check.
    """
    found: dict[Path, Source] = {}
    for path in paths:
        if not path.exists():
            raise UsageError(f'Không có tệp hay thư mục "{path}"; hãy xem lại đường dẫn. (No such file.)')
        for source in [Source(path, nfc_posix(path.name))] if path.is_file() else _below(path):
            resolved = source.path.resolve()
            known = found.setdefault(resolved, source)
            if (len(known.shown), known.shown) < (len(source.shown), source.shown):
                found[resolved] = source
    if not found:
        names = ", ".join(f'"{p}"' for p in paths)
        raise UsageError(f"Không có tệp nào để kiểm tra trong {names}. (No file to check there.)")
    return tuple(sorted(_told_apart(tuple(found.values())), key=lambda s: (s.shown, str(s.path))))


def _told_apart(sources: Sequence[Source]) -> Sequence[Source]:
    """The same sources; where two would be shown alike, with as many folders in front as tell them apart."""
    while True:
        count = Counter(s.shown for s in sources)
        longer = tuple(_with_folder(s) if count[s.shown] > 1 else s for s in sources)
        if longer == sources:
            return sources
        sources = longer


def _with_folder(source: Source) -> Source:
    parts = source.path.absolute().parts[1:]  # without root or drive
    return Source(source.path, nfc_posix("/".join(parts[-source.shown.count("/") - 2 :])))


def _below(folder: Path) -> Iterator[Source]:
    closed: list[OSError] = []
    for root, folders, names in os.walk(folder, onerror=closed.append):
        folders[:] = sorted(f for f in folders if not f.startswith("."))
        for name in sorted(names):
            path = Path(root) / name
            if is_submission(name) and (path.is_file() or path.is_symlink()):
                yield Source(path, nfc_posix(path.relative_to(folder)))
    for error in closed:
        path = Path(error.filename)
        yield Source(path, nfc_posix(path.relative_to(folder)))


def is_submission(name: str) -> bool:
    """Whether a file or folder of this name is anybody's paper, not what a file manager or Word left behind."""
    return not name.startswith((".", "~$")) and name.lower() not in _SYSTEM_NAMES
