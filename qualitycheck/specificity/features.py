"""What the linear model sees of a pledge: slots and their interactions, and n-grams of a text without names and numbers."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence

from qualitycheck.specificity.reading import Reading
from qualitycheck.specificity.slots import Found

FACTS = ("quantity", "frequency", "deadline", "deliverable", "place")
_LENGTHS = (4, 7, 11, 16, 24, 36)


def features(found: Found, around: Sequence[Found] = ()) -> dict[str, float]:
    """Named values: ``s:`` slots and counts (0 to about 1), ``w:`` word n-grams (each text has length 1)."""
    values = dict(slot_features(found, around))
    grams = Counter(ngrams(symbols(found.reading)))
    for other in around:
        grams.update(ngrams(symbols(other.reading)[:40]))
    norm = len(grams) ** -0.5 if grams else 0.0
    values |= {f"w:{g}": norm for g in grams}
    return values


def slot_features(found: Found, around: Sequence[Found]) -> Iterator[tuple[str, float]]:
    """Hand-made evidence; every value lies between 0 and 1 so that one regularisation fits all."""
    has = dict.fromkeys(_present(found), 1.0)
    for other in around:
        has |= dict.fromkeys(_present(other), 1.0)
    yield from ((f"s:{name}", 1.0) for name in has)
    yield from _combined(has)
    yield from _counts(found)
    yield from _manner(found)
    yield from _shape(found.reading)
    if around:
        yield "s:context", 1.0


def _present(found: Found) -> Iterator[str]:
    yield from (name for name, stretch in found.first.items() if stretch is not None)
    yield from (f"deliverable={how}" for how, _ in found.deliverable)
    yield from (f"place={kind}" for kind, _ in found.place)


def _combined(has: Mapping[str, float]) -> Iterator[tuple[str, float]]:
    strong = [n for n in ("quantity", "frequency", "deadline", "place=named", "place=person", "place=spot",
                          "deliverable=made", "deliverable=counted") if n in has]  # fmt: skip
    yield f"s:facts={min(len(strong), 4)}", 1.0
    act = "action" in has
    if act and strong:
        yield "s:action&fact", 1.0
    if act and not strong:
        yield "s:action&no-fact", 1.0
    if not act and not strong:
        yield "s:neither", 1.0
    if act:
        yield from ((f"s:action&{n}", 1.0) for n in strong)
    if act and "object" in has:
        yield "s:action&object", 1.0


def _counts(found: Found) -> Iterator[tuple[str, float]]:
    yield "s:n-actions", min(len(found.action), 4) / 4
    yield "s:n-quantities", min(len(found.quantity), 3) / 3
    yield "s:n-places", min(len(found.place), 3) / 3


def _manner(found: Found) -> Iterator[tuple[str, float]]:
    """Attitude verbs and slogan words, absolute and against the concrete verbs."""
    reading = found.reading
    attitude = list(_hits(reading, "attitude-verbs"))
    vague = sum(1 for _ in _hits(reading, "vague-words"))
    yield "s:n-attitude", min(len(attitude), 5) / 5
    yield "s:n-vague", min(vague, 6) / 6
    words = max(1, sum(t.is_word for t in reading.tokens))
    yield "s:vague-density", min(1.0, 4 * (vague + len(attitude)) / words)
    if attitude and not found.action:
        yield "s:attitude-only", 1.0
    yield "s:attitude-share", len(attitude) / (len(attitude) + len(found.action) + 1)
    first = reading.tokens[attitude[0]].start if attitude else None
    action = found.action[0][0] if found.action else None
    opens = reading.tokens[reading.body()].start if reading.tokens else 0
    if first is not None and first <= opens:
        yield "s:opens-with-attitude", 1.0
    if action is not None and action <= opens:
        yield "s:opens-with-action", 1.0
    if first is not None and action is not None and first < action:
        yield "s:attitude-first", 1.0


def _hits(reading: Reading, name: str) -> Iterator[int]:
    i, phrases = 0, reading.lexicon[name]
    while i < len(reading.tokens):
        n = phrases.at(reading.tokens, i)
        if n:
            yield i
        i += max(1, n)


def _shape(reading: Reading) -> Iterator[tuple[str, float]]:
    tokens = reading.tokens
    words = sum(t.is_word for t in tokens)
    yield f"s:length={sum(words > b for b in _LENGTHS)}", 1.0
    if reading.blanks:
        yield "s:blank", 1.0
    if reading.citations:
        yield "s:cites", 1.0
    if reading.quotes:
        yield "s:quotes", 1.0
    if any(t.masked and t.is_digits for t in tokens):
        yield "s:name-number", 1.0
    if any(t.text == "%" for t in tokens):
        yield "s:percent", 1.0
    if reading.body():
        yield "s:label", 1.0
    commas = sum(t.text in (",", ";") for t in tokens)
    yield "s:comma-rate", min(1.0, 6 * commas / max(1, words))
    names = sum(t.capital and not t.acronym for t in tokens[1:])
    yield "s:capital-rate", min(1.0, 4 * names / max(1, words))
    if tokens and tokens[reading.body()].text == "không":
        yield "s:opens-with-not", 1.0


def symbols(reading: Reading) -> list[str]:
    """The text as syllables, with times, numbers, citations, quotations and names each put under one sign."""
    out: list[str] = []
    for i, token in enumerate(reading.tokens):
        sign = _sign(reading, i)
        if sign is None:
            out.append(token.text)
        elif not out or out[-1] != sign:
            out.append(sign)
    return out


def _sign(reading: Reading, i: int) -> str | None:
    token = reading.tokens[i]
    if any(a <= token.start < b for a, b in reading.frequencies):
        return "<freq>"
    if any(a <= token.start < b for a, b in reading.deadlines):
        return "<date>"
    if reading.cited(token):
        return "<cite>"
    if token.is_digits:
        return "<name#>" if token.masked else "<n>"
    if reading.quoted(token) and token.text != '"':
        return "<quote>"
    if i > 0 and token.capital and not token.acronym and reading.tokens[i - 1].text not in ".:;-+":
        return "<Name>"
    return None


def ngrams(words: Sequence[str]) -> Iterable[str]:
    """Unigrams, bigrams and trigrams of the symbols, with the text's beginning and end marked."""
    framed = ["<s>", *words, "</s>"]
    for n in (1, 2, 3):
        for i in range(len(framed) - n + 1):
            yield " ".join(framed[i : i + n])
