"""A batch of reports against gold labels.

A predicted pledge counts for a gold one when their folded texts agree to 80 % (rapidfuzz ratio), one to one, best first;
a gold pledge without partner is missed by every rule. A copy is found when any holder of the text in its chain is named.
"""

from __future__ import annotations

import re
import unicodedata
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from rapidfuzz import fuzz

from qualitycheck.evaluate.calibration import expected_calibration_error
from qualitycheck.evaluate.gold import Gold, GoldDocument
from qualitycheck.evaluate.metrics import Counts, macro_f1, quadratic_kappa, spearman
from qualitycheck.types import Batch, Failure, Report

DOCUMENT_LABELS: Mapping[str, str] = {
    "too-long": "overlong",
    "too-many-pledges": "too_many_pledges",
    "off-theme": "off_theme",
    "missing-section": "missing_sections",
    "placeholder-left": "placeholder_left",
    "stale-year": "stale_year",
    "foreign-name": "foreign_residue",
    "name-only-model": "model_in_name_only",
    "duplicate-registration": "overlap_with",
}
OWN, OTHER = "copied-own-previous-year", "copied-other"
SAME_TEXT = 80  # percent
SAME_NAME = 95


@dataclass
class Figures:
    """Everything measured; the counters are filled document by document."""

    files: dict[str, int] = field(default_factory=lambda: defaultdict(int))
    segmentation: Counts = field(default_factory=Counts)
    facts: dict[str, list[int]] = field(default_factory=lambda: defaultdict(lambda: [0, 0]))  # field -> [right, all]
    vague: Counts = field(default_factory=Counts)
    on_theme: Counts = field(default_factory=Counts)
    off_role: Counts = field(default_factory=Counts)
    documents: dict[str, Counts] = field(default_factory=lambda: {rule: Counts() for rule in DOCUMENT_LABELS})
    copies: Counts = field(default_factory=Counts)
    copy_rules: dict[str, Counts] = field(default_factory=lambda: {OWN: Counts(), OTHER: Counts()})
    copy_recall: dict[str, list[int]] = field(default_factory=lambda: defaultdict(lambda: [0, 0]))
    template_false_alarms: int = 0
    templates: int = 0
    levels_gold: list[int] = field(default_factory=list)
    levels: list[int] = field(default_factory=list)
    confidences: list[float] = field(default_factory=list)  # of ``levels``
    scores: list[float] = field(default_factory=list)
    quality: list[float] = field(default_factory=list)

    @property
    def level_accuracy(self) -> float | None:
        right = sum(g == p for g, p in zip(self.levels_gold, self.levels, strict=True))
        return right / len(self.levels) if self.levels else None

    @property
    def level_kappa(self) -> float | None:
        return quadratic_kappa(self.levels_gold, self.levels)

    @property
    def level_macro_f1(self) -> float | None:
        return macro_f1(self.levels_gold, self.levels)

    @property
    def calibration_error(self) -> float | None:
        right = [g == p for g, p in zip(self.levels_gold, self.levels, strict=True)]
        return expected_calibration_error(self.confidences, right)

    @property
    def score_spearman(self) -> float | None:
        return spearman(self.scores, self.quality)


def measure(batch: Batch, gold: Gold) -> Figures:
    """Compare ``batch``, made from ``gold.folder/files``, with the labels."""
    figures = Figures()
    found: dict[str, Report | Failure] = {}
    for result in batch.results:
        name = gold.id_of(result.path)
        if name is None:
            figures.files["unknown"] += 1
        else:
            found[name] = result
    figures.files["gold"], figures.files["answered"] = len(gold.documents), len(found)
    figures.files["not_read"] = sum(isinstance(r, Failure) for r in found.values())
    for name, document in gold.documents.items():
        report = found.get(name)
        _document(figures, gold, document, report if isinstance(report, Report) else None)
    return figures


def _document(figures: Figures, gold: Gold, document: GoldDocument, report: Report | None) -> None:
    rules = {f.rule for f in report.findings} if report else set()
    for rule, label in DOCUMENT_LABELS.items():
        figures.documents[rule].add(bool(document.labels.get(label)), rule in rules)
    if report:
        _facts(figures, document, report)
        figures.scores.append(report.score.total)
        figures.quality.append(document.labels["quality_rank"])
    pairs = align([p.text for p in document.pledges], [p.text for p in report.document.pledges] if report else [])
    figures.segmentation.tp += len(pairs)
    figures.segmentation.fp += (len(report.document.pledges) if report else 0) - len(pairs)
    figures.segmentation.fn += len(document.pledges) - len(pairs)
    for index in range(len(document.pledges)):
        _pledge(figures, gold, document, index, report, pairs.get(index))


def _facts(figures: Figures, document: GoldDocument, report: Report) -> None:
    found = report.document
    right = {"kind": found.kind == document.kind, "year": found.year == document.year}
    for name in ("author", "position", "unit"):
        if stated := getattr(document, name):
            fact = getattr(found, name)
            right[name] = same_name(fact.value if fact else "", stated)
    for name, good in right.items():
        figures.facts[name][0] += good
        figures.facts[name][1] += 1


def _pledge(
    figures: Figures, gold: Gold, document: GoldDocument, index: int, report: Report | None, found: int | None
) -> None:
    pledge = document.pledges[index]
    known = report is not None and found is not None
    rules = {f.rule for f in report.findings if f.pledge == found} if report and known else set()
    assessment = report.assessments[found] if report is not None and found is not None else None
    if not pledge.template:
        figures.vague.add(pledge.specificity == 0, "vague-pledge" in rules)
        if assessment is not None:
            figures.levels_gold.append(pledge.specificity)
            figures.levels.append(assessment.level)
            figures.confidences.append(assessment.confidence)
    figures.on_theme.add(pledge.on_theme, assessment is not None and assessment.on_theme)
    figures.off_role.add(pledge.off_role, "off-role" in rules)
    named = {gold.id_of(m.path) for m in report.matches if m.pledge == found} if report and known else set()
    _copy(figures, gold, document, index, named)
    _copy_rules(figures, gold, document, index, rules)


def _copy(figures: Figures, gold: Gold, document: GoldDocument, index: int, named: set[str | None]) -> None:
    pledge = document.pledges[index]
    figures.templates += pledge.template
    if pledge.copy_id and pledge.copy_kind:
        hit = bool(named & chain(gold, pledge.copy_id, pledge.copy_index))
        figures.copy_recall[pledge.copy_kind][0] += hit
        figures.copy_recall[pledge.copy_kind][1] += 1
        figures.copies.tp += hit
        figures.copies.fn += not hit
    elif named and not _copied_by(gold, document.id, named):
        figures.copies.fp += 1
        figures.template_false_alarms += pledge.template


def _copy_rules(figures: Figures, gold: Gold, document: GoldDocument, index: int, rules: set[str]) -> None:
    """The two rules on copies apart: one's own or another's, by whom the source and its earlier holders belong to.

    Naming a document that took the pledge from here is neither right nor wrong: within a year nobody knows the direction.
    """
    pledge = document.pledges[index]
    source = gold.documents.get(pledge.copy_id or "")
    holders = chain(gold, pledge.copy_id, pledge.copy_index)
    owned = {_owner(gold.documents[name]) == _owner(document) for name in holders if name in gold.documents}
    for rule, mine in ((OWN, True), (OTHER, False)):
        needed = source is not None and (_owner(source) == _owner(document)) is mine
        if not (needed or mine in owned) and rule in rules and _taken_from(gold, document.id, index):
            continue
        figures.copy_rules[rule].add(needed or (mine in owned and rule in rules), rule in rules)


def _owner(document: GoldDocument) -> str:
    return plain(document.author or document.unit)


def _taken_from(gold: Gold, document: str, index: int) -> bool:
    return any((p.copy_id, p.copy_index) == (document, index) for d in gold.documents.values() for p in d.pledges)


def chain(gold: Gold, document: str | None, index: int | None) -> set[str]:
    """Every earlier holder of the text: the named source, its own source, and so on."""
    holders: set[str] = set()
    while document and document not in holders:
        holders.add(document)
        source = gold.documents.get(document)
        if source is None or index is None or index >= len(source.pledges):
            break
        document, index = source.pledges[index].copy_id, source.pledges[index].copy_index
    return holders


def _copied_by(gold: Gold, document: str, named: set[str | None]) -> bool:
    """One of ``named`` took from ``document``: within a year the direction is not known, so naming it is right."""
    sources = (gold.documents.get(n or "") for n in named)
    return any(p.copy_id == document for source in sources if source for p in source.pledges)


def plain(text: str) -> str:
    """Lower case, NFC, runs of anything but letters and digits as one space."""
    return re.sub(r"[\W_]+", " ", unicodedata.normalize("NFC", text or "").lower()).strip()


def align(gold: Sequence[str], found: Sequence[str]) -> dict[int, int]:
    """Gold index -> found index, one to one, the most alike first."""
    right = [plain(t) for t in found]
    scored = [
        (score, i, j)
        for i, text in enumerate(map(plain, gold))
        for j, other in enumerate(right)
        if (score := fuzz.ratio(text, other, score_cutoff=SAME_TEXT)) >= SAME_TEXT
    ]
    pairs: dict[int, int] = {}
    for _, i, j in sorted(scored, reverse=True):
        if i not in pairs and j not in pairs.values():
            pairs[i] = j
    return pairs


def same_name(found: str, stated: str) -> bool:
    a, b = plain(found), plain(stated)
    return a == b or fuzz.token_set_ratio(a, b) >= SAME_NAME
