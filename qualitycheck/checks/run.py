"""The engine: finds the kinds of rule, gives each rule its typed parameters, turns hits into findings."""

from __future__ import annotations

import hashlib
import importlib
import pkgutil
from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

import qualitycheck.checks as package
from qualitycheck.checks.context import Context, Hit
from qualitycheck.rules import Rule, RuleSet
from qualitycheck.rules.reading import convert_dataclass, fail
from qualitycheck.types import Document, Finding
from qualitycheck.vietnamese.characters import key

Check = Callable[[Document, Any, Context], Iterator[Hit]]


@dataclass(frozen=True, slots=True)
class Kind:
    """A kind of rule: its schema of parameters and its check."""

    name: str
    params: type[Any]
    check: Check


@dataclass(frozen=True, slots=True)
class Active:
    """A rule with its typed parameters."""

    rule: Rule
    kind: Kind
    params: Any


@lru_cache(maxsize=1)
def kinds() -> Mapping[str, Kind]:
    """Every module of ``qualitycheck.checks`` that has a ``KIND``, by that name."""
    found: dict[str, Kind] = {}
    for info in pkgutil.iter_modules(package.__path__):
        module = importlib.import_module(f"{package.__name__}.{info.name}")
        if name := getattr(module, "KIND", None):
            found[name] = Kind(name, module.Params, module.check)
    return found


@lru_cache(maxsize=8)
def activate(rules: RuleSet) -> tuple[Active, ...]:
    """All rules, enabled or not, with typed parameters. Raises RuleError for an unknown kind or parameter."""
    return tuple(activate_rule(rule, rules) for rule in rules.rules.values())


def activate_rule(rule: Rule, rules: RuleSet) -> Active:
    known = kinds()
    if rule.kind not in known:
        raise fail(rule.where, f'rule "{rule.id}": unknown kind "{rule.kind}"; allowed: {", ".join(sorted(known))}')
    kind = known[rule.kind]
    return Active(rule, kind, convert_dataclass(rule.params, kind.params, "params", rules.lists))


def run_checks(document: Document, context: Context) -> tuple[Finding, ...]:
    """All findings of all enabled rules, in the order of their places, document-wide ones first."""
    findings: list[Finding] = []
    for active in activate(context.rules):
        if active.rule.enabled:
            findings.extend(run_rule(active, document, context))
    return tuple(sorted(findings, key=_place))


def run_rule(active: Active, document: Document, context: Context) -> list[Finding]:
    """The findings of one rule, in the order of the document."""
    rule = active.rule
    if rule.applies_to and document.kind not in rule.applies_to:
        return []
    hits = sorted(active.kind.check(document, active.params, context), key=lambda h: (_start(h), h.quote))
    seen: Counter[str] = Counter()
    findings = []
    for hit in hits:
        base = _content(rule, hit, document)
        seen[base] += 1
        findings.append(
            Finding(
                id=_fingerprint(base, seen[base]),
                rule=rule.id,
                level=hit.level or rule.level,
                pledge=hit.pledge,
                span=hit.span,
                quote=hit.quote,
                values=dict(hit.values),
                confidence=hit.confidence,
            )
        )
    return findings


def _start(hit: Hit | Finding) -> int:
    return hit.span.start if hit.span else -1


def _place(finding: Finding) -> tuple[int, int, str, str]:
    pledge = -1 if finding.pledge is None else finding.pledge
    return (_start(finding), pledge, finding.rule, finding.id)


def _content(rule: Rule, hit: Hit, document: Document) -> str:
    """What a finding is about, without positions: rule, folded words of the passage, and whose document it is."""
    owner = document.author or document.unit
    pledge = document.pledges[hit.pledge].text if hit.pledge is not None else ""
    facts = (owner.value if owner else "", document.unit.value if document.unit else "", document.kind)
    about = key(hit.quote or pledge) or hit.quote or pledge
    return "\n".join([rule.id, about, _folded(pledge), *map(key, facts), str(document.year or "")])


@lru_cache(maxsize=256)
def _folded(text: str) -> str:
    """Fingerprint of a passage's folded words; many findings of one long pledge ask for it."""
    return hashlib.blake2b(key(text).encode(), digest_size=8).hexdigest()


def _fingerprint(content: str, occurrence: int) -> str:
    text = content if occurrence == 1 else f"{content}\n{occurrence}"
    return hashlib.blake2b(text.encode(), digest_size=8).hexdigest()
