"""Which observations can be compared, and why the others cannot: nothing is dropped without a word."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Sequence

from bvreview.i18n import _, plural
from bvreview.review.compared.standing import Observation, PeerGroup

LeftOut = tuple[str, str]
WhyNot = Callable[[Observation], str]


def sifted(observations: Sequence[Observation], why_not: WhyNot) -> tuple[list[Observation], list[LeftOut]]:
    """The observations that can be used, and the others with their reason; one name twice is no figure."""
    names = Counter(o.organisation for o in observations)
    usable: list[Observation] = []
    left_out: list[LeftOut] = []
    for observation in observations:
        reason = why_not(observation)
        if names[observation.organisation] > 1:
            reason = plural(
                "{n} row carries this name: it is not known which one counts",
                "{n} rows carry this name: it is not known which one counts",
                names[observation.organisation],
            )
        if reason:
            left_out.append((observation.organisation, reason))
        else:
            usable.append(observation)
    return usable, left_out


def why_not_counted(o: Observation) -> str:
    """Why a proportion cannot be compared, or ""."""
    reason = why_not_divided(o)
    if reason or o.numerator is None or o.denominator is None or o.numerator <= o.denominator:
        return reason
    text = _("the numerator {top} is above the denominator {bottom}")
    return text.format(top=o.numerator, bottom=o.denominator)


def why_not_divided(o: Observation) -> str:
    """Why a rate or an average cannot be compared, or ""."""
    if o.numerator is None or o.denominator is None:
        return _missing(o, _("no numerator or no denominator"))
    if not (o.numerator.is_finite() and o.denominator.is_finite()):
        return _("not a number")
    if o.numerator < 0 or o.denominator < 0:
        return _("a count below zero")
    return _("the denominator is 0: not defined") if o.denominator == 0 else ""


def why_not_priced(o: Observation) -> str:
    """Why a cost cannot be compared, or ""."""
    if o.value is None and (o.numerator is None or o.denominator is None):
        return _missing(o, _("no figure"))
    figures = (o.value,) if o.value is not None else (o.numerator, o.denominator)
    if not all(f is not None and f.is_finite() for f in figures):
        return _("not a number")
    if o.value is None and o.denominator == 0:
        return _("the volume is 0: a cost per unit is not defined")
    if o.value is None and o.denominator is not None and o.denominator < 0:
        return _("a volume below zero")
    return _("a negative cost is not compared") if any(f is not None and f < 0 for f in figures) else ""


def _missing(observation: Observation, otherwise: str) -> str:
    said = ("given", "zero", "")
    return otherwise if observation.state in said else observation.state.replace("_", " ")


def belongs(observation: Observation, group: PeerGroup) -> bool:
    """Whether an observation is one of the group."""
    return not group.members or observation.organisation in group.members


def of_group(
    left_out: Sequence[LeftOut], observations: Sequence[Observation], group: PeerGroup, *, wider: bool = False
) -> tuple[LeftOut, ...]:
    """What was left out of the group (``wider``: of the nation too), and its members without any figure."""
    there = {o.organisation for o in observations}
    absent = [(name, _("no return")) for name in group.members if name not in there]
    kept = [(name, why) for name, why in left_out if wider or not group.members or name in group.members]
    return (*kept, *absent)


def is_illustrative(observations: Iterable[Observation]) -> bool:
    """Whether any of the figures is invented."""
    return any("illustrative" in o.marks for o in observations)


def marked(observations: Sequence[Observation]) -> tuple[str, ...]:
    """A sentence for each mark that a figure carries."""
    marks = sorted({mark for o in observations for mark in o.marks})
    return tuple(_mark_sentence(mark, observations) for mark in marks)


def _mark_sentence(mark: str, observations: Sequence[Observation]) -> str:
    names = [o.organisation for o in observations if mark in o.marks]
    whose = _("all figures") if len(names) == len(observations) else ", ".join(names)
    return f"{mark.capitalize()}: {whose}."
