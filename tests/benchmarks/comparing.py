"""Comparing two revisions and showing it, against showing the plain text."""

import random
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

from PySide6.QtWidgets import QApplication, QTextBrowser

from ewloe_desktop.domain.text import Block, PolicyText
from ewloe_desktop.services.comparing import compare
from ewloe_desktop.ui.changes import write_changes
from tests.benchmarks.measuring import Figure, side_by_side
from tests.benchmarks.samples import policy_text

SHORT, LONG = 12_000, 120_000
AT_MOST = 30  # milliseconds for the long text


def figures(folder: Path) -> list[Figure]:
    """A short text compared and shown, a long one compared."""
    application = QApplication.instance() or QApplication([])
    before = policy_text(SHORT)
    found = [compared_and_shown(before, revised(before))]
    before = policy_text(LONG)
    after = revised(before)
    plain = shown_plain(before)
    found.append(side_by_side("compare, 120 kB", lambda: compare(before, after), plain, limit=AT_MOST))
    del application
    return found


def revised(text: PolicyText) -> PolicyText:
    """The text with every fifth block changed by a few words, one dropped and one added."""
    dice = random.Random(3)
    blocks = [changed(block, dice) if number % 5 == 1 else block for number, block in enumerate(text.blocks)]
    return replace(text, blocks=(*blocks[1:], replace(blocks[-1], text="A paragraph that was not there before.")))


def changed(block: Block, dice: random.Random) -> Block:
    """The block with three words taken out and two put in."""
    words = block.text.split()
    for _ in range(3):
        words.pop(dice.randrange(len(words)))
    for _ in range(2):
        words.insert(dice.randrange(len(words)), "newly")
    return replace(block, text=" ".join(words))


def compared_and_shown(before: PolicyText, after: PolicyText) -> Figure:
    """What the reading pane does when somebody asks what changed."""
    browser = QTextBrowser()
    browser.resize(800, 900)

    def ours() -> None:
        write_changes(browser.document(), compare(before, after), str)
        browser.grab()

    return side_by_side("compare and show, 12 kB", ours, shown_plain(after), goal=1.4)


def shown_plain(text: PolicyText) -> Callable[[], None]:
    """Shows the words as plain text in the same kind of view."""
    browser = QTextBrowser()
    browser.resize(800, 900)
    words = "\n\n".join(block.words for block in text.blocks)

    def show() -> None:
        browser.setPlainText(words)
        browser.grab()

    return show
