"""The options of every command that checks documents on its way, said once."""

from __future__ import annotations

import inspect
from collections.abc import Callable
from dataclasses import dataclass, fields
from pathlib import Path
from typing import TYPE_CHECKING, get_type_hints

from qualitycheck.commands.common import (
    Corpus,
    Jobs,
    Profile,
    Quiet,
    Rules,
    Unit,
    Year,
    corpus_folder,
    named,
    progress_bar,
)

if TYPE_CHECKING:
    from qualitycheck.review import Reviews
    from qualitycheck.types import Batch


@dataclass(frozen=True, slots=True)
class Checking:
    """How to check: each field is an option of the command line."""

    corpus: Corpus = None
    year: Year = None
    unit: Unit = None
    profile: Profile = None
    rules: Rules = None
    jobs: Jobs = None
    quiet: Quiet = False

    def run(self, paths: list[Path], reviews: Reviews | None) -> Batch:
        """Check the documents with these options. Raises what ``api.check`` raises."""
        from qualitycheck import api

        made = api.setup(profile=self.profile, rules=self.rules or (), year=self.year, unit=self.unit)
        corpus = corpus_folder(self.corpus)
        with progress_bar(self.quiet) as progress:
            return api.check(
                named(paths), corpus=corpus, setup=made, jobs=self.jobs, progress=progress, reviews=reviews
            )


def takes_checking(command: Callable[..., None]) -> Callable[..., None]:
    """``command`` with the fields of ``Checking`` as options in place of its parameter ``checking``."""
    hints, options = get_type_hints(command, include_extras=True), get_type_hints(Checking, include_extras=True)
    names = [field.name for field in fields(Checking)]

    def called(**given: object) -> None:
        chosen = {name: given.pop(name) for name in names}
        command(**given, checking=Checking(**chosen))  # type: ignore[arg-type]  # Typer has checked the types

    own = [
        p.replace(annotation=hints[p.name], kind=p.KEYWORD_ONLY)
        for p in inspect.signature(command).parameters.values()
        if p.name != "checking"
    ]
    added = [
        inspect.Parameter(f.name, inspect.Parameter.KEYWORD_ONLY, default=f.default, annotation=options[f.name])
        for f in fields(Checking)
    ]
    called.__signature__ = inspect.Signature([*own, *added])  # type: ignore[attr-defined]
    called.__annotations__ = {p.name: p.annotation for p in (*own, *added)}
    called.__name__, called.__doc__, called.__module__ = command.__name__, command.__doc__, command.__module__
    return called
