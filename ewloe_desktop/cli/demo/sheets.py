"""The demonstration's sheets, written where a person can open them."""

from pathlib import Path

from ewloe_desktop.cli.demo import cast
from ewloe_desktop.cli.demo.stage import Stage
from ewloe_desktop.cli.demo.story import Told
from ewloe_desktop.services.school import FirstStarted


def write(stage: Stage, started: FirstStarted, told: Told, folder: Path) -> int:
    """Writes every sheet as PDF into the folder, and a policy's words for Word; how many there are."""
    from ewloe_desktop.services.sheets import approval_sheet, booklet, key_card, recovery_sheet
    from ewloe_desktop.services.word_files import word_file

    stage.enter(cast.HEAD)
    sheets = dict(told.sheets)
    sheets["04-policy-booklet.pdf"] = stage.read(booklet, told.revisions["main"][1]).content
    sheets["04-policy-for-word.docx"] = stage.read(word_file, told.revisions["main"][1]).content
    sheets["05-approval-not-evidenced.pdf"] = stage.read(approval_sheet, told.revisions["found"][1]).content
    sheets["06-reviewed-no-change.pdf"] = stage.read(approval_sheet, told.revisions["with_governors"][1]).content
    if started.recovery_groups:  # a database on a server has none
        sheets["07-recovery-sheet.pdf"] = stage.read(recovery_sheet, started.recovery_groups).content
    card = stage.read(key_card, started.head_id, started.recovery_code)
    sheets["08-key-card-of-the-head-teacher.pdf"] = card.content
    folder.mkdir(exist_ok=True)
    for name, content in sorted(sheets.items()):
        (folder / name).write_bytes(content)
        stage.tell("sheet", name=name)
    return len(sheets)
