"""Names of others where only the author's own can stand: left-overs of a copied text.

Partners, beneficiaries, superiors and places of work are no left-overs; a name counts only in a place that belongs to
the author ("báo cáo chi bộ …", "cán bộ, giáo viên …", "góp phần đưa … vững mạnh", the signature).
"""

from __future__ import annotations

import itertools
import re
from collections.abc import Iterator
from dataclasses import dataclass

from qualitycheck.checks.carried import carried_names, group_names
from qualitycheck.checks.context import Context, Hit
from qualitycheck.checks.identity import Calling, foreign_callings
from qualitycheck.checks.names import Mention, Own, is_own, is_rival, mentions, own_area, own_names
from qualitycheck.checks.persons import other_persons, tail_of
from qualitycheck.checks.regions import last_pledge_end, pledge_at, sentences
from qualitycheck.checks.wording import wordings
from qualitycheck.types import Document, Level, Span
from qualitycheck.vietnamese.characters import fold, fold_pattern, key

KIND = "foreign-name"
_CARRIED, _SURE, _LIKELY, _MAYBE = 0.95, 0.95, 0.85, 0.7  # how sure: with its source, a known name, by its place, …
_AT = fold("tại ")
_RESTRAINT = re.compile(fold_pattern(r"\W*(?:tôi |bản thân |kiên quyết |tuyệt đối )?không(?!\w)"))
_REACHING = re.compile(
    fold_pattern(r"(?<!\w)(?:góp phần|để|nhằm|cùng|đưa|xây dựng|giữ vững)(?:\s+(?:cùng|đưa|xây dựng))?\s*\Z")
)


@dataclass(frozen=True, slots=True)
class Params:
    """Wordings around a name. ``before`` it (and nothing between) or ``after`` it show the author's own place, as do
    ``rooms`` of an organisation of the author's own class and ``reporting`` to one, and ``conduct`` in a sentence of self-restraint ("Không …
    khách hàng tại …": one's own customers) or ``peers`` whoever is helped; ``partner`` in front of it in the sentence shows somebody
    worked with, helped, visited or obeyed. ``served`` in front of a place shows the people whom the author's unit is there
    for, unless ``neighbour`` stands in the sentence; ``teaching`` before a class that it is the author's own work,
    unless it is done in the ``family``."""

    before: tuple[str, ...]
    conduct: tuple[str, ...]
    peers: tuple[str, ...]
    rooms: tuple[str, ...]
    reporting: tuple[str, ...]
    after: tuple[str, ...]
    partner: tuple[str, ...]
    signing: tuple[str, ...]
    callings: tuple[Calling, ...] = ()
    calling_slots: tuple[str, ...] = ()
    about_others: tuple[str, ...] = ()
    served: tuple[str, ...] = ()
    neighbour: tuple[str, ...] = ()
    teaching: tuple[str, ...] = ()
    family: tuple[str, ...] = ()


def check(document: Document, params: Params, context: Context) -> Iterator[Hit]:
    own = own_names(document, context.rules)
    seen: set[str] = set()
    for span, name, what in _carried(document, own, context):
        if key(name) not in seen:
            seen.add(key(name))
            yield _hit(document, span, name, what, _CARRIED)
    for hit in _by_place(document, own, params, context):
        if key(hit.quote) not in seen:
            seen.add(key(hit.quote))
            yield hit
    yield from _callings(document, params, context)


def _carried(document: Document, own: Own, context: Context) -> Iterator[tuple[Span, str, str]]:
    """What came with copied sentences, unless the sentence names the author's own organisation beside it."""
    for span, name, what in carried_names(document, own, context):
        pledge = pledge_at(document, span.start)
        text = document.pledges[pledge].text if pledge is not None else ""
        if not any(is_own(m, own) and m.kind == other.kind for m in mentions(text) for other in mentions(name)):
            yield span, name, what


def _by_place(document: Document, own: Own, params: Params, context: Context) -> Iterator[Hit]:
    """Names that stand where only the author's own can, whatever they come from."""
    for part in _parts(document):
        for sentence in _pieces(document, part):
            for mention in _left_over(document, sentence, own, params, context):
                span = Span(sentence.start + mention.start, sentence.start + mention.end)
                yield _hit(document, span, mention.text, "unit", _SURE if _is_known(mention.text, context) else _LIKELY)
    for span, name in other_persons(document, context.rules):
        yield _hit(document, span, name, "person", _LIKELY)
    for pledge in document.pledges:
        for sentence in sentences(document, pledge.span):
            yield from _served(document, sentence, own, params, context)
            yield from _groups(document, sentence, own, params, context)


def _served(document: Document, sentence: Span, own: Own, params: Params, context: Context) -> Iterator[Hit]:
    """People of another village, commune or district than the one the author's unit is there for."""
    area = own_area(document)
    text = document.raw.text[sentence.start : sentence.end]
    folded = fold(text)
    if area is None or wordings(params.neighbour, context.rules).search(folded):
        return
    found = list(mentions(text))
    if any(is_own(m, own) for m in found):
        return  # both places are meant
    for mention in found:
        if (
            mention.kind == area.kind
            and is_rival(mention, own)
            and _ends(folded[: mention.start], params.served, context)
        ):
            known = _is_known(mention.text, context)
            span = Span(sentence.start + mention.start, sentence.start + mention.end)
            yield _hit(document, span, mention.text, "place", _SURE if known else _MAYBE, None if known else "warning")


def _groups(document: Document, sentence: Span, own: Own, params: Params, context: Context) -> Iterator[Hit]:
    """A school class taught by somebody who, by the post, teaches nobody."""
    folded = fold(document.raw.text[sentence.start : sentence.end])
    if wordings(params.family, context.rules).search(folded):
        return
    for start, end in group_names(document, sentence, own, context):
        if wordings(params.teaching, context.rules).search(folded[:start]):
            span = Span(sentence.start + start, sentence.start + end)
            yield _hit(document, span, document.raw.text[span.start : span.end], "class", _MAYBE, "warning")


def _callings(document: Document, params: Params, context: Context) -> Iterator[Hit]:
    """At most one note: a calling of another profession, as the author's own."""
    callings = foreign_callings(document, params.callings, params.calling_slots, params.about_others, context.rules)
    for pledge, span in itertools.islice(callings, 1):
        quote = document.raw.text[span.start : span.end]
        post = document.position or document.unit
        values = {"name": quote, "what": "calling", "own": post.value if post else ""}
        yield Hit(pledge, span, quote, values, 0.7, level="note")


def _parts(document: Document) -> list[Span]:
    spans = [document.intro, *(p.span for p in document.pledges), tail_of(document)]
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
    before = params.before + ((*params.rooms, *params.reporting) if like else ())
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


def _is_known(name: str, context: Context) -> bool:
    """Some registered document has the name in its header."""
    wanted = key(name)
    names = (n for o in context.others for n in (o.unit, o.party_cell, o.author) if n)
    return any(wanted in known or known in wanted for known in map(key, names))


def _hit(document: Document, span: Span, name: str, what: str, confidence: float, level: Level | None = None) -> Hit:
    unit = document.author if what == "person" else document.unit or document.party_cell or document.author
    values = {"name": name, "what": what, "own": unit.value if unit else ""}
    return Hit(pledge_at(document, span.start), span, name, values, confidence, level)
