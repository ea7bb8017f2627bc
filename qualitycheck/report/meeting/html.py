"""The score sheet as one self-contained page without scripts, for the screen of a meeting room and for paper."""

from __future__ import annotations

import base64
import hashlib
from functools import lru_cache
from itertools import groupby
from pathlib import Path

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from markupsafe import Markup

from qualitycheck.meeting import ScoreSheet
from qualitycheck.report.basis import basis, years
from qualitycheck.report.meeting import wording
from qualitycheck.report.options import Options
from qualitycheck.report.output import emit
from qualitycheck.report.xlsx.book import Paper

HERE = Path(__file__).parent


@lru_cache(maxsize=1)
def _environment() -> Environment:
    return Environment(
        loader=FileSystemLoader(HERE), autoescape=True, trim_blocks=True, lstrip_blocks=True, undefined=StrictUndefined
    )


def write(sheet: ScoreSheet, target: Path | None, options: Options, paper: Paper = "A4") -> None:
    emit(page(sheet, options, paper), target)


def page(sheet: ScoreSheet, options: Options, paper: Paper = "A4") -> str:
    """The page; its policy forbids to fetch anything."""
    style = (HERE / "sheet.css").read_text(encoding="utf-8") + f"@page {{ size: {paper}; margin: 12mm; }}\n"
    digest = base64.b64encode(hashlib.sha256(style.encode()).digest()).decode()
    return (
        _environment()
        .get_template("sheet.html.j2")
        .render(
            sheet=sheet,
            options=options,
            w=options.words,
            wording=wording,
            basis=list(basis(sheet.batch, options)),
            years=years(sheet.batch),
            groups=[(unit, list(own)) for unit, own in groupby(sheet.entries, key=lambda e: e.unit)],
            means={unit.unit: unit for unit in sheet.units},
            failures=[(f, options.words.failure(f)) for f in sheet.batch.failures],
            style=Markup(style),  # noqa: S704 - our own file
            policy=f"default-src 'none'; style-src 'sha256-{digest}'; base-uri 'none'; form-action 'none'",
        )
    )
