"""What a person must read, in words: the doubts of a document with their quoted place and reason."""

from __future__ import annotations

from dataclasses import dataclass

from qualitycheck.messages import percent
from qualitycheck.report.words import Words
from qualitycheck.types import Doubt, Report


@dataclass(frozen=True, slots=True)
class Item:
    """One line of the queue; ``pledge`` is counted from 1, None for one on the whole document."""

    rule: str
    title: str
    pledge: int | None
    quote: str
    reason: str
    confidence: float
    finding: str  # id, or "" for an unsure level


def queue(report: Report, words: Words) -> tuple[Item, ...]:
    """The doubts of ``report`` as a reader sees them."""
    return tuple(_item(doubt, report, words) for doubt in report.doubts)


def _item(doubt: Doubt, report: Report, words: Words) -> Item:
    finding = next((f for f in report.findings if f.id == doubt.finding), None)
    sure = percent(doubt.confidence)
    if finding is None:
        reason = words.say("queue-level", percent=sure)
    else:
        reason = words.say("queue-finding", percent=sure, message=words.message(finding))
    quote = finding.quote if finding else ""
    if not quote and doubt.pledge is not None:
        quote = report.document.pledges[doubt.pledge].text
    pledge = None if doubt.pledge is None else doubt.pledge + 1
    return Item(doubt.rule, words.title(doubt.rule), pledge, quote, reason, doubt.confidence, doubt.finding or "")
