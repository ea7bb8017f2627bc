"""``qualitycheck train``: retrain the specificity model on labelled pledges."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from qualitycheck.errors import MissingExtra


def train(
    folders: Annotated[
        list[Path] | None,
        typer.Argument(help="Thư mục có *.jsonl đã gán nhãn; không ghi: bộ huấn luyện có sẵn. (Labelled folders.)"),
    ] = None,
    output: Annotated[Path, typer.Option("--output", "-o", help="Nơi ghi mô hình. (Where to write.)")] = Path("models"),
) -> None:
    """Huấn luyện lại mô hình cụ thể / chung chung; in các số đo. (Retrain the specificity model.)"""
    from importlib.util import find_spec

    if find_spec("sklearn") is None:
        raise MissingExtra('Lệnh train cần scikit-learn: uv pip install "qualitycheck[train]". (Needs scikit-learn.)')
    from qualitycheck.specificity.card import table
    from qualitycheck.specificity.train import default_folders
    from qualitycheck.specificity.train import train as run

    trained = run(folders or default_folders(), output)
    typer.echo(table(trained) if trained is not None else "")
