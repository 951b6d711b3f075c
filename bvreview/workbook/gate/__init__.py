"""The import gate: no file that anyone sends can crash, hang or half enter the application.

``gate.Gate`` reads, ``raw.RawWorkbook`` is what came through, ``refusals.Refused`` why something did not.
This file imports nothing, so that the reading child loads no more than it needs.
"""

from __future__ import annotations
