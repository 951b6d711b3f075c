"""Dialogs: short questions, each with a button that keeps."""

from __future__ import annotations
