"""Training of ``models/theme.json``: labelled pledges and single sentences -> weights, with figures set by set.

Run: ``python -m qualitycheck.checks.theme_training [FOLDER…]`` with labelled folders (``documents.jsonl``); without any,
all sets of the checkout that may be trained on. Needs scikit-learn.
"""

from __future__ import annotations

import json
import sys
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from qualitycheck.checks.building import build_document
from qualitycheck.checks.theme import THRESHOLD, adjusted, own_words
from qualitycheck.checks.theme_model import FILE, SCHEMA, features
from qualitycheck.errors import MissingExtra
from qualitycheck.files import write_atomic
from qualitycheck.rules import Example, RuleSet, Theme, load_rules
from qualitycheck.rules.model import ExampleSection
from qualitycheck.settings import data_folder
from qualitycheck.types import Document

YEARS = (2018, 2019, 2020)
SETS = ("lam-khe", "hai-van", "dak-mil", "tra-giang")
STRENGTH = 0.4  # C of the regression
SENTENCE_WEIGHT, OTHER_YEAR_WEIGHT, NEUTRAL_WEIGHT = 0.5, 0.2, 0.35
LEAST_USES = 2  # hands
SMALLEST = 0.004


@dataclass(frozen=True, slots=True)
class Sample:
    """A pledge under a theme. ``group`` is its set, "" for a single sentence; ``hand`` whoever is said to write it."""

    text: str
    theme: Theme
    values: Mapping[str, float]
    served: bool
    group: str
    hand: str
    weight: float = 1.0


@dataclass(frozen=True, slots=True)
class Fitted:
    weights: Mapping[str, float]
    intercept: float

    def score(self, values: Mapping[str, float]) -> float:
        return self.intercept + sum(self.weights.get(n, 0.0) * v for n, v in values.items())


def labelled_samples(folder: Path, rules: RuleSet) -> list[Sample]:
    """Every pledge of a labelled folder whose year has a theme."""
    samples = []
    for labels in _lines(folder / "documents.jsonl"):
        document = _document(labels, rules)
        themes = rules.themes_of("", document.year)
        gold = [bool(p["on_theme"]) for s in labels["sections"] for p in s["pledges"]]
        for pledge, served in zip(document.pledges, gold, strict=True) if themes else ():
            words = own_words(pledge.text, themes[0])
            roles = document.sections[pledge.section].roles
            values = features(words, str(document.year), roles, document.kind, rules)
            hand = f"{folder.name}/{labels['author'] or labels['unit']}"
            samples.append(Sample(words, themes[0], values, served, folder.name, hand))
    return samples


def sentence_samples(file: Path, rules: RuleSet) -> list[Sample]:
    """Single sentences under every theme: wanted for their own years, unwanted (with less weight) for the others."""
    samples = []
    for line in _lines(file):
        for year in YEARS:
            served = year in line["years"]
            weight = SENTENCE_WEIGHT if served else OTHER_YEAR_WEIGHT if line["years"] else NEUTRAL_WEIGHT
            theme = rules.themes_of("", year)[0]
            words = own_words(line["text"], theme)
            values = features(words, str(year), (), "individual", rules)
            samples.append(Sample(words, theme, values, served, "", line["text"], weight))
    return samples


def fit(samples: Sequence[Sample]) -> Fitted:
    """A regularised regression over the features that at least two hands use: no single writer's wording is learnt."""
    try:
        from sklearn.feature_extraction import DictVectorizer
        from sklearn.linear_model import LogisticRegression
    except ImportError:
        raise MissingExtra("scikit-learn", "train") from None
    uses = Counter(name for name, _ in {(name, s.hand) for s in samples for name in s.values})
    vectorizer = DictVectorizer()
    table = vectorizer.fit_transform([{n: v for n, v in s.values.items() if uses[n] >= LEAST_USES} for s in samples])
    model = LogisticRegression(C=STRENGTH, max_iter=3000)
    model.fit(table, [s.served for s in samples], sample_weight=[s.weight for s in samples])
    names = vectorizer.get_feature_names_out()
    weights = {n: round(float(w), 4) for n, w in zip(names, model.coef_[0], strict=True) if abs(w) >= SMALLEST}
    return Fitted(weights, round(float(model.intercept_[0]), 4))


def held_out(samples: Sequence[Sample], rules: RuleSet) -> dict[str, dict[str, tuple[float, float, float]]]:
    """Set -> (precision, recall, F1) with that set kept out of training: of the regression alone, and with the wordings
    (which, unlike it, were written with some of the sets at hand)."""
    figures = {}
    for group in sorted({s.group for s in samples if s.group}):
        model = fit([s for s in samples if s.group != group])
        kept = [s for s in samples if s.group == group]
        scores = [model.score(s.values) for s in kept]
        figures[group] = {
            "regression": _figures(kept, scores),
            "with wordings": _figures(
                kept, [adjusted(x, s.text, s.theme, rules) for x, s in zip(scores, kept, strict=True)]
            ),
        }
    return figures


def _figures(samples: Sequence[Sample], scores: Sequence[float]) -> tuple[float, float, float]:
    found = [score > THRESHOLD for score in scores]
    right = sum(f and s.served for f, s in zip(found, samples, strict=True))
    precision = right / max(sum(found), 1)
    recall = right / max(sum(s.served for s in samples), 1)
    return precision, recall, 2 * right / max(sum(found) + sum(s.served for s in samples), 1)


def tree_of(model: Fitted, rules: RuleSet) -> dict[str, Any]:
    """The JSON of a model: weights by tag, in a fixed order."""
    weights: dict[str, dict[str, float]] = {}
    for name in sorted(model.weights):
        tag, _, rest = name.partition(":")
        weights.setdefault(tag, {})[rest] = model.weights[name]
    themes = {str(year): rules.themes_of("", year)[0].title for year in YEARS}
    return {"schema": SCHEMA, "themes": themes, "intercept": model.intercept, "weights": weights}


def main(folders: Sequence[str]) -> str:
    """Train, write ``models/theme.json`` and return the table of figures."""
    rules = load_rules([data_folder("rules")])
    corpora = Path(__file__).parents[2] / "corpora" / "labelled"
    chosen = [Path(f) for f in folders] or [corpora / name for name in SETS]
    samples = [s for folder in chosen for s in labelled_samples(folder, rules)]
    samples += sentence_samples(corpora / "themes" / "sentences.jsonl", rules)
    text = json.dumps(tree_of(fit(samples), rules), ensure_ascii=False, separators=(",", ":")).replace('},"', '},\n"')
    write_atomic(data_folder("models") / FILE, (text + "\n").encode())
    rows = [
        f"{group:10} {what:14} P {p:.2f} R {r:.2f} F1 {f:.2f}"
        for group, each in held_out(samples, rules).items()
        for what, (p, r, f) in each.items()
    ]
    return "\n".join(rows)


def _lines(file: Path) -> list[dict[str, Any]]:
    return [json.loads(line) for line in file.read_text(encoding="utf-8").splitlines() if line.strip()]


def _document(labels: Mapping[str, Any], rules: RuleSet) -> Document:
    sections = tuple(ExampleSection(s["heading"], tuple(p["text"] for p in s["pledges"])) for s in labels["sections"])
    return build_document(Example(kind=labels["kind"], year=labels["year"], sections=sections), rules).document


if __name__ == "__main__":
    sys.stdout.write(main(sys.argv[1:]) + "\n")
