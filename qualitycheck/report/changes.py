"""What another rule set changes on the same documents: findings new, gone and changed, as lines or as JSON."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any, Literal

from qualitycheck.report.words import Words
from qualitycheck.types import Batch, Finding, Report

Side = Literal["new", "gone", "changed"]
QUOTE = 100


@dataclass(frozen=True, slots=True)
class Told:
    """A finding as a reader meets it, with its words and whether it is asserted."""

    path: str
    id: str
    rule: str
    level: str
    quote: str
    message: str
    suggestion: str
    confidence: float
    asserted: bool


@dataclass(frozen=True, slots=True)
class Change:
    """One finding that differs; ``fields`` maps what changed to (old, new)."""

    old: Told
    new: Told
    fields: dict[str, tuple[Any, Any]]


@dataclass(frozen=True, slots=True)
class Changes:
    """``documents`` read with both rule sets; ``same`` findings that did not change."""

    documents: int
    new: tuple[Told, ...]
    gone: tuple[Told, ...]
    changed: tuple[Change, ...]
    same: int

    @property
    def any(self) -> bool:
        return bool(self.new or self.gone or self.changed)


def compare_batches(old: Batch, new: Batch, old_words: Words, new_words: Words) -> Changes:
    """Findings of the same files, matched by their fingerprint; each batch in the words of its own rules."""
    before = {(t.path, t.id): t for t in _told(old, old_words)}
    after = {(t.path, t.id): t for t in _told(new, new_words)}
    changes = [_change(before[k], after[k]) for k in before if k in after]
    return Changes(
        documents=len(new.reports),
        new=tuple(t for k, t in after.items() if k not in before),
        gone=tuple(t for k, t in before.items() if k not in after),
        changed=tuple(c for c in changes if c.fields),
        same=sum(not c.fields for c in changes),
    )


def _told(batch: Batch, words: Words) -> Iterator[Told]:
    for report in batch.reports:
        asserted = {f.id for f in report.asserted}
        for finding in report.findings:
            yield _one(report, finding, words, finding.id in asserted)


def _one(report: Report, finding: Finding, words: Words, asserted: bool) -> Told:
    message, suggestion = words.message(finding), words.suggestion(finding) or ""
    sure = round(finding.confidence, 4)
    return Told(
        report.path, finding.id, finding.rule, finding.level, finding.quote, message, suggestion, sure, asserted
    )


def _change(old: Told, new: Told) -> Change:
    names = ("level", "message", "suggestion", "confidence", "asserted")
    pairs = {name: (getattr(old, name), getattr(new, name)) for name in names}
    return Change(old, new, {name: pair for name, pair in pairs.items() if pair[0] != pair[1]})


def as_data(changes: Changes) -> dict[str, Any]:
    """The comparison as JSON types."""
    from dataclasses import asdict

    changed = [{**asdict(c.new), "changes": {k: list(v) for k, v in c.fields.items()}} for c in changes.changed]
    return {
        "schema": 1,
        "documents": changes.documents,
        "new": [asdict(t) for t in changes.new],
        "gone": [asdict(t) for t in changes.gone],
        "changed": changed,
        "same": changes.same,
    }


def as_lines(changes: Changes, words: Words) -> Iterator[str]:
    """Readable lines: the count first, then new, gone and changed findings by file."""
    yield words.say(
        "diff.total", documents=changes.documents, new=len(changes.new), gone=len(changes.gone),
        changed=len(changes.changed), same=changes.same,
    )  # fmt: skip
    for side, found in (("new", changes.new), ("gone", changes.gone)):
        if found:
            yield f"\n{words.say(f'diff.{side}')}:"
        for told in found:
            yield from _told_lines(told, "+" if side == "new" else "-", words)
    if changes.changed:
        yield f"\n{words.say('diff.changed')}:"
    for change in changes.changed:
        yield from _told_lines(change.new, "~", words, message=False)
        for name, (old, new) in change.fields.items():
            yield f"    {words.say(f'diff.field.{name}')}: {_value(name, old, words)} → {_value(name, new, words)}"


def _told_lines(told: Told, sign: str, words: Words, *, message: bool = True) -> Iterator[str]:
    quote = " ".join(told.quote.split())
    quote = quote if len(quote) <= QUOTE else quote[: QUOTE - 1] + "…"
    yield f"{sign} {told.path}: {told.rule} ({words.label('level', told.level)}, {told.id})" + (
        f" “{quote}”" if quote else ""
    )
    if message:
        yield f"    {told.message}"


def _value(name: str, value: Any, words: Words) -> str:
    if name == "level":
        return words.label("level", value)
    if isinstance(value, bool):
        return "✓" if value else "✗"
    return f"{value:g}" if isinstance(value, float) else str(value) or "–"
