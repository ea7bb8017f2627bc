"""The Typer app and the one place where a user's mistake becomes a sentence and an exit code."""

from __future__ import annotations

import os
import sys

import typer

from qualitycheck.commands import (
    audit,
    check,
    compare,
    config,
    corpus,
    demo,
    doctor,
    evaluate,
    explain,
    register,
    review,
    rules,
    score,
    serve,
    train,
)
from qualitycheck.errors import QualityCheckError

app = typer.Typer(
    name="qualitycheck",
    help="Kiểm tra chất lượng bản cam kết, bản đăng ký, mô hình học tập và làm theo Bác. "
    "(Checks commitments, registrations and models.)",
    epilog="Mã kết thúc: 0 không có gì ở mức đã chọn; 1 có điểm cần xem; 2 sai lệnh, quy tắc, cấu hình; "
    "3 có tệp không đọc được.",
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
    rich_markup_mode=None,
    context_settings={"help_option_names": ["-h", "--help"]},
)
app.command("check")(check.check)
app.command("score")(score.score)
app.add_typer(register.app, name="register")
app.add_typer(corpus.app, name="corpus")
app.command("audit")(audit.audit)
app.command("compare")(compare.compare)
app.command("explain")(explain.explain)
app.add_typer(review.app, name="review")
app.add_typer(rules.app, name="rules")
app.command("evaluate")(evaluate.evaluate)
app.command("train")(train.train)
app.add_typer(config.app, name="config")
app.command("serve")(serve.serve)
app.command("doctor")(doctor.doctor)
app.command("demo")(demo.demo)


@app.callback(invoke_without_command=True)
def _options(
    version: bool = typer.Option(False, "--version", help="In phiên bản rồi kết thúc. (Print the version.)"),
) -> None:
    if version:
        from importlib.metadata import version as installed

        typer.echo(f"qualitycheck {installed('qualitycheck')}")
        raise typer.Exit()


def main() -> None:
    """Run the command line; a user's mistake is one sentence on standard error, never a traceback."""
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):  # a Windows console may be set to cp1258
            stream.reconfigure(encoding="utf-8", errors="replace")
    try:
        app()
    except QualityCheckError as error:
        _stop(f"qualitycheck: {error}", 2)
    except KeyboardInterrupt:
        _stop("qualitycheck: đã dừng theo yêu cầu. (Interrupted.)", 130)
    except BrokenPipeError:
        os._exit(0)  # the reader of our output has seen enough
    except OSError as error:
        # a rename that fails names the temporary file first, then the user's own
        name = error.filename2 or error.filename
        hint = " Nếu tệp đang mở trong Excel hay Word, hãy đóng lại." if isinstance(error, PermissionError) else ""
        _stop(f'qualitycheck: không ghi hoặc đọc được "{name}": {error.strerror}.{hint} (Cannot read or write.)', 2)


def _stop(message: str, code: int) -> None:
    print(message, file=sys.stderr)
    raise SystemExit(code)


if __name__ == "__main__":
    main()
