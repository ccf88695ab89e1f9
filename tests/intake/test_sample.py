"""The sample policy in its two editions, as the demonstration reads them."""

from ewloe_desktop import paths
from ewloe_desktop.domain.text import Kind, Reading
from ewloe_desktop.intake.reading import read_file
from ewloe_desktop.services.comparing import compare
from tests.intake.making import left_out, of_kind


def sample(name: str) -> Reading:
    return read_file(paths.data() / "sample" / name)


def test_the_first_edition_has_the_faults_of_a_text_taken_from_a_pdf_and_is_read_through_them() -> None:
    reading = sample("social-media-policy-2021.txt")
    assert (reading.text.title, reading.text.edition) == ("Social Media and Networking Policy", "March 2021")
    assert len(reading.text.headings) == 11
    assert len(of_kind(reading, Kind.ITEM)) == 6
    assert len(left_out(reading, "running_header")) == 6
    assert len(left_out(reading, "blank_approval_line")) == 3
    assert all(text[-1] in ".:?" for text in of_kind(reading, Kind.PARAGRAPH))
    assert not reading.doubts


def test_the_second_edition_is_the_first_one_revised() -> None:
    first, second = sample("social-media-policy-2021.txt"), sample("social-media-policy-2026.docx")
    assert (second.text.title, second.text.edition) == (first.text.title, "October 2026")
    changes = compare(first.text, second.text)
    added = [change.after.words for change in changes if change.how == "added" and change.after]
    assert "What about messages from families?" in added
    assert "removed" not in {change.how for change in changes}
    assert 2 < sum(change.how == "changed" for change in changes) < 8


def test_the_requirements_for_official_sites_are_read_whole_with_their_numbers_and_call_themselves_a_draft() -> None:
    reading = sample("official-sites-requirements.txt")
    assert (reading.text.title, reading.text.edition) == ("Requirements for Official Sites", "November 2026")
    assert [heading.words for heading in reading.text.headings][1:3] == [
        "1. What this is about",
        "2. Thinking before asking",
    ]
    items = of_kind(reading, Kind.ITEM)
    assert len(items) == len({words.split()[0] for words in items}) == 52
    assert all(words[-1] == "." for words in items)
    (note,) = of_kind(reading, Kind.PARAGRAPH)
    assert "a sample, and a draft" in note and "adopted it" in note
    assert not reading.doubts and not reading.left_out
