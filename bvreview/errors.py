"""The base of every refused action: an exception whose text is a sentence for the person at the screen."""

from __future__ import annotations


class BvReviewError(Exception):
    """An action was refused for a reason that a person can act on.

    Subclasses build their own sentence in ``__init__``; ``str(error)`` is always fit to be shown.
    """
