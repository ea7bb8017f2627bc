"""One way out for every format: a whole file at once, or UTF-8 on standard output whatever the console is set to."""

from __future__ import annotations

import sys
from pathlib import Path

from qualitycheck.files import write_atomic


def emit(text: str, target: Path | None) -> None:
    """Write ``text`` as UTF-8, line ends unchanged. Raises OSError."""
    data = text.encode("utf-8", "replace")  # a lone surrogate in a broken file must not stop the report
    if target is not None:
        write_atomic(target, data)
        return
    sys.stdout.flush()
    buffer = getattr(sys.stdout, "buffer", None)
    if buffer is None:  # a notebook, or a caller that put a StringIO there
        sys.stdout.write(data.decode("utf-8"))
        return
    buffer.write(data)
    buffer.flush()
