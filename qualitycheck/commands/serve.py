"""``qualitycheck serve``: the board's web page."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Annotated

import typer

from qualitycheck.commands.common import DEFAULT_CORPUS, Quiet
from qualitycheck.errors import UsageError


def serve(
    folder: Annotated[
        Path, typer.Option("--folder", help="Nơi giữ cuộc họp, tệp đã gửi, quyết định. (Where everything is kept.)")
    ] = Path("qualitycheck-board"),
    corpus: Annotated[
        Path, typer.Option("--corpus", help="Kho bản các năm trước. (Register of earlier years.)")
    ] = DEFAULT_CORPUS,
    review: Annotated[
        Path, typer.Option("--review", help="Tệp quyết định dùng chung. (Decisions shared with check.)")
    ] = Path("qualitycheck-reviews.json"),
    host: Annotated[
        str,
        typer.Option(
            "--host", help="Địa chỉ; khác máy này thì phải có mật khẩu. (Other than loopback needs a password.)"
        ),
    ] = "127.0.0.1",
    port: Annotated[
        int, typer.Option("--port", min=0, max=65535, help="Cổng; 0 là cổng trống bất kỳ. (0: any free one.)")
    ] = 8765,
    name: Annotated[
        list[str] | None,
        typer.Option("--name", help="Tên máy mà trình duyệt dùng, dùng lại được. (Further host name.)"),
    ] = None,
    certificate: Annotated[
        Path | None, typer.Option("--certificate", help="Chứng thư TLS, PEM. (TLS certificate.)")
    ] = None,
    key: Annotated[Path | None, typer.Option("--key", help="Khoá của chứng thư, PEM. (Its key.)")] = None,
    jobs: Annotated[
        int | None,
        typer.Option("--jobs", min=1, help="Số tiến trình đọc và kiểm tra. (Working processes.)", show_default=False),
    ] = None,
    log: Annotated[
        Path | None, typer.Option("--log", help="Tệp nhật ký JSON; thiếu thì FOLDER/log/server.jsonl. (JSON log.)")
    ] = None,
    browser: Annotated[bool, typer.Option("--browser/--no-browser", help="Mở trình duyệt. (Open the browser.)")] = True,
    set_password: Annotated[
        str | None,
        typer.Option("--set-password", metavar="TÊN", help="Đặt mật khẩu cho tài khoản rồi thôi. (Set a password.)"),
    ] = None,
    role: Annotated[str, typer.Option("--role", help="viewer | reviewer | admin, cho --set-password")] = "reviewer",
    quiet: Quiet = False,
) -> None:
    """Mở trang web của hội đồng trên máy này: gửi tệp, xem, quyết định, xuất bảng. (The board's web page.)"""
    from qualitycheck.web import server
    from qualitycheck.web.board import Board
    from qualitycheck.web.log import Log

    board = Board(folder.resolve(), corpus.resolve(), Path.cwd(), review.resolve(), jobs or _default_jobs())
    if set_password is not None:
        server.set_password(board, set_password, role, _password())
        typer.echo(f'Đã đặt mật khẩu cho "{set_password}", vai trò {role}. (Password set.)', err=True)
        return
    if (certificate is None) != (key is None):
        raise UsageError("--certificate và --key phải đi cùng nhau. (These two go together.)")
    for path in (certificate, key):
        if path is not None and not path.is_file():
            raise UsageError(f'Không có tệp "{path}"; hãy xem lại đường dẫn. (No such file.)')
    address = server.Address(host, port, tuple(name or ()), certificate, key)
    for sentence in server.warnings(address):
        typer.echo(sentence, err=True)
    written = Log(log or folder / "log" / "server.jsonl")
    try:
        server.serve(board, address, written, lambda url: _ready(url, browser and address.is_loopback, quiet))
    finally:
        written.close()


def _default_jobs() -> int:
    from qualitycheck.pool import default_jobs

    return max(1, default_jobs() - 1)  # one core is left for the pages


def _ready(url: str, browser: bool, quiet: bool) -> None:
    typer.echo(url)
    if not quiet:
        typer.echo(
            "Đang chạy; giữ kín địa chỉ trên. Ctrl-C để dừng. (Running; keep this address to yourself.)", err=True
        )
    sys.stdout.flush()
    if browser:
        import threading
        import webbrowser

        threading.Thread(target=webbrowser.open, args=(url,), daemon=True).start()


def _password() -> str:
    """From the keyboard twice, or one line of a pipe."""
    if not sys.stdin.isatty():
        return sys.stdin.readline().rstrip("\r\n")
    import getpass

    first = getpass.getpass("Mật khẩu (password): ")
    if getpass.getpass("Nhập lại (again): ") != first:
        raise UsageError("Hai lần nhập không giống nhau. (The two do not agree.)")
    return first
