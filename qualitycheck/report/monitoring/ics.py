"""The deadlines as an iCalendar file (RFC 5545), one whole-day event for every day that a pledge names."""

from __future__ import annotations

from datetime import date, datetime, timedelta, timezone
from pathlib import Path

from icalendar import Alarm, Calendar, Event

from qualitycheck.monitoring import MonitoringRegister, Promise
from qualitycheck.report.header import stamp as made_with
from qualitycheck.report.options import Options
from qualitycheck.report.output import emit
from qualitycheck.report.words import Words

REMIND = timedelta(days=-7)
_SHORT = 70  # letters of a pledge in the title of its event


def write(register: MonitoringRegister, target: Path | None, options: Options) -> None:
    emit(calendar(register, options).decode("utf-8"), target)


def calendar(register: MonitoringRegister, options: Options, now: datetime | None = None) -> bytes:
    """The file's bytes, lines folded and ended as the standard asks; no event where no day is named."""
    words = options.words
    made = Calendar()
    made.add("prodid", "-//qualitycheck//register//VI")
    made.add("version", "2.0")
    made.add("method", "PUBLISH")
    made.add("x-wr-calname", words.say("calendar.name"))
    made.add("x-wr-caldesc", f"{words.say('confirm')} {made_with(register.batch.versions, words)}")
    stamp = (now or datetime.now(timezone.utc)).replace(microsecond=0)  # noqa: UP017  # as in report.docx
    for promise in register.promises:
        for day in promise.due:
            made.add_component(_event(promise, day, stamp, words))
    return bytes(made.to_ical())


def _event(promise: Promise, day: date, stamp: datetime, words: Words) -> Event:
    event = Event()
    event.add("uid", f"{promise.id}-{day:%Y%m%d}@qualitycheck")
    event.add("dtstamp", stamp)
    event.add("dtstart", day)
    event.add("dtend", day + timedelta(days=1))
    who, what = promise.person or promise.unit or words.say("unit-unknown"), _short(promise.what)
    summary = words.say("calendar.summary", who=who, what=what)
    event.add("summary", summary)
    event.add("description", _description(promise, words))
    if promise.unit:
        event.add("categories", [promise.unit])
    event.add("transp", "TRANSPARENT")  # a deadline makes nobody busy
    alarm = Alarm()
    alarm.add("action", "DISPLAY")
    alarm.add("description", summary)
    alarm.add("trigger", REMIND)
    event.add_component(alarm)
    return event


def _description(promise: Promise, words: Words) -> str:
    lines = (
        ("pledge-text", promise.what), ("deadline", promise.deadline), ("measure", promise.measure),
        ("evidence", promise.evidence), ("responsible", promise.responsible), ("unit", promise.unit),
        ("file", promise.path),
    )  # fmt: skip
    return "\n".join(f"{words.say(f'column.{name}')}: {text}" for name, text in lines if text)


def _short(text: str) -> str:
    line = " ".join(text.split())
    return line if len(line) <= _SHORT else line[:_SHORT].rsplit(" ", 1)[0] + "…"
