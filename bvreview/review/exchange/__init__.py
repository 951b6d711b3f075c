"""What goes out as a file and comes back: submissions, questions, hand-outs, returns."""

from __future__ import annotations
