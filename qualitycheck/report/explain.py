"""One rule explained: what it finds, why, examples, options."""

from __future__ import annotations

from collections.abc import Iterator

from qualitycheck.messages import Lang, label
from qualitycheck.report.words import Words
from qualitycheck.rules import Example, Rule, RuleSet

_HEADS = {
    "level": ("Mức", "Level"),
    "source": ("Phản ánh của tỉnh", "The province's complaint"),
    "message": ("Nhận xét", "Message"),
    "why": ("Vì sao", "Why"),
    "suggestion": ("Gợi ý", "Suggestion"),
    "bad": ("Ví dụ bị nhắc", "Fires on"),
    "good": ("Ví dụ không bị nhắc", "Does not fire on"),
    "known_miss": ("Biết là còn sót", "Known to be missed"),
    "place": ("Tệp", "File"),
}


def explain_rule(rule: Rule, rules: RuleSet, lang: Lang = "vi") -> str:
    """The rule as readable lines in one language; ``[[…]]`` in the examples marks what is shown to the author."""
    return "\n".join([*_lines(rule, lang), *_quality(rule, rules, lang)])


def _quality(rule: Rule, rules: RuleSet, lang: Lang) -> Iterator[str]:
    """How often the rule was right, over all held-out sets and in each set."""
    words = Words(rules, lang)
    yield f"  {words.say('quality')}: {words.quality(rule.id)}"
    for one in rules.quality.sets if rules.quality else ():
        figure = one.rules.get(rule.id)
        if figure is not None and (figure.n or figure.said):
            found = words.say("quality.found", right=figure.right, n=figure.n)
            right = words.say("quality.measured", right=figure.right, said=figure.said)
            yield f"    - {one.name} ({words.label('use', one.use)}): {right}, {found}"


def _lines(rule: Rule, lang: Lang) -> Iterator[str]:
    vi = lang == "vi"
    yield f"{rule.id}: {getattr(rule.title, lang)}"
    said = {
        "level": label("level", rule.level, lang),
        "source": rule.source,
        "message": getattr(rule.message, lang),
        "why": getattr(rule.why, lang),
        "suggestion": getattr(rule.suggestion, lang) if rule.suggestion else "",
        "place": rule.where,
    }
    for name, text in said.items():
        if text:
            yield f"  {_HEADS[name][0 if vi else 1]}: {text}"
    for name, examples in (("bad", rule.examples.bad), ("good", rule.examples.good), ("known_miss", rule.known_miss)):
        if examples:
            yield f"  {_HEADS[name][0 if vi else 1]}:"
            yield from (f"    - {_example(e)}" for e in examples)


def _example(example: Example) -> str:
    """The example in one line: its pledge, or the parts of its small document."""
    if example.pledge:
        return example.pledge
    parts = [example.title, example.intro]
    parts += [f"{s.heading}: {' | '.join(s.pledges)}".strip(": ") for s in example.sections]
    text = " / ".join(p for p in [*parts, example.closing] if p)
    return (text or "…") + (f" ({example.note})" if example.note else "")
