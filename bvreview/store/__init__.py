"""Floor 3: the workspace file. One SQLite connection, small transactions, a log that nothing leaves."""

from __future__ import annotations
