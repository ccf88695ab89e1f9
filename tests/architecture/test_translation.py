"""Every English word in the window's own code is marked for translation."""

import ast
import re
from collections.abc import Iterator

from tests.architecture.sources import READERS, called, sources

pytestmark = READERS

MARKS = {"tr", "translate", "QT_TR_NOOP", "QT_TRANSLATE_NOOP"}
SHOWN_BY = {
    *("setText", "setWindowTitle", "setToolTip", "setPlaceholderText", "setAccessibleName", "setAccessibleDescription"),
    *("setTitle", "addTab", "addAction", "setPlainText", "QLabel", "QPushButton", "QCheckBox", "QRadioButton"),
    *("QGroupBox", "QAction", "Column"),
}
WORD = re.compile(r"[^\W\d_]{2}")
TAG = re.compile(r"<[^>]*>")
SENTENCE = re.compile(r"^[A-Z][a-z’']+ (?:[a-zA-Z][a-z’']* ?){1,}")
NAMES = {"Noto Sans", "Ewloe Desktop"}
FOLDERS = ("ewloe_desktop/ui", "ewloe_desktop/app")
MADE_UP = "ewloe_desktop/app/pictures/"  # what the demonstration's people type


def test_every_word_shown_is_marked_for_translation() -> None:
    unmarked = [
        f"{source.place}:{node.lineno} {words!r}"
        for source in sources(*FOLDERS)
        if not source.place.startswith(MADE_UP)
        for node, words in unmarked_words(source.tree)
    ]
    assert not unmarked, "\n".join(unmarked)


def unmarked_words(tree: ast.Module) -> Iterator[tuple[ast.expr, str]]:
    """Words handed to something that shows them, and whole phrases anywhere, that no mark stands around."""
    marked = {id(part) for call in marks(tree) for part in ast.walk(call)}
    quiet = marked | {id(part) for note in notes(tree) for part in ast.walk(note)}
    for node in ast.walk(tree):
        if isinstance(node, ast.Call) and called(node) in SHOWN_BY and node.args:
            words = plain(node.args[0])
            if id(node.args[0]) not in quiet and WORD.search(TAG.sub("", words)):
                yield node.args[0], words
        elif isinstance(node, ast.Constant) and id(node) not in quiet and phrase(node.value):
            yield node, str(node.value)


def phrase(value: object) -> bool:
    """Whether it is words that begin as a sentence does."""
    return isinstance(value, str) and value not in NAMES and SENTENCE.match(value) is not None


def marks(tree: ast.Module) -> Iterator[ast.Call]:
    """Calls that mark their words."""
    return (node for node in ast.walk(tree) if isinstance(node, ast.Call) and called(node) in MARKS)


def notes(tree: ast.Module) -> Iterator[ast.AST]:
    """What no person reads on screen: docstrings, and errors of ours."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Raise) or (isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant)):
            yield node


def plain(expression: ast.expr) -> str:
    """The fixed words of a string or of a string with gaps."""
    if isinstance(expression, ast.JoinedStr):
        return " ".join(plain(part) for part in expression.values if isinstance(part, ast.Constant))
    fixed = isinstance(expression, ast.Constant) and isinstance(expression.value, str)
    return str(expression.value) if fixed and isinstance(expression, ast.Constant) else ""
