"""Text that may stand in XML."""

from __future__ import annotations

import re

# control signs, lone surrogates and two non-characters, which XML 1.0 cannot hold even as references
_FORBIDDEN = re.compile("[\x00-\x08\x0b-\x1f\ud800-\udfff\ufffe\uffff]")


def allowed(text: str, other: str = "") -> str:
    """``text`` with what XML cannot hold replaced by ``other``; carriage returns count among it."""
    return _FORBIDDEN.sub(other, text)
