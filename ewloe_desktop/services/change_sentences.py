"""What changed between two texts as sentences somebody can sign: one for each change, or one for a whole clause."""

import re
from collections.abc import Iterator, Mapping, Sequence

from ewloe_desktop.documents.words import words
from ewloe_desktop.domain.text import Block, Change, Kind, Piece

SHORT = 14  # words; what is no longer is told word by word
FIRST = 9  # words by which a longer passage is named
LABEL = 6  # words before a colon that name what a line tells
SWAPS = 3  # changed runs in a block that are still told one by one


def change_sentences(changes: Sequence[Change]) -> tuple[str, ...]:
    """The changes in order, each as a sentence; a clause that is new, gone or moved as a whole is told once."""
    said = words("changes")
    told: list[str] = []
    under = ""
    at = 0
    while at < len(changes):
        change = changes[at]
        block = change.after or change.before
        if block is None:
            at += 1
            continue
        if block.kind is Kind.HEADING:
            end = _clause(changes, at)
            whole = _whole(changes[at:end], block, said)
            if whole is not None:
                told.extend(whole)
                at = end
                continue
            under = block.words if change.after is not None else under
        place = "" if block.kind is Kind.HEADING else under
        told.extend(_in_place(place, sentence, said) for sentence in _sentences(change, said))
        at += 1
    return tuple(dict.fromkeys(told))


def _clause(changes: Sequence[Change], start: int) -> int:
    """Where the clause that begins at this heading ends: at the next heading of the same or a higher level."""
    first = changes[start].after or changes[start].before
    for at in range(start + 1, len(changes)):
        block = changes[at].after or changes[at].before
        if first is not None and block is not None and block.kind is Kind.HEADING and block.level <= first.level:
            return at
    return len(changes)


def _whole(clause: Sequence[Change], heading: Block, said: Mapping[str, str]) -> tuple[str, ...] | None:
    """The sentence of a clause that is new, gone or moved with everything in it, else None."""
    hows = {change.how for change in clause}
    quoted = _quoted(heading.words)
    if len(clause) > 1 and hows == {"added"}:
        return (said["clause_added"].format(clause=quoted),)
    if len(clause) > 1 and hows == {"removed"}:
        return (said["clause_removed"].format(clause=quoted),)
    if len(clause) > 1 and hows == {"moved"} and not any(change.pieces for change in clause):
        return (said["clause_moved"].format(clause=quoted),)
    return () if hows == {"moved_away"} else None


def _in_place(under: str, sentence: str, said: Mapping[str, str]) -> str:
    return (
        said["in_clause"].format(clause=_quoted(under), what=sentence) if under else sentence[:1].upper() + sentence[1:]
    )


def _sentences(change: Change, said: Mapping[str, str]) -> Iterator[str]:
    if change.how == "added" and change.after is not None:
        yield said["added"].format(words=_quoted(change.after.words))
    elif change.how == "removed" and change.before is not None:
        yield said["removed"].format(words=_quoted(change.before.words))
    elif change.how == "moved" and change.after is not None:
        yield said["moved"].format(words=_quoted(change.after.words))
        yield from _swaps(change.pieces, change.after, said) if change.pieces else ()
    elif change.how == "changed" and change.after is not None and change.before is not None:
        yield from _changed(change, change.before, change.after, said)


def _changed(change: Change, before: Block, after: Block, said: Mapping[str, str]) -> Iterator[str]:
    if before.words == after.words:
        yield said["shape"].format(words=_quoted(after.words))
    else:
        yield from _swaps(change.pieces, after, said)


def _swaps(pieces: Sequence[Piece], after: Block, said: Mapping[str, str]) -> Iterator[str]:
    """Each changed run of a block, or that the block was reworded when the runs are many or long."""
    swaps = [swap for swap in _runs(pieces) if _bare(swap[0]) != _bare(swap[1])]
    label, colon, _ = after.words[:60].partition(":")
    about = f"{label}: " if colon and len(label.split()) <= LABEL and swaps and not after.mark else ""
    long = any(len(text.split()) > SHORT for swap in swaps for text in swap)
    if len(swaps) > SWAPS or (long and all(swap[0] and swap[1] for swap in swaps)):
        yield said["reworded"].format(words=_quoted(after.words))
        return
    for removed, added in swaps:
        if removed and added:
            yield about + said["became"].format(old=_quoted(removed), new=_quoted(added))
        elif added:
            yield said["added"].format(words=_quoted(added))
        else:
            yield said["removed"].format(words=_quoted(removed))


def _bare(text: str) -> str:
    """Words without what only joins a list together: nobody means a comma or an "and" when asked what changed."""
    return re.sub(r"[^\w+%£]+", " ", re.sub(r"(,|;)?\s*\b(and|or)$", "", text.strip(" .,;:"))).strip()


def _runs(pieces: Sequence[Piece]) -> Iterator[tuple[str, str]]:
    """What was left out and what came, run by run."""
    removed = added = ""
    for piece in pieces:
        if piece.how == "same":
            if removed or added:
                yield removed, added
            removed = added = ""
        elif piece.how == "removed":
            removed = f"{removed} {piece.text}".strip()
        else:
            added = f"{added} {piece.text}".strip()
    if removed or added:
        yield removed, added


def _quoted(text: str) -> str:
    text = text.strip(" .,;")
    parts = text.split()
    return f"“{text}”" if len(parts) <= SHORT else f"“{' '.join(parts[:FIRST])} …”"
