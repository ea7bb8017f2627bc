"""Path to RawDocument. The format is decided by content; each has one reader, named in ``_READERS``.

A new format is one file with ``read(data, limits) -> Content``, a branch in ``sniff`` and a line in the table.
"""

from __future__ import annotations

import hashlib
import importlib
from pathlib import Path
from typing import cast

from qualitycheck.errors import LoadError
from qualitycheck.files import nfc_posix
from qualitycheck.load.draft import Reader
from qualitycheck.load.limits import Limits
from qualitycheck.load.sniff import sniff
from qualitycheck.types import RawDocument

__all__ = ["Limits", "load", "sniff"]

_READERS = {
    "docx": "qualitycheck.load.docx",
    "doc": "qualitycheck.load.doc",
    "html": "qualitycheck.load.html",
    "image": "qualitycheck.load.image",
    "odt": "qualitycheck.load.odt",
    "pdf": "qualitycheck.load.pdf",
    "rtf": "qualitycheck.load.rtf",
    "txt": "qualitycheck.load.text",
}
_DEFAULT = Limits()


def load(path: Path, shown: str, limits: Limits = _DEFAULT) -> RawDocument:
    """Read one file; ``shown`` is the path the report gives it.

    Raises LoadError with a code of the contract; its detail is a key of ``details.DETAILS``.
    """
    from qualitycheck.load.assemble import assemble

    data = _bytes(path, limits)
    format_ = sniff(data, path.name)
    content = _reader(format_)(data, limits)
    return assemble(content, nfc_posix(shown), format_, hashlib.sha256(data).hexdigest(), limits)


def _bytes(path: Path, limits: Limits) -> bytes:
    try:
        with path.open("rb") as file:
            data = file.read(limits.max_bytes + 1)
    except OSError as error:
        raise LoadError("unreadable-file", "unreadable-file") from error
    if len(data) > limits.max_bytes:
        raise LoadError("too-large", f"bytes: {limits.max_bytes}")
    return data


def _reader(format_: str) -> Reader:
    try:
        return cast(Reader, importlib.import_module(_READERS[format_]).read)
    except ModuleNotFoundError as error:
        raise LoadError("unsupported", f"not-installed: {error.name}") from error
