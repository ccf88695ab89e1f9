"""What Today says about pictures is what the matrix shows, counted without reading everybody."""

from datetime import timedelta

import pytest

from ewloe_desktop.domain.errors import NotFound, RuleBroken
from ewloe_desktop.domain.photos import Answer, How, Standing
from ewloe_desktop.services import photo_matrix, photo_scans, photo_uses, photos, reviews, sheets
from ewloe_desktop.services.photo_matrix import MatrixFilter
from ewloe_desktop.services.photo_recording import AnswerLine, RecordAnswers, record_answers
from tests.services.conftest import School, on_both
from tests.services.scans import SCAN


def _answers(school: School, who: str, answer: Answer, *codes: str) -> None:
    uses = [use for use in school.ask("head", photo_uses.list_uses) if not codes or use.code in codes]
    lines = tuple(AnswerLine(use.id, answer) for use in uses)
    told = school.ask("head", photo_uses.show_wording).id
    form = RecordAnswers(school.people[who], lines, school.clock.today(), How.PAPER, told, scan=SCAN)
    school.do("office", record_answers, form)


def _counted(school: School) -> tuple[int, int]:
    counts = school.ask("office", photo_matrix.count_photos)
    return counts.not_asked, counts.lapsing


def _shown(school: School) -> tuple[int, int]:
    """The same by looking at everybody."""
    wanted = (MatrixFilter(standing=Standing.NOT_ASKED), MatrixFilter(lapsing=True))
    not_asked, lapsing = (len(school.ask("office", photo_matrix.show_matrix, one).rows) for one in wanted)
    return not_asked, lapsing


@on_both
def test_the_counts_are_those_of_the_matrix(school: School) -> None:
    assert _counted(school) == _shown(school) == (7, 0)
    _answers(school, "teacher", Answer.YES)
    _answers(school, "clerk", Answer.YES)
    _answers(school, "governor", Answer.NO, "website")
    assert _counted(school) == _shown(school) == (5, 0)
    school.later(days=680)
    assert _counted(school) == _shown(school) == (5, 2)
    _answers(school, "teacher", Answer.YES)  # given again
    _answers(school, "clerk", Answer.WITHDRAWN)
    assert _counted(school) == _shown(school) == (5, 0)


def test_today_tells_those_who_may_record(school: School) -> None:
    _answers(school, "teacher", Answer.YES)
    school.clock.moment += timedelta(days=700)
    kinds = {item.kind: item.reason for item in school.ask("office", reviews.what_needs).for_you}
    assert {kinds["photos_not_asked"], kinds["photos_lapsing"]} == {"6", "1"}
    assert not any(item.kind.startswith("photo") for item in school.ask("governor", reviews.what_needs).for_you)


def test_a_scan_is_seen_by_its_person_and_by_those_who_may_see_evidence_only(school: School) -> None:
    _answers(school, "teacher", Answer.YES, "website")
    (line,) = school.ask("office", photos.person_permissions, school.people["teacher"]).history
    assert line.evidence_id is not None
    for who in ("office", "teacher", "head"):
        assert school.ask(who, photo_scans.show_scan, line.id).content == SCAN
    with pytest.raises(RuleBroken):
        school.ask("chair", photo_scans.show_scan, line.id)
    with pytest.raises(NotFound):
        school.ask("chair", sheets.read_document, line.evidence_id)
