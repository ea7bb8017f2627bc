"""Rule files -> RuleSet: strict data with their own examples, every error with file and line."""

from qualitycheck.rules.configured import configure
from qualitycheck.rules.headings import heading_roles
from qualitycheck.rules.loading import load_rules
from qualitycheck.rules.model import (
    Example,
    Role,
    Roles,
    Rule,
    RuleSet,
    Template,
    TextInForce,
    Theme,
    UnitAlias,
    Words,
)

__all__ = [
    "Example",
    "Role",
    "Roles",
    "Rule",
    "RuleSet",
    "Template",
    "TextInForce",
    "Theme",
    "UnitAlias",
    "Words",
    "configure",
    "heading_roles",
    "load_rules",
]
