"""A register that somebody else holds: a short wait, then who has it."""

import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from ewloe_desktop.domain.errors import RegisterUnavailable
from ewloe_desktop.storage import where
from ewloe_desktop.storage.base import new_id
from ewloe_desktop.storage.engine import Register
from ewloe_desktop.storage.server_engine import make_engine
from ewloe_desktop.storage.vault import new_data_key
from ewloe_desktop.storage.where import here
from ewloe_desktop.ui import wording
from tests.faults.desks import Desk
from tests.faults.kills import Waiting

pytestmark = [pytest.mark.postgres, pytest.mark.xdist_group("server")]


HOLDS = """
import sys
from ewloe_desktop.storage.engine import Register
register = Register.open(sys.argv[1], bytes.fromhex(sys.argv[2]))
print("open", flush=True)
sys.stdin.read()
"""


def test_f10_a_file_that_another_process_holds_is_told_within_five_seconds_with_who_has_it(tmp_path: Path) -> None:
    place, key = str(tmp_path / "school.register"), new_data_key()
    made = Register.create(place, key, new_id())
    made.changed = False
    made.close()
    command = [sys.executable, "-c", HOLDS, place, key.hex()]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True) as other:
        assert other.stdout is not None
        assert other.stdout.readline() == "open\n"
        before = Path(place).read_bytes()
        begun = time.monotonic()
        with pytest.raises(RegisterUnavailable) as caught:
            Register.open(place, key)
        assert time.monotonic() - begun < 5
        with pytest.raises(RegisterUnavailable):
            Register.open(place, key, read_only=True)
        assert Path(place).read_bytes() == before
        other.communicate("")
    said = wording.error(caught.value)
    assert (caught.value.reason, said.what) == ("in_use", f"The register is in use by {here()}.")
    assert said.do.startswith("Try again")
    Register.open(place, key).close()
    assert not where.note(Path(place)).exists()


def test_f10_a_server_where_another_pc_is_recording_is_told_within_six_seconds_with_who_it_is(
    new_desk: Callable[[], Desk], on_server: Waiting
) -> None:
    desk = new_desk()
    other = make_engine(on_server.place)
    with other.connect().execution_options(ewloe_write=True) as holding, holding.begin():
        begun = time.monotonic()
        with pytest.raises(RegisterUnavailable) as caught:
            desk.sign()
        assert 4 < time.monotonic() - begun < 6.5
    other.dispose()
    assert wording.error(caught.value).what == f"The register is in use by {here()}."
    assert desk.state() == "with_head"
    assert desk.sign().act > 0
