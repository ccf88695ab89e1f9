"""Names that deceive: letters that turn the line round, and alphabets that look alike."""

import re
import unicodedata

_TURNING = re.compile("[\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]")
_ALPHABETS = ("LATIN", "CYRILLIC", "GREEK", "ARMENIAN", "CHEROKEE", "COPTIC")


def turns(name: str) -> bool:
    """Whether a name holds a sign that turns the direction of what stands around it."""
    return bool(_TURNING.search(name))


def mixed(name: str) -> str:
    """The first word of a name whose letters are of alphabets that look alike, such as Latin and Cyrillic, or ""."""
    for word in name.split():
        if len({_alphabet(letter) for letter in word} - {""}) > 1:
            return word
    return ""


def _alphabet(letter: str) -> str:
    if letter.isascii():
        return "LATIN" if letter.isalpha() else ""
    named = unicodedata.name(letter, "").partition(" ")[0]
    return named if named in _ALPHABETS else ""
