"""The process that reads files for ``guard``: it may be killed at any moment, so it holds nothing but the file it reads."""

from __future__ import annotations

import os
import pickle
import sys
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Any, BinaryIO

from qualitycheck.load import Limits, events

READY = "ready"


@dataclass(frozen=True, slots=True)
class Request:
    """A file to read; documents in ``avoid`` stopped an earlier reading and are passed over."""

    path: Path
    shown: str
    limits: Limits
    avoid: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class Done:
    """The file is read. ``crash`` names the error of a reader that did not expect such a file, "" for none."""

    crash: str = ""


def main() -> None:
    """Answer requests from standard input until it ends."""
    out = _own_output()
    _send(out, READY)
    while True:
        try:
            request = pickle.load(sys.stdin.buffer)  # noqa: S301  # from the process that started this one
        except EOFError:
            return
        _answer(request, out)


def _own_output() -> BinaryIO:
    """Standard output for the answers alone: what a library prints goes nowhere."""
    out = os.fdopen(os.dup(1), "wb")
    nowhere = os.open(os.devnull, os.O_WRONLY)
    os.dup2(nowhere, 1)
    os.dup2(nowhere, 2)
    return out


def _answer(request: Request, out: BinaryIO) -> None:
    crash = ""
    try:
        for event in events(request.path, request.shown, request.limits, request.avoid):
            _send(out, event)
    except BrokenPipeError:
        sys.exit(1)
    except (KeyboardInterrupt, SystemExit):
        raise
    except BaseException as error:  # also MemoryError, and panics of Rust libraries, which are no Exceptions
        crash = type(error).__name__
    _send(out, Done(crash))


def _send(out: BinaryIO, answer: Any) -> None:
    pickle.dump(answer, out, pickle.HIGHEST_PROTOCOL)
    with suppress(ValueError):
        out.flush()
