"""Mandated formulas, recognised in spite of small edits; they are neither copies nor vague pledges."""

from __future__ import annotations

from collections import Counter
from functools import lru_cache

from qualitycheck.rules import RuleSet
from qualitycheck.vietnamese.characters import syllables

THRESHOLD = 0.85
MINIMUM_SYLLABLES = 6


@lru_cache(maxsize=8)
def _prepared(rules: RuleSet) -> tuple[tuple[list[str], Counter[str]], ...]:
    """Syllables of every formula, and of every sentence of it that can stand alone."""
    texts = {part.strip() for t in rules.templates for part in (t.text, *t.text.split(";")) if part.strip()}
    prepared = [syllables(text) for text in sorted(texts)]
    return tuple((s, Counter(s)) for s in prepared if len(s) >= MINIMUM_SYLLABLES)


def is_template(text: str, rules: RuleSet) -> bool:
    """True when ``text`` is a mandated formula of ``rules``, up to about one syllable in eight changed."""
    return template_similarity(text, rules) >= THRESHOLD


@lru_cache(maxsize=4096)  # several checks ask for the same pledge
def template_similarity(text: str, rules: RuleSet) -> float:
    """Share of syllables in common order with the nearest formula, 0 to 1; 0 where none can reach the threshold."""
    from rapidfuzz.distance import Indel

    words = syllables(text)
    counts = Counter(words)
    best = 0.0
    for formula, formula_counts in _prepared(rules):
        shared = (counts & formula_counts).total()
        if 2 * shared < THRESHOLD * (len(words) + len(formula)):  # no order can make it better
            continue
        best = max(best, Indel.normalized_similarity(words, formula))
    return best
