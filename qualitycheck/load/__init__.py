"""Path to RawDocuments. The format is decided by content; each has one reader, named in ``_READERS``.

A new format is one file with ``read(data, limits) -> Content``, a branch in ``sniff`` and a line in the table. Files that
hold several documents (archives, e-mails, registers) are opened in ``_inside``.
"""

from __future__ import annotations

import hashlib
import importlib
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import cast

from qualitycheck.errors import LoadError
from qualitycheck.files import nfc_posix
from qualitycheck.load.draft import Content, Reader
from qualitycheck.load.limits import Limits
from qualitycheck.load.sniff import sniff
from qualitycheck.types import Failure, RawDocument

__all__ = ["Limits", "load", "load_all", "sniff"]

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
_ARCHIVES = frozenset({"zip", "eml", "msg"})
_WORKBOOKS = frozenset({"xlsx", "xls", "ods"})
_DEEPEST = 2  # an archive in an archive, or in an e-mail
_DEFAULT = Limits()


@dataclass(frozen=True, slots=True)
class Begin:
    """The document of this shown path is read next: what a guard must know when it has to stop the reading."""

    shown: str


Event = Begin | RawDocument | Failure


def load_all(path: Path, shown: str, limits: Limits = _DEFAULT) -> Iterator[RawDocument | Failure]:
    """Every document in one file: one as a rule, many for an archive ("a.zip/b.docx") or a register ("c.xlsx#row 5").

    What cannot be read is a ``Failure`` in its place; nothing is raised for a bad file.
    """
    for event in events(path, shown, limits):
        if not isinstance(event, Begin):
            yield event


def load(path: Path, shown: str, limits: Limits = _DEFAULT) -> RawDocument:
    """Read a file that holds one document; ``shown`` is the path the report gives it.

    Raises LoadError with a code of the contract; its detail is a key of ``details.DETAILS``.
    """
    found = [event for event in events(path, shown, limits) if not isinstance(event, Begin)]
    if len(found) != 1:
        raise LoadError("unsupported", f"several: {len(found)}")
    if isinstance(found[0], Failure):
        raise LoadError(found[0].code, found[0].detail)
    return found[0]


def events(path: Path, shown: str, limits: Limits, avoid: frozenset[str] = frozenset()) -> Iterator[Event]:
    """As ``load_all``, each document announced before it is read; those in ``avoid`` are passed over in silence."""
    shown = nfc_posix(shown)
    try:
        data = _bytes(path, limits)
        yield from _documents(data, path.name, shown, limits, avoid, 0)
    except LoadError as error:
        yield Failure(shown, error.code, error.detail)


def _bytes(path: Path, limits: Limits) -> bytes | Path:
    """The bytes; the path itself for an archive that is larger than any one document may be."""
    try:
        with path.open("rb") as file:
            data = file.read(limits.max_bytes + 1)
            size = file.seek(0, 2) if len(data) > limits.max_bytes else 0
    except OSError as error:
        raise LoadError("unreadable-file", "unreadable-file") from error
    if size and data.startswith(b"PK") and size <= limits.max_archive:
        return path
    if size:
        raise LoadError("too-large", f"bytes: {limits.max_bytes}")
    return data


def _documents(
    data: bytes | Path, name: str, shown: str, limits: Limits, avoid: frozenset[str], depth: int
) -> Iterator[Event]:
    format_ = sniff(data, name) if isinstance(data, bytes) else "zip"
    if format_ in _ARCHIVES:
        yield from _inside(format_, data, shown, limits, avoid, depth + 1)
        return
    assert isinstance(data, bytes)
    if shown in avoid:
        return
    yield Begin(shown)
    if format_ in _WORKBOOKS:
        yield from _register(data, format_, shown, limits)
    else:
        yield _assembled(_reader(format_)(data, limits), shown, format_, hashlib.sha256(data).hexdigest(), limits)


def _inside(
    format_: str, data: bytes | Path, shown: str, limits: Limits, avoid: frozenset[str], depth: int
) -> Iterator[Event]:
    if depth > _DEEPEST:
        raise LoadError("unsupported", "nested")
    from qualitycheck.load import archive, mail

    if isinstance(data, Path):
        members = archive.members(data, limits)
    else:
        members = {"zip": archive.members, "eml": mail.eml_members, "msg": mail.msg_members}[format_](data, limits)
    none = True
    for member in members:
        none = False
        inner = f"{shown}/{member.name}"
        try:
            if member.problem is not None:
                raise member.problem
            yield from _documents(member.data, member.name, inner, limits, avoid, depth)
        except LoadError as error:
            yield Failure(inner, error.code, error.detail)
    if none:
        raise LoadError("empty", "no-members")


def _register(data: bytes, format_: str, shown: str, limits: Limits) -> Iterator[Event]:
    from qualitycheck.load.register import contents

    none = True
    for number, (end, content) in enumerate(contents(data, limits)):
        none = False
        if number >= limits.max_members:
            raise LoadError("too-large", f"rows: {limits.max_members}")
        try:
            # a row stays what it is when the rows around it change
            text = "\n".join(p.text for p in content.paragraphs)
            yield _assembled(content, shown + end, format_, hashlib.sha256(text.encode()).hexdigest(), limits)
        except LoadError as error:
            yield Failure(shown + end, error.code, error.detail)
    if none:
        raise LoadError("empty", "no-text")


def _assembled(content: Content, shown: str, format_: str, digest: str, limits: Limits) -> RawDocument:
    from qualitycheck.load.assemble import assemble

    return assemble(content, shown, format_, digest, limits)


def _reader(format_: str) -> Reader:
    try:
        return cast(Reader, importlib.import_module(_READERS[format_]).read)
    except ModuleNotFoundError as error:
        raise LoadError("unsupported", f"not-installed: {error.name}") from error
