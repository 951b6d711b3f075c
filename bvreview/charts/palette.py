"""The colours of the roles: the Government Analysis Function's accessible palette on our own grounds."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping

    from bvreview.charts.shapes import Role

LIGHT: Mapping[Role, str] = {
    "surface": "#ffffff",
    "ink": "#17202b",
    "muted": "#566270",
    "line": "#d8dde4",
    "soft": "#e6eff8",
    "band_outer": "#dfe8f1",
    "band_inner": "#c8d6e6",
    "own": "#12436d",
    "followed": "#801650",
    "peer": "#12436d",
    "other": "#3d3d3d",
    "better": "#28a197",
    "worse": "#f46a25",
    "caution": "#9a4a00",
}
PRINT: Mapping[Role, str] = {**LIGHT, "muted": "#4a5562", "line": "#cfd5dd"}
DARK: Mapping[Role, str] = {
    "surface": "#1a2129",
    "ink": "#e7ecf2",
    "muted": "#a2aebb",
    "line": "#323d49",
    "soft": "#20364b",
    "band_outer": "#233241",
    "band_inner": "#2f4559",
    "own": "#7ab6ea",
    "followed": "#f29cc3",
    "peer": "#7ab6ea",
    "other": "#c3ccd6",
    "better": "#3fc3b6",
    "worse": "#ff8a4c",
    "caution": "#f0b266",
}
HIGH_CONTRAST: Mapping[Role, str] = {
    "surface": "#000000",
    "ink": "#ffffff",
    "muted": "#ffffff",
    "line": "#8c8c8c",
    "soft": "#333333",
    "band_outer": "#1f1f1f",
    "band_inner": "#404040",
    "own": "#ffdd00",
    "followed": "#ffffff",
    "peer": "#ffffff",
    "other": "#ffffff",
    "better": "#ffffff",
    "worse": "#ffffff",
    "caution": "#ffdd00",
}
