"""``qualitycheck score``: the score sheet of a meeting."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import Annotated

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
    checked,
    formats_and_files,
    language,
    named,
    told_where,
)
from qualitycheck.errors import UsageError


def score(
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
            help="terminal | xlsx (bảng điểm) | docx (chương trình họp một trang) | html | json; nhiều lần được. (Repeatable.)",
        ),
    ] = None,
    output: Annotated[
        list[Path] | None,
        typer.Option("--output", "-o", help="Tệp ghi, theo thứ tự của --format. (File for each format.)"),
    ] = None,
    paper: Annotated[str, typer.Option("--paper", help="A4 | A5: khổ giấy in. (Paper to print on.)")] = "A4",
    review: Review = None,
    blind: Blind = False,
    no_mask: NoMask = False,
    jobs: Jobs = None,
    no_cache: NoCache = False,
    lang: Lang_ = "vi",
    quiet: Quiet = False,
) -> None:
    """Bảng điểm cho cuộc họp: xếp hạng theo đơn vị, lý do trừ điểm, đề nghị biểu dương. (Score sheet for a meeting.)

    Thang điểm của cơ quan đặt trong tệp cấu hình; thang "6 rõ" có sẵn: --profile 6-ro.
    """
    from qualitycheck import api, office
    from qualitycheck.files import collect
    from qualitycheck.report import Options
    from qualitycheck.report.meeting import FORMATS, PAPERS, write_sheet

    wanted, spoken = formats_and_files(format_, output, FORMATS, "terminal"), language(lang)
    sheet_of_paper = next((p for p in PAPERS if p == paper.upper()), None)
    if sheet_of_paper is None:
        raise UsageError(f'--paper "{paper}": hãy chọn {" hoặc ".join(PAPERS)}. (Choose one of these.)')
    made = api.setup(profile=profile, rules=rules or (), year=year, unit=unit)
    given = named(paths)
    batch = checked(made, given, corpus=corpus, review=review, jobs=jobs, no_cache=no_cache, quiet=quiet)
    sheet = office.score_sheet(batch, setup=made, mask=not no_mask, blind=blind, lang=spoken)
    options = Options(made.rules, spoken, not no_mask, tuple(made.settings.origins()))
    if blind:
        _, options = office.blinded(batch, options)
    else:
        options = replace(options, files={s.shown: s.path for s in collect(given)})
    for name, target in wanted:
        write_sheet(name, sheet, target, options, sheet_of_paper)
    told_where(wanted, {"xlsx": "bang-diem.xlsx", "docx": "chuong-trinh-hop.docx"}, quiet)
    raise typer.Exit(3 if batch.failures else 0)
