"""A command that cannot go on for a reason of its own."""

from dataclasses import dataclass, field
from typing import Any

from ewloe_desktop.domain.errors import Expected


@dataclass(eq=False)
class CommandRefused(Expected):
    """What was asked for cannot be done: the sentence's name in the words of the commands, and facts for it."""

    sentence: str
    facts: dict[str, Any] = field(default_factory=dict)
