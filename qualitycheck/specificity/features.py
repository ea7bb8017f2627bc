"""What the linear model sees of a pledge: slots and their interactions, and n-grams of a text without names and numbers."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence

from qualitycheck.specificity.clauses import clause_features, slogans_beside
from qualitycheck.specificity.reading import Reading, Stretch
from qualitycheck.specificity.slots import Found
from qualitycheck.vietnamese.characters import fold

FACTS = ("quantity", "frequency", "deadline", "deliverable", "place")
_LENGTHS = (4, 7, 11, 16, 24, 36)


def features(found: Found, around: Sequence[Found] = ()) -> dict[str, float]:
    """Named values: ``s:`` slots and counts (0 to about 1), ``w:`` word n-grams (each text has length 1)."""
    values = dict(slot_features(found, around))
    beside = slogans_beside(found)
    grams = Counter(ngrams(symbols(found.reading, goal(found.reading), beside)))
    for other in around:
        grams.update(ngrams(symbols(other.reading)[:40]))
    norm = len(grams) ** -0.5 if grams else 0.0
    values |= {f"w:{g}": norm for g in grams}
    return values


def slot_features(found: Found, around: Sequence[Found]) -> Iterator[tuple[str, float]]:
    """Hand-made evidence; every value lies between 0 and 1 so that one regularisation fits all."""
    has = dict.fromkeys(_present(found), 1.0)
    for other in around:
        has |= dict.fromkeys(_present(other, acts=bool(found.action)), 1.0)
    yield from ((f"s:{name}", 1.0) for name in has)
    yield from _combined(has)
    yield from _unspoilt(found, has)
    yield from clause_features(found)
    yield from _counts(found)
    yield from _manner(found, slogans_beside(found))
    yield from _shape(found.reading)
    if around:
        yield "s:context", 1.0
        yield from _from_around(around)


def _from_around(around: Sequence[Found]) -> Iterator[tuple[str, float]]:
    """What the parent line, sub-bullets and cells bring: a checkable clause of their own, or any fact."""
    names = {name for other in around for name, _ in clause_features(other)}
    if names & {"s:clause-fact", "s:clause-fact&act"}:
        yield "s:around-fact", 1.0
    if "s:clause-fact&act" in names:
        yield "s:around-fact&act", 1.0


def _present(found: Found, acts: bool = False) -> Iterator[str]:
    """Names of what was found; a place beside no deed (``acts``: the pledge it belongs to has one) is but a bare place."""
    yield from (name for name, stretch in found.first.items() if stretch is not None)
    if _is_outcome(found):
        yield "outcome"
    yield from (f"deliverable={how}" for how, _ in found.deliverable)
    bare = (
        ""
        if acts or found.action or found.quantity or found.reading.frequencies or found.reading.deadlines
        else "bare-"
    )
    yield from (f"{bare}place={kind}" for kind, _ in found.place)


def _combined(has: Mapping[str, float]) -> Iterator[tuple[str, float]]:
    strong = [n for n in ("quantity", "frequency", "deadline", "place=named", "place=person", "place=spot", "outcome",
                          "deliverable=direct", "deliverable=made", "deliverable=counted", "deliverable=posted") if n in has]  # fmt: skip
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


_CHANGES = frozenset(
    fold(w) for w in ("giảm", "tăng", "còn", "xuống", "lên", "đạt", "rút", "hạ", "nâng", "thu", "dưới", "trên", ":")
)


def _is_outcome(found: Found) -> bool:
    """A measured outcome: a quantity after "giảm", "còn", "đạt" … or after a colon ("Tổng đàn: 500 con")."""
    for start, _ in found.quantity[:2]:
        before = [t for t in found.reading.tokens if t.start < start][-3:]
        first = next(t for t in found.reading.tokens if t.start >= start)
        if first.text in _CHANGES or any(t.text in _CHANGES for t in before):
            return True
    return False


def _unspoilt(found: Found, has: Mapping[str, float]) -> Iterator[tuple[str, float]]:
    """Facts that no word of attitude surrounds: the plain doing of something."""
    spoilt = any(
        True for i in _hits(found.reading, "attitude-verbs") if (end := goal(found.reading)) is None or i < end
    ) or bool(found.reading.blanks)
    if spoilt or "action" not in has:
        return
    for name in ("deliverable=direct", "deliverable=made", "deliverable=weak", "place=named", "place=person", "place=spot", "place=group",
                 "quantity", "frequency", "deadline"):  # fmt: skip
        if name in has:
            yield f"s:plain&{name}", 1.0


def _counts(found: Found) -> Iterator[tuple[str, float]]:
    yield "s:n-actions", min(len(found.action), 4) / 4
    yield "s:n-quantities", min(len(found.quantity), 3) / 3
    yield "s:n-places", min(len(found.place), 3) / 3


def _manner(found: Found, beside: Sequence[Stretch]) -> Iterator[tuple[str, float]]:
    """Attitude verbs and slogan words, absolute and against the concrete verbs; none from the clauses ``beside``."""
    reading = found.reading
    tail = goal(reading)
    stop = len(reading.tokens) if tail is None else tail
    attitude = [i for i in _hits(reading, "attitude-verbs") if i < stop and not _within(reading, i, beside)]
    vague = sum(1 for i in _hits(reading, "vague-words") if i < stop and not _within(reading, i, beside))
    if beside:
        yield "s:slogan-beside", 1.0
    if tail is not None:
        yield "s:goal", 1.0
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


def _within(reading: Reading, i: int, spans: Sequence[Stretch]) -> bool:
    return any(a <= reading.tokens[i].start < b for a, b in spans)


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


_HEAD = 6  # a goal is a tail only behind so many tokens


def goal(reading: Reading) -> int | None:
    """Index of the token where the purpose begins ("nhằm …", "góp phần …"), which says nothing of what is done."""
    tokens = reading.tokens
    for i in range(_HEAD, len(tokens) - 1):
        pair = (tokens[i].text, tokens[i + 1].text)
        if (tokens[i].text == _AIM or pair == _SHARE) and not any(t.text in ".;" for t in tokens[i:-1]):
            return i
    return None


_AIM, _SHARE = fold("nhằm"), (fold("góp"), fold("phần"))


def symbols(reading: Reading, stop: int | None = None, skip: Sequence[Stretch] = ()) -> list[str]:
    """The text (up to token ``stop``, without the stretches ``skip``) as syllables; times, numbers, citations, quotations, names each under one sign."""
    out: list[str] = []
    for i, token in enumerate(reading.tokens[:stop]):
        if _within(reading, i, skip):
            continue
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
