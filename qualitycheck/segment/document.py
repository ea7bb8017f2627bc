"""RawDocument -> Document: the steps of segmentation in order."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import groupby

from qualitycheck.segment import facts, frame, names, pledges, sentences, tables
from qualitycheck.segment.folders import PathFacts
from qualitycheck.segment.headings import Sections, find_headings, split_run_in
from qualitycheck.segment.lines import Line, body_lines
from qualitycheck.segment.reviews import is_guidance, without_reviews
from qualitycheck.segment.tables import Entry
from qualitycheck.types import Document, Fact, FactSource, Kind, RawDocument
from qualitycheck.vietnamese.characters import fold, fold_pattern

_I = re.compile(fold_pattern(r"(?<!chúng )\b(?:tôi|em|mình)\b"))
NOTHING_KNOWN = PathFacts()


@dataclass(frozen=True, slots=True)
class _Parts:
    """Lines of the document by zone."""

    head: Sequence[Line]  # letterhead and page header
    title: Sequence[Line]
    opening: Sequence[Line]  # facts and introduction
    entries: Sequence[Entry]  # headings and pledges
    headings: frozenset[int]  # indices into entries
    closing: Sequence[Line]
    signature: Sequence[Line]


def segment(raw: RawDocument, sections: Sections, known: PathFacts = NOTHING_KNOWN) -> Document:
    """Find the header facts, sections and pledges of ``raw``.

    ``known`` holds what the folder or the user says of the file; it is used only for what the document leaves out.
    """
    parts = _zones(raw, sections)
    found = [*_found(parts.opening), *_unlabelled(parts)]
    labels = frozenset(f.field for f in found if f.value)
    title = " ".join(" ".join(line.text.split()) for line in parts.title)
    kind = frame.kind_of(title, parts.opening, labels)
    if kind == "unknown" and names.signer([*parts.closing, *parts.signature]) and _says_i(parts):
        kind = "individual"
    year, year_source = _year(parts, title, known)
    entries, headings = without_reviews(parts.entries, parts.headings, year)
    found_sections, found_pledges = pledges.build(raw.text, entries, headings)
    intro = _intro(parts, found)
    return Document(
        raw=raw,
        id=raw.digest[:16],
        kind=kind,
        year=year,
        year_source=year_source,
        author=_author(kind, found, parts),
        position=_position(kind, found),
        unit=_unit(kind, found, parts, known),
        party_cell=_party_cell(kind, found, parts),
        title=title,
        sections=tuple(replace(s, roles=sections.roles(kind, s.heading)) for s in found_sections),
        pledges=found_pledges,
        intro=pledges.span_of(intro),
        closing=pledges.span_of(parts.closing),
        words=_words([*(line.text for line in intro), *(s.heading for s in found_sections),
                      *(f"{p.bullet} {p.text}" for p in found_pledges), *(line.text for line in parts.closing)]),
    )  # fmt: skip


def _unlabelled(parts: _Parts) -> list[facts.Found]:
    """Names with post, unit and cell behind them, in the title, the page header, the opening or the signature."""
    first = [e.line for e in parts.entries[:4] if not e.line.kind]
    for zone in (parts.title[1:], parts.opening, parts.head, first, [*parts.closing, *parts.signature]):
        for at in range(len(zone)):
            if found := list(sentences.chain(zone, at)):
                return [replace(f, line=-1) for f in found]
    return []


def _says_i(parts: _Parts) -> bool:
    return any(_I.search(line.folded) for line in [*parts.opening, *(e.line for e in parts.entries), *parts.closing])


def _words(texts: Sequence[str]) -> int:
    return sum(len(t.split()) for t in texts)


def _found(opening: Sequence[Line]) -> list[facts.Found]:
    """Labelled facts first, then what sentences and names carry along."""
    stated = list(facts.labelled(opening))
    found = stated
    if not any(f.field in ("unit", "parent") and f.value for f in stated):
        found = [
            g for f in stated for g in (sentences.after_post(opening[f.line], f) if f.field == "position" else [f])
        ]
    for f in [f for f in found if f.field == "author"]:
        found += sentences.after_name(opening[f.line], f)
    for i, line in enumerate(opening):
        found += [replace(f, line=i) for f in sentences.from_sentence(line)]
    return found


# --- zones -----------------------------------------------------------------------------------------------------------


def _zones(raw: RawDocument, sections: Sections) -> _Parts:
    page_head = [line for b in raw.blocks if b.part == "header" for line in body_lines(replace_part(raw, b))]
    lines = split_run_in(body_lines(raw), sections)
    title = frame.find_title(lines)
    before, after = list(lines[: title.start]), list(lines[title.stop :])
    if not title:
        before, after = _letterhead(lines)
    after = [line for line in after if line.kind or line.cell or not is_guidance(line.text, line.folded)]
    above = [line for line in before if next(facts.labelled([line]), None)]  # a form that begins with the facts
    closing_at, signature_at = frame.closing_zone(after)
    body = after[:closing_at]
    entries = _entries(body, sections)
    judged = [i for i, e in enumerate(entries) if e.heading is None]
    hits = find_headings([entries[i].line for i in judged], sections)
    headings = frozenset({judged[i] for i in hits} | {i for i, e in enumerate(entries) if e.heading})
    start = _body_start(entries, headings)
    return _Parts(
        head=[*page_head, *before],
        title=[lines[i] for i in title],
        opening=[*above, *(e.line for e in entries[:start])],
        entries=entries[start:],
        headings=frozenset(i - start for i in headings if i >= start),
        closing=after[closing_at:signature_at],
        signature=after[signature_at:],
    )


def replace_part(raw: RawDocument, block: object) -> RawDocument:
    """``raw`` with only ``block``, as if it were body text."""
    blocks = tuple(replace(b, part="body") for b in raw.blocks if b is block)
    return replace(raw, blocks=blocks)


def _letterhead(lines: Sequence[Line]) -> tuple[list[Line], list[Line]]:
    at = next((i + 1 for i in range(min(8, len(lines)) - 1, -1, -1) if frame.is_letterhead(lines[i])), 0)
    return list(lines[:at]), list(lines[at:])


def _entries(lines: Sequence[Line], sections: Sections) -> list[Entry]:
    """Body lines in order, tables resolved by their use."""
    out: list[Entry] = []
    for table, group in groupby(lines, key=lambda line: line.cell.table if line.cell else None):
        members = list(group)
        if table is None:
            out += [Entry(line) for line in members]
            continue
        rows = tables.rows_of(members)
        use = tables.use_of(rows, sections)
        if use == "grid":
            facts_end = sorted(rows)[tables.leading_facts(rows, sections) :]
            out += [Entry(line) for line in members if line.cell and line.cell.row not in facts_end]
            out += tables.grid_entries({i: rows[i] for i in facts_end}, sections)
        elif use == "parts":
            out += tables.parts_entries(rows)
        else:
            out += [Entry(line) for line in members]
    return out


def _body_start(entries: Sequence[Entry], headings: frozenset[int]) -> int:
    """Index of the first heading or pledge: what stands before it is facts and introduction."""
    grid = next((i for i, e in enumerate(entries) if e.heading is not None), len(entries))
    heading = min((i for i in headings if not _is_fact(entries, i)), default=len(entries))
    first = min(grid, heading)
    loose = [i for i in range(first) if entries[i].line.kind and not _is_fact(entries, i)]
    if loose and (first == len(entries) or (len(loose) >= 1 and _after_lead(entries, loose[0]))):
        return loose[0]
    if first < len(entries):
        return first
    lead = next((i for i, e in enumerate(entries) if e.line.text.endswith(":") and not _is_fact(entries, i)), None)
    if lead is not None and lead + 1 < len(entries):
        return lead + 1
    return next(
        (i for i in range(len(entries)) if not _is_fact(entries, i) and not _is_greeting(entries[i].line)), len(entries)
    )


def _after_lead(entries: Sequence[Entry], i: int) -> bool:
    return i > 0 and entries[i - 1].line.text.endswith(":") and not entries[i - 1].line.kind


def _is_fact(entries: Sequence[Entry], i: int) -> bool:
    line = entries[i].line
    if line.centered and line.folded.startswith((fold("chi bộ "), fold("đảng bộ "), fold("thuộc"))):
        return True
    near = [e.line for e in entries[max(0, i - 1) : i + 2]]
    return any(f.line == near.index(line) for f in facts.labelled(near)) or facts.label_only(line.text) is not None


def _is_greeting(line: Line) -> bool:
    return line.folded.startswith(
        (fold("kính gửi"), fold("căn cứ"), fold("thực hiện "), fold("kính thưa"), fold("tôi là"), fold("tên tôi"))
    )


def _intro(parts: _Parts, found: Sequence[facts.Found]) -> list[Line]:
    """Opening lines that are more than facts."""
    ends = {f.line: f.span.end for f in sorted(found, key=lambda f: f.span.end) if f.field != "model"}
    return [
        line
        for i, line in enumerate(parts.opening)
        if facts.label_only(line.text) is None and (i not in ends or line.end - ends[i] > 60)
    ]


# --- facts -----------------------------------------------------------------------------------------------------------


def _year(parts: _Parts, title: str, known: PathFacts) -> tuple[int | None, FactSource | None]:
    body = [e.line for e in parts.entries]
    year = frame.year_of(title, parts.head, parts.opening, [*body[-3:], *parts.closing, *parts.signature])
    if year is not None:
        return year, "document"
    return (known.year, known.year_source) if known.year is not None else (None, None)


def _values(found: Sequence[facts.Found]) -> Mapping[str, Fact]:
    out: dict[str, Fact] = {}
    for f in found:
        if f.value and any(c.isalpha() for c in f.value) and not f.value.startswith("["):
            out.setdefault(f.field, facts.as_fact(f))
    return out


def _collective(found: Sequence[facts.Found], parts: _Parts) -> tuple[Fact | None, Fact | None]:
    """Name of the collective and what it belongs to: labelled, the subject of the opening, or the letterhead."""
    labelled = next((f for f in found if f.field == "collective" and f.value), None)
    cell = next((f for f in found if f.field == "party_cell" and f.value), None)
    if labelled is None and cell and _speaks_as_cell(cell, found, parts):
        labelled = cell
    if labelled is None:
        labelled = next((f for line in parts.opening if (f := sentences.subject(line)) and _is_own_name(f)), None)
    if labelled is not None:
        return sentences.split_collective(labelled)
    values = _values(found)
    stated = values.get("unit") or values.get("author") or _letterhead_cell(parts) or _letterhead_unit(parts)
    return stated or _in_title(parts), None


def _speaks_as_cell(cell: facts.Found, found: Sequence[facts.Found], parts: _Parts) -> bool:
    """The party cell of the form is the one that registers: it says so, or nothing else is named."""
    says = any(line.folded.startswith(fold("chi bộ ")) and ":" not in line.text for line in parts.opening)
    return fold(cell.value).startswith(fold("chi bộ ")) and (says or not _values(found).get("unit"))


def _in_title(parts: _Parts) -> Fact | None:
    """The organisation in a title such as "GIẤY GHI NHỚ - CHI BỘ A - 2020"."""
    for line in parts.title:
        for piece in re.finditer(r"(?:[^-–]|(?<! )[-–]|[-–](?! ))+", line.text):
            name_of = re.sub(r"^của\s+", "", piece[0].strip())
            start = line.start + piece.start() + piece[0].index(name_of)
            if name := sentences.subject(replace(line, text=name_of, start=start)):
                return facts.as_fact(name)
    return None


def _is_own_name(found: facts.Found) -> bool:
    """ "Chi bộ trường" is no name yet."""
    return len(found.value.split()) >= 4 or any(c.isupper() or c.isdigit() for c in found.value[1:])


def _author(kind: Kind, found: Sequence[facts.Found], parts: _Parts) -> Fact | None:
    if kind in ("collective", "model"):
        return _collective(found, parts)[0]
    author = _values(found).get("author")
    if author is not None and names.person(author.value):
        return replace(author, value=names.person(author.value))
    return names.signer([*parts.closing, *parts.signature])


def _position(kind: Kind, found: Sequence[facts.Found]) -> Fact | None:
    values = _values(found)
    if kind in ("collective", "model"):
        return values.get("position") or Fact("Tập thể", "document")
    return values.get("position") or values.get("party_position")


def _unit(kind: Kind, found: Sequence[facts.Found], parts: _Parts, known: PathFacts) -> Fact | None:
    values = _values(found)
    if kind in ("collective", "model"):
        name, parent = _collective(found, parts)
        stated = values.get("parent") or parent or values.get("unit")
        return stated or known.unit_fact() or _unit_of_cell(name) or _letterhead_unit(parts) or name
    return values.get("unit") or values.get("parent") or known.unit_fact() or _letterhead_unit(parts)


def _unit_of_cell(name: Fact | None) -> Fact | None:
    """ "Chi bộ Trường THCS A" is the cell of Trường THCS A."""
    if name is None or not fold(name.value).startswith(fold("chi bộ ")):
        return None
    rest = name.value[len("chi bộ ") :]
    return replace(name, value=rest) if names.UNIT_LINE.match(fold(rest)) else None


def _letterhead_unit(parts: _Parts) -> Fact | None:
    """The lowest organisation of the letterhead that is no party cell, "ĐẢNG BỘ" taken off."""
    for line in reversed([*parts.head]):
        if frame.is_place_date(line) or line.folded.startswith((fold("chi bộ"), fold("đảng cộng sản"))):
            continue
        text = line.text
        if line.folded.startswith(fold("đảng bộ ")):
            text = text[len("đảng bộ ") :]
        if names.unit_line(replace(line, text=text)):
            return Fact(text.strip(" *-"), "document", line.span)
    return None


def _letterhead_cell(parts: _Parts) -> Fact | None:
    for line in parts.head:
        if line.folded.startswith(fold("chi bộ ")):
            return Fact(line.text.split("\t")[0].strip(" *"), "document", line.span)
    return None


def _party_cell(kind: Kind, found: Sequence[facts.Found], parts: _Parts) -> Fact | None:
    cell = _values(found).get("party_cell")
    if cell is None:
        name = _collective(found, parts)[0] if kind in ("collective", "model") else None
        return name if name and fold(name.value).startswith(fold("chi bộ ")) else _letterhead_cell(parts)
    named = fold(cell.value).startswith((fold("chi bộ"), fold("đảng bộ")))
    return cell if named else replace(cell, value=f"Chi bộ {cell.value}")
