"""Floor 2: what was answered. Frozen values, rules, findings, changes; no file, no database, no window."""

from __future__ import annotations
