"""Sentences of the year-end comparison that all its formats share."""

from __future__ import annotations

from collections.abc import Iterator

from qualitycheck.messages import percent
from qualitycheck.monitoring import Outcome, Result
from qualitycheck.monitoring.outcome import Tally
from qualitycheck.report.words import Speaking


def total(outcome: Outcome, words: Speaking) -> str:
    counts = {state.replace("-", "_"): count for state, count in outcome.total.counts}
    return words.say("outcome.total", promised=outcome.total.promised, **counts)


def remarks(outcome: Outcome, words: Speaking) -> Iterator[str]:
    """What a reader must know beside the figures."""
    if added := outcome.total.added:
        yield words.say("outcome.added", count=added)
    if edited := sum(r.edited for r in outcome.results):
        yield words.say("outcome.edited", count=edited)
    yield words.say("outcome.confirm")


def share(tally: Tally) -> str:
    return percent(tally.count("done") / tally.promised) if tally.promised else "–"


def note(result: Result, words: Speaking) -> str:
    """The cell as filled in where it is unclear, then the remark, and what became of the row."""
    parts = [result.said if result.state == "unclear" else "", result.remark]
    parts += [words.say(f"outcome.note.{name}") for name in ("edited", "added") if getattr(result, name)]
    return "; ".join(part for part in parts if part)


def day(text: str) -> str:
    """ISO 8601 as Vietnamese papers write it; anything else unchanged."""
    year, _, rest = text.partition("-")
    month, _, last = rest.partition("-")
    return f"{last}/{month}/{year}" if len(year) == 4 and last.isdigit() else text
