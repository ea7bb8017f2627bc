"""What can go wrong by the user's hand; anything else is a bug and may crash loudly.

QualityCheckError
 ├─ UsageError          wrong path, option or empty folder            exit code 2
 ├─ SettingsError       qualitycheck.toml or profile                  exit code 2
 ├─ RuleError           rule file: file, line, key, allowed values    exit code 2
 ├─ CorpusError         register missing, damaged, other settings     exit code 2
 ├─ MissingExtra        an optional package is not installed          exit code 2
 └─ LoadError           one file cannot be read -> Failure            exit code 3, the batch goes on
"""

from __future__ import annotations


class QualityCheckError(Exception):
    """One clear sentence for the user: what, where, and the remedy."""


class UsageError(QualityCheckError):
    """A path, option or folder that cannot be used."""


class SettingsError(QualityCheckError):
    """A broken settings file or profile."""


class RuleError(QualityCheckError):
    """A broken rule file; the text begins with ``file:line``."""


class CorpusError(QualityCheckError):
    """A register that is missing, damaged or was made with other settings."""


class MissingExtra(QualityCheckError):
    """An optional package is needed; the text says how to install it."""


class LoadError(QualityCheckError):
    """A file that cannot be read. ``code`` is one of the contract's error codes."""

    def __init__(self, code: str, detail: str = "") -> None:
        super().__init__(f"{code}: {detail}" if detail else code)
        self.code = code
        self.detail = detail
