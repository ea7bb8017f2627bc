"""``qualitycheck compare``: two documents side by side."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from qualitycheck.commands.audit import paired
from qualitycheck.commands.common import Lang_, Profile, Rules, language


def compare(
    left: Annotated[Path, typer.Argument(help="Tệp thứ nhất. (First file.)")],
    right: Annotated[Path, typer.Argument(help="Tệp thứ hai. (Second file.)")],
    format_: Annotated[
        list[str] | None,
        typer.Option("--format", "-f", help="terminal | json | html; dùng nhiều lần được. (Repeatable.)"),
    ] = None,
    output: Annotated[
        list[Path] | None, typer.Option("--output", "-o", help="Tệp ghi, theo thứ tự của --format. (File per format.)")
    ] = None,
    profile: Profile = None,
    rules: Rules = None,
    lang: Lang_ = "vi",
    no_mask: Annotated[
        bool, typer.Option("--no-mask", help="Không che ngày sinh, số thẻ, số điện thoại. (Show personal numbers.)")
    ] = False,
) -> None:
    """Đặt hai văn bản cạnh nhau: nội dung nào trùng, đổi chữ nào. (Two documents side by side, the later one left.)"""
    from qualitycheck import api, yearly
    from qualitycheck.report import Options
    from qualitycheck.report.audit import SIDE_FORMATS, side_writer

    formats = paired(format_, output, tuple(SIDE_FORMATS))
    spoken = language(lang)
    made = api.setup(profile=profile, rules=rules or ())
    found = yearly.compare(left, right, setup=made)
    options = Options(made.rules, spoken, not no_mask)
    for name, target in formats:
        side_writer(name)(found, target, options)
