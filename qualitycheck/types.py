"""All nouns of the pipeline: frozen data that one stage hands to the next.

``path --load--> RawDocument --segment--> Document --check--> [Finding]``, ``--match--> [Match]``, ``--score--> Score``,
all gathered in a ``Report``. Offsets count characters (Python code points) of ``RawDocument.text``, which is what the
author wrote after legacy fonts were converted and before any folding; every ``Span`` is half open.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal

Kind = Literal["individual", "collective", "model", "unknown"]
Level = Literal["error", "warning", "note"]
Part = Literal["body", "header", "footer", "note"]
FactSource = Literal["document", "folder", "option"]
MatchKind = Literal["verbatim", "light", "paraphrase", "merged"]
Relation = Literal["own-earlier", "other-earlier", "other-same-year"]
Verdict = Literal["confirmed", "to-mend", "dismissed", "baseline"]
SlotName = Literal["action", "object", "quantity", "frequency", "deadline", "deliverable", "place", "owner"]

SLOT_NAMES: tuple[SlotName, ...] = (
    "action", "object", "quantity", "frequency", "deadline", "deliverable", "place", "owner",
)  # fmt: skip
LEVELS: tuple[Level, ...] = ("error", "warning", "note")


@dataclass(frozen=True, slots=True)
class Span:
    """Characters ``start`` (included) to ``end`` (excluded) of ``RawDocument.text``."""

    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Cell:
    """Place of a table cell, all counted from 0; ``columns`` is the width of its row."""

    table: int
    row: int
    column: int
    columns: int


@dataclass(frozen=True, slots=True)
class Block:
    """One paragraph (or one line, where the format knows no paragraphs) in reading order.

    ``text`` is ``RawDocument.text[start:start + len(text)]`` and holds no automatic number: that is in ``label``
    ("I.", "1.1.", "-"), because Word computes it and the author never typed it.
    """

    text: str
    start: int
    label: str = ""
    part: Part = "body"
    page: int | None = None  # counted from 1
    cell: Cell | None = None
    bold: bool = False  # every visible run is bold
    centered: bool = False
    heading: int | None = None  # outline level of its style, 1 to 9


@dataclass(frozen=True, slots=True)
class Notice:
    """Something seen in reading that is no failure: tracked changes, a legacy encoding, look-alike letters…

    ``code`` is one of ``tracked-changes mixed-encoding look-alike-letters hidden-text unreadable-text ocr``, or, from the
    document as a whole, ``unknown-post`` (not judged by its duties) and ``dossier-folder`` (papers beside a model's file).
    """

    code: str
    values: Mapping[str, str | int] = field(default_factory=dict)
    spans: tuple[Span, ...] = ()


@dataclass(frozen=True, slots=True)
class RawDocument:
    """What a loader read: text in order, nothing interpreted.

    ``text`` is the blocks' texts joined by one newline each; ``digest`` the SHA-256 of the file's bytes in hex.
    """

    path: str  # relative to what the user named, "/" separators, NFC
    format: str  # docx, pdf, doc, rtf, odt, txt, html, image, xlsx, xls, ods
    text: str
    blocks: tuple[Block, ...]
    digest: str
    pages: int | None = None
    notices: tuple[Notice, ...] = ()


@dataclass(frozen=True, slots=True)
class Failure:
    """A file that could not be read. ``code`` as in the contract; ``detail`` never holds document text."""

    path: str
    code: str
    detail: str = ""


@dataclass(frozen=True, slots=True)
class Fact:
    """A header fact and where it came from."""

    value: str
    source: FactSource = "document"
    span: Span | None = None


@dataclass(frozen=True, slots=True)
class Section:
    """A heading and the canonical parts it stands for (see ``rules/sections.yaml``); ``heading`` may be empty."""

    index: int
    heading: str
    span: Span | None
    roles: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Pledge:
    """One promise, without its bullet mark. ``text`` is the original text of ``span``, line breaks made spaces."""

    index: int  # flat over the document, from 0
    section: int  # index into Document.sections
    text: str
    span: Span
    block: int  # index into RawDocument.blocks where it begins
    bullet: str = ""
    page: int | None = None
    cell: Cell | None = None
    parent: str = ""  # the line it hangs on ("Mỗi quý tôi sẽ:"), when that line is no pledge itself
    children: tuple[str, ...] = ()  # sub-bullets that only carry its detail
    aside: str = ""  # other cells of its table row (measure, deadline, person)


@dataclass(frozen=True, slots=True)
class Document:
    """A segmented document."""

    raw: RawDocument
    id: str
    kind: Kind
    year: int | None
    year_source: FactSource | None
    author: Fact | None
    position: Fact | None
    unit: Fact | None
    party_cell: Fact | None
    title: str
    sections: tuple[Section, ...]
    pledges: tuple[Pledge, ...]
    intro: Span | None  # everything between title and first section that is no header fact
    closing: Span | None  # everything after the last pledge
    words: int  # whitespace-separated, intro + headings + pledges + closing

    @property
    def path(self) -> str:
        return self.raw.path


@dataclass(frozen=True, slots=True)
class Assessment:
    """What was judged of one pledge. ``slots`` maps every slot name to the text found, or None."""

    level: Literal[0, 1, 2]
    confidence: float  # calibrated probability of ``level``
    slots: Mapping[SlotName, str | None]
    missing: tuple[SlotName, ...] = ()  # what would lift the level, most useful first
    evidence: tuple[str, ...] = ()  # names of the features that decided, strongest first
    on_theme: bool = False
    template: bool = False


@dataclass(frozen=True, slots=True)
class Decision:
    """What a person said of a finding; ``baseline`` is a backlog set aside as a whole. Dates are ISO 8601."""

    verdict: Verdict
    person: str
    date: str
    reason: str = ""
    expires: str | None = None


@dataclass(frozen=True, slots=True)
class Finding:
    """A fault that a rule saw. No words for the reader: those are chosen in ``report``.

    ``id`` is a fingerprint of rule and normalised content: it survives renaming the file and inserted paragraphs.
    """

    id: str
    rule: str
    level: Level
    pledge: int | None
    span: Span | None
    quote: str
    values: Mapping[str, str | int | float | tuple[str, ...]] = field(default_factory=dict)
    confidence: float = 1.0
    status: Literal["open", "suppressed"] = "open"
    decision: Decision | None = None


@dataclass(frozen=True, slots=True)
class Registered:
    """Header facts of another document, from the register or the same batch; "" where unknown."""

    path: str
    document: str = ""
    digest: str = ""
    kind: Kind = "unknown"
    year: int | None = None
    author: str = ""
    position: str = ""
    unit: str = ""
    party_cell: str = ""
    title: str = ""
    model_name: str = ""


@dataclass(frozen=True, slots=True)
class Match:
    """One pledge that repeats a registered one. ``changed`` lists what differs as "old→new"."""

    pledge: int
    path: str
    document: str
    year: int | None
    author: str
    unit: str
    source_pledge: int
    relation: Relation
    kind: MatchKind
    similarity: float  # 0 to 1
    changed: tuple[str, ...]
    text: str


@dataclass(frozen=True, slots=True)
class Compared:
    """What comparing tells of one document: its copies, and the indices of pledges recognised as formulas.

    ``matches`` are in the order of the pledges: per pledge the best of every source, best first, at most five.
    """

    matches: tuple[Match, ...] = ()
    formulas: frozenset[int] = frozenset()


@dataclass(frozen=True, slots=True)
class Doubt:
    """Something for a person to read because the program is not sure enough to assert it.

    Either a pledge whose level is unsure (``finding`` None) or a finding that is kept out of counts, score and exit code.
    """

    rule: str
    pledge: int | None
    confidence: float
    finding: str | None = None  # Finding.id


@dataclass(frozen=True, slots=True)
class Loss:
    """Points lost in one part, with the fingerprints of the findings that cost them."""

    part: str
    points: float
    rule: str
    findings: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Score:
    """0 to 100. ``parts`` are the points kept per named part and add up to ``total`` unless ``capped_by`` a fatal fault."""

    total: float
    grade: str
    band: tuple[float, float]
    parts: Mapping[str, float]
    maxima: Mapping[str, float]
    losses: tuple[Loss, ...]
    capped_by: str | None
    praise: tuple[int, ...]  # indices of pledges worth praising
    needs_review: bool


@dataclass(frozen=True, slots=True)
class Report:
    """All that is known of one checked document."""

    document: Document
    assessments: tuple[Assessment, ...]
    findings: tuple[Finding, ...]
    matches: tuple[Match, ...]
    score: Score
    doubts: tuple[Doubt, ...] = ()  # what a person must read, see ``qualitycheck.doubts``

    @property
    def path(self) -> str:
        return self.document.path

    @property
    def asserted(self) -> tuple[Finding, ...]:
        """Findings that no reviewer has set aside and that the program is sure enough of, in the order of the text."""
        unsure = {d.finding for d in self.doubts}
        return tuple(f for f in self.findings if f.status == "open" and f.id not in unsure)


@dataclass(frozen=True, slots=True)
class Versions:
    """What made a result: program version, hashes of the rules and the model, generation of the corpus."""

    program: str
    rules: str
    model: str
    corpus: str | None


@dataclass(frozen=True, slots=True)
class Batch:
    """The result of one run: one entry per file, in the order of the sorted paths.

    ``passed_over``: files below the named folders that this program itself had written, which are no submissions.
    """

    results: tuple[Report | Failure, ...]
    versions: Versions
    passed_over: tuple[str, ...] = ()

    @property
    def reports(self) -> tuple[Report, ...]:
        return tuple(r for r in self.results if isinstance(r, Report))

    @property
    def failures(self) -> tuple[Failure, ...]:
        return tuple(r for r in self.results if isinstance(r, Failure))
