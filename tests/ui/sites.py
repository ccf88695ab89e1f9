"""A school with a teacher, their line manager and a second approver, and a sound request."""

from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QCoreApplication

from ewloe_desktop.domain.site_answers import Answers, Group
from tests.ui.conftest import CHAIR, CHAIR_PASSWORD, HEAD, HEAD_PASSWORD, OFFICE, OFFICE_PASSWORD

if TYPE_CHECKING:
    from pytestqt.qtbot import QtBot

    from ewloe_desktop.app.keeper import RegisterKeeper
    from ewloe_desktop.services.site_requests import RequestFacts
    from ewloe_desktop.ui.window import Window

TEACHER, MANAGER = "Mr Huw Glyn", "Miss Lowri Maesglas"
PASSWORDS = {
    HEAD: HEAD_PASSWORD,
    CHAIR: CHAIR_PASSWORD,
    OFFICE: OFFICE_PASSWORD,
    TEACHER: "blanket orange tower fish",
    MANAGER: "marble ticket sugar lane",
}


@dataclass
class SiteSchool:
    """The window, who is who, and signing in as one after the other."""

    qtbot: "QtBot"
    window: "Window"
    ids: dict[str, str]
    keeper: "RegisterKeeper"

    def rest(self) -> None:
        """Waits until nothing is under way and what came of it has found its place."""
        self.qtbot.waitUntil(lambda: self.window.work.idle)
        QCoreApplication.processEvents()

    def sign_in(self, name: str) -> Any:
        """Locks the window and lets somebody else in; the page in sight."""
        if self.window.is_open:
            self.window.lock(keep_person=False)
            self.rest()
        self.window.door.asked.emit(self.ids[name], PASSWORDS[name])
        self.qtbot.waitUntil(lambda: self.window.is_open)
        self.rest()
        assert self.window.shell is not None
        return self.window.shell.page

    def front(self, kind: type) -> Any:
        """The dialog of a kind that is open."""
        self.rest()
        found = [d for d in self.window.findChildren(kind) if d.isVisible()]
        assert len(found) == 1
        return found[0]

    def answers(self, **other: Any) -> Answers:
        """A sound request of the teacher's."""
        return {
            "title": "Year 4 garden diary",
            "team": "Year 4",
            "author": self.ids[TEACHER],
            "line_manager": self.ids[MANAGER],
            "aims": "Families read what the class grows.",
            "content": "An entry a week.",
            "audience": (Group("pupils", 8, 9), Group("families")),
            "contributors": (),
            "administrators": (self.ids[TEACHER], self.ids[OFFICE]),
            "moderators": (self.ids[TEACHER], self.ids[MANAGER]),
            "hosting": "school",
            "go_live": "2090-01-11",
            "ending": "closes",
            "closes": "2090-07-20",
            "security": "Comments are off.",
            **dict.fromkeys(("two_step", "recovery_address", "images", "screening", "logo"), "yes"),
            **other,
        }

    def send(self, **other: Any) -> "RequestFacts":
        """Sends it, as the teacher who is signed in."""
        from ewloe_desktop.domain.site_form import RequestKind
        from ewloe_desktop.services.site_requests import RequestAnswer, send_request

        answer = RequestAnswer(RequestKind.CREATE, self.answers(**other))
        sent: RequestFacts = self.keeper.write(send_request, answer)
        return sent


def begin_site_school(keeper: "RegisterKeeper") -> dict[str, str]:
    """Brings them into the school; everybody's id by name."""
    from ewloe_desktop.domain.people import Office, PersonKind
    from ewloe_desktop.services.keys import enrol_key
    from ewloe_desktop.services.offices import grant_office
    from ewloe_desktop.services.people import GrantAnswer, NewPerson, add_person

    ids = {tile.name: tile.person_id for tile in keeper.tiles()}
    keeper.sign_in(ids[HEAD], HEAD_PASSWORD)
    for name in (TEACHER, MANAGER):
        person = keeper.write(add_person, NewPerson(name, PersonKind.STAFF, True)).row
        keeper.write(enrol_key, person.id, person.seen, PASSWORDS[name])
        ids[name] = person.id
    for name, office in ((MANAGER, Office.LINE_MANAGER), (OFFICE, Office.BUSINESS_MANAGER)):
        answer = GrantAnswer(ids[name], office, date(2025, 9, 1), None, "minute 4", HEAD_PASSWORD)
        keeper.write(grant_office, answer)
    keeper.lock()
    return ids
