"""The front of a policy: its title, its edition, and the approval lines nobody has filled in."""

import re

from ewloe_desktop.intake.parts import Part, folded

_MONTH = (
    r"(?:jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|sept?(?:ember)?|oct(?:ober)?|"
    r"nov(?:ember)?|dec(?:ember)?|ionawr|chwefror|mawrth|ebrill|mai|mehefin|gorffennaf|awst|medi|hydref|tachwedd|rhagfyr)\.?"
)
_DATE = rf"(?:\d{{1,2}}(?:st|nd|rd|th)?\s+)?{_MONTH},?\s+\d{{4}}|\d{{1,2}}[./]\d{{1,2}}[./]\d{{2,4}}"
_YEARS = r"(?:19|20)\d\d(?:\s*[-–/]\s*(?:(?:19|20)?\d\d))?"
_NUMBERED = r"(?:version|v|edition|issue|revision|rev|fersiwn|argraffiad)\.?\s*(?:no\.?\s*)?\d+(?:\.\d+)*"
EDITION = re.compile(
    rf"^(?P<title>\S.{{1,160}}?)(?:\s*[–—:|,(\[]\s*|\s+-\s+|\s+)(?P<edition>{_DATE}|{_YEARS}|{_NUMBERED})\s*[)\]]?$",
    re.IGNORECASE,
)
ALONE = re.compile(rf"^[(\[]?(?P<edition>{_DATE}|{_NUMBERED})[)\]]?$", re.IGNORECASE)
MONTH_LAST = re.compile(rf"\b{_MONTH}$", re.IGNORECASE)
LABELLED = re.compile(
    r"^(?:(?:version|edition|issue|fersiwn)\s*(?:dated?|date)?|date of (?:issue|edition|version)|(?:this )?version of)"
    rf"\s*:?\s*(?P<edition>{_DATE}|{_YEARS}|\d+(?:\.\d+)+|\d+)\.?$",
    re.IGNORECASE,
)
POLICY = re.compile(
    r"\b(?:polic(?:y|ies)|polisi|procedures?|gweithdrefn|statement|code of conduct|charter|strategy|scheme|"
    r"guidelines)\b",
    re.IGNORECASE,
)
GENERAL = re.compile(
    r"(?:introduction|aims?(?: and objectives)?|purpose|background|scope|foreword|overview|rationale|contents|"
    r"statement of intent|policy statement|cyflwyniad|nodau?|cefndir|cynnwys)",
    re.IGNORECASE,
)
SCHOOL = re.compile(r"\b(?:school|pre-school|ysgol|academy|nursery|federation|council|cyngor|trust)\b", re.IGNORECASE)

_LEADER = re.compile(r"[.…_·]{3,}|[…_]{1,}|\.\s*\.\s*\.[.\s]*")
_APPROVAL = re.compile(
    r"\b(?:approved|adopted|ratified|agreed|signed|signature|reviewed?|review date|next review|minute|"
    r"cymeradwywyd|llofnod|llofnodwyd|adolygu|adolygiad)\b",
    re.IGNORECASE,
)
_FIELD = re.compile(
    r"\b(?:date|signed|signature|chair|head ?teacher|name|minute|dyddiad|cadeirydd|pennaeth)\b", re.IGNORECASE
)
_ADOPTION = re.compile(r"\b(?:adoption|approval|ratification|version|owner|author|mabwysiadu)\b", re.IGNORECASE)
_OPEN_END = re.compile(r"(?::|\b(?:is|on|by|date|ar|gan))\s*$", re.IGNORECASE)
_OFFICES = re.compile(
    r"\b(?:the|of|and|head|teacher|headteacher|chair|vice|clerk|governing|governors?|body|board|committee|full|date|"
    r"signed|signature|name|position|print|on|by|minute|no|number|policy|approved|for|next)\b|[()/&,.\s]",
    re.IGNORECASE,
)


def split_edition(text: str) -> tuple[str, str]:
    """A title line as (title, edition): the edition is a date, a year or a version at its end, or ""."""
    if len(text) < 200 and (match := EDITION.match(text.strip())):
        return match["title"].strip(" –—-:|,("), match["edition"]
    return text.strip(), ""


def edition_alone(text: str) -> str:
    """The edition, when this line is nothing else ("March 2021", "Version dated: January 2015"), or ""."""
    match = len(text) < 80 and (LABELLED.match(text.strip()) or ALONE.match(text.strip()))
    return match["edition"] if match else ""


def is_blank_approval(text: str, near: bool) -> bool:
    """Whether this is a line for an approval, a signature or a date with nothing filled in.

    `near`: it stands beside another such line, so "Date:" alone is enough.
    """
    if len(text) > 160:
        return False
    bare = _LEADER.sub(" ", text).strip()
    led = bare != text.strip()
    if not (_APPROVAL.search(bare) or (_FIELD.search(bare) and (near or led))):
        return False
    if not (led or _OPEN_END.search(bare)):
        return False
    return all(not _OFFICES.sub("", value) for value in _values(bare))


def is_filled_in(text: str) -> bool:
    """Whether this is such a line with something filled in: "Adopted on: 4 May 2023"."""
    label, _, value = text.partition(":")
    return bool(value.strip()) and bool(_APPROVAL.search(label) or _FIELD.search(label) or _ADOPTION.search(label))


def _values(bare: str) -> list[str]:
    """What stands after each label of the line; the next label at its end is not a value."""
    pieces = bare.split(":")
    return [re.sub(r"\bdate of\b.*$", "", piece, flags=re.IGNORECASE) for piece in pieces[1:]]


def choose_title(parts: list[Part], body: float) -> int:
    """The index of the part that is the policy's title, or -1."""
    best, best_score = -1, 0.9
    text = next((i for i, part in enumerate(parts) if part.kind is None and _is_text(part.text)), len(parts))
    for index, part in enumerate(parts):
        if not 2 < len(part.text) <= 150 or part.mark or part.style or _is_sentence(part.text):
            continue
        if GENERAL.fullmatch(part.text.strip()):
            continue
        score = _title_score(part, body) - index * 0.05 - (3.0 if index > text else 0.0)
        if score > best_score:
            best, best_score = index, score
    return best


def _is_text(text: str) -> bool:
    return len(text) > 80 and bool(re.search(r"[.!?:;][\"'”’)]*$", text))


def _is_sentence(text: str) -> bool:
    return bool(re.search(r"[.!?;]$|[.!?]\s+[A-Z]|:\s+\S|:$", text)) or not any(char.isalpha() for char in text)


def _title_score(part: Part, body: float) -> float:
    score = 1.0 if part.size == 0 else 0.0
    if part.role == "title":
        score += 2.0
    if part.kind is not None and part.level == 1:
        score += 1.0
    if part.size and body:
        score += min(2.5, 4 * (part.size / body - 1)) + (0.6 if part.bold else 0.0)
    if POLICY.search(part.text):
        score += 2.0
    elif SCHOOL.search(part.text):
        score -= 1.0
    if len(part.text.split()) > 14:
        score -= 1.5
    return score


def same_title(text: str, title: str) -> bool:
    """Whether this line only says the title again."""
    return bool(title) and folded(split_edition(text)[0]) == folded(title)
