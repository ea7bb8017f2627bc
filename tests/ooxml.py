"""Whether an office file is what ECMA-376 asks for, as far as an office program would otherwise offer to repair it.

Part 2 (packaging): parts, content types, relationships. Part 1: the order of elements in what this program writes,
numbers that must be unique, references that must lead somewhere, limits of Excel.
"""

from __future__ import annotations

import io
import posixpath
import re
import zipfile
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence

from lxml import etree

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
S = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"
R = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}"
MC = "{http://schemas.openxmlformats.org/markup-compatibility/2006}"
_TYPES = "[Content_Types].xml"

# children in the order of their complex types (Part 1, 17.3 to 17.10 and 18.3); what is not named here is not judged
_ORDER: Mapping[str, Sequence[str]] = {
    W + "rPr": "rStyle rFonts b bCs i iCs caps smallCaps strike dstrike outline shadow emboss imprint noProof snapToGrid "
    "vanish webHidden color spacing w kern position sz szCs highlight u effect bdr shd fitText vertAlign rtl cs em lang "
    "eastAsianLayout specVanish oMath".split(),
    W + "pPr": "pStyle keepNext keepLines pageBreakBefore framePr widowControl numPr suppressLineNumbers pBdr shd tabs "
    "suppressAutoHyphens kinsoku wordWrap overflowPunct topLinePunct autoSpaceDE autoSpaceDN bidi adjustRightInd snapToGrid "
    "spacing ind contextualSpacing mirrorIndents suppressOverlap jc textDirection textAlignment textboxTightWrap outlineLvl "
    "divId cnfStyle rPr sectPr pPrChange".split(),
    W + "tblPr": "tblStyle tblpPr tblOverlap bidiVisual tblStyleRowBandSize tblStyleColBandSize tblW jc tblCellSpacing tblInd "
    "tblBorders shd tblLayout tblCellMar tblLook tblCaption tblDescription tblPrChange".split(),
    W + "tblBorders": "top left start bottom right end insideH insideV".split(),
    W + "sectPr": "headerReference footerReference footnotePr endnotePr type pgSz pgMar paperSrc pgBorders lnNumType "
    "pgNumType cols formProt vAlign noEndnote titlePg textDirection bidi rtlGutter docGrid printerSettings sectPrChange".split(),
    S + "worksheet": "sheetPr dimension sheetViews sheetFormatPr cols sheetData sheetCalcPr sheetProtection protectedRanges "
    "scenarios autoFilter sortState dataConsolidate customSheetViews mergeCells phoneticPr conditionalFormatting "
    "dataValidations hyperlinks printOptions pageMargins pageSetup headerFooter rowBreaks colBreaks customProperties "
    "cellWatches ignoredErrors smartTags drawing legacyDrawing legacyDrawingHF picture oleObjects controls webPublishItems "
    "tableParts extLst".split(),
    S + "styleSheet": "numFmts fonts fills borders cellStyleXfs cellXfs cellStyles dxfs tableStyles colors extLst".split(),
    S + "workbook": "fileVersion fileSharing workbookPr workbookProtection bookViews sheets functionGroups externalReferences "
    "definedNames calcPr oleSize customWorkbookViews pivotCaches extLst".split(),
}  # fmt: skip
_FIRST = {W + "p": W + "pPr", W + "r": W + "rPr", W + "tbl": W + "tblPr", W + "tr": W + "trPr", W + "tc": W + "tcPr"}
_RUN_LEVEL = {W + n for n in ("p", "hyperlink", "ins", "del", "moveFrom", "moveTo", "smartTag", "sdtContent", "fldSimple",
                              "customXml", "dir", "bdo")}  # fmt: skip


def problems(data: bytes) -> list[str]:
    """What is wrong with an office file, each as one line; nothing for a sound one."""
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        names = archive.namelist()
        parts = {name: archive.read(name) for name in names}
    found = [f"{name}: stored {n} times" for name, n in Counter(n.casefold() for n in names).items() if n > 1]
    trees: dict[str, etree._Element] = {}
    for name, content in parts.items():
        if name.endswith((".xml", ".rels")):
            try:
                trees[name] = etree.fromstring(content)
            except etree.XMLSyntaxError as error:
                found.append(f"{name}: {error}")
    found += _types(parts, trees)
    for name in trees:
        if name.endswith(".rels"):
            found += _relations(name, parts, trees)
        else:
            found += [f"{name}: {line}" for line in _order(trees[name])]
    if "word/document.xml" in trees:
        found += _word(trees)
    if "xl/workbook.xml" in trees:
        found += _excel(trees)
    return found


def _types(parts: Mapping[str, bytes], trees: Mapping[str, etree._Element]) -> Iterator[str]:
    if _TYPES not in trees:
        yield "no content types"
        return
    defaults = {str(n.get("Extension")).lower() for n in trees[_TYPES] if n.tag.endswith("}Default")}
    overrides = [str(n.get("PartName")) for n in trees[_TYPES] if n.tag.endswith("}Override")]
    for name, count in Counter(n.casefold() for n in overrides).items():
        if count > 1:
            yield f"content type of {name} stated {count} times"
    yield from (f"content type of a part that is not there: {n}" for n in overrides if n.lstrip("/") not in parts)
    for name in parts:
        ending = posixpath.basename(name).rpartition(".")[2].lower()
        if name != _TYPES and not name.endswith("/") and f"/{name}" not in overrides and ending not in defaults:
            yield f"no content type for {name}"


def _relations(name: str, parts: Mapping[str, bytes], trees: Mapping[str, etree._Element]) -> Iterator[str]:
    folder, file = posixpath.split(name)
    owner = posixpath.join(posixpath.dirname(folder), file.removesuffix(".rels"))
    ids = [str(r.get("Id")) for r in trees[name]]
    yield from (f"{name}: id {i} used {n} times" for i, n in Counter(ids).items() if n > 1)
    for relation in trees[name]:
        target = str(relation.get("Target"))
        if relation.get("TargetMode") != "External":
            part = (
                target.lstrip("/")
                if target.startswith("/")
                else posixpath.normpath(posixpath.join(posixpath.dirname(owner), target))
            )
            if part.split("#")[0] not in parts:
                yield f"{name}: {target} is not there"
        elif re.search(r"[\s<>\"{}|\\^`]", target):
            yield f"{name}: {target} is no URI"
    if owner in trees:
        used = {str(v) for node in trees[owner].iter() for k, v in node.attrib.items() if str(k).startswith(R)}
        yield from (f"{owner}: {i} leads nowhere" for i in sorted(used - set(ids)) if i)


def _order(root: etree._Element) -> Iterator[str]:
    for prefix in str(root.get(MC + "Ignorable", "")).split():
        if prefix not in root.nsmap:
            yield f"Ignorable names the unknown prefix {prefix}"
    for node in root.iter(etree.Element):
        order = _ORDER.get(str(node.tag))
        if order is not None:
            places = [order.index(n) for c in node if (n := etree.QName(c).localname) in order]
            if places != sorted(places):
                yield f"{etree.QName(node).localname}: {[etree.QName(c).localname for c in node]}"
        first = _FIRST.get(str(node.tag))
        if first is not None and any(c.tag == first for c in node[1:]):
            yield f"{etree.QName(first).localname} is not first"


def _word(trees: Mapping[str, etree._Element]) -> Iterator[str]:
    main = trees["word/document.xml"]
    body = main.find(W + "body")
    assert body is not None
    if any(c.tag == W + "sectPr" for c in body[:-1]):
        yield "sectPr is not last"
    for cell in main.iter(W + "tc"):
        if len(cell) == 0 or cell[-1].tag not in (W + "p", W + "sdt", W + "bookmarkEnd", W + "commentRangeEnd"):
            yield "a cell does not end with a paragraph"
    for node in main.iter(W + "r"):
        if node.getparent().tag not in _RUN_LEVEL and not str(node.getparent().tag).startswith(
            "{http://schemas.openxmlformats.org/officeDocument/2006/math"
        ):
            yield f"a run stands in {node.getparent().tag}"
    comments = [
        n
        for name, root in trees.items()
        if re.fullmatch(r"word/comments\d*\.xml", name)
        for n in root.iter(W + "comment")
    ]
    numbers = Counter(c.get(W + "id") for c in comments)
    yield from (f"comment {i} twice" for i, n in numbers.items() if n > 1)
    places = {node: place for place, node in enumerate(main.iter())}
    marks = {kind: list(main.iter(W + kind)) for kind in ("commentRangeStart", "commentRangeEnd", "commentReference")}
    for kind, nodes in marks.items():
        seen = Counter(n.get(W + "id") for n in nodes)
        yield from (f"{kind} {i} {n} times" for i, n in seen.items() if n > 1)
        yield from (f"{kind} {i} without a comment" for i in seen if i not in numbers)
    references = {n.get(W + "id") for n in marks["commentReference"]}
    yield from (f"comment {i} is referred to nowhere" for i in numbers if i not in references)
    ends = {n.get(W + "id"): places[n] for n in marks["commentRangeEnd"]}
    for start in marks["commentRangeStart"]:
        if ends.get(start.get(W + "id"), -1) < places[start]:
            yield f"comment {start.get(W + 'id')} ends before it begins"
    for comment in comments:
        if comment.find(W + "p") is None:
            yield "a comment without a paragraph"


def _excel(trees: Mapping[str, etree._Element]) -> Iterator[str]:
    book = trees["xl/workbook.xml"]
    titles = [str(s.get("name")) for s in book.iter(S + "sheet")]
    yield from (f"sheet name {t!r}" for t in titles if not 0 < len(t) <= 31 or re.search(r"[\[\]:*?/\\]", t))
    yield from (f"sheet name {t!r} twice" for t, n in Counter(t.casefold() for t in titles).items() if n > 1)
    styles = trees["xl/styles.xml"].find(S + "cellXfs")
    strings = trees.get("xl/sharedStrings.xml")
    shared = [] if strings is None else ["".join(si.itertext()) for si in strings]
    yield from (f"a text of {len(t)} letters" for t in shared if len(t) > 32_767)
    for name, root in trees.items():
        if name.startswith("xl/worksheets/"):
            yield from (f"{name}: {line}" for line in _sheet(root, 0 if styles is None else len(styles), len(shared)))


def _sheet(root: etree._Element, styles: int, strings: int) -> Iterator[str]:
    last = 0
    for row in root.iter(S + "row"):
        number = int(row.get("r", "0"))
        if number <= last:
            yield f"row {number} after {last}"
        last, column = number, 0
        for cell in row:
            found = re.fullmatch(r"([A-Z]{1,3})(\d+)", str(cell.get("r")))
            here = _column(found[1]) if found else 0
            if not found or int(found[2]) != number or here <= column:
                yield f"cell {cell.get('r')} in row {number}"
            column = here
            if int(cell.get("s", "0")) >= styles:
                yield f"{cell.get('r')}: no such style"
            if cell.get("t") == "s" and not 0 <= int(cell.findtext(S + "v") or "-1") < strings:
                yield f"{cell.get('r')}: no such text"
            if cell.find(S + "f") is not None:
                yield f"{cell.get('r')}: a formula"
    merged = [m.get("ref") for m in root.iter(S + "mergeCell")]
    yield from (f"{r} merged twice" for r, n in Counter(merged).items() if n > 1)
    for rule in root.iter(S + "dataValidation"):
        if (
            len(rule.findtext(S + "formula1") or "") > 257
            or len(rule.get("prompt", "")) > 255
            or len(rule.get("promptTitle", "")) > 32
        ):
            yield "a drop-down that is too long"
    if len(list(root.iter(S + "hyperlink"))) > 65_530:
        yield "too many links"
    for tag in ("sheetData", "autoFilter", "mergeCells", "dataValidations", "hyperlinks"):
        if len(root.findall(S + tag)) > 1:
            yield f"{tag} twice"


def _column(letters: str) -> int:
    value = 0
    for letter in letters:
        value = 26 * value + ord(letter) - 64
    return value
