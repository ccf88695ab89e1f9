"""Paths: what the app brings along, and where a register is proposed."""

from pathlib import Path

import pytest

from ewloe_desktop import paths


def test_what_the_app_brings_along_is_there() -> None:
    assert (paths.resources() / "i18n" / "sheets.en.toml").is_file()
    assert (paths.data() / "sample").is_dir()


def test_the_shared_folder_is_proposed_first_when_this_user_can_write_there(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("EWLOE_SHARED", str(tmp_path))
    assert [place.why for place in paths.proposed_places()] == ["shared", "own"]
    assert paths.proposed_places()[0].path == tmp_path / paths.REGISTER_FILE
    assert not any(tmp_path.iterdir())


def test_without_a_shared_folder_the_users_own_is_proposed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("EWLOE_SHARED", str(tmp_path / "missing"))
    assert [place.why for place in paths.proposed_places()] == ["own"]
    assert not (tmp_path / "missing").exists()


def test_settings_and_state_can_be_put_elsewhere(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("EWLOE_SETTINGS", str(tmp_path / "s.toml"))
    monkeypatch.setenv("EWLOE_STATE", str(tmp_path / "state"))
    assert paths.settings_file() == tmp_path / "s.toml"
    assert paths.state_folder() == tmp_path / "state"
