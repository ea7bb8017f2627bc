"""The walk of ``docx``, remembering which XML node every piece of text came from: comments are hung on those nodes."""

from __future__ import annotations

import dataclasses
import re
from collections.abc import Sequence
from dataclasses import dataclass

from qualitycheck.errors import LoadError
from qualitycheck.load import assemble as assembling
from qualitycheck.load import docx
from qualitycheck.load.docx_names import Element, W
from qualitycheck.load.docx_numbering import Numbering
from qualitycheck.load.docx_runs import Inline, InlineReader
from qualitycheck.load.docx_styles import ParagraphLook, RunLook, Styles
from qualitycheck.load.draft import Paragraph
from qualitycheck.load.limits import Limits
from qualitycheck.load.package import Package
from qualitycheck.types import Block, Cell
from qualitycheck.vietnamese.characters import clean


@dataclass(frozen=True, slots=True)
class Source:
    """A piece of visible text and its node: ``w:t``, ``w:tab``, ``w:sym`` …"""

    node: Element
    text: str


@dataclass(frozen=True, slots=True)
class Traced(Paragraph):
    """A paragraph with its pieces in order; their texts joined are the author's text before any cleaning."""

    sources: tuple[Source, ...] = ()

    @property
    def written(self) -> str:
        return "".join(s.text for s in self.sources)


@dataclass(frozen=True, slots=True)
class Trace:
    """The parsed main part, to be changed in place, and its paragraphs with those of the other parts."""

    main: str
    root: Element
    paragraphs: tuple[Traced, ...]


def trace(data: bytes, limits: Limits) -> Trace:
    """Walk a .docx as ``docx.read`` does. Raises LoadError; "strict" for the ISO variant, whose names differ."""
    package = Package(data, limits)
    main = docx._main_part(package)
    if b"purl.oclc.org/ooxml" in package.read(main)[:20_000]:
        raise LoadError("unsupported", "strict")
    root = package.xml(main)
    body = root.find(W + "body") if root is not None else None
    if root is None or body is None:
        raise LoadError("corrupt", "no-document-part")
    relations = docx._relations(package, main)
    styles = Styles(docx._related(package, relations, "styles"))
    numbering = Numbering(docx._related(package, relations, "numbering"), styles)
    walker = _Walker(styles, numbering, _Reader(styles, docx._has_rendered_breaks(root)))
    walker.blocks(body, None)
    walker.close()
    docx._read_other_parts(package, relations, root, walker)
    return Trace(main, root, tuple(p for p in walker.out if isinstance(p, Traced)))


def locate(found: Trace, blocks: Sequence[Block]) -> list[Traced]:
    """The paragraph of every block of the same file. Raises LoadError where they do not fit: the file has changed."""
    ordered = [p for part in assembling._PARTS for p in found.paragraphs if p.part == part and p.text.strip()]
    kept = assembling._without_repeats(assembling._unicode(list(ordered)))
    traced = [(p, text) for p in kept if isinstance(p, Traced) and (text := assembling._tidy(p.text))]
    if [len(text) for _, text in traced] != [len(b.text) for b in blocks]:
        raise LoadError("corrupt", "changed")
    return [p for p, _ in traced]


class _Reader(InlineReader):
    """Keeps the node of each piece, under the identity of what gathers it."""

    def __init__(self, styles: Styles, rendered_breaks: bool) -> None:
        super().__init__(styles, rendered_breaks)
        self.pieces: dict[int, list[Source]] = {}
        self._at: Element = None

    def _node(self, node: Element, look: RunLook, on_shade: bool, into: Inline) -> None:
        self._at = node
        super()._node(node, look, on_shade, into)

    def _text(self, text: str, look: RunLook, on_shade: bool, into: Inline) -> None:
        before = len(into.pieces)
        super()._text(text, look, on_shade, into)
        if len(into.pieces) > before:
            self.pieces.setdefault(id(into), []).append(Source(self._at, text))


class _Walker(docx._Walker):
    """Emits traced paragraphs."""

    inline: _Reader

    def _emit(self, gathered: Inline, label: str, look: ParagraphLook, cell: Cell | None) -> None:
        place = len(self.out)
        sources = tuple(self.inline.pieces.pop(id(gathered), ()))
        super()._emit(gathered, label, look, cell)
        plain = self.out[place]
        self.out[place] = Traced(**{f.name: getattr(plain, f.name) for f in dataclasses.fields(plain)}, sources=sources)


_WORD = re.compile(r"\S+")


def written_span(written: str, block: str, start: int, end: int) -> tuple[int, int]:
    """Characters ``start`` to ``end`` of a block's text as characters of the text the author wrote.

    The n-th word of one is the n-th word of the other: cleaning and converting fonts keep the words apart. In a word that
    came through unchanged the place is exact to the letter; where the words do not correspond it is the whole paragraph.
    """
    old = [(m.start(), m[0]) for m in _WORD.finditer(_spaced(written)) if clean(m[0]).strip()]
    new = [(m.start(), m[0]) for m in _WORD.finditer(block)]
    inside = [n for n, (at, word) in enumerate(new) if at < end and start < at + len(word)]
    if not inside or len(old) != len(new):
        return 0, len(written)
    (old_first, first), (old_last, last) = old[inside[0]], old[inside[-1]]
    left, right = old_first, old_last + len(last)
    if first == new[inside[0]][1]:
        left += max(0, start - new[inside[0]][0])
    if last == new[inside[-1]][1]:
        right = old_last + min(len(last), end - new[inside[-1]][0])
    return left, right


def _spaced(text: str) -> str:
    """Every kind of blank a plain one; same length."""
    return "".join(" " if c.isspace() or clean(c) in {" ", "\n"} else c for c in text)
