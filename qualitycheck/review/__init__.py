"""Decisions of people: read from workbooks and commented Word files, kept by content fingerprint, applied to findings."""

from __future__ import annotations

from qualitycheck.review.apply import Judge, Tally, tally
from qualitycheck.review.store import DEFAULT_FILE, Entry, Graded, Reviews, load_reviews, merge, save_reviews

__all__ = [
    "DEFAULT_FILE",
    "Entry",
    "Graded",
    "Judge",
    "Reviews",
    "Tally",
    "load_reviews",
    "merge",
    "save_reviews",
    "tally",
]
