"""Where the service stands: a table of all comparisons, then the charts that matter most."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Final

from bvreview.charts.build import dots_spec, funnel_spec
from bvreview.i18n import _
from bvreview.report.document import Block, Chart, Column, Note, Row, Table, plain, strong
from bvreview.review.compared.area_pay import is_adjusted
from bvreview.review.compared.flags import Questions
from bvreview.review.compared.standing import (
    Comparison,
    Standing,
    quarter_word,
    say_interval,
    say_percent,
    say_pounds,
)

MOST_FUNNELS: Final = 2
MOST_DOTS: Final = 1
MOST_ROWS: Final = 16  # ranked dots of more organisations than this would fill a page


def standing_blocks(comparisons: Sequence[Comparison], own: str) -> Iterator[Block]:
    """A row for each comparison; nothing when the organisation has no figure in any."""
    mine = [(c, s) for c in comparisons if (s := c.standing_of(own))]
    if not mine:
        return
    columns = (
        Column(_("Measure or cost")),
        Column(own, "right"),
        Column(_("95% interval")),
        Column(_("Compared with"), "right"),
        Column(_("What may be said")),
        Column(_("Rank or quarter")),
    )
    yield Table(columns, tuple(_row(c, s) for c, s in mine))
    if compared := [c for c, __ in mine if has_others(c)]:
        yield Note(_how_to_read(compared))


def open_flag_blocks(questions: Questions) -> Iterator[Block]:
    """The flags that are neither explained nor answered by an action, each with the group that flags it.

    The table above is of one region, so that a board sees the neighbours it knows; a flag of any other group
    wants an answer too, as it does on the screen.
    """
    if wanted := [flag for flag in questions.flags if flag.wants]:
        named = (f"{f.row.topic.title} ({f.cell.reading.word}: {f.against})" for f in wanted)
        text = _("Neither explained nor answered by an action: {flags}. Compared with: {groups}.")
        labels = dict.fromkeys(peers.label for peers in questions.groups)
        yield Note(text.format(groups=", ".join(labels), flags="; ".join(named)))


def chart_blocks(comparisons: Sequence[Comparison], own: str) -> Iterator[Block]:
    """Funnels of the most telling shares, then ranked dots of the last cost, the own figure picked out."""
    for comparison in charted(comparisons, own):
        money = comparison.kind == "money"
        yield Chart(dots_spec(comparison, own=own) if money else funnel_spec(comparison, own=own))


def charted(comparisons: Sequence[Comparison], own: str) -> list[Comparison]:
    """The comparisons that have a chart of their own in the plan; the table has them all."""
    mine = [c for c in comparisons if c.standing_of(own) and has_others(c)]
    shares = sorted((c for c in mine if c.kind == "proportion"), key=lambda c: _telling(c, own))
    reported = (c for c in mine if c.kind == "money" and not is_adjusted(c.topic.id))
    costs = [c for c in reported if len(c.standings) <= MOST_ROWS]
    return [*shares[:MOST_FUNNELS], *costs[-MOST_DOTS:]]


def words_of(comparison: Comparison, standing: Standing) -> str:
    """What may be said of a figure in a few words, for the first page."""
    if not has_others(comparison):
        return ""
    if comparison.kind == "money":
        return ", ".join(words for words in (_distance(standing), _quarter(standing)) if words)
    interval = say_interval(standing)
    words = [_("95% interval {interval}").format(interval=interval)] if interval else []
    reading = _("{reading} ({group})").format(reading=standing.reading.word, group=comparison.group_label)
    return ": ".join([*words, reading])


def _row(comparison: Comparison, standing: Standing) -> Row:
    money = comparison.kind == "money"
    value = say_pounds(standing.value) if money else say_percent(standing.value, 1)
    words = _distance(standing) if money else standing.reading.word
    words = words if has_others(comparison) else _("nothing to compare with")
    return Row(
        (
            strong(comparison.topic.title),
            plain(value),
            plain(say_interval(standing)),
            plain(_centre(comparison)),
            plain(words),
            plain(_quarter(standing) or _ranks(comparison, standing)),
        )
    )


def _centre(comparison: Comparison) -> str:
    if comparison.centre is None or not has_others(comparison):
        return ""
    money = comparison.kind == "money"
    return say_pounds(comparison.centre) if money else say_percent(comparison.centre, 1)


def has_others(comparison: Comparison) -> bool:
    """Whether there is anything to compare with."""
    return len(comparison.standings) + len(comparison.backdrop) > 1


def _distance(standing: Standing) -> str:
    if not standing.distance:
        return standing.reading.word
    percent = "" if standing.distance_percent is None else f" ({abs(standing.distance_percent)}%)"
    amount = say_pounds(abs(standing.distance))
    return f"{amount}{percent} {standing.reading.word}"


def _quarter(standing: Standing) -> str:
    return _("{quarter} quarter").format(quarter=quarter_word(standing.quarter)) if standing.quarter else ""


def _ranks(comparison: Comparison, standing: Standing) -> str:
    ranks = standing.rank_range
    if not ranks:
        return ""
    words = {"low": ranks.lower, "high": ranks.upper, "n": len(comparison.standings)}
    if ranks.lower == ranks.upper:
        return _("{low} of {n}").format(**words)
    return _("{low} to {high} of {n}").format(**words)


def _how_to_read(comparisons: Sequence[Comparison]) -> str:
    groups = ", ".join(dict.fromkeys(c.group_label for c in comparisons if c.group_label))
    note = _("Compared with: {groups}; a share with all of them pooled, a cost with the median.")
    note = note.format(groups=groups)
    chance = sum(c.expected_by_chance for c in comparisons)
    judged = sum(s.band is not None for c in comparisons for s in c.standings)
    if chance:
        more = _("Of {n} shares of all of them chance alone puts about {count:.1f} outside the 95% limits.")
        note += " " + more.format(n=judged, count=chance)
    return note


def _telling(comparison: Comparison, own: str) -> int:
    """Clearly flagged before flagged before the rest; measures keep the pack's order within."""
    standing = comparison.standing_of(own)
    reading = standing.reading if standing else None
    if reading and reading.value.startswith("clearly"):
        return 0
    return 1 if reading and reading.flagged else 2
