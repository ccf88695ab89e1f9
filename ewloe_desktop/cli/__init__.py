"""The commands: the window is one of them."""

import contextlib
import os
import sys
from collections.abc import Sequence
from pathlib import Path
from types import SimpleNamespace
from typing import TYPE_CHECKING, Any

from ewloe_desktop import __version__
from ewloe_desktop.domain.errors import Cancelled, Expected, FieldsRefused

if TYPE_CHECKING:
    import argparse  # only the commands need it: the window does not wait for it

DONE = 0
CHANGED = 1  # `check` alone: something in the register was changed
NOT_DONE = 2
STOPPED = 130  # what a shell expects after Ctrl+C


def run(argv: Sequence[str]) -> int:
    """Runs one command and gives its exit code; every failure is a sentence on the error stream."""
    _speak_utf8()
    try:
        args: Any = _plain_window(argv) or _parser().parse_args(argv)
        code = int(args.command(args))
        sys.stdout.flush()
    except SystemExit as leaving:  # argparse: help was shown, or the line was not understood
        return leaving.code if isinstance(leaving.code, int) else NOT_DONE
    except (KeyboardInterrupt, Cancelled):
        return _say("stopped", STOPPED)
    except BrokenPipeError:
        return _nobody_reads()
    except FieldsRefused as error:
        from ewloe_desktop import paths
        from ewloe_desktop.cli.saying import settings_sentence

        return _tell(settings_sentence(str(paths.settings_file()), error), NOT_DONE)
    except Expected as error:
        from ewloe_desktop.cli.saying import sentence

        return _tell(sentence(error), NOT_DONE)
    except Exception as error:
        return _unexpected(error)
    return code


def _plain_window(argv: Sequence[str]) -> SimpleNamespace | None:
    """The commonest lines of all, understood without building the parser and reading its words."""
    if not argv:
        return SimpleNamespace(register=None, command=_window)
    if len(argv) == 2 and argv[0] == "--register" and not argv[1].startswith("-"):
        return SimpleNamespace(register=argv[1], command=_window)
    return None


def _unexpected(error: Exception) -> int:
    from ewloe_desktop import logs, paths

    logs.start(paths.state_folder() / "logs")
    number = logs.unexpected(error)
    logs.stop()
    try:
        return _say("unexpected", NOT_DONE, number=number)
    except Exception:  # even the words cannot be read: the one sentence that stands in the program
        return _tell(f"Ewloe Desktop is not installed as it should be (number {number}).", NOT_DONE)


def _say(name: str, code: int, /, **facts: object) -> int:
    from ewloe_desktop.cli.saying import say

    return _tell(say(name, **facts), code)


def _tell(text: str, code: int) -> int:
    with contextlib.suppress(OSError):  # nobody reads the errors either: the exit code is left
        print(f"ewloe-desktop: {text}", file=sys.stderr, flush=True)
    return code


def _nobody_reads() -> int:
    # Python flushes standard output once more when it ends, and would print a traceback of its own.
    sink = os.open(os.devnull, os.O_WRONLY)
    os.dup2(sink, sys.stdout.fileno())
    return _say("closed_pipe", NOT_DONE)


def _speak_utf8() -> None:
    """Names carry Welsh letters: a terminal or pipe that cannot show one gets a substitute, never an error."""
    for stream in (sys.stdout, sys.stderr):
        reconfigure = getattr(stream, "reconfigure", None)
        if reconfigure is not None:
            encoding = None if stream.isatty() else "utf-8"
            reconfigure(encoding=encoding or stream.encoding, errors="replace")


def _parser() -> "argparse.ArgumentParser":
    import argparse

    from ewloe_desktop.cli.copies_line import add_copies
    from ewloe_desktop.cli.saying import say

    parser = argparse.ArgumentParser(prog="ewloe-desktop", description=say("help_window"), allow_abbrev=False)
    parser.add_argument("--version", action="version", version=f"Ewloe Desktop {__version__}")
    parser.add_argument("--register", metavar="PLACE", help=say("help_register"))
    parser.set_defaults(command=_window)
    commands = parser.add_subparsers(metavar="COMMAND", title=say("help_commands"))
    _add_demo(commands.add_parser("demo", help=say("help_demo"), description=say("help_demo"), allow_abbrev=False))
    _add_read(commands.add_parser("read", help=say("help_read"), description=say("help_read"), allow_abbrev=False))
    _add_check(
        commands.add_parser("check", help=say("help_check"), description=say("help_check_whole"), allow_abbrev=False)
    )
    add_copies(commands)
    return parser


def _add_demo(parser: "argparse.ArgumentParser") -> None:
    from ewloe_desktop.cli.saying import say

    parser.add_argument("--folder", type=Path, default=Path("demonstration"), metavar="DIR", help=say("help_folder"))
    parser.add_argument("--database", metavar="ADDRESS", help=say("help_database"))
    parser.add_argument("--no-window", action="store_true", help=say("help_no_window"))
    parser.set_defaults(command=_demo)


def _add_read(parser: "argparse.ArgumentParser") -> None:
    from ewloe_desktop.cli.saying import say

    parser.add_argument("file", type=Path, metavar="FILE", help=say("help_file"))
    parser.add_argument("--json", action="store_true", help=say("help_json"))
    parser.set_defaults(command=_read)


def _add_check(parser: "argparse.ArgumentParser") -> None:
    from ewloe_desktop.cli.saying import say

    parser.add_argument("register_place", metavar="REGISTER", help=say("help_check_register"))
    parser.add_argument("--as", dest="name", metavar="NAME", help=say("help_as"))
    secret = parser.add_mutually_exclusive_group()
    secret.add_argument("--password-file", type=Path, metavar="F", help=say("help_password_file"))
    secret.add_argument("--recovery-file", type=Path, metavar="F", help=say("help_recovery_file"))
    parser.add_argument("--mark", metavar="CODE", help=say("help_mark"))
    parser.add_argument("--json", action="store_true", help=say("help_json"))
    parser.set_defaults(command=_check)


def _window(args: Any) -> int:
    from ewloe_desktop.app import open_window

    return open_window(args.register)


def _demo(args: Any) -> int:
    from ewloe_desktop.cli.demo import demonstrate

    address = hand_over_password(args.database) if args.database is not None else None
    return demonstrate(args.folder, address, window=not args.no_window)


def hand_over_password(place: str) -> str:
    """The address without a password typed into it, which libpq finds in the environment and no file or page shows."""
    from ewloe_desktop.settings import split_password

    bare, password = split_password(place)
    if password:
        os.environ["PGPASSWORD"] = password
    return bare


def _read(args: Any) -> int:
    from ewloe_desktop.cli.read import read

    return read(args.file, as_json=args.json)


def _check(args: Any) -> int:
    from ewloe_desktop.cli.check import Asked, check

    place = hand_over_password(args.register_place)
    return check(Asked(place, args.name, args.password_file, args.recovery_file, args.mark, args.json))
