"""The pictures of the README, made from the bundled province: `python docs/pictures.py` (needs Chromium, LibreOffice, poppler).

Written to docs/pictures/: terminal.svg, page.png, document.png, workbook.png, word.png.
"""

from __future__ import annotations

import io
import re
import shutil
import subprocess
import tempfile
from pathlib import Path

from PIL import Image, ImageOps
from playwright.sync_api import Page, sync_playwright
from rich._export_format import CONSOLE_SVG_FORMAT
from rich.console import Console
from rich.text import Text

from qualitycheck import api
from qualitycheck.files import collect
from qualitycheck.report import Options, writer
from qualitycheck.report.terminal import render
from qualitycheck.settings import data_folder
from qualitycheck.types import Batch

HERE = Path(__file__).parent / "pictures"
SHOWN = "Hạt Kiểm lâm huyện Lam Khê/BCK_ChiboHat"  # a document with all that can be shown
COLOURS = 128
# LibreOffice prints comments in the margin
IN_MARGIN = """<?xml version="1.0" encoding="UTF-8"?>
<oor:items xmlns:oor="http://openoffice.org/2001/registry" xmlns:xs="http://www.w3.org/2001/XMLSchema"
 xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance">
<item oor:path="/org.openoffice.Office.Writer/Print/Content"><prop oor:name="Note" oor:op="fuse"><value>4</value></prop></item>
</oor:items>
"""
# fonts that hold Vietnamese, and none from the network
FONTS = "'Liberation Mono', 'Cascadia Mono', Consolas, Menlo, monospace"


def main() -> None:
    HERE.mkdir(exist_ok=True)
    with tempfile.TemporaryDirectory() as scratch:
        folder = Path(scratch)
        samples, made = data_folder("samples"), api.setup(start=folder)
        api.add_to_corpus([samples / "earlier"], folder / "corpus", setup=made, jobs=None)
        batch = api.check(samples / "new", corpus=folder / "corpus", setup=made, jobs=None)
        files = {s.shown: s.path for s in collect([samples / "new"])}
        options = Options(made.rules, settings=tuple(made.settings.origins()), files=files)
        terminal(batch, options)
        pages(batch, options, folder)
        workbook(batch, options, folder)
        word(batch, options, folder)


def terminal(batch: Batch, options: Options) -> None:
    """The first screen."""
    long = Console(file=io.StringIO(), width=96, record=True, force_terminal=True, highlight=False)
    long.print(render(batch, options))
    lines = long.export_text(styles=True).splitlines()[:46]
    screen = Console(file=io.StringIO(), width=96, record=True, force_terminal=True, highlight=False)
    screen.print(Text.from_ansi("\n".join(lines)))
    look = re.sub(r"@font-face \{\{.*?\}\}", "", CONSOLE_SVG_FORMAT, flags=re.DOTALL)
    look = look.replace("font-family: Fira Code, monospace", f"font-family: {FONTS}")
    screen.save_svg(str(HERE / "terminal.svg"), title="qualitycheck check", code_format=look)


def pages(batch: Batch, options: Options, folder: Path) -> None:
    writer("html")(batch, folder / "report.html", options)
    number = next(n for n, r in enumerate(batch.reports, 1) if SHOWN in r.path)
    chromium = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
    with sync_playwright() as runner:
        browser = runner.chromium.launch(executable_path=chromium, args=["--no-sandbox"])
        page = browser.new_page(viewport={"width": 1180, "height": 980}, color_scheme="light")
        page.goto((folder / "report.html").as_uri())
        shot(page, "page.png")
        page.goto((folder / "report.html").as_uri() + f"#d{number}")
        page.wait_for_selector("article.current")
        shot(page, "document.png")
        browser.close()


def shot(page: Page, name: str) -> None:
    save(Image.open(io.BytesIO(page.screenshot())), name)


def workbook(batch: Batch, options: Options, folder: Path) -> None:
    writer("xlsx")(batch, folder / "bao-cao.xlsx", options)
    sheets = printed(folder / "bao-cao.xlsx", folder)
    findings = next(image for image in sheets[1:] if image.width > image.height and image is not sheets[1])
    save(findings, "workbook.png")


def word(batch: Batch, options: Options, folder: Path) -> None:
    writer("docx")(batch, folder / "copies", options)
    copy = next(p for p in (folder / "copies").rglob("*.docx") if SHOWN in p.as_posix())
    save(trimmed(printed(copy, folder, comments=True)[0]), "word.png")


def printed(file: Path, folder: Path, *, comments: bool = False) -> list[Image.Image]:
    """The first pages of an office file as LibreOffice shows them, with its comments in the margin."""
    settings = folder / "profile" / "user" / "registrymodifications.xcu"
    if not settings.exists():
        settings.parent.mkdir(parents=True)
        settings.write_text(IN_MARGIN, encoding="utf-8")
    out = folder / "printed"
    office = ["soffice", f"-env:UserInstallation={(folder / 'profile').as_uri()}", "--headless"]
    # printing shows comments where a conversion does not, but needs a profile that was in use before
    for work in [["--convert-to", "pdf"], *([["--print-to-file"]] if comments else [])]:
        subprocess.run([*office, *work, "--outdir", str(out), str(file)], check=True, capture_output=True, timeout=240)
    drawing = ["pdftoppm", "-r", "96", "-l", "8", "-png", str(out / f"{file.stem}.pdf"), str(out / "seen")]
    subprocess.run(drawing, check=True, timeout=120)
    found = [Image.open(path).copy() for path in sorted(out.glob("seen-*.png"))]
    shutil.rmtree(out)
    return found


def trimmed(image: Image.Image, margin: int = 20) -> Image.Image:
    """Without the white of the paper's edges."""
    left, top, right, bottom = ImageOps.invert(image.convert("L")).getbbox() or (0, 0, *image.size)
    return image.crop((left - margin, top - margin, right + margin, bottom + margin))


def save(image: Image.Image, name: str) -> None:
    """With few colours: text needs no more, and the repository stays small."""
    image.convert("RGB").quantize(COLOURS).save(HERE / name, optimize=True)


if __name__ == "__main__":
    main()
