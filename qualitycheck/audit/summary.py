"""Rows -> audit: shares in pledges, nearest sources, clusters, chains, sentences, originals, units and years, progress."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence

from qualitycheck.audit.groups import clusters, families, widespread
from qualitycheck.audit.ledger import Ledger, ledger, numbered, shared_texts
from qualitycheck.audit.model import Audit, Cluster, Edge, Node, Row, Rows, Sentence, Summary, UnitYear
from qualitycheck.audit.people import link_people
from qualitycheck.audit.progress import progress
from qualitycheck.audit.sources import Ways, nearest, shares
from qualitycheck.audit.units import Units
from qualitycheck.types import Registered, Versions

MOST_SENTENCES, MOST_CHAINS, MOST_ORIGINALS = 200, 500, 200


def summarise(
    rows: Rows, documents: Sequence[Registered], units: Units, versions: Versions, years: Sequence[int] = ()
) -> Audit:
    """All figures of an audit from ``rows``, which are read three times. ``documents`` are all headers of the register."""
    people = link_people(documents, units, shared_texts(rows, numbered(documents)))
    made = ledger(rows, documents, people)
    chosen = {number: nearest(entry, made) for number, entry in made.entries.items()}
    same = families(made.entries.values())
    groups = clusters(made, widespread(same, made))
    ways = Ways(chosen, made)
    summaries = _summaries(made, chosen, groups)
    kept = _largest(same, made)
    return Audit(
        documents=tuple(documents),
        summaries=summaries,
        clusters=groups,
        chains=ways.chains()[:MOST_CHAINS],
        sentences=_sentences(kept, made, units, _texts(rows, kept, numbered(documents))),
        originals=ways.originals()[:MOST_ORIGINALS],
        units=_by_unit(summaries, made, units),
        progress=progress(made),
        unsure=people.unsure,
        rows=rows,
        versions=versions,
        years=tuple(years),
    )


def _summaries(
    made: Ledger, chosen: Mapping[int, Mapping[int, Edge]], groups: Sequence[Cluster]
) -> tuple[Summary, ...]:
    cluster = {number: group.number for group in groups for number in group.documents}
    alike: dict[str, list[int]] = defaultdict(list)
    for entry in made.entries.values():
        if entry.wording:
            alike[entry.wording].append(entry.number)
    return tuple(
        Summary(
            number=number,
            person=made.person(number),
            pledges=entry.pledges,
            formulas=len(entry.formulas),
            taken=tuple(chosen[number].values()),
            shares=shares(chosen[number], made),
            sources=len({edge.source for edge in entry.edges}),
            unsure=len({edge.new for edge in entry.edges if edge.unsure}),
            cluster=cluster.get(number),
            identical=tuple(n for n in alike.get(entry.wording, ()) if n != number),
        )
        for number, entry in sorted(made.entries.items())
    )


def _largest(same: Mapping[Node, list[Node]], made: Ledger) -> list[list[Node]]:
    """Families in most documents first; those of one person alone are repetitions, told with the documents."""
    several = [nodes for nodes in same.values() if len({made.person(n) for n, _ in nodes}) > 1]
    return sorted(several, key=lambda nodes: (-len({n for n, _ in nodes}), nodes[0]))[:MOST_SENTENCES]


def _first(nodes: Sequence[Node], made: Ledger) -> tuple[Node, bool]:
    """The holder of the earliest year, and whether it alone had the sentence in that year."""
    years = {node: made.year(node[0]) or 9999 for node in nodes}
    earliest = min(years.values())
    holders = [node for node in nodes if years[node] == earliest]
    return holders[0], len({n for n, _ in holders}) == 1 and earliest < 9999


def _texts(rows: Iterable[Row], kept: Sequence[Sequence[Node]], numbers: Mapping[str, int]) -> dict[Node, str]:
    wanted: dict[int, set[int]] = defaultdict(set)
    for nodes in kept:
        for number, pledge in nodes:
            wanted[number].add(pledge)
    found: dict[Node, str] = {}
    for row in rows:
        number = numbers[row.header.document]
        for pledge in wanted.get(number, ()):
            found[number, pledge] = row.pledges[pledge]
        for match in row.matches:
            source = numbers.get(match.document)
            if source is not None and match.source_pledge in wanted.get(source, ()):
                found.setdefault((source, match.source_pledge), match.text)
    return found


def _sentences(
    kept: Sequence[Sequence[Node]], made: Ledger, units: Units, texts: Mapping[Node, str]
) -> tuple[Sentence, ...]:
    out = []
    for nodes in kept:
        first, sole = _first(nodes, made)
        documents = tuple(sorted({n for n, _ in nodes}))
        headers = [made.documents[n] for n in documents]
        out.append(
            Sentence(
                text=texts.get(first, ""),
                documents=documents,
                people=len({made.person(n) for n in documents}),
                units=len({units.current(h.unit or h.party_cell) for h in headers}),
                years=tuple(sorted({h.year for h in headers}, key=lambda y: y or 0)),
                first=first,
                sole=sole,
            )
        )
    return tuple(out)


def _by_unit(summaries: Sequence[Summary], made: Ledger, units: Units) -> tuple[UnitYear, ...]:
    """Units by their last known name, each called as its latest document writes it."""
    found: dict[tuple[str, int | None], list[Summary]] = defaultdict(list)
    names: dict[str, tuple[int, str]] = {}
    for summary in summaries:
        header = made.documents[summary.number]
        name = header.unit or header.party_cell
        unit = units.current(name)
        found[unit, header.year].append(summary)
        names[unit] = max(names.get(unit, (0, name)), (header.year or 0, name))
    rows = [
        UnitYear(
            names[unit][1], year, len(mine), sum(s.own_words for s in mine), sum(s.of("own-earlier") for s in mine),
            sum(s.of("other-earlier") for s in mine), sum(s.of("other-same-year") for s in mine),
        )
        for (unit, year), mine in found.items()
    ]  # fmt: skip
    return tuple(sorted(rows, key=lambda r: (r.unit, r.year or 0)))
