"""The two sets of colours by what each is for, and the ratios they must keep."""

from dataclasses import dataclass, replace

from PySide6.QtGui import QColor


@dataclass(frozen=True, slots=True)
class Colours:
    """Every colour by what it is for; each ink is at least 4.5:1 on its grounds, each edge that tells at least 3:1."""

    ground: str
    card: str
    edge: str  # around cards: decoration
    field_edge: str  # around what can be typed in or pressed
    text: str
    quiet: str
    accent: str
    accent_over: str
    on_accent: str
    accent_text: str  # links and names of tabs
    chosen: str
    hover: str
    focus: str
    side: str
    side_low: str
    side_chosen: str
    side_bar: str
    on_side: str
    quiet_on_side: str
    link_on_side: str
    focus_on_side: str
    ok: str
    on_ok: str
    warn: str
    on_warn: str
    bad: str
    on_bad: str
    calm: str
    on_calm: str
    bad_text: str
    added: str
    on_added: str
    removed: str
    on_removed: str
    notice: str
    notice_edge: str
    badge: str
    on_badge: str


LIGHT = Colours(
    ground="#f6f6f4",
    card="#ffffff",
    edge="#dfe2df",
    field_edge="#7d8883",
    text="#18211d",
    quiet="#56605b",
    accent="#1f6f4a",
    accent_over="#185a3c",
    on_accent="#ffffff",
    accent_text="#1b6443",
    chosen="#e3efe9",
    hover="#eff4f1",
    focus="#0b0f0d",
    side="#183f2c",
    side_low="#122d20",
    side_chosen="#245c42",
    side_bar="#8fd6b0",
    on_side="#ffffff",
    quiet_on_side="#b9cdc2",
    link_on_side="#9ddcb9",
    focus_on_side="#ffffff",
    ok="#d9efe2",
    on_ok="#17553a",
    warn="#fbedc8",
    on_warn="#644300",
    bad="#fbe0dd",
    on_bad="#8c1d18",
    calm="#e9ecea",
    on_calm="#46504b",
    bad_text="#a8231c",
    added="#d9efe2",
    on_added="#124a31",
    removed="#fbe0dd",
    on_removed="#7f1a15",
    notice="#fefaee",
    notice_edge="#b98a1d",
    badge="#f5c451",
    on_badge="#2b2000",
)

DARK = Colours(
    ground="#141a17",
    card="#1c2420",
    edge="#323d37",
    field_edge="#7f8d86",
    text="#eaf0ec",
    quiet="#aab7b0",
    accent="#2a7b55",
    accent_over="#2e8259",
    on_accent="#ffffff",
    accent_text="#86d3ab",
    chosen="#274336",
    hover="#232e29",
    focus="#ffffff",
    side="#0f2a1e",
    side_low="#0b2017",
    side_chosen="#1f4f39",
    side_bar="#8fd6b0",
    on_side="#ffffff",
    quiet_on_side="#b1c6bb",
    link_on_side="#9ddcb9",
    focus_on_side="#ffffff",
    ok="#1d4733",
    on_ok="#bdebd1",
    warn="#4d3c10",
    on_warn="#ffe1a0",
    bad="#572321",
    on_bad="#ffd3cf",
    calm="#323c37",
    on_calm="#d5ddd8",
    bad_text="#ff9d95",
    added="#1d4733",
    on_added="#c6f0d8",
    removed="#572321",
    on_removed="#ffd3cf",
    notice="#2b2615",
    notice_edge="#a9852f",
    badge="#f5c451",
    on_badge="#2b2000",
)

# (ink, ground, least ratio): what the contrast test computes for both sets
PAIRS: tuple[tuple[str, str, float], ...] = (
    *((ink, ground, 4.5) for ink in ("text", "quiet", "accent_text", "bad_text") for ground in ("ground", "card")),
    *((ink, ground, 4.5) for ink in ("text", "quiet", "accent_text") for ground in ("chosen", "hover", "notice")),
    *(("on_accent", ground, 4.5) for ground in ("accent", "accent_over")),
    *((ink, ground, 4.5) for ink in ("on_side", "quiet_on_side", "link_on_side") for ground in ("side", "side_low")),
    ("on_side", "side_chosen", 4.5),
    *((f"on_{tone}", tone, 4.5) for tone in ("ok", "warn", "bad", "calm", "added", "removed", "badge")),
    *(("field_edge", ground, 3.0) for ground in ("ground", "card")),
    *(("focus", ground, 3.0) for ground in ("ground", "card", "chosen", "accent", "notice")),
    *(("focus_on_side", ground, 3.0) for ground in ("side", "side_low", "side_chosen")),
    ("side_bar", "side_chosen", 3.0),
    ("notice_edge", "card", 3.0),
)


def contrast(one: str, other: str) -> float:
    """The ratio of two colours as WCAG 2.2 computes it."""
    light, dark = sorted((_luminance(QColor(one)), _luminance(QColor(other))), reverse=True)
    return (light + 0.05) / (dark + 0.05)


def _luminance(shade: QColor) -> float:
    parts = (shade.redF(), shade.greenF(), shade.blueF())
    red, green, blue = (p / 12.92 if p <= 0.04045 else ((p + 0.055) / 1.055) ** 2.4 for p in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def strong(now: Colours) -> Colours:
    """The same colours for people who asked their system for more contrast."""
    return replace(now, quiet=now.text, edge=now.field_edge, quiet_on_side=now.on_side, link_on_side=now.on_side)
