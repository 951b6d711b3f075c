"""The answers to the questions of files, as a JSON file gives them."""

from __future__ import annotations

from pathlib import Path

import msgspec

from bvreview.errors import BvReviewError
from bvreview.i18n import _


class AnswersError(BvReviewError):
    """A file of answers that is not one."""

    def __init__(self, path: Path) -> None:
        """Name the file and show what one looks like."""
        text = _('{path} does not hold answers. Write them like {{"file.xlsx": {{"date_order": "day"}}}}.')
        super().__init__(text.format(path=path))


def read_answers(path: Path | None) -> dict[str, dict[str, str]]:
    """Answers by file name or digest, then by the id of the question; none without a file.

    Raises:
        AnswersError: the file is not JSON of that shape.
    """
    if path is None:
        return {}
    try:
        return msgspec.json.decode(path.read_bytes(), type=dict[str, dict[str, str]])
    except msgspec.DecodeError as error:
        raise AnswersError(path) from error
