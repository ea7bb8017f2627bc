"""``qualitycheck demo``: the main job on the bundled documents of an invented province."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from qualitycheck.commands.common import Lang_, Quiet, language, progress_bar


def demo(
    folder: Annotated[Path, typer.Option("--folder", help="Nơi ghi kho và báo cáo. (Where to write.)")] = Path("demo"),
    lang: Lang_ = "vi",
    quiet: Quiet = False,
) -> None:
    """Chạy thử trên một tỉnh hư cấu: đưa bản 2018, 2019 vào kho, kiểm tra bản 2020. (Try it out.)"""
    from qualitycheck import api
    from qualitycheck.report import Options, writer
    from qualitycheck.settings import data_folder

    samples, spoken = data_folder("samples"), language(lang)
    made = api.setup()
    with progress_bar(quiet, "Đưa bản các năm trước vào kho") as progress:
        api.add_to_corpus([samples / "earlier"], folder / "corpus", setup=made, jobs=None, progress=progress)
    with progress_bar(quiet, "Kiểm tra bản năm nay") as progress:
        batch = api.check(samples / "new", corpus=folder / "corpus", setup=made, jobs=None, progress=progress)
    options = Options(made.rules, spoken, settings=tuple(made.settings.origins()), documents=3)
    writer("terminal")(batch, None, options)
    page = folder / "report.html"
    writer("html")(batch, page, options)
    typer.echo(f"\nBáo cáo đầy đủ, mở bằng trình duyệt (the full report, open it in a browser):\n{page.resolve()}")
