"""Settings: read from a file, the environment and the command line; refused in words when they are wrong."""

from pathlib import Path

import pytest

from ewloe_desktop.domain.errors import FieldsRefused, NotPossible
from ewloe_desktop.settings import Settings, has_password, load, save, split_password


def refused(file: Path, text: str) -> list[tuple[str, str]]:
    """What is wrong with settings of this text."""
    file.write_text(text, encoding="utf-8")
    with pytest.raises(FieldsRefused) as caught:
        load(file, {})
    return [(p.field, p.problem) for p in caught.value.problems]


def test_without_a_file_the_settings_are_the_usual_ones(tmp_path: Path) -> None:
    assert load(tmp_path / "none.toml", {}) == Settings()


def test_the_command_line_comes_before_the_environment_and_that_before_the_file(tmp_path: Path) -> None:
    file = tmp_path / "settings.toml"
    save(file, Settings(register="/a/file.register"))
    assert load(file, {}).register == "/a/file.register"
    assert load(file, {"EWLOE_REGISTER": "/b"}).register == "/b"
    assert load(file, {"EWLOE_REGISTER": "/b"}, register="/c").register == "/c"


@pytest.mark.parametrize("place", ['C:\\Users\\"Siân"\\school.register', "/tmp/Ŵ\tx\x7f.register", ""])
def test_what_was_saved_is_read_back(tmp_path: Path, place: str) -> None:
    kept = Settings(register=place, scheme="dark", zoom=125, lock_minutes=12)
    save(tmp_path / "deep" / "settings.toml", kept)
    assert load(tmp_path / "deep" / "settings.toml", {}) == kept


def test_every_mistake_is_named_at_once(tmp_path: Path) -> None:
    text = 'scheme = "pink"\nzoom = 5\nlock_minutes = true\ncolour = 1\nregister = 3\n'
    problems = refused(tmp_path / "s.toml", text)
    assert problems == [
        ("colour", "unknown_setting"),
        ("register", "not_text"),
        ("scheme", "unknown_scheme"),
        ("zoom", "out_of_range"),
        ("lock_minutes", "out_of_range"),
    ]


@pytest.mark.parametrize("text", ["register = ", "\xff\xfe"])
def test_a_file_that_cannot_be_understood_is_refused_by_name(tmp_path: Path, text: str) -> None:
    (tmp_path / "s.toml").write_bytes(text.encode("latin-1"))
    with pytest.raises(FieldsRefused) as caught:
        load(tmp_path / "s.toml", {})
    assert caught.value.problems[0].problem == "unreadable"


@pytest.mark.parametrize(
    "address",
    [
        "postgresql://ann:secret@server/school",
        "postgres://server/school?password=secret",
        "postgresql+psycopg://server/school?user=a&PASSWORD=secret",
    ],
)
def test_a_password_in_the_database_address_is_refused(tmp_path: Path, address: str) -> None:
    assert has_password(address)
    assert refused(tmp_path / "s.toml", f'register = "{address}"') == [("register", "password_in_address")]


def test_an_address_without_a_password_is_taken(tmp_path: Path) -> None:
    settings = load(tmp_path / "none", {}, "postgresql://ann@server:5433/school?sslmode=verify-full")
    assert settings.is_address


def test_another_kind_of_database_is_refused(tmp_path: Path) -> None:
    assert refused(tmp_path / "s.toml", 'register = "mysql://server/x"') == [("register", "unknown_database")]


def test_settings_that_cannot_be_written_are_an_expected_failure(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    with pytest.raises(NotPossible) as caught:
        save(tmp_path / "file" / "settings.toml", Settings())
    assert caught.value.reason == "cannot_write"


@pytest.mark.parametrize(
    ("address", "bare", "password"),
    [
        ("postgresql://ann:s%40fe@server:5433/school", "postgresql://ann@server:5433/school", "s@fe"),
        ("postgresql://postgres:@/t1?host=/tmp/here", "postgresql://postgres@/t1?host=/tmp/here", ""),
        ("postgresql://server/school?password=safe&user=a", "postgresql://server/school?user=a", "safe"),
        ("postgresql://server/school?host=/tmp/x", "postgresql://server/school?host=/tmp/x", ""),
        ("school.register", "school.register", ""),
    ],
)
def test_a_password_is_taken_out_of_an_address(address: str, bare: str, password: str) -> None:
    assert split_password(address) == (bare, password)
