"""The tables of placed pictures and of what has to be taken down."""

from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication

from ewloe_desktop.ui import picture_words, wording
from ewloe_desktop.ui.tables import Column, RowsModel, Table

if TYPE_CHECKING:
    from ewloe_desktop.services.placements import PlacementFacts, TakedownFacts

translate = QCoreApplication.translate
_LONGEST = "30 September 2026"


def takedowns_table() -> "tuple[RowsModel[TakedownFacts], Table]":
    """What has to be taken down, for whom, why and by when."""
    columns: tuple[Column[TakedownFacts], ...] = (
        Column(translate("PlacementLists", "For"), lambda row: row.person, width=19),
        Column(translate("PlacementLists", "Because"), lambda row: picture_words.reason(row.reason), width=23),
        Column(translate("PlacementLists", "Picture or event"), lambda row: row.what, tip=lambda row: row.what),
        Column(translate("PlacementLists", "Where"), lambda row: row.place, tip=lambda row: row.place),
        Column(translate("PlacementLists", "Who does it"), lambda row: row.owner, width=15),
        Column(translate("PlacementLists", "By"), _by, width=23),
    )
    model = RowsModel(columns)
    return model, _owned(Table(model, translate("PlacementLists", "To take down")), model)


def placements_table() -> "tuple[RowsModel[PlacementFacts], Table]":
    """Where pictures are used."""
    columns: tuple[Column[PlacementFacts], ...] = (
        Column(translate("PlacementLists", "Picture or event"), lambda row: row.what, tip=lambda row: row.what),
        Column(translate("PlacementLists", "Use"), lambda row: row.use, width=24, tip=lambda row: row.use),
        Column(translate("PlacementLists", "Where"), lambda row: row.place, tip=lambda row: row.place),
        Column(translate("PlacementLists", "Since"), lambda row: wording.day(row.used_on), width=18, sample=_LONGEST),
        Column(translate("PlacementLists", "State"), _state, width=22, sample=_state_of(_LONGEST)),
    )
    model = RowsModel(columns)
    return model, _owned(Table(model, translate("PlacementLists", "All places")), model)


def _owned(table: Table, model: "RowsModel[PlacementFacts] | RowsModel[TakedownFacts]") -> Table:
    model.setParent(table)
    return table


def _by(row: "TakedownFacts") -> str:
    if row.done_on is not None:
        return translate("PlacementLists", "Done {day}").format(day=wording.day(row.done_on))
    if row.days_left < 0:
        return translate("PlacementLists", "Overdue since {day}").format(day=wording.day(row.due))
    return wording.day(row.due)


def _state(row: "PlacementFacts") -> str:
    if row.ended_on is not None:
        return _state_of(wording.day(row.ended_on))
    return translate("PlacementLists", "In use")


def _state_of(day: str) -> str:
    return translate("PlacementLists", "Ended {day}").format(day=day)
