"""Names of WordprocessingML and the two smallest ways to read it."""

from __future__ import annotations

from typing import Any

Element = Any  # lxml's stubs lag behind its API

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
R = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}"
MC = "{http://schemas.openxmlformats.org/markup-compatibility/2006}"
M = "{http://schemas.openxmlformats.org/officeDocument/2006/math}"
VAL = W + "val"

_OFF = frozenset({"0", "false", "off", "none"})


def value(parent: Element | None, name: str) -> str | None:
    """``w:val`` of the child ``w:name``; "" where the child has none, None where there is no child."""
    child = parent.find(W + name) if parent is not None else None
    return None if child is None else str(child.get(VAL, ""))


def switch(parent: Element | None, name: str) -> bool | None:
    """A toggle property: True, False, or None where it is not stated."""
    stated = value(parent, name)
    return None if stated is None else stated not in _OFF


def number(text: str | None) -> int | None:
    """An integer attribute, None where it is missing or no number."""
    try:
        return int(text) if text else None
    except ValueError:
        return None
