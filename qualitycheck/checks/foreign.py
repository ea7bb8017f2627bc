"""Names of others where only the author's own can stand: left-overs of a copied text.

Partners, beneficiaries, superiors and places of work are no left-overs; a name counts only in a place that belongs to
the author ("báo cáo chi bộ …", "cán bộ, giáo viên …", "góp phần đưa … vững mạnh", the signature).
"""

from __future__ import annotations

import itertools
import re
from collections.abc import Iterator
from dataclasses import dataclass

from qualitycheck.checks.context import Context, Hit
from qualitycheck.checks.identity import Calling, foreign_callings
from qualitycheck.checks.names import PERSON, Mention, Own, is_rival, mentions, own_names
from qualitycheck.checks.regions import last_pledge_end, pledge_at, sentences
from qualitycheck.checks.wording import wordings
from qualitycheck.types import Document, Span
from qualitycheck.vietnamese.characters import fold, fold_pattern, key

KIND = "foreign-name"
_AT = fold("tại ")
_RESTRAINT = re.compile(fold_pattern(r"\W*(?:tôi |bản thân |kiên quyết |tuyệt đối )?không(?!\w)"))
_REACHING = re.compile(
    fold_pattern(r"(?<!\w)(?:góp phần|để|nhằm|cùng|đưa|xây dựng|giữ vững)(?:\s+(?:cùng|đưa|xây dựng))?\s*\Z")
)


@dataclass(frozen=True, slots=True)
class Params:
    """Wordings around a name. ``before`` it (and nothing between) or ``after`` it show the author's own place, as do
    ``rooms`` of an organisation of the author's own class, and ``conduct`` in a sentence of self-restraint ("Không …
    khách hàng tại …": one's own customers) or ``peers`` whoever is helped; ``partner`` in front of it in the sentence shows somebody
    worked with, helped, visited or obeyed."""

    before: tuple[str, ...]
    conduct: tuple[str, ...]
    peers: tuple[str, ...]
    rooms: tuple[str, ...]
    after: tuple[str, ...]
    partner: tuple[str, ...]
    signing: tuple[str, ...]
    callings: tuple[Calling, ...] = ()
    calling_slots: tuple[str, ...] = ()
    about_others: tuple[str, ...] = ()


def check(document: Document, params: Params, context: Context) -> Iterator[Hit]:
    own = own_names(document, context.rules)
    known = _known(context)
    seen: set[str] = set()
    for part in _parts(document):
        for sentence in _pieces(document, part):
            for mention in _left_over(document, sentence, own, params, context):
                if key(mention.text) not in seen:
                    seen.add(key(mention.text))
                    yield _hit(document, sentence.start, mention, "unit", own, known)
    yield from _persons(document, seen)
    yield from _callings(document, params, context)


def _callings(document: Document, params: Params, context: Context) -> Iterator[Hit]:
    """At most one note: a calling of another profession, as the author's own."""
    callings = foreign_callings(document, params.callings, params.calling_slots, params.about_others, context.rules)
    for pledge, span in itertools.islice(callings, 1):
        quote = document.raw.text[span.start : span.end]
        post = document.position or document.unit
        values = {"name": quote, "what": "calling", "own": post.value if post else ""}
        yield Hit(pledge, span, quote, values, 0.7, level="note")


def _parts(document: Document) -> list[Span]:
    spans = [document.intro, *(p.span for p in document.pledges), _tail(document)]
    return [s for s in spans if s is not None]


def _pieces(document: Document, part: Span) -> Iterator[Span]:
    """Sentences; after the last pledge lines, because "TM." ends no sentence."""
    if part.start < last_pledge_end(document):
        yield from sentences(document, part)
        return
    start = part.start
    for line in document.raw.text[part.start : part.end].splitlines(keepends=True):
        yield Span(start, start + len(line))
        start += len(line)


def _tail(document: Document) -> Span | None:
    start = max(last_pledge_end(document), document.closing.start if document.closing else 0)
    return Span(start, len(document.raw.text)) if document.pledges and start < len(document.raw.text) else None


def _left_over(document: Document, sentence: Span, own: Own, params: Params, context: Context) -> Iterator[Mention]:
    text = document.raw.text[sentence.start : sentence.end]
    folded = fold(text)
    closing = sentence.start >= last_pledge_end(document)
    for mention in mentions(text):
        if not is_rival(mention, own):
            continue
        lead, rest = folded[: mention.start], folded[mention.end :]
        if closing:
            if (mention.kind == "party" or mention.kind in own.kinds) and _ends(lead, params.signing, context):
                yield mention
        elif _stands_for_own(lead, rest, mention.kind in own.kinds, params, context):
            yield mention


def _stands_for_own(lead: str, rest: str, like: bool, params: Params, context: Context) -> bool:
    """``like``: the name is of the class of the author's own organisation."""
    before = params.before + (params.rooms if like else ())
    if _ends(lead, before, context):
        found = list(wordings(before, context.rules).finditer(lead))
        if found[-1][0].startswith(_AT):
            return True
        return wordings(params.partner, context.rules).search(lead[: found[-1].start()]) is None
    if _ends(lead, params.peers, context):
        return True
    if _RESTRAINT.match(lead) and _ends(lead, params.conduct, context):
        return True
    found_after = wordings(params.after, context.rules).match(rest.lstrip(" ,"))
    reaching = _REACHING.search(lead)
    return found_after is not None and reaching is not None


def _ends(lead: str, phrases: tuple[str, ...], context: Context) -> bool:
    """One of ``phrases`` stands right in front."""
    tail = lead.rstrip(' ,"(')
    return any(m.end() == len(tail) for m in wordings(phrases, context.rules).finditer(tail))


def _known(context: Context) -> frozenset[str]:
    names = {n for o in context.others for n in (o.unit, o.party_cell, o.author) if n}
    return frozenset(key(n) for n in names)


def _hit(document: Document, offset: int, mention: Mention, what: str, own: Own, known: frozenset[str]) -> Hit:
    span = Span(offset + mention.start, offset + mention.end)
    name = key(mention.text)
    sure = any(name in k or k in name for k in known)
    unit = document.unit or document.party_cell or document.author
    values = {"name": mention.text, "what": what, "own": unit.value if unit else ""}
    return Hit(pledge_at(document, span.start), span, mention.text, values, 0.95 if sure else 0.85)


# --- persons ---------------------------------------------------------------------------------------------------------

_SAYS = re.compile(rf"(?:[Tt]ôi|[Ee]m)(?: tên)?(?: xin)? là:?\s+({PERSON})|[Hh]ọ và tên:?\s*({PERSON})")
_SIGNS = re.compile(
    r"(?:[Nn]gười|NGƯỜI)\s+(?:viết cam kết|cam kết|đăng ký|đăng kí|viết|VIẾT CAM KẾT|CAM KẾT|ĐĂNG KÝ|VIẾT)\s*:?"
    rf"\s*(?:\([^)]*\))?\s*({PERSON})(?![^\W\d_])"
)


def _persons(document: Document, seen: set[str]) -> Iterator[Hit]:
    """Another person's name in "Tôi là …" or under the author's signature."""
    if document.kind != "individual" or document.author is None:
        return
    author = key(document.author.value)
    tail = _tail(document)
    places = [(document.intro, _SAYS), (tail, _SIGNS)]
    for span, pattern in places:
        if span is None:
            continue
        text = document.raw.text[span.start : span.end]
        if span is tail and f" {author} " in f" {key(text)} ":
            continue
        for found in pattern.finditer(text):
            group = next(i for i, g in enumerate(found.groups(), 1) if g)
            name = found[group]
            if _other_person(key(name), author) and key(name) not in seen:
                seen.add(key(name))
                at = Span(span.start + found.start(group), span.start + found.end(group))
                yield Hit(None, at, name, {"name": name, "what": "person", "own": document.author.value}, 0.9)


def _other_person(name: str, author: str) -> bool:
    """Neither the same name, nor a part of it, nor the same given name with parts left out."""
    said, own = name.split(), author.split()
    if len(own) < 2 or set(said) <= set(own) or set(own) <= set(said):
        return False
    return said[-1] != own[-1] or said[0] != own[0]
