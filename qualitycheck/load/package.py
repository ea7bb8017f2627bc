"""Zip containers with XML parts (.docx, .odt), read with a cap on what they inflate to and without entities."""

from __future__ import annotations

import io
import re
import zipfile
from typing import Any

from lxml import etree

from qualitycheck.errors import LoadError
from qualitycheck.load.limits import Limits

Element = Any  # lxml's stubs lag behind its API

# ISO "strict" files differ from ordinary ones only in these names
_STRICT = (
    (b"http://purl.oclc.org/ooxml/wordprocessingml/main", b"http://schemas.openxmlformats.org/wordprocessingml/2006/main"),
    (b"http://purl.oclc.org/ooxml/officeDocument/relationships",
     b"http://schemas.openxmlformats.org/officeDocument/2006/relationships"),
)  # fmt: skip


class Package:
    """An opened zip. ``xml`` parses one part; all parts together may inflate to ``limits.max_unpacked`` bytes."""

    def __init__(self, data: bytes, limits: Limits) -> None:
        try:
            self._zip = zipfile.ZipFile(io.BytesIO(data))
        except (zipfile.BadZipFile, OSError, ValueError, NotImplementedError) as error:
            raise LoadError("corrupt", "bad-zip") from error
        self._left = limits.max_unpacked
        self._members = {info.filename.replace("\\", "/").lstrip("/"): info for info in self._zip.infolist()}

    @property
    def names(self) -> frozenset[str]:
        return frozenset(self._members)

    def read(self, name: str) -> bytes:
        """The bytes of a part. Raises LoadError("too-large" | "encrypted" | "corrupt")."""
        info = self._members[name]
        if info.flag_bits & 1:
            raise LoadError("encrypted", "password")
        if info.file_size > self._left:
            raise LoadError("too-large", "unpacked")
        try:
            with self._zip.open(info) as part:
                data = part.read(self._left + 1)  # a zip may lie about its sizes
        except (zipfile.BadZipFile, OSError, EOFError, ValueError, NotImplementedError, RuntimeError) as error:
            raise LoadError("corrupt", "bad-zip") from error
        except Exception as error:  # zlib.error and the like have no common parent
            raise LoadError("corrupt", "bad-zip") from error
        self._left -= len(data)
        if self._left < 0:
            raise LoadError("too-large", "unpacked")
        return data

    def xml(self, name: str) -> Element | None:
        """The root of a part, None where the package has no such part."""
        if name not in self._members:
            return None
        data = self.read(name)
        for strict, usual in _STRICT:
            if strict in data:
                data = data.replace(strict, usual)
        return parse(data)


def parse(data: bytes) -> Element:
    """Root of an XML text, without entities, comments and network. Raises LoadError("corrupt")."""
    if re.search(rb"<!DOCTYPE", data[:4096], re.IGNORECASE):
        raise LoadError("corrupt", "doctype")
    parser = etree.XMLParser(
        resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False, remove_comments=True, remove_pis=True
    )
    try:
        return etree.fromstring(data, parser)
    except etree.XMLSyntaxError as error:
        raise LoadError("corrupt", "bad-xml") from error
