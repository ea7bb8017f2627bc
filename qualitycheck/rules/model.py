"""What the rule folder says, as frozen data: rules with their examples, and the tables that rules look into."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal

from qualitycheck.rules.headings import heading_roles
from qualitycheck.rules.quality import Quality
from qualitycheck.rules.reading import Node
from qualitycheck.types import Kind, Level, MatchKind, Relation, SlotName
from qualitycheck.vietnamese.characters import key

EVERYWHERE = "*"


@dataclass(frozen=True, slots=True)
class Words:
    """One phrase in both languages of the program."""

    vi: str
    en: str


@dataclass(frozen=True, slots=True)
class GivenAssessment:
    """What an example states about its pledges where no model is at hand."""

    level: Literal[0, 1, 2] = 0
    confidence: float = 0.95
    missing: tuple[SlotName, ...] = ()
    object: str | None = None
    template: bool = False
    pledge: int | None = None  # all pledges when not given


@dataclass(frozen=True, slots=True)
class GivenMatch:
    """A copy that an example states."""

    pledge: int
    relation: Relation
    kind: MatchKind = "verbatim"
    similarity: float = 1.0
    year: int | None = None
    author: str = ""
    unit: str = ""
    text: str = ""
    changed: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class GivenNotice:
    """Something a loader saw, stated by an example; ``quote`` is looked up in the text."""

    code: str
    quote: str = ""
    values: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class GivenOther:
    """Another registered document, stated by an example."""

    path: str = ""
    kind: Kind = "unknown"
    year: int | None = None
    author: str = ""
    position: str = ""
    unit: str = ""
    party_cell: str = ""
    title: str = ""
    model_name: str = ""


@dataclass(frozen=True, slots=True)
class ExampleSection:
    heading: str = ""
    pledges: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Example:
    """A small document; an example written as plain text is one pledge. ``[[…]]`` marks what the rule must show."""

    pledge: str = ""
    kind: Kind = "individual"
    year: int | None = None
    author: str = ""
    position: str = ""
    unit: str = ""
    party_cell: str = ""
    title: str = ""
    intro: str = ""
    closing: str = ""
    sections: tuple[ExampleSection, ...] = ()
    words: int | None = None  # fill the intro up to this length
    repeat: int | None = None  # this many pledges
    assessments: tuple[GivenAssessment, ...] = ()
    matches: tuple[GivenMatch, ...] = ()
    notices: tuple[GivenNotice, ...] = ()
    others: tuple[GivenOther, ...] = ()
    params: Mapping[str, str] = field(default_factory=dict)
    note: str = ""


@dataclass(frozen=True, slots=True)
class Examples:
    bad: tuple[Example, ...]
    good: tuple[Example, ...]


@dataclass(frozen=True, slots=True)
class Rule:
    """One entry of a rule file. ``params`` is converted by the kind of rule (see ``qualitycheck.checks``)."""

    id: str
    kind: str
    level: Level
    title: Words
    source: str
    message: Words
    suggestion: Words | None
    why: Words
    params: Node
    examples: Examples
    known_miss: tuple[Example, ...]
    enabled: bool
    applies_to: tuple[Kind, ...]
    where: str


@dataclass(frozen=True, slots=True)
class Theme:
    """A study theme of a year. ``unit`` is "*" or the unit (and all below it) that chose it.

    A pledge serves it with one of ``concepts`` or with two different ``hints``; standing in one of ``parts`` (canonical
    names of sections.yaml) counts as a hint. ``unless`` is taken out of the text before. Wordings: checks/wording.py.
    """

    title: str
    unit: str = EVERYWHERE
    concepts: tuple[str, ...] = ()
    hints: tuple[str, ...] = ()
    parts: tuple[str, ...] = ()
    unless: tuple[str, ...] = ()
    source: str = ""
    verified: bool = True


@dataclass(frozen=True, slots=True)
class Role:
    """A post: how it is called, and the fields of work that belong to it; ``broad``: its remit covers all fields."""

    name: str
    titles: tuple[str, ...]
    fields: tuple[str, ...] = ()
    broad: bool = False


@dataclass(frozen=True, slots=True)
class Roles:
    """``fields`` maps a field of work to the wordings of its core duties, ``near`` to the fields that touch it;
    ``common`` are fields that fit every post, ``units`` what kinds of unit do."""

    fields: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    common: tuple[str, ...] = ()
    roles: tuple[Role, ...] = ()
    near: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    units: tuple[Role, ...] = ()


@dataclass(frozen=True, slots=True)
class Template:
    """A mandated formula that everybody carries and that is never a copy."""

    id: str
    text: str
    source: str = ""
    verified: bool = True


@dataclass(frozen=True, slots=True)
class TextInForce:
    """A directive, regulation or guidance; ``until`` is the day (YYYY-MM-DD) it was replaced, if it was."""

    name: str
    signs: tuple[str, ...]  # how documents cite it: "Quy định 47", "QĐ 47-QĐ/TW"
    since: str = ""
    until: str | None = None
    replaced_by: str = ""
    about: str = ""
    source: str = ""
    verified: bool = True


@dataclass(frozen=True, slots=True)
class UnitAlias:
    """``name`` was called ``was`` until the day ``until`` (YYYY-MM-DD)."""

    name: str
    was: tuple[str, ...]
    until: str = ""
    source: str = ""
    verified: bool = True


@dataclass(frozen=True, slots=True)
class SectionWords:
    """How headings call a part, and which words show it where a document has no headings."""

    phrases: tuple[str, ...]
    content: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Vocabulary:
    """terms.yaml: how readers call the codes in findings, and what to ask for a missing slot."""

    terms: Mapping[str, Words] = field(default_factory=dict)
    questions: Mapping[SlotName, Words] = field(default_factory=dict)


@dataclass(frozen=True, slots=True, eq=False)
class RuleSet:
    """All rules and tables of the rule folders, in the order of the files; ``digest`` names exactly this content."""

    rules: Mapping[str, Rule]
    lists: Mapping[str, tuple[str, ...]]
    themes: Mapping[tuple[str, int], tuple[Theme, ...]]  # (unit or "*", year)
    sections: Mapping[str, Mapping[str, tuple[str, ...]]]  # kind -> canonical name -> phrases
    section_content: Mapping[str, Mapping[str, tuple[str, ...]]]
    roles: Roles
    templates: tuple[Template, ...]
    texts: tuple[TextInForce, ...]
    units: tuple[UnitAlias, ...]
    terms: Mapping[str, Words]  # codes in findings ("verbatim", "deadline") as readers call them
    questions: Mapping[str, Words]  # slot -> what to ask where it is missing
    digest: str
    quality: Quality | None = None  # what was measured with the rules of the base folder

    def section_roles(self, kind: str, heading: str) -> tuple[str, ...]:
        """Canonical parts that a heading stands for; for an unknown kind the parts of all kinds are tried."""
        kinds = [kind] if kind in self.sections else list(self.sections)
        return tuple(dict.fromkeys(r for k in kinds for r in heading_roles(heading, self.sections[k])))

    def themes_of(self, unit: str | None, year: int | None) -> tuple[Theme, ...]:
        """Themes valid for ``unit`` in ``year``: those of the unit or a unit named in it, and those of everybody."""
        inside = f" {key(unit or '')} "
        found = [
            themes
            for (name, y), themes in self.themes.items()
            if y == year and (name == EVERYWHERE or f" {key(name)} " in inside)
        ]
        return tuple(theme for themes in found for theme in themes)
