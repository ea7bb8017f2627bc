"""Sentences of the score sheet that all its formats share."""

from __future__ import annotations

from pathlib import PurePosixPath

from qualitycheck.corpus.rows import unit_key
from qualitycheck.meeting import Entry, Lost, Praise, ScoreSheet
from qualitycheck.report.words import Words


def name(entry: Entry, words: Words) -> str:
    """Whose document it is, with its kind where no single person wrote it; the file's name where nobody is named."""
    document = entry.report.document
    who, file = document.author or document.unit, PurePosixPath(document.path).stem
    if who is None:
        return file
    text = " ".join(who.value.split())
    if entry.numbered:
        text = words.say("score.numbered", file=file, name=text)
    return text if document.kind == "individual" else f"{text} ({words.label('kind', document.kind)})"


def full_name(entry: Entry, words: Words) -> str:
    """``name`` and the unit, unless the name says it already."""
    unit = entry.unit
    text = name(entry, words)
    return f"{text}, {unit}" if unit and unit_key(unit) not in unit_key(text) else text


def unit(text: str, words: Words) -> str:
    return text or words.say("unit-unknown")


def reason(lost: Lost, words: Words) -> str:
    """Why points were lost: the rule, the pledges, and what these do not state."""
    said = [words.title(lost.rule)]
    if lost.slots:
        said.append(words.say("score.missing", slots=", ".join(words.label("slot", slot) for slot in lost.slots)))
    return f"{'; '.join(said)} ({place(lost, words)})"


def place(lost: Lost, words: Words) -> str:
    if not lost.pledges:
        return words.say("score.in-document")
    return words.say("score.in-pledges", pledges=", ".join(str(i + 1) for i in lost.pledges))


def reasons(entry: Entry, words: Words, most: int = 3) -> str:
    """What cost the most points, in a few words: for lists."""
    costs: dict[str, float] = {}
    for lost in entry.marks.losses:
        costs[lost.rule] = costs.get(lost.rule, 0.0) + lost.points
    if entry.marks.capped_by is not None:
        costs[entry.marks.capped_by] = 100.0
    titles = [words.title(rule).lower() for rule in sorted(costs, key=lambda r: -costs[r])[:most]]
    return "; ".join(titles)


def band(entry: Entry, words: Words) -> str:
    low, high = (words.number(v) for v in entry.marks.band)
    return words.say("score.band", low=low, high=high)


def criterion(sheet: ScoreSheet, lost: Lost, words: Words) -> str:
    return next(c.shown(words.lang) for c in sheet.criteria if c.name == lost.criterion)


def praised(praise: Praise, words: Words) -> str:
    return words.say("score.praise-document" if praise.pledge is None else "score.praise-pledge")
