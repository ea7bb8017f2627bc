"""Whole documents against all earlier ones and against each other."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from types import MappingProxyType

from qualitycheck.corpus.collection import Collection
from qualitycheck.corpus.duckdb_engine import DuckDBEngine
from qualitycheck.corpus.register import Register
from qualitycheck.corpus.rows import registered
from qualitycheck.corpus.shingles import Settings
from qualitycheck.match.accept import Pair, accept, moved
from qualitycheck.match.align import changes
from qualitycheck.match.doctrine import doctrine
from qualitycheck.match.joined import joined
from qualitycheck.match.judge import judge
from qualitycheck.match.kinds import named
from qualitycheck.match.people import may_have_moved, same_author
from qualitycheck.match.search import Asked, Search, ask
from qualitycheck.match.terms import thesaurus
from qualitycheck.types import Compared, Document, Match, Registered, Relation

SYNONYMS, OFFICIAL = "synonyms", "cum-tu-chinh-thong"  # names in rules/lists
MOST_MATCHES = 5  # per pledge
_STRONG = {"verbatim", "light", "merged"}
Source = tuple[Registered, int, Relation]  # header, person, and how it stands to the checked document


def match_documents(
    documents: Sequence[Document],
    templates: Sequence[Sequence[bool]],
    register: Register | None = None,
    lists: Mapping[str, Sequence[str]] = MappingProxyType({}),
) -> list[Compared]:
    """Copies and formulas in each of ``documents``, in order.

    ``templates`` says for every pledge of every document whether it is known for a mandated formula; those are not
    named again. The documents are peers of each other too. ``lists`` are the word lists of the rules, of which
    ``synonyms`` and ``cum-tu-chinh-thong`` are used. Raises CorpusError.
    """
    if not documents:
        return []
    collection = register.collection(documents) if register else _without_register(documents)
    headed = [(registered(document), document) for document in documents]
    words, official = thesaurus(tuple(lists.get(SYNONYMS, ()))), doctrine(tuple(lists.get(OFFICIAL, ())))
    search, asked = ask(headed, templates, collection, words, official)
    found = [_own_after_move(one.header, list(_pairs(one, search))) for one in asked]
    likely = [_likely(one, pairs, search) for one, pairs in zip(asked, found, strict=True)]
    search.take_documents(digest for sources in likely for digest in sources)
    search.weigh()
    return [_compared(one, pairs, sources, search) for one, pairs, sources in zip(asked, found, likely, strict=True)]


def _without_register(documents: Sequence[Document]) -> Collection:
    return Collection(DuckDBEngine(), [], Settings(), documents)


def relation(new: Registered, old: Registered, own: bool) -> Relation | None:
    """How ``old`` stands to ``new``; None for later documents, and for another file of the same author and year."""
    if new.year is not None and old.year is not None:
        if old.year > new.year or (own and old.year == new.year):
            return None
        earlier = old.year < new.year
    else:
        earlier = old.year is not None
    if own:
        return "own-earlier" if earlier else None
    return "other-earlier" if earlier else "other-same-year"


def _likely(asked: Asked, pairs: Sequence[Pair], search: Search) -> dict[str, Source]:
    """Documents that deserve a look at all their pledges, by digest: the author's own, and those copied from."""
    own = {digest: _source(asked.header, digest, search) for digest in asked.own}
    found = {digest: source for digest, source in own.items() if source and source[2] == "own-earlier"}
    for pair in (*(p for p in pairs if p.relation == "own-earlier"), *accept(pairs)):
        found[pair.source.digest] = pair.source, pair.holder, pair.relation
    return found


def _compared(asked: Asked, first: Sequence[Pair], likely: Mapping[str, Source], search: Search) -> Compared:
    pairs = [*first, *_rest(asked, first, likely, search)]
    accepted = [p for p in _accepted(asked, pairs) if p.new not in asked.nobodys or p.relation == "own-earlier"]
    of_two = _joined(asked, accepted, likely, search)
    known = {(p.new, p.source.digest) for p in accepted}
    accepted += [p for p in of_two if (p.new, p.source.digest) not in known]
    copied_from = {p.holder for p in accepted if p.new not in asked.carried}
    formulas = frozenset(index for index, holders in asked.carried.items() if holders - copied_from)
    reported = named(accepted, {(p.new, p.source.digest): p.old for p in of_two})
    matches = _matches(asked, [p for p in reported if p.new not in formulas])
    return Compared(tuple(matches), asked.formulas | formulas)


def _accepted(asked: Asked, pairs: Sequence[Pair]) -> list[Pair]:
    """What may be a formula is no support for anything else, and counts only beside other copies from its holder."""
    doubtful = [pair.holder in asked.carried.get(pair.new, ()) for pair in pairs]
    firm = accept([pair for pair, doubt in zip(pairs, doubtful, strict=True) if not doubt])
    if not any(doubtful):
        return firm
    copied_from = {pair.holder for pair in firm}
    return accept([p for p, doubt in zip(pairs, doubtful, strict=True) if not doubt or p.holder in copied_from])


def _matches(asked: Asked, reported: Sequence[Pair]) -> Iterator[Match]:
    for index in asked.pledges:
        best: dict[str, Pair] = {}
        for pair in sorted((p for p in reported if p.new == index), key=_rank):
            best.setdefault(pair.source.digest, pair)
        for pair in list(best.values())[:MOST_MATCHES]:
            yield _match(pair, asked.pledges[index].text)


def _pairs(asked: Asked, search: Search) -> Iterator[Pair]:
    known: dict[str, Source | None] = {}
    for index, pledge in asked.pledges.items():
        for place in asked.places[index]:
            digest = place[0]
            if digest not in known:
                known[digest] = _source(asked.header, digest, search)
            source = known[digest]
            if source and (found := judge(pledge, search.prepared[place], search.weights, asked.header.year)):
                yield Pair(index, place[1], *source, found, search.prepared[place].text)


def _source(header: Registered, digest: str, search: Search) -> Source | None:
    """Header, person and relation of a possible source; None for what is no source."""
    if digest == header.digest:
        return None
    other = search.headers[digest]
    found = relation(header, other.facts, same_author(header, other.facts))
    return (other.facts, other.holder, found) if found else None


def _own_after_move(header: Registered, pairs: list[Pair]) -> list[Pair]:
    """An equal name elsewhere is the same person when much of the text came along."""
    movers = moved(pair for pair in pairs if may_have_moved(header, pair.source))
    out = []
    for pair in pairs:
        if pair.holder not in movers or not may_have_moved(header, pair.source):
            out.append(pair)
        elif found := relation(header, pair.source, own=True):
            out.append(replace(pair, relation=found))
    return out


def _rest(asked: Asked, first: Sequence[Pair], likely: Mapping[str, Source], search: Search) -> Iterator[Pair]:
    """Evidence from the pledges of likely sources that the first search passed over."""
    done = {(pair.new, pair.source.digest, pair.old) for pair in first}
    for index, pledge in asked.pledges.items():
        for digest, source in likely.items():
            for place in search.places_of(digest):
                if (index, *place) in done:
                    continue
                old = search.prepared[place]
                if found := judge(pledge, old, search.weights, asked.header.year):
                    yield Pair(index, place[1], *source, found, old.text)


def _joined(asked: Asked, accepted: Sequence[Pair], likely: Mapping[str, Source], search: Search) -> list[Pair]:
    """Pledges made of two of one source, where that source is the author's own or copied from anyway."""
    whole = {(p.new, p.source.digest) for p in accepted if p.evidence.kind == "verbatim"}
    found: list[Pair] = []
    for index, pledge in asked.pledges.items():
        for digest, source in likely.items():
            if (index, digest) in whole or (index in asked.nobodys and source[2] != "own-earlier"):
                continue
            old = {place: search.prepared[place] for place in search.places_of(digest)}
            if result := joined(pledge, old, search.weights):
                (_, at), evidence = result
                found.append(Pair(index, at, *source, evidence, search.prepared[result[0]].text))
    return found


def _rank(pair: Pair) -> tuple[int, float, float, str, int]:
    """The author's own nearest holder first, then the most similar, the earliest of them first."""
    year = pair.source.year or 0
    if pair.relation == "own-earlier" and pair.evidence.kind in _STRONG:
        return (0, -year, -pair.evidence.similarity, pair.source.path, pair.old)
    return (1, -pair.evidence.similarity, year, pair.source.path, pair.old)


def _match(pair: Pair, text: str) -> Match:
    evidence = pair.evidence
    return Match(
        pledge=pair.new,
        path=pair.source.path,
        document=pair.source.document,
        year=pair.source.year,
        author=pair.source.author,
        unit=pair.source.unit,
        source_pledge=pair.old,
        relation=pair.relation,
        kind=evidence.kind,
        similarity=round(evidence.similarity, 3),
        changed=changes(text, pair.text) if evidence.kind == "light" else (),
        text=pair.text,
    )
