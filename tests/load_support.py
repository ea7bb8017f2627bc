"""Small Word files made by hand: one body, and whatever other parts a test needs."""

from __future__ import annotations

import io
import zipfile
from pathlib import Path

from qualitycheck.load.assemble import assemble
from qualitycheck.load.docx import read
from qualitycheck.load.limits import Limits
from qualitycheck.types import RawDocument

DATA = Path(__file__).parent / "data"
_W = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
_R = 'xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"'
_KIND = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/"


def zipped(parts: dict[str, str | bytes]) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in parts.items():
            archive.writestr(name, content)
    return out.getvalue()


def docx_bytes(body: str, **parts: str) -> bytes:
    """``parts``: styles, numbering, footnotes, header1 … by name, each the inside of its root element."""
    roots = {"styles": "styles", "numbering": "numbering", "footnotes": "footnotes", "header1": "hdr", "footer1": "ftr"}
    kinds = {"header1": "header", "footer1": "footer"}
    files: dict[str, str | bytes] = {"word/document.xml": f"<w:document {_W} {_R}><w:body>{body}</w:body></w:document>"}
    relations = ""
    for name, inside in parts.items():
        files[f"word/{name}.xml"] = f"<w:{roots[name]} {_W} {_R}>{inside}</w:{roots[name]}>"
        relations += f'<Relationship Id="{name}" Type="{_KIND}{kinds.get(name, name)}" Target="{name}.xml"/>'
    files["word/_rels/document.xml.rels"] = (
        f'<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">{relations}</Relationships>'
    )
    return zipped(files)


def docx(body: str, **parts: str) -> RawDocument:
    limits = Limits()
    return assemble(read(docx_bytes(body, **parts), limits), "a.docx", "docx", "0" * 64, limits)


def p(text: str, properties: str = "", run: str = "") -> str:
    """One paragraph of one run."""
    return (
        f'<w:p><w:pPr>{properties}</w:pPr><w:r><w:rPr>{run}</w:rPr><w:t xml:space="preserve">{text}</w:t></w:r></w:p>'
    )


def texts(document: RawDocument) -> list[str]:
    return [block.text for block in document.blocks]
