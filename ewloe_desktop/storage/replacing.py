"""Puts a finished file in another's place, although a sync program or a virus scanner may hold either for a moment."""

import os
import time
from collections.abc import Callable
from pathlib import Path

from ewloe_desktop.domain.errors import RegisterUnavailable

TRIES = 5
_FIRST_WAIT = 0.1  # seconds, twice as long after each try: one and a half in all


def replace(part: Path, target: Path, *, wait: Callable[[float], object] = time.sleep) -> None:
    """Renames at once or as soon as the file is let go of; RegisterUnavailable("held") after five tries."""
    for number in range(TRIES):
        try:
            part.replace(target)
        except PermissionError as error:
            if not os.access(target.parent, os.W_OK):
                raise  # not held: this user may not write here
            if number == TRIES - 1:
                raise RegisterUnavailable("held", str(target)) from error
            wait(_FIRST_WAIT * 2**number)
        else:
            return
