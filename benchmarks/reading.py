"""Reading speed beside bare readers, and memory over a long batch: `python benchmarks/reading.py [FOLDER] [--batch 3000]`.

A bare reader only takes the characters out; many of them lose text or order (docs/formats.md says which), so it is a
lower bound and no rival. All figures are CPU milliseconds per file of one process, the best of three rounds.
"""

from __future__ import annotations

import argparse
import io
import itertools
import subprocess
import time
import zipfile
from collections.abc import Callable
from pathlib import Path
from shutil import which

from qualitycheck.errors import LoadError
from qualitycheck.load import Limits, load_all, sniff
from qualitycheck.load.guard import GuardedLoader
from qualitycheck.load.memory import memory_mb

ROOT = Path(__file__).resolve().parents[1]
ROUNDS = 3
MOST = 60  # files of one format
NO_OCR = Limits(ocr=False)


def bare_docx(path: Path) -> None:
    import docx

    document = docx.Document(str(path))
    for table in document.tables:
        for row in table.rows:
            [cell.text for cell in row.cells]
    [p.text for p in document.paragraphs]


def bare_pdfium(path: Path) -> None:
    import pypdfium2 as pdfium

    document = pdfium.PdfDocument(path)
    for page in document:
        textpage = page.get_textpage()
        textpage.get_text_range()
        textpage.close()
        page.close()
    document.close()


def bare_pdfplumber(path: Path) -> None:
    import pdfplumber

    with pdfplumber.open(path) as document:
        for page in document.pages:
            page.extract_text()
            page.extract_tables()


def bare_odt(path: Path) -> None:
    from lxml import etree

    with zipfile.ZipFile(path) as archive:
        "".join(etree.fromstring(archive.read("content.xml")).itertext())


def bare_antiword(path: Path) -> None:
    subprocess.run(["antiword", "-w", "0", "-m", "UTF-8.txt", str(path)], capture_output=True, check=False)


def bare_html(path: Path) -> None:
    from lxml import html

    html.fromstring(path.read_bytes()).text_content()


def bare_calamine(path: Path) -> None:
    import python_calamine as calamine

    with calamine.load_workbook(io.BytesIO(path.read_bytes())) as book:
        for name in book.sheet_names:
            book.get_sheet_by_name(name).to_python()


def bare_text(path: Path) -> None:
    path.read_bytes().decode("utf-8", "replace")


BARE: dict[str, list[tuple[str, Callable[[Path], None]]]] = {
    "docx": [("python-docx", bare_docx)],
    "pdf": [("pypdfium2", bare_pdfium), ("pdfplumber", bare_pdfplumber)],
    "odt": [("lxml itertext", bare_odt)],
    "doc": [("antiword", bare_antiword)] if which("antiword") else [],
    "html": [("lxml.html", bare_html)],
    "xlsx": [("calamine", bare_calamine)],
    "txt": [("decode", bare_text)],
}


def by_format(folder: Path) -> dict[str, list[Path]]:
    found: dict[str, list[Path]] = {}
    for path in sorted(p for p in folder.rglob("*") if p.is_file()):
        try:
            found.setdefault(sniff(path.read_bytes(), path.name), []).append(path)
        except LoadError:
            continue
    return {name: files[:: max(1, len(files) // MOST)][:MOST] for name, files in sorted(found.items())}


def milliseconds(work: Callable[[Path], object], files: list[Path]) -> float:
    best = float("inf")
    for _ in range(ROUNDS):
        begun = _cpu()
        for path in files:
            work(path)
        best = min(best, _cpu() - begun)
    return 1000 * best / len(files)


def _cpu() -> float:
    """CPU seconds of this process and of the programs that it waited for."""
    import os

    spent = os.times()
    return spent.user + spent.system + spent.children_user + spent.children_system


def speeds(folder: Path) -> None:
    print(f"{'format':8}{'files':>6}{'here':>10}   bare readers (CPU ms a file)")
    for name, files in by_format(folder).items():
        if name in {"image", "zip", "eml", "msg"}:
            continue
        here = milliseconds(lambda path: list(load_all(path, path.name, NO_OCR)), files)
        others = "  ".join(f"{label} {milliseconds(work, files):.1f}" for label, work in BARE.get(name, []))
        print(f"{name:8}{len(files):6}{here:10.1f}   {others}")


def long_batch(folder: Path, count: int) -> None:
    files = [path for several in by_format(folder).values() for path in several]
    begun = time.monotonic()
    with GuardedLoader(NO_OCR) as loader:
        for number, path in enumerate(itertools.islice(itertools.cycle(files), count), start=1):
            loader.read(path, path.name)
            if number % (count // 6) == 0 and loader._reader is not None:
                print(
                    f"{number:6} files  {memory_mb(loader._reader.pid):6.0f} MB  {number / (time.monotonic() - begun):6.1f} files/s"
                )


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folder", nargs="?", type=Path, default=ROOT / "corpora" / "labelled")
    parser.add_argument("--batch", type=int, default=0, help="read so many files in one reader and show its memory")
    arguments = parser.parse_args()
    speeds(arguments.folder)
    if arguments.batch:
        long_batch(arguments.folder, arguments.batch)


if __name__ == "__main__":
    main()
