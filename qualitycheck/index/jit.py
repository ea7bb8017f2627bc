"""Compilation of the inner loops. Compiled code is kept on disk and releases the interpreter's lock."""

from __future__ import annotations

import hashlib
import os
from collections.abc import Callable
from pathlib import Path
from typing import TypeVar, cast

from qualitycheck.errors import MissingExtra

try:
    import numba
except ImportError:
    raise MissingExtra(
        'Chỉ mục cho kho lớn cần thêm gói "scale": pip install "qualitycheck[scale]" (The index of a large register needs '
        "the extra scale.)"
    ) from None

Function = TypeVar("Function", bound=Callable[..., object])


def _cache() -> str:
    """A folder per state of this package: numba itself only sees changes in the file that defines a function."""
    sources = b"".join(path.read_bytes() for path in sorted(Path(__file__).parent.glob("*.py")))
    base = os.environ.get("LOCALAPPDATA") or os.environ.get("XDG_CACHE_HOME") or str(Path.home() / ".cache")
    return str(Path(base) / "qualitycheck" / "compiled" / hashlib.sha256(sources).hexdigest()[:16])


if not os.environ.get("NUMBA_CACHE_DIR"):
    numba.config.CACHE_DIR = _cache()


def jit(function: Function) -> Function:
    """``function`` compiled at its first call."""
    return cast(Function, numba.njit(cache=True, nogil=True, boundscheck=False)(function))


def inline(function: Function) -> Function:
    """The same for a few lines that are worth copying into their callers."""
    return cast(Function, numba.njit(cache=True, nogil=True, boundscheck=False, inline="always")(function))
