"""What became of an author's findings by the next year: mended, gone with their pledge, still there, new."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator

from qualitycheck.audit.ledger import Entry, Ledger
from qualitycheck.audit.model import Progress, Step


def progress(ledger: Ledger) -> tuple[Progress, ...]:
    """Every audited document beside its author's latest earlier one of the same kind, when both were judged."""
    return tuple(_compare(new, old) for new, old in _pairs(ledger))


def _pairs(ledger: Ledger) -> Iterator[tuple[Entry, Entry]]:
    by_author: dict[tuple[int, str], list[Entry]] = defaultdict(list)
    for number, entry in ledger.entries.items():
        if ledger.year(number) is not None and entry.findings is not None:
            by_author[ledger.person(number), ledger.documents[number].kind].append(entry)
    for found in by_author.values():
        ordered = sorted(found, key=lambda e: (ledger.year(e.number) or 0, e.number))
        for at, new in enumerate(ordered):
            before = [old for old in ordered[:at] if ledger.earlier(old.number, new.number)]
            if before:
                yield new, before[-1]


def _compare(new: Entry, old: Entry) -> Progress:
    kept = {edge.new: edge.old for edge in reversed(new.edges) if edge.source == old.number}
    found_new = {(seen.rule, seen.pledge) for seen in new.findings or ()}
    found_old = {(seen.rule, seen.pledge) for seen in old.findings or ()}
    steps = [_new_step(rule, pledge, kept, found_old) for rule, pledge in found_new]
    repeated = {(step.rule, step.old) for step in steps if step.status == "repeated"}
    went = {source: pledge for pledge, source in kept.items()}
    for rule, pledge in found_old - repeated:
        if pledge is None:
            steps.append(Step("mended", rule, None, None))
        else:
            steps.append(Step("mended" if pledge in went else "dropped", rule, went.get(pledge), pledge))
    return Progress(new.number, old.number, tuple(sorted(steps, key=_place)))


def _new_step(
    rule: str, pledge: int | None, kept: dict[int, int], found_old: set[tuple[str, int | None]]
) -> Step:  # fmt: skip
    source = kept.get(pledge) if pledge is not None else None
    before = (rule, source) in found_old if pledge is None or source is not None else False
    return Step("repeated" if before else "new", rule, pledge, source if before else None)


def _place(step: Step) -> tuple[str, str, int, int]:
    return step.status, step.rule, -1 if step.new is None else step.new, -1 if step.old is None else step.old
