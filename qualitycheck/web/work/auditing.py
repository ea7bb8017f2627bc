"""An audit of the register as one job: its reports to take away, and what the page itself shows of it."""

from __future__ import annotations

import json
import shutil
import zipfile
from collections.abc import Iterator
from pathlib import Path

import msgspec

from qualitycheck import yearly
from qualitycheck.audit.model import Audit
from qualitycheck.errors import UsageError
from qualitycheck.files import write_atomic
from qualitycheck.messages import LANGS, Lang
from qualitycheck.report import Options
from qualitycheck.report.audit import writer
from qualitycheck.report.audit.views import Listing, Tile, lists, tiles
from qualitycheck.report.audit.words import AuditWords
from qualitycheck.web.setups import Setups
from qualitycheck.web.store import jobs
from qualitycheck.web.store.records import Job
from qualitycheck.web.work.tasks import Bench, corpus_of

ARCHIVE = "ra-soat.zip"


class View(msgspec.Struct, frozen=True):
    """The tiles, clusters, chains and sentences of an audit in one language."""

    tiles: list[Tile]
    lists: list[Listing]


def audit(job: Job, bench: Bench) -> None:
    """Compare all years; what is done survives an interruption. Raises UsageError, CorpusError."""
    asked = json.loads(job.args)
    if corpus_of(bench.board) is None:
        raise UsageError("Chưa có kho để rà soát. (There is no register yet.)")
    made, folder = Setups(bench.board).plain, bench.board.exports / str(job.id)
    found = yearly.audit(
        bench.board.corpus, years=asked["years"], setup=made, progress=bench.progress(job), work=bench.board.folder / "audit"
    )  # fmt: skip
    settings = tuple(made.settings.origins())
    for lang in LANGS:
        write_atomic(folder / view_name(lang), _view(found, Options(made.rules, lang, settings=settings)))
    spoken: Lang = "en" if asked["lang"] == "en" else "vi"
    _archive(found, Options(made.rules, spoken, settings=settings), folder)
    yearly.finish(found)
    with bench.database.write() as db:
        jobs.finish(db, job, name=ARCHIVE)


def view_name(lang: Lang) -> str:
    return f"view-{lang}.json"


def load_view(path: Path) -> View | None:
    try:
        return msgspec.json.decode(path.read_bytes(), type=View)
    except (OSError, msgspec.DecodeError):
        return None


def _view(found: Audit, options: Options) -> bytes:
    words = AuditWords(found, options)
    return msgspec.json.encode(View(list(tiles(found, words)), list(lists(found, words))))


def _archive(found: Audit, options: Options, folder: Path) -> None:
    written = folder / "ra-soat"
    written.mkdir(parents=True, exist_ok=True)
    for name in ("html", "xlsx"):
        writer(name)(found, written / f"ra-soat.{name}", options)
    partial = folder / f"{ARCHIVE}.part"
    with zipfile.ZipFile(partial, "w", zipfile.ZIP_DEFLATED) as archive:
        for path in _files(written):
            archive.write(path, path.relative_to(written).as_posix())
    partial.replace(folder / ARCHIVE)
    shutil.rmtree(written)


def _files(folder: Path) -> Iterator[Path]:
    yield from sorted(p for p in folder.rglob("*") if p.is_file())
