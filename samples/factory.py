"""Makes the sample submissions again: ``python -m samples.factory`` from the root of the project.

The five areas' workbooks go to ``samples/east-midlands`` through the application's own writer. Two of them
go their own way, as files do: Lincolnshire's is saved again by LibreOffice (where it is installed; otherwise
the file that is there stays), and Nottinghamshire's first return is packed from raw XML. ``samples.bad_day``
makes the files of a bad day. The same content gives the same bytes, LibreOffice's file excepted.
"""

from __future__ import annotations

from functools import partial
from pathlib import Path
from typing import Final

from bvreview.framework.descriptors import Framework
from bvreview.framework.loader import default_framework
from bvreview.review.exchange.submission import FileKind
from bvreview.review.model import Review
from bvreview.review.rules import find_all
from bvreview.workbook.writer import write_review
from samples import bad_day, libreoffice, raw_workbook
from samples.reviews import sample_reviews

ROOT: Final = Path(__file__).parent
REGION: Final = ROOT / "east-midlands"
APP_VERSION: Final = "samples"
BY_LIBREOFFICE: Final = "Lincs Community Payback 2009-10 FINAL.xlsx"
BY_HAND: Final = "Nottinghamshire CP return rev 1.xlsx"


def write_submission(framework: Framework, review: Review, path: Path) -> None:
    """The review as its area sends it."""
    write_review(
        framework,
        review,
        path,
        kind=FileKind.SUBMISSION,
        findings=find_all(framework, review),
        app_version=APP_VERSION,
        written=f"{review.head.signed_on}T16:00:00Z",
    )


def make_region(framework: Framework, folder: Path, *, save_again: bool = True) -> None:
    """The submissions of the five areas; without ``save_again`` LibreOffice is left out."""
    folder.mkdir(parents=True, exist_ok=True)
    for name, review in sample_reviews(framework):
        if name == BY_LIBREOFFICE and save_again:
            libreoffice.save_again(folder / name, partial(write_submission, framework, review))
        elif name == BY_HAND:
            raw_workbook.write_submission(framework, review, folder / name)
        else:
            write_submission(framework, review, folder / name)


def main() -> None:
    """Make everything."""
    framework = default_framework()
    make_region(framework, REGION)
    bad_day.make_files(framework, ROOT / "bad-day")


if __name__ == "__main__":
    main()
