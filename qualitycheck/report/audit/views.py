"""What the HTML pages of an audit show: rows of the table of documents, evidence side by side, lists, tables."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from qualitycheck.audit.model import STATUSES, Audit, Progress, Summary
from qualitycheck.messages import percent
from qualitycheck.report.audit.evidence import Evidence, Told
from qualitycheck.report.audit.tables import UNITS, Tables, Value
from qualitycheck.report.audit.words import RELATIONS, AuditWords, changed_words
from qualitycheck.report.html.difference import Piece, difference

SHOWN = 100  # entries of a list on the first page
UNIT_ROWS = 2000
DIFFERENCE = 4000  # letters beyond which two wordings are not compared word by word


@dataclass(frozen=True, slots=True)
class DocumentRow:
    href: str
    author: str
    unit: str
    year: str
    counted: int
    own: int
    other: int
    same_year: int
    nearest: str
    sources: int
    cluster: int | None
    identical: int


@dataclass(frozen=True, slots=True)
class EvidenceLine:
    number: int
    left: tuple[Piece, ...]
    right: tuple[Piece, ...]
    kind: str
    changed: str
    source: str
    others: int


@dataclass(frozen=True, slots=True)
class Article:
    anchor: str
    name: str
    path: str
    year: str
    sentence: str
    notes: tuple[str, ...]
    lines: tuple[EvidenceLine, ...]


@dataclass(frozen=True, slots=True)
class Entry:
    head: str
    body: str = ""
    quote: str = ""


@dataclass(frozen=True, slots=True)
class Listing:
    id: str
    title: str
    hint: str
    rows: tuple[Entry, ...]
    left: int


@dataclass(frozen=True, slots=True)
class Grid:
    id: str
    title: str
    hint: str
    heads: tuple[str, ...]
    rows: tuple[tuple[Value, ...], ...]
    left: int


@dataclass(frozen=True, slots=True)
class Tile:
    label: str
    value: str
    hint: str


def has_article(summary: Summary) -> bool:
    return bool(summary.taken or summary.identical)


def document_row(summary: Summary, href: str, w: AuditWords) -> DocumentRow:
    header = w.audit.documents[summary.number]
    return DocumentRow(
        href=href if has_article(summary) else "",
        author=w.text(header.author) or header.path,
        unit=w.text(header.unit or header.party_cell),
        year=w.year(header),
        counted=summary.own_words,
        own=summary.of("own-earlier"),
        other=summary.of("other-earlier"),
        same_year=summary.of("other-same-year"),
        nearest=w.document(summary.shares[0].source) if summary.shares else "",
        sources=summary.sources,
        cluster=summary.cluster,
        identical=len(summary.identical),
    )


def article(one: Told, w: AuditWords, progress: Progress | None = None) -> Article:
    summary, header = one.summary, one.row.header
    formulas = w.say("audit.formulas", count=summary.formulas) if summary.formulas else ""
    before = w.progress(progress) if progress and progress.steps else ""
    return Article(
        anchor=f"d{summary.number}",
        name=w.document(summary.number),
        path=header.path,
        year=w.year(header),
        sentence=w.shares(summary),
        notes=tuple(n for n in (w.identical(summary), w.unsure(summary), formulas, before) if n),
        lines=tuple(_line(found, w) for found in one.evidence),
    )


def _line(found: Evidence, w: AuditWords) -> EvidenceLine:
    left, right = w.text(found.text), w.text(found.source_text)
    pieces: tuple[Sequence[Piece], Sequence[Piece]]
    if found.edge.kind == "verbatim" or len(left) + len(right) > DIFFERENCE:
        pieces = (Piece(left, False),), (Piece(right, False),)
    else:
        pieces = difference(left, right)
    return EvidenceLine(
        number=found.edge.new + 1,
        left=tuple(pieces[0]),
        right=tuple(pieces[1]),
        kind=w.words.label("match", found.edge.kind),
        changed=w.text(changed_words(found.detail, w.words)),
        source=f"{w.words.label('relation', found.edge.relation)}: {w.document(found.edge.source)}",
        others=found.others,
    )


def tiles(audit: Audit, w: AuditWords) -> Iterator[Tile]:
    total = sum(s.own_words for s in audit.summaries)
    yield Tile(w.say("audit.documents"), str(len(audit.summaries)), "")
    yield Tile(w.say("audit.pledges"), str(total), w.say("audit.pledges-hint"))
    for relation in RELATIONS:
        count = sum(s.of(relation) for s in audit.summaries)
        hint = w.say("audit.same-year-hint") if relation == "other-same-year" else ""
        yield Tile(w.say(f"audit.{relation}"), w.words.say("of-pledges", count=count, total=total), hint)


def lists(audit: Audit, w: AuditWords) -> Iterator[Listing]:
    """Clusters, chains, sentences, originals and open links between people."""
    clusters = [Entry(w.cluster(c), w.documents(c.documents, 12)) for c in audit.clusters[:SHOWN]]
    yield _listing(w, "clusters", clusters, len(audit.clusters), w.say("audit.clusters-hint"))
    chains = [Entry(w.chain(c), w.way(c)) for c in audit.chains[:SHOWN]]
    yield _listing(w, "chains", chains, len(audit.chains))
    yield _listing(w, "sentences", list(_sentences(audit, w)), len(audit.sentences))
    originals = [
        Entry(w.document(o.number), w.say("audit.original", pledges=o.pledges, documents=o.documents, people=o.people))
        for o in audit.originals[:SHOWN]
    ]
    yield _listing(w, "originals", originals, len(audit.originals))
    people = [
        Entry(
            f"{w.document(p.first)} – {w.document(p.second)}", w.say("audit.confidence", percent=percent(p.confidence))
        )
        for p in audit.unsure[:SHOWN]
    ]
    yield _listing(w, "people", people, len(audit.unsure), w.say("audit.people-hint"))


def _listing(w: AuditWords, name: str, rows: Sequence[Entry], total: int, hint: str = "") -> Listing:
    return Listing(name, w.say(f"audit.{name}"), hint, tuple(rows), total - len(rows))


def _sentences(audit: Audit, w: AuditWords) -> Iterator[Entry]:
    for s in audit.sentences[:SHOWN]:
        count = w.say("audit.sentence", documents=len(s.documents), people=s.people, units=s.units)
        yield Entry(count, f"{w.years(s.years)}. {w.first(s)}", w.text(s.text))


def grids(audit: Audit, tables: Tables, w: AuditWords) -> Iterator[Grid]:
    """Units by year, those with most repeated first; findings beside the year before by rule."""
    units = sorted(tables.units(), key=lambda r: (-sum(v for v in r[4:] if isinstance(v, int)), str(r[0]), str(r[1])))
    heads = tuple(w.say(name) for name, _ in UNITS.columns)
    shown = tuple(units[:UNIT_ROWS])
    yield Grid("units", w.say("audit.units"), "", heads, shown, len(units) - len(shown))
    found = Counter((step.rule, step.status) for p in audit.progress for step in p.steps)
    rows: list[tuple[Value, ...]] = [
        (w.words.title(rule), *(found[rule, s] for s in STATUSES)) for rule in sorted({rule for rule, _ in found})
    ]
    names = (w.words.say("rule"), *(w.say(f"progress.{s}") for s in STATUSES))
    yield Grid("progress", w.say("audit.progress"), w.say("audit.progress-hint"), names, tuple(rows), 0)
