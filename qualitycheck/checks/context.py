"""What a check may look at besides the document, and what it hands back."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date

from qualitycheck.rules import RuleSet
from qualitycheck.types import Assessment, Level, Match, Span
from qualitycheck.types import Registered as Registered

Value = str | int | float | tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Context:
    """``assessments`` has one entry per pledge, or none at all; ``today`` is for rules that need the date."""

    rules: RuleSet
    assessments: tuple[Assessment, ...] = ()
    matches: tuple[Match, ...] = ()
    others: tuple[Registered, ...] = ()
    today: date | None = None


@dataclass(frozen=True, slots=True)
class Hit:
    """A fault where a check saw it. A document-wide one has neither pledge nor span; ``level`` overrides the rule's."""

    pledge: int | None = None
    span: Span | None = None
    quote: str = ""
    values: Mapping[str, Value] = field(default_factory=dict)
    confidence: float = 1.0
    level: Level | None = None
