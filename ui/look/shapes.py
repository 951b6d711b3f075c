"""How the shapes of readings are drawn: an icon each, and the tone of those that say better or worse."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:  # comparison is loaded when something is compared
    from bvreview.review.compared.standing import Shape

SHAPE_ICONS: Final[dict[Shape, str]] = {
    "tick": "check",
    "triangle": "triangle-alert",
    "flag": "flag",
    "dash": "minus",
    "up": "arrow-up",
    "down": "arrow-down",
    "hatched": "circle-help",
    "blank": "circle",
}
SHAPE_TONES: Final[dict[Shape, str]] = {"tick": "ok", "triangle": "stop", "flag": "explain"}
"""The token of the shape's colour; the others are muted."""
