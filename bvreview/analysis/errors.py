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


class UnknownNameError(AnalysisError):
    """An organisation is asked for that is not among those given."""

    def __init__(self, name: str) -> None:
        """Name it."""
        super().__init__(_('"{name}" is not among the organisations.').format(name=name))


class UnknownWayError(AnalysisError):
    """A way to calculate is asked for that there is not."""

    def __init__(self, way: str) -> None:
        """Name it."""
        super().__init__(_('"{way}" is no way to calculate this.').format(way=way))


class PayWithoutPostsError(AnalysisError):
    """A grade is paid, but nobody is in it."""

    def __init__(self, grade: str) -> None:
        """Name the grade."""
        super().__init__(_('The grade "{grade}" has pay but no FTE.').format(grade=grade))


class NotWholeError(AnalysisError):
    """A count of people is not a whole number."""

    def __init__(self, name: str, value: float) -> None:
        """Name the figure and its value."""
        super().__init__(
            _("The {name} is {value:g}: it must be a whole number.").format(name=name, value=value)
        )


class RoundingError(AnalysisError):
    """Counts are rounded to 5 or to 10."""

    def __init__(self, rounding: int | None) -> None:
        """Show what was asked for."""
        super().__init__(_("Counts are rounded to 5 or to 10, not to {n}.").format(n=rounding))


class TooManyVariablesError(AnalysisError):
    """A frontier is asked for over too few organisations: nearly all of them would be on it."""

    def __init__(self, inputs: int, outputs: int, count: int, least: int) -> None:
        """Say the rule."""
        text = _(
            "{inputs} inputs and {outputs} outputs ask for at least {least} organisations (the larger of "
            "inputs times outputs and three times their sum); there are {count}. Compare fewer variables."
        )
        super().__init__(text.format(inputs=inputs, outputs=outputs, least=least, count=count))
