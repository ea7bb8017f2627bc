"""Rows of an audit from a few words: documents "A18", sentences by name, matches by what repeats what."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from qualitycheck.audit.model import Audit, Row, Seen, as_rows
from qualitycheck.audit.summary import summarise
from qualitycheck.audit.units import Units
from qualitycheck.types import Match, MatchKind, Registered, Relation, Versions

VERSIONS = Versions("0", "rules", "model", "1")
NAMES = ("Lê Văn Tư", "Trần Thị Ba", "Phạm Đình Sáu", "Vũ Thị Bảy", "Hồ Văn Tám", "Đỗ Thị Chín", "Bùi Văn Mười", "Ngô Thị Một",
         "Lý Văn Hai", "Mai Thị Năm", "Tạ Văn Cả", "Hà Thị Út", "Cao Văn Lớn", "Đinh Thị Bé", "Chu Văn Giàu")  # fmt: skip


def header(name: str, unit: str = "") -> Registered:
    """ "A18": the first author's document of 2018."""
    author = NAMES[ord(name[0]) - ord("A")]
    return Registered(
        path=f"{name}.docx", document=name, digest=name, kind="individual", year=2000 + int(name[1:3]), author=author,
        unit=unit or f"UBND xã {name[0]}",
    )  # fmt: skip


def match(new: Registered, pledge: int, old: Registered, source: int, text: str, kind: MatchKind = "verbatim") -> Match:
    same = new.author == old.author
    earlier = (old.year or 0) < (new.year or 0)
    relation: Relation = "own-earlier" if same else "other-earlier" if earlier else "other-same-year"
    similarity = {"verbatim": 1.0, "light": 0.9, "paraphrase": 0.6, "merged": 0.7}[kind]
    return Match(
        pledge, old.path, old.document, old.year, old.author, old.unit, source, relation, kind, similarity, (), text
    )


def rows_of(
    documents: Mapping[str, Sequence[str]],
    copies: Sequence[tuple[str, int, str, int]] = (),
    kinds: Mapping[tuple[str, int], MatchKind] | None = None,
    formulas: Mapping[str, frozenset[int]] | None = None,
    findings: Mapping[str, Sequence[Seen]] | None = None,
    units: Mapping[str, str] | None = None,
) -> tuple[Row, ...]:
    """``copies`` are (later document, pledge, earlier document, pledge)."""
    heads = {name: header(name, (units or {}).get(name, "")) for name in documents}
    made = []
    for name, pledges in documents.items():
        found = tuple(
            match(
                heads[new],
                pledge,
                heads[old],
                source,
                documents[old][source],
                (kinds or {}).get((new, pledge), "verbatim"),
            )
            for new, pledge, old, source in copies
            if new == name
        )
        seen = tuple((findings or {}).get(name, ())) if findings is not None else None
        made.append(Row(heads[name], tuple(pledges), found, (formulas or {}).get(name, frozenset()), seen))
    return as_rows(made)


def audited(rows: Sequence[Row], aliases: Units | None = None) -> Audit:
    return summarise(tuple(rows), [row.header for row in rows], aliases or Units(), VERSIONS)
