"""``qualitycheck config``: which settings hold, and where each comes from."""

from __future__ import annotations

from typing import Annotated

import typer

from qualitycheck.commands.common import Profile

app = typer.Typer(
    help="Cấu hình đang có hiệu lực. (The settings in force.)", no_args_is_help=True, rich_markup_mode=None
)


@app.command("show")
def show(
    profile: Profile = None,
    origin: Annotated[bool, typer.Option("--origin", help="Kèm nơi đặt giá trị. (Where each value was set.)")] = False,
) -> None:
    """In mọi giá trị cấu hình. (Print every value.)"""
    from qualitycheck import api

    for name, value, where in api.setup(profile=profile).settings.origins():
        typer.echo(f"{name} = {value!r}" + (f"\t# {where}" if origin else ""))


# a group with one command would lose its name
@app.callback()
def _group() -> None:
    pass
