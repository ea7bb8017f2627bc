"""Training: labelled pledges -> ``specificity.json`` and its card, with honest figures. Needs scikit-learn."""

from __future__ import annotations

import json
import sys
from collections import defaultdict
from collections.abc import Callable, Mapping, Sequence
from dataclasses import asdict, dataclass, field, replace
from pathlib import Path
from typing import Any

from qualitycheck.errors import MissingExtra, UsageError
from qualitycheck.files import write_atomic
from qualitycheck.settings import data_folder
from qualitycheck.specificity.examples import Labelled, read_examples
from qualitycheck.specificity.features import features
from qualitycheck.specificity.measure import LevelFigures, SlotFigures, level_figures, slot_figures
from qualitycheck.specificity.model import SCHEMA, read_around, shown_slots, softmax
from qualitycheck.specificity.slots import Found, analyse
from qualitycheck.types import SLOT_NAMES

DEFAULT_SETS = ("sentences", "lam-khe")  # below corpora/labelled; the other sets are kept as proof
FOLDS = 10
STRENGTH = 0.3  # C of the regression
SLOT_SCALE = 1.0
GRAM_SCALE = 6.0
MIN_HANDS = 5  # a word n-gram counts only if so many writers use it
MAX_GRAMS = 9000
Row = Mapping[str, float]
Scores = list[tuple[float, float, float]]


@dataclass(frozen=True, slots=True)
class Fitted:
    """A regression as plain numbers."""

    weights: dict[str, tuple[float, float, float]]
    intercepts: tuple[float, float, float]

    def raw(self, row: Row) -> tuple[float, float, float]:
        out = list(self.intercepts)
        for name, value in row.items():
            if (w := self.weights.get(name)) is not None:
                for k in range(3):
                    out[k] += value * w[k]
        return out[0], out[1], out[2]


@dataclass(frozen=True, slots=True)
class Prepared:
    """A labelled pledge with its analysis and features."""

    example: Labelled
    found: Found
    row: dict[str, float]


def default_folders() -> list[Path]:
    """The training sets of a checkout; the other labelled sets are never trained on. Raises UsageError elsewhere."""
    labelled = Path(__file__).resolve().parents[2] / "corpora" / "labelled"
    folders = [labelled / name for name in DEFAULT_SETS]
    if not all(f.is_dir() for f in folders):
        raise UsageError("the training texts are not part of an installation; name your labelled folders")
    return folders


def prepare(examples: Sequence[Labelled]) -> list[Prepared]:
    """Analyse every example once."""
    out = []
    for e in examples:
        found = analyse(e.text)
        out.append(Prepared(e, found, features(found, read_around(e.context))))
    return out


def _only(kind: str) -> Callable[[str], bool]:
    return {"both": lambda n: True, "slots": lambda n: n.startswith("s:"), "ngrams": lambda n: n.startswith("w:")}[kind]


def vocabulary(rows: Sequence[Prepared], kind: str = "both") -> list[str]:
    """Feature names to train on: all slots, and the n-grams used by enough different writers."""
    hands: dict[str, set[str]] = defaultdict(set)
    for p in rows:
        for name in p.row:
            hands[name].add(p.example.hand)
    wanted = _only(kind)
    slots = sorted(n for n in hands if n.startswith("s:") and wanted(n))
    grams = sorted((n for n, h in hands.items() if n.startswith("w:") and len(h) >= MIN_HANDS and wanted(n)),
                   key=lambda n: (-len(hands[n]), n))  # fmt: skip
    return slots + grams[:MAX_GRAMS]


def fit(rows: Sequence[Prepared], kind: str = "both") -> Fitted:
    """Multinomial logistic regression with L2; slots and n-grams each on their own scale. Raises MissingExtra."""
    names = vocabulary(rows, kind)
    model, _ = estimate(rows, names)
    weights = {
        name: (float(w[0]) * _scale(name), float(w[1]) * _scale(name), float(w[2]) * _scale(name))
        for name, w in zip(names, model.coef_.T, strict=True)
    }
    a, b, c = (float(x) for x in model.intercept_)
    return Fitted(weights, (a, b, c))


def estimate(rows: Sequence[Prepared], names: Sequence[str]) -> tuple[Any, Any]:
    """The fitted scikit-learn estimator and the matrix (rows x names) it was fitted on. Raises MissingExtra."""
    try:
        import numpy as np
        from scipy.sparse import csr_matrix
        from sklearn.linear_model import LogisticRegression
        from threadpoolctl import threadpool_limits  # type: ignore[import-untyped]
    except ImportError:
        raise MissingExtra("training needs scikit-learn; install it with: pip install 'qualitycheck[train]'") from None
    matrix = csr_matrix(_matrix(rows, names), shape=(len(rows), len(names)))
    model = LogisticRegression(C=STRENGTH, max_iter=1000, tol=1e-6)
    with threadpool_limits(1):  # the problem is small: threads only wait for each other
        model.fit(matrix, np.array([p.example.level for p in rows]))
    return model, matrix


def _scale(name: str) -> float:
    return SLOT_SCALE if name.startswith("s:") else GRAM_SCALE


def _matrix(rows: Sequence[Prepared], names: Sequence[str]) -> Any:
    place = {n: i for i, n in enumerate(names)}
    data: list[float] = []
    indices: list[int] = []
    ends = [0]
    for p in rows:
        for name, value in p.row.items():
            if (i := place.get(name)) is not None:
                indices.append(i)
                data.append(value * _scale(name))
        ends.append(len(indices))
    return data, indices, ends


def folds_by_hand(rows: Sequence[Prepared], count: int = FOLDS) -> list[int]:
    """Fold of each row so that no writer stands in two folds; large writers first, always into the emptiest fold."""
    sizes: dict[str, int] = defaultdict(int)
    for p in rows:
        sizes[p.example.hand] += 1
    load, fold = [0] * count, {}
    for hand in sorted(sizes, key=lambda h: (-sizes[h], h)):
        k = min(range(count), key=lambda i: (load[i], i))
        fold[hand] = k
        load[k] += sizes[hand]
    return [fold[p.example.hand] for p in rows]


def folds_by_genre(rows: Sequence[Prepared]) -> list[int]:
    """Fold of each row: its genre."""
    genres = sorted({p.example.genre for p in rows})
    return [genres.index(p.example.genre) for p in rows]


def held_out(rows: Sequence[Prepared], folds: Sequence[int], kind: str = "both") -> Scores:
    """Raw scores of every row from a model that has not seen its fold."""
    out: Scores = [(0.0, 0.0, 0.0)] * len(rows)
    for k in sorted(set(folds)):
        fitted = fit([p for p, f in zip(rows, folds, strict=True) if f != k], kind)
        for i, p in enumerate(rows):
            if folds[i] == k:
                out[i] = fitted.raw(p.row)
    return out


def calibrate(scores: Scores, gold: Sequence[int]) -> tuple[float, tuple[float, float, float]]:
    """Scale and shifts that minimise the log loss of held-out scores (Platt's method for three levels)."""
    import numpy as np
    from scipy.optimize import minimize

    raw, true = np.array(scores), np.array(gold)

    def loss(x: Any) -> float:
        z = x[0] * raw + np.array([x[1], 0.0, x[2]])
        z = z - z.max(axis=1, keepdims=True)
        return float(np.mean(np.log(np.exp(z).sum(axis=1)) - z[np.arange(len(true)), true]))

    best = minimize(loss, np.array([1.0, 0.0, 0.0]), method="Nelder-Mead").x
    return float(best[0]), (float(best[1]), 0.0, float(best[2]))


def chances(scores: Scores, scale: float, shift: Sequence[float]) -> Scores:
    """Calibrated probabilities."""
    return [softmax([scale * r + s for r, s in zip(row, shift, strict=True)]) for row in scores]


def cross_calibrated(scores: Scores, gold: Sequence[int], folds: Sequence[int]) -> Scores:
    """Probabilities of each fold, calibrated on the other folds."""
    out: Scores = [(0.0, 0.0, 0.0)] * len(scores)
    for k in set(folds):
        rest = [i for i, f in enumerate(folds) if f != k]
        scale, shift = calibrate([scores[i] for i in rest], [gold[i] for i in rest])
        for i, f in enumerate(folds):
            if f == k:
                out[i] = chances([scores[i]], scale, shift)[0]
    return out


@dataclass(frozen=True, slots=True)
class Trained:
    """What training measured: figures per split and kind of features, per genre, and per slot."""

    levels: Mapping[str, LevelFigures]
    genres: Mapping[str, LevelFigures]
    slots: Mapping[str, SlotFigures]
    n: int
    hands: int
    proof: Mapping[str, LevelFigures] = field(default_factory=dict)  # whole document sets the model never saw


def evaluate(rows: Sequence[Prepared], kinds: Sequence[str] = ("slots", "ngrams", "both")) -> tuple[Trained, Scores]:
    """Leave-authors-out and leave-genre-out figures; also the held-out scores (authors, all features)."""
    gold = [p.example.level for p in rows]
    levels: dict[str, LevelFigures] = {}
    genres: dict[str, LevelFigures] = {}
    slots: dict[str, SlotFigures] = {}
    kept: Scores = []
    for split, folds in (("authors", folds_by_hand(rows)), ("genres", folds_by_genre(rows))):
        for kind in kinds:
            scores = held_out(rows, folds, kind)
            probable = cross_calibrated(scores, gold, folds)
            levels[f"{split}/{kind}"] = level_figures(gold, probable)
            if split == "genres" and kind == "both":
                genres = _per_genre(rows, gold, probable)
                slots = measure_slots(rows, probable)
            elif kind == "both":
                kept = scores
    return Trained(levels, genres, slots, len(rows), len({p.example.hand for p in rows})), kept


def _per_genre(rows: Sequence[Prepared], gold: Sequence[int], probable: Scores) -> dict[str, LevelFigures]:
    out = {}
    for genre in sorted({p.example.genre for p in rows}):
        at = [i for i, p in enumerate(rows) if p.example.genre == genre]
        out[genre] = level_figures([gold[i] for i in at], [probable[i] for i in at])
    return out


def measure_slots(rows: Sequence[Prepared], probable: Scores) -> dict[str, SlotFigures]:
    """Figures of the slots as an assessment shows them, with held-out levels, on all rows with gold slots."""
    pairs: dict[str, list[tuple[str | None, str | None]]] = {name: [] for name in SLOT_NAMES}
    for p, chance in zip(rows, probable, strict=True):
        if p.example.slots is not None:
            shown = shown_slots(p.found, max(range(3), key=lambda k: (chance[k], k)))
            for name in SLOT_NAMES:
                pairs[name].append((p.example.slots.get(name), shown[name]))
    return {name: slot_figures(rows_of) for name, rows_of in pairs.items()}


def proof_folders(folders: Sequence[Path]) -> list[Path]:
    """Document sets (``documents.jsonl``) that stand beside ``folders`` and are not trained on, by name."""
    known = {f.resolve() for f in folders}
    beside = {f for folder in known for f in folder.parent.iterdir() if (f / "documents.jsonl").is_file()}
    return sorted(beside - known)


def on_unseen_sets(
    fitted: Fitted, scale: float, shift: Sequence[float], folders: Sequence[Path]
) -> dict[str, LevelFigures]:
    """Figures on document sets that were not trained on; mandated formulas left out."""
    out = {}
    for folder in folders:
        rows = prepare([e for e in read_examples([folder / "documents.jsonl"]) if not e.template])
        probable = chances([fitted.raw(p.row) for p in rows], scale, shift)
        out[folder.name] = level_figures([p.example.level for p in rows], probable)
    return out


def train(folders: Sequence[Path], output: Path | None = None, *, measure: bool = True) -> Trained | None:
    """Train on all pledges below ``folders``; write ``specificity.json`` and ``README.md`` into ``output`` (a folder).

    ``output`` is the program's models/ by default. Raises UsageError, MissingExtra.
    """
    from qualitycheck.specificity.card import card

    examples = read_examples(folders)
    if (hands := len({e.hand for e in examples})) <= MIN_HANDS:
        raise UsageError(
            f"only {hands} writers in the labelled folders; training needs more than {MIN_HANDS} to be honest"
        )
    rows = prepare(examples)
    gold = [p.example.level for p in rows]
    trained, scores = evaluate(rows) if measure else (None, held_out(rows, folds_by_hand(rows)))
    scale, shift = calibrate(scores, gold)
    fitted = fit(rows)
    if trained is not None:
        trained = replace(trained, proof=on_unseen_sets(fitted, scale, shift, proof_folders(folders)))
    output = output or data_folder("models")
    facts = {"n": len(rows), "hands": len({p.example.hand for p in rows}), "levels": [gold.count(k) for k in range(3)]}
    if trained is not None:
        facts |= {"figures": {k: asdict(v) for k, v in trained.levels.items()}}
        facts |= {"proof": {k: asdict(v) for k, v in trained.proof.items()}}
        facts |= {"slots": {k: asdict(v) for k, v in trained.slots.items()}}
    tree = {"schema": SCHEMA, "facts": facts, "scale": scale, "shift": shift, "intercepts": fitted.intercepts,
            "weights": fitted.weights}  # fmt: skip
    write_atomic(
        output / "specificity.json", json.dumps(_rounded(tree), ensure_ascii=False, separators=(",", ":")) + "\n"
    )
    if trained is not None:
        write_atomic(output / "README.md", card(trained, facts))
    return trained


def _rounded(value: Any) -> Any:
    """Floats with 12 significant digits, all through a tree: small files, the same on every machine."""
    if isinstance(value, float):
        return float(f"{value:.12g}")
    if isinstance(value, dict):
        return {k: _rounded(v) for k, v in value.items()}
    if isinstance(value, (list, tuple)):
        return [_rounded(v) for v in value]
    return value


def main(arguments: Sequence[str]) -> int:
    """``python -m qualitycheck.specificity.train DIR…``"""
    trained = train([Path(a) for a in arguments] or default_folders())
    if trained is not None:
        from qualitycheck.specificity.card import table

        sys.stdout.write(table(trained))
    return 0


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))
