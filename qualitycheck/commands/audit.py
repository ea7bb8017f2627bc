"""``qualitycheck audit``: all documents of the register compared with each other, over years, people and units."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from qualitycheck.commands.common import DEFAULT_CORPUS, Jobs, Lang_, Profile, Quiet, Rules, language, progress_bar
from qualitycheck.errors import UsageError

WORK = Path(".qualitycheck-audit")


def audit(
    corpus: Annotated[
        Path, typer.Option("--corpus", help="Kho bản các năm. (Register of all years.)")
    ] = DEFAULT_CORPUS,
    years: Annotated[
        str | None, typer.Option("--years", help="Năm cần xem: 2020, 2018-2020, 2018,2020. (Years to look at.)")
    ] = None,
    unit: Annotated[
        str | None,
        typer.Option(
            "--unit", help="Chỉ đơn vị này, hoặc mọi đơn vị của huyện, tỉnh này. (This unit or district only.)"
        ),
    ] = None,
    format_: Annotated[
        list[str] | None,
        typer.Option("--format", "-f", help="terminal | jsonl | csv | html | xlsx; dùng nhiều lần được. (Repeatable.)"),
    ] = None,
    output: Annotated[
        list[Path] | None,
        typer.Option(
            "--output",
            "-o",
            help="Tệp ghi, theo thứ tự của --format; html nhiều văn bản thì thêm một thư mục bên cạnh. (File per format.)",
        ),
    ] = None,
    findings: Annotated[
        bool,
        typer.Option(
            "--findings/--no-findings", help="Xem cả điều đã nhắc năm trước nay thế nào. (Year-on-year findings.)"
        ),
    ] = True,
    work: Annotated[
        Path, typer.Option("--work", help="Nơi giữ phần đã làm, để làm tiếp khi bị dừng. (Work in progress.)")
    ] = WORK,
    profile: Profile = None,
    rules: Rules = None,
    jobs: Jobs = None,
    lang: Lang_ = "vi",
    quiet: Quiet = False,
    no_mask: Annotated[
        bool, typer.Option("--no-mask", help="Không che ngày sinh, số thẻ, số điện thoại. (Show personal numbers.)")
    ] = False,
) -> None:
    """Đối chiếu mọi văn bản trong kho: ai lặp lại ai, qua năm, người, đơn vị. (Compare all years with each other.)"""
    formats = _formats(format_, output)
    chosen = parse_years(years) if years else ()
    from qualitycheck import api, yearly
    from qualitycheck.report import Options
    from qualitycheck.report.audit import writer

    spoken = language(lang)
    made = api.setup(profile=profile, rules=rules or ())
    options = Options(made.rules, spoken, not no_mask, tuple(made.settings.origins()))
    try:
        with progress_bar(quiet, options.words.say("audit.doing")) as progress:
            found = yearly.audit(
                corpus, years=chosen, unit=unit, setup=made, findings=findings, jobs=jobs, progress=progress, work=work
            )
    except KeyboardInterrupt:
        typer.echo(options.words.say("audit.kept", folder=work), err=True)
        raise
    for name, target in formats:
        writer(name)(found, target, options)
    yearly.finish(found)


def parse_years(text: str) -> tuple[int, ...]:
    """ "2018-2020,2022" -> (2018, 2019, 2020, 2022). Raises UsageError."""
    found: set[int] = set()
    for part in text.split(","):
        first, _, last = part.strip().partition("-")
        if not first.strip().isdigit() or (last and not last.strip().isdigit()):
            raise UsageError(f'--years "{text}": hãy ghi như 2020, 2018-2020 hoặc 2018,2020. (Write it like that.)')
        low, high = int(first), int(last or first)
        if not 1900 <= low <= high <= 2200:
            raise UsageError(f'--years "{text}": năm đầu phải trước năm cuối. (From earlier to later.)')
        found.update(range(low, high + 1))
    return tuple(sorted(found))


def _formats(names: list[str] | None, outputs: list[Path] | None) -> list[tuple[str, Path | None]]:
    """Each format with its file or None; a format that is only said by the file's ending is taken from there."""
    from qualitycheck.report.audit import FORMATS

    return paired(names, outputs, tuple(FORMATS))


def paired(
    names: list[str] | None, outputs: list[Path] | None, known: tuple[str, ...]
) -> list[tuple[str, Path | None]]:
    """Formats with their files in order. Raises UsageError."""
    files: list[Path | None] = list(outputs or [])
    names = names or [f.suffix.lstrip(".").lower() for f in files if f is not None] or ["terminal"]
    for name in names:
        if name not in known:
            raise UsageError(f'--format "{name}": hãy chọn trong {", ".join(known)}. (Choose one of these.)')
    if len(files) > len(names):
        raise UsageError("Số --output nhiều hơn số --format. (More --output than --format.)")
    if len(set(files)) < len(files):
        raise UsageError("Hai --output cùng một tệp; mỗi định dạng cần tệp riêng. (Two formats into one file.)")
    for file in files:
        if file is not None and file.is_dir():
            raise UsageError(f'--output "{file}" là thư mục; hãy ghi tên tệp. (This is a folder; name a file.)')
    return list(zip(names, [*files, *[None] * (len(names) - len(files))], strict=True))
