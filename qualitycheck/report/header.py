"""What every report says of itself: program, rules and data it was made with, files read and failed, coverage."""

from __future__ import annotations

from qualitycheck.report.summary import Summary
from qualitycheck.report.words import Words
from qualitycheck.types import Versions


def version_parts(versions: Versions, words: Words) -> list[tuple[str, str]]:
    """(label, value) of program, rules (their hash), model and register."""
    known = versions.corpus is not None
    corpus = words.say("version.generation", number=versions.corpus) if known else words.say("version.none")
    named = (("program", versions.program), ("rules", versions.rules), ("model", versions.model), ("corpus", corpus))
    return [(words.label("version", key), value) for key, value in named]


def stamp(versions: Versions, words: Words) -> str:
    """ "qualitycheck 0.1.0; bộ quy tắc 0123456789ab; …" """
    return "; ".join(f"{label} {value}" for label, value in version_parts(versions, words))


def reading(summary: Summary, words: Words) -> str:
    """What was read and how much of it: "Đã đọc 14 trong 15 tệp; 1 tệp không đọc được. Phạm vi đã xét: …." """
    read = words.say("read-of", read=summary.read, total=summary.total)
    if summary.failed:
        read += f"; {words.say('files-failed', count=summary.failed)}"
    if summary.passed_over:
        read += f"; {words.say('files-own', count=summary.passed_over)}"
    return f"{read}. {words.say('coverage')}: {words.coverage(summary.coverage)}." if summary.read else f"{read}."
