"""The way in: `ewloe-desktop` and `python -m ewloe_desktop`."""

import gc
import sys
from collections.abc import Sequence


def main(argv: Sequence[str] | None = None) -> int:
    """Runs the command and gives its exit code; whatever happens, a person sees a sentence and no traceback."""
    gc.disable()  # nothing made while starting is garbage; whoever keeps running turns the collector on again
    from ewloe_desktop.cli import run

    return run(sys.argv[1:] if argv is None else argv)


if __name__ == "__main__":
    sys.exit(main())
