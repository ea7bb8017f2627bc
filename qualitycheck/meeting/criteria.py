"""The scale of a score sheet: the province's own criteria with their weights, or the five parts of the score.

A criterion is data of the profile (``[criteria.NAME]``): a title, a weight, and what it is read from: a part of the score,
slots that a pledge must state, findings that cost a share of it.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from typing import Any, cast

from qualitycheck.errors import SettingsError
from qualitycheck.messages import Lang, label
from qualitycheck.score import WEIGHTS
from qualitycheck.settings import Setting, Settings
from qualitycheck.types import SLOT_NAMES, SlotName

KEYS = ("title", "title-en", "weight", "part", "slots", "rules")
MEETING: Mapping[str, Any] = {
    "organisation": "", "superior": "", "commend-documents": 5, "commend-pledges": 8, "discuss": 6,
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Criterion:
    """``weight`` is its points of 100.

    ``part``: the share kept of that part of the score. ``slots``: what every own pledge must state, each entry one slot
    or several of which one is enough. ``costs``: rule id -> share of the criterion that one finding takes. A pledge loses
    for a slot only where a finding says that it is not concrete: nothing is lost without a finding.
    """

    name: str
    title: str
    title_en: str
    weight: float
    part: str | None = None
    slots: tuple[tuple[SlotName, ...], ...] = ()
    costs: Mapping[str, float] = field(default_factory=dict)

    def shown(self, lang: Lang) -> str:
        return self.title_en if lang == "en" and self.title_en else self.title


@dataclass(frozen=True, slots=True)
class MeetingSettings:
    """``[meeting]`` of the profile: who meets, and how many documents and pledges the lists hold at most."""

    organisation: str = ""
    superior: str = ""
    commend_documents: int = 5
    commend_pledges: int = 8
    discuss: int = 6


def criteria_of(settings: Settings, rules: Iterable[str] = ()) -> tuple[Criterion, ...]:
    """The criteria of the profile in its order, their weights scaled to 100; the five parts where it names none.

    ``rules`` are the known rule ids, for checking; without them any id is taken. Raises SettingsError.
    """
    groups: dict[str, dict[str, Setting]] = {}
    for dotted, setting in settings.table("criteria").items():
        name, _, key = dotted.partition(".")
        if key.partition(".")[0] not in KEYS:
            raise SettingsError(f'{setting.origin}: unknown key "criteria.{dotted}"; allowed: {", ".join(KEYS)}')
        groups.setdefault(name, {})[key] = setting
    if not groups:
        return _parts({**WEIGHTS, **settings.weights})
    found = [_criterion(name, keys, frozenset(rules)) for name, keys in groups.items()]
    whole = sum(c.weight for c in found)
    if whole <= 0:
        raise SettingsError(f"{_first(groups)}: [criteria] must leave one weight above 0")
    return tuple(_weighed(c, 100 * c.weight / whole) for c in found)


def meeting_of(settings: Settings) -> MeetingSettings:
    """``[meeting]`` of the profile. Raises SettingsError."""
    values = dict(MEETING)
    for name, setting in settings.table("meeting").items():
        if name not in MEETING:
            allowed = ", ".join(f"meeting.{key}" for key in MEETING)
            raise SettingsError(f'{setting.origin}: unknown key "meeting.{name}"; allowed: {allowed}')
        right = isinstance(setting.value, str) if MEETING[name] == "" else _is_count(setting.value)
        wanted = "a text" if MEETING[name] == "" else "a whole number from 0"
        _need(right, setting, f"meeting.{name}", wanted)
        values[name] = setting.value
    return MeetingSettings(**{name.replace("-", "_"): value for name, value in values.items()})


def _is_count(value: object) -> bool:
    return type(value) is int and value >= 0


def _parts(weights: Mapping[str, float]) -> tuple[Criterion, ...]:
    whole = sum(weights[name] for name in WEIGHTS) or 1.0
    return tuple(
        Criterion(n, label("part", n, "vi"), label("part", n, "en"), 100 * weights[n] / whole, part=n)
        for n in WEIGHTS
        if weights[n] > 0
    )


def _criterion(name: str, keys: Mapping[str, Setting], rules: frozenset[str]) -> Criterion:
    def get(key: str, default: object) -> Any:
        return keys[key].value if key in keys else default

    for key, setting in keys.items():
        _check(name, key, setting, rules)
    costs = {key.removeprefix("rules."): float(s.value) for key, s in keys.items() if key.startswith("rules.")}
    slots = tuple(tuple(cast(SlotName, s) for s in entry.split("|")) for entry in get("slots", []))
    if not (costs or slots or "part" in keys):
        raise SettingsError(f"{next(iter(keys.values())).origin}: [criteria.{name}] needs part, slots or rules")
    title = get("title", name)
    return Criterion(name, title, get("title-en", ""), float(get("weight", 1)), get("part", None), slots, costs)


def _check(name: str, key: str, setting: Setting, rules: frozenset[str]) -> None:
    value, shown = setting.value, f"criteria.{name}.{key}"
    if key in ("title", "title-en"):
        _need(isinstance(value, str) and bool(value.strip()), setting, shown, "a text")
    elif key == "weight":
        _need(type(value) in (int, float) and value >= 0, setting, shown, "a number from 0")
    elif key == "part":
        _need(value in WEIGHTS, setting, shown, f"one of {', '.join(WEIGHTS)}")
    elif key == "slots":
        good = isinstance(value, list) and all(isinstance(v, str) for v in value)
        known = good and all(slot in SLOT_NAMES for entry in value for slot in entry.split("|"))
        _need(known, setting, shown, f'a list such as ["action", "deadline|frequency"] of {", ".join(SLOT_NAMES)}')
    else:
        rule = key.removeprefix("rules.")
        _need(not rules or rule in rules, setting, shown, f"named after a rule: {', '.join(sorted(rules))}")
        share = type(value) in (int, float) and 0 <= value <= 1
        _need(share, setting, shown, "the share of the criterion that one finding costs, 0 to 1")


def _need(good: bool, setting: Setting, name: str, wanted: str) -> None:
    if not good:
        raise SettingsError(f'{setting.origin}: "{name}" must be {wanted}')


def _weighed(criterion: Criterion, weight: float) -> Criterion:
    return replace(criterion, weight=weight)


def _first(groups: Mapping[str, Mapping[str, Setting]]) -> str:
    return next(iter(next(iter(groups.values())).values())).origin
