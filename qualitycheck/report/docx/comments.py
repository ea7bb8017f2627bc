"""Comments into a Word package: only the main part, the comments and what names them change, all else byte for byte."""

from __future__ import annotations

import io
import posixpath
import zipfile
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from lxml import etree

from qualitycheck.load.docx_names import Element, W
from qualitycheck.load.docx_trace import Trace
from qualitycheck.load.limits import Limits
from qualitycheck.load.package import Package
from qualitycheck.report.docx.anchors import Anchor
from qualitycheck.report.xml_text import allowed
from qualitycheck.review.word import AUTHOR, codes_in

_MAIN = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
_RELATION = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/comments"
_RELATIONS = "{http://schemas.openxmlformats.org/package/2006/relationships}"
_TYPES = "{http://schemas.openxmlformats.org/package/2006/content-types}"
_CONTENT = "application/vnd.openxmlformats-officedocument.wordprocessingml.comments+xml"
_SPACE = "{http://www.w3.org/XML/1998/namespace}space"


@dataclass(frozen=True, slots=True)
class Comment:
    """Lines of one comment: the first is bold, the last small and grey. ``code`` names the finding, "" for none."""

    lines: tuple[str, ...]
    code: str = ""


def add_comments(
    data: bytes, found: Trace, comments: Sequence[tuple[Anchor, Comment]], when: datetime, limits: Limits
) -> bytes:
    """The package with the comments added to those it has; a comment that it has already is not added again.

    ``found`` is the trace of ``data`` whose nodes the anchors are; its tree is changed.
    """
    package = Package(data, limits)
    parts = _Parts(package, found.main)
    known = codes_in(parts.comments)
    number = _next_number(parts.comments, found.root)
    for anchor, comment in comments:
        if comment.code and comment.code in known:
            continue
        parts.comments.append(_comment(number, comment, when))
        _mark(anchor, number)
        number += 1
    return _packed(data, {found.main: found.root, **parts.changed()})


class _Parts:
    """The comments part, made where there is none, with its relation and content type."""

    def __init__(self, package: Package, main: str) -> None:
        folder, name = posixpath.split(main)
        types = package.xml("[Content_Types].xml")
        self._types: Element = etree.Element(_TYPES + "Types") if types is None else types
        self._relations_name = posixpath.join(folder, "_rels", f"{name}.rels")
        found = package.xml(self._relations_name)
        self._relations = etree.Element(_RELATIONS + "Relationships") if found is None else found
        existing = self._target(folder)
        self._name = existing if existing in package.names else posixpath.join(folder, _free(folder, package.names))
        self._is_new = self._name not in package.names
        self.comments: Element = (
            etree.Element(W + "comments", nsmap={"w": _MAIN}) if self._is_new else package.xml(self._name)
        )
        if self._is_new:
            self._register(posixpath.relpath(self._name, folder or "."))

    def _target(self, folder: str) -> str:
        for relation in self._relations:
            if relation.get("Type") == _RELATION:
                target = str(relation.get("Target"))
                return (
                    target.lstrip("/") if target.startswith("/") else posixpath.normpath(posixpath.join(folder, target))
                )
        return ""

    def _register(self, target: str) -> None:
        taken = {str(r.get("Id")) for r in self._relations}
        for relation in [r for r in self._relations if r.get("Type") == _RELATION]:  # points to nothing
            self._relations.remove(relation)
        name = next(i for n in range(1, len(taken) + 2) if (i := f"rIdQC{n}") not in taken)
        relation = etree.SubElement(self._relations, _RELATIONS + "Relationship")
        for key, value in (("Id", name), ("Type", _RELATION), ("Target", target)):
            relation.set(key, value)
        override = etree.SubElement(self._types, _TYPES + "Override")
        override.set("PartName", f"/{self._name}")
        override.set("ContentType", _CONTENT)

    def changed(self) -> dict[str, Element]:
        parts = {self._name: self.comments}
        if self._is_new:
            parts |= {self._relations_name: self._relations, "[Content_Types].xml": self._types}
        return parts


def _free(folder: str, names: frozenset[str]) -> str:
    tries = ("comments.xml", *(f"comments{n}.xml" for n in range(1, 1000)))
    return next(t for t in tries if posixpath.join(folder, t) not in names)


def _next_number(comments: Element, root: Element) -> int:
    """Above every comment's number, also of marks whose comment is lost."""
    nodes = [*comments.iter(W + "comment"), *root.iter(W + "commentReference", W + "commentRangeStart")]
    numbers = [int(n) for node in nodes if (n := str(node.get(W + "id"))).lstrip("-").isdecimal()]
    return max(numbers, default=-1) + 1


def _comment(number: int, comment: Comment, when: datetime) -> Element:
    node = _node("comment", id=str(number), author=AUTHOR, date=when.strftime("%Y-%m-%dT%H:%M:%SZ"), initials="QC")
    for place, line in enumerate(comment.lines):
        paragraph = etree.SubElement(node, W + "p")
        if place == 0:
            etree.SubElement(etree.SubElement(paragraph, W + "r"), W + "annotationRef")
        run = etree.SubElement(paragraph, W + "r")
        look = etree.SubElement(run, W + "rPr")
        last = place == len(comment.lines) - 1 and place > 0
        if place == 0:
            etree.SubElement(look, W + "b")
        if last:
            look.append(_node("color", val="808080"))
        look.append(_node("sz", val="16" if last else "20"))
        text = etree.SubElement(run, W + "t")
        text.text = allowed(line)
        text.set(_SPACE, "preserve")
    return node


def _node(name: str, **attributes: str) -> Element:
    node: Any = etree.Element(W + name)
    for key, value in attributes.items():
        node.set(W + key, value)
    return node


def _mark(anchor: Anchor, number: int) -> None:
    start, end = _node("commentRangeStart", id=str(number)), _node("commentRangeEnd", id=str(number))
    reference = etree.Element(W + "r")
    reference.append(_node("commentReference", id=str(number)))
    if anchor.first.tag == W + "p":
        properties = anchor.first.find(W + "pPr")
        anchor.first.insert(0 if properties is None else anchor.first.index(properties) + 1, start)
        anchor.last.extend([end, reference])
        return
    anchor.first.addprevious(start)
    last = anchor.last
    while (after := last.getnext()) is not None and _closes(after):
        last = after  # comments on the same words are listed in the order of these marks
    # an lxml node takes its tail along; Word files have none between runs
    last.addnext(end)
    end.addnext(reference)


def _closes(node: Element) -> bool:
    return node.tag == W + "commentRangeEnd" or (node.tag == W + "r" and node.find(W + "commentReference") is not None)


def _packed(data: bytes, changed: dict[str, Element]) -> bytes:
    """The zip with some parts replaced; every other part keeps its bytes, name, place and date."""
    fresh = {
        name: etree.tostring(root, xml_declaration=True, encoding="UTF-8", standalone=True)
        for name, root in changed.items()
    }
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as new:
        for info in old.infolist():
            name = info.filename.replace("\\", "/").lstrip("/")
            new.writestr(info, fresh.pop(name) if name in fresh else old.read(info), info.compress_type)
        for name, content in fresh.items():
            new.writestr(name, content)
    return out.getvalue()
