"""Paths and writing: one atomic way to write a file, one way to list what a user named."""

from __future__ import annotations

import os
import tempfile
import unicodedata
from pathlib import Path


def nfc_posix(path: Path | str) -> str:
    """A path as the reports name it: "/" separators, NFC letters."""
    text = path.as_posix() if isinstance(path, Path) else path.replace("\\", "/")
    return unicodedata.normalize("NFC", text)


def write_atomic(path: Path, data: bytes | str) -> None:
    """Write all of ``data`` or leave the old file: temporary file beside it, fsync, rename.

    A ``str`` is written as UTF-8 with its line ends unchanged. Raises OSError.
    """
    path.parent.mkdir(parents=True, exist_ok=True)
    handle, name = tempfile.mkstemp(prefix=f".{path.name[:40]}.", suffix=".tmp", dir=path.parent)
    temporary = Path(name)
    try:
        with os.fdopen(handle, "wb") as out:
            out.write(data.encode("utf-8") if isinstance(data, str) else data)
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
