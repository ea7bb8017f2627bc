"""Pledges that repeat a registered one, from the matches of the copy search."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from qualitycheck.checks.context import Context, Hit
from qualitycheck.checks.overlap import belongs, facts_of
from qualitycheck.types import Document, Level, Match, MatchKind, Relation

KIND = "copies"


@dataclass(frozen=True, slots=True)
class Params:
    """``relations`` that count; ``grave`` are the kinds of match with level ``grave_level`` where relation is grave."""

    relations: tuple[Relation, ...]
    least_similarity: float = 0.0
    grave: tuple[MatchKind, ...] = ()
    grave_relations: tuple[Relation, ...] = ()
    grave_level: Level = "error"


def check(document: Document, params: Params, context: Context) -> Iterator[Hit]:
    chosen: dict[int, Match] = {}
    first_own = _first_own(context)
    for match in context.matches:
        if match.relation != "own-earlier" and (match.year or 9999) >= first_own.get(match.pledge, 10_000):
            continue  # the author had it first
        if match.relation in params.relations and match.similarity >= params.least_similarity:
            if _of_own_house(match, document, context):
                continue
            best = chosen.get(match.pledge)
            if best is None or _rank(match) < _rank(best):
                chosen[match.pledge] = match
    for index, match in sorted(chosen.items()):
        pledge = document.pledges[index]
        grave = match.kind in params.grave and match.relation in params.grave_relations
        yield Hit(
            index, pledge.span, pledge.text, _values(match), match.similarity, params.grave_level if grave else None
        )


def _first_own(context: Context) -> dict[int, int]:
    """Pledge -> the first year in which the author's own documents have it."""
    years: dict[int, int] = {}
    for match in context.matches:
        if match.relation == "own-earlier" and match.year:
            years[match.pledge] = min(match.year, years.get(match.pledge, match.year))
    return years


def _of_own_house(match: Match, document: Document, context: Context) -> bool:
    """A person's pledge in a joint registration of the same unit: an overlap, spoken of there, and nobody's copy."""
    if document.kind != "individual" or match.relation == "own-earlier":
        return False
    facts = facts_of(match, context.others)
    return facts.kind in ("collective", "model") and belongs(facts, document)


def _rank(match: Match) -> tuple[float, int, str]:
    """Most similar first, then the earliest holder."""
    return (-match.similarity, match.year or 9999, match.path)


def _values(match: Match) -> dict[str, str | int | float | tuple[str, ...]]:
    return {
        "path": match.path,
        "year": match.year or "?",
        "author": match.author,
        "unit": match.unit,
        "match_kind": match.kind,
        "relation": match.relation,
        "similarity": round(match.similarity, 3),
        "changed": match.changed,
        "source_pledge": match.source_pledge,
        "text": match.text,
    }
