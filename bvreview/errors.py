"""The base of every refused action: an exception whose text is a sentence for the person at the screen."""

from __future__ import annotations

from bvreview.i18n import _


class BvReviewError(Exception):
    """An action was refused for a reason that a person can act on.

    Subclasses build their own sentence in ``__init__``; ``str(error)`` is always fit to be shown.
    """


class TooManyFilesError(BvReviewError):
    """A folder holds more workbooks than are taken in at once; nothing was read."""

    def __init__(self, most: int) -> None:
        """Say how many are taken in."""
        sentence = _("There are more than {most} workbooks in what was chosen. Choose a smaller folder.")
        super().__init__(sentence.format(most=f"{most:,}"))
