"""``qualitycheck rules``: what is checked, why, and whether the examples still hold."""

from __future__ import annotations

from typing import Annotated

import typer

from qualitycheck.commands.common import Lang_, Profile, Rules, language
from qualitycheck.errors import UsageError

app = typer.Typer(help="Các quy tắc, ví dụ và lý do. (The rules.)", no_args_is_help=True, rich_markup_mode=None)


@app.command("list")
def list_(rules: Rules = None, profile: Profile = None, lang: Lang_ = "vi") -> None:
    """Liệt kê quy tắc: mã, mức, tên. (List the rules.)"""
    from qualitycheck import api

    spoken = language(lang)
    for rule in api.setup(profile=profile, rules=rules or ()).rules.rules.values():
        state = "" if rule.enabled else "\t(tắt)"
        typer.echo(f"{rule.id}\t{rule.level}\t{getattr(rule.title, spoken)}{state}")


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
    typer.echo(explain_rule(known.rules[rule], language(lang)))


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
