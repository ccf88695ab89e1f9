"""What the policies page offers besides approving: about the policy in sight, and about all of them."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING

from ewloe_desktop.ui.breach_more import about_breaches
from ewloe_desktop.ui.control_more import about_all, about_policy
from ewloe_desktop.ui.paper_more import about_papers
from ewloe_desktop.ui.reading_more import about_reading
from ewloe_desktop.ui.revising_more import about_words
from ewloe_desktop.ui.wording_more import about_watch_list, about_wording

if TYPE_CHECKING:
    from ewloe_desktop.domain.policies import RevisionPage
    from ewloe_desktop.ui.pages.policies import PoliciesPage


def always(_page: "RevisionPage | None") -> bool:
    """For what is about no policy in particular."""
    return True


def one_in_sight(page: "RevisionPage | None") -> bool:
    """For what is about the revision in sight."""
    return page is not None


@dataclass(frozen=True, slots=True)
class PolicyMore:
    """An entry of the menu: who may (an action of domain.people, "" for everybody) and when it fits."""

    key: str
    words: str
    needs: str
    run: "Callable[[PoliciesPage], object]"
    fits: "Callable[[RevisionPage | None], bool]" = always


def policy_more() -> tuple[PolicyMore, ...]:
    """The entries about the revision in sight, in the menu's order."""
    return (*about_words(), *about_wording(), *about_policy(), *about_reading())


def register_more() -> tuple[PolicyMore, ...]:
    """The entries about all policies, in the menu's order."""
    return (*about_all(), *about_papers(), *about_watch_list(), *about_breaches())
