"""Recorded answers and acts in the words of a sheet."""

import contextlib
from collections.abc import Mapping, Sequence
from datetime import date

from ewloe_desktop.documents.photo_facts import HistoryRow
from ewloe_desktop.documents.words import day as in_words
from ewloe_desktop.documents.words import moment, words
from ewloe_desktop.domain.photos import Answer
from ewloe_desktop.services.photos import HistoryLine


def history_rows(lines: Sequence[HistoryLine]) -> tuple[HistoryRow, ...]:
    """Every answer, newest first, as one row in words."""
    return tuple(_row(line) for line in lines)


def _row(line: HistoryLine) -> HistoryRow:
    recorded = words("photo_record")["recorded_by"]
    return HistoryRow(
        given_on=line.given_on,
        what=f"{line.use}: {line.only}" if line.only else line.use,
        answer=_answer(line),
        how=_how(line),
        recorded=recorded.format(by=line.recorded_by, at=moment(line.recorded_at), act=f"{line.act:,}"),
        wording=line.wording,
        act=line.act,
    )


def _answer(line: HistoryLine) -> str:
    said = words("photo_states")
    if line.answer is Answer.YES and line.name_shown is not None:
        return said["yes_with_name" if line.name_shown else "yes_without_name"]
    return said[line.answer.value]


def _how(line: HistoryLine) -> str:
    said = words("photo_states")
    told = said[f"how_{line.how.value}"].format(by=line.written_by)
    return f"{told}; {said['kept_at'].format(place=line.kept_at)}" if line.kept_at else told


def act_sentence(kind: str, facts: Mapping[str, object]) -> str:
    """An act of the record as one sentence."""
    told = words("acts")
    return told.get(kind, told["other"]).format_map(
        _Facts({name: _shown(name, value) for name, value in facts.items()})
    )


class _Facts(dict[str, str]):
    def __missing__(self, name: str) -> str:
        return ""


def _shown(name: str, value: object) -> str:
    text = "" if value is None else str(value)
    if name == "office":
        return words("office").get(text, text)
    if name == "outcome":
        return words("doubt_note").get(f"outcome_{text}", text)
    with contextlib.suppress(ValueError):
        return in_words(date.fromisoformat(text))
    return text
