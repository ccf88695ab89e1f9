"""What is typed and not sent belongs to one person and one place, and is no act."""

from ewloe_desktop.services.drafts import forget_typed, keep_file, keep_typed, kept_file, typed
from ewloe_desktop.services.journal import list_acts
from tests.conftest import MONDAY
from tests.services.conftest import School, on_both


@on_both
def test_the_newest_is_found_again_by_the_same_person_alone(school: School) -> None:
    school.do("head", keep_typed, "settle/1", {"change_summary": "Half"})
    school.do("head", keep_typed, "settle/1", {"change_summary": "Half a ŵord"})
    found = school.ask("head", typed, "settle/1")
    assert found.content == {"change_summary": "Half a ŵord"}
    assert found.at >= MONDAY
    assert school.ask("chair", typed, "settle/1") is None
    assert school.ask("head", typed, "settle/2") is None


def test_typing_is_not_recorded_as_an_act(school: School) -> None:
    before = len(school.ask("head", list_acts))
    school.do("head", keep_typed, "settle/1", {"change_summary": "Half"})
    assert len(school.ask("head", list_acts)) == before


def test_what_was_sent_is_forgotten_in_every_place_named(school: School) -> None:
    school.do("head", keep_typed, "import/new", {"title": "Garden"})
    school.do("head", keep_file, "import/new/file", b"\x00PK\xff")
    assert school.ask("head", kept_file, "import/new/file") == b"\x00PK\xff"
    school.do("head", forget_typed, "import/new", "import/new/file", "import/never")
    assert school.ask("head", typed, "import/new") is None
    assert school.ask("head", kept_file, "import/new/file") is None
