"""Files that this program wrote itself: reports that lie among the submissions are none.

A report tells itself apart by what stands in it, so renaming it or saving it with an office program changes nothing. A
commented copy names the letters it was made of: once somebody has edited the text it is a submission again.
"""

from __future__ import annotations

import hashlib
import re
import unicodedata
import zipfile
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from qualitycheck.errors import LoadError, UsageError
from qualitycheck.files import Source, collect
from qualitycheck.load.docx_names import Element, W
from qualitycheck.load.limits import Limits
from qualitycheck.load.package import Package, parse
from qualitycheck.messages import PHRASES
from qualitycheck.review.word import AUTHOR

_HEAD = 4096  # bytes that tell a text file's kind
_MOST = 60_000_000  # bytes of an office file looked into; no commented copy of a commitment comes near
_CORE = "docProps/core.xml"
_MARKS = "|".join(sorted(set(PHRASES["word.content"])))
_MARK = re.compile(rf"(?:{_MARKS}) ([0-9a-f]{{16}})")
_TITLES = "|".join(re.escape(text) for text in PHRASES["title"])
_TEXTS = tuple(
    re.compile(pattern)
    for pattern in (
        r'\s*<!(?:DOCTYPE|doctype) html>[\s\S]*<meta name="generator" content="qualitycheck',
        r'\s*\{\s*"schema":\s*1,',
        r'\s*\{\s*"\$schema"[\s\S]*"name":\s*"qualitycheck"',
        r'\s*<\?xml[^>]*>\s*<testsuites name="qualitycheck"',
        r"Tệp,Trạng thái,Loại,Năm,Tác giả,",
        rf"(?:{_TITLES})\r?\nqualitycheck ",
        r"BEGIN:VCALENDAR[\s\S]*PRODID:[^\r\n]*qualitycheck",
    )
)


@dataclass(frozen=True, slots=True)
class Submissions:
    """What is to be checked, and the names of this program's own files that were passed over."""

    sources: tuple[Source, ...]
    passed_over: tuple[str, ...] = ()


def submissions(paths: Sequence[Path]) -> Submissions:
    """The files below ``paths`` without this program's own; a file that is named itself is always taken.

    Raises UsageError where nothing is left.
    """
    found = collect(paths)
    named = {path.resolve() for path in paths if path.is_file()}
    own = [s for s in found if s.path.resolve() not in named and is_own(s.path)]
    if len(own) == len(found):
        raise UsageError(
            "Ở đó chỉ có báo cáo do qualitycheck tạo ra, không có văn bản nào để kiểm tra; hãy nêu thư mục chứa bản gốc. "
            "(Only reports of this program there.)"
        )
    gone = {id(source) for source in own}
    return Submissions(tuple(s for s in found if id(s) not in gone), tuple(s.shown for s in own))


def is_own(path: Path) -> bool:
    """Whether this program wrote the file; False for one that cannot be opened: reading it says why."""
    try:
        with path.open("rb") as file:
            head = file.read(_HEAD)
        if head.startswith(b"PK\x03\x04"):
            return path.stat().st_size <= _MOST and _is_own_package(path)
    except (OSError, LoadError, zipfile.BadZipFile):
        return False
    text = unicodedata.normalize("NFC", head.decode("utf-8-sig", "ignore"))
    return any(pattern.match(text) for pattern in _TEXTS)


def letters_mark(main: Element) -> str:
    """What a commented copy says of its own text: a hash of the letters of the main part, however they are split."""
    text = "".join(node.text or "" for node in main.iter(W + "t"))
    letters = "".join(c for c in unicodedata.normalize("NFC", text) if c.isalnum())
    return hashlib.blake2b(letters.encode(), digest_size=8).hexdigest()


def _is_own_package(path: Path) -> bool:
    with zipfile.ZipFile(path) as archive:  # names first: hardly any submission has comments
        names = set(archive.namelist())
        if _CORE in names and b">qualitycheck</dc:creator>" in archive.read(_CORE):
            return True
    if not any(name.startswith("word/comments") for name in names):
        return False
    package = Package(path.read_bytes(), Limits())
    main = next((package.xml(n) for n in sorted(names) if n.startswith("word/document")), None)
    return main is not None and letters_mark(main) in set(_marks(package))


def _marks(package: Package) -> Iterator[str]:
    for name in sorted(package.names):
        if not name.startswith("word/comments") or not name.endswith(".xml"):
            continue
        for comment in parse(package.read(name)).iter(W + "comment"):
            if comment.get(W + "author") == AUTHOR:
                yield from _MARK.findall("".join(t.text or "" for t in comment.iter(W + "t")))
