"""``qualitycheck review``: decisions of readers, taken over from workbooks and commented Word files into later checks."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from qualitycheck.commands.checking import Checking, takes_checking
from qualitycheck.commands.common import Paths
from qualitycheck.errors import UsageError

if TYPE_CHECKING:
    from qualitycheck.review import Entry, Reviews
    from qualitycheck.review.proposals import Unclear

app = typer.Typer(
    help="Quyết định của người đọc: nhập, xem, dọn. (Decisions of readers.)",
    no_args_is_help=True,
    rich_markup_mode=None,
)
DEFAULT = Path("qualitycheck-reviews.json")
NO_CHECKING = Checking()
ReviewFile = Annotated[Path, typer.Option("--review", help="Tệp quyết định. (The review file.)")]
By = Annotated[
    str,
    typer.Option("--by", help="Người quyết định; thiếu thì lấy tên trong tệp. (Who decides; default: from the file.)"),
]
Days = Annotated[
    int, typer.Option("--days", min=0, help="Số ngày có hiệu lực, 0 là không hết hạn. (Days of validity; 0: no end.)")
]


@app.command("import")
def import_(
    files: Annotated[
        list[Path], typer.Argument(help="Bảng Excel, tệp Word đã ghi nhận xét, hoặc thư mục. (Workbooks, Word files.)")
    ],
    review: ReviewFile = DEFAULT,
    by: By = "",
    days: Days = 365,
) -> None:
    """Đọc quyết định từ bảng Excel và từ trả lời trong tệp Word, ghi vào tệp quyết định. (Take decisions over.)"""
    from qualitycheck.review import load_reviews, merge, save_reviews
    from qualitycheck.review.importing import Reviewer, read_decisions, review_files

    known = load_reviews(review)
    reviewer = Reviewer(by, date.today(), days or None)
    counts, unclear, read = [0] * 5, list["Unclear"](), 0
    for path, is_named in review_files(files):
        try:
            found = read_decisions(path, reviewer)
        except UsageError:
            if is_named:
                raise
            continue  # another file in the folder
        merged = merge(known, found.entries, found.withdrawn, found.levels)
        step = (merged.added, merged.changed, merged.unchanged, merged.withdrawn, merged.levels)
        known, counts, read = merged.reviews, [a + b for a, b in zip(counts, step, strict=True)], read + 1
        unclear += found.unclear
    if not read:
        raise UsageError("Không có tệp nào do qualitycheck tạo ra ở đó. (No file of this program there.)")
    save_reviews(known, review)
    _tell_import(known, review, read, counts, unclear)


def _tell_import(known: Reviews, review: Path, read: int, counts: Sequence[int], unclear: Sequence[Unclear]) -> None:
    for item in unclear:
        typer.echo(f'{item.path}: chưa rõ quyết định "{item.text}" về: {item.quote[:80]}. (Unclear.)', err=True)
    bare = sum(e.verdict == "dismissed" and not e.reason for e in known.entries)
    if bare:
        typer.echo(f"{bare} điều cho qua chưa ghi lý do; nên ghi để lần sau còn hiểu. (Without a reason.)", err=True)
    added, changed, same, withdrawn, levels = counts
    typer.echo(
        f"{review}: đọc {read} tệp; thêm {added}, đổi {changed}, giữ nguyên {same}, rút lại {withdrawn} quyết định, "
        f"{levels} mức của nội dung, {len(unclear)} chưa rõ. (files, added, changed, same, withdrawn, levels, unclear)"
    )


@app.command("list")
def list_(review: ReviewFile = DEFAULT) -> None:
    """Liệt kê quyết định, cột cách nhau bằng tab: quyết định, ngày, số ngày, hạn, quy tắc, tệp… (List decisions.)"""
    from qualitycheck.messages import say

    today = date.today()
    known = _existing(review)
    for e in sorted(known.entries, key=lambda e: (e.verdict, e.date, e.path)):
        expiry = f"{e.expires} (đã hết hạn)" if e.is_expired(today) else e.expires or "không hết hạn"
        cells = (
            say(f"state.{e.verdict}"),
            e.date,
            _age(e, today),
            expiry,
            e.rule,
            e.path,
            e.quote[:80],
            e.person,
            e.reason,
        )
        typer.echo("\t".join(" ".join(cell.split()) for cell in cells))
    backlog = [e for e in known.entries if e.verdict == "baseline"]
    if backlog:
        oldest = min(backlog, key=lambda e: e.date)
        typer.echo(f"Tồn đọng: {len(backlog)} điều, lâu nhất {_age(oldest, today)} ngày. (Backlog.)", err=True)


@app.command("prune")
@takes_checking
def prune(
    paths: Annotated[
        list[Path] | None,
        typer.Argument(help="Kiểm tra lại ở đây để biết điều nào không còn. (Check again to see what is gone.)"),
    ] = None,
    review: ReviewFile = DEFAULT,
    missing: Annotated[
        bool, typer.Option("--missing", help="Bỏ cả quyết định về tài liệu không có trong đó. (Also absent documents.)")
    ] = False,
    checking: Checking = NO_CHECKING,
) -> None:
    """Bỏ quyết định đã hết hạn; nếu nêu thư mục thì bỏ cả điều không còn ứng với nội dung nào. (Drop stale ones.)"""
    from qualitycheck.review import Reviews, save_reviews, tally

    known = _existing(review)
    if paths:
        batch = checking.run(paths, known)
        found = tally(known, batch.reports, date.today())
        stale = [*found.expired, *found.gone, *(found.elsewhere if missing else ())]
    else:
        stale = [e for e in known.entries if e.is_expired(date.today())]
    dropped = {id(e) for e in stale}
    for e in stale:
        typer.echo(f"{e.rule}\t{e.path}\t{' '.join(e.quote.split())[:80]}")
    save_reviews(Reviews(tuple(e for e in known.entries if id(e) not in dropped), known.levels), review)
    typer.echo(
        f"{review}: bỏ {len(stale)}, còn {len(known.entries) - len(stale)} quyết định. (Dropped, left.)", err=True
    )


@app.command("baseline")
@takes_checking
def baseline(
    paths: Paths,
    reason: Annotated[str, typer.Option("--reason", help="Vì sao tạm cho qua. (Why it is set aside.)")],
    review: ReviewFile = DEFAULT,
    by: By = "",
    days: Days = 365,
    grow: Annotated[
        bool, typer.Option("--grow", help="Cho phép danh sách tồn đọng dài thêm. (Let the baseline grow.)")
    ] = False,
    checking: Checking = NO_CHECKING,
) -> None:
    """Chốt các điều tồn đọng để các lần sau chỉ thấy điều mới; không tự dài thêm. (Set a backlog aside.)"""
    from qualitycheck.report.masking import mask_batch
    from qualitycheck.review import load_reviews, save_reviews
    from qualitycheck.review.baseline import set_baseline
    from qualitycheck.review.importing import Reviewer

    known, reviewer = load_reviews(review), Reviewer(by, date.today(), days or None)
    batch = checking.run(paths, known)
    change = set_baseline(
        known, batch.reports, mask_batch(batch).reports, reason=reason, person=by, today=reviewer.today,
        expires=reviewer.expires, grow=grow,
    )  # fmt: skip
    save_reviews(change.reviews, review)
    typer.echo(
        f"{review}: thêm {change.added}, giữ {change.kept} điều tồn đọng, bỏ {change.mended} điều đã được sửa. "
        "(Added, kept, mended.)"
    )


@app.command("labels")
def labels(
    output: Annotated[Path, typer.Option("--output", "-o", help="Tệp .jsonl cho lệnh train. (For train.)")],
    review: ReviewFile = DEFAULT,
) -> None:
    """Ghi các quyết định thành nhãn để huấn luyện lại. (Decisions as labels for train.)"""
    from qualitycheck.files import write_atomic
    from qualitycheck.review.labels import labels_text

    text = labels_text(_existing(review))
    if not text:
        raise UsageError(f'"{review}" chưa có quyết định nào dùng làm nhãn được. (No decision that is a label.)')
    write_atomic(output, text)
    typer.echo(f"{output}: {text.count(chr(10))} nhãn. (Labels.)")


def _existing(review: Path) -> Reviews:
    from qualitycheck.review import load_reviews

    if not review.is_file():
        raise UsageError(f'Không có tệp quyết định "{review}"; hãy chạy review import trước. (No such review file.)')
    return load_reviews(review)


def _age(entry: Entry, today: date) -> str:
    try:
        return str((today - date.fromisoformat(entry.date)).days)
    except ValueError:
        return "?"
