"""Deliverables: named things that exist afterwards and can be shown."""

from __future__ import annotations

from collections.abc import Iterator

from qualitycheck.specificity.reading import Reading, Stretch

_NEAR = 5


def deliverables(reading: Reading) -> Iterator[tuple[str, Stretch]]:
    """("made" | "counted" | "named", stretch): a thing with a making verb before it, with a number, or just named."""
    tokens, i = reading.tokens, 0
    while i < len(tokens):
        strong = reading.lexicon["deliverables"].at(tokens, i)
        weak = reading.lexicon["weak-deliverables"].at(tokens, i)
        n = max(strong, weak)
        if not n or reading.quoted(tokens[i]) or reading.cited(tokens[i]):
            i += 1
            continue
        how = _how(reading, i)
        if strong >= weak and strong:
            yield how, (tokens[i].start, tokens[i + n - 1].end)
        elif how == "made" and not _cites(reading, i + n):
            yield "weak", (tokens[i].start, tokens[i + n - 1].end)
        i += n


def _how(reading: Reading, i: int) -> str:
    tokens = reading.tokens
    if i > 0 and any(reading.is_number(k) for k in range(max(0, i - 2), i)):
        return "counted"
    for k in range(i, max(0, i - _NEAR), -1):
        if tokens[k - 1].text in ".;:" and k < i:
            break
        if reading.lexicon["making-verbs"].before(tokens, k):
            return "made"
    return "named"


def _cites(reading: Reading, end: int) -> bool:
    """Whether a paper is only quoted by its number or its issuer ("nghị quyết của Đảng", "kế hoạch số 12")."""
    tokens = reading.tokens
    return end < len(tokens) and (tokens[end].text in ("số", "của", "cấp", "trung", "đại", "đề") or reading.cited(tokens[end]))
