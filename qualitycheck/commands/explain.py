"""``qualitycheck explain``: one finding, with everything it rests on."""

from __future__ import annotations

from typing import Annotated

import typer

from qualitycheck.commands.common import (
    Corpus,
    Jobs,
    Lang_,
    Paths,
    Profile,
    Quiet,
    Rules,
    Unit,
    Year,
    corpus_folder,
    language,
    progress_bar,
)
from qualitycheck.errors import UsageError


def explain(
    finding: Annotated[str, typer.Argument(help="Mã nhận xét hoặc phần đầu của mã. (Finding id, or its beginning.)")],
    paths: Paths,
    corpus: Corpus = None,
    year: Year = None,
    unit: Unit = None,
    profile: Profile = None,
    rules: Rules = None,
    as_json: Annotated[bool, typer.Option("--json", help="In JSON. (Print JSON.)")] = False,
    no_mask: Annotated[
        bool, typer.Option("--no-mask", help="Không che ngày sinh, số thẻ, số điện thoại. (Show personal numbers.)")
    ] = False,
    jobs: Jobs = None,
    lang: Lang_ = "vi",
    quiet: Quiet = False,
) -> None:
    """Giải thích một nhận xét: thấy gì, thiếu gì, mô hình dựa vào đâu, sửa thế nào. (Explain one finding.)"""
    import json

    from qualitycheck import api, trust
    from qualitycheck.messages import say
    from qualitycheck.report import Words
    from qualitycheck.report.explain_finding import as_data, explain_finding, masked

    spoken = language(lang)
    made = api.setup(profile=profile, rules=rules or (), year=year, unit=unit)
    with progress_bar(quiet) as progress:
        found = trust.explain(finding, paths, corpus=corpus_folder(corpus), setup=made, jobs=jobs, progress=progress)
    if found is None:
        raise UsageError(say("explain.not-found", spoken, id=finding))
    words, shown = Words(made.rules, spoken), found if no_mask else masked(found)
    if as_json:
        typer.echo(json.dumps(as_data(shown, words), ensure_ascii=False, indent=1))
    else:
        typer.echo("\n".join(explain_finding(shown, words)))
