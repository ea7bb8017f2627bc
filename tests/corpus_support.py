"""Small documents for the tests of the register and of the copy search."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from dataclasses import replace

from qualitycheck.types import Document
from tests.support import document


def filed(
    path: str, *pledges: str, year: int | None = 2018, author: str = "Lê Văn Tư", unit: str = "UBND xã Hạ", **parts: object
) -> Document:  # fmt: skip
    """A document at ``path``; its digest comes from its text and path."""
    made = document(*pledges, year=year, author=author, unit=unit, **parts)
    raw = replace(made.raw, path=path, digest=hashlib.sha256(f"{made.raw.digest} {path}".encode()).hexdigest())
    return replace(made, raw=raw)


def no_templates(documents: Sequence[Document]) -> list[list[bool]]:
    return [[False] * len(d.pledges) for d in documents]
