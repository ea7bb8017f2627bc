"""A linear model of what serves a year's theme: syllable n-grams, kinds of people, the part of the document.

It knows the themes it was trained on, by their titles; every other theme is judged by its wordings alone. Weights are
JSON in ``models/theme.json``, made by ``python -m qualitycheck.checks.theme_training``.
"""

from __future__ import annotations

import json
import math
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import lru_cache

from qualitycheck.checks.wording import wordings
from qualitycheck.errors import SettingsError
from qualitycheck.rules import RuleSet, Theme
from qualitycheck.settings import data_folder
from qualitycheck.specificity.unmarked import mark_table
from qualitycheck.types import Document, Kind, Pledge
from qualitycheck.vietnamese.characters import fold, key, syllables

SCHEMA = 1
FILE = "theme.json"
ANY = "*"  # weights shared by all themes
_LENGTH = 5.0  # of the n-gram part of every feature vector
_CLASSES = ("people", "people-in-need", "peoples")


@dataclass(frozen=True, slots=True, eq=False)
class ThemeModel:
    """``themes`` maps the key of a title to the tag in front of its weights."""

    weights: Mapping[str, float]
    intercept: float
    themes: Mapping[str, str]

    def score(self, values: Mapping[str, float]) -> float:
        """Log-odds that a pledge with these features serves the theme."""
        return self.intercept + sum(self.weights.get(name, 0.0) * value for name, value in values.items())


@lru_cache(maxsize=1)
def theme_model() -> ThemeModel | None:
    """The shipped model, None where there is none. Raises SettingsError for one that cannot be read."""
    path = data_folder("models") / FILE
    if not path.is_file():
        return None
    try:
        tree = json.loads(path.read_text(encoding="utf-8"))
        if tree["schema"] != SCHEMA:
            raise ValueError
        weights = {f"{tag}:{name}": w for tag, named in tree["weights"].items() for name, w in named.items()}
        return ThemeModel(weights, tree["intercept"], {key(t): tag for tag, t in tree["themes"].items()})
    except (ValueError, KeyError, TypeError, AttributeError):
        raise SettingsError(
            f"{path}: không phải mô hình chuyên đề; hãy cài lại chương trình. (Not a theme model; install qualitycheck again.)"
        ) from None


@lru_cache(maxsize=1)
def theme_marks() -> Mapping[tuple[str, ...], str]:
    """Syllables without diacritics -> the phrases of the model that they stand for, for text typed without any."""
    model = theme_model()
    names = {name.partition(":")[2] for name in model.weights} if model else set()
    return mark_table(sorted((n for n in names if n[:1].isalpha() and " " in n), key=lambda n: (-n.count(" "), n)))


def theme_score(text: str, pledge: Pledge, document: Document, theme: Theme, rules: RuleSet) -> float | None:
    """Log-odds for one pledge whose words are ``text``; None for a theme the model does not know."""
    model = theme_model()
    tag = model.themes.get(key(theme.title)) if model else None
    if model is None or tag is None:
        return None
    return model.score(features(text, tag, document.sections[pledge.section].roles, document.kind, rules))


def features(text: str, tag: str, roles: Iterable[str], kind: Kind, rules: RuleSet) -> dict[str, float]:
    """Named values of a pledge under the theme ``tag``: each n-gram once for the theme and at half for all themes."""
    grams = _grams(text, rules)
    values = {f"{tag}:{g}": w for g, w in grams.items()} | {f"{ANY}:{g}": w / 2 for g, w in grams.items()}
    norm = math.sqrt(sum(v * v for v in values.values())) or 1.0
    values = {name: v * _LENGTH / norm for name, v in values.items()}
    return values | {f"{tag}:part {role}": 1.0 for role in roles} | {f"{tag}:kind {kind}": 1.0}


def _grams(text: str, rules: RuleSet) -> dict[str, float]:
    """One, two and three syllables in a row, numbers made alike, and which kinds of people are spoken of."""
    words = ["#" if any(c.isdigit() for c in s) else s for s in syllables(text)]
    grams = {" ".join(words[i : i + n]): 1.0 if n < 3 else 0.7 for n in (1, 2, 3) for i in range(len(words) - n + 1)}
    folded = fold(text)
    kinds = (name for name in _CLASSES if name in rules.lists)
    return grams | {f"<{name}>": 1.0 for name in kinds if wordings((f"<{name}>",), rules).search(folded)}
