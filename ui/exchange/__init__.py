"""Files in and out: imports, exports, hand-outs, returns, printing, copies."""

from __future__ import annotations
