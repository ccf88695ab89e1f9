"""Who reads the main policy of the made-up school: asked by the office, on screen, on a list, and some who have not."""

from ewloe_desktop.cli.demo import cast
from ewloe_desktop.cli.demo.stage import Stage
from ewloe_desktop.domain.people import PersonKind
from ewloe_desktop.domain.readings import How, ReadState

_ON_LIST = 3


def tell_readings(stage: Stage, policy_id: str) -> dict[str, bytes]:
    """The story of one policy in force; the sheet that goes round to be signed."""
    from ewloe_desktop.services.reading_acts import ListAnswer, ReadAnswer, read_now, record_readings
    from ewloe_desktop.services.reading_sheets import reading_list
    from ewloe_desktop.services.readings import DutyAnswer, list_readers, prepare_reading, set_duty

    stage.enter(cast.OFFICE)
    kinds = frozenset({PersonKind.STAFF, PersonKind.NON_TEACHING})
    asked = stage.act(set_duty, policy_id, DutyAnswer(kinds, stage.clock.today()))
    stage.tell("reading_asked", who=cast.OFFICE.name, asked=asked["who"])
    teacher = cast.TEACHER.name
    facts = stage.read(prepare_reading, policy_id)
    answer = ReadAnswer(stage.ids[teacher], facts.declaration_version, stage.passwords[teacher])
    receipt = stage.act(read_now, facts.revision_id, facts.seen, answer)
    stage.tell("read_on_screen", name=teacher, what=receipt.what, act=receipt.act, code=receipt.code)
    rows = stage.read(list_readers, policy_id).rows
    left = [r for r in rows if r.state is ReadState.ASKED and r.name != cast.HEAD.name]
    signed = tuple(row.person_id for row in left[:_ON_LIST])
    scan = stage.read(reading_list, policy_id).content
    told = ListAnswer(signed, stage.clock.today(), How.PAPER, scan=scan, scan_name="reading-list.pdf")
    recorded = stage.act(record_readings, facts.revision_id, facts.seen, told)
    stage.tell("reading_listed", who=cast.OFFICE.name, count=recorded.count)
    return {"30-reading-list.pdf": stage.read(reading_list, policy_id).content}
