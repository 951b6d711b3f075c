"""The colours of the window, once: palettes and style sheet are derived from them."""

from __future__ import annotations

from typing import Final

from msgspec import Struct


class Tokens(Struct, frozen=True):
    """One theme. ``edge`` is the border of what can be typed into: at least 3:1 on its ground."""

    name: str
    canvas: str
    surface: str
    raised: str
    line: str
    strong: str
    edge: str
    ink: str
    muted: str
    accent: str
    accent_ink: str
    accent_soft: str
    ok: str
    ok_soft: str
    explain: str
    explain_soft: str
    stop: str
    stop_soft: str
    entry: str
    derived: str
    sidebar: str
    sidebar_on: str
    sidebar_ink: str
    focus: str
    focus_ink: str
    border: int = 1


LIGHT: Final = Tokens(
    name="light",
    canvas="#f3f5f7",
    surface="#ffffff",
    raised="#f8f9fb",
    line="#d8dde4",
    strong="#b8c0cb",
    edge="#7d8896",
    ink="#17202b",
    muted="#566270",
    accent="#1d5f9e",
    accent_ink="#ffffff",
    accent_soft="#e6eff8",
    ok="#00703c",
    ok_soft="#eaf5ee",
    explain="#9a4a00",
    explain_soft="#fff4e5",
    stop="#b3261e",
    stop_soft="#fdecea",
    entry="#fffdf4",
    derived="#f3f5f7",
    sidebar="#12263a",
    sidebar_on="#1f3d5a",
    sidebar_ink="#dfe8f1",
    focus="#ffdd00",
    focus_ink="#17202b",
)
DARK: Final = Tokens(
    name="dark",
    canvas="#12171d",
    surface="#1a2129",
    raised="#212a34",
    line="#323d49",
    strong="#4a5766",
    edge="#748292",
    ink="#e7ecf2",
    muted="#a2aebb",
    accent="#7ab6ea",
    accent_ink="#0d1a26",
    accent_soft="#20364b",
    ok="#63c79a",
    ok_soft="#1d332a",
    explain="#f0b266",
    explain_soft="#3a2c18",
    stop="#ff9a90",
    stop_soft="#3d2020",
    entry="#222a26",
    derived="#181f26",
    sidebar="#0c1218",
    sidebar_on="#1d2f42",
    sidebar_ink="#dfe8f1",
    focus="#ffdd00",
    focus_ink="#12171d",
)
HIGH_CONTRAST: Final = Tokens(
    name="high contrast",
    canvas="#000000",
    surface="#000000",
    raised="#000000",
    line="#ffffff",
    strong="#ffffff",
    edge="#ffffff",
    ink="#ffffff",
    muted="#ffffff",
    accent="#ffdd00",
    accent_ink="#000000",
    accent_soft="#333333",
    ok="#ffffff",
    ok_soft="#000000",
    explain="#ffdd00",
    explain_soft="#000000",
    stop="#ffdd00",
    stop_soft="#000000",
    entry="#000000",
    derived="#1c1c1c",
    sidebar="#000000",
    sidebar_on="#333333",
    sidebar_ink="#ffffff",
    focus="#ffdd00",
    focus_ink="#000000",
    border=2,
)
THEMES: Final = {tokens.name: tokens for tokens in (LIGHT, DARK, HIGH_CONTRAST)}


def contrast(one: str, other: str) -> float:
    """The contrast ratio of two colours "#rrggbb", 1 to 21 (WCAG 2.2, relative luminance)."""
    lighter, darker = sorted((_luminance(one), _luminance(other)), reverse=True)
    return (lighter + 0.05) / (darker + 0.05)


def _luminance(colour: str) -> float:
    parts = (int(colour[n : n + 2], 16) / 255 for n in (1, 3, 5))
    red, green, blue = (p / 12.92 if p <= 0.04045 else ((p + 0.055) / 1.055) ** 2.4 for p in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue
