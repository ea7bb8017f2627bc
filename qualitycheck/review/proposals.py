"""What a file of a reviewer holds before it is merged, and how a reviewer's words become a verdict."""

from __future__ import annotations

import re
from dataclasses import dataclass

from qualitycheck.review.store import Entry, Graded
from qualitycheck.types import Verdict
from qualitycheck.vietnamese.characters import clean, without_marks

# choices of the drop-down in the workbook and words of a reply: Vietnamese, English
CHOICES: dict[Verdict, tuple[str, str]] = {
    "confirmed": ("đồng ý", "agree"),
    "dismissed": ("bỏ qua", "dismiss"),
    "to-mend": ("cần sửa", "to mend"),
}
# a negation turns a word round, so the longer phrases come first; written without marks, as people type them
_PHRASES: tuple[tuple[str, Verdict], ...] = (
    (r"(?:khong|chua|ko|k) (?:dong y|nhat tri|dung|phai|can sua|can xem)", "dismissed"),
    (r"(?:khong|ko|k) (?:bo qua|cho qua)", "confirmed"),
    (r"bo qua|cho qua|khong sao|nham|bao nham", "dismissed"),
    (r"can sua|phai sua|de nghi sua|yeu cau sua|sua lai|viet lai", "to-mend"),
    (r"dong y|nhat tri|chinh xac|dung(?: vay| roi)?", "confirmed"),
    (r"(?:not|don't|do not) (?:agree|dismiss)|false alarm", "dismissed"),
    (r"dismiss(?:ed)?|ignore", "dismissed"),
    (r"to (?:mend|fix)|must be (?:mended|fixed)", "to-mend"),
    (r"agreed?|confirmed?", "confirmed"),
)
_PATTERNS = tuple((re.compile(rf"\s*(?:{words})(?!\w)[\s:;,.\-–—]*", re.IGNORECASE), v) for words, v in _PHRASES)


@dataclass(frozen=True, slots=True)
class Unclear:
    """Something a reviewer wrote that is no known decision; shown to the user, never guessed."""

    path: str
    quote: str
    text: str


@dataclass(frozen=True, slots=True)
class Proposals:
    """Decisions, levels of pledges, decisions taken back, and what could not be understood."""

    entries: tuple[Entry, ...] = ()
    levels: tuple[Graded, ...] = ()
    withdrawn: tuple[Entry, ...] = ()
    unclear: tuple[Unclear, ...] = ()


def verdict_of(text: str) -> tuple[Verdict, str] | None:
    """Verdict at the beginning of ``text`` and the reason behind it; None where it begins with no known word.

    "Bỏ qua: câu này của mẫu" -> ("dismissed", "câu này của mẫu"); "không đồng ý" -> ("dismissed", "").
    """
    plain = clean(text).strip()
    bare = without_marks(plain)
    for pattern, verdict in _PATTERNS:
        if found := pattern.match(bare):
            return verdict, plain[found.end() :].strip()
    return None
