"""Monitoring through the year: the checkable pledges as a register, its deadlines, and what became of them."""

from __future__ import annotations

from qualitycheck.monitoring.outcome import Outcome, Result, read_outcomes
from qualitycheck.monitoring.register import MonitoringRegister, Promise, calendar_of, monitoring_register

__all__ = [
    "MonitoringRegister",
    "Outcome",
    "Promise",
    "Result",
    "calendar_of",
    "monitoring_register",
    "read_outcomes",
]
