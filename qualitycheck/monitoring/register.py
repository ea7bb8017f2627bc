"""A batch -> its checkable pledges as rows: who promised what, how much, until when, with which evidence."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date

from qualitycheck.errors import SettingsError
from qualitycheck.monitoring.dates import Calendar, due_dates
from qualitycheck.review.identity import pledge_id
from qualitycheck.settings import Settings
from qualitycheck.specificity.slots import find
from qualitycheck.types import SLOT_NAMES, Assessment, Batch, Kind, Pledge, Report, SlotName
from qualitycheck.units import unit_names
from qualitycheck.vietnamese.characters import key

CHECKABLE = 2  # Assessment.level
_SELF = frozenset(map(key, ("tôi", "bản thân", "bản thân tôi", "cá nhân tôi", "em", "mình", "chúng tôi", "cá nhân")))


@dataclass(frozen=True, slots=True)
class Promise:
    """One checkable pledge. ``id`` is a fingerprint of owner, year and words; equal pledges of one person add "-2"…

    ``deadline`` are the author's words, ``due`` the days they name (perhaps none). ``repeated``: another document holds
    it too, so that a reader should look at it.
    """

    id: str
    unit: str
    person: str
    position: str
    kind: Kind
    year: int | None
    pledge: int  # index in its document, from 0
    what: str
    measure: str
    deadline: str
    due: tuple[date, ...]
    evidence: str
    responsible: str
    repeated: bool
    path: str


@dataclass(frozen=True, slots=True)
class UnitCount:
    """What one unit promised: documents, all pledges without mandated sentences, and those that can be checked."""

    unit: str
    documents: int
    pledges: int
    checkable: int
    dated: int


@dataclass(frozen=True, slots=True)
class MonitoringRegister:
    """Rows by unit, person and place in the text; ``batch`` is what they were made from (shown to readers)."""

    promises: tuple[Promise, ...]
    units: tuple[UnitCount, ...]
    batch: Batch


def calendar_of(settings: Settings) -> dict[int, Calendar]:
    """The office's own days by year, from ``[calendar.2026]`` with lines such as "hết học kỳ I" = 2027-01-16.

    Raises SettingsError.
    """
    found: dict[int, dict[str, date]] = defaultdict(dict)
    for name, setting in settings.table("calendar").items():
        year, _, words = name.partition(".")
        if not (year.isdigit() and len(year) == 4 and key(words)):
            raise SettingsError(
                f'{setting.origin}: "calendar.{name}": write [calendar.2026] and below it "hết học kỳ I" = 2027-01-16'
            )
        found[int(year)][words] = _as_date(setting.value, f'{setting.origin}: "calendar.{name}"')
    return dict(found)


def _as_date(value: object, where: str) -> date:
    try:
        return date.fromisoformat(str(value)[:10])
    except ValueError:
        raise SettingsError(f"{where} must be a date such as 2027-01-16") from None


def monitoring_register(
    batch: Batch, *, plain: Batch | None = None, calendar: Mapping[int, Calendar] | None = None
) -> MonitoringRegister:
    """The checkable pledges of ``batch``: level 2 and no sentence of a form.

    ``plain`` is the same batch before personal numbers were hidden, for the fingerprints; ``calendar`` as ``calendar_of``
    returns it.
    """
    reports, originals = batch.reports, (plain or batch).reports
    units = unit_names([r.document for r in reports])
    rows: list[Promise] = []
    for report, original, unit in zip(reports, originals, units, strict=True):
        rows.extend(_promises(report, original, unit, (calendar or {}).get(report.document.year or 0, {})))
    rows.sort(key=lambda p: (p.unit == "", key(p.unit), key(p.person), p.path, p.pledge))
    return MonitoringRegister(tuple(_told_apart(rows)), _counts(reports, units, rows), batch)


def _promises(report: Report, original: Report, unit: str, calendar: Calendar) -> Iterator[Promise]:
    document = report.document
    repeated = {m.pledge for m in report.matches}
    person = document.author.value if document.author else ""
    for pledge, judged in zip(document.pledges, report.assessments, strict=True):
        if judged.level != CHECKABLE or judged.template:
            continue
        slots = stated(pledge, judged)
        deadline = slots["deadline"] or ""
        yield Promise(
            id=pledge_id(original.document.pledges[pledge.index], original.document),
            unit=unit,
            person=person,
            position=document.position.value if document.position else "",
            kind=document.kind,
            year=document.year,
            pledge=pledge.index,
            what=_whole(pledge),
            measure="; ".join(text for name in ("quantity", "frequency") if (text := slots[name])),
            deadline=deadline,
            due=due_dates(deadline, document.year, calendar) if deadline else (),
            evidence=slots["deliverable"] or "",
            responsible=_responsible(report, slots["owner"] or "", unit),
            repeated=pledge.index in repeated,
            path=report.path,
        )


def _responsible(report: Report, owner: str, unit: str) -> str:
    """An individual answers for an own pledge, whoever helps; a collective names somebody or answers itself."""
    document = report.document
    author = document.author.value if document.author else ""
    if document.kind != "individual" and owner and key(owner) not in _SELF:
        return owner
    return author or unit


def stated(pledge: Pledge, judged: Assessment) -> dict[SlotName, str | None]:
    """Every slot of a pledge; what its sentence leaves open is looked for in its sub-bullets and its table row."""
    slots: dict[SlotName, str | None] = {name: judged.slots.get(name) for name in SLOT_NAMES}
    for text in (*pledge.children, pledge.aside):
        if text and any(slots[name] is None for name in ("quantity", "frequency", "deadline", "deliverable", "owner")):
            found = find(text)
            for name in SLOT_NAMES:
                span = found[name]
                if slots[name] is None and span is not None:
                    slots[name] = text[span.start : span.end]
    return slots


def _whole(pledge: Pledge) -> str:
    """The pledge with its sub-bullets, so that nothing promised is lost."""
    return "\n".join((pledge.text, *(f"- {child}" for child in pledge.children)))


def _told_apart(rows: Sequence[Promise]) -> Iterator[Promise]:
    seen: Counter[str] = Counter()
    for row in rows:
        seen[row.id] += 1
        yield row if seen[row.id] == 1 else replace(row, id=f"{row.id}-{seen[row.id]}")


def _counts(reports: Sequence[Report], units: Sequence[str], rows: Sequence[Promise]) -> tuple[UnitCount, ...]:
    documents, pledges = Counter(units), Counter[str]()
    for report, unit in zip(reports, units, strict=True):
        pledges[unit] += sum(not a.template for a in report.assessments)
    checkable, dated = Counter(r.unit for r in rows), Counter(r.unit for r in rows if r.due)
    names = sorted(documents, key=lambda u: (u == "", key(u)))
    return tuple(UnitCount(u, documents[u], pledges[u], checkable[u], dated[u]) for u in names)
