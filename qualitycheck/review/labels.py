"""Decisions as labels for ``train``: single pledges with their level, one JSON object a line."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any

from qualitycheck.review.store import Reviews

_VAGUE = "vague-pledge"


def labels(reviews: Reviews) -> Iterator[dict[str, Any]]:
    """A reader's own level, else 0 for a pledge that a reader agreed to be vague.

    A dismissed remark is no label: it does not say whether the pledge is partly or fully specific.
    """
    graded = {" ".join(g.text.split()) for g in reviews.levels}
    for level in reviews.levels:
        if level.text.strip():
            yield _row(level.text, level.level, level.author, level.unit, level.person, level.date)
    for entry in reviews.entries:
        text = " ".join(entry.quote.split())
        if entry.rule == _VAGUE and entry.verdict in ("confirmed", "to-mend") and text and text not in graded:
            yield _row(text, 0, "", "", entry.person, entry.date)


def _row(text: str, level: int, author: str, unit: str, person: str, date: str) -> dict[str, Any]:
    return {
        "text": " ".join(text.split()), "specificity": level, "author": author, "unit": unit, "genre": "review",
        "labelled_by": person, "date": date,
    }  # fmt: skip


def labels_text(reviews: Reviews) -> str:
    return "".join(json.dumps(row, ensure_ascii=False) + "\n" for row in labels(reviews))
