"""How the window looks: Fusion, one style sheet in two sets of colours, Noto Sans, line icons in the text's colour."""

from dataclasses import dataclass, fields, replace
from functools import cache
from string import Template

from PySide6.QtCore import QByteArray, QObject, QRectF, Qt, Signal
from PySide6.QtGui import (
    QAccessibilityHints,
    QColor,
    QFont,
    QFontDatabase,
    QFontInfo,
    QIcon,
    QPainter,
    QPalette,
    QPen,
    QPixmap,
)
from PySide6.QtWidgets import QApplication

from ewloe_desktop import paths
from ewloe_desktop.ui.colours import DARK, LIGHT, Colours, strong

SCHEMES = ("system", "light", "dark")
STYLE = "Fusion"
ZOOMS = (80, 90, 100, 110, 125, 150, 175, 200)
_LEAST_POINTS = 10.5


@dataclass(frozen=True, slots=True)
class Look:
    """What a person may choose: scheme is "system", "light" or "dark"; zoom is in per cent."""

    scheme: str = "system"
    zoom: int = 100


_now: list[Colours] = [LIGHT]
_scale: list[float] = [1.0]


def colours() -> Colours:
    """The colours in use now."""
    return _now[0]


def scaled(pixels: int) -> int:
    """A length that grows with the size of the words."""
    return round(pixels * _scale[0])


def colour(name: str) -> QColor:
    """A colour for painting."""
    return QColor(name)


def pen(name: str, width: float) -> QPen:
    """A pen for painting."""
    return QPen(QColor(name), width)


def tone(name: str) -> tuple[str, str]:
    """Ground and ink of a tone: "ok", "warn", "bad" or "calm"."""
    now = colours()
    return {
        "ok": (now.ok, now.on_ok),
        "warn": (now.warn, now.on_warn),
        "bad": (now.bad, now.on_bad),
        "calm": (now.calm, now.on_calm),
    }[name]


class Theme(QObject):
    """Dresses the application and follows the system; `changed` after every new dress."""

    changed = Signal()

    def __init__(self, app: QApplication, look: Look) -> None:
        super().__init__(app)
        self._app = app
        self.look = look
        self._system_points = max(app.font().pointSizeF(), _LEAST_POINTS)
        if app.property("style") != STYLE:  # asking Qt for the style itself costs as much as a whole page
            app.setStyle(STYLE)
        self._family = "Noto Sans" if _load_fonts() else QFontInfo(app.font()).family()
        app.styleHints().colorSchemeChanged.connect(lambda _scheme: self._dress())
        self.set(look)

    def set(self, look: Look) -> None:
        """Takes another look at once."""
        self.look = look
        wanted = {"light": Qt.ColorScheme.Light, "dark": Qt.ColorScheme.Dark}.get(look.scheme, Qt.ColorScheme.Unknown)
        self._app.styleHints().setColorScheme(wanted)
        self._dress()

    def zoomed(self, step: int) -> Look:
        """The look one step larger (+1), smaller (-1) or as it began (0)."""
        if step == 0:
            return replace(self.look, zoom=100)
        place = min(range(len(ZOOMS)), key=lambda i: abs(ZOOMS[i] - self.look.zoom))
        return replace(self.look, zoom=ZOOMS[max(0, min(len(ZOOMS) - 1, place + step))])

    def _dress(self) -> None:
        hints = self._app.styleHints()
        dark = self.look.scheme == "dark" or (
            self.look.scheme == "system" and hints.colorScheme() is Qt.ColorScheme.Dark
        )
        now = DARK if dark else LIGHT
        if _contrast_wanted(hints.accessibility()):
            now = strong(now)
        _now[0] = now
        icon.cache_clear()
        points = self._system_points * self.look.zoom / 100
        _scale[0] = points / _LEAST_POINTS
        font = QFont(self._family)
        font.setPointSizeF(points)
        self._app.setFont(font)
        self._app.setPalette(palette(now))
        self._app.setStyleSheet(style_sheet(now, points))
        self.changed.emit()


def _contrast_wanted(hints: QAccessibilityHints) -> bool:
    return hints.contrastPreference() is Qt.ContrastPreference.HighContrast


def _load_fonts() -> bool:
    """Whether the project's own letters are there."""
    files = [paths.resources() / "fonts" / name for name in ("NotoSans-Regular.ttf", "NotoSans-Bold.ttf")]
    return all(
        file.is_file() and QFontDatabase.addApplicationFontFromData(QByteArray(file.read_bytes())) >= 0
        for file in files
    )


def palette(now: Colours) -> QPalette:
    """Fusion's palette in these colours."""
    role = QPalette.ColorRole
    inks = {
        role.Window: now.ground,
        role.WindowText: now.text,
        role.Base: now.card,
        role.AlternateBase: now.ground,
        role.Text: now.text,
        role.PlaceholderText: now.quiet,
        role.Button: now.card,
        role.ButtonText: now.text,
        role.BrightText: now.bad_text,
        role.ToolTipBase: now.card,
        role.ToolTipText: now.text,
        role.Highlight: now.accent,
        role.HighlightedText: now.on_accent,
        role.Link: now.accent_text,
        role.LinkVisited: now.accent_text,
        role.Accent: now.accent,
    }
    made = QPalette(QColor(now.card), QColor(now.ground))
    for name, shade in inks.items():
        made.setColor(name, QColor(shade))
    for name in (role.WindowText, role.Text, role.ButtonText):
        made.setColor(QPalette.ColorGroup.Disabled, name, QColor(now.quiet))
    return made


def style_sheet(now: Colours, points: float) -> str:
    """The style sheet with its colours and sizes filled in."""
    words = {field.name: getattr(now, field.name) for field in fields(now)}
    sizes = {"h1": 1.62, "h2": 1.18, "big": 1.38, "small": 0.9, "body": 1.0}
    words |= {name: f"{points * times:.2f}pt" for name, times in sizes.items()}
    words["line"] = f"{round(points * 2.1)}px"  # a button or a field is never squeezed below its letters
    words["arrow"] = (paths.resources() / "icons" / "arrow-grey.svg").as_posix()
    words["tick"] = (paths.resources() / "icons" / "tick-white.svg").as_posix()
    return Template(_sheet_text()).substitute(words)


@cache
def _sheet_text() -> str:
    return (paths.resources() / "styles" / "window.qss").read_text(encoding="utf-8")


@cache
def icon(name: str, shade: str = "") -> QIcon:
    """A line icon in a colour (the text's unless given), sharp at one, two and three pixels a point."""
    from PySide6.QtSvg import QSvgRenderer

    shade = shade or colours().text
    drawing = (paths.resources() / "icons" / f"{name}.svg").read_text(encoding="utf-8")
    renderer = QSvgRenderer(QByteArray(drawing.replace("currentColor", shade).encode()))
    made = QIcon()
    for ratio in (1, 2, 3):
        for side in (20, 28, 40):
            picture = QPixmap(side * ratio, side * ratio)
            picture.fill(Qt.GlobalColor.transparent)
            painter = QPainter(picture)
            renderer.render(painter, QRectF(0, 0, side * ratio, side * ratio))
            painter.end()
            picture.setDevicePixelRatio(ratio)
            made.addPixmap(picture)
    return made
