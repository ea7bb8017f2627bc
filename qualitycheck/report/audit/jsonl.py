"""One JSON object per line: the audit's head, then documents with their evidence, then what spans documents.

``type`` says what a line is; documents are named by the id and path of the register.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import msgspec

from qualitycheck.audit.model import Audit, Progress, Summary
from qualitycheck.report.audit.evidence import Evidence, Told, told
from qualitycheck.report.audit.words import AuditWords
from qualitycheck.report.options import Options
from qualitycheck.report.output import emit
from qualitycheck.types import Registered

SCHEMA = 1


def write(audit: Audit, target: Path | None, options: Options) -> None:
    encoder = msgspec.json.Encoder()
    emit("".join(f"{encoder.encode(r).decode()}\n" for r in records(audit, options)), target)


def records(audit: Audit, options: Options) -> Iterator[dict[str, Any]]:
    """Every line in order."""
    w = AuditWords(audit, options)
    yield _head(audit)
    for one in told(audit):
        yield _document(one, w)
    yield from _spanning(audit, w)


def _head(audit: Audit) -> dict[str, Any]:
    made = audit.versions
    versions = {"program": made.program, "rules": made.rules, "model": made.model, "corpus": made.corpus}
    return {
        "type": "audit", "schema": SCHEMA, "years": list(audit.years), "documents": len(audit.summaries),
        "registered": len(audit.documents), "clusters": len(audit.clusters), "versions": versions,
    }  # fmt: skip


def _named(header: Registered, w: AuditWords) -> dict[str, Any]:
    return {"document": header.document, "path": header.path, "year": header.year, "author": w.text(header.author),
            "unit": w.text(header.unit)}  # fmt: skip


def _document(one: Told, w: AuditWords) -> dict[str, Any]:
    summary, header = one.summary, one.row.header
    return {
        "type": "document",
        **_named(header, w),
        "kind": header.kind,
        "position": w.text(header.position),
        "party_cell": w.text(header.party_cell),
        "person": summary.person,
        "pledges": summary.pledges,
        "formulas": summary.formulas,
        "counted": summary.own_words,
        "repeated": summary.repeated,
        **_by_relation(summary),
        "in_words": w.shares(summary),
        "shares": [
            {
                **_named(w.audit.documents[s.source], w),
                "relation": s.relation,
                "pledges": s.pledges,
                "kinds": dict(s.kinds),
            }
            for s in summary.shares
        ],
        "sources": summary.sources,
        "unsure_same_person": summary.unsure,
        "cluster": summary.cluster,
        "identical": [w.audit.documents[n].document for n in summary.identical],
        "matches": [_match(e, w) for e in one.evidence],
    }


def _by_relation(summary: Summary) -> dict[str, int]:
    return {
        "own_earlier": summary.of("own-earlier"), "other_earlier": summary.of("other-earlier"),
        "other_same_year": summary.of("other-same-year"),
    }  # fmt: skip


def _match(evidence: Evidence, w: AuditWords) -> dict[str, Any]:
    edge, how = evidence.edge, evidence.detail
    return {
        "pledge": edge.new,
        "text": w.text(evidence.text),
        **{f"source_{name}": value for name, value in _named(w.audit.documents[edge.source], w).items()},
        "source_pledge": edge.old,
        "source_text": w.text(evidence.source_text),
        "relation": edge.relation,
        "kind": edge.kind,
        "similarity": edge.similarity,
        "reordered": how.reordered,
        "changed": {name: [w.text(c) for c in getattr(how, name)] for name in ("years", "numbers", "names", "words")},
        "others": evidence.others,
    }


def _spanning(audit: Audit, w: AuditWords) -> Iterator[dict[str, Any]]:
    ids = [header.document for header in audit.documents]
    for u in audit.units:
        yield {"type": "unit-year", "unit": w.text(u.unit), "year": u.year, "documents": u.documents, "counted": u.pledges,
               "own_earlier": u.own_earlier, "other_earlier": u.other_earlier, "other_same_year": u.other_same_year}  # fmt: skip
    for c in audit.clusters:
        yield {"type": "cluster", "number": c.number, "documents": [ids[n] for n in c.documents], "people": c.people,
               "pledges": c.pledges}  # fmt: skip
    for h in audit.chains:
        yield {"type": "chain", "documents": [ids[n] for n in h.documents], "pledges": h.pledges, "own": h.own,
               "years": [audit.documents[n].year for n in h.documents],
               "example": [[ids[n], pledge] for n, pledge in h.example]}  # fmt: skip
    for s in audit.sentences:
        yield {"type": "sentence", "text": w.text(s.text), "documents": [ids[n] for n in s.documents], "people": s.people,
               "units": s.units, "years": list(s.years), "first": ids[s.first[0]] if s.sole else None}  # fmt: skip
    for o in audit.originals:
        yield {"type": "original", **_named(audit.documents[o.number], w), "pledges": o.pledges, "documents": o.documents,
               "people": o.people}  # fmt: skip
    for p in audit.progress:
        yield _progress(p, audit)
    for link in audit.unsure:
        yield {
            "type": "perhaps-one-person",
            "documents": [ids[link.first], ids[link.second]],
            "confidence": link.confidence,
        }


def _progress(progress: Progress, audit: Audit) -> dict[str, Any]:
    return {
        "type": "progress",
        "document": audit.documents[progress.new].document,
        "before": audit.documents[progress.old].document,
        "findings": [{"status": s.status, "rule": s.rule, "pledge": s.new, "before": s.old} for s in progress.steps],
    }
