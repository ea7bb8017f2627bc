"""``qualitycheck corpus``: the register of earlier years."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from qualitycheck.commands.common import (
    DEFAULT_CORPUS,
    Jobs,
    Lang_,
    Paths,
    Profile,
    Quiet,
    Unit,
    Year,
    language,
    named,
    progress_bar,
    stages,
    tell_passed_over,
)

app = typer.Typer(
    help="Kho lưu bản các năm trước để đối chiếu. (The register of earlier years.)",
    no_args_is_help=True,
    rich_markup_mode=None,
)
Folder = Annotated[Path, typer.Option("--corpus", help="Thư mục của kho. (Folder of the register.)")]


@app.command("add")
def add(
    paths: Paths,
    corpus: Folder = DEFAULT_CORPUS,
    year: Year = None,
    unit: Unit = None,
    profile: Profile = None,
    jobs: Jobs = None,
    lang: Lang_ = "vi",
    quiet: Quiet = False,
) -> None:
    """Đưa tệp và thư mục vào kho; tệp đã có thì giữ nguyên, tệp đã sửa thì thay. (Add files and folders.)"""
    from qualitycheck import api
    from qualitycheck.report import Words
    from qualitycheck.review.own import submissions

    made = api.setup(profile=profile, year=year, unit=unit)
    given = named(paths)
    tell_passed_over(submissions(given).passed_over)
    with progress_bar(quiet) as progress:
        result, failures = api.add_to_corpus(given, corpus, setup=made, jobs=jobs, progress=progress)
    words = Words(made.rules, language(lang))
    for failure in failures:
        typer.echo(f"{failure.path}: {words.failure(failure)}", err=True)
    typer.echo(
        f"Kho {corpus}: thêm {result.added}, thay {result.replaced}, đã có {result.unchanged}, "
        f"không đọc được {len(failures)}. (added, replaced, unchanged, not read)",
        err=True,
    )
    raise typer.Exit(3 if failures else 0)


@app.command("list")
def list_(
    corpus: Folder = DEFAULT_CORPUS,
    year: Annotated[int | None, typer.Option("--year", help="Chỉ năm này. (This year only.)")] = None,
) -> None:
    """Liệt kê các văn bản trong kho, cột cách nhau bằng tab. (List the documents, tab-separated.)"""
    from qualitycheck.corpus.register import Register

    for d in sorted(Register.open(corpus).documents(), key=lambda d: (d.year or 0, d.path)):
        if year is None or d.year == year:
            typer.echo("\t".join([str(d.year or "?"), d.kind, d.unit, d.author, d.path]))


@app.command("remove")
def remove(
    paths: Annotated[list[str], typer.Argument(help="Đường dẫn như corpus list in ra. (Path as listed.)")],
    corpus: Folder = DEFAULT_CORPUS,
) -> None:
    """Xoá văn bản khỏi kho, cả nội dung, chỉ mục lẫn kết quả đã nhớ. (Forget documents: text, index, cached results.)"""
    from qualitycheck.cache import default_cache
    from qualitycheck.corpus.register import Register

    register = Register.open(corpus)
    gone = [d.digest for d in register.documents() if d.path in paths]
    removed = register.remove(paths)
    default_cache().forget(gone)
    typer.echo(f"Đã xoá {removed} văn bản khỏi kho {corpus}. (Removed.)", err=True)
    raise typer.Exit(0 if removed else 2)


@app.command("verify")
def verify(corpus: Folder = DEFAULT_CORPUS) -> None:
    """Nêu tên mọi tệp hỏng; tệp phái sinh được dựng lại từ dữ liệu gốc. (Name damaged files, rebuild derived ones.)"""
    from qualitycheck.corpus.register import Register

    found = Register.inspect(corpus)
    for problem in (*found.damaged, *found.renewed):
        typer.echo(problem)
    if found.renewed:
        typer.echo(
            "Đã dựng lại chỉ mục từ dữ liệu gốc. (The index was made anew.)"
            if not found.damaged
            else "Chỉ mục hỏng đã bỏ; sẽ dựng lại khi dữ liệu gốc lành. (The index will be made when the parts are sound.)"
        )
    if found.damaged:
        typer.echo(
            "Hãy lấy lại các tệp này từ bản sao lưu, hoặc xoá kho rồi chạy lại corpus add. "
            "(Restore them from a backup, or register the documents again.)"
        )
    elif not found.renewed:
        typer.echo(f"Kho {corpus} nguyên vẹn. (The register is sound.)")
    raise typer.Exit(2 if found.damaged else 0)


@app.command("compact")
def compact(
    corpus: Folder = DEFAULT_CORPUS,
    memory: Annotated[
        int, typer.Option("--memory", min=512, help="Bộ nhớ tối đa, MB. (Memory to keep within, in MB.)")
    ] = 4096,
    quiet: Quiet = False,
) -> None:
    """Gộp tệp nhỏ, dựng chỉ mục cho kho lớn. (Join small files and make the index of a large register.)"""
    from qualitycheck.corpus.register import Register

    with stages(quiet) as report:
        done = Register.open(corpus).compact(memory << 20, report)
    index = "có chỉ mục (indexed)" if done.indexed else "kho nhỏ, không cần chỉ mục (small, needs no index)"
    typer.echo(f"Kho {corpus}: {done.before} tệp còn {done.after}; {index}.", err=True)


@app.command("stats")
def stats(corpus: Folder = DEFAULT_CORPUS) -> None:
    """Đếm văn bản theo năm và loại. (Count documents by year and kind.)"""
    from collections import Counter

    from qualitycheck.corpus.register import Register

    counts = Counter((d.year or 0, d.kind) for d in Register.open(corpus).documents())
    for (year, kind), n in sorted(counts.items()):
        typer.echo(f"{year or '?'}\t{kind}\t{n}")
