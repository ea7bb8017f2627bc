"""The monitoring register and its year-end comparison in the formats that offices use."""

from __future__ import annotations

import importlib
import re
from collections.abc import Iterator, Mapping
from dataclasses import replace
from pathlib import Path
from typing import Any

from qualitycheck.messages import Lang
from qualitycheck.monitoring import MonitoringRegister, Outcome
from qualitycheck.report.options import Options
from qualitycheck.report.words import Words

_HERE = "qualitycheck.report.monitoring"
FORMATS: Mapping[str, str] = {name: f"{_HERE}.{name}" for name in ("xlsx", "ics", "csv", "json")}
OUTCOME_FORMATS: Mapping[str, str] = {name: f"{_HERE}.outcome_{name}" for name in ("terminal", "xlsx", "json")}


def write_register(name: str, register: MonitoringRegister, target: Path | None, options: Options) -> None:
    """Write ``register`` in a format of ``FORMATS``; without ``target`` to standard output (xlsx: to a file beside).

    Raises KeyError and OSError.
    """
    module: Any = importlib.import_module(FORMATS[name])
    module.write(register, target, options)


def write_outcome(name: str, outcome: Outcome, target: Path | None, lang: Lang = "vi") -> None:
    """Write ``outcome`` in a format of ``OUTCOME_FORMATS``. Raises KeyError and OSError."""
    module: Any = importlib.import_module(OUTCOME_FORMATS[name])
    module.write(outcome, target, lang)


def unit_files(register: MonitoringRegister) -> Iterator[tuple[str, MonitoringRegister]]:
    """(file name, register) for every unit that promised something checkable; each rests on the whole batch."""
    names = dict.fromkeys(p.unit for p in register.promises)
    used: set[str] = set()
    for unit in names:
        name = base = _file_name(unit)
        count = 1
        while name.casefold() in used:
            count += 1
            name = f"{base} {count}"
        used.add(name.casefold())
        own = tuple(p for p in register.promises if p.unit == unit)
        yield f"{name}.xlsx", replace(register, promises=own, units=tuple(u for u in register.units if u.unit == unit))


def _file_name(unit: str) -> str:
    """A unit as a file name that every system takes."""
    name = re.sub(r'[<>:"/\\|?*\x00-\x1f]', " ", unit or "Chua ro don vi")
    return "So theo doi - " + " ".join(name.split())[:90].rstrip(" .")


def counted(register: MonitoringRegister, words: Words, dated: bool = True) -> Iterator[str]:
    """What the register holds, and with ``dated`` how much of it a calendar can."""
    if not register.promises:
        yield words.say("register.none")
        return
    events = [p for p in register.promises if p.due]
    pledges = sum(u.pledges for u in register.units)
    yield words.say("register.counts", checkable=len(register.promises), pledges=pledges, dated=len(events))
    if dated:
        days, undated = sum(len(p.due) for p in events), len(register.promises) - len(events)
        yield words.say("calendar.no-date", events=days, dated=len(events), undated=undated)
