"""What every writer of a report is given, and how it is called."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Protocol

from qualitycheck.messages import Lang
from qualitycheck.report.words import Words
from qualitycheck.rules import RuleSet
from qualitycheck.types import Batch


@dataclass(frozen=True, slots=True)
class Options:
    """``rules`` give the words; ``settings`` are (name, value, origin) as ``Settings.origins`` lists them.

    ``budget``: findings of one document shown before the rest is folded; ``documents``: documents whose findings the
    terminal prints; ``lazy``: more documents than this are opened on demand in the HTML report.
    ``jobs``: processes that write commented copies (None: one per core).
    ``files``: where the file of each shown path lies, for links and for commented copies.
    ``blind``: names are hidden in the batch (see ``blinding``); ``plain`` is the batch before that, from which the
    workbook takes the fingerprints that bring decisions back.
    """

    rules: RuleSet
    lang: Lang = "vi"
    mask: bool = True
    settings: tuple[tuple[str, object, str], ...] = ()
    budget: int = 8
    documents: int = 20
    lazy: int = 200
    jobs: int | None = 1
    files: Mapping[str, Path] = field(default_factory=dict)
    blind: bool = False
    plain: Batch | None = None

    @property
    def words(self) -> Words:
        return Words(self.rules, self.lang)


class Write(Protocol):
    """Write ``batch`` to the file ``target``, or to standard output when it is None. Raises OSError."""

    def __call__(self, batch: Batch, target: Path | None, options: Options) -> None: ...
