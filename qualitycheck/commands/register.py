"""``qualitycheck register``: the year's checkable pledges as a monitoring list, and at its end what became of them."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer
from typer.core import TyperGroup

from qualitycheck.commands.common import (
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
    checked,
    formats_and_files,
    language,
    named,
    told_where,
)
from qualitycheck.errors import UsageError

if TYPE_CHECKING:
    from qualitycheck.monitoring import MonitoringRegister
    from qualitycheck.report import Options

MAKE = "make"


class _WithDefault(TyperGroup):
    """``register PATH…`` means ``register make PATH…``: the name of the usual command need not be written."""

    def parse_args(self, ctx: Any, args: list[str]) -> list[str]:
        if args and args[0] not in (*self.commands, "-h", "--help"):
            args = [MAKE, *args]
        return super().parse_args(ctx, args)


app = typer.Typer(
    help="Sổ theo dõi cam kết: register THƯ_MỤC lập sổ; register import TỆP đối chiếu cuối năm. "
    "(register PATH… makes the list of pledges to monitor; register import FILE… compares at year's end.)",
    cls=_WithDefault,
    no_args_is_help=True,
    rich_markup_mode=None,
)


@app.command(MAKE)
def make(
    paths: Paths,
    corpus: Corpus = None,
    year: Year = None,
    unit: Unit = None,
    profile: Profile = None,
    rules: Rules = None,
    format_: Annotated[
        list[str] | None,
        typer.Option("--format", "-f", help="xlsx | ics (lịch) | csv | json; nhiều lần được. (Repeatable.)"),
    ] = None,
    output: Annotated[
        list[Path] | None,
        typer.Option("--output", "-o", help="Tệp ghi, theo thứ tự của --format. (File for each format.)"),
    ] = None,
    per_unit: Annotated[
        Path | None,
        typer.Option("--per-unit", help="Thư mục: mỗi đơn vị một tệp Excel để giao ghi. (A workbook for each unit.)"),
    ] = None,
    review: Review = None,
    no_mask: NoMask = False,
    jobs: Jobs = None,
    no_cache: NoCache = False,
    lang: Lang_ = "vi",
    quiet: Quiet = False,
) -> None:
    """Lập sổ theo dõi từ các nội dung kiểm tra được, kèm lịch hạn. (Make the register and its calendar.)"""
    from qualitycheck import api, office
    from qualitycheck.report import Options
    from qualitycheck.report.monitoring import FORMATS, write_register

    if per_unit is not None and per_unit.exists() and not per_unit.is_dir():
        raise UsageError(f'--per-unit "{per_unit}" là một tệp; hãy ghi tên thư mục. (This is a file; name a folder.)')
    only_units = per_unit is not None and not format_ and not output
    wanted, spoken = formats_and_files(format_, output, FORMATS, "xlsx"), language(lang)
    made = api.setup(profile=profile, rules=rules or (), year=year, unit=unit)
    batch = checked(made, named(paths), corpus=corpus, review=review, jobs=jobs, no_cache=no_cache, quiet=quiet)
    register = office.monitoring_register(batch, setup=made, mask=not no_mask)
    options = Options(made.rules, spoken, not no_mask, tuple(made.settings.origins()))
    if not only_units:
        for name, target in wanted:
            write_register(name, register, target, options)
        told_where(wanted, {"xlsx": "so-theo-doi.xlsx"}, quiet)
    if per_unit is not None:
        _write_units(register, per_unit, options)
    _tell(register, options, quiet, any(name == "ics" for name, _ in wanted))
    raise typer.Exit(3 if batch.failures else 0)


def _write_units(register: MonitoringRegister, folder: Path, options: Options) -> None:
    from qualitycheck.report.monitoring import unit_files, write_register

    for name, part in unit_files(register):
        write_register("xlsx", part, folder / name, options)


def _tell(register: MonitoringRegister, options: Options, quiet: bool, dated: bool) -> None:
    """How much the register holds, and how much of it the calendar where one was written."""
    from qualitycheck.report.monitoring import counted

    if not quiet or not register.promises:
        for line in counted(register, options.words, dated):
            typer.echo(line, err=True)


@app.command("import")
def import_(
    files: Annotated[
        list[Path],
        typer.Argument(help="Sổ theo dõi đã ghi kết quả (.xlsx), hoặc thư mục các sổ. (Registers filled in.)"),
    ],
    format_: Annotated[
        list[str] | None,
        typer.Option("--format", "-f", help="terminal | xlsx | json; nhiều lần được. (Repeatable.)"),
    ] = None,
    output: Annotated[
        list[Path] | None,
        typer.Option("--output", "-o", help="Tệp ghi, theo thứ tự của --format. (File for each format.)"),
    ] = None,
    lang: Lang_ = "vi",
    quiet: Quiet = False,
) -> None:
    """Đối chiếu cuối năm: đã cam kết gì, đã làm gì, còn gì chưa ghi. (What was promised, what was done.)"""
    from qualitycheck.monitoring import read_outcomes
    from qualitycheck.report.monitoring import OUTCOME_FORMATS, write_outcome

    wanted, spoken = formats_and_files(format_, output, OUTCOME_FORMATS, "terminal"), language(lang)
    given = {file.resolve() for file in files}
    for _, target in wanted:
        if target is not None and target.resolve() in given:
            raise UsageError(f'"{target}" là sổ đang đọc; hãy ghi ra tệp khác. (This is the file being read.)')
    outcome = read_outcomes(files)
    for name, target in wanted:
        write_outcome(name, outcome, target, spoken)
    told_where(wanted, {"xlsx": "ket-qua-thuc-hien.xlsx"}, quiet)
