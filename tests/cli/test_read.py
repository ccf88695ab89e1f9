"""`read`: what would be kept, as a page and as JSON, and a sentence when a file is refused."""

import json
from pathlib import Path

from ewloe_desktop import paths
from tests.cli.conftest import Run

POLICY = """Lost Property Policy

March 2021

Policy approved by Head Teacher:                Date:.....

What this is about

Coats and bags are left behind every day. This policy says where they go.

♣ Clothing is kept until the end of the term.

♣ Valuable things are kept for three months.
"""


def test_as_json_every_block_tells_its_kind_level_and_words(run: Run, tmp_path: Path) -> None:
    (tmp_path / "policy.txt").write_text(POLICY, encoding="utf-8")
    ran = run("read", tmp_path / "policy.txt", "--json")
    assert (ran.code, ran.err) == (0, "")
    told = json.loads(ran.out)
    assert set(told) == {"title", "edition", "blocks", "left_out", "doubts"}
    assert (told["title"], told["edition"]) == ("Lost Property Policy", "March 2021")
    assert {block["kind"] for block in told["blocks"]} <= {"heading", "paragraph", "item", "table"}
    assert all(isinstance(block["level"], int) and block["text"] for block in told["blocks"])
    assert "♣" not in ran.out
    assert [left["why"] for left in told["left_out"]] == ["blank_approval_line"]


def test_for_a_person_it_prints_the_text_and_what_is_left_out(run: Run) -> None:
    ran = run("read", paths.data() / "sample" / "social-media-policy-2021.txt")
    assert (ran.code, ran.err) == (0, "")
    assert "Title: Social Media and Networking Policy" in ran.out
    assert "Edition: March 2021" in ran.out
    assert "# Introduction" in ran.out
    assert "Left out:" in ran.out


def test_the_register_and_the_settings_are_not_needed(run: Run, tmp_path: Path, own_state: Path) -> None:
    (tmp_path / "settings.toml").write_text("not = [toml")
    (tmp_path / "policy.txt").write_text(POLICY, encoding="utf-8")
    assert run("read", tmp_path / "policy.txt").code == 0
    assert not own_state.exists()


def test_a_file_that_cannot_be_read_is_refused_in_a_sentence(run: Run, tmp_path: Path) -> None:
    (tmp_path / "empty.txt").write_text("")
    (tmp_path / "old.doc").write_bytes(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + "WordDocument".encode("utf-16-le") * 40)
    (tmp_path / "broken.docx").write_bytes(b"PK\x03\x04 nothing of use")
    for name in ("missing.txt", "empty.txt", "old.doc", "broken.docx", "."):
        ran = run("read", tmp_path / name)
        assert (ran.code, ran.out) == (2, "")
        assert len(ran.err) > 40
        assert "Traceback" not in ran.err
