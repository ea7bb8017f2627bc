"""The HTML report of a large batch as a folder: the index, and a page of its own for every document."""

from __future__ import annotations

from pathlib import Path

from qualitycheck.errors import UsageError
from qualitycheck.files import write_atomic
from qualitycheck.report.header import stamp
from qualitycheck.report.html.article import article
from qualitycheck.report.html.page import article_html, digest, environment, index, own_text
from qualitycheck.report.options import Options
from qualitycheck.review.own import is_own
from qualitycheck.types import Batch

PAGES = "documents"
ENDINGS = (".html", ".htm")


def is_folder(target: Path) -> bool:
    """Whether ``--output`` means a folder: one that exists, or a name without an ending of HTML files."""
    return target.is_dir() or (not target.is_file() and target.suffix.lower() not in ENDINGS)


def write_folder(batch: Batch, folder: Path, options: Options) -> None:
    """index.html, style.css and documents/00001.html… below ``folder``. Raises UsageError and OSError.

    A folder that holds anything but an earlier report of this kind is refused: it may be that of the submissions. The index is written last, so it never leads to a page that is not there; pages of an earlier, longer batch go.
    """
    if folder.is_dir() and any(folder.iterdir()) and not is_own(folder / "index.html"):
        raise UsageError(
            f'--output "{folder}": thư mục này đang có tệp khác; báo cáo nhiều trang cần một thư mục trống. '
            "(A report of many pages needs an empty folder.)"
        )
    write_atomic(folder / "style.css", own_text("style.css"))
    template, script = environment().get_template("document.html.j2"), own_text("document.js")
    policy, about = f"style-src 'self' file:; script-src {digest(script)}", stamp(batch.versions, options.words)
    total = len(batch.reports)
    for number, report in enumerate(batch.reports, 1):
        view = article(report, number, options)
        html = template.render(
            a=view, w=options.words, options=options, program=batch.versions.program, about=about, policy=policy,
            script=script, html=article_html(view, options), number=number, total=total, name_of=_name,
        )  # fmt: skip
        write_atomic(folder / PAGES / _name(number), html)
    write_atomic(folder / "index.html", index(batch, options, lambda number: f"{PAGES}/{_name(number)}"))
    _clear(folder / PAGES, total)


def _name(number: int) -> str:
    return f"{number:05d}.html"


def _clear(pages: Path, total: int) -> None:
    for file in pages.glob("[0-9][0-9][0-9][0-9][0-9].html"):
        if int(file.stem) > total and is_own(file):
            file.unlink()
