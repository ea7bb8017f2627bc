"""What a meeting can take away: the library's own reports, the decisions, and all of it with what was decided."""

from __future__ import annotations

import json
import shutil
import zipfile
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path

from qualitycheck import api, office
from qualitycheck.api import Setup
from qualitycheck.files import write_atomic
from qualitycheck.report import Options, writer
from qualitycheck.report.meeting import write_sheet
from qualitycheck.report.monitoring import write_register
from qualitycheck.review import Reviews, merge, save_reviews
from qualitycheck.types import Batch, Failure, Report
from qualitycheck.web.judging import entry_of, judged
from qualitycheck.web.store import decisions, documents, meetings
from qualitycheck.web.store.records import Event, Job, Meeting
from qualitycheck.web.work.tasks import Bench


@dataclass(frozen=True, slots=True)
class Material:
    """All that an export is made from. The reports carry what was decided."""

    meeting: Meeting
    setup: Setup
    batch: Batch
    options: Options
    events: tuple[Event, ...]
    paths: Mapping[int, str]  # of the documents by number


@dataclass(frozen=True, slots=True)
class Export:
    """``name`` is the file's name for the reader, phrase ``web.export.KEY`` its title."""

    key: str
    name: str
    make: Callable[[Material, Path], None]


def _report(format_: str) -> Callable[[Material, Path], None]:
    def make(material: Material, target: Path) -> None:
        writer(format_)(material.batch, target, material.options)

    return make


def _sheet(format_: str) -> Callable[[Material, Path], None]:
    """The score sheet on the profile's own criteria."""

    def make(material: Material, target: Path) -> None:
        sheet = office.score_sheet(material.batch, setup=material.setup, lang=material.options.lang)
        write_sheet(format_, sheet, target, material.options)

    return make


def _monitoring(format_: str) -> Callable[[Material, Path], None]:
    """The register of checkable pledges, or the calendar of their deadlines."""

    def make(material: Material, target: Path) -> None:
        write_register(
            format_, office.monitoring_register(material.batch, setup=material.setup), target, material.options
        )

    return make


def _word(material: Material, target: Path) -> None:
    """A zip of the commented copies."""
    folder = target.with_suffix("")
    writer("docx")(material.batch, folder, material.options)
    partial = target.with_suffix(".part")
    with zipfile.ZipFile(partial, "w", zipfile.ZIP_DEFLATED) as archive:
        for path in sorted(p for p in folder.rglob("*") if p.is_file()):
            archive.write(path, path.relative_to(folder).as_posix())
    partial.replace(target)
    shutil.rmtree(folder)


def _reviews(material: Material, target: Path) -> None:
    """The decisions that hold, as ``check --review`` reads them."""
    current: dict[tuple[int, str], Event] = {(e.document, e.subject): e for e in material.events if e.entry}
    entries = [entry_of(e) for e in current.values() if e.verdict]
    save_reviews(merge(Reviews(), entries).reviews, target)


def _minutes(material: Material, target: Path) -> None:
    """Every decision in its order, the withdrawn ones too: who, when, what, why."""
    paths = dict(material.paths)
    lines = [
        {"time": e.at, "person": e.person, "document": paths.get(e.document, ""), "target": e.target, "subject": e.subject,
         "verdict": e.verdict or None, "reason": e.reason} for e in material.events
    ]  # fmt: skip
    write_atomic(target, "".join(json.dumps(line, ensure_ascii=False) + "\n" for line in lines))


EXPORTS: tuple[Export, ...] = (
    Export("sheet", "bang-diem.xlsx", _sheet("xlsx")),
    Export("agenda", "chuong-trinh-hop.docx", _sheet("docx")),
    Export("docx", "ban-ghi-chu.zip", _word),
    Export("xlsx", "bang-kiem-tra.xlsx", _report("xlsx")),
    Export("monitoring", "so-theo-doi.xlsx", _monitoring("xlsx")),
    Export("calendar", "lich-han.ics", _monitoring("ics")),
    Export("html", "bao-cao.html", _report("html")),
    Export("csv", "bang-kiem-tra.csv", _report("csv")),
    Export("reviews", "qualitycheck-reviews.json", _reviews),
    Export("minutes", "bien-ban-quyet-dinh.jsonl", _minutes),
)
BY_KEY: Mapping[str, Export] = {export.key: export for export in EXPORTS}


def write_export(job: Job, bench: Bench) -> str:
    """Write what the job names into the folder of that job; the name of the file."""
    args = json.loads(job.args)
    chosen = BY_KEY[args["key"]]
    target = bench.board.exports / str(job.id) / chosen.name
    target.parent.mkdir(parents=True, exist_ok=True)
    chosen.make(material(job, bench, args["lang"]), target)
    return chosen.name


def material(job: Job, bench: Bench, lang: str) -> Material:
    """The meeting as it stands: every report with what was decided."""
    meeting = bench.meeting(job)
    made = bench.setup(meeting)
    with bench.database.read() as db:
        events = tuple(decisions.all_of(db, meeting.id))
        by_document: dict[int, list[Event]] = {}
        for event in events:
            by_document.setdefault(event.document, []).append(event)
        results, paths = list[Report | Failure](), dict[int, str]()
        for number, report in documents.reports_of(db, meeting.id):
            known = bench.earlier.about(report.findings)
            results.append(judged(report, by_document.get(number, []), known, made).report)
            paths[number] = report.path
        results += [one.failure for one in documents.unread(db, meeting.id)]
        held = {f.name: meetings.place(bench.board.files, f) for f in meetings.files(db, meeting.id, "read")}
    versions = documents.versions_from(meeting.versions) if meeting.versions else api.versions(made)
    batch = Batch(tuple(sorted(results, key=lambda r: r.path)), versions)
    options = Options(made.rules, "en" if lang == "en" else "vi", settings=tuple(made.settings.origins()), files=held)
    return Material(meeting, made, batch, options, events, paths)
