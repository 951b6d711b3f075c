"""Why a calculation was refused."""

from __future__ import annotations

from bvreview.errors import BvReviewError
from bvreview.i18n import _


class AnalysisError(BvReviewError):
    """A figure cannot be used for the calculation that was asked for."""


class NotANumberError(AnalysisError):
    """A figure is infinite or not a number."""

    def __init__(self, name: str) -> None:
        """Name the figure."""
        super().__init__(_("The {name} is not a finite number.").format(name=name))


class NegativeCountError(AnalysisError):
    """A count, an exposure or a weight is below zero."""

    def __init__(self, name: str, value: float) -> None:
        """Name the figure and its value."""
        super().__init__(
            _("The {name} is {value:g}: it cannot be below zero.").format(name=name, value=value)
        )


class NumeratorAboveDenominatorError(AnalysisError):
    """More cases are counted than there are."""

    def __init__(self, numerator: float, denominator: float) -> None:
        """Show both."""
        text = _("The numerator {numerator:g} is above the denominator {denominator:g}.")
        super().__init__(text.format(numerator=numerator, denominator=denominator))


class NoExposureError(AnalysisError):
    """A rate is asked for over nothing."""

    def __init__(self, name: str) -> None:
        """Name what must be above zero."""
        super().__init__(_("The {name} must be above zero.").format(name=name))


class UnequalLengthsError(AnalysisError):
    """Two lists that belong together differ in length."""

    def __init__(self, *lengths: int) -> None:
        """Show the lengths."""
        shown = ", ".join(str(n) for n in lengths)
        super().__init__(
            _("The lists belong together and must have one length, not {lengths}.").format(lengths=shown)
        )


class ConfidenceError(AnalysisError):
    """A confidence level outside 0 to 1."""

    def __init__(self, confidence: float) -> None:
        """Show it."""
        super().__init__(_("Confidence {value:g} is not between 0 and 1.").format(value=confidence))


class GroupCountError(AnalysisError):
    """Fewer than one group, or no draws, was asked for."""

    def __init__(self, name: str, number: int) -> None:
        """Name the count."""
        super().__init__(
            _("The number of {name} must be at least 1, not {number}.").format(name=name, number=number)
        )
