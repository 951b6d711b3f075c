"""Colours that can be told apart, text that grows, labels that show markup as it was typed."""

from __future__ import annotations

import re

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication

from bvreview.charts.palette import DARK as CHART_DARK
from bvreview.charts.palette import HIGH_CONTRAST as CHART_HIGH
from bvreview.charts.palette import LIGHT as CHART_LIGHT
from ui.look.icons import pixmap
from ui.look.sheet import style_sheet
from ui.look.text import Elided, label
from ui.look.theme import Look
from ui.look.tokens import DARK, HIGH_CONTRAST, LIGHT, THEMES, Tokens, contrast

themes = pytest.mark.parametrize("tokens", list(THEMES.values()), ids=lambda t: t.name)
GROUNDS = ("canvas", "surface", "raised")
TEXT = [(ink, ground) for ink in ("ink", "muted", "ok", "stop", "explain", "accent") for ground in GROUNDS]
TEXT += [("accent_ink", "accent"), ("sidebar_ink", "sidebar"), ("sidebar_ink", "sidebar_on")]
TEXT += [("ok", "ok_soft"), ("explain", "explain_soft"), ("stop", "stop_soft"), ("focus_ink", "focus")]
TEXT += [("ink", ground) for ground in ("entry", "derived", "accent_soft", "stop_soft", "explain_soft")]
TEXT += [("muted", "entry"), ("muted", "derived")]
SHAPES = [(shape, ground) for shape in ("edge", "ok", "stop", "explain", "accent") for ground in GROUNDS]
SHAPES += [("edge", "entry"), ("accent", "entry"), ("accent", "derived"), ("stop", "entry")]


def test_contrast_of_black_and_white_is_21() -> None:
    assert contrast("#000000", "#ffffff") == pytest.approx(21)
    assert contrast("#767676", "#ffffff") == pytest.approx(4.54, abs=0.01)  # WCAG 2.2, technique G18


@themes
@pytest.mark.parametrize(("ink", "ground"), TEXT)
def test_text_can_be_read(tokens: Tokens, ink: str, ground: str) -> None:
    assert contrast(getattr(tokens, ink), getattr(tokens, ground)) >= 4.5


@themes
@pytest.mark.parametrize(("shape", "ground"), SHAPES)
def test_shapes_can_be_seen(tokens: Tokens, shape: str, ground: str) -> None:
    assert contrast(getattr(tokens, shape), getattr(tokens, ground)) >= 3


@themes
def test_the_focus_ring_can_be_seen_on_every_ground(tokens: Tokens) -> None:
    for ground in GROUNDS:
        seen = max(contrast(c, getattr(tokens, ground)) for c in (tokens.focus, tokens.focus_ink))
        assert seen >= 3


@pytest.mark.parametrize(
    ("tokens", "palette"), [(LIGHT, CHART_LIGHT), (DARK, CHART_DARK), (HIGH_CONTRAST, CHART_HIGH)]
)
def test_charts_stand_on_the_ground_of_their_theme(tokens: Tokens, palette: dict[str, str]) -> None:
    assert palette["surface"] == tokens.surface
    for role in ("ink", "muted"):
        assert contrast(palette[role], tokens.surface) >= 4.5


RULES = re.compile(r"([^{}]+)\{([^{}]*)\}")
COLOURS = re.compile(r"(?:^|[;\s])((?:selection-)?(?:background-)?color|background): (#[0-9a-f]{6})")


@themes
def test_every_rule_of_the_style_sheet_can_be_read(tokens: Tokens) -> None:
    for selector, body in RULES.findall(style_sheet(tokens, 1.0)):
        colours = dict(COLOURS.findall(body))
        for ink, ground in (("color", "background"), ("selection-color", "selection-background-color")):
            if ink in colours and ground in colours and ":disabled" not in selector:
                assert contrast(colours[ink], colours[ground]) >= 4.5, selector.strip()


def test_rules_are_found_in_the_style_sheet() -> None:
    found = [dict(COLOURS.findall(body)) for __, body in RULES.findall(style_sheet(LIGHT, 1.0))]
    assert {"color": LIGHT.stop, "background": LIGHT.stop_soft} in found


@themes
@pytest.mark.parametrize("factor", [1.0, 2.0])
def test_a_style_sheet_leaves_nothing_open(tokens: Tokens, factor: float) -> None:
    assert "$" not in style_sheet(tokens, factor)


def test_text_grows_with_the_setting(qapp: QApplication) -> None:
    look = Look(qapp)
    look.use("light", 100)
    usual = qapp.font().pixelSize()
    look.use("light", 200)
    assert qapp.font().pixelSize() == 2 * usual


def test_a_theme_colours_the_whole_application(qapp: QApplication) -> None:
    look = Look(qapp)
    look.use("dark", 100)
    assert qapp.palette().window().color().name() == DARK.canvas
    look.use("light", 100)


def test_the_look_follows_the_system_while_the_window_is_open(
    qapp: QApplication, monkeypatch: pytest.MonkeyPatch
) -> None:
    look = Look(qapp)
    look.use("", 125)
    hints = qapp.styleHints()
    for tokens, told in (
        (DARK, hints.colorSchemeChanged),
        (HIGH_CONTRAST, hints.accessibility().contrastPreferenceChanged),
        (LIGHT, hints.colorSchemeChanged),
    ):
        monkeypatch.setattr(look, "_system_tokens", lambda t=tokens: t)
        told.emit(
            Qt.ColorScheme.Dark if told is hints.colorSchemeChanged else Qt.ContrastPreference.HighContrast
        )
        assert look.tokens is tokens
        assert look.in_use == ("", 125)
        assert qapp.palette().window().color().name() == tokens.canvas
    look.use("dark", 100)
    hints.colorSchemeChanged.emit(Qt.ColorScheme.Light)
    assert look.tokens is DARK, "what was chosen stays"
    look.use("light", 100)


def test_high_contrast_is_black_white_and_one_yellow_with_lines_of_two_pixels() -> None:
    names = ("ink", "muted", "line", "edge", "ok", "stop", "explain")
    assert {getattr(HIGH_CONTRAST, name) for name in names} == {"#ffffff", "#ffdd00"}
    assert HIGH_CONTRAST.border == 2
    assert "2px dashed" in style_sheet(HIGH_CONTRAST, 1.0), "what is off is told by its line"


def test_an_icon_is_drawn_in_the_ink_of_the_theme(qapp: QApplication) -> None:
    for tokens in THEMES.values():
        drawn = pixmap("settings", tokens.ink, 16).toImage()
        inks = {drawn.pixelColor(x, y).name() for x in range(16) for y in range(16)}
        full = [c for x in range(16) for y in range(16) if (c := drawn.pixelColor(x, y)).alpha() == 255]
        assert inks
        assert full
        assert all(colour.name() == tokens.ink for colour in full)


def test_markup_in_a_label_stays_text(qapp: QApplication) -> None:
    shown = label("<b>Derby</b> <img src='file:///etc/passwd'>")
    assert shown.textFormat() == Qt.TextFormat.PlainText
    assert "<b>" in shown.text()


def test_markup_in_a_tool_tip_stays_text(qapp: QApplication) -> None:
    line = Elided("<img src='file:///etc/passwd'> and a name that is too long for its place")
    line.resize(40, 20)
    line.show()
    assert "&lt;img" in line.toolTip()
    line.close()
