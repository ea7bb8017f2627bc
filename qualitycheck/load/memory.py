"""Memory of another process, from the system itself: no package is needed for one number."""

from __future__ import annotations

import os
import sys
from contextlib import suppress
from pathlib import Path


def memory_mb(pid: int) -> float:
    """Megabytes of main memory that the process holds; 0 where the system does not say."""
    if sys.platform == "win32":
        return _windows(pid)
    with suppress(OSError, ValueError, IndexError):
        pages = int(Path(f"/proc/{pid}/statm").read_text(encoding="ascii").split()[1])
        return pages * os.sysconf("SC_PAGE_SIZE") / 1_000_000
    return 0.0


def _windows(pid: int) -> float:
    import ctypes
    from ctypes import wintypes

    class Counters(ctypes.Structure):
        _fields_ = (
            ("cb", wintypes.DWORD), ("faults", wintypes.DWORD), ("peak", ctypes.c_size_t), ("working_set", ctypes.c_size_t),
            *((f"other{i}", ctypes.c_size_t) for i in range(6)),
        )  # fmt: skip

    kernel = getattr(ctypes, "windll").kernel32  # noqa: B009  # unknown to the type checker elsewhere
    kernel.OpenProcess.restype = wintypes.HANDLE
    handle = kernel.OpenProcess(0x1000 | 0x0010, False, pid)  # query limited information, read
    if not handle:
        return 0.0
    counters = Counters(cb=ctypes.sizeof(Counters))
    try:
        good = kernel.K32GetProcessMemoryInfo(wintypes.HANDLE(handle), ctypes.byref(counters), counters.cb)
        return float(counters.working_set) / 1_000_000 if good else 0.0
    finally:
        kernel.CloseHandle(wintypes.HANDLE(handle))
