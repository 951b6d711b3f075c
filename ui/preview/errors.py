"""Why something is not shown or printed: one class a cause, each with its own sentence."""

from __future__ import annotations

from bvreview.errors import BvReviewError
from bvreview.i18n import _


class BrokenPaperError(BvReviewError):
    """The bytes are no PDF that can be drawn."""

    def __init__(self, title: str) -> None:
        sentence = _("{title} cannot be shown: its PDF is damaged. Close the preview and open it again.")
        super().__init__(sentence.format(title=title))


class NoPrinterError(BvReviewError):
    """The system knows no printer."""

    def __init__(self) -> None:
        super().__init__(
            _(
                "No printer is set up on this computer. Save the PDF and print it elsewhere, or set up a "
                "printer in the system's settings and try again."
            )
        )


class PrinterStoppedError(BvReviewError):
    """The printer took no more pages: it is out of reach, or there is no room for the print job."""

    def __init__(self, printer: str, pages: int) -> None:
        sentence = _(
            "The printer {printer} took no more after {n} pages. Look whether it is switched on and whether "
            "the disk is full, then print again."
        )
        super().__init__(sentence.format(printer=printer, n=pages))
