"""Cells of a table that a spreadsheet will open: none of them can be taken for a formula."""

import re

_FORMULA = re.compile(r"'*[=+\-@＝＋－＠\t\r\n\0]")
_MARKED = re.compile(r"'+[=+\-@＝＋－＠\t\r\n\0]")


def harmless(cell: str) -> str:
    """The cell as it is exported: with one ' in front when a spreadsheet could calculate it."""
    return f"'{cell}" if _FORMULA.match(cell) else cell


def plain(cell: str) -> str:
    """The cell as it was before `harmless`: exactly one ' taken away where one was put."""
    return cell[1:] if _MARKED.match(cell) else cell
