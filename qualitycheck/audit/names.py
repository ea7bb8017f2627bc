"""How common a personal name is: what an equal name proves.

A name's probability is that of its family name, middle names and given name; counted in the register at hand and steadied by
rough priors (the commonest family names are public knowledge, e.g. Le Trung Hoa, "Họ và tên người Việt Nam", 2005).
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable

from qualitycheck.vietnamese.characters import without_marks

_FAMILY = {
    "nguyen": 0.384, "tran": 0.121, "le": 0.095, "pham": 0.07, "hoang": 0.04, "huynh": 0.03, "phan": 0.045, "vu": 0.025,
    "vo": 0.025, "dang": 0.021, "bui": 0.02, "do": 0.014, "ho": 0.013, "ngo": 0.013, "duong": 0.01, "ly": 0.005,
}  # fmt: skip
_MIDDLE = {"thi": 0.25, "van": 0.2}
_RARE_FAMILY, _RARE_MIDDLE, _GIVEN = 0.003, 0.015, 0.01
_PSEUDO = 200.0  # people that the priors count for
_LEAST = 1e-7


class NameModel:
    """Probabilities of names without marks, over the different people of a register as far as they can be told apart."""

    def __init__(self, names: Iterable[str]) -> None:
        plain = [without_marks(name).split() for name in names]
        parts = [p for p in plain if len(p) > 1]
        self._people = len(parts)
        self._family = Counter(p[0] for p in parts)
        self._middle = Counter(w for p in parts for w in p[1:-1])
        self._given = Counter(p[-1] for p in parts)
        self._whole = Counter(" ".join(p) for p in parts)

    def probability(self, name: str) -> float:
        """Chance that a person met at random bears ``name`` (folded). At least what was counted, the asker aside."""
        parts = without_marks(name).split()
        if len(parts) < 2:
            return 0.01
        found = self._of(self._family, parts[0], _FAMILY.get(parts[0], _RARE_FAMILY))
        found *= self._of(self._given, parts[-1], _GIVEN)
        for word in parts[1:-1]:
            found *= self._of(self._middle, word, _MIDDLE.get(word, _RARE_MIDDLE))
        counted = max(self._whole[" ".join(parts)] - 2, 0) / (self._people + 1)
        return max(found, counted, _LEAST)

    def _of(self, counts: Counter[str], word: str, prior: float) -> float:
        return (counts[word] + _PSEUDO * prior) / (self._people + _PSEUDO)
