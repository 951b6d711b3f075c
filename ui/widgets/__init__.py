"""Widgets that any page may use: lists, charts, panes, tabs, messages."""

from __future__ import annotations
