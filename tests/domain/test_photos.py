"""Permission by use: one state per person, use and day; refusing wins; the past does not change."""

from datetime import UTC, date, datetime, timedelta

from hypothesis import given as over
from hypothesis import strategies as st

from ewloe_desktop.domain.photos import Answer, Given, Pictured, Standing, State, Turn, may_use, state

START = date(2026, 1, 1)
USES = ("website", "newsletter")
ONLY = ("", "Sports day", "Fair")


def _moment(day: date) -> datetime:
    return datetime(day.year, day.month, day.day, 12, tzinfo=UTC)


@st.composite
def _histories(draw: st.DrawFn) -> tuple[list[Given], list[Turn]]:
    """What the register can hold: dates are never after the day they were recorded on."""
    answers, turns = [], []
    day = START
    for order in range(draw(st.integers(0, 14))):
        day += timedelta(days=draw(st.integers(0, 200)))
        said = day - timedelta(days=draw(st.sampled_from([0, 0, 0, 3, 40])))
        use = draw(st.sampled_from(USES))
        if draw(st.integers(0, 3)):
            answer = draw(st.sampled_from(list(Answer)))
            until = said + timedelta(days=730) if answer is Answer.YES else None
            only = draw(st.sampled_from(ONLY))
            answers.append(Given(answer, use, said, _moment(day), order, only, until, id=str(order)))
        else:
            what = draw(st.sampled_from(["left", "rejoined", "wording", "use", "post"]))
            turns.append(Turn(what, said, _moment(day), use if what == "use" else ""))
    return answers, turns


DAYS = st.integers(0, 2500).map(lambda n: START + timedelta(days=n))


@over(_histories(), st.sampled_from(USES), DAYS, st.sampled_from(ONLY))
def test_there_is_one_state_for_each_person_use_and_day(
    history: tuple[list[Given], list[Turn]], use: str, on: date, only: str
) -> None:
    answers, turns = history
    one = state(answers, turns, use, on, only=only)
    assert one == state(list(reversed(answers)), list(reversed(turns)), use, on, only=only)
    assert one.permitted == (one.standing is Standing.YES)


@over(_histories(), st.sampled_from(USES), DAYS, st.sampled_from(ONLY), st.sampled_from([Answer.NO, Answer.WITHDRAWN]))
def test_refusing_always_wins_and_withdrawing_permits_nothing(
    history: tuple[list[Given], list[Turn]], use: str, on: date, only: str, refusal: Answer
) -> None:
    answers, turns = history
    refused = Given(refusal, use, on, _moment(on), 99, "")
    assert not state([*answers, refused], turns, use, on, only=only).permitted
    for day in (on - timedelta(days=1), on, on + timedelta(days=900)):
        for other in USES:
            before = state(answers, turns, other, day, only=only)
            after = state([*answers, refused], turns, other, day, only=only)
            assert before.permitted or not after.permitted


@over(_histories(), _histories(), st.sampled_from(USES), DAYS, DAYS)
def test_the_answer_as_known_on_a_past_day_never_changes(
    history: tuple[list[Given], list[Turn]], more: tuple[list[Given], list[Turn]], use: str, on: date, known: date
) -> None:
    then = datetime(known.year, known.month, known.day, 23, 59, tzinfo=UTC)
    before = state(*history, use, on, known=then)
    answers = [*history[0], *(g for g in more[0] if g.recorded_at > then)]
    turns = [*history[1], *(t for t in more[1] if t.recorded_at > then)]
    assert state(answers, turns, use, on, known=then) == before


@over(_histories(), DAYS)
def test_nobody_who_has_left_is_permitted_and_coming_back_revives_no_yes(
    history: tuple[list[Given], list[Turn]], on: date
) -> None:
    answers, turns = history
    gone = [*turns, Turn("left", on, _moment(on))]
    last = max([on, *(t.on for t in turns)])
    if last == on:
        assert state(answers, gone, "website", on).standing is Standing.LEFT
    back = [*gone, Turn("rejoined", last + timedelta(days=1), _moment(last))]
    old = [g for g in answers if g.given_on <= last]
    assert not state(old, back, "website", last + timedelta(days=1)).permitted


@over(st.lists(_histories(), min_size=1, max_size=4), DAYS)
def test_a_group_picture_is_permitted_only_if_each_person_is(
    histories: list[tuple[list[Given], list[Turn]]], on: date
) -> None:
    people = [Pictured(str(i), "", state(*h, "website", on)) for i, h in enumerate(histories)]
    assert may_use(people, published=True, children=False, setting=False).allowed == all(
        p.state.permitted for p in people
    )
    for children, setting in ((True, False), (False, True)):
        assert not may_use(people, published=True, children=children, setting=setting).allowed


def _yes(on: date, **more: object) -> Given:
    until = on + timedelta(days=730)
    return Given(Answer.YES, "website", on, _moment(on), 1, until=until, **more)  # type: ignore[arg-type]


def test_silence_is_no_and_being_asked_is_no_yes() -> None:
    asked = Given(Answer.ASKED, "website", START, _moment(START), 1)
    assert state([], [], "website", START) == State(Standing.NOT_ASKED)
    assert state([asked], [], "website", START) == State(Standing.NOT_ASKED, asked_on=START)


def test_a_yes_for_one_picture_covers_that_alone_also_after_an_earlier_no() -> None:
    no = Given(Answer.NO, "website", START, _moment(START), 1)
    day = START + timedelta(days=10)
    yes = Given(Answer.YES, "website", day, _moment(day), 2, "Sports day")
    assert state([no, yes], [], "website", day, only="Sports day").permitted
    assert not state([no, yes], [], "website", day, only="Fair").permitted
    assert not state([no, yes], [], "website", day).permitted
    later = day + timedelta(days=5)
    withdrawn = Given(Answer.WITHDRAWN, "website", later, _moment(later), 3)
    assert not state([no, yes, withdrawn], [], "website", later, only="Sports day").permitted


def test_a_yes_lapses_after_its_last_day_and_when_the_wording_changes() -> None:
    yes = _yes(START)
    assert yes.until is not None
    assert state([yes], [], "website", yes.until).permitted
    assert state([yes], [], "website", yes.until + timedelta(days=1)).standing is Standing.LAPSED
    changed = START + timedelta(days=30)
    lapsed = state([yes], [Turn("wording", changed, _moment(changed))], "website", changed)
    assert (lapsed.standing, lapsed.reason, lapsed.since) == (Standing.LAPSED, "wording", changed)


def test_a_withdrawal_counts_from_the_earlier_of_its_two_days() -> None:
    said, written = START + timedelta(days=20), START + timedelta(days=30)
    withdrawn = Given(Answer.WITHDRAWN, "website", said, _moment(written), 2)
    assert state([_yes(START), withdrawn], [], "website", said).standing is Standing.WITHDRAWN
    known = state([_yes(START), withdrawn], [], "website", said, known=_moment(said))
    assert known.permitted


def test_a_no_to_one_picture_stands_until_a_yes_to_that_picture() -> None:
    no = Given(Answer.NO, "website", START, _moment(START), 1, "Sports day")
    day = START + timedelta(days=10)
    yes = Given(Answer.YES, "website", day, _moment(day), 2)
    assert state([no, yes], [], "website", day).permitted
    assert not state([no, yes], [], "website", day, only="Sports day").permitted
    named = Given(Answer.YES, "website", day, _moment(day), 3, "Sports day")
    assert state([no, yes, named], [], "website", day, only="Sports day").permitted
