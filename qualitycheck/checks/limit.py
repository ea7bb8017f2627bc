"""Counts with an upper limit: words of a document, pledges of a document, words of a pledge."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

from qualitycheck.checks.context import Context, Hit
from qualitycheck.types import Document

KIND = "limit"


@dataclass(frozen=True, slots=True)
class Params:
    """``max`` is for every kind of document unless the kind has its own limit."""

    measure: Literal["document-words", "pledges", "pledge-words"]
    max: int
    individual: int | None = None
    collective: int | None = None
    model: int | None = None

    def limit(self, kind: str) -> int:
        own = {"individual": self.individual, "collective": self.collective, "model": self.model}.get(kind)
        return self.max if own is None else own


def check(document: Document, params: Params, context: Context) -> Iterator[Hit]:
    limit = params.limit(document.kind)
    if params.measure == "pledge-words":
        for pledge in document.pledges:
            if (count := len(pledge.text.split())) > limit:
                yield Hit(pledge.index, pledge.span, pledge.text, _values(count, limit))
        return
    count = document.words if params.measure == "document-words" else len(document.pledges)
    if count > limit:
        yield Hit(values=_values(count, limit))


def _values(count: int, limit: int) -> dict[str, int]:
    return {"count": count, "limit": limit, "over": count - limit}
