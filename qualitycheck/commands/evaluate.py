"""``qualitycheck evaluate``: all the figures against a labelled folder."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from qualitycheck.commands.common import Jobs, Profile, Quiet, Rules, progress_bar


def evaluate(
    folder: Annotated[Path, typer.Argument(help="Thư mục có documents.jsonl và files/. (Labelled folder.)")],
    profile: Profile = None,
    rules: Rules = None,
    jobs: Jobs = None,
    as_json: Annotated[bool, typer.Option("--json", help="In JSON. (Print JSON.)")] = False,
    quiet: Quiet = False,
) -> None:
    """Đo độ chính xác trên bộ văn bản đã gán nhãn. (Precision, recall and the rest.)"""
    import json
    import tempfile

    from qualitycheck import api
    from qualitycheck.evaluate import load_gold, measure
    from qualitycheck.evaluate.table import as_data, as_lines

    gold = load_gold(folder)
    made = api.setup(profile=profile, rules=rules or ())
    with tempfile.TemporaryDirectory() as temporary, progress_bar(quiet) as progress:
        corpus = Path(temporary) / "corpus"
        files = [folder / "files"]
        api.add_to_corpus(files, corpus, setup=made, jobs=jobs, progress=progress)
        batch = api.check(files, corpus=corpus, setup=made, jobs=jobs, progress=progress)
    data = as_data(measure(batch, gold))
    typer.echo(json.dumps(data, ensure_ascii=False, indent=1) if as_json else "\n".join(as_lines(data)))
