"""How often a fault is tried: a few times in every run, as often as promised when the whole is asked for."""

import os

WHOLE = os.environ.get("EWLOE_FAULTS") == "whole"


def trials(quick: int, whole: int) -> int:
    """How many trials this run makes."""
    return whole if WHOLE else quick
