"""From what costs are made of to charts: the gap as a waterfall, cost against performance, the frontier."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING

from bvreview.charts.spec import (
    Axis,
    DotRow,
    PointRole,
    QuadrantPoint,
    QuadrantSpec,
    RankedDotsSpec,
    Step,
    WaterfallSpec,
    Words,
)
from bvreview.i18n import _, plural
from bvreview.review.compared.costing import part_words
from bvreview.review.compared.standing import Reading, say_percent, say_pounds

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from bvreview.review.compared.costing import CostPerformance, Frontier, Gap, GapPart, Placement

MINUS = "\u2212"


def signed_pounds(amount: Decimal) -> str:
    """Pounds with their sign: "+£0.75", "−£0.75", "£0.00"."""
    text = say_pounds(abs(amount))
    return f"+{text}" if amount > 0 else f"{MINUS}{text}" if amount < 0 else text


def _source() -> str:
    return _("Source: costs and volumes of the reviews.")


# the gap


def gap_spec(gap: Gap) -> WaterfallSpec:
    """From the other's unit cost to the own one, part by part."""
    steps = (
        _total(gap.other.organisation, gap.other_cost, gap.unit, own=False),
        *(_part(part) for part in gap.parts),
        _total(gap.own.organisation, gap.own_cost, gap.unit, own=True),
    )
    title = _("Cost of one {unit}: {own} beside {other}").format(
        unit=gap.unit, own=gap.own.organisation, other=gap.other.organisation
    )
    title = _based(title, gap.basis)
    sentence = _gap_sentence(gap)
    listed = "; ".join(f"{part_words(p.part)} {signed_pounds(p.amount)}" for p in gap.parts)
    words = Words(
        title,
        sentence,
        f"{title}. {sentence} {listed}.",
        _source(),
        (*_pay_against_price(gap), gap.method, *gap.caveats),
        gap.illustrative,
    )
    label = _("pounds per {unit}, {period}").format(unit=gap.unit, period=gap.period)
    return WaterfallSpec(words, steps, Axis(_based(label, gap.basis), "pounds"))


def _pay_against_price(gap: Gap) -> Iterator[str]:
    """Why average pay is higher here and yet takes from the gap, or the other way round."""
    own, other = gap.own.average_pay, gap.other.average_pay
    amounts = {part.part: part.amount for part in gap.parts}
    if own is None or other is None or (own - other) * amounts["price"] >= 0:
        return
    text = _(
        "Average pay is higher here, and yet the price takes {price}: grade for grade less is paid; the mix "
        "of grades makes the average higher, and counts apart."
    )
    if own < other:
        text = _(
            "Average pay is lower here, and yet the price adds {price}: grade for grade more is paid; the "
            "mix of grades makes the average lower, and counts apart."
        )
    yield text.format(price=say_pounds(abs(amounts["price"])))


def _based(words: str, basis: str) -> str:
    """The words, with what was done to the costs."""
    return f"{words}, {basis}" if basis else words


def _total(name: str, cost: Decimal, unit: str, *, own: bool) -> Step:
    read_out = _("{name}: {cost} per {unit}").format(name=name, cost=say_pounds(cost), unit=unit)
    return Step(name, float(cost), say_pounds(cost), read_out, total=True, own=own)


def _part(part: GapPart) -> Step:
    words, text = part_words(part.part), signed_pounds(part.amount)
    if part.amount > 0:
        read_out = _("{part}: adds {amount}")
    else:
        read_out = _("{part}: takes {amount}") if part.amount else _("{part}: makes no difference")
    amount = say_pounds(abs(part.amount))
    return Step(words, float(part.amount), text, read_out.format(part=words, amount=amount))


def _gap_sentence(gap: Gap) -> str:
    text = _("One {unit} costs {own_cost} in {own} and {other_cost} in {other}: {difference}.")
    if gap.total:
        difference = _("{amount} more") if gap.total > 0 else _("{amount} less")
        difference = difference.format(amount=say_pounds(abs(gap.total)))
    else:
        difference = _("no difference")
    said = text.format(
        unit=gap.unit,
        own_cost=say_pounds(gap.own_cost),
        own=gap.own.organisation,
        other_cost=say_pounds(gap.other_cost),
        other=gap.other.organisation,
        difference=difference,
    )
    largest = max(gap.parts, key=lambda part: abs(part.amount))
    if not largest.amount:
        return said
    more = _("The largest part: {part}, {amount}.")
    return f"{said} {more.format(part=part_words(largest.part), amount=signed_pounds(largest.amount))}"


# cost against performance


def quadrant_spec(
    placed: CostPerformance, *, own: str = "", followed: str = "", peers: Iterable[str] = ()
) -> QuadrantSpec:
    """Unit costs across, performance upwards, lines at the medians; hollow where the middle is not left."""
    members = frozenset(peers)
    points = tuple(
        _point(p, placed, _role(p.organisation, (own, followed), members)) for p in placed.placements
    )
    title = _based(_("Cost and performance: {group}").format(group=placed.group), placed.basis)
    mine = placed.find(own)
    sentence = placed_words(mine, placed) if mine else _counted(placed)
    left_out = "; ".join(f"{name} ({why})" for name, why in placed.left_out)
    notes = (
        placed.method,
        *placed.caveats,
        *((_("Left out: {listed}.").format(listed=left_out),) * bool(left_out)),
    )
    x_label = _("pounds per {unit}, {period}").format(unit=placed.unit, period=placed.period)
    return QuadrantSpec(
        Words(title, sentence, f"{title}. {sentence}", _source(), notes, placed.illustrative),
        points,
        (float(placed.median_cost), placed.median_index),
        Axis(_based(x_label, placed.basis), "pounds"),
        Axis(_("performance index, more is better"), "count"),
        (_("cheaper and better"), _("dearer and better"), _("cheaper and worse"), _("dearer and worse")),
        _("peers") if any(p.role == "peer" for p in points) else "",
        _("other organisations"),
    )


def _role(name: str, picked: tuple[str, str], peers: frozenset[str]) -> PointRole:
    if name in picked:
        return "own" if name == picked[0] else "followed"
    return "peer" if name in peers else "other"


def _point(p: Placement, placed: CostPerformance, role: PointRole) -> QuadrantPoint:
    return QuadrantPoint(p.organisation, float(p.cost), p.index, role, not p.told, placed_words(p, placed))


def _counted(placed: CostPerformance) -> str:
    told = sum(p.told for p in placed.placements)
    text = plural("{n} organisation can be told from the middle", "{n} can be told from the middle", told)
    return _("{text}, of {all}.").format(text=text, all=len(placed.placements))


def place_word(p: Placement, placed: CostPerformance) -> str:
    """Where an organisation stands: "cheaper and better", or that performance cannot be told apart."""
    if p.cost == placed.median_cost:
        cost = _("at the median cost")
    else:
        cost = _("cheaper") if p.cost < placed.median_cost else _("dearer")
    if not p.told:
        return _("{cost}; performance not distinguishable").format(cost=cost)
    better = _("better") if p.index > placed.median_index else _("worse")
    return _("{cost} and {performance}").format(cost=cost, performance=better)


def placed_words(p: Placement, placed: CostPerformance) -> str:
    """A point read out."""
    text = _("{name}: {cost} per {unit}, performance {index} (95% interval {low} to {high}), {word}.")
    return text.format(
        name=p.organisation,
        cost=say_pounds(p.cost),
        unit=placed.unit,
        index=say_index(p.index),
        low=say_index(p.lower),
        high=say_index(p.upper),
        word=place_word(p, placed),
    )


def say_index(value: float) -> str:
    """An index with two places: "0.42", "−0.10"."""
    text = f"{abs(value):.2f}"
    return f"{MINUS}{text}" if value < 0 and text != "0.00" else text


# the frontier


def frontier_spec(frontier: Frontier, *, own: str = "", followed: str = "") -> RankedDotsSpec:
    """Scores one under the other, the frontier at 100%; no interval, for there is none."""
    ordered = sorted(frontier.found, key=lambda e: (-e.score, e.organisation))
    rows = tuple(
        DotRow(
            e.organisation,
            min(e.score, 1.0),
            None,
            None,
            None,
            _role(e.organisation, (own, followed), frozenset()),
            Reading.WITHIN,
            _("on the frontier") if e.is_efficient else "",
            f"{e.organisation}: {say_percent(e.score, 1)}, {measured_by(e.peers)}",
        )
        for e in ordered
    )
    title = _("Cost beside the best observed: {inputs} for {outputs}").format(
        inputs=", ".join(frontier.inputs), outputs=", ".join(frontier.outputs)
    )
    left_out = "; ".join(f"{name} ({why})" for name, why in frontier.left_out)
    notes = (frontier.method, *((_("Left out: {listed}.").format(listed=left_out),) * bool(left_out)))
    mine = next((row.readout for row in rows if row.role == "own"), "")
    words = Words(
        title, mine or frontier.refused, f"{title}. {mine}", _source(), notes, frontier.illustrative
    )
    return RankedDotsSpec(words, rows, None, "", Axis(_("score"), "percent"), _("frontier"))


def measured_by(peers: Sequence[tuple[str, float]]) -> str:
    """Beside whom an organisation is measured: "measured by Kent (60%) and Dorset (40%)"."""
    if not peers:
        return ""
    named = ", ".join(f"{name} ({say_percent(weight)})" for name, weight in peers)
    return _("measured by {names}").format(names=named)
