"""A policy saved for Word, changed there, and brought in as the next draft."""

import io
from dataclasses import replace

import docx

from ewloe_desktop.domain.errors import RuleBroken
from ewloe_desktop.domain.text import Block, Kind
from ewloe_desktop.services.drafting import import_policy
from ewloe_desktop.services.policies import ImportAnswer, compare_in_words
from ewloe_desktop.services.word_files import word_file
from tests.intake.making import read
from tests.services.conftest import School, some_text

RULES = (
    Block(Kind.HEADING, "What we ask", 2, mark="2.1"),
    Block(Kind.ITEM, "Phones stay in the bag.", 1, "letter", "(a)"),
    Block(Kind.ITEM, "Calls are made from the office.", 1, "letter", "(b)"),
    Block(Kind.TABLE, rows=(("Who", "When"), ("Teachers", "Lessons"))),
)


def test_only_what_was_changed_in_word_is_shown_as_changed(school: School) -> None:
    text = replace(some_text(), blocks=(*some_text().blocks, *RULES))
    current = school.in_force(text)
    file = school.ask("office", word_file, current.id)
    assert file.name.endswith(".docx") and current.label in file.name

    def brought(content: bytes) -> ImportAnswer:
        return ImportAnswer(read(content).text, file.name, file.media_type, content, 0, current.policy_id)

    try:
        school.do("office", import_policy, brought(file.content))
    except RuleBroken as refused:
        assert refused.rule == "same_text"
    else:
        raise AssertionError("the file unchanged is the text in force")
    document = docx.Document(io.BytesIO(file.content))
    calls = next(one for one in document.paragraphs if one.text.startswith("Calls"))
    calls.runs[0].text = "Calls are made from the office or the staff room."
    out = io.BytesIO()
    document.save(out)
    draft = school.do("office", import_policy, brought(out.getvalue()))
    compared = school.ask("office", compare_in_words, current.id, draft.id)
    changed = [change for change in compared.changes if change.how != "same"]
    assert [change.how for change in changed] == ["changed"] and len(compared.sentences) == 1
    assert changed[0].after == Block(Kind.ITEM, "Calls are made from the office or the staff room.", 1, "letter", "(b)")
