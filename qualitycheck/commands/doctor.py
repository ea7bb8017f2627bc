"""``qualitycheck doctor``: what is installed, what is missing, how to get it."""

from __future__ import annotations

import typer


def doctor() -> None:
    """Xem máy đã đủ phần mềm đọc tệp chưa, thiếu thì cài thế nào. (What is missing and how to get it.)"""
    from qualitycheck.doctor import examine

    missing = 0
    for part in examine():
        mark = "có   " if part.found else "THIẾU"
        typer.echo(f"{mark} {part.name}: {part.purpose}" + (f" [{part.version}]" if part.found else ""))
        if not part.found:
            missing += part.required
            typer.echo(f"      Debian/Ubuntu: {part.debian}\n      Windows: {part.windows}")
    raise typer.Exit(2 if missing else 0)
