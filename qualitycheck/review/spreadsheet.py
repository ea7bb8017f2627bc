"""The texts of an .xlsx workbook, row by row, as Excel, LibreOffice or this program wrote it; formats are not read."""

from __future__ import annotations

import io
import posixpath
import re
from collections.abc import Iterator
from typing import Any

from lxml import etree

from qualitycheck.errors import LoadError
from qualitycheck.load.limits import Limits
from qualitycheck.load.package import Package

Element = Any  # lxml's stubs lag behind its API
S = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"
_R = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}id"
_LIMITS = Limits(max_unpacked=600_000_000)  # a batch of 5,000 documents has sheets of 100 MB
_ESCAPED = re.compile(r"_x([0-9A-Fa-f]{4})_")
_COLUMN = re.compile(r"[A-Z]+")

Row = dict[int, str]


class Spreadsheet:
    """An opened workbook. ``rows`` yields one dict per row: column, from 0, to text. Raises LoadError."""

    def __init__(self, data: bytes) -> None:
        self._package = Package(data, _LIMITS)
        self._parts = self._sheet_parts()
        self._shared: list[str] | None = None

    @property
    def sheets(self) -> tuple[str, ...]:
        return tuple(self._parts)

    @property
    def last_author(self) -> str:
        """Who saved it last, as the office program noted; "" where it did not."""
        root = self._package.xml("docProps/core.xml")
        if root is None:
            return ""
        return next((n.text or "" for n in root if etree.QName(n).localname == "lastModifiedBy"), "")

    def rows(self, sheet: str) -> Iterator[Row]:
        if self._shared is None:
            self._shared = self._shared_strings()
        for node in _elements(self._package.read(self._parts[sheet]), "row"):
            yield self._row(node, self._shared)

    def _row(self, node: Element, shared: list[str]) -> Row:
        out: Row = {}
        for place, cell in enumerate(node.iterchildren(S + "c")):
            found = _COLUMN.match(str(cell.get("r", "")))
            out[_number(found[0]) if found else place] = _cell(cell, shared)
        return out

    def _sheet_parts(self) -> dict[str, str]:
        book = self._package.xml("xl/workbook.xml")
        relations = self._package.xml("xl/_rels/workbook.xml.rels")
        if book is None or relations is None:
            raise LoadError("corrupt", "bad-zip")
        targets = {str(r.get("Id")): str(r.get("Target")) for r in relations}
        out = {}
        for sheet in book.iter(S + "sheet"):
            target = targets.get(str(sheet.get(_R)), "")
            part = target.lstrip("/") if target.startswith("/") else posixpath.normpath(f"xl/{target}")
            if part in self._package.names:
                out[str(sheet.get("name"))] = part
        return out

    def _shared_strings(self) -> list[str]:
        if "xl/sharedStrings.xml" not in self._package.names:
            return []
        return [_text(item) for item in _elements(self._package.read("xl/sharedStrings.xml"), "si")]


def _elements(data: bytes, name: str) -> Iterator[Element]:
    """Elements of that name one after the other, each forgotten before the next: a sheet may be large."""
    if b"<!DOCTYPE" in data[:4096].upper():
        raise LoadError("corrupt", "doctype")
    try:
        for _, node in etree.iterparse(io.BytesIO(data), tag=S + name, resolve_entities=False, no_network=True):
            yield node
            node.clear()
            while node.getprevious() is not None:
                del node.getparent()[0]
    except etree.XMLSyntaxError as error:
        raise LoadError("corrupt", "bad-xml") from error


def _cell(cell: Element, shared: list[str]) -> str:
    if cell.get("t") == "inlineStr":
        inline = cell.find(S + "is")
        return "" if inline is None else _text(inline)
    value = cell.findtext(S + "v") or ""
    if cell.get("t") != "s":
        return str(value)
    place = int(value) if value.isdecimal() else -1
    return shared[place] if 0 <= place < len(shared) else ""


def _text(item: Element) -> str:
    """All runs of a string, without the reading aids (phonetic runs) of East Asian text."""
    pieces = [t.text or "" for t in item.iter(S + "t") if t.getparent().tag != S + "rPh"]
    return _ESCAPED.sub(lambda m: chr(int(m[1], 16)), "".join(pieces))


def _number(letters: str) -> int:
    """Column letters to a number from 0: "A" -> 0, "AB" -> 27."""
    value = 0
    for letter in letters:
        value = 26 * value + ord(letter) - 64
    return value - 1
