"""Made-up facts for the sheets about pictures of people."""

from dataclasses import replace
from datetime import date

from ewloe_desktop.documents import photo_facts as facts
from ewloe_desktop.documents.photo_facts import Made, Use, Who
from ewloe_desktop.domain.photos import Standing, State
from tests.documents import made

MADE = Made(made.SCHOOL, made.AT, "Ms Siân Ŵyn-Ellis")
DEMONSTRATION = replace(MADE, school=replace(made.SCHOOL, demonstration=True, crest_png=made.drawing("green")))
ON = date(2026, 3, 20)
WEBSITE = Use("School website", "Gwefan yr ysgol", True, "screen")
BOARD = Use("Staff board and badge", "Bwrdd staff a bathodyn", False, "wall")
LEAFLET = Use("Prospectus", "Prosbectws", True, "print")
PRESS = Use("Press and broadcasters", "Y wasg a darlledwyr", True, "press")
USES = (BOARD, LEAFLET, WEBSITE, PRESS)
CLAUSE = "Pictures that identify the setting are not published."
LONG_NAME = (f"{made.WELSH} Llanfair-Hughes Bowen-Tŷ’n-y-Coed " * 6)[:300].strip()
YES = State(Standing.YES, date(2026, 1, 5), date(2028, 1, 5), True)
NO = State(Standing.NO, date(2026, 2, 5))
BACK = State(Standing.WITHDRAWN, date(2026, 3, 1))
LAPSED = State(Standing.LAPSED, date(2026, 3, 2), reason="wording")
NOT_ASKED = State(Standing.NOT_ASKED)
STATES = (YES, NO, BACK, LAPSED)
WHO = Who("Mrs Marged Pugh", "Teaching staff", "Head teacher", date(2019, 9, 1))
FORM = facts.FormFacts(
    MADE,
    USES,
    "2026-1",
    "You answer for each use by itself.\n\nNo effect on your work.",
    CLAUSE,
    "Pictures Policy, Rev",
)
ANSWERED = facts.HistoryRow(date(2026, 1, 5), "School website", "Yes, with name", "Paper form", "Ms Ŵyn", "2026-1", 12)
RECORD = facts.RecordFacts(
    made=MADE,
    who=WHO,
    on=ON,
    uses=tuple((use, state, "Consent") for use, state in zip(USES, STATES, strict=True)),
    singles=(("Spring concert", "School website", replace(YES, reason="only")),),
    history=(ANSWERED,),
    places=(("Spring concert", "School website: news page", date(2026, 2, 1)),),
)
LIST = facts.ListFacts(MADE, WEBSITE, ON, (("Mr Ieuan Bowen", NO), (LONG_NAME, NOT_ASKED)), 14)
REGISTER = facts.RegisterFacts(
    MADE, ON, USES, (("Mr Ieuan Bowen", "Governor", STATES), (LONG_NAME, "Contractor", STATES[::-1]))
)
TO_DO = facts.TakedownRow("Mrs Marged Pugh", "withdrawn", "Ms Siân Ŵyn-Ellis", date(2026, 4, 1), None, "", "", "")
DONE = replace(TO_DO, done_on=ON, done_by="Ms Siân Ŵyn-Ellis", outcome="removed", evidence="Seen empty.")
TAKEDOWN = facts.TakedownFacts(
    MADE, WEBSITE, "Spring concert", "News page", date(2026, 2, 1), ("Mrs Marged Pugh",), None, (TO_DO, DONE)
)
CHECK = facts.CheckFacts(
    made=MADE,
    use=WEBSITE,
    what="Spring concert",
    on=ON,
    children=False,
    setting=False,
    allowed=False,
    rule="not_everyone_said_yes",
    people=(("Mrs Marged Pugh", YES), ("Mr Ieuan Bowen", NO)),
    clause=CLAUSE,
    clause_from="Pictures Policy, Revision 2",
)
KEPT = replace(CHECK, register="eg1a2b3c", act=1240, mark=made.HEAD_PROOF.mark)
