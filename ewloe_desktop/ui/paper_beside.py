"""Lays the pages of a scan over those of the stored sheet, in the background, and shows them page by page."""

import hashlib
from collections import OrderedDict
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject
from shiboken6 import isValid

from ewloe_desktop.domain.errors import Expected
from ewloe_desktop.ui.paper_pictures import PaperPair

if TYPE_CHECKING:
    from ewloe_desktop.intake.sheet_scan import Aligned, ScanPage, SheetScan
    from ewloe_desktop.ui.work import Work

_WIDE = 1240  # pixels of a page that could not be laid over
_MOST = 2
# The last pages that were laid over: both sides of one paper are looked at one after the other.
_laid: "OrderedDict[tuple[bytes, int, str], Aligned]" = OrderedDict()


class Beside(QObject):
    """Fills one pair of pictures; a newer order replaces one under way."""

    def __init__(self, parent: QObject, work: "Work", pair: PaperPair) -> None:
        super().__init__(parent)
        self._work, self._pair = work, pair
        self._order = 0
        self._scan, self._stored, self._code = b"", b"", ""
        self._pages: tuple[ScanPage, ...] = ()
        self.under_way = False
        self.ink: dict[str, str] = {}  # what each side's box holds, as far as its page was laid over
        pair.page_wanted.connect(self._ask)

    def begin(self, code: str, scan: bytes, name: str, stored: bytes, pages: "tuple[ScanPage, ...]" = ()) -> None:
        """Shows the first page as soon as it is there; pages that were read already are not read again."""
        self.forget(expecting=True)
        self._scan, self._stored, self._code = scan, stored, code
        self._pair.wait()
        if pages:
            self._begin(pages)
            return
        from ewloe_desktop.intake.sheet_scan import read_sheet

        read = partial(self._read, self._order)
        self._work.background(read, read_sheet, scan, name, failed=partial(self._unreadable, self._order))

    def forget(self, *, expecting: bool) -> None:
        """What was ordered for another sheet is not wanted any more; `expecting` that another is ordered."""
        self._order += 1
        self.under_way, self.ink = expecting, {}

    def _read(self, order: int, read: "SheetScan") -> None:
        if self._wants(order):
            coded = tuple(page for page in read.pages if page.codes)
            self._begin(coded or read.pages)

    def _unreadable(self, order: int, failure: BaseException) -> None:
        if not isinstance(failure, Expected):
            self._work.unhandled.emit(failure)
        elif self._wants(order):
            self.under_way = False
            self._pair.no_scan()

    def _begin(self, pages: "tuple[ScanPage, ...]") -> None:
        self._pages = pages
        self._pair.show_count(len(pages))
        self._ask(0)

    def _ask(self, number: int) -> None:
        """One page of the scan, from 0, over the same page of the sheet."""
        from ewloe_desktop.intake.sheet_scan import align

        page = self._pages[number]
        known = _laid.get(self._key(number))
        if known is not None:
            self._show(known)
            return
        done = partial(self._aligned, self._order, number)
        failed = partial(self._apart, self._order, number)
        self._work.background(done, align, self._scan, page.number, self._stored, number + 1, failed=failed)

    def _key(self, number: int) -> tuple[bytes, int, str]:
        return hashlib.sha256(self._scan).digest(), number, self._code

    def _aligned(self, order: int, number: int, aligned: "Aligned") -> None:
        if self._wants(order):
            _laid[self._key(number)] = aligned
            while len(_laid) > _MOST:
                _laid.popitem(last=False)
            self._show(aligned)

    def _show(self, aligned: "Aligned") -> None:
        self.under_way = False
        self.ink |= dict(aligned.ink)
        self._pair.show_pair(aligned.stored_jpeg, aligned.scan_jpeg, aligned.boxes, dict(aligned.ink))

    def _apart(self, order: int, number: int, failure: BaseException) -> None:
        if not isinstance(failure, Expected):
            self._work.unhandled.emit(failure)
            return
        if not self._wants(order):
            return
        self.under_way = False
        drawn, alone = partial(self._both, order, number), partial(self._alone, order, number)
        preview = self._work.keeper.preview
        self._work.background(drawn, preview, self._stored, number + 1, _WIDE, failed=alone)

    def _both(self, order: int, number: int, stored: bytes) -> None:
        if self._wants(order):
            self._pair.show_apart(stored, self._pages[number].jpeg)

    def _alone(self, order: int, number: int, _failure: BaseException) -> None:
        self._both(order, number, b"")

    def _wants(self, order: int) -> bool:
        """Whether this order still stands, and there is somebody to show it to."""
        return isValid(self) and order == self._order
