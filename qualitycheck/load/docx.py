"""Word (.docx): every visible text in reading order, with its place in tables and its automatic number."""

from __future__ import annotations

import posixpath
import re
from collections.abc import Iterator, Mapping
from dataclasses import replace

from qualitycheck.errors import LoadError
from qualitycheck.load.docx_names import MC, Element, R, W, number, value
from qualitycheck.load.docx_numbering import Numbering
from qualitycheck.load.docx_runs import Inline, InlineReader
from qualitycheck.load.docx_styles import ParagraphLook, Styles, paragraph_look, shaded
from qualitycheck.load.draft import Content, Paragraph
from qualitycheck.load.fonts import unicode_text
from qualitycheck.load.limits import Limits
from qualitycheck.load.package import Package
from qualitycheck.types import Cell, Notice, Part

_RELATIONS = "{http://schemas.openxmlformats.org/package/2006/relationships}Relationship"
_EXTENDED = "{http://schemas.openxmlformats.org/officeDocument/2006/extended-properties}"
_TRANSPARENT = {W + name for name in ("sdt", "sdtContent", "customXml", "ins", "moveTo", "smartTag")}


def read(data: bytes, limits: Limits) -> Content:
    """A .docx, .docm or .dotx file."""
    package = Package(data, limits)
    main = _main_part(package)
    document = package.xml(main)
    if document is None:
        raise LoadError("corrupt", "no-document-part")
    if sum(len(text.text or "") for text in document.iter(W + "t")) > limits.max_characters:
        raise LoadError("too-large", f"characters: {limits.max_characters}")
    relations = _relations(package, main)
    styles = Styles(_related(package, relations, "styles"))
    numbering = Numbering(_related(package, relations, "numbering"), styles)
    walker = _Walker(styles, numbering, InlineReader(styles, _has_rendered_breaks(document)))
    body = document.find(W + "body")
    if body is None:
        raise LoadError("corrupt", "no-document-part")
    walker.blocks(body, None)
    walker.close()
    pages = _pages(package, walker)
    _read_other_parts(package, relations, document, walker)
    pictures = any("/media/" in name for name in package.names)
    if pictures and not any(p.part == "body" and p.text.strip() for p in walker.out):
        return _recognised(package, document, relations, limits)
    paged = pages == 1 or _has_rendered_breaks(document)
    out = walker.out if paged else [replace(p, page=None) for p in walker.out]
    return Content(tuple(out), pages, tuple(_notices(walker.inline)), pictures)


def _recognised(
    package: Package, document: Element, relations: Mapping[str, tuple[str, str]], limits: Limits
) -> Content:
    """Scans pasted into Word, one picture after the other: nothing else stands in the file."""
    from qualitycheck.load import image

    if problem := image.why_not(limits):
        raise LoadError("scan-without-ocr", problem)
    shown = [str(node.get(R + name)) for node in document.iter() for name in ("embed", "id") if node.get(R + name)]
    names = dict.fromkeys(relations[i][1] for i in shown if relations.get(i, ("", ""))[0] == "image")
    found = [package.read(name) for name in names if name in package.names]
    return image.read_pictures(found, limits)


def _main_part(package: Package) -> str:
    root = package.xml("_rels/.rels")
    for relation in root.iter(_RELATIONS) if root is not None else ():
        target = str(relation.get("Target", "")).lstrip("/")
        if str(relation.get("Type", "")).endswith("/officeDocument") and target in package.names:
            return target
    for name in sorted(package.names):
        if re.fullmatch(r"word/document\d*\.xml", name):
            return name
    raise LoadError("corrupt", "no-document-part")


def _relations(package: Package, part: str) -> dict[str, tuple[str, str]]:
    """Relation id -> (kind, part name) of the parts that a part points to."""
    folder, name = posixpath.split(part)
    root = package.xml(f"{folder}/_rels/{name}.rels" if folder else f"_rels/{name}.rels")
    out: dict[str, tuple[str, str]] = {}
    for relation in root.iter(_RELATIONS) if root is not None else ():
        if relation.get("TargetMode") != "External":
            target = str(relation.get("Target", ""))
            full = target.lstrip("/") if target.startswith("/") else posixpath.normpath(posixpath.join(folder, target))
            out[str(relation.get("Id"))] = (str(relation.get("Type", "")).rsplit("/", 1)[-1], full)
    return out


def _related(package: Package, relations: dict[str, tuple[str, str]], kind: str) -> Element | None:
    for found, name in relations.values():
        if found == kind:
            return package.xml(name)
    return None


def _has_rendered_breaks(document: Element) -> bool:
    return next(document.iter(W + "lastRenderedPageBreak"), None) is not None


class _Walker:
    """Walks block content and collects paragraphs."""

    def __init__(self, styles: Styles, numbering: Numbering, inline: InlineReader) -> None:
        self.styles = styles
        self.numbering = numbering
        self.inline = inline
        self.out: list[Paragraph] = []
        self.part: Part = "body"
        self.notes: list[tuple[str, str]] = []
        self._tables = 0
        self._open: Inline | None = None  # text of a paragraph whose mark was deleted: it runs on in the next

    def blocks(self, container: Element, cell: Cell | None, shade: bool = False) -> None:
        """Paragraphs and tables of a body, cell, text box, header or note."""
        for child in content(container):
            if child.tag == W + "p":
                self._paragraph(child, cell, shade)
            elif child.tag == W + "tbl":
                self._table(child, shade)

    def close(self) -> None:
        """End of a part: emit what still waits for a next paragraph."""
        if self._open is not None:
            self._emit(self._open, "", ParagraphLook(), None)
            self._open = None

    def _paragraph(self, node: Element, cell: Cell | None, shade: bool) -> None:
        properties = node.find(W + "pPr")
        style = value(properties, "pStyle") or self.styles.default_paragraph
        look = paragraph_look(properties).over(self.styles.paragraph(style))
        if look.page_break and self.out:
            self._break_page()
        gathered = self._open or Inline()
        self._open = None
        base = self.styles.run(style).over(self.styles.base)
        self.inline.read(node, base, shade or bool(look.shade), gathered)
        if properties is not None and _mark_is_deleted(properties):
            self._open = gathered
            return
        self._emit(gathered, self.numbering.label(look.numbering, style), look, cell)
        section = properties.find(W + "sectPr") if properties is not None else None
        if section is not None and value(section, "type") in {None, "nextPage", "oddPage", "evenPage"}:
            self._break_page()

    def _break_page(self) -> None:
        if self.part == "body":
            self.inline.explicit_break()

    def _emit(self, gathered: Inline, label: str, look: ParagraphLook, cell: Cell | None) -> None:
        text, encoding = unicode_text(gathered.pieces)
        page = gathered.first_page if self.part == "body" else None
        heading = look.outline + 1 if look.outline is not None and look.outline < 9 else None
        self.out.append(
            Paragraph(text, label, self.part, page, cell, gathered.bold, look.align == "center", heading, encoding)
        )
        self.notes += gathered.notes
        for box in gathered.boxes:
            self.blocks(box, None, shade=True)

    def _table(self, table: Element, shade: bool) -> None:
        index, self._tables = self._tables, self._tables + 1
        style = value(table.find(W + "tblPr"), "tblStyle")
        shade = shade or (style is not None and self.styles.table_is_shaded(style))
        for row, node in enumerate(_rows(table)):
            properties = node.find(W + "trPr")
            cells = [c for c in content(node) if c.tag == W + "tc"]
            widths = [max(1, number(value(c.find(W + "tcPr"), "gridSpan")) or 1) for c in cells]
            column = number(value(properties, "gridBefore")) or 0
            columns = column + sum(widths) + (number(value(properties, "gridAfter")) or 0)
            for cell, width in zip(cells, widths, strict=True):
                tc = cell.find(W + "tcPr")
                if not _continues_above(tc):
                    self.blocks(cell, Cell(index, row, column, columns), shade or shaded(tc))
                column += width


def content(container: Element) -> Iterator[Element]:
    """Children of a container, through content controls, custom XML and accepted insertions."""
    for child in container:
        if child.tag in _TRANSPARENT:
            yield from content(child)
        elif child.tag == MC + "AlternateContent":
            choice = child.find(MC + "Choice")
            yield from content(child.find(MC + "Fallback") if choice is None else choice)
        else:
            yield child


def _rows(table: Element) -> Iterator[Element]:
    for row in content(table):
        if row.tag == W + "tr" and (row.find(W + "trPr") is None or row.find(f"{W}trPr/{W}del") is None):
            yield row


def _continues_above(properties: Element | None) -> bool:
    merge = value(properties, "vMerge")
    return merge is not None and merge != "restart"


def _mark_is_deleted(properties: Element) -> bool:
    return properties.find(f"{W}rPr/{W}del") is not None or properties.find(f"{W}rPr/{W}moveFrom") is not None


def _read_other_parts(
    package: Package, relations: dict[str, tuple[str, str]], document: Element, walker: _Walker
) -> None:
    notes = list(dict.fromkeys(walker.notes))
    for part in ("header", "footer"):
        names = [
            relations[i][1] for ref in document.iter(f"{W}{part}Reference") if (i := ref.get(R + "id")) in relations
        ]
        for name in dict.fromkeys(names):
            _read_part(package.xml(name), walker, "header" if part == "header" else "footer")
    for kind in ("footnote", "endnote"):
        root = _related(package, relations, kind + "s")
        for note in root.iterchildren(W + kind) if root is not None else ():
            if (kind, note.get(W + "id")) in notes:
                _read_part(note, walker, "note")


def _read_part(root: Element | None, walker: _Walker, part: Part) -> None:
    if root is not None:
        walker.part = part
        walker.blocks(root, None)
        walker.close()


def _pages(package: Package, walker: _Walker) -> int | None:
    """The page count Word or LibreOffice noted, where its word count fits the text (templates leave theirs behind)."""
    try:
        root = package.xml("docProps/app.xml") if "docProps/app.xml" in package.names else None
    except LoadError:
        return None
    if root is None:
        return None
    pages, words = number(root.findtext(_EXTENDED + "Pages")), number(root.findtext(_EXTENDED + "Words"))
    own = sum(len(p.text.split()) for p in walker.out)
    plausible = pages and words and 0.5 * own <= words <= 2 * own + 20 and own <= 1500 * pages
    return max(pages, walker.inline.page) if pages and plausible else None


def _notices(inline: InlineReader) -> list[Notice]:
    out = []
    if inline.changes:
        out.append(Notice("tracked-changes", {name: inline.changes[name] for name in sorted(inline.changes)}))
    if inline.hidden_characters:
        out.append(Notice("hidden-text", {"count": inline.hidden_characters}))
    return out
