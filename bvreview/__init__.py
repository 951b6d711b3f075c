"""Best Value reviews of probation services: framework, reviews, workbooks, comparison and reports."""

from __future__ import annotations

__version__ = "0.1.0"
