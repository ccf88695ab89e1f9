"""A folder is listed without what is no document, and each file tells what it says of its approvals and review."""

from pathlib import Path

from ewloe_desktop.domain.text import Block, Kind, LeftOut, PolicyText, Reading
from ewloe_desktop.services.folder_import import compared_title, digest_of, found_in, known_policies, list_folder
from tests.services.conftest import School, on_both, some_text


def test_documents_are_found_in_every_folder_and_other_files_counted(tmp_path: Path) -> None:
    for name in ("b.pdf", "in/a.DOCX", "c.txt", "old.doc", "notes.xlsx", "~$b.docx", ".hidden/d.txt"):
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_bytes(b"x")
    listed = list_folder(tmp_path)
    assert [str(path.relative_to(tmp_path)).replace("\\", "/") for path in listed.files] == [
        "b.pdf",
        "c.txt",
        "in/a.DOCX",
        "old.doc",
    ]
    assert listed.others == 1


def test_lines_about_approval_and_review_are_told_word_for_word() -> None:
    blocks = (
        Block(Kind.PARAGRAPH, "Adopted by the governing body: 4 May 2023"),
        Block(Kind.TABLE, rows=(("Next review", "May 2025"), ("Owner", "Deputy"))),
        Block(Kind.PARAGRAPH, "Visits are approved by the head teacher."),
    )
    left = (LeftOut("Signed: ____", "blank_approval_line"), LeftOut("Page 1", "page_number"))
    found = found_in(Reading(PolicyText("Visits Policy", "", blocks), left, (), 1))
    assert found.approvals == ("Adopted by the governing body: 4 May 2023",)
    assert found.review == ("Next review May 2025",)
    assert (found.blank, found.months) == (1, ("May 2023",))


@on_both
def test_what_the_register_holds_is_known_by_title_and_by_file(school: School) -> None:
    text = some_text("Ymddygiad Ŵyn")
    school.draft(text)
    known = school.ask("office", known_policies)
    assert compared_title(" ymddygiad  ŵyn".strip()) in known.titles or compared_title("Ymddygiad Ŵyn") in known.titles
    assert known.files == {digest_of(repr(text).encode())}
