"""From the figures of labelled sets to ``rules/quality.json``: which rule was right how often, on which evidence."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any, cast, get_args

from qualitycheck.errors import UsageError
from qualitycheck.evaluate.gold import Gold
from qualitycheck.evaluate.measure import Figures
from qualitycheck.evaluate.metrics import Counts
from qualitycheck.evaluate.table import as_data
from qualitycheck.rules.quality import SCHEMA, Figure, MeasuredWith, Quality, SetFigures, Use, combined, figure

SETS_FILE = "sets.json"
DIGITS = 4


def use_of(folder: Path) -> Use:
    """What ``sets.json`` beside the labelled folder says of it: held out, tuned on, or unknown. Raises UsageError."""
    path = folder.resolve().parent / SETS_FILE
    if not path.is_file():
        return "unknown"
    try:
        use = json.loads(path.read_text(encoding="utf-8")).get(folder.resolve().name, {}).get("use", "unknown")
    except (OSError, ValueError, AttributeError) as error:
        raise UsageError(f'"{path}": không đọc được: {error}. (Cannot be read.)') from None
    if use not in get_args(Use):
        raise UsageError(f'"{path}": use "{use}"; chỉ có {", ".join(get_args(Use))}. (Only these.)')
    return cast(Use, use)


def rule_counts(figures: Figures) -> dict[str, Counts]:
    """Right, wrong and missed per rule, as far as the labels know its fault."""
    return {
        "vague-pledge": figures.vague,
        "off-role": figures.off_role,
        **figures.copy_rules,
        **figures.documents,
    }


def set_figures(folder: Path, gold: Gold, figures: Figures) -> SetFigures:
    """One labelled set as it stands in quality.json."""
    data = as_data(figures)
    for name in ("files", "documents", "vague_pledge", "off_role"):  # said by ``rules`` already
        data.pop(name, None)
    data["copies"].pop("by_rule")
    return SetFigures(
        name=folder.resolve().name,
        use=use_of(folder),
        documents=len(gold.documents),
        pledges=sum(len(d.pledges) for d in gold.documents.values()),
        rules={rule: _figure(c) for rule, c in sorted(rule_counts(figures).items())},
        figures=_rounded(data),
    )


def quality_of(sets: Sequence[SetFigures], rules: str, model: str) -> Quality:
    """All sets together; ``rules`` and ``model`` are the digests they were measured with."""
    return Quality(SCHEMA, MeasuredWith(rules, model), combined(sets), list(sets))


def _figure(counts: Counts) -> Figure:
    return figure(counts.tp + counts.fn, counts.tp + counts.fp, counts.tp)


def _rounded(value: Any) -> Any:
    if isinstance(value, float):
        return round(value, DIGITS)
    if isinstance(value, Mapping):
        return {k: _rounded(v) for k, v in value.items()}
    return value
