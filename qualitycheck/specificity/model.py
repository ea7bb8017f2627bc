"""The linear model over slots and n-grams: loading, scoring, and the judgement of a pledge."""

from __future__ import annotations

import hashlib
import json
import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from pathlib import Path
from typing import Any, Literal, cast

from qualitycheck.errors import SettingsError
from qualitycheck.specificity.features import FACTS, features
from qualitycheck.specificity.lexicon import Lexicon
from qualitycheck.specificity.slots import NO_CONTEXT, Found, PledgeContext, analyse
from qualitycheck.types import SLOT_NAMES, Assessment, Pledge, SlotName
from qualitycheck.vietnamese.characters import clean

SCHEMA = 1
LEVEL_COUNT = 3
_EVIDENCE = 6


@dataclass(frozen=True, slots=True, eq=False)
class Model:
    """Weights per feature (one per level), intercepts, and the calibration of the raw scores.

    Calibrated scores are ``scale * raw + shift`` per level; probabilities are their softmax.
    """

    weights: Mapping[str, tuple[float, float, float]]
    intercepts: tuple[float, float, float]
    scale: float = 1.0
    shift: tuple[float, float, float] = (0.0, 0.0, 0.0)
    digest: str = ""
    facts: Mapping[str, Any] = field(default_factory=dict)

    @staticmethod
    def load(path: Path) -> Model:
        """Read ``specificity.json``. Raises SettingsError naming the file and the remedy."""
        try:
            data = path.read_bytes()
            tree = json.loads(data)
            if tree["schema"] != SCHEMA:
                raise SettingsError(
                    f"{path.name}: model of schema {tree['schema']}, expected {SCHEMA}; run: qualitycheck train"
                )
            return _from_tree(tree, hashlib.blake2b(data, digest_size=8).hexdigest())
        except FileNotFoundError:
            raise SettingsError(f"{path}: model not found; run: qualitycheck train") from None
        except (ValueError, KeyError, TypeError):
            raise SettingsError(f"{path}: not a specificity model; run: qualitycheck train") from None

    def raw(self, values: Mapping[str, float]) -> tuple[float, float, float]:
        """Uncalibrated scores of the three levels."""
        totals = list(self.intercepts)
        for name, value in values.items():
            weights = self.weights.get(name)
            if weights is not None:
                for level in range(LEVEL_COUNT):
                    totals[level] += value * weights[level]
        return totals[0], totals[1], totals[2]

    def probabilities(self, values: Mapping[str, float]) -> tuple[float, float, float]:
        """Calibrated probabilities of the levels 0, 1, 2."""
        return softmax([self.scale * r + s for r, s in zip(self.raw(values), self.shift, strict=True)])

    def evidence(self, values: Mapping[str, float], level: int) -> tuple[str, ...]:
        """Names of the features that spoke most for ``level`` against the mean of the others, strongest first."""
        pulls = []
        for name, value in values.items():
            if (w := self.weights.get(name)) is not None:
                pulls.append((value * (w[level] - (sum(w) - w[level]) / 2), name))
        return tuple(name for pull, name in sorted(pulls, key=lambda p: (-p[0], p[1]))[:_EVIDENCE] if pull > 0)


def _from_tree(tree: Mapping[str, Any], digest: str) -> Model:
    rows = {str(k): (float(v[0]), float(v[1]), float(v[2])) for k, v in tree["weights"].items()}
    a, b, c = (float(x) for x in tree["intercepts"])
    p, q, r = (float(x) for x in tree["shift"])
    return Model(rows, (a, b, c), float(tree["scale"]), (p, q, r), digest, tree.get("facts", {}))


def softmax(scores: Sequence[float]) -> tuple[float, float, float]:
    """Probabilities from three scores."""
    top = max(scores)
    powers = [math.exp(s - top) for s in scores]
    total = sum(powers)
    return powers[0] / total, powers[1] / total, powers[2] / total


@lru_cache(maxsize=4)
def load_model(path: Path) -> Model:
    """``Model.load`` once per path."""
    return Model.load(path)


def read_around(context: PledgeContext, lexicon: Lexicon | None = None) -> tuple[Found, ...]:
    """The context's lines, analysed."""
    return tuple(analyse(clean(t), lexicon) for t in context.texts)


def assess(
    text: str, context: PledgeContext = NO_CONTEXT, *, model: Model, lexicon: Lexicon | None = None
) -> Assessment:
    """Judge one pledge (cleaned text). ``slots`` are exact substrings of ``text``."""
    found = analyse(text, lexicon)
    around = read_around(context, lexicon)
    values = features(found, around)
    chances = model.probabilities(values)
    level = max(range(LEVEL_COUNT), key=lambda k: (chances[k], k))
    given = {n for n in SLOT_NAMES if any(f.first[n] is not None for f in (found, *around))}
    return Assessment(
        level=cast(Literal[0, 1, 2], level),
        confidence=_sureness(chances[level], level, found),
        slots=shown_slots(found, level),
        missing=() if level == LEVEL_COUNT - 1 else missing(given, values, model),
        evidence=model.evidence(values, level),
    )


_MUCH_UNMARKED = 0.2
_UNSURE = 0.45


def _sureness(chance: float, level: int, found: Found) -> float:
    """The probability of the level; capped where much of the text was typed without diacritics and it was judged vague,
    for what the grammar cannot read it takes for empty words: such a pledge goes to a person."""
    return min(chance, _UNSURE) if level == 0 and found.reading.unmarked >= _MUCH_UNMARKED else chance


def shown_slots(found: Found, level: int) -> dict[SlotName, str | None]:
    """Fillers as exact substrings, in keeping with the level: in a vague pledge a verb does nothing and a number counts
    nothing; what a pledge of level 1 seems to count, date or produce is no measure; at level 2 a loose place narrows.
    """
    kept: tuple[str, ...] = ((), ("action", "object", "place", "owner"), SLOT_NAMES)[level]
    fillers: dict[SlotName, str | None] = {}
    for name in SLOT_NAMES:
        stretch = found.first[name] if name in kept else None
        if stretch is None and name == "place" and level > 0:
            stretch = found.served or (found.loose_place if level == LEVEL_COUNT - 1 else None)
        fillers[name] = found.reading.text[stretch[0] : stretch[1]] if stretch is not None else None
    return fillers


def missing(given: set[SlotName], values: Mapping[str, float], model: Model) -> tuple[SlotName, ...]:
    """Slots whose presence would raise the chance of level 2, the most useful first."""
    gains: list[tuple[float, int, SlotName]] = []
    for order, name in enumerate(("action", "object", *FACTS)):
        slot = cast(SlotName, name)
        if slot not in given:
            gains.append((model.probabilities(_with(values, slot))[2], -order, slot))
    return tuple(slot for _, _, slot in sorted(gains, key=lambda g: (-g[0], -g[1])))


def _with(values: Mapping[str, float], slot: SlotName) -> dict[str, float]:
    """``values`` as they would be if the slot were filled."""
    new = dict(values)
    new[f"s:{slot}"] = 1.0
    if slot == "action":
        new.pop("s:neither", None)
    elif slot in FACTS:
        for name in ("s:facts=0", "s:neither", "s:action&no-fact"):
            new.pop(name, None)
        new["s:facts=1"] = 1.0
        if "s:action" in new:
            new |= {"s:action&fact": 1.0, f"s:action&{slot}": 1.0}
    return new


def assess_all(pledges: Sequence[Pledge], model: Model, lexicon: Lexicon | None = None) -> tuple[Assessment, ...]:
    """Judge the pledges of a document, each with its parent line, sub-bullets and table cells as context."""
    return tuple(
        assess(p.text, PledgeContext(p.parent, p.children, p.aside), model=model, lexicon=lexicon) for p in pledges
    )
