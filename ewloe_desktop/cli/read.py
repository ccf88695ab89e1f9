"""`ewloe-desktop read`: what the app would keep of a policy document, before anything is kept."""

import json
from pathlib import Path

from ewloe_desktop.cli.saying import say
from ewloe_desktop.documents.words import words
from ewloe_desktop.domain.text import Block, Doubt, Kind, Reading
from ewloe_desktop.intake.reading import read_file


def read(file: Path, *, as_json: bool) -> int:
    """Prints what intake makes of the file; FileRefused or NotPossible when it cannot be read."""
    reading = read_file(file)
    print(json.dumps(as_facts(reading), ensure_ascii=False, indent=2) if as_json else as_page(file.name, reading))
    return 0


def as_facts(reading: Reading) -> dict[str, object]:
    """The reading as plain values: title, edition, blocks, what was left out and what is doubted."""
    text = reading.text
    pages = reading.block_pages or (0,) * len(text.blocks)
    return {
        "title": text.title,
        "edition": text.edition,
        "blocks": [_block(block, page) for block, page in zip(text.blocks, pages, strict=True)],
        "left_out": [{"text": left.text, "why": left.why, "page": left.page} for left in reading.left_out],
        "doubts": [
            {"what": d.what, "says": _doubt(d), "text": d.text, "block": d.block, "page": d.page}
            for d in reading.doubts
        ],
    }


def _block(block: Block, page: int) -> dict[str, object]:
    told: dict[str, object] = {"kind": block.kind.value, "level": block.level, "text": block.words, "page": page}
    if block.kind is Kind.ITEM:
        told["item"] = block.style
    if block.mark:
        told["mark"] = block.mark
    if block.kind is Kind.TABLE:
        told["rows"] = [list(row) for row in block.rows]
    return told


def _doubt(doubt: Doubt) -> str:
    return str(words("doubts").get(doubt.what, doubt.what))


def as_page(name: str, reading: Reading) -> str:
    """The reading for a person: the text as it would be kept, then what is not kept and what to look at."""
    text = reading.text
    lines = [say("read_title", title=text.title or say("read_none"))]
    lines.append(say("read_edition", edition=text.edition or say("read_none")))
    lines.append(say("read_count", name=name, blocks=len(text.blocks), headings=len(text.headings)))
    lines += ["", *(_line(block) for block in text.blocks)]
    if reading.left_out:
        lines += ["", say("read_left_out")]
        lines += [f"  {_where(left.page)}{left.text}  [{_why(left.why)}]" for left in reading.left_out]
    if reading.doubts:
        lines += ["", say("read_doubts")]
        lines += [f"  {_where(doubt.page)}{_doubt(doubt)}: {doubt.text}" for doubt in reading.doubts]
    return "\n".join(lines)


def _where(page: int) -> str:
    return say("read_page", page=page) + " " if page else ""


def _why(why: str) -> str:
    return str(words("left_out").get(why, why))


def _line(block: Block) -> str:
    if block.kind is Kind.HEADING:
        return f"\n{'#' * block.level} {block.words}"
    if block.kind is Kind.ITEM:
        return f"{'  ' * block.level}{'' if block.mark else '- '}{block.words}"
    if block.kind is Kind.TABLE:
        return "\n".join(" | ".join(row) for row in block.rows)
    return block.words
