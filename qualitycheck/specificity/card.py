"""The model card: figures as Markdown tables."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from qualitycheck.specificity.measure import LevelFigures
    from qualitycheck.specificity.train import Trained

_HEAD = "| | n | macro-F1 | kappa | vague P | vague R | R at P ≥ .90 | concrete P | ECE |\n|---|---|---|---|---|---|---|---|---|\n"


def table(trained: Trained) -> str:
    """The measured figures as Markdown."""
    levels = _HEAD + "".join(_row(k, v) for k, v in trained.levels.items())
    genres = _HEAD + "".join(_row(k, v) for k, v in trained.genres.items())
    proof = _HEAD + "".join(_row(k, v) for k, v in trained.proof.items())
    slots = (
        "| slot | n | precision | recall | F1 | F1, IoU ≥ .5 | F1, exact |\n|---|---|---|---|---|---|---|\n"
        + "".join(
            f"| {k} | {v.n} | {v.precision:.3f} | {v.recall:.3f} | {v.f1:.3f} | {v.overlap:.3f} | {v.exact:.3f} |\n"
            for k, v in trained.slots.items()
        )
    )
    return f"### Levels, held out\n{levels}\n### Each genre, left out\n{genres}\n### Whole document sets, each by another author, that the model never saw (mandated formulas left out)\n{proof}\n### Slots as shown in an assessment (grammar, kept in line with the level of a model that has not seen the genre)\n{slots}"


def _row(name: str, f: LevelFigures) -> str:
    numbers = (f.macro_f1, f.kappa, f.vague_precision, f.vague_recall, f.vague_recall_at_precision, f.concrete_precision,
               f.calibration_error)  # fmt: skip
    return f"| {name} | {f.n} | " + " | ".join(f"{x:.3f}" for x in numbers) + " |\n"


def card(trained: Trained, facts: Mapping[str, Any]) -> str:
    """``models/README.md``."""
    low, middle, high = facts["levels"]
    return f"""# specificity.json

Judges how specific a pledge is: 0 chung chung, 1 một phần, 2 cụ thể (definitions: `docs/specificity.md`).

- **What it is**: multinomial logistic regression (L2) over the slots found by the grammar of `qualitycheck/specificity`,
  their interactions, and word n-grams of the text in which numbers, times, names, quotations and cited documents are
  replaced by signs. Only n-grams that at least five writers use are kept. Calibrated by one scale and two shifts.
- **What it holds**: plain JSON (weights per feature and level); nothing executes on load.
- **Trained on** {facts["n"]} different pledges by {facts["hands"]} hands (level 0/1/2: {low}/{middle}/{high}), all invented for this
  project and labelled after `corpora/labelled/GUIDE.md`. Made by `qualitycheck train DIR…`.
- **Limits**: invented texts are easier than real ones; expect lower figures on public documents. One label per text:
  where two careful people differ, the figures cannot tell. Confidence is calibrated on the same invented texts.

`sentences/contrasts.jsonl` is by the engineer of the grammar, to settle by the guide what the writers label differently (see
`docs/specificity.md`): it is no proof of anything.

"authors": no signing person or unit stands in both training and test (one real hand may sign as several people, as in
`lam-khe`: so these figures flatter); "genres": a whole genre, with its writers, is left out: the honest rows. R at P ≥ .90: share of
the vague pledges that can be named with at most one wrong in ten. ECE: expected calibration error.

{table(trained)}
A slot counts as right when found and labelled filler share at least half of the shorter one's syllables; the last two columns
are stricter (intersection over union of the syllables at least one half; the same syllables). The grammar was written while
reading all these genres, and labels against the guide were mended while reading its mistakes: `docs/specificity.md` has the
figures against a blind annotator, which are lower and the honest ones.
"""
