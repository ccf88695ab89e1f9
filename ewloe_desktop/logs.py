"""The app's own log: what went wrong and where in the program, never who, what was typed or what a record says."""

import logging
import traceback
from pathlib import Path
from types import TracebackType

LOGGER = "ewloe_desktop"
_SIZE = 512 * 1024
_KEPT = 3


class _Frames(logging.Formatter):
    """Tells an error by its kind and its places in the program: an error's own words may hold names and text."""

    def formatException(  # noqa: N802
        self,
        ei: tuple[type[BaseException], BaseException, TracebackType | None] | tuple[None, None, None],
    ) -> str:
        error = ei[1]
        lines: list[str] = []
        while error is not None:
            lines.append(f"{type(error).__module__}.{type(error).__qualname__}")
            lines += [f"  {_inside(f.filename)}:{f.lineno} {f.name}" for f in traceback.extract_tb(error.__traceback__)]
            error = error.__cause__ or (None if error.__suppress_context__ else error.__context__)
        return "\n".join(lines)


def _inside(filename: str) -> str:
    """The file's last three parts: enough to find it, without the user's home folder."""
    return "/".join(Path(filename).parts[-3:])


def start(folder: Path) -> logging.Logger:
    """Opens the rotating log in the folder; a folder that cannot be written leaves the app without a log, not dead."""
    logger = logging.getLogger(LOGGER)
    logger.propagate = False
    logger.setLevel(logging.INFO)
    logger.disabled = False  # a library that sets up logging for itself switches others off
    from logging.handlers import RotatingFileHandler  # only now: a window that paints first need not wait for it

    handler: logging.Handler
    try:
        folder.mkdir(parents=True, exist_ok=True)
        handler = RotatingFileHandler(folder / "ewloe.log", maxBytes=_SIZE, backupCount=_KEPT, encoding="utf-8")
    except OSError:
        handler = logging.NullHandler()
    handler.setFormatter(_Frames("%(asctime)s %(levelname)s %(message)s"))
    stop()
    logger.addHandler(handler)
    return logger


def stop() -> None:
    """Closes the log."""
    logger = logging.getLogger(LOGGER)
    for handler in tuple(logger.handlers):
        logger.removeHandler(handler)
        handler.close()


def unexpected(error: BaseException) -> str:
    """Logs an error nobody expected and gives the short number under which it is found again."""
    import secrets  # only when something went wrong

    number = secrets.token_hex(3).upper()
    told = (type(error), error, error.__traceback__)
    logging.getLogger(LOGGER).error("unexpected error %s", number, exc_info=told)
    return number
