"""The score sheet for a meeting: documents ranked per unit on the province's own criteria, with the reasons."""

from __future__ import annotations

from qualitycheck.meeting.criteria import Criterion, MeetingSettings, criteria_of, meeting_of
from qualitycheck.meeting.marks import Lost, Marks, marks
from qualitycheck.meeting.sheet import Entry, Praise, ScoreSheet, UnitEntry, score_sheet

__all__ = [
    "Criterion",
    "Entry",
    "Lost",
    "Marks",
    "MeetingSettings",
    "Praise",
    "ScoreSheet",
    "UnitEntry",
    "criteria_of",
    "marks",
    "meeting_of",
    "score_sheet",
]
