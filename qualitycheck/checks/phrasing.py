"""Words for a finding, in the last moment: message, suggestion and reason in the reader's language."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from string import Formatter
from typing import Literal

from qualitycheck.checks.context import Value
from qualitycheck.rules import Rule, RuleSet, Words
from qualitycheck.types import Finding

Language = Literal["vi", "en"]


@dataclass(frozen=True, slots=True)
class Phrasing:
    title: str
    message: str
    suggestion: str | None
    why: str


def words_of(finding: Finding, rules: RuleSet, language: Language = "vi") -> Phrasing:
    """The phrases of the finding's rule with its values filled in; ``suggestion`` is None where nothing is to say.

    ``{questions}`` asks for the missing slots about the object the author named; nothing is invented.
    """
    rule = rules.rules[finding.rule]
    values = {name: _shown(value, rules, language) for name, value in finding.values.items()}
    values |= {"quote": _short(finding.quote), "questions": _questions(finding, rules, language)}
    suggestion = _fill(rule.suggestion, values, language) if rule.suggestion else ""
    return Phrasing(
        title=_of(rule.title, language),
        message=_fill(rule.message, values, language),
        suggestion=suggestion or None,
        why=_of(rule.why, language),
    )


def placeholders(rule: Rule) -> set[str]:
    """Names in braces that the rule's message and suggestion use."""
    texts = [rule.message.vi, rule.message.en]
    if rule.suggestion:
        texts += [rule.suggestion.vi, rule.suggestion.en]
    return {name for text in texts for _, name, _, _ in Formatter().parse(text) if name}


def _of(words: Words, language: Language) -> str:
    return words.vi if language == "vi" else words.en


class _Known(dict[str, str]):
    """A value that an older finding lacks is left out rather than a crash."""

    def __missing__(self, name: str) -> str:
        return ""


def _fill(words: Words, values: Mapping[str, str], language: Language) -> str:
    return " ".join(_of(words, language).format_map(_Known(values)).split())


def _shown(value: Value, rules: RuleSet, language: Language) -> str:
    if isinstance(value, tuple):
        shown = [_shown(v, rules, language) for v in value]
        return ("; " if any("," in one for one in shown) else ", ").join(shown)
    if isinstance(value, float):
        return f"{value:.0%}" if 0 <= value <= 1 else f"{value:g}"
    term = rules.terms.get(str(value))
    return _of(term, language) if term else str(value)


def _short(text: str, most: int = 120) -> str:
    text = " ".join(text.split())
    return text if len(text) <= most else text[: most - 1].rsplit(" ", 1)[0] + "…"


def _questions(finding: Finding, rules: RuleSet, language: Language) -> str:
    missing = finding.values.get("missing", ())
    slots = missing if isinstance(missing, tuple) else ()
    asked = [_of(rules.questions[slot], language) for slot in slots if slot in rules.questions]
    about = str(finding.values.get("object") or "")
    return (f"“{_short(about, 60)}”: " if about and asked else "") + " ".join(asked)
