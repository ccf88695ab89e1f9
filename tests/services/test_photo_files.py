"""What comes with an answer, a place or a signature is what it says it is, or is refused; and dates that can be."""

import io
from dataclasses import replace
from datetime import date, timedelta
from typing import Any

import pytest
from PIL import Image

from ewloe_desktop.domain.approvals import Body, HeadAnswer
from ewloe_desktop.domain.errors import FieldsRefused, FileRefused
from ewloe_desktop.domain.photos import Answer, How
from ewloe_desktop.intake.picture import small_picture
from ewloe_desktop.intake.scan import MOST_PAGES, check_scan
from ewloe_desktop.services import approvals, drawings, photo_scans, photo_uses, photos
from ewloe_desktop.services.photo_files import checked_picture, checked_scan
from ewloe_desktop.services.photo_recording import AnswerLine, RecordAnswers, record_answers
from ewloe_desktop.storage.documents import Document
from tests.services.conftest import PASSWORD, School, on_both
from tests.services.scans import SCAN, picture, scan
from tests.services.test_photos import says, use_of


def _locked() -> bytes:
    import pikepdf

    out = io.BytesIO()
    with pikepdf.open(io.BytesIO(SCAN)) as opened:
        opened.save(out, encryption=pikepdf.Encryption(owner="o", user="u"))
    return out.getvalue()


def _reason(data: bytes, name: str = "form.pdf") -> str:
    with pytest.raises((FileRefused, FieldsRefused)) as refused:
        checked_scan(data, name)
    error = refused.value
    return error.reason if isinstance(error, FileRefused) else f"field {error.problems[0].problem}"


def test_what_is_no_scan_is_refused_whatever_it_is_called() -> None:
    half = picture("JPEG", (900, 900))
    bomb = io.BytesIO()
    Image.new("1", (20_000, 20_000)).save(bomb, "PNG")
    assert _reason(b"%PDF-1.4 a scan") == "damaged"
    assert _reason(b"MZ\x90 a program") == "field not_scan"
    assert _reason(b"<html><script>alert(1)</script></html>", "form.png") == "field not_scan"
    assert _reason(picture("GIF"), "form.pdf") == "field not_scan"
    assert _reason(b"%PDF-1.7\n" + bytes(25_000_001)) == "field not_scan"
    assert _reason(_locked()) == "encrypted"
    assert _reason(half[: len(half) // 2]) == "not_picture"
    assert _reason(b"\x89PNG\r\n\x1a\n" + b"IHDR nonsense") == "not_picture"
    assert _reason(bomb.getvalue()) == "too_large"
    assert _reason(scan(MOST_PAGES + 1)) == "too_many_pages"


@pytest.mark.parametrize(
    ("name", "kept"),
    [
        ("C:\\Users\\office\\Desktop\\form.exe", "form.pdf"),
        ("../../etc/passwd", "passwd.pdf"),
        ("", "form.pdf"),
        ("f\u202efdp.scr", "ffdp.pdf"),
        ("a" * 500 + ".pdf", "a" * 120 + ".pdf"),
    ],
)
def test_a_scan_is_named_as_what_it_is(name: str, kept: str) -> None:
    found = checked_scan(SCAN, name)
    assert found is not None
    assert (found.name, found.media_type) == (kept, "application/pdf")


def test_a_scan_is_opened_once_in_a_process_and_then_known() -> None:
    data = scan(3)
    assert {check_scan(data), check_scan(data)} == {"application/pdf"}
    assert check_scan(picture("PNG")) == "image/png"


def test_a_picture_is_kept_small_and_without_what_the_camera_wrote() -> None:
    large = picture("JPEG", (1200, 800))
    assert b"Sampl Camera" in large
    small = checked_picture(large)
    assert small is not None and b"Sampl Camera" not in small
    with Image.open(io.BytesIO(small)) as kept:
        assert (kept.format, kept.size, dict(kept.getexif())) == ("JPEG", (640, 427), {})
    assert checked_picture(small) is small
    assert checked_picture(small_picture(large)) == small
    for nothing in (SCAN, b"no picture", b""):
        with pytest.raises(FileRefused):
            checked_picture(nothing)


@on_both
def test_a_hostile_scan_keeps_nothing_and_a_true_one_keeps_its_kind(school: School) -> None:
    with pytest.raises(FileRefused):
        says(school, "teacher", Answer.YES, scan=b"%PDF-1.4 a scan")
    assert school.ask("office", photos.person_permissions, school.people["teacher"]).history == ()
    says(school, "teacher", Answer.YES, scan=picture("PNG"), scan_name="form.pdf", scan_type="text/html")
    (line,) = school.ask("office", photos.person_permissions, school.people["teacher"]).history
    kept = school.ask("office", photo_scans.show_scan, line.id)
    assert (kept.name, kept.media_type) == ("form.png", "image/png")
    with school.register.reading() as session:
        assert session.query(Document).filter_by(kind="photo_evidence").count() == 1


def test_a_drawing_is_a_small_whole_png(school: School) -> None:
    drawings.require_drawing(None)
    drawings.require_drawing(picture("PNG"))
    large = io.BytesIO()
    Image.new("1", (4_000, 4_000)).save(large, "PNG")
    for hostile in (picture("JPEG"), SCAN, b"", picture("PNG")[:60], large.getvalue(), bytes(600_000)):
        with pytest.raises(FieldsRefused):
            drawings.require_drawing(hostile)
    revision = school.settle(school.draft())
    facts = school.ask("head", approvals.prepare_signing, revision.id, Body.HEAD)
    head, today = school.people["head"], school.clock.today()
    answer = HeadAnswer(head, today, facts.declaration_version, PASSWORD.format("head"), drawn_png=b"<svg/>")
    with pytest.raises(FieldsRefused):
        school.do("head", approvals.approve_revision, revision.id, facts.seen, answer)
    school.do("head", approvals.approve_revision, revision.id, facts.seen, replace(answer, drawn_png=picture("PNG")))


def _told(school: School, given_on: date, wording_id: str, answer: Answer = Answer.YES, until: Any = None) -> Any:
    line = AnswerLine(use_of(school, "website"), answer, until=until)
    form = RecordAnswers(school.people["teacher"], (line,), given_on, How.PAPER, wording_id, scan=SCAN)
    return school.do("office", record_answers, form)


def _problem(school: School, *args: Any) -> tuple[str, str]:
    with pytest.raises(FieldsRefused) as refused:
        _told(school, *args)
    (problem,) = refused.value.problems
    return problem.field, problem.problem


def test_a_yes_tells_the_version_of_its_own_day(school: School) -> None:
    before = school.clock.today()
    first = school.ask("office", photo_uses.show_wording)
    school.later(days=10)
    changed = school.clock.today()
    second = school.do("office", photo_uses.change_wording, first.number, "Other words.")
    school.later(days=10)
    after = school.clock.today()

    def on(day: date) -> list[str]:
        return [w.number for w in school.ask("office", photo_uses.wordings_on, day)]

    told = [[first.number], [second.number, first.number], [second.number]]
    assert [on(before), on(changed), on(after)] == told
    assert on(date(2020, 1, 1)) == []
    assert _problem(school, before, second.id) == ("wording_id", "not_made_yet")
    assert _problem(school, after, first.id) == ("wording_id", "replaced")
    for day, words in ((before, first), (changed, first), (changed, second)):
        assert _told(school, day, words.id).history[0].wording == words.number
    assert _told(school, after, first.id, Answer.NO).history[0].wording == first.number


def test_a_yes_lasts_till_any_day_of_five_years(school: School) -> None:
    today, told = school.clock.today(), school.ask("office", photo_uses.show_wording).id
    most = date(today.year + 5, today.month, today.day)
    for until in (today, today + timedelta(days=40), most):
        assert _told(school, today, told, Answer.YES, until).history[0].until == until
    assert _problem(school, today, told, Answer.YES, most + timedelta(days=1)) == ("until", "too_far")
    assert _problem(school, today, told, Answer.YES, today - timedelta(days=1)) == ("until", "before_given")
