"""Word files made by hand, comments read back without the code under test, and LibreOffice where the machine has it."""

from __future__ import annotations

import io
import shutil
import subprocess
import zipfile
from pathlib import Path

import pytest
from lxml import etree

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
OFFICE = "urn:oasis:names:tc:opendocument:xmlns:office:1.0"
_NAMES = (
    'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main" '
    'xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships" '
    'xmlns:v="urn:schemas-microsoft-com:vml"'
)
_KIND = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/"
_MAIN = "application/vnd.openxmlformats-officedocument.wordprocessingml."
_ROOTS = {"header1": ("hdr", "header"), "footer1": ("ftr", "footer"), "footnotes": ("footnotes", "footnotes"),
          "comments": ("comments", "comments"), "styles": ("styles", "styles")}  # fmt: skip
needs_office = pytest.mark.skipif(shutil.which("soffice") is None, reason="LibreOffice (soffice) is not installed")


def word_file(body: str, **parts: str) -> bytes:
    """A complete .docx; ``parts`` (header1, footer1, footnotes, comments) are the insides of their roots."""
    relations, types = "", ""
    files = {"word/document.xml": f"<w:document {_NAMES}><w:body>{body}</w:body></w:document>"}
    for name, inside in parts.items():
        root, kind = _ROOTS[name]
        files[f"word/{name}.xml"] = f"<w:{root} {_NAMES}>{inside}</w:{root}>"
        relations += f'<Relationship Id="{name}" Type="{_KIND}{kind}" Target="{name}.xml"/>'
        types += f'<Override PartName="/word/{name}.xml" ContentType="{_MAIN}{kind}+xml"/>'
    files["word/_rels/document.xml.rels"] = _relations(relations)
    files["_rels/.rels"] = _relations(f'<Relationship Id="r" Type="{_KIND}officeDocument" Target="word/document.xml"/>')
    files["[Content_Types].xml"] = (
        '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
        '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
        '<Default Extension="xml" ContentType="application/xml"/>'
        f'<Override PartName="/word/document.xml" ContentType="{_MAIN}document.main+xml"/>{types}</Types>'
    )
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name in ("[Content_Types].xml", "_rels/.rels", *(n for n in files if n.startswith("word/"))):
            archive.writestr(name, files[name])
    return out.getvalue()


def _relations(inside: str) -> str:
    return (
        f'<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">{inside}</Relationships>'
    )


def run(text: str, look: str = "") -> str:
    return f'<w:r>{f"<w:rPr>{look}</w:rPr>" if look else ""}<w:t xml:space="preserve">{text}</w:t></w:r>'


def paragraph(*runs: str) -> str:
    return "<w:p>" + "".join(r if r.startswith("<") else run(r) for r in runs) + "</w:p>"


def part(data: bytes, name: str) -> etree._Element:
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        return etree.fromstring(archive.read(name))


def commented_words(data: bytes) -> dict[str, str]:
    """Comment number -> the letters between its marks, deleted text and all else that is no ``w:t`` left out."""
    opened: dict[str, str] = {}
    out: dict[str, str] = {}
    for node in part(data, "word/document.xml").iter():
        if node.tag == W + "t":
            opened = {number: text + (node.text or "") for number, text in opened.items()}
        elif node.tag == W + "commentRangeStart":
            opened[node.get(W + "id")] = ""
        elif node.tag == W + "commentRangeEnd":
            out[node.get(W + "id")] = opened.pop(node.get(W + "id"))
    assert not opened
    return out


def visible(data: bytes) -> str:
    """All letters of the main part in order."""
    return "".join(n.text or "" for n in part(data, "word/document.xml").iter(W + "t", W + "delText"))


def converted(files: list[Path], ending: str, folder: Path) -> list[Path]:
    """The files as LibreOffice reads and writes them, in a profile of its own."""
    profile = (folder / "profile").as_uri()
    command = ["soffice", f"-env:UserInstallation={profile}", "--headless", "--convert-to", ending,
               "--outdir", str(folder / "out"), *map(str, files)]  # fmt: skip
    subprocess.run(command, check=True, capture_output=True, timeout=240)
    return [folder / "out" / f"{f.stem}.{ending.split(':')[0]}" for f in files]


def odt_comments(path: Path) -> list[tuple[str, str]]:
    """(author, words under the comment) of every comment in an .odt."""
    root = etree.fromstring(zipfile.ZipFile(path).read("content.xml"))
    found: dict[str, list[str]] = {}
    text = ""

    def walk(node: etree._Element) -> None:
        nonlocal text
        name = node.get(f"{{{OFFICE}}}name", str(len(found)))
        if node.tag == f"{{{OFFICE}}}annotation":
            found[name] = [node.findtext("{http://purl.org/dc/elements/1.1/}creator") or "", text, ""]
        elif node.tag == f"{{{OFFICE}}}annotation-end":
            found[name][2] = text[len(found[name][1]) :]
        else:
            text += node.text or ""
            for child in node:
                walk(child)
        text += node.tail or ""

    walk(root)
    return [(author, under) for author, _, under in found.values()]
