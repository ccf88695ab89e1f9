"""Pictures of a PDF's pages, drawn in a child process, to stand beside what was read."""

import json
from collections.abc import Callable

from ewloe_desktop.intake.limits import Limits
from ewloe_desktop.intake.process import Child

USUAL = Limits()


class Pages:
    """One PDF held open in a child process; close it when the pictures are no longer shown."""

    def __init__(self, name: str, data: bytes, *, limits: Limits = USUAL) -> None:
        self._child = Child(name, data, limits)

    def __enter__(self) -> "Pages":
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def count(self) -> int:
        """How many pages there are; raises FileRefused."""
        return int(json.loads(self._child.ask({"do": "count"})))

    def picture(self, page: int, width: int, *, cancelled: Callable[[], bool] | None = None) -> bytes:
        """Page `page` (from 1) as a PNG of `width` pixels; raises FileRefused or Cancelled."""
        return self._child.ask({"do": "picture", "page": page, "width": width}, cancelled=cancelled)

    def close(self) -> None:
        """Ends the child."""
        self._child.close()


def page_picture(data: bytes, page: int, width: int, *, limits: Limits = USUAL) -> bytes:
    """Page `page` (from 1) of a PDF as a PNG of `width` pixels; raises FileRefused."""
    with Pages("", data, limits=limits) as pages:
        return pages.picture(page, width)
