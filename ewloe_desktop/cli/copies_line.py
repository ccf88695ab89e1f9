"""How the commands about copies are written on the command line."""

from pathlib import Path
from typing import TYPE_CHECKING, Any

from ewloe_desktop.cli.saying import say

if TYPE_CHECKING:
    import argparse


def add_copies(commands: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    """Adds `backup`, `restore` and `move`."""
    parsers = {
        name: commands.add_parser(
            name, help=say(f"help_{name}"), description=say(f"help_{name}_whole"), allow_abbrev=False
        )
        for name in ("backup", "restore", "move")
    }
    parser = parsers["backup"]
    parser.add_argument("register_place", metavar="REGISTER", help=say("help_backup_register"))
    parser.add_argument("--to", type=Path, required=True, metavar="DIR", help=say("help_backup_to"))
    _add_who(parser, recovery=True)
    parser.set_defaults(command=_backup)
    parser = parsers["restore"]
    parser.add_argument("copy", type=Path, metavar="COPY", help=say("help_restore_copy"))
    parser.add_argument("--to", type=Path, required=True, metavar="REGISTER", help=say("help_restore_to"))
    parser.add_argument("--missing", type=int, metavar="N", help=say("help_restore_missing"))
    _add_who(parser)
    parser.set_defaults(command=_restore)
    parser = parsers["move"]
    parser.add_argument("register_place", metavar="REGISTER", help=say("help_check_register"))
    parser.add_argument("--to", required=True, metavar="PLACE", help=say("help_move_to"))
    _add_who(parser)
    parser.set_defaults(command=_move)


def _add_who(parser: "argparse.ArgumentParser", *, recovery: bool = False) -> None:
    parser.add_argument("--as", dest="name", metavar="NAME", help=say("help_as"))
    secret = parser.add_mutually_exclusive_group()
    secret.add_argument("--password-file", type=Path, metavar="F", help=say("help_password_file"))
    if recovery:
        secret.add_argument("--recovery-file", type=Path, metavar="F", help=say("help_recovery_file"))


def _backup(args: Any) -> int:
    from ewloe_desktop.cli.copies import Who, backup

    return backup(args.register_place, args.to, Who(args.name, args.password_file, args.recovery_file))


def _restore(args: Any) -> int:
    from ewloe_desktop.cli.copies import Who, restore

    return restore(args.copy, args.to, Who(args.name, args.password_file), args.missing)


def _move(args: Any) -> int:
    from ewloe_desktop.cli import hand_over_password
    from ewloe_desktop.cli.copies import Who, move

    places = (hand_over_password(args.register_place), hand_over_password(args.to))
    return move(*places, Who(args.name, args.password_file))
