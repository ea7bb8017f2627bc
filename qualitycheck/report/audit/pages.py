"""Templates of the audit's HTML: self-contained pages, nothing fetched, and a policy that forbids it."""

from __future__ import annotations

import base64
import hashlib
from functools import lru_cache
from pathlib import Path
from typing import Any

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from markupsafe import Markup

from qualitycheck.report.options import Options

HERE = Path(__file__).parent


@lru_cache(maxsize=1)
def _environment() -> Environment:
    return Environment(
        loader=FileSystemLoader(HERE), autoescape=True, trim_blocks=True, lstrip_blocks=True, undefined=StrictUndefined
    )


def render(template: str, options: Options, versions: str = "", **values: Any) -> str:
    """A whole page of ``template`` with the words of ``options``."""
    style, script = (_file(name) for name in ("style.css", "script.js"))
    return (
        _environment()
        .get_template(template)
        .render(
            lang=options.lang,
            say=options.words.say,
            masked=options.mask,
            versions=versions,
            style=Markup(style),  # noqa: S704 - our own file
            script=Markup(script),  # noqa: S704 - our own file
            policy=f"default-src 'none'; style-src '{_hash(style)}'; script-src '{_hash(script)}'; img-src data:; "
            "base-uri 'none'; form-action 'none'",
            **values,
        )
    )


@lru_cache(maxsize=4)
def _file(name: str) -> str:
    return (HERE / name).read_text(encoding="utf-8")


def _hash(text: str) -> str:
    return "sha256-" + base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()
