"""Scans: recognised where Tesseract and its Vietnamese data are there, said to be scans where not."""

from __future__ import annotations

import io
import re
import zipfile
from collections import Counter
from pathlib import Path
from typing import Any

import pytest
from load_support import DATA

from qualitycheck.errors import LoadError
from qualitycheck.load import Limits, load, ocr, scan
from qualitycheck.load.details import sentence
from qualitycheck.load.ocr import TextLine, Word
from qualitycheck.load.pdf_glyphs import PageGlyphs
from qualitycheck.load.rulings import find_rulings
from qualitycheck.types import RawDocument

needs_tesseract = pytest.mark.skipif(bool(ocr.missing()), reason="Tesseract or its Vietnamese data is not installed")
SOURCE = DATA / "layout" / "justified.pdf"
TABLE = DATA / "layout" / "table.pdf"


def pictures(source: Path, dpi: int = 200) -> list[Any]:
    import pypdfium2 as pdfium

    document = pdfium.PdfDocument(source)
    try:
        return [page.render(scale=dpi / 72, grayscale=True).to_pil().convert("L") for page in document]
    finally:
        document.close()


def saved(images: list[Any], kind: str, **options: Any) -> bytes:
    out = io.BytesIO()
    more = {"save_all": True, "append_images": images[1:]} if len(images) > 1 else {}
    images[0].save(out, kind, **more, **options)
    return out.getvalue()


def read(folder: Path, data: bytes, limits: Limits | None = None) -> RawDocument:
    file = folder / "scan.bin"
    file.write_bytes(data)
    return load(file, "scan", limits or Limits())


def recall(found: RawDocument, wanted: RawDocument) -> float:
    """Share of the syllables of ``wanted`` that were found."""
    here, there = (Counter(re.findall(r"\w+", d.text.casefold())) for d in (found, wanted))
    return sum((here & there).values()) / sum(there.values())


@needs_tesseract
def test_a_scan_gives_its_syllables_and_paragraphs(tmp_path: Path) -> None:
    wanted = load(SOURCE, "a")
    found = read(tmp_path, saved(pictures(SOURCE), "PDF", resolution=200))
    assert recall(found, wanted) >= 0.98
    assert abs(len(found.blocks) - len(wanted.blocks)) <= 0.1 * len(wanted.blocks)
    (notice,) = [n for n in found.notices if n.code == "ocr"]
    assert 80 <= int(notice.values["percent"]) <= 100
    assert [b.page for b in found.blocks] == sorted(b.page or 0 for b in found.blocks)


@needs_tesseract
@pytest.mark.parametrize("turn", [0, 90])
def test_a_photograph_is_read_however_it_lies(tmp_path: Path, turn: int) -> None:
    image = pictures(SOURCE)[0].rotate(turn, expand=True)
    found = read(tmp_path, saved([image], "JPEG", quality=70))
    assert (found.format, found.pages) == ("image", 1)
    assert recall(load(SOURCE, "a"), found) >= 0.95  # the page holds nothing that the file does not


@needs_tesseract
def test_a_ruled_table_keeps_its_cells_though_it_lies_askew(tmp_path: Path) -> None:
    image = pictures(TABLE)[0].rotate(0.7, fillcolor=255)
    found, wanted = read(tmp_path, saved([image], "PNG")), load(TABLE, "a")
    here, there = ({(b.cell.row, b.cell.column) for b in d.blocks if b.cell and b.page == 1} for d in (found, wanted))
    assert len(here & there) >= 0.7 * len(there)


@needs_tesseract
def test_only_pages_without_text_are_recognised(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    import pypdfium2 as pdfium

    mixed, source = pdfium.PdfDocument(saved(pictures(SOURCE)[:1], "PDF", resolution=200)), pdfium.PdfDocument(SOURCE)
    mixed.import_pages(source)
    out = io.BytesIO()
    mixed.save(out)
    seen: list[int] = []
    usual = scan.recognise
    monkeypatch.setattr(scan, "recognise", lambda image, dpi: seen.append(dpi) or usual(image, dpi))  # type: ignore[func-returns-value]
    found = read(tmp_path, out.getvalue())
    assert seen.count(ocr.DPI) == 1
    assert found.pages == 1 + len(source)
    assert {b.page for b in found.blocks} == set(range(1, found.pages + 1))
    source.close(), mixed.close()


@needs_tesseract
def test_what_is_blurred_is_marked(tmp_path: Path) -> None:
    from PIL import ImageFilter

    image = pictures(SOURCE)[0]
    image.paste(image.crop((0, 1200, image.width, 1500)).filter(ImageFilter.GaussianBlur(3)), (0, 1200))
    found = read(tmp_path, saved([image], "PNG"))
    (notice,) = [n for n in found.notices if n.code == "ocr"]
    assert notice.spans and len(notice.spans) == notice.values["count"] < len(found.blocks) / 2
    assert all(found.text[s.start : s.end] for s in notice.spans)


@needs_tesseract
def test_a_picture_without_letters_is_no_text(tmp_path: Path) -> None:
    from PIL import Image

    with pytest.raises(LoadError) as caught:
        read(tmp_path, saved([Image.new("L", (1000, 1400), 200)], "PNG"))
    assert (caught.value.code, caught.value.detail) == ("unreadable-text", "ocr-nothing")


@pytest.mark.parametrize("kind", ["PDF", "PNG"])
def test_without_tesseract_the_remedy_is_said(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, kind: str) -> None:
    monkeypatch.setattr(ocr, "find_tesseract", lambda: None)
    with pytest.raises(LoadError) as caught:
        read(tmp_path, saved(pictures(SOURCE, 40)[:1], kind))
    assert caught.value.code == "scan-without-ocr"
    assert "apt install" in sentence(caught.value.detail) and "winget" in sentence(caught.value.detail, "en")


def test_without_vietnamese_data_and_switched_off(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(ocr, "find_tesseract", lambda: "tesseract")
    monkeypatch.setattr(ocr, "languages", lambda program: frozenset({"eng"}))
    data = saved(pictures(SOURCE, 40)[:1], "PNG")
    with pytest.raises(LoadError) as caught:
        read(tmp_path, data)
    assert caught.value.detail == "no-vietnamese"
    with pytest.raises(LoadError) as caught:
        read(tmp_path, data, Limits(ocr=False))
    assert caught.value.detail == "ocr-off"


def test_too_many_scanned_pages_are_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(ocr, "missing", lambda: "")
    with pytest.raises(LoadError) as caught:
        read(tmp_path, saved(pictures(SOURCE, 30)[:1] * 3, "PDF"), Limits(ocr_pages=2))
    assert (caught.value.code, caught.value.detail) == ("too-large", "scanned-pages: 3")


def _line(y: float, *texts: str, slope: float = 0.0, confidence: float = 95.0) -> TextLine:
    words = tuple(Word(text, 100 + 200 * i, y - 30, 280 + 200 * i, y, confidence) for i, text in enumerate(texts))
    return TextLine(words, 38, y, slope)


def _read_lines(monkeypatch: pytest.MonkeyPatch, *lines: TextLine) -> list[str]:
    from PIL import Image

    monkeypatch.setattr(scan, "recognise", lambda image, dpi: lines)
    return [line.text for line in scan.read_image(lambda dpi: Image.new("L", (1654, 2339), 255), 1).lines]


def test_bullets_are_put_right(monkeypatch: pytest.MonkeyPatch) -> None:
    found = _read_lines(
        monkeypatch, _line(100, "®", "Trả", "kết", "quả"), _line(160, "se", "_", "Trong", "năm"), _line(220, "~", "Học", "tập"),
        _line(280, "e", "bạn", "học"), _line(340, "-", "Làm", "việc"),
    )  # fmt: skip
    assert found == ["• Trả kết quả", "• Trong năm", "- Học tập", "e bạn học", "- Làm việc"]


def test_specks_are_left_out(monkeypatch: pytest.MonkeyPatch) -> None:
    assert _read_lines(monkeypatch, _line(100, "Học", "tập"), _line(160, "|", "~", confidence=10)) == ["Học tập"]


def test_rules_of_an_image_make_cells() -> None:
    from PIL import Image, ImageDraw

    image = Image.new("L", (800, 600), 255)
    draw = ImageDraw.Draw(image)
    for y in (100, 200, 300):
        draw.line((100, y, 700, y), fill=0, width=3)
    for x in (100, 300, 700):
        draw.line((x, 100, x, 300), fill=0, width=3)
    (grid,) = find_rulings(image, 72 / 200, 216)
    assert (len(grid.rows), grid.columns) == (2, 2)
    assert not find_rulings(Image.new("L", (800, 600), 255), 72 / 200, 216)


def test_a_word_is_one_glyph() -> None:
    page = PageGlyphs(
        1,
        100,
        100,
        tuple(scan._glyphs([(_line(100, "Học", "tập"), list(_line(100, "Học", "tập").words))], 0, 700, 0.36)),
        1,
        0,
    )
    assert [g.text for g in page.glyphs] == ["Học", " ", "tập", " "]
    assert {g.confidence for g in page.glyphs if g.size} == {95.0}


@needs_tesseract
def test_scans_pasted_into_word_are_read(tmp_path: Path) -> None:
    from load_support import docx_bytes, zipped

    with zipfile.ZipFile(
        io.BytesIO(docx_bytes('<w:p><w:r><w:drawing><a:blip xmlns:a="a" r:embed="p1"/></w:drawing></w:r></w:p>'))
    ) as archive:
        parts: dict[str, str | bytes] = {name: archive.read(name) for name in archive.namelist()}
    kind = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/image"
    parts["word/_rels/document.xml.rels"] = (
        '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">'
        f'<Relationship Id="p1" Type="{kind}" Target="media/image1.png"/></Relationships>'
    )
    parts["word/media/image1.png"] = saved(pictures(SOURCE)[:1], "PNG")
    found = read(tmp_path, zipped(parts))
    assert found.format == "docx"
    assert recall(load(SOURCE, "a"), found) >= 0.95
