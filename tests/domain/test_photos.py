"""Permission by use: one state per person, use and day; refusing wins; the past does not change."""

from datetime import UTC, date, datetime, timedelta
from random import Random

from hypothesis import given as over
from hypothesis import settings
from hypothesis import strategies as st

from ewloe_desktop.domain.photos import Answer, Given, Pictured, Standing, State, Turn, may_use, state

START = date(2026, 1, 1)
USES = ("website", "newsletter")
ONLY = ("", "Fair")


def _moment(day: date) -> datetime:
    return datetime(day.year, day.month, day.day, 12, tzinfo=UTC)


History = tuple[list[Given], list[Turn]]
# Few days, so that what matters often falls on one and the same; and one so late that every yes is over.
DAYS = st.sampled_from([*range(12), 900]).map(lambda n: START + timedelta(days=n))
BEFORE = st.sampled_from([0, 0, 0, 1, 4, -1])  # days between saying and recording; -1: the school's day had begun
LASTS = st.sampled_from([0, 2, 5, 730])


@st.composite
def answers_given(draw: st.DrawFn, kinds: tuple[Answer, ...] = tuple(Answer)) -> Given:
    """Any one answer, about a use or about one picture."""
    day = draw(DAYS)
    said = day - timedelta(days=draw(BEFORE))
    answer = draw(st.sampled_from(kinds))
    until = said + timedelta(days=draw(LASTS)) if answer is Answer.YES else None
    use, only = draw(st.sampled_from(USES)), draw(st.sampled_from(ONLY))
    return Given(answer, use, said, _moment(day), draw(st.integers(100, 10_000)), only, until, None, "one")


@st.composite
def histories(draw: st.DrawFn) -> History:
    """What the register can hold: in the order it was recorded, several a day, and said on that day or before."""
    answers, turns = [], []
    at = _moment(START)
    for order in range(draw(st.integers(0, 10))):
        at += draw(st.sampled_from([timedelta(hours=1), timedelta(hours=1), timedelta(days=1), timedelta(days=3)]))
        said = at.date() - timedelta(days=draw(BEFORE))
        use = draw(st.sampled_from(USES))
        if draw(st.integers(0, 3)):
            answer = draw(st.sampled_from([Answer.YES, *Answer]))
            until = said + timedelta(days=draw(LASTS)) if answer is Answer.YES else None
            only = draw(st.sampled_from(ONLY))
            answers.append(Given(answer, use, said, at, order, only, until, id=str(order)))
        else:
            what = draw(st.sampled_from(["left", "rejoined", "wording", "use", "post"]))
            turns.append(Turn(what, said, at, use if what == "use" else ""))
    return answers, turns


def _here(turns: list[Turn], on: date) -> bool:
    """Whether somebody is in post: walked through day by day, as a person would."""
    here = True
    for turn in sorted(turns, key=lambda t: (t.on, t.recorded_at)):
        if turn.on <= on and turn.what in ("left", "rejoined"):
            here = turn.what == "rejoined"
    return here


def _stands(yes: Given, history: History, use: str, on: date, only: str) -> bool:
    """Whether one yes permits, by the rules written down once more from the other side."""
    about = yes.use == use and yes.only in ("", only)
    if yes.answer is not Answer.YES or not about or not yes.given_on <= on <= (yes.until or date.max):
        return False
    for other in history[0]:
        if other.answer in (Answer.NO, Answer.WITHDRAWN) and other.use == use and other.only in ("", only):
            said = other.given_on
            if other.answer is Answer.WITHDRAWN and other.recorded_at.date() < said:
                said = other.recorded_at.date()
            if said <= on and (said >= yes.given_on or (other.only == only != "" and yes.only == "")):
                return False
    for turn in history[1]:
        after = turn.on > yes.given_on or (turn.on == yes.given_on and turn.recorded_at > yes.recorded_at)
        if turn.what != "left" and turn.use in ("", use) and after and turn.on <= on:
            return False
    return True


@settings(max_examples=150)
@over(histories(), st.sampled_from(USES), DAYS, st.sampled_from(ONLY))
def test_permission_is_a_yes_that_nothing_has_ended_and_nothing_else(
    history: History, use: str, on: date, only: str
) -> None:
    expected = _here(history[1], on) and any(_stands(yes, history, use, on, only) for yes in history[0])
    assert state(*history, use, on, only=only).permitted == expected


@over(histories(), st.randoms(use_true_random=False), st.sampled_from(USES), DAYS, st.sampled_from(ONLY))
def test_there_is_one_state_for_each_person_use_and_day(
    history: History, dice: Random, use: str, on: date, only: str
) -> None:
    answers, turns = history
    one = state(answers, turns, use, on, only=only)
    for _ in range(3):
        assert one == state(dice.sample(answers, len(answers)), dice.sample(turns, len(turns)), use, on, only=only)
    said = {g.answer for g in answers if g.use == use and g.counts_from <= on and g.only in ("", only)}
    backed = {
        Standing.YES: Answer.YES in said,
        Standing.LAPSED: Answer.YES in said,
        Standing.NO: Answer.NO in said,
        Standing.WITHDRAWN: Answer.WITHDRAWN in said,
        Standing.LEFT: not _here(turns, on),
        Standing.NOT_ASKED: not said - {Answer.ASKED},
    }
    assert backed[one.standing]
    assert one.permitted == (one.standing is Standing.YES)
    assert one.since is None or one.since <= on


REFUSALS = answers_given((Answer.NO, Answer.WITHDRAWN))


@settings(max_examples=100)
@over(histories(), REFUSALS, st.sampled_from(USES), DAYS, st.sampled_from(ONLY))
def test_refusing_always_wins_and_makes_nothing_permitted(
    history: History, refusal: Given, use: str, on: date, only: str
) -> None:
    answers, turns = history
    before = state(answers, turns, use, on, only=only)
    after = state([*answers, refusal], turns, use, on, only=only)
    assert before.permitted or not after.permitted
    newest = max((g.given_on for g in answers if g.answer is Answer.YES), default=date.min)
    about = refusal.use == use and refusal.only in ("", only)
    if about and refusal.counts_from >= newest and refusal.counts_from <= on:
        assert not after.permitted
    if not about or refusal.counts_from > on:
        assert after == before


@over(histories(), st.sampled_from(USES), DAYS, st.sampled_from(ONLY))
def test_being_asked_permits_nothing_and_ends_nothing(history: History, use: str, on: date, only: str) -> None:
    answers, turns = history
    asked = [*answers, Given(Answer.ASKED, use, on, _moment(on), 99)]
    before, after = state(answers, turns, use, on, only=only), state(asked, turns, use, on, only=only)
    assert (after.standing, after.since, after.until) == (before.standing, before.since, before.until)


@settings(max_examples=100)
@over(histories(), st.lists(answers_given(), max_size=6), histories(), st.sampled_from(USES), DAYS, DAYS)
def test_the_answer_as_known_on_a_past_day_never_changes(
    history: History, later: list[Given], more: History, use: str, on: date, known: date
) -> None:
    then = datetime(known.year, known.month, known.day, 23, 59, tzinfo=UTC)
    by_then = [g for g in history[0] if g.recorded_at <= then], [t for t in history[1] if t.recorded_at <= then]
    before = state(*by_then, use, on)  # what was answered on that day itself, when nothing later was there
    answers = [*history[0], *(g for g in (*later, *more[0]) if g.recorded_at > then)]
    turns = [*history[1], *(t for t in more[1] if t.recorded_at > then)]
    assert state(answers, turns, use, on, known=then) == before


@over(histories(), DAYS, st.sampled_from(USES))
def test_nobody_who_has_left_is_permitted_and_coming_back_revives_no_yes(history: History, on: date, use: str) -> None:
    answers, turns = history
    assert _here(turns, on) or state(answers, turns, use, on).standing is Standing.LEFT
    last = max([on, *(t.on for t in turns), *(t.recorded_at.date() for t in turns)])
    gone = [*turns, Turn("left", last, _moment(last) + timedelta(days=1))]
    assert state(answers, gone, use, last).standing is Standing.LEFT
    again = last + timedelta(days=1)
    back = [*gone, Turn("rejoined", again, _moment(again) + timedelta(days=1))]
    old = [g for g in answers if g.given_on <= last]
    assert not state(old, back, use, again).permitted
    assert state([*old, _yes(again + timedelta(days=1))], back, "website", again + timedelta(days=1)).permitted


STATES = st.sampled_from([*Standing, Standing.YES, Standing.YES, Standing.YES]).map(State)


@over(st.lists(STATES, min_size=1, max_size=5), st.booleans(), st.booleans(), st.booleans())
def test_a_group_picture_is_permitted_only_if_each_person_is(
    states: list[State], published: bool, children: bool, setting: bool
) -> None:
    people = [Pictured(str(number), "", one) for number, one in enumerate(states)]
    said = may_use(people, published=published, children=children, setting=setting)
    everyone = all(one.standing is Standing.YES for one in states)
    assert said.allowed == (everyone and not (published and (children or setting)))
    assert [p.person_id for p in said.in_the_way] == [p.person_id for p in people if not p.state.permitted]
    assert not may_use(
        [*people, Pictured("more", "", State(Standing.LAPSED))], published=False, children=False, setting=False
    ).allowed


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
