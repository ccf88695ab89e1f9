"""What Today says about official sites: the words of each button, where it leads, the badge with its icon."""

from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication

from ewloe_desktop.ui import site_words, wording

if TYPE_CHECKING:
    from ewloe_desktop.services.today_items import TodayItem

translate = QCoreApplication.translate
TO_SIGN = frozenset({"site_endorse", "site_second", "site_decide"})
_SITES = frozenset({"site_below_two", "site_check_due", "site_go_live", "site_closing"})


def about_sites(item: "TodayItem") -> bool:
    """Whether an item is about an official site or a request for one."""
    return item.kind.startswith("site_")


def calmer(item: "TodayItem") -> int:
    """Sorts a copy that was put back before everything else, and after it what has to be done the same day."""
    return {"restore_unconfirmed": 0, "site_below_two": 1}.get(item.kind, 2)


def place(item: "TodayItem") -> dict[str, str]:
    """Where on the page about official sites an item leads."""
    return {"site_id": item.site_id} if item.kind in _SITES else {"request_id": item.request_id}


def ways() -> dict[str, str]:
    """What each item's button says."""
    return {
        "site_endorse": translate("TodaySites", "Read and decide…"),
        "site_second": translate("TodaySites", "Read and decide…"),
        "site_decide": translate("TodaySites", "Read and decide…"),
        "site_waiting": translate("TodaySites", "See the request"),
        "site_returned": translate("TodaySites", "See the reason"),
        "site_refused": translate("TodaySites", "See the reason"),
    } | dict.fromkeys(_SITES, translate("TodaySites", "Go to the site"))


def badge(item: "TodayItem") -> tuple[str, str, str] | None:
    """Words, tone and icon of what presses."""
    if item.kind == "site_below_two":
        return site_words.alarm_words(item.reason), "bad", "warning"
    if item.due is None or item.days is None:
        return None
    late = item.days < 0
    day = wording.day(item.due)
    words = {
        "site_check_due": translate("TodaySites", "Check was due on {day}")
        if late
        else translate("TodaySites", "Check due {when}"),
        "site_go_live": translate("TodaySites", "Was to go live on {day}"),
        "site_closing": translate("TodaySites", "Approved until {day}")
        if late
        else translate("TodaySites", "Closes {when}"),
    }.get(item.kind, "")
    when = f"{wording.relative(item.days)} — {day}"
    return (
        (words.format(day=day, when=when), "bad" if late else "warn", "warning" if late else "calendar")
        if words
        else None
    )
