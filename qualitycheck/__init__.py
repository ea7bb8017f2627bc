"""qualitycheck: checks Vietnamese commitments, registrations and model dossiers; points out, never accuses.

>>> from qualitycheck import check
>>> batch = check("2020")
>>> for report in batch.reports:
...     print(report.path, report.score.total, [f.rule for f in report.findings])
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from qualitycheck.api import Setup, add_to_corpus, check, setup

__all__ = ["Setup", "add_to_corpus", "check", "setup"]


def __getattr__(name: str) -> Any:
    # the stages are heavy; `qualitycheck --help` must not pay for them
    if name in __all__:
        from qualitycheck import api

        return getattr(api, name)
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
