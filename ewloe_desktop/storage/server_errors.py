"""What a server's errors mean to a person."""

import re

from sqlalchemy.engine import make_url

from ewloe_desktop.domain.errors import RegisterUnavailable

# The server itself does not answer, now: it may again in a moment.
LOST = frozenset({"server_down", "server_busy"})

_STATES = {
    "25006": "server_read_only",
    "25P03": "server_down",  # it waited too long for this PC and let go of it
    "28000": "server_refused",
    "28P01": "server_password",
    "3D000": "server_refused",
    "40P01": "in_use",
    "42501": "server_refused",
    "53100": "server_full",
    "53200": "server_busy",
    "53300": "server_busy",
    "53400": "server_full",
    "55P03": "in_use",
    "57014": "server_busy",
}
# A connection that was never made has no code: libpq and the server tell in words, the first that fit.
_WORDS = (
    ("server_refused", r"pg_hba\.conf"),  # whose words may end in "no encryption"
    ("server_down", r"negotiation packet|SSL SYSCALL|closed unexpectedly|closed the connection|connection reset"),
    ("server_password", r"password authentication failed|no password supplied|empty password|PAM auth|LDAP auth"),
    ("server_tls", r"\bSSL\b|\bTLS\b|certificate|encryption|sslrootcert|gssencmode"),
    ("server_unknown", r"resolve host|translate host name|name or service not known|nodename nor servname|getaddrinfo"),
    ("server_busy", r"too many clients|too many connections|connection slots|connection limit"),
    ("server_refused", r"does not exist|not permitted|authentication|not currently accepting connections"),
)


def shown(place: str) -> str:
    """The address without a password."""
    return make_url(place).render_as_string(hide_password=True)


def unavailable(error: BaseException | None, place: str) -> RegisterUnavailable | None:
    """What psycopg's error means to a person; None for a mistake of ours."""
    state = getattr(error, "sqlstate", None)
    reason = _reason(state) if state else _lost(error)
    if not reason:
        return None
    facts = {"error": str(error).strip(), "server": make_url(place).host or "?"}
    return RegisterUnavailable(reason, shown(place), facts)


def _reason(state: str) -> str | None:
    if state in _STATES:
        return _STATES[state]
    if state[:2] in ("08", "57"):
        return "server_down"
    return "damaged" if state[:2] == "XX" else None


def _lost(error: BaseException | None) -> str | None:
    if type(error).__name__ not in ("OperationalError", "ConnectionTimeout"):
        return None
    told = str(error)
    return next((reason for reason, words in _WORDS if re.search(words, told, re.IGNORECASE)), "server_down")
