"""``qualitycheck evaluate``: all the figures against labelled folders."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from qualitycheck.commands.common import Jobs, Profile, Quiet, Rules, progress_bar
from qualitycheck.errors import UsageError

if TYPE_CHECKING:
    from qualitycheck.api import Setup
    from qualitycheck.evaluate import Figures, Gold

Measured = list[tuple[Path, "Gold", "Figures"]]


def evaluate(
    folders: Annotated[list[Path], typer.Argument(help="Thư mục có documents.jsonl và files/. (Labelled folders.)")],
    profile: Profile = None,
    rules: Rules = None,
    jobs: Jobs = None,
    as_json: Annotated[bool, typer.Option("--json", help="In JSON. (Print JSON.)")] = False,
    markdown: Annotated[bool, typer.Option("--markdown", help="In bảng Markdown. (Print Markdown tables.)")] = False,
    write_quality: Annotated[
        bool,
        typer.Option(
            "--write-quality",
            help="Ghi rules/quality.json và phần số liệu của docs/quality.md, README.md. (Write the measured figures.)",
        ),
    ] = False,
    quiet: Quiet = False,
) -> None:
    """Đo độ chính xác trên bộ văn bản đã gán nhãn. (Precision, recall and the rest.)"""
    from qualitycheck import api, trust
    from qualitycheck.evaluate import load_gold

    if write_quality and (profile or rules):
        raise UsageError(
            "--write-quality chỉ đo bộ quy tắc gốc, không dùng cùng --profile, --rules. (Base rules only.)"
        )
    made = api.Setup() if write_quality else api.setup(profile=profile, rules=rules or ())
    gold = {folder: load_gold(folder) for folder in folders}
    measured: Measured = []
    for folder, labels in gold.items():
        with progress_bar(quiet, folder.name) as progress:
            measured.append((folder, labels, trust.evaluate(folder, setup=made, jobs=jobs, progress=progress)))
    if markdown:
        _print_markdown(measured, made)
    else:
        _print(measured, as_json)
    if write_quality:
        _write(measured, made)


def _print(measured: Measured, as_json: bool) -> None:
    import json

    from qualitycheck.evaluate.table import as_data, as_lines

    data = {folder.name: as_data(figures) for folder, _, figures in measured}
    if as_json:
        shown = next(iter(data.values())) if len(data) == 1 else data
        typer.echo(json.dumps(shown, ensure_ascii=False, indent=1))
        return
    for name, figures in data.items():
        if len(data) > 1:
            typer.echo(f"== {name}")
        typer.echo("\n".join(as_lines(figures)))


def _print_markdown(measured: Measured, made: Setup) -> None:
    from qualitycheck import trust
    from qualitycheck.evaluate.markdown import markdown

    typer.echo(markdown(trust.quality(measured, made), made.rules))


def _write(measured: Measured, made: Setup) -> None:
    from qualitycheck import trust

    for path in trust.write_quality(measured, made):
        typer.echo(f"Đã ghi {path}. (Written.)", err=True)
