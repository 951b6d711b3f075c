"""From who does what to its chart."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bvreview.charts.spec import MatrixRow, MatrixSpec, Words

if TYPE_CHECKING:
    from bvreview.review.coverage import Coverage, Covered


def coverage_spec(coverage: Coverage, *, illustrative: bool = False) -> MatrixSpec:
    """The matrix of who does what, with its gaps in words."""
    told = (_told(coverage, row) for row in coverage.rows)
    description = " ".join((f"{coverage.title}.", *coverage.sentences, *told))
    words = Words(coverage.title, " ".join(coverage.sentences), description, illustrative=illustrative)
    rows = tuple(MatrixRow(r.label, r.names, r.said, r.is_gap) for r in coverage.rows)
    return MatrixSpec(words, coverage.columns, rows, coverage.row_title)


def _told(coverage: Coverage, row: Covered) -> str:
    """A row in words."""
    named = [
        f"{column}: {', '.join(names)}"
        for column, names in zip(coverage.columns, row.names, strict=True)
        if names
    ]
    return f"{row.label}: {'; '.join(filter(None, (*named, row.said)))}."
