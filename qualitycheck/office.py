"""What offices do with a checked batch: a score sheet for a meeting, a register of pledges to monitor, names hidden.

Personal numbers are hidden first, then names where asked for, and only then anything is ranked, quoted or listed: so no
format can show what was to be hidden. ``docs/meetings.md`` tells the use.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from qualitycheck.api import Setup
from qualitycheck.meeting import ScoreSheet, criteria_of, meeting_of
from qualitycheck.meeting import score_sheet as build_sheet
from qualitycheck.monitoring import MonitoringRegister, calendar_of
from qualitycheck.monitoring import monitoring_register as build_register
from qualitycheck.report.blinding import Blind, blind_batch
from qualitycheck.report.masking import mask_batch
from qualitycheck.types import Batch

if TYPE_CHECKING:
    from qualitycheck.messages import Lang
    from qualitycheck.report import Options


def score_sheet(
    batch: Batch, *, setup: Setup | None = None, mask: bool = True, blind: bool = False, lang: Lang = "vi"
) -> ScoreSheet:
    """Rank ``batch`` on the criteria of the profile (``[criteria]``, ``[meeting]``; see ``meeting.criteria_of``).

    ``mask`` hides birth dates, card, phone and account numbers; ``blind`` also names. Raises SettingsError.
    """
    made = setup or Setup()
    criteria, meeting = criteria_of(made.settings, made.rules.rules), meeting_of(made.settings)
    if not blind:
        return build_sheet(masked(batch, mask), criteria, meeting)
    names = blind_batch(masked(batch, mask), lang)
    meeting = replace(meeting, organisation=names.text(meeting.organisation), superior=names.text(meeting.superior))
    return build_sheet(names.batch, criteria, meeting, numbered=True)


def monitoring_register(batch: Batch, *, setup: Setup | None = None, mask: bool = True) -> MonitoringRegister:
    """The checkable pledges of ``batch`` with the days their deadlines name (``[calendar]`` of the profile).

    Raises SettingsError.
    """
    made = setup or Setup()
    return build_register(masked(batch, mask), plain=batch, calendar=calendar_of(made.settings))


def masked(batch: Batch, mask: bool = True) -> Batch:
    """``batch`` without birth dates, card, phone and account numbers."""
    return mask_batch(batch) if mask else batch


def blinded(batch: Batch, options: Options) -> tuple[Batch, Options]:
    """``batch`` with names hidden, for any writer of ``report``, and the options to write it with.

    Links to the files go, because they tell their names; decisions still come back from the workbook.
    """
    names = blind_batch(masked(batch, options.mask), options.lang)
    settings = tuple((names.text(name), _hidden(value, names), origin) for name, value, origin in options.settings)
    return names.batch, replace(options, files={}, blind=True, plain=batch, settings=settings)


def _hidden(value: object, names: Blind) -> object:
    if isinstance(value, str):
        return names.text(value)
    return [_hidden(one, names) for one in value] if isinstance(value, list) else value
