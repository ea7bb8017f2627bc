"""What stands on top of a check: figures against labels, what another rule set changes, why a finding was made.

Every function belongs to one command of the same name (``evaluate``, ``rules diff``, ``rules schema``, ``explain``).
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

from qualitycheck.api import Setup, add_to_corpus, check
from qualitycheck.api import models_digest as models_digest
from qualitycheck.checks.run import kinds
from qualitycheck.doubts import VAGUE
from qualitycheck.errors import UsageError
from qualitycheck.files import write_atomic
from qualitycheck.pool import Progress
from qualitycheck.rules.loading import TABLES as RULE_TABLES
from qualitycheck.rules.quality import FILE_NAME as QUALITY_FILE
from qualitycheck.rules.quality import Quality, quality_text
from qualitycheck.settings import data_folder
from qualitycheck.specificity.features import features
from qualitycheck.specificity.model import Model, read_around
from qualitycheck.specificity.model import _with as with_slot
from qualitycheck.specificity.slots import PledgeContext, analyse
from qualitycheck.types import Failure, Finding, Report, SlotName

if TYPE_CHECKING:
    from qualitycheck.evaluate import Figures, Gold
    from qualitycheck.messages import Lang
    from qualitycheck.report.changes import Changes
    from qualitycheck.report.explain_finding import Explained, Gain

MOST_GAINS = 3


def evaluate(
    folder: Path, *, setup: Setup | None = None, jobs: int | None = 1, progress: Progress | None = None
) -> Figures:
    """Check the files of a labelled folder, registered together, and compare with its labels. Raises UsageError."""
    import tempfile

    from qualitycheck.evaluate import load_gold, measure

    made, gold, files = setup or Setup(), load_gold(folder), [folder / "files"]
    with tempfile.TemporaryDirectory() as temporary:
        corpus = Path(temporary) / "corpus"
        add_to_corpus(files, corpus, setup=made, jobs=jobs, progress=progress)
        return measure(check(files, corpus=corpus, setup=made, jobs=jobs, progress=progress), gold)


def quality(measured: Sequence[tuple[Path, Gold, Figures]], made: Setup) -> Quality:
    """What ``rules/quality.json`` would say of these sets: (folder, labels, figures)."""
    from qualitycheck.evaluate.quality import quality_of, set_figures

    return quality_of([set_figures(*one) for one in measured], made.rules.digest, models_digest())


def write_quality(measured: Sequence[tuple[Path, Gold, Figures]], made: Setup) -> list[Path]:
    """Write quality.json beside the rules and, in a checkout, renew the documents that show it; what was written."""
    from qualitycheck.evaluate.markdown import has_markers, markdown, renew, summary

    found = quality(measured, made)
    rules = data_folder("rules")
    written = [rules / QUALITY_FILE]
    write_atomic(written[0], quality_text(found))
    shown = {rules.parent / "docs" / "quality.md": markdown, rules.parent / "README.md": summary}
    for path, text in shown.items():
        if has_markers(path):
            renew(path, text(found, made.rules))
            written.append(path)
    return written


def rule_schemas() -> dict[str, dict[str, Any]]:
    """JSON Schemas of the rule files by name, for editors."""
    from qualitycheck.rules.schema import rule_schemas as made

    return made({name: kind.params for name, kind in kinds().items()})


def whole_rules(folder: Path) -> bool:
    """Whether a rule folder can stand alone; one that lacks a table is laid over the program's own rules."""
    return all((folder / name).is_file() for name in RULE_TABLES)


def with_rules(made: Setup, folder: Path | None) -> Setup:
    """``made`` with the rules of ``folder``: alone when whole, else over the program's own; None for the latter only."""
    if folder is None:
        return replace(made, rule_folders=(), base=None)
    if whole_rules(folder):
        return replace(made, rule_folders=(), base=folder)
    return replace(made, rule_folders=(folder,), base=None)


def diff_rules(
    old: Path | None,
    new: Path | None,
    paths: Iterable[Path],
    *,
    corpus: Path | None = None,
    setup: Setup | None = None,
    jobs: int | None = 1,
    progress: Progress | None = None,
    lang: Lang = "vi",
) -> tuple[Changes, tuple[Failure, ...]]:
    """What the rule folder ``new`` changes against ``old`` on some documents, and what could not be read.

    None stands for the program's own rules. Personal numbers are masked. Raises as ``check`` does.
    """
    from qualitycheck.report.changes import compare_batches
    from qualitycheck.report.masking import mask_batch
    from qualitycheck.report.words import Words

    setups = [with_rules(setup or Setup(), folder) for folder in (old, new)]
    for made in setups:
        _ = made.rules  # a broken rule file is said before any work
    files = list(paths)
    before, after = (
        mask_batch(check(files, corpus=corpus, setup=made, jobs=jobs, progress=progress)) for made in setups
    )
    words = [Words(made.rules, lang) for made in setups]
    return compare_batches(before, after, words[0], words[1]), after.failures


def explain(
    finding: str,
    paths: Iterable[Path],
    *,
    corpus: Path | None = None,
    setup: Setup | None = None,
    jobs: int | None = 1,
    progress: Progress | None = None,
) -> Explained | None:
    """The finding with this id, or the only one whose id begins so, in what ``check`` finds; None when there is none.

    Raises UsageError for a beginning that fits several findings.
    """
    made = setup or Setup()
    batch = check(list(paths), corpus=corpus, setup=made, jobs=jobs, progress=progress)
    hits = {f.id: (r, f) for r in batch.reports for f in r.findings if f.id.startswith(finding)}
    if len(hits) > 1 and finding not in hits:
        raise UsageError(f'Mã "{finding}" ứng với nhiều nhận xét: {", ".join(sorted(hits)[:5])}. (Several findings.)')
    if not hits:
        return None
    return explained(made, *(hits.get(finding) or next(iter(hits.values()))))


def explained(made: Setup, report: Report, finding: Finding) -> Explained:
    """A finding of a report with what the model weighed and what would raise the level of its pledge."""
    from qualitycheck.report.explain_finding import Explained, strongest

    least = made.settings.get("review.confidence")
    if finding.pledge is None:
        return Explained(report, finding, None, None, (), (), least)
    pledge, assessment = report.document.pledges[finding.pledge], report.assessments[finding.pledge]
    context = PledgeContext(pledge.parent, pledge.children, pledge.aside)
    seen = features(analyse(pledge.text, made.lexicon), read_around(context, made.lexicon))
    pulls = {
        name: value * _pull(w, assessment.level) for name, value in seen.items() if (w := made.model.weights.get(name))
    }
    gains = _gains(made.model, seen, assessment.missing[:MOST_GAINS]) if finding.rule == VAGUE else ()
    return Explained(report, finding, pledge, assessment, strongest(pulls), gains, least)


def _gains(model: Model, seen: Mapping[str, float], slots: Sequence[SlotName]) -> tuple[Gain, ...]:
    """How the chance of a vague pledge falls as one missing slot after the other is filled, all else left as it is."""
    from qualitycheck.report.explain_finding import Gain

    gains, values = [], dict(seen)
    before = model.probabilities(values)[0]
    for slot in slots:
        values = with_slot(values, slot)
        after = model.probabilities(values)[0]
        gains.append(Gain(slot, before, after))
        before = after
    return tuple(gains)


def _pull(weights: Sequence[float], level: int) -> float:
    """How far a weight speaks for a level against the mean of the others."""
    return weights[level] - (sum(weights) - weights[level]) / (len(weights) - 1)
