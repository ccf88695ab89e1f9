"""Somebody's page, a key confirmed with its card, a key made with a slip."""

from typing import Any

import pytest

from ewloe_desktop.services import keys, people, slips
from ewloe_desktop.services.keys import ConfirmAnswer
from tests.services.conftest import PASSWORD, School

NEW = "green otter slow new"
on_file = pytest.mark.parametrize("school", ["file"], indirect=True)


def shown(at: School, who: str, by: str = "office") -> Any:
    """Somebody's page."""
    return at.ask(by, people.show_person, at.people[who])


def confirm(at: School, who: str, by: str, password: str = "") -> Any:
    """A key confirmed with its card."""
    key = shown(at, who).key
    answer = ConfirmAnswer(password or PASSWORD.format(by), at.clock.today(), "Governors' file")
    return at.do(by, keys.confirm_key, key.id, key.seen, answer)


def replaced(at: School, who: str, by: str, password: str = NEW) -> Any:
    """A slip printed and used."""
    slip = at.do(by, slips.issue_slip, at.people[who], shown(at, who).row.seen)
    return at.do(by, slips.use_slip, at.people[who], shown(at, who).row.seen, slip.code, password)
