"""What a chart of a comparison says: the sentence that means it, its figures read out, what goes with it."""

from __future__ import annotations

from bvreview.charts.spec import Words
from bvreview.i18n import _, plural
from bvreview.review.compared.standing import (
    Comparison,
    Standing,
    quarter_word,
    say_interval,
    say_percent,
    say_pounds,
    say_share,
)


def readout(standing: Standing, comparison: Comparison) -> str:
    """A figure read out: "Derbyshire 86%, 95% interval 83 to 89, clearly better"."""
    if comparison.kind == "money":
        return ", ".join(part for part in (_priced(standing, comparison), _quarter(standing)) if part)
    figure = f"{standing.organisation} {say_share(standing)}"
    limits = say_interval(standing)
    interval = _("95% interval {limits}").format(limits=limits) if limits else ""
    return ", ".join(part for part in (figure, interval, standing.reading.word) if part)


def _priced(standing: Standing, comparison: Comparison) -> str:
    text = f"{standing.organisation} {say_pounds(standing.value)}"
    if comparison.topic.unit:
        text = _("{figure} per {unit}").format(figure=text, unit=comparison.topic.unit)
    distance = standing.distance
    if not distance:
        return text if distance is None else f"{text}, {standing.reading.word}"
    percent = "" if standing.distance_percent is None else f" ({abs(standing.distance_percent)}%)"
    return f"{text}, {say_pounds(abs(distance))}{percent} {standing.reading.word}"


def _quarter(standing: Standing) -> str:
    return _("{quarter} quarter").format(quarter=quarter_word(standing.quarter)) if standing.quarter else ""


def words_of(comparison: Comparison, own: str) -> Words:
    """What is said with every chart of a comparison."""
    topic = comparison.topic
    title = f"{topic.title}: {comparison.group_label}" if comparison.group_label else topic.title
    sentence = _sentence(comparison, own)
    return Words(
        title=title,
        sentence=sentence,
        description=" ".join((f"{title}.", sentence, *_listed(comparison))),
        source=_("Source: {source}.").format(source=topic.source.rstrip(".")) if topic.source else "",
        notes=(comparison.worked_out, *_chance(comparison), *comparison.caveats, *_left_out(comparison)),
        illustrative=comparison.illustrative,
    )


def _sentence(comparison: Comparison, own: str) -> str:
    """What the chart says of the own organisation, or how many are flagged."""
    standing = comparison.standing_of(own)
    if standing is None:
        return _flag_count(comparison) if comparison.kind == "proportion" else _range_of(comparison)
    text = readout(standing, comparison)
    if comparison.kind == "proportion" and comparison.centre is not None:
        text += "; " + _("{label} together {share}").format(
            label=whole_label(comparison), share=say_percent(comparison.centre, 1)
        )
    return text + "."


def _range_of(comparison: Comparison) -> str:
    """From which cost to which the group runs, and the median; "" where there is nothing to compare."""
    costs = [s.value for s in comparison.standings]
    if comparison.centre is None or not costs:
        return ""
    text = _("The costs run from {low} to {high}, with the median at {middle}.")
    low, high, middle = (say_pounds(amount) for amount in (min(costs), max(costs), comparison.centre))
    return text.format(low=low, high=high, middle=middle)


def _flag_count(comparison: Comparison) -> str:
    flagged = sum(s.reading.flagged for s in comparison.standings)
    text = _("{flagged} of {all} lie outside the 95% limits.")
    return text.format(flagged=flagged, all=len(comparison.standings))


def _listed(comparison: Comparison) -> list[str]:
    """One sentence per reading that is more than "not distinguishable", with the names."""
    readings = dict.fromkeys(s.reading for s in comparison.standings if s.reading.flagged)
    return [
        f"{reading.word.capitalize()}: "
        + ", ".join(s.organisation for s in comparison.standings if s.reading is reading)
        + "."
        for reading in sorted(readings)
    ]


def _chance(comparison: Comparison) -> tuple[str, ...]:
    if not comparison.expected_by_chance:
        return ()
    text = _(
        "With {n} organisations chance alone puts about {inner} outside the 95% limits "
        "and {outer} outside the 99.8% limits."
    )
    judged = sum(s.band is not None for s in comparison.standings)
    inner, outer = comparison.expected_by_chance, comparison.expected_by_chance_998
    return (text.format(n=judged, inner=_about(inner), outer=_about(outer)),)


def _about(number: float) -> str:
    return f"{number:.1f}" if number >= 0.05 else _("almost none")


def _left_out(comparison: Comparison) -> tuple[str, ...]:
    if not comparison.left_out:
        return ()
    listed = "; ".join(f"{name} ({why})" for name, why in comparison.left_out)
    return (
        plural("Left out, {n} organisation: ", "Left out, {n} organisations: ", len(comparison.left_out))
        + listed
        + ".",
    )


def whole_label(comparison: Comparison) -> str:
    """Whom the centre pools: the group, or everyone where the group is too small for a funnel of its own."""
    return _("all organisations") if comparison.backdrop else comparison.group_label
