"""The review dates as a calendar file: taken in again, it replaces what it brought before and doubles nothing."""

from collections.abc import Iterator
from datetime import date, datetime, timedelta
from typing import TYPE_CHECKING

from sqlalchemy import select
from sqlalchemy.orm import Session

from ewloe_desktop.documents.words import day as written
from ewloe_desktop.documents.words import words
from ewloe_desktop.domain.people import Action, Actor
from ewloe_desktop.domain.policies import PolicyRow
from ewloe_desktop.services.photo_sheets import made_file
from ewloe_desktop.services.policies import list_policies
from ewloe_desktop.services.sheets import StoredFile
from ewloe_desktop.services.standing import allow, day, now, school
from ewloe_desktop.storage.policies import Policy

if TYPE_CHECKING:
    from icalendar import Alarm, Calendar, Event

CALENDAR = "text/calendar"
REMINDERS = (90, 30, 7)  # days before a review is due
_MORNING = timedelta(hours=9)


def review_calendar(session: Session, actor: Actor) -> StoredFile:
    """An entry for every policy's review, with reminders; a retired policy's entry is taken away again."""
    from icalendar import Calendar

    allow(session, actor, Action.PRINT)
    said, own = words("review_calendar"), school(session)
    calendar = Calendar()
    calendar.add("prodid", "-//Ewloe Desktop//EN")
    calendar.add("version", "2.0")
    calendar.add("method", "PUBLISH")
    calendar.add("x-wr-calname", f"{said['title']}, {own.name}")
    _fill(calendar, session, actor, own.id)
    return made_file(said["title"], "", calendar.to_ical(), CALENDAR, "ics")


def _fill(calendar: "Calendar", session: Session, actor: Actor, register: str) -> None:
    kept = {row.id: row for row in session.execute(select(Policy.id, Policy.retired_on, Policy.version))}
    for row in list_policies(session, actor):
        due = row.review.due or day(kept[row.id].retired_on)
        if due is not None:
            calendar.add_component(_entry(row, due, register, kept[row.id].version, now(session)))


def _entry(row: PolicyRow, due: date, register: str, version: int, at: datetime) -> "Event":
    """One review: its name never changes, and each change of the policy makes it a later one of that name."""
    from icalendar import Event

    said = words("review_calendar")
    entry = Event()
    entry.add("uid", f"review-{row.id}@{register}.ewloe-desktop")
    entry.add("sequence", version)
    entry.add("dtstamp", at)
    entry.add("dtstart", due)
    entry.add("dtend", due + timedelta(days=1))
    entry.add("transp", "TRANSPARENT")
    entry.add("summary", said["summary"].format(title=row.title))
    if row.retired:
        entry.add("status", "CANCELLED")
        entry.add("description", said["retired"].format(title=row.title))
        return entry
    entry.add("status", "CONFIRMED")
    entry.add("description", " ".join(_about(row, due)))
    for days in REMINDERS:
        entry.add_component(_reminder(days, row.title))
    return entry


def _about(row: PolicyRow, due: date) -> Iterator[str]:
    said = words("review_calendar")
    label = row.current.label if row.current else row.title
    yield said["about"].format(reference=row.reference, title=row.title, label=label, due=written(due))
    if row.review.never_set:
        yield said["never_set"]


def _reminder(days: int, title: str) -> "Alarm":
    """Shown on the morning so many days before."""
    from icalendar import Alarm

    alarm = Alarm()
    alarm.add("action", "DISPLAY")
    alarm.add("description", words("review_calendar")["remind"].format(days=days, title=title))
    alarm.add("trigger", _MORNING - timedelta(days=days))
    return alarm
