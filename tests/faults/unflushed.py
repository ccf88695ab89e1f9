"""What a disk holds after a power cut: files rebuilt from what a process really wrote and flushed, as strace saw it.

What was flushed is there. Of the rest a cut keeps any part: writes in any order, whole or their first half, and as many
of the folder's last changes as it got to.
"""

import random
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

CALLS = "pwrite64,write,fsync,fdatasync,ftruncate,unlink,unlinkat,rename,renameat,renameat2,openat"
_PLAIN = {"renameat": "rename", "renameat2": "rename", "unlinkat": "unlink"}
_LINE = re.compile(r"^\d+ +(\w+)\((.*)\) += (-?\d+)")
_TEXT = re.compile(r'"((?:\\x[0-9a-f]{2})*)"')
_FD = re.compile(r"^(\d+)<((?:\\x[0-9a-f]{2})*)>")


@dataclass(frozen=True)
class Call:
    """One call: its name, the path it is about, and what else it needs."""

    name: str
    path: str
    data: bytes = b""
    at: int = 0
    other: str = ""


@dataclass
class _File:
    """A file's bytes as they surely are on the disk, and the writes since."""

    sure: bytearray = field(default_factory=bytearray)
    since: list[Call] = field(default_factory=list)


class Disk:
    """Follows the calls one by one; `cut` gives what a power cut would leave of a folder now."""

    def __init__(self, folder: Path, *, seen_as: str) -> None:
        self.folder = seen_as  # the folder that the calls name, of which this one is the copy from before
        self.now: dict[str, _File] = {}
        for path in folder.rglob("*"):
            if path.is_file():
                self.now[f"{seen_as}/{path.relative_to(folder)}"] = _File(bytearray(path.read_bytes()))
        self._sure = dict(self.now)  # the folder as it surely is
        self._since: list[Call] = []  # its changes since

    def follow(self, call: Call) -> None:
        """Takes one call in."""
        if not call.path.startswith(self.folder):
            return
        if call.name in ("fsync", "fdatasync"):
            self._flush(call.path)
        elif call.name in ("openat", "unlink", "rename"):
            self._change(self.now, call)
            self._since.append(call)
        elif call.path in self.now:
            self.now[call.path].since.append(call)

    def _flush(self, path: str) -> None:
        if path in self.now:
            file = self.now[path]
            for call in file.since:
                _write(file.sure, call)
            file.since = []
        else:
            self._sure, self._since = dict(self.now), []

    def _change(self, entries: dict[str, _File], call: Call) -> None:
        if call.name == "openat":
            entries.setdefault(call.path, self.now.get(call.path) or _File())
        elif call.name == "unlink":
            entries.pop(call.path, None)
        elif call.path in entries:
            entries[call.other] = entries.pop(call.path)

    def cut(self, target: Path, dice: random.Random) -> None:
        """Writes down what the disk may hold when the power goes now."""
        entries = dict(self._sure)
        for call in self._since[: dice.randint(0, len(self._since))]:
            self._change(entries, call)
        for path, file in entries.items():
            content = bytearray(file.sure)
            for call in file.since:
                if (kept := dice.choice((0, 0, 1, 1, 0.5))) > 0:
                    _write(content, Call(call.name, call.path, call.data[: int(len(call.data) * kept)], call.at))
            place = target / Path(path).relative_to(self.folder)
            place.parent.mkdir(parents=True, exist_ok=True)
            place.write_bytes(content)


def _write(content: bytearray, call: Call) -> None:
    if call.name == "ftruncate":
        del content[call.at :]
        content.extend(bytes(call.at - len(content)))
        return
    if len(content) < call.at:
        content.extend(bytes(call.at - len(content)))
    content[call.at : call.at + len(call.data)] = call.data


def calls(trace: Path) -> Iterator[Call]:
    """The calls of a trace that changed or flushed something."""
    places: dict[str, int] = {}  # where each open file is written next
    for line in trace.read_text("ascii").splitlines():
        told = _LINE.match(line)
        if told is None or int(told[3]) < 0:
            continue
        name, rest, given = told[1], told[2], int(told[3])
        if name == "openat":
            places[str(given)] = 0
        if name == "openat" and "O_CREAT" not in rest:
            continue
        if name in ("openat", "rename", "renameat", "renameat2", "unlink", "unlinkat"):
            paths = [_bytes(text).decode("utf-8", "replace") for text in _TEXT.findall(rest)]
            yield Call(_PLAIN.get(name, name), paths[0], other=paths[-1])
        elif (where := _FD.match(rest)) is not None:
            yield _written(name, where, rest, given, places)


def _written(name: str, where: "re.Match[str]", rest: str, given: int, places: dict[str, int]) -> Call:
    number, path = where[1], _bytes(where[2]).decode("utf-8", "replace")
    found = _TEXT.search(rest)
    data, last = _bytes(found[1])[:given] if found else b"", rest.rpartition(", ")[2]
    at = int(last) if name in ("pwrite64", "ftruncate") else places.get(number, 0)
    if name == "write":
        places[number] = at + given
    return Call(name, path, data, at)


def _bytes(text: str) -> bytes:
    return bytes.fromhex(text.replace("\\x", ""))
