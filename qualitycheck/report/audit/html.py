"""The audit as HTML: one file for an office; for a province a first page and, beside it, a folder of pages of some hundred
documents each, so that every page opens at once."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass
from itertools import islice
from pathlib import Path
from urllib.parse import quote

from qualitycheck.audit.model import Audit, Summary
from qualitycheck.errors import UsageError
from qualitycheck.files import write_atomic
from qualitycheck.report.audit.evidence import Told, told
from qualitycheck.report.audit.pages import render
from qualitycheck.report.audit.tables import Tables
from qualitycheck.report.audit.terminal import most_repeated
from qualitycheck.report.audit.views import Article, article, document_row, grids, has_article, lists, tiles
from qualitycheck.report.audit.words import AuditWords
from qualitycheck.report.header import stamp
from qualitycheck.report.options import Options
from qualitycheck.report.output import emit

PAGE = 300  # documents of one page
WORST = 300  # documents listed on the first page of a split report
_NAME = "page-{:05d}.html"


def write(audit: Audit, target: Path | None, options: Options) -> None:
    """Raises UsageError for more documents than one page holds when no file is named."""
    report = _Report(audit, options)
    if len(audit.summaries) <= PAGE:
        emit(report.single(), target)
        return
    if target is None:
        raise UsageError(
            f"Báo cáo HTML của {len(audit.summaries)} văn bản gồm nhiều tệp; hãy nêu --output TÊN.html. (Name a file.)"
        )
    folder = target.with_name(f"{target.stem}-trang")
    report.split(target, folder)


@dataclass(frozen=True, slots=True)
class PageLink:
    href: str
    label: str


class _Report:
    def __init__(self, audit: Audit, options: Options) -> None:
        self._audit, self._options = audit, options
        self._w = AuditWords(audit, options)
        self._versions = stamp(audit.versions, options.words)
        self._progress = {progress.new: progress for progress in audit.progress}

    def single(self) -> str:
        """Everything in one page."""
        first = {s.number: place for place, s in enumerate(most_repeated(self._audit))}
        ordered = sorted(self._audit.summaries, key=lambda s: (first.get(s.number, len(first)), s.number))
        documents = [document_row(s, f"#d{s.number}", self._w) for s in ordered]
        articles = [self._article(one) for one in told(self._audit) if has_article(one.summary)]
        return self._index(documents, articles=articles)

    def split(self, target: Path, folder: Path) -> None:
        """Pages first and the first page last: whoever opens it finds all it links to."""
        folder.mkdir(parents=True, exist_ok=True)
        count = -(-len(self._audit.summaries) // PAGE)
        place: dict[int, str] = {}
        links = []
        for number, page in enumerate(_pages(told(self._audit)), start=1):
            label = self._label(number, page)
            links.append(PageLink(f"{quote(folder.name)}/{_NAME.format(number)}", label))
            place |= {one.summary.number: f"{links[-1].href}#d{one.summary.number}" for one in page}
            write_atomic(folder / _NAME.format(number), self._page(page, label, number, count, target))
        _forget_others(folder, count)
        worst = most_repeated(self._audit)
        documents = [document_row(s, place[s.number], self._w) for s in worst[:WORST]]
        emit(self._index(documents, pages=links, left=len(worst) - len(documents)), target)

    def _index(
        self,
        documents: Sequence[object],
        articles: Sequence[object] = (),
        pages: Sequence[PageLink] = (),
        left: int = 0,
    ) -> str:
        audit, w = self._audit, self._w
        years = w.say("audit.years", years=w.years(audit.years) if audit.years else w.say("audit.all-years"))
        return render(
            "index.html.j2",
            self._options,
            self._versions,
            years=years,
            tiles=list(tiles(audit, w)),
            pages=pages,
            documents=documents,
            documents_left=left,
            lists=list(lists(audit, w)),
            tables=list(grids(audit, Tables(audit, self._options), w)),
            articles=articles,
        )

    def _article(self, one: Told) -> Article:
        return article(one, self._w, self._progress.get(one.summary.number))

    def _label(self, number: int, page: Sequence[Told]) -> str:
        first, last = (self._place(one.summary) for one in (page[0], page[-1]))
        return self._w.say("audit.page", number=number, first=first, last=last)

    def _place(self, summary: Summary) -> str:
        header = self._audit.documents[summary.number]
        return f"{header.year or '?'} {self._w.text(header.unit or header.party_cell) or header.path}"

    def _page(self, page: Sequence[Told], label: str, number: int, count: int, target: Path) -> str:
        return render(
            "page.html.j2",
            self._options,
            self._versions,
            label=label,
            index=f"../{quote(target.name)}",
            before=_NAME.format(number - 1) if number > 1 else "",
            after=_NAME.format(number + 1) if number < count else "",
            documents=[document_row(one.summary, f"#d{one.summary.number}", self._w) for one in page],
            articles=[self._article(one) for one in page if has_article(one.summary)],
        )


def _pages(found: Iterable[Told]) -> Iterator[list[Told]]:
    remaining = iter(found)
    while page := list(islice(remaining, PAGE)):
        yield page


def _forget_others(folder: Path, count: int) -> None:
    """Pages of an earlier, longer report would only mislead."""
    kept = {_NAME.format(number) for number in range(1, count + 1)}
    for path in folder.glob("page-*.html"):
        if path.name not in kept:
            with suppress(OSError):
                path.unlink()
