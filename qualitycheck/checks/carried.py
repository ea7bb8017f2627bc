"""Names that came along with a copied sentence: the other author's own unit, cell, place, class or name.

A sentence that stands in another person's document as well, with a name that is that person's and not the author's, is
the surest residue there is; the words around the name do not matter then.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from qualitycheck.checks.context import Context, Registered
from qualitycheck.checks.names import PERSON, PLACES, Mention, Own, is_own, is_rival, mentions, own_of, rank_of
from qualitycheck.checks.overlap import facts_of
from qualitycheck.checks.role import remit_of
from qualitycheck.types import Document, Match, Span
from qualitycheck.vietnamese.characters import fold, fold_pattern, key

_CLASS = re.compile(fold_pattern(r"(?<!\w)lớp (?:1[0-2]|[1-9])\s?[a-eghkmt]\d{0,2}(?!\w)"))
_PERSON = re.compile(PERSON)
_TEACHING = "giáo dục"
_WORD = re.compile(r"[^\W_]+")
_LEAST = 4  # syllables of a unit's name that are no chance


def carried_names(document: Document, own: Own, context: Context) -> Iterator[tuple[Span, str, str]]:
    """Place, name and what it is ("unit", "person", "class")."""
    for match in context.matches:
        if match.relation == "own-earlier" or match.pledge >= len(document.pledges):
            continue
        span = document.pledges[match.pledge].span
        text = document.raw.text[span.start : span.end]
        for start, end, what in _shared(text, match, document, own, context):
            if not _said_before(text[start:end], match.pledge, context):
                yield Span(span.start + start, span.start + end), text[start:end], what


def group_names(document: Document, span: Span, own: Own, context: Context) -> Iterator[tuple[int, int]]:
    """School classes named in a part of a document whose author, as far as the post is known, teaches nobody."""
    if not _teaches(document, own, context):
        for found in _CLASS.finditer(fold(document.raw.text[span.start : span.end])):
            yield found.start(), found.end()


def _shared(text: str, match: Match, document: Document, own: Own, context: Context) -> Iterator[tuple[int, int, str]]:
    theirs = f" {key(match.text)} "
    yield from _their_unit(text, match, own, context)
    names = [m for m in mentions(text) if f" {key(m.text)} " in theirs and _is_strange(m, own)]
    persons = [m for m in _PERSON.finditer(text) if f" {key(m[0])} " in theirs]
    classes = [m for m in _CLASS.finditer(fold(text)) if f" {key(m[0])} " in theirs]
    if not (names or persons or classes):
        return
    facts = facts_of(match, context.others)
    source = own_of((facts.unit, facts.party_cell, facts.author, facts.position))
    for mention in names:
        if _belongs(mention, source):
            yield mention.start, mention.end, "unit"
    author = key(document.author.value) if document.author else ""
    for person in persons:
        if key(person[0]) == key(facts.author) != author:
            yield person.start(), person.end(), "person"
    if classes and not _teaches(document, own, context) and not _one_house(facts, own):
        yield classes[0].start(), classes[0].end(), "class"


def _their_unit(text: str, match: Match, own: Own, context: Context) -> Iterator[tuple[int, int, str]]:
    """The earlier author's own unit in a sentence without any name of a known kind, also without the place at its end
    ("Ban Chỉ huy Quân sự huyện")."""
    unit = key(facts_of(match, context.others).unit).split() if match.relation == "other-earlier" else []
    words = [(m.start(), m.end(), m[0]) for m in _WORD.finditer(fold(text))]
    for at in range(len(words)):
        size = 0
        while size < len(unit) and at + size < len(words) and words[at + size][2] == unit[size]:
            size += 1
        name = " ".join(unit[:size])
        if (
            size >= _LEAST
            and not any(mentions(text))
            and f" {name} " in f" {key(match.text)} "
            and f" {name} " not in own.text
        ):
            yield words[at][0], words[at + size - 1][1], "unit"
            return


def _is_strange(mention: Mention, own: Own) -> bool:
    """Neither the author's own nor possibly a superior's or a place in the author's care. More than ``is_rival`` lets
    through, because the source's header speaks as well: offices, and authorities of places of the author's own rank."""
    if is_rival(mention, own):
        return True
    if not own.mentions or is_own(mention, own):
        return False
    lowest = min((r for m in own.mentions if (r := rank_of(m.text)) is not None), default=None)
    alike = lowest is not None and rank_of(mention.text) == lowest
    return mention.kind == "office" or (mention.kind not in PLACES and alike)


def _belongs(mention: Mention, source: Own) -> bool:
    """Named in the header of the document that had the sentence before."""
    return f" {key(mention.text)} " in source.text or any(
        m.kind == mention.kind and m.proper == mention.proper for m in source.mentions
    )


def _one_house(facts: Registered, own: Own) -> bool:
    return any(name and f" {key(name)} " in own.text for name in (facts.unit, facts.party_cell))


def _teaches(document: Document, own: Own, context: Context) -> bool:
    """Also where nothing tells the author's work."""
    remit = remit_of(document, context.rules)
    if "school" in own.kinds or remit is None:
        return "school" in own.kinds or not own.mentions
    return remit.broad or _TEACHING in remit.allowed


def _said_before(name: str, pledge: int, context: Context) -> bool:
    """The author's own earlier document already had the name there: it may well be right."""
    wanted = f" {key(name)} "
    earlier = (m for m in context.matches if m.pledge == pledge and m.relation == "own-earlier")
    return any(wanted in f" {key(m.text)} " for m in earlier)
