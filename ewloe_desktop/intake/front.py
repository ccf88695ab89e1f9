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

_LEADER = re.compile(r"\.{3,}|…+|_{2,}|(?:\.\s){2,}\.?|(?<=\s)_(?=\s|$)")
_KEY = re.compile(
    r"\b(?:approved|adopted|ratified|agreed|accepted|signed|signature|review|reviewed|minute|"
    r"cymeradwywyd|mabwysiadwyd|llofnod|llofnodwyd|adolygu|adolygiad)\b",
    re.IGNORECASE,
)
_ASKS = re.compile(
    r"\b(?:by|date|dated|signed|signature|is|on|due|name|minute|gan|dyddiad|llofnod|llofnodwyd|enw)\b", re.IGNORECASE
)
_LABEL_WORDS = re.compile(
    r"policy|approved|adopted|ratified|agreed|accepted|signed|signature|reviewe?d?|minute|by|the|of|for|on|behalf|head|"
    r"teacher|headteacher|chair|chairperson|vice|clerk|governing|governors?|body|board|committee|full|dated?|next|is|due|"
    r"be|to|will|this|name|print|printed|position|meeting|number|no|ref|reference|and|school|in|at|cymeradwywyd|"
    r"mabwysiadwyd|gan|yr?|pennaeth|corff|llywodraethu|cadeirydd|dyddiad|adolygu|adolygiad|nesaf|llofnod|llofnodwyd|"
    r"polisi|enw|ar|ran"
)
_LABEL = re.compile(
    r"\b(?:date|signed|signature|chair|head ?teacher|name|minute|approved|adopted|ratified|reviewed?|adoption|approval|"
    r"ratification|version|owner|author|dyddiad|cadeirydd|pennaeth|mabwysiadu|adolygu)\b",
    re.IGNORECASE,
)
_WORD = re.compile(r"[^\W\d_]+")


def split_edition(text: str) -> tuple[str, str]:
    """A title line as (title, edition): the edition is a date, a year or a version at its end, or ""."""
    if len(text) < 200 and (match := EDITION.match(text.strip())):
        return match["title"].strip(" –—-:|,("), match["edition"]
    return text.strip(), ""


def edition_alone(text: str) -> str:
    """The edition, when this line is nothing else ("March 2021", "Version dated: January 2015"), or ""."""
    match = len(text) < 80 and (ALONE.match(text.strip()) or LABELLED.match(text.strip()))
    return match["edition"] if match else ""


def is_blank_approval(text: str, near: bool) -> bool:
    """Whether this is a line for an approval, a signature or a date with nothing filled in.

    `near`: it stands beside another such line, so "Date:" alone is enough.
    """
    bare = _LEADER.sub(" ", text).strip()
    words = [word.casefold() for word in _WORD.findall(bare)]
    if len(text) > 200 or not 0 < len(words) <= 20 or not _ASKS.search(bare) or re.search(r"\d", bare):
        return False
    if not (near or _KEY.search(bare)):
        return False
    known = sum(bool(_LABEL_WORDS.fullmatch(word)) for word in words) / len(words)
    if bare != text.strip() or bare.endswith(":"):
        return known >= 0.7
    return known == 1.0 and bool(re.search(r"\b(?:is|on|by|gan|ar)$", bare, re.IGNORECASE))


def is_filled_in(text: str) -> bool:
    """Whether this is such a line with something filled in: "Adopted on: 4 May 2023"."""
    label, _, value = text.partition(":")
    return bool(value.strip()) and bool(_LABEL.search(label))


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
