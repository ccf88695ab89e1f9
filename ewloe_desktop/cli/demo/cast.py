"""The made-up school and its made-up people."""

from dataclasses import dataclass

from ewloe_desktop.domain.people import Office, PersonKind

SCHOOL = "Ysgol Bryn Derw"
COUNCIL = "Sample council"
CONTACT = "Data protection officer, Sample council"


@dataclass(frozen=True, slots=True)
class Part:
    """One made-up person; `office` None is somebody without one, `signs_in` False somebody without a password."""

    name: str
    office: Office | None
    kind: PersonKind
    paid: bool
    signs_in: bool = True


HEAD = Part("Mrs Marged Pugh", Office.HEAD, PersonKind.STAFF, paid=True)
CLERK = Part("Ms Lowri Ffestin", Office.CLERK, PersonKind.NON_TEACHING, paid=False)
CHAIR = Part("Mr Ieuan Bowen", Office.CHAIR, PersonKind.GOVERNOR, paid=False)
VICE_CHAIR = Part("Dr Siân Ŵyn-Ellis", Office.VICE_CHAIR, PersonKind.GOVERNOR, paid=False)
OFFICE = Part("Miss Eleri Hâf", Office.OFFICE_STAFF, PersonKind.NON_TEACHING, paid=True)
MANAGER = Part("Mrs Nerys Rhydwen", Office.BUSINESS_MANAGER, PersonKind.NON_TEACHING, paid=True)
LINE_MANAGER = Part("Mr Huw Pennardd", Office.LINE_MANAGER, PersonKind.STAFF, paid=True)
ICT = Part("Mr Osian Derlwyn", Office.ICT, PersonKind.CONTRACTOR, paid=False)
TEACHER = Part("Mr Gethin Aberffynnon", None, PersonKind.STAFF, paid=True)
LEAVER = Part("Mrs Tegwen Blaenywawr", None, PersonKind.NON_TEACHING, paid=True, signs_in=False)
PAPER = Part("Miss Cêt Llanerch", None, PersonKind.STAFF, paid=True, signs_in=False)

# In the order in which they come into the register.
CAST = (
    HEAD,
    CLERK,
    OFFICE,
    CHAIR,
    VICE_CHAIR,
    Part("Mrs Anwen Maesglas", Office.GOVERNOR, PersonKind.GOVERNOR, paid=False),
    Part("Mr Tŵm Cefnllwyd", Office.GOVERNOR, PersonKind.GOVERNOR, paid=False),
    Part("Mr Ŷnyr Tal-y-bryn", Office.GOVERNOR, PersonKind.GOVERNOR, paid=True),
    MANAGER,
    LINE_MANAGER,
    ICT,
    Part("Ms Ffion Iâl", Office.AUDITOR, PersonKind.CONTRACTOR, paid=False),
    TEACHER,
    LEAVER,
    PAPER,
    Part("Mr Deiniol Gwernol", None, PersonKind.CONTRACTOR, paid=False, signs_in=False),
)
