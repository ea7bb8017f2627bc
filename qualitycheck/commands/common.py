"""What several commands share: options, progress, where the register lies by default."""

from __future__ import annotations

import sys
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from qualitycheck.errors import UsageError

if TYPE_CHECKING:
    from rich.progress import TaskID

    from qualitycheck.api import Setup
    from qualitycheck.messages import Lang
    from qualitycheck.pool import Progress
    from qualitycheck.review import Reviews
    from qualitycheck.types import Batch

DEFAULT_CORPUS = Path("corpora") / "index"
MOST_NAMED = 3  # files named in a line of standard error

Paths = Annotated[
    list[Path],
    typer.Argument(help="Tệp, thư mục (cả thư mục con), hoặc - để đọc danh sách từ đầu vào. (Files, folders or -.)"),
]
Profile = Annotated[
    Path | None, typer.Option("--profile", help="Tệp cấu hình của cơ quan. (Office profile, TOML.)", show_default=False)
]
Rules = Annotated[
    list[Path] | None, typer.Option("--rules", help="Thư mục quy tắc bổ sung, dùng lại được. (Further rule folder.)")
]
Jobs = Annotated[
    int | None,
    typer.Option("--jobs", min=1, help="Số tiến trình. (Processes; default: all cores.)", show_default=False),
]
NoCache = Annotated[
    bool, typer.Option("--no-cache", help="Không dùng và không ghi kết quả đã nhớ. (Neither use nor keep results.)")
]
Review = Annotated[
    Path | None,
    typer.Option(
        "--review", help="Tệp quyết định của người đọc. (Decisions; default ./qualitycheck-reviews.json if it exists.)"
    ),
]
Quiet = Annotated[bool, typer.Option("--quiet", "-q", help="Không hiện tiến độ. (No progress.)")]
Lang_ = Annotated[str, typer.Option("--lang", help="vi | en")]


Corpus = Annotated[
    Path | None,
    typer.Option("--corpus", help="Kho bản các năm trước. (Register of earlier years; default ./corpora/index.)"),
]
Year = Annotated[int | None, typer.Option("--year", help="Năm, khi văn bản không ghi. (Year if not stated.)")]
Unit = Annotated[str | None, typer.Option("--unit", help="Đơn vị, khi văn bản không ghi. (Unit if not stated.)")]
Blind = Annotated[
    bool,
    typer.Option("--blind", help="Ẩn tên người, đơn vị, địa danh, tên tệp. (Hide names of people, units, places.)"),
]
NoMask = Annotated[
    bool, typer.Option("--no-mask", help="Không che ngày sinh, số thẻ, số điện thoại. (Show personal numbers.)")
]


def formats_and_files(
    names: list[str] | None, outputs: list[Path] | None, known: Collection[str], default: str,
    folders: Collection[str] = (),
) -> list[tuple[str, Path | None]]:  # fmt: skip
    """Each format with its file or None; a format that is only said by the file's ending is taken from there.

    ``folders`` are the formats that write a folder. Raises UsageError.
    """
    files: list[Path | None] = list(outputs or [])
    names = names or [f.suffix.lstrip(".").lower() for f in files if f is not None] or [default]
    for name in names:
        if name not in known:
            raise UsageError(f'--format "{name}": hãy chọn trong {", ".join(known)}. (Choose one of these.)')
    if len(files) > len(names):
        raise UsageError("Số --output nhiều hơn số --format. (More --output than --format.)")
    if len(set(files)) < len(files):
        raise UsageError("Hai --output cùng một tệp; mỗi định dạng cần tệp riêng. (Two formats into one file.)")
    for file in files:
        if file is not None and file.is_dir() and names[files.index(file)] not in folders:
            raise UsageError(f'--output "{file}" là thư mục; hãy ghi tên tệp. (This is a folder; name a file.)')
    return list(zip(names, [*files, *[None] * (len(names) - len(files))], strict=True))


def told_where(wanted: Iterable[tuple[str, Path | None]], defaults: Mapping[str, str], quiet: bool) -> None:
    """Where the files without --output went, on standard error."""
    for name, target in wanted:
        if target is None and name in defaults and not quiet:
            typer.echo(f"Đã ghi {Path('qualitycheck-report') / defaults[name]} (written)", err=True)


def language(lang: str) -> Lang:
    """Raises UsageError for a language the program has no words in."""
    if lang == "vi":
        return "vi"
    if lang == "en":
        return "en"
    raise UsageError(f'--lang "{lang}": chỉ có vi hoặc en. (Only vi or en.)')


def named(paths: list[Path]) -> list[Path]:
    """``paths`` with "-" replaced by the paths on standard input, one a line."""
    if Path("-") not in paths:
        return paths
    lines = sys.stdin.buffer.read().decode("utf-8-sig", "surrogateescape").splitlines()
    listed = [Path(line) for line in lines if line.strip()]
    if not listed:
        raise UsageError(
            "Đầu vào chuẩn không có đường dẫn nào; mỗi dòng ghi một đường dẫn. (No path on standard input.)"
        )
    return [p for p in paths if p != Path("-")] + listed


def corpus_folder(given: Path | None) -> Path | None:
    """The register to compare with: the one named, else ./corpora/index when it exists."""
    if given is not None:
        return given
    return DEFAULT_CORPUS if (DEFAULT_CORPUS / "manifest.json").is_file() else None


def known_reviews(given: Path | None) -> Reviews | None:
    """The decisions in the file named, else in ./qualitycheck-reviews.json when it exists. Raises UsageError."""
    from qualitycheck.review import DEFAULT_FILE, load_reviews

    if given is not None and not given.is_file():
        raise UsageError(f'Không có tệp quyết định "{given}"; hãy chạy review import trước. (No such review file.)')
    path = given or DEFAULT_FILE
    return load_reviews(path) if path.is_file() else None


def tell(reviews: Reviews, batch: Batch) -> None:
    """One line on standard error: what became of the decisions, and how old the backlog is."""
    from datetime import date

    from qualitycheck.review import tally

    today = date.today()
    found = tally(reviews, batch.reports, today)
    parts = [f"{found.dismissed} cho qua", f"{found.confirmed} xác nhận"]
    if found.oldest:
        age = (today - date.fromisoformat(found.oldest)).days
        parts.append(f"{found.baseline} tồn đọng từ {found.oldest}, đã {age} ngày")
    if found.expired:
        parts.append(f"{len(found.expired)} đã hết hạn")
    if found.gone:
        parts.append(f"{len(found.gone)} không còn ứng với điều nào (review prune để dọn)")
    typer.echo(f"Quyết định của người đọc: {'; '.join(parts)}. (Decisions applied.)", err=True)


_STAGES = {
    "read": "Đọc kho (reading)", "count": "Đếm cụm từ (counting)", "lists": "Lập chỉ mục (indexing)",
}  # fmt: skip


@contextmanager
def stages(quiet: bool) -> Iterator[Callable[[str, int, int], None] | None]:
    """Bars on standard error for work in named stages; nothing when quiet or when nobody watches."""
    from rich.console import Console

    console = Console(stderr=True)
    if quiet or not console.is_terminal:
        yield None
        return
    from rich.progress import (
        BarColumn,
        MofNCompleteColumn,
        Progress,
        TextColumn,
        TimeElapsedColumn,
        TimeRemainingColumn,
    )

    columns = (
        TextColumn("{task.description}"),
        BarColumn(),
        MofNCompleteColumn(),
        TimeElapsedColumn(),
        TimeRemainingColumn(),
    )
    with Progress(*columns, console=console, transient=True) as bar:
        tasks: dict[str, TaskID] = {}

        def step(stage: str, done: int, total: int) -> None:
            if stage not in tasks:
                tasks[stage] = bar.add_task(_STAGES.get(stage, stage), total=total)
            bar.update(tasks[stage], completed=done, total=total)

        yield step


def tell_passed_over(names: Sequence[str], *, named: bool = True) -> None:
    """One line on standard error: reports of this program that lay among the files and were not taken for submissions."""
    if not names:
        return
    shown = ", ".join(names[:MOST_NAMED]) + (", …" if len(names) > MOST_NAMED else "")
    which = f": {shown}" if named else ""
    typer.echo(f"Bỏ qua {len(names)} tệp do qualitycheck tạo ra{which}. (Own reports passed over.)", err=True)


@contextmanager
def progress_bar(quiet: bool, words: str = "Đang đọc") -> Iterator[Progress | None]:
    """A bar on standard error with count, rate and time left; nothing when quiet or when nobody watches."""
    from rich.console import Console

    console = Console(stderr=True)
    if quiet or not console.is_terminal:
        yield None
        return
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn

    columns = (
        TextColumn(words), BarColumn(), MofNCompleteColumn(), TextColumn("{task.fields[rate]}"), TimeRemainingColumn(),
    )  # fmt: skip
    with Progress(*columns, console=console, transient=True) as bar:
        task = bar.add_task(words, total=None, rate="")

        def step(done: int, total: int) -> None:
            speed = bar.tasks[0].speed
            bar.update(task, completed=done, total=total, rate=f"{speed:.0f} tệp/giây" if speed else "")

        yield step


def checked(
    made: Setup, paths: list[Path], *, corpus: Path | None, review: Path | None, jobs: int | None, no_cache: bool,
    quiet: bool,
) -> Batch:  # fmt: skip
    """The check that a score sheet or a register stands on, with progress and the decisions of reviewers."""
    from qualitycheck import api
    from qualitycheck.cache import default_cache

    reviews = known_reviews(review)
    with progress_bar(quiet) as progress:
        batch = api.check(
            paths, corpus=corpus_folder(corpus), setup=made, jobs=jobs, progress=progress, reviews=reviews,
            cache=None if no_cache else default_cache(),
        )  # fmt: skip
    if reviews and not quiet:
        tell(reviews, batch)
    return batch
