"""``qualitycheck rules``: what is checked, why, and whether the examples still hold."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from qualitycheck.commands.common import (
    Jobs,
    Lang_,
    Paths,
    Profile,
    Quiet,
    Rules,
    corpus_folder,
    language,
    progress_bar,
)
from qualitycheck.errors import UsageError

app = typer.Typer(help="Các quy tắc, ví dụ và lý do. (The rules.)", no_args_is_help=True, rich_markup_mode=None)


@app.command("list")
def list_(rules: Rules = None, profile: Profile = None, lang: Lang_ = "vi") -> None:
    """Liệt kê quy tắc: mã, mức, tên, kết quả đo. (List the rules.)"""
    from qualitycheck import api
    from qualitycheck.report import Words

    spoken = language(lang)
    known = api.setup(profile=profile, rules=rules or ()).rules
    words = Words(known, spoken)
    for rule in known.rules.values():
        state = "" if rule.enabled else "\t(tắt)"
        typer.echo(f"{rule.id}\t{rule.level}\t{words.title(rule.id)}\t{words.quality(rule.id)}{state}")


@app.command("show")
def show(
    rule: Annotated[str, typer.Argument(help="Mã quy tắc, ví dụ vague-pledge. (Rule id.)")],
    rules: Rules = None,
    profile: Profile = None,
    lang: Lang_ = "vi",
) -> None:
    """Giải thích một quy tắc: vì sao, ví dụ, tham số. (Explain one rule.)"""
    from qualitycheck import api
    from qualitycheck.report.explain import explain_rule

    known = api.setup(profile=profile, rules=rules or ()).rules
    if rule not in known.rules:
        raise UsageError(f'Không có quy tắc "{rule}"; các mã: {", ".join(known.rules)}. (No such rule.)')
    typer.echo(explain_rule(known.rules[rule], known, language(lang)))


@app.command("test")
def test(rules: Rules = None, profile: Profile = None) -> None:
    """Thử mọi ví dụ trong tệp quy tắc. (Run the examples inside the rules.)"""
    from qualitycheck import api

    results = api.test_rules(api.setup(profile=profile, rules=rules or ()))
    failed = [r for r in results if not r.passed]
    for result in failed:
        typer.echo(f"{result.rule} {result.role} {result.number}: {result.problem}\n    {result.text}")
    typer.echo(f"{len(results) - len(failed)} ví dụ đúng, {len(failed)} sai. (examples right, wrong)", err=True)
    raise typer.Exit(2 if failed else 0)


@app.command("diff")
def diff(
    old: Annotated[str, typer.Argument(help='Thư mục quy tắc cũ; "-" là bộ quy tắc gốc. (Old rules; "-": our own.)')],
    new: Annotated[str, typer.Argument(help='Thư mục quy tắc mới; "-" là bộ quy tắc gốc. (New rules.)')],
    paths: Paths,
    corpus: Annotated[Path | None, typer.Option("--corpus", help="Kho bản các năm trước. (Register.)")] = None,
    profile: Profile = None,
    as_json: Annotated[bool, typer.Option("--json", help="In JSON. (Print JSON.)")] = False,
    jobs: Jobs = None,
    lang: Lang_ = "vi",
    quiet: Quiet = False,
) -> None:
    """So hai bộ quy tắc trên cùng văn bản: nhận xét mới, không còn, thay đổi. (What another rule set changes.)

    Thư mục chỉ có phần riêng của tỉnh thì được đặt chồng lên bộ quy tắc gốc.
    """
    import json

    from qualitycheck import api, trust
    from qualitycheck.report import Words
    from qualitycheck.report.changes import as_data, as_lines

    spoken, made = language(lang), api.setup(profile=profile)
    folders = [None if name == "-" else Path(name) for name in (old, new)]
    with progress_bar(quiet) as progress:
        changes, failures = trust.diff_rules(
            folders[0],
            folders[1],
            paths,
            corpus=corpus_folder(corpus),
            setup=made,
            jobs=jobs,
            progress=progress,
            lang=spoken,
        )
    words = Words(made.rules, spoken)
    if as_json:
        typer.echo(json.dumps(as_data(changes), ensure_ascii=False, indent=1))
    else:
        typer.echo("\n".join(as_lines(changes, words)))
    for failure in failures:
        typer.echo(f"{failure.path}: {words.failure(failure)}", err=True)
    raise typer.Exit(3 if failures else int(changes.any))


@app.command("schema")
def schema(
    output: Annotated[
        Path | None, typer.Option("--output", "-o", help="Thư mục ghi các tệp. (Folder to write the files into.)")
    ] = None,
) -> None:
    """JSON Schema của các tệp quy tắc, để trình soạn thảo gợi ý và báo lỗi. (For editors.)"""
    import json

    from qualitycheck import trust
    from qualitycheck.files import write_atomic
    from qualitycheck.rules.schema import schema_text

    schemas = trust.rule_schemas()
    if output is None:
        typer.echo(json.dumps(schemas, ensure_ascii=False, indent=1))
        return
    for name, tree in schemas.items():
        write_atomic(output / f"{name}.json", schema_text(tree))
    typer.echo(f"Đã ghi {len(schemas)} tệp vào {output}. (Written.)", err=True)
