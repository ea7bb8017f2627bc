"""Spans of a document's text -> the runs of its Word file, split where a span begins or ends within one."""

from __future__ import annotations

import copy
from collections.abc import Sequence
from dataclasses import dataclass

from qualitycheck.load.docx_names import Element, W
from qualitycheck.load.docx_trace import Source, Trace, Traced, written_span
from qualitycheck.types import Block, Part, Span

_SPACE = "{http://www.w3.org/XML/1998/namespace}space"
# what may hold runs and the marks of a comment alike
_CONTAINERS = {W + name for name in ("hyperlink", "ins", "moveTo", "smartTag", "customXml", "fldSimple", "sdt",
                                     "sdtContent", "dir", "bdo")}  # fmt: skip
# content controls that hold one value: marks inside them are lost, so the control as a whole is marked
_VALUE_CONTROLS = ("text", "date", "dropDownList", "comboBox", "picture", "checkbox", "docPartObj", "docPartList")


@dataclass(frozen=True, slots=True)
class Anchor:
    """A comment begins before ``first`` and ends after ``last``; for a whole paragraph both are the ``w:p`` itself.

    ``elsewhere``: why the comment stands on another paragraph than the finding: "header", "footer", "note" or "box".
    """

    first: Element
    last: Element
    elsewhere: str = ""


@dataclass(slots=True)
class _Line:
    """The pieces of one paragraph as they are split, and where its block's text begins in them."""

    pieces: list[Source]
    block: Block
    skip: int
    part: Part
    boxed: bool

    @property
    def open(self) -> bool:
        """Whether comments may stand in it: not in headers, notes and text boxes."""
        return self.part == "body" and not self.boxed

    def places(self, span: Span) -> tuple[int, int]:
        """``span`` of the document's text in characters of the written text of this line."""
        written = "".join(s.text for s in self.pieces)[self.skip :]
        start, end = max(0, span.start - self.block.start), min(len(self.block.text), span.end - self.block.start)
        left, right = written_span(written, self.block.text, start, end)
        return left + self.skip, right + self.skip


class Anchors:
    """Resolves spans against a traced file. All spans are given at once, because resolving them splits runs."""

    def __init__(
        self, found: Trace, paragraphs: Sequence[Traced], blocks: Sequence[Block], skips: Sequence[int]
    ) -> None:
        self._trace = found
        self._lines = [
            _Line(list(p.sources), b, skip, p.part, _box(p) is not None)
            for p, b, skip in zip(paragraphs, blocks, skips, strict=True)
        ]

    def resolve(self, spans: Sequence[Span]) -> list[Anchor]:
        """An anchor for every span; a span without any visible letter hangs on the first paragraph."""
        ranges = [[(i, *self._lines[i].places(span)) for i in self._reached(span)] for span in spans]
        cuts: dict[int, set[int]] = {}
        for found in ranges:
            for index, left, right in found:
                cuts.setdefault(index, set()).update((left, right))
        for index, places in cuts.items():
            if self._lines[index].open:
                _cut(self._lines[index].pieces, places)
        return [self._anchor(found) for found in ranges]

    def _reached(self, span: Span) -> list[int]:
        """Lines a span covers; only the first where the lines lie in different cells, boxes or parts."""
        lines = [
            i
            for i, line in enumerate(self._lines)
            if line.block.start < span.end and span.start < line.block.start + len(line.block.text)
        ]
        if not lines:
            return []
        first = self._lines[lines[0]]
        if not first.open:
            return lines[:1]
        return [i for i in lines if self._lines[i].open and self._lines[i].block.cell == first.block.cell]

    def _anchor(self, found: list[tuple[int, int, int]]) -> Anchor:
        if not found:
            home = self._first_paragraph()
            return Anchor(home, home)
        first = self._lines[found[0][0]]
        if not first.open:
            return self._home(first)
        start = _at(first.pieces, found[0][1])
        last = self._lines[found[-1][0]]
        end = _before(last.pieces, found[-1][2])
        return Anchor(_unit(start), _unit(end)) if start is not None and end is not None else self._home(first)

    def _home(self, line: _Line) -> Anchor:
        """The nearest paragraph of the body for what stands in a header, a note or a text box."""
        node = line.pieces[0].node if line.pieces else None
        if line.part == "body":
            home = _outermost(node) if node is not None else self._first_paragraph()
            return Anchor(home, home, "box" if line.boxed else "")
        home = self._referring(node) if line.part == "note" else None
        if home is None:
            home = self._last_paragraph() if line.part == "footer" else self._first_paragraph()
        return Anchor(home, home, line.part)

    def _referring(self, node: Element | None) -> Element | None:
        """The paragraph with the reference to the note that ``node`` stands in."""
        while node is not None and node.tag not in {W + "footnote", W + "endnote"}:
            node = node.getparent()
        if node is None:
            return None
        name = node.tag + "Reference"
        ids = node.get(W + "id")
        return next((_outermost(r) for r in self._trace.root.iter(name) if r.get(W + "id") == ids), None)

    def _body(self) -> list[Element]:
        lines = [line for line in self._lines if line.open and line.pieces]
        found = [_outermost(line.pieces[0].node) for line in lines]
        return found or list(self._trace.root.iter(W + "p"))

    def _first_paragraph(self) -> Element:
        return self._body()[0]

    def _last_paragraph(self) -> Element:
        return self._body()[-1]


def _cut(pieces: list[Source], places: set[int]) -> None:
    """Split nodes and runs so that a run begins at every place; from the end, so earlier places stay right."""
    for place in sorted(places, reverse=True):
        start = 0
        for index, source in enumerate(pieces):
            if start <= place < start + len(source.text):
                if start == place:
                    _begin_run(source.node)
                elif _can_split(source.node):
                    pieces[index : index + 1] = _split_text(source, place - start)
                    _begin_run(pieces[index + 1].node)
                break
            start += len(source.text)


def _can_split(node: Element) -> bool:
    return node.tag == W + "t" and node.getparent().tag == W + "r" and _unit(node) is node.getparent()


def _split_text(source: Source, at: int) -> list[Source]:
    left, right = source.text[:at], source.text[at:]
    other = copy.deepcopy(source.node)
    source.node.text, other.text = left, right
    for node in (source.node, other):
        node.set(_SPACE, "preserve")
    source.node.addnext(other)
    return [Source(source.node, left), Source(other, right)]


def _begin_run(node: Element) -> None:
    """Make ``node`` the first of its run: it and what follows move to a new run of the same look."""
    run = node.getparent()
    if run is None or run.tag != W + "r" or _unit(node) is not run:
        return
    before = [c for c in run[: run.index(node)] if c.tag != W + "rPr"]
    if not before:
        return
    other = run.makeelement(run.tag, run.attrib, run.nsmap)
    look = run.find(W + "rPr")
    if look is not None:
        other.append(copy.deepcopy(look))
    moved = list(run[run.index(node) :])
    other.extend(moved)
    run.addnext(other)


def _at(pieces: Sequence[Source], place: int) -> Element | None:
    """The node of the letter at ``place``."""
    start = 0
    for source in pieces:
        if start <= place < start + len(source.text):
            return source.node
        start += len(source.text)
    return None


def _before(pieces: Sequence[Source], place: int) -> Element | None:
    return _at(pieces, place - 1) if place > 0 else None


def _unit(node: Element) -> Element:
    """The run of ``node``, or the outermost element around it that must not be broken up."""
    path = []
    while node.tag != W + "p" and node.getparent() is not None:
        path.append(node)
        node = node.getparent()
    for element in reversed(path):
        if element.tag not in _CONTAINERS or (element.tag == W + "sdt" and _holds_value(element)):
            return element
    return path[0] if path else node


def _holds_value(control: Element) -> bool:
    properties = control.find(W + "sdtPr")
    names = [child.tag.rsplit("}", 1)[-1] for child in properties] if properties is not None else []
    return any(name in _VALUE_CONTROLS for name in names)


def _box(paragraph: Traced) -> Element | None:
    """The text box a paragraph stands in."""
    node = paragraph.sources[0].node if paragraph.sources else None
    while node is not None and node.tag != W + "txbxContent":
        node = node.getparent()
    return node


def _outermost(node: Element) -> Element:
    """The outermost paragraph around ``node``: the one in the body that a text box is anchored in."""
    found = node
    while node is not None:
        if node.tag == W + "p":
            found = node
        node = node.getparent()
    return found
