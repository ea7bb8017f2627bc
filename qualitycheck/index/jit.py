"""Compilation of the inner loops. Compiled code is kept on disk and releases the interpreter's lock."""

from __future__ import annotations

from collections.abc import Callable
from typing import TypeVar, cast

import numba

Function = TypeVar("Function", bound=Callable[..., object])


def jit(function: Function) -> Function:
    """``function`` compiled at its first call."""
    return cast(Function, numba.njit(cache=True, nogil=True, boundscheck=False)(function))


def inline(function: Function) -> Function:
    """The same for a few lines that are worth copying into their callers."""
    return cast(Function, numba.njit(cache=True, nogil=True, boundscheck=False, inline="always")(function))
