"""A policy's words as a Word file, with real headings, lists and tables; read back it says the very same."""

import io
import re
from dataclasses import dataclass
from datetime import datetime

import docx
from docx.document import Document
from docx.enum.style import WD_STYLE_TYPE
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Pt, RGBColor
from docx.styles.style import ParagraphStyle
from docx.text.paragraph import Paragraph

from ewloe_desktop.documents.policy_marks import Lists, level_of
from ewloe_desktop.domain.text import FORM, Block, Kind, PolicyText, tidy

MEDIA_TYPE = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
_STYLES = {"bullet": "List Bullet", "number": "List Number", "letter": "List Letter"}
_NOT_XML = re.compile("[\ufffe\uffff\ufdd0-\ufdef]")


@dataclass(frozen=True, slots=True)
class WordFacts:
    """What a Word file of a revision says."""

    text: PolicyText
    label: str  # "Revision 2", "Draft of 20 November 2026": stands at the head of every page
    school: str
    made_by: str
    made_at: datetime


def policy_docx(facts: WordFacts) -> bytes:
    """The file's bytes."""
    text = tidy(facts.text)
    document = docx.Document()
    _about(document, facts, text.title)
    _prepare(document)
    lists = Lists(document.part.numbering_part.element)
    for words, style in ((text.title, "Title"), (text.edition, "Subtitle")):
        if words:
            _paragraph(document, words, style)
    for place, block in enumerate(text.blocks):
        if block.kind is Kind.TABLE:
            _table(document, block, following=place + 1 == len(text.blocks) or _is_table(text.blocks[place + 1]))
        else:
            _words(document, block, lists)
    lists.write()
    out = io.BytesIO()
    document.save(out)
    return out.getvalue()


def _about(document: Document, facts: WordFacts, title: str) -> None:
    """The file's own properties; the keyword tells the reader that nothing in it need be guessed."""
    core = document.core_properties
    core.title, core.subject, core.author = title[:255], facts.label[:255], facts.school[:255]
    core.last_modified_by, core.comments, core.keywords = facts.made_by[:255], "", FORM
    core.created = core.modified = facts.made_at.replace(tzinfo=None, microsecond=0)
    head = document.sections[0].header.paragraphs[0]
    head.text = _kept(f"{facts.school} — {facts.label}")


def _prepare(document: Document) -> None:
    """Plain looks for the styles that are used, and one for lettered lists, which Word has none of."""
    named = document.styles
    for one in list(named):
        if one.type == WD_STYLE_TYPE.TABLE and one.name not in ("Normal Table", "Table Grid"):
            one.delete()
    for language in named.element.iter(qn("w:lang")):
        language.set(qn("w:val"), "en-GB")
    letter = named.add_style(_STYLES["letter"], WD_STYLE_TYPE.PARAGRAPH)
    letter.base_style = named[_STYLES["number"]]
    letter.quick_style = True
    normal = named["Normal"]
    assert isinstance(normal, ParagraphStyle)
    normal.font.name, normal.font.size = "Arial", Pt(11)
    normal.paragraph_format.space_after = Pt(8)
    for name in ("Title", "Subtitle", *(f"Heading {level}" for level in range(1, 7)), *_STYLES.values()):
        style = named[name]
        assert isinstance(style, ParagraphStyle)
        style.font.name = "Arial"
        style.font.color.rgb = RGBColor(0, 0, 0)
        _plain(style)
    for level, size in enumerate((16, 14, 12, 12, 11, 11), 1):
        named[f"Heading {level}"].font.size = Pt(size)


def _plain(style: ParagraphStyle) -> None:
    """Without the template's own list, whose numbers are not the policy's, and without its fonts by theme."""
    looks = style.element.find(qn("w:pPr"))
    if looks is not None:
        for one in looks.findall(qn("w:numPr")):
            looks.remove(one)
    for fonts in style.element.iter(qn("w:rFonts")):
        for key in [key for key in fonts.attrib if "heme" in str(key)]:
            del fonts.attrib[key]


def _words(document: Document, block: Block, lists: Lists) -> None:
    style = {Kind.HEADING: f"Heading {min(max(block.level, 1), 6)}", Kind.ITEM: _STYLES.get(block.style, "List Bullet")}
    made = _paragraph(document, block.text, style.get(block.kind, "Normal"))
    if block.kind is Kind.PARAGRAPH:
        return
    number = lists.number_of(block)
    if number or block.kind is Kind.ITEM:
        properties = made._p.get_or_add_pPr().get_or_add_numPr()
        properties.get_or_add_ilvl().val = level_of(block)
        properties.get_or_add_numId().val = number


def _paragraph(document: Document, words: str, style: str) -> Paragraph:
    return document.add_paragraph(_kept(words), style=style)


def _table(document: Document, block: Block, *, following: bool) -> None:
    """The table, its first row said again on every page; `following`: a line after it keeps it from the next."""
    columns = max(len(row) for row in block.rows)
    made = document.add_table(rows=0, cols=columns, style="Table Grid")
    for row in block.rows:
        cells = made.add_row().cells
        for cell, words in zip(cells, row, strict=False):
            cell.text = _kept(words)
    head = made.rows[0]._tr.get_or_add_trPr()
    head.append(OxmlElement("w:tblHeader"))
    for cell in made.rows[0].cells:
        for run in cell.paragraphs[0].runs:
            run.bold = True
    if following:
        document.add_paragraph()


def _is_table(block: Block) -> bool:
    return block.kind is Kind.TABLE


def _kept(words: str) -> str:
    """Without the few signs that no XML file can hold."""
    return _NOT_XML.sub("", words)
