"""Archives of submissions (.zip): their members one by one, nothing ever written to disk."""

from __future__ import annotations

import io
import re
import unicodedata
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path, PurePosixPath

from qualitycheck.errors import LoadError
from qualitycheck.files import is_submission
from qualitycheck.load.limits import Limits

_RATIO = 200  # times: Word files shrink tenfold; what shrinks more and is large is a bomb
_LARGE = 5_000_000
_UTF8 = 0x800  # flag: the name is UTF-8
_UNICODE_PATH = b"up"  # extra field 0x7075


@dataclass(frozen=True, slots=True)
class Member:
    """A file inside another one: its name and bytes, or why it cannot be read."""

    name: str
    data: bytes = b""
    problem: LoadError | None = None


def members(source: bytes | Path, limits: Limits) -> Iterator[Member]:
    """Submissions in the archive, in its order. Raises LoadError for an archive that is no good as a whole."""
    try:
        archive = zipfile.ZipFile(io.BytesIO(source) if isinstance(source, bytes) else source)
    except (zipfile.BadZipFile, OSError, ValueError, NotImplementedError) as error:
        raise LoadError("corrupt", "bad-zip") from error
    with archive:
        infos = [info for info in archive.infolist() if not info.is_dir()]
        if len(infos) > limits.max_members:
            raise LoadError("too-large", f"members: {len(infos)}")
        for info, name in _named(infos):
            yield _member(archive, info, name, limits)


def _named(infos: list[zipfile.ZipInfo]) -> Iterator[tuple[zipfile.ZipInfo, str]]:
    """Members with safe names; a name that comes twice is numbered."""
    seen: dict[str, int] = {}
    for info in infos:
        name = safe_name(_decoded_name(info))
        parts = PurePosixPath(name).parts
        if not parts or "__MACOSX" in parts or not all(map(is_submission, parts)):
            continue
        seen[name] = seen.get(name, 0) + 1
        yield info, name if seen[name] == 1 else f"{name} ({seen[name]})"


def safe_name(name: str) -> str:
    """A relative path without "..", drives and control characters, NFC."""
    parts = re.sub(r"[\x00-\x1f\x7f]", " ", name).replace("\\", "/").split("/")
    kept = [p.strip() for p in parts if p.strip() not in {"", ".", ".."} and not re.fullmatch(r"[A-Za-z]:", p)]
    return unicodedata.normalize("NFC", "/".join(kept))


def _decoded_name(info: zipfile.ZipInfo) -> str:
    """Old programs write names in the system's encoding and do not say so."""
    if info.flag_bits & _UTF8:
        return info.filename
    if (at := info.extra.find(_UNICODE_PATH)) >= 0 and len(info.extra) > at + 9:
        size = int.from_bytes(info.extra[at + 2 : at + 4], "little")
        return info.extra[at + 9 : at + 4 + size].decode("utf-8", "replace")
    try:
        raw = info.filename.encode("cp437")
    except UnicodeEncodeError:
        return info.filename
    for encoding in ("utf-8", "cp1258"):
        try:
            return raw.decode(encoding)
        except UnicodeDecodeError:
            continue
    return info.filename


def _member(archive: zipfile.ZipFile, info: zipfile.ZipInfo, name: str, limits: Limits) -> Member:
    if info.flag_bits & 1:
        return Member(name, problem=LoadError("encrypted", "password"))
    bomb = info.file_size > _LARGE and info.file_size > _RATIO * max(info.compress_size, 1)
    if bomb or info.file_size > limits.max_bytes:
        return Member(name, problem=LoadError("too-large", "unpacked" if bomb else f"bytes: {limits.max_bytes}"))
    try:
        with archive.open(info) as file:
            data = file.read(limits.max_bytes + 1)  # the directory may lie
    except Exception:  # zlib.error and the like have no common parent
        return Member(name, problem=LoadError("corrupt", "bad-zip"))
    if len(data) > limits.max_bytes:
        return Member(name, problem=LoadError("too-large", f"bytes: {limits.max_bytes}"))
    return Member(name, data)
