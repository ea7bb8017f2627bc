"""Documents as Arrow rows: one row per pledge with the header facts of its document beside it.

A document without pledges has one row whose ``pledge`` is -1, so that it can be listed and removed like the others.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Any

import numpy as np
import pyarrow as pa

from qualitycheck.checks.overlap import model_name
from qualitycheck.corpus.arrow import HASHES, column
from qualitycheck.corpus.shingles import Hashes, Settings, distinct, run_hashes, syllable_hashes, text_hash
from qualitycheck.types import Document, Fact, Pledge, Registered
from qualitycheck.vietnamese.characters import key

_NONE: Hashes = np.zeros(0, np.uint64)
SCHEMA = pa.schema(
    [(name, pa.string()) for name in ("path", "document", "digest", "kind")]
    + [("year", pa.int32())]
    + [(name, pa.string()) for name in ("author", "position", "unit", "party_cell", "title", "model_name")]
    + [("author_key", pa.string()), ("unit_key", pa.string()), ("holder", pa.uint64()), ("unit_id", pa.uint64())]
    + [("pledge", pa.int32()), ("section", pa.string()), ("text", pa.string()), ("key", pa.string())]
    + [("words", HASHES), ("shingles", HASHES), ("runs", HASHES)]
)
HEADER = (
    "path",
    "document",
    "digest",
    "kind",
    "year",
    "author",
    "position",
    "unit",
    "party_cell",
    "title",
    "model_name",
)
_ADDRESS = re.compile(r"^(?:(?:đồng chí|đ c|dc|ông|bà|anh|chị) )+(?=\S+ \S)")
_ABBREVIATIONS = {
    "ubnd": "ủy ban nhân dân", "hđnd": "hội đồng nhân dân", "lhpn": "liên hiệp phụ nữ", "chqs": "chỉ huy quân sự",
    "thcs": "trung học cơ sở", "thpt": "trung học phổ thông", "mttq": "mặt trận tổ quốc",
    "ubmttq": "ủy ban mặt trận tổ quốc",
    "ksnd": "kiểm sát nhân dân", "tand": "tòa án nhân dân", "cb": "chi bộ", "tt": "thị trấn", "tp": "thành phố",
}  # fmt: skip


def author_key(name: str) -> str:
    """A name for comparing: folded, without forms of address ("Đồng chí Nguyễn Văn A" -> "nguyễn văn a")."""
    return _ADDRESS.sub("", key(name))


def unit_key(name: str) -> str:
    """A unit for comparing: folded, abbreviations written out, without the district after a comma."""
    first = name.split(",")[0] if "," in name else name
    return " ".join(_ABBREVIATIONS.get(word, word) for word in key(first).split())


def registered(document: Document) -> Registered:
    """The header facts of a checked document, as the register lists them."""
    return Registered(
        path=document.path,
        document=document.id,
        digest=document.raw.digest,
        kind=document.kind,
        year=document.year,
        author=_value(document.author),
        position=_value(document.position),
        unit=_value(document.unit),
        party_cell=_value(document.party_cell),
        title=document.title,
        model_name=model_name(document) if document.kind == "model" else "",
    )


def _value(fact: Fact | None) -> str:
    return fact.value if fact else ""


def table(documents: Iterable[Document], settings: Settings) -> pa.Table:
    """``documents`` as a table of ``SCHEMA``, in order."""
    rows = [row for document in documents for row in _rows(document, settings)]
    columns = [column([row[field.name] for row in rows], field.type) for field in SCHEMA]
    return pa.Table.from_arrays(columns, schema=SCHEMA)


def _rows(document: Document, settings: Settings) -> Iterable[dict[str, Any]]:
    facts = registered(document)
    header: dict[str, Any] = {name: getattr(facts, name) for name in HEADER}
    author, unit = author_key(facts.author), unit_key(facts.unit or facts.party_cell)
    header |= {
        "author_key": author,
        "unit_key": unit,
        "holder": text_hash(f"{author or facts.digest}|{unit}"),
        "unit_id": text_hash(unit),
    }
    for pledge in document.pledges:
        yield header | _pledge_row(document, pledge, settings)
    if not document.pledges:
        nothing = {"words": _NONE, "shingles": _NONE, "runs": _NONE}
        yield header | {"pledge": -1, "section": "", "text": "", "key": "", **nothing}


def _pledge_row(document: Document, pledge: Pledge, settings: Settings) -> dict[str, Any]:
    folded = key(pledge.text)
    hashes = syllable_hashes(folded.split())
    return {
        "pledge": pledge.index,
        "section": document.sections[pledge.section].heading if document.sections else "",
        "text": pledge.text,
        "key": folded,
        "words": distinct(hashes),
        "shingles": distinct(run_hashes(hashes, settings.shingle)),
        "runs": distinct(run_hashes(hashes, settings.run)),
    }


def completed(rows: pa.Table) -> pa.Table:
    """``rows`` read without their hashes, with those made anew from the keys."""
    made = {"words": [], "shingles": [], "runs": []}  # type: dict[str, list[Hashes]]
    settings = Settings()
    for folded in rows["key"].to_pylist():
        hashes = syllable_hashes(folded.split())
        made["words"].append(distinct(hashes))
        made["shingles"].append(distinct(run_hashes(hashes, settings.shingle)))
        made["runs"].append(distinct(run_hashes(hashes, settings.run)))
    columns = [column(made[f.name], f.type) if f.name in made else _plain(rows[f.name], f.type) for f in SCHEMA]
    return pa.Table.from_arrays(columns, schema=SCHEMA)


def _plain(values: pa.ChunkedArray, kind: pa.DataType) -> pa.ChunkedArray:
    return values if values.type == kind else values.cast(kind)


def from_row(row: dict[str, Any]) -> Registered:
    """Header facts of a fetched row."""
    return Registered(**{name: row[name] for name in HEADER})
