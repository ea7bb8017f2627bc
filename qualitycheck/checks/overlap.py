"""The same work registered twice in one year: a collective that repeats its members, a model that repeats its unit's
registrations, two units with one model."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from qualitycheck.checks.context import Context, Hit, Registered
from qualitycheck.types import Document, Match, MatchKind
from qualitycheck.vietnamese.characters import fold, fold_pattern, key

KIND = "overlap"

_QUOTED = re.compile(r"[\"“«]([^\"“”«»\n]{3,140})[\"”»]")
_NAMED = re.compile(fold_pattern(r"tên (?:gọi )?(?:của )?mô hình(?: đăng ký)?\s*:?\s*([^\n.;:\"]{4,120})"))


@dataclass(frozen=True, slots=True)
class Params:
    """At least ``least`` matches of the ``kinds``, or ``share`` of the pledges (0 to 1). Two model names are one when
    their syllables without the ``generic`` words are ``likeness`` alike, or one name holds the other."""

    kinds: tuple[MatchKind, ...]
    generic: tuple[str, ...]
    least: int = 2
    share: float = 0.2
    likeness: float = 0.8


@dataclass(frozen=True, slots=True)
class _Source:
    """Another document of the same year, with the matches that lead to it."""

    facts: Registered
    matches: tuple[Match, ...]


def check(document: Document, params: Params, context: Context) -> Iterator[Hit]:
    if document.kind == "collective":
        yield from _repeats_members(document, params, context)
    elif document.kind == "model":
        yield from _same_model(document, params, context)


def model_name(document: Document) -> str:
    """The name of a registered model as its document gives it, "" where it gives none."""
    first = min((p.span.start for p in document.pledges), default=len(document.raw.text))
    head = f"{document.title}\n{document.raw.text[:first]}"
    texts = [head, *(p.text for p in document.pledges[:3])]
    for text in texts:
        folded = fold(text)
        quotes = list(_QUOTED.finditer(text))
        about = [q for q in quotes if fold("mô hình") in folded[max(0, q.start() - 60) : q.start()]]
        if about:
            return " ".join(about[0][1].split())
        if named := _NAMED.search(folded):
            return " ".join(text[named.start(1) : named.end(1)].split())
    quotes = list(_QUOTED.finditer(head))
    return " ".join(quotes[0][1].split()) if quotes else ""


# --- collective and its members --------------------------------------------------------------------------------------


def _repeats_members(document: Document, params: Params, context: Context) -> Iterator[Hit]:
    members = [s for s in _sources(context) if s.facts.kind == "individual" and belongs(s.facts, document)]
    pledges = sorted({i for s in members for i in _repeated(s, params)})
    if not _enough(len(pledges), document, params):
        return
    names = tuple(dict.fromkeys(s.facts.author for s in members if s.facts.author))
    yield Hit(values=_values(document, names, pledges, "individual"), confidence=0.9)


def _repeated(source: _Source, params: Params) -> set[int]:
    """Pledges taken from one document; beside a plain repetition its paraphrases count as well."""
    plain = {m.pledge for m in source.matches if m.kind in params.kinds}
    return _matched(source, params) if plain else plain


def _enough(count: int, document: Document, params: Params) -> bool:
    return count >= params.least or (count > 0 and count >= params.share * len(document.pledges))


def _values(
    document: Document, names: tuple[str, ...], pledges: Sequence[int], what: str
) -> dict[str, str | int | tuple[str, ...]]:
    return {
        "with": names,
        "count": len(pledges),
        "percent": round(100 * len(pledges) / max(len(document.pledges), 1)),
        "pledges": tuple(str(i + 1) for i in pledges),
        "what": what,
        "name": model_name(document) if document.kind == "model" else "",
    }


def _sources(context: Context) -> list[_Source]:
    """Documents of the same year that share pledges, with what is known of them."""
    groups: dict[tuple[str, str, str], list[Match]] = {}
    for match in context.matches:
        if match.relation == "other-same-year":
            groups.setdefault((match.document, match.author, match.unit), []).append(match)
    return [_Source(facts_of(found[0], context.others), tuple(found)) for found in groups.values()]


def facts_of(match: Match, others: Sequence[Registered]) -> Registered:
    """The registered document of a match; from the match alone, only a person's name shows an individual."""
    for other in others:
        if (match.document and other.document == match.document) or (match.path and other.path == match.path):
            return other
    for other in others:
        if other.year == match.year and other.author and key(other.author) == key(match.author):
            return other
    return Registered(match.path, match.document, year=match.year, author=match.author, unit=match.unit)


def belongs(facts: Registered, document: Document) -> bool:
    """Do the two share a unit or cell? Also where the other's unit is not known."""
    theirs = [key(n) for n in (facts.unit, facts.party_cell) if n]
    ours = [key(f.value) for f in (document.unit, document.party_cell, document.author) if f]
    return not theirs or any(f" {a} " in f" {b} " or f" {b} " in f" {a} " for a in theirs for b in ours)


# --- one model, two units --------------------------------------------------------------------------------------------


def _same_model(document: Document, params: Params, context: Context) -> Iterator[Hit]:
    by_matches = [s for s in _sources(context) if s.facts.kind == "model" and _elsewhere(s.facts, document)]
    copied = [s for s in by_matches if _enough(len(_matched(s, params)), document, params)]
    copied += [s for s in _sources(context) if _is_members(s, document) and len(_repeated(s, params)) >= params.least]
    named = [
        other
        for other in context.others
        if other.kind == "model"
        and other.year == document.year
        and _elsewhere(other, document)
        and other.model_name
        and _one_name(model_name(document), other.model_name, params)
    ]
    names = dict.fromkeys([*(s.facts.author or s.facts.unit for s in copied), *(o.author or o.unit for o in named)])
    if names:
        pledges = sorted({i for s in copied for i in _matched(s, params)})
        yield Hit(values=_values(document, tuple(names), pledges, "model"), confidence=0.9 if copied else 0.75)


def _is_members(source: _Source, document: Document) -> bool:
    """A person's or the collective's own registration of the unit whose model it is."""
    return source.facts.kind in ("individual", "collective") and belongs(source.facts, document)


def _matched(source: _Source, params: Params) -> set[int]:
    """Pledges of a model that repeat the other's; a paraphrase counts here, for the same thing is done."""
    return {m.pledge for m in source.matches if m.kind in (*params.kinds, "paraphrase")}


def _elsewhere(other: Registered, document: Document) -> bool:
    """Another organisation, not another copy of the same registration."""
    if other.path == document.path or (other.digest and other.digest == document.raw.digest):
        return False
    ours = document.author or document.unit
    return key(other.author or other.unit) != (key(ours.value) if ours else "")


def _one_name(ours: str, theirs: str, params: Params) -> bool:
    from rapidfuzz.distance import Indel

    a, b = _content(ours, params), _content(theirs, params)
    if min(len(a), len(b)) < 2:
        return False  # "Dân vận khéo" alone is many units' name
    short, long = sorted((a, b), key=len)
    inside = len(short) >= 3 and f" {' '.join(short)} " in f" {' '.join(long)} "
    return inside or Indel.normalized_similarity(a, b) >= params.likeness


def _content(name: str, params: Params) -> list[str]:
    """Syllables of a name without its generic words."""
    text = f" {key(name)} "
    for phrase in sorted(params.generic, key=len, reverse=True):
        text = text.replace(f" {key(phrase)} ", "  ")
    return text.split()
