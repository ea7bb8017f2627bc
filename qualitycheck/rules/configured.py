"""Settings laid over the rules: limits, levels, rules on and off, parameters and an office's own themes."""

from __future__ import annotations

from dataclasses import replace
from typing import cast

from qualitycheck.errors import SettingsError
from qualitycheck.rules.model import EVERYWHERE, Rule, RuleSet, Theme
from qualitycheck.rules.reading import merged_table, node_of
from qualitycheck.settings import DEFAULT, RuleSetting, Settings
from qualitycheck.types import Level

# limit -> (rule, parameter)
LIMIT_PARAMS = {
    "individual_words": ("too-long", "individual"),
    "collective_words": ("too-long", "collective"),
    "model_words": ("too-long", "model"),
    "pledges": ("too-many-pledges", "max"),
    "pledge_words": ("long-pledge", "max"),
}


def configure(rules: RuleSet, settings: Settings) -> RuleSet:
    """``rules`` with the settings applied; values that the settings leave at their default stay as the rules say.

    Raises SettingsError for a rule id that does not exist.
    """
    changed = dict(rules.rules)
    for limit, setting in settings.limits.items():
        rule, param = LIMIT_PARAMS[limit]
        if setting.origin != DEFAULT and rule in changed:
            changed[rule] = _with(changed[rule], RuleSetting(params={param: setting.value}, origin=setting.origin))
    for name, rule_setting in settings.rules().items():
        if name not in changed:
            known = ", ".join(sorted(changed))
            raise SettingsError(
                f'{rule_setting.origin}: không có quy tắc "{name}"; các quy tắc: {known}. (no rule "{name}")'
            )
        changed[name] = _with(changed[name], rule_setting)
    return replace(rules, rules=changed, themes=_with_themes(rules, settings))


def _with(rule: Rule, setting: RuleSetting) -> Rule:
    return replace(
        rule,
        level=cast(Level, setting.level or rule.level),
        enabled=rule.enabled if setting.enabled is None else setting.enabled,
        params=merged_table(rule.params, node_of(setting.params, setting.origin)),
    )


def _with_themes(rules: RuleSet, settings: Settings) -> dict[tuple[str, int], tuple[Theme, ...]]:
    themes = dict(rules.themes)
    for name, setting in settings.themes.items():
        year, _, unit = name.partition("/")
        titles = [setting.value] if isinstance(setting.value, str) else setting.value
        known = {t.title: t for old in rules.themes.values() for t in old}
        themes[(unit or EVERYWHERE, int(year))] = tuple(
            replace(known[t], unit=unit or EVERYWHERE)
            if t in known
            else Theme(t, unit or EVERYWHERE, source=setting.origin)
            for t in titles
        )
    return themes
