"""``qualitycheck check``: the main job."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from qualitycheck.commands.common import (
    Blind,
    Corpus,
    Jobs,
    Lang_,
    NoCache,
    NoMask,
    Paths,
    Profile,
    Quiet,
    Review,
    Rules,
    Unit,
    Year,
    corpus_folder,
    formats_and_files,
    known_reviews,
    language,
    named,
    progress_bar,
    tell,
    tell_passed_over,
)
from qualitycheck.errors import UsageError
from qualitycheck.files import collect

if TYPE_CHECKING:
    from qualitycheck.types import Batch

FAIL_ON = ("error", "warning", "note", "never")
NEED_FILES = ("docx", "xlsx")  # formats that copy or link the files themselves


def check(
    paths: Paths,
    corpus: Corpus = None,
    year: Year = None,
    unit: Unit = None,
    profile: Profile = None,
    rules: Rules = None,
    format_: Annotated[
        list[str] | None,
        typer.Option(
            "--format",
            "-f",
            help="terminal | jsonl | json | csv | html | xlsx | docx | sarif | junit; dùng nhiều lần được. (Repeatable.)",
        ),
    ] = None,
    output: Annotated[
        list[Path] | None,
        typer.Option(
            "--output",
            "-o",
            help="Tệp ghi (docx: thư mục; html: tệp, hoặc thư mục khi có nhiều tài liệu), theo thứ tự của --format; thiếu thì in ra, riêng xlsx và docx ghi vào "
            "./qualitycheck-report/. (File per format; a folder for docx or a split html.)",
        ),
    ] = None,
    review: Review = None,
    fail_on: Annotated[str, typer.Option("--fail-on", help="error | warning | note | never")] = "error",
    jobs: Jobs = None,
    no_cache: NoCache = False,
    lang: Lang_ = "vi",
    quiet: Quiet = False,
    no_mask: NoMask = False,
    blind: Blind = False,
) -> None:
    """Kiểm tra tệp và thư mục, chỉ ra chỗ cần xem và vì sao. (Check files and folders.)"""
    formats = _formats(format_, output, fail_on)
    from qualitycheck import api
    from qualitycheck.cache import default_cache
    from qualitycheck.report import Options, writer

    spoken = language(lang)
    made = api.setup(profile=profile, rules=rules or (), year=year, unit=unit)
    given, reviews = named(paths), known_reviews(review)
    with progress_bar(quiet) as progress:
        batch = api.check(
            given, corpus=corpus_folder(corpus), setup=made, jobs=jobs, progress=progress, reviews=reviews,
            cache=None if no_cache else default_cache(),
        )  # fmt: skip
    tell_passed_over(batch.passed_over, named=not blind)
    if reviews and not quiet:
        tell(reviews, batch)
    options = Options(made.rules, spoken, not no_mask, tuple(made.settings.origins()), jobs=jobs)
    if any(name in NEED_FILES for name, _ in formats):
        options = replace(options, files={s.shown: s.path for s in collect(given)})
    shown = batch
    if blind:
        from qualitycheck.office import blinded

        shown, options = blinded(batch, options)
    for name, target in formats:
        writer(name)(shown, target, options)
    raise typer.Exit(exit_code(batch, fail_on))


def _formats(names: list[str] | None, outputs: list[Path] | None, fail_on: str) -> list[tuple[str, Path | None]]:
    """Each format with its file or None, after a look at ``fail_on``."""
    from qualitycheck.report import FORMATS

    if fail_on not in FAIL_ON:
        raise UsageError(f'--fail-on "{fail_on}": hãy chọn một trong {", ".join(FAIL_ON)}. (Choose one of these.)')
    return formats_and_files(names, outputs, FORMATS, "terminal", folders=("docx", "html"))


def exit_code(batch: Batch, fail_on: str) -> int:
    """0 nothing at or above ``fail_on``, 1 findings, 3 some file could not be checked (3 wins)."""
    if batch.failures:
        return 3
    if fail_on == "never":
        return 0
    counted = FAIL_ON[: FAIL_ON.index(fail_on) + 1]
    return int(any(f.level in counted for r in batch.reports for f in r.asserted))
