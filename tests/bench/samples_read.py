"""The sample region as values, read once through the gate."""

from __future__ import annotations

from functools import cache

from bvreview import work
from bvreview.cli.demo import SCOPE
from bvreview.framework.loader import default_framework
from bvreview.resources import sample_path
from bvreview.review.compared.standing import Comparison
from bvreview.review.exchange.submission import FileReading
from bvreview.review.model import Review


@cache
def sample_reviews() -> tuple[Review, ...]:
    """The latest revision of each sample review."""
    paths = work.find_workbooks([sample_path("east-midlands")])
    latest: dict[str, Review] = {}
    for *__, reading in work.read_files(default_framework(), paths):
        if isinstance(reading, FileReading):
            review = reading.review
            held = latest.get(review.head.id)
            if held is None or held.head.revision < review.head.revision:
                latest[review.head.id] = review
    return tuple(latest.values())


@cache
def sample_comparisons() -> tuple[Comparison, ...]:
    """The sample region compared."""
    framework = default_framework()
    return work.compare(framework, SCOPE, sample_reviews(), work.published_sets(framework))


__all__ = ["SCOPE", "sample_comparisons", "sample_reviews"]
