"""From a pasted ledger extract to the lines of the organisation year, to the penny."""

from __future__ import annotations
