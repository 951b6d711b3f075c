"""How everything looks: tokens, themes, type, icons, the focus ring."""

from __future__ import annotations
