"""Charts as values: what is shown, laid out in any frame without a cut or covered word."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal
from itertools import pairwise
from typing import get_args

import pytest
from accommodation import ALL_AREAS, AREAS, EAST_MIDLANDS, TOPIC
from hypothesis import given
from hypothesis import strategies as st

from bvreview.analysis.comparison import compare_proportion, compare_unit_cost
from bvreview.charts.axes import Ruler, round_ticks, size_ticks, written
from bvreview.charts.build import chart_specs, dots_spec, funnel_spec
from bvreview.charts.captions import elided, wrapped
from bvreview.charts.data import chart_data
from bvreview.charts.layout import layout, natural_height
from bvreview.charts.markers import marker
from bvreview.charts.palette import DARK, HIGH_CONTRAST, LIGHT, PRINT
from bvreview.charts.said import readout
from bvreview.charts.shapes import Disc, Line, Poly, Role, Scene, Text, overlap, text_box
from bvreview.charts.spec import (
    Axis,
    ChartSpec,
    Course,
    Frame,
    Moment,
    PointRole,
    QuadrantPoint,
    QuadrantSpec,
    Step,
    TrendSpec,
    WaterfallSpec,
    Words,
)
from bvreview.charts.waterfall import bars
from bvreview.framework.services import Direction
from bvreview.review.compared.standing import Comparison, Observation, PeerGroup, Reading, Topic

COST = Topic("cp", "Full cost per hour worked", "hour worked", Direction.NEUTRAL, period="2009 to 2010")
PICKED: tuple[Role, ...] = ("own", "followed")
EVERYONE = PeerGroup("All areas")


def measure(text: str, size: float, bold: bool) -> float:
    return len(text) * size * (0.54 if bold else 0.5)


def costs(*pounds: int) -> Comparison:
    named = zip(AREAS, pounds, strict=False)
    return compare_unit_cost(
        COST, [Observation(a.organisation, value=Decimal(p) / 100) for a, p in named], EVERYONE
    )


NATION = compare_proportion(TOPIC, AREAS, ALL_AREAS)
REGION = compare_proportion(TOPIC, AREAS, EAST_MIDLANDS)
ILLUSTRATED = compare_proportion(
    TOPIC, [replace(a, marks=("illustrative",)) for a in AREAS[:12]], PeerGroup("Twelve")
)
SPECS: tuple[ChartSpec, ...] = (
    *chart_specs(NATION, own="Derbyshire", peers=EAST_MIDLANDS),
    *chart_specs(NATION, own="London"),
    *chart_specs(NATION, own="Derbyshire", peers=EAST_MIDLANDS, followed="Greater Manchester"),
    *chart_specs(REGION, own="Lincolnshire"),
    *chart_specs(ILLUSTRATED, own="Cumbria"),
    *chart_specs(compare_proportion(TOPIC, AREAS[:1], ALL_AREAS), own=AREAS[0].organisation),
    *chart_specs(compare_proportion(TOPIC, [], ALL_AREAS)),
    *chart_specs(costs(900, 1000, 1310, 1500, 1200, 1100, 1099, 900, 1700, 1601, 1555), own="Cumbria"),
    *chart_specs(costs(0, 0)),
)


def texts(scene: Scene) -> list[Text]:
    return [shape for shape in scene.shapes if isinstance(shape, Text)]


def said(scene: Scene) -> str:
    return " ".join(text.text for text in texts(scene))


@given(
    st.sampled_from(SPECS),
    st.integers(320, 1400),
    st.integers(300, 1400),
    st.floats(9, 28),
    st.booleans(),
)
def test_no_word_leaves_the_frame_or_covers_another(
    spec: ChartSpec, width: int, height: int, text_size: float, dressed: bool
) -> None:
    scene = layout(spec, Frame(width, height, text_size, dressed), measure)
    boxes = [(text, text_box(text, measure)) for text in texts(scene)]
    for text, (left, top, right, bottom) in boxes:
        assert left >= -0.01, text
        assert top >= -0.01, text
        assert right <= width + 0.01, text
        assert bottom <= height + 0.01, text
    for i, (text, box) in enumerate(boxes):
        clashes = [other.text for other, place in boxes[i + 1 :] if overlap(box, place)]
        assert not clashes, text


@given(st.sampled_from(SPECS), st.integers(320, 1400), st.floats(9, 28))
def test_at_its_natural_height_nothing_is_left_out(spec: ChartSpec, width: int, text_size: float) -> None:
    height = natural_height(spec, Frame(width, 1, text_size), measure)
    shown = said(layout(spec, Frame(width, height, text_size), measure)).replace("…", "")
    assert spec.words.title.split()[0] in shown
    assert all(note.split()[0] in shown for note in (*spec.words.notes, spec.words.source) if note)


@given(st.integers(320, 1400), st.integers(300, 1400), st.floats(9, 28))
def test_the_own_name_always_stands(width: int, height: int, text_size: float) -> None:
    for spec in SPECS[:2]:
        shown = texts(layout(spec, Frame(width, height, text_size, dressed=False), measure))
        assert any(text.bold and text.text.startswith("Derby") for text in shown)


@pytest.mark.parametrize("height", [120, 200, 900])
def test_illustrative_is_always_said(height: int) -> None:
    for spec in chart_specs(ILLUSTRATED):
        for dressed in (True, False):
            assert "Illustrative figures" in said(
                layout(spec, Frame(600, height, 12, dressed=dressed), measure)
            )


def test_every_organisation_can_be_pointed_at() -> None:
    for spec in chart_specs(NATION, own="Derbyshire", peers=EAST_MIDLANDS):
        scene = layout(spec, Frame(700, 900), measure)
        assert {mark.id for mark in scene.marks} == {area.organisation for area in AREAS}
        london = next(mark for mark in scene.marks if mark.id == "London")
        assert scene.mark_at(london.x + 2, london.y - 2) == london
        assert scene.mark_at(-100, -100) is None


def test_marks_are_read_out_in_the_words_of_the_reading() -> None:
    derbyshire = NATION.standing_of("Derbyshire")
    assert derbyshire is not None
    assert readout(derbyshire, NATION) == "Derbyshire 86%, 95% interval 83 to 89, clearly better"


def test_a_cost_is_read_out_in_pounds_and_per_cent() -> None:
    found = costs(*(1000 + 100 * i for i in range(11)))
    assert readout(found.standings[0], found) == (
        "Avon and Somerset £10.00 per hour worked, £5.00 (33.3%) lower than the median, lowest quarter"
    )
    assert readout(found.standings[5], found) == (
        "Derbyshire £15.00 per hour worked, at the median, second quarter"
    )


def test_the_funnel_shows_the_region_before_the_nation() -> None:
    spec = funnel_spec(REGION, own="Derbyshire")
    roles = {point.label: point.role for point in spec.points}
    assert (roles["Derbyshire"], roles["Lincolnshire"], roles["London"]) == ("own", "peer", "other")
    assert (spec.peer_label, spec.centre_label) == ("East Midlands", "All organisations 77.8%")
    assert len(dots_spec(REGION, own="Derbyshire").rows) == 5


def test_the_better_figures_stand_first() -> None:
    assert dots_spec(NATION).rows[0].label == "Leicestershire"
    down = compare_proportion(replace(TOPIC, direction=Direction.DOWN), AREAS, ALL_AREAS)
    assert dots_spec(down).rows[0].label == "Avon and Somerset"
    assert [row.value for row in dots_spec(costs(300, 100, 200)).rows] == [1.0, 2.0, 3.0]


def test_a_chart_says_method_chance_source_and_what_was_left_out() -> None:
    spoilt = [*AREAS, Observation("Rutland", Decimal(3), Decimal(0))]
    words = funnel_spec(compare_proportion(TOPIC, spoilt, ALL_AREAS), own="Derbyshire").words
    notes = " ".join(words.notes)
    assert "24,110 of 30,997" in notes
    assert "chance alone puts about 2.1 outside the 95% limits" in notes
    assert "Left out, 1 organisation: Rutland" in notes
    assert words.source == "Source: Commons written answers, 16 September 2009."
    assert "Clearly worse: Avon and Somerset, London." in words.description


def test_sizes_far_apart_are_spaced_by_square_root_and_it_is_said() -> None:
    axis = funnel_spec(NATION).x_axis
    assert (axis.scale, "square-root scale" in axis.label) == ("square_root", True)
    even = [Observation(f"Area {i}", Decimal(50), Decimal(100 + i)) for i in range(12)]
    assert funnel_spec(compare_proportion(TOPIC, even, EVERYONE)).x_axis.scale == "linear"


def test_all_points_and_limits_lie_in_the_funnels_plot() -> None:
    scene = layout(funnel_spec(NATION), Frame(700, 500, dressed=False), measure)
    outer, inner = (shape for shape in scene.shapes if isinstance(shape, Poly) and len(shape.points) > 20)
    assert min(y for _, y in outer.points) < min(y for _, y in inner.points)
    right = max(x for x, _ in outer.points)
    assert all(mark.x <= right for mark in scene.marks)
    assert right == max(line.x2 for line in scene.shapes if isinstance(line, Line))


def test_better_and_worse_differ_by_more_than_colour() -> None:
    drawn = {
        reading: [type(shape) for shape in marker(0, 0, 4, "other", reading)]
        for reading in (
            Reading.CLEARLY_BETTER,
            Reading.CLEARLY_WORSE,
            Reading.WITHIN,
            Reading.TOO_SMALL,
        )
    }
    assert len({tuple(kinds) for kinds in drawn.values()}) == 4
    assert isinstance(marker(0, 0, 4, "own", Reading.WITHIN)[-1], Disc)


@pytest.mark.parametrize("palette", [LIGHT, DARK, PRINT, HIGH_CONTRAST])
def test_every_role_has_a_colour_and_words_are_legible(palette: dict[Role, str]) -> None:
    assert set(palette) == set(get_args(Role))
    for role in ("ink", "muted", "caution"):
        assert contrast(palette[role], palette["surface"]) >= 4.5
    for ground in ("surface", "soft", "band_outer", "band_inner"):
        assert contrast(palette["ink"], palette[ground]) >= 4.5
        for role in PICKED:
            assert contrast(palette[role], palette[ground]) >= 3


def contrast(one: str, other: str) -> float:
    """WCAG 2.2 contrast ratio."""
    high, low = sorted((luminance(one), luminance(other)), reverse=True)
    return (high + 0.05) / (low + 0.05)


def luminance(colour: str) -> float:
    parts = [int(colour[i : i + 2], 16) / 255 for i in (1, 3, 5)]
    red, green, blue = (p / 12.92 if p <= 0.04045 else ((p + 0.055) / 1.055) ** 2.4 for p in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


@pytest.mark.parametrize(
    ("low", "high", "most", "labels"),
    [
        (0.69, 0.87, 6, ("65%", "70%", "75%", "80%", "85%", "90%")),
        (0.0, 1.0, 6, ("0%", "20%", "40%", "60%", "80%", "100%")),
        (0.771, 0.779, 5, ("77.0%", "77.2%", "77.4%", "77.6%", "77.8%", "78.0%")),
    ],
)
def test_ticks_are_round(low: float, high: float, most: int, labels: tuple[str, ...]) -> None:
    assert round_ticks(low, high, most).labels("percent") == labels


def test_figures_at_an_axis() -> None:
    assert (written(12.5, "pounds", 0.5), written(1500, "pounds", 500)) == ("£12.50", "£1,500")
    assert (written(-2, "pounds"), written(4000, "count")) == ("−£2", "4,000")


@given(st.floats(-1e6, 1e6), st.floats(0, 1e6), st.integers(2, 12))
def test_ticks_enclose_the_values(low: float, reach: float, most: int) -> None:
    ticks = round_ticks(low, low + reach, most)
    tiny = ticks.step * 1e-6
    assert ticks.values[0] <= low + tiny
    assert ticks.values[-1] >= low + reach - tiny
    assert len(ticks.values) <= most + 2


def test_size_ticks_stand_apart() -> None:
    ruler = Ruler(170, 4500, 50, 600, "square_root")
    ticks = size_ticks(ruler, Axis("Orders", "count", "square_root"), (30.0, 10.0))
    places = [ruler(value) for value in ticks]
    assert all(b - a >= 40 for a, b in pairwise(places))
    assert {200, 500, 1000, 2000} <= set(ticks)


@given(st.text(max_size=40), st.floats(0, 200))
def test_what_is_elided_fits(text: str, room: float) -> None:
    assert measure(elided(text, room, 12, measure), 12, False) <= room


@given(st.lists(st.text("abc", min_size=1, max_size=20), max_size=12), st.floats(60, 400))
def test_wrapped_lines_keep_all_words_that_fit(words: list[str], room: float) -> None:
    lines = wrapped(" ".join(words), room, 6, measure)
    assert all(measure(line, 6, False) <= room for line in lines)
    assert " ".join(lines).split() == words


@pytest.mark.parametrize("reading", list(Reading))
def test_every_reading_can_be_drawn(reading: Reading) -> None:
    for role in get_args(PointRole):
        assert marker(10, 10, 4, role, reading)


def moments(*values: float | None) -> tuple[Moment, ...]:
    return tuple(
        Moment(f"Quarter {n % 4 + 1} of {2005 + n // 4}", f"Q{n % 4 + 1}", value, f"moment {n}")
        for n, value in enumerate(values)
    )


WORDS = Words("Completed: Derbyshire", "Nothing but chance.", "Completed.", "Source: us.", ("Method: XmR.",))
TREND = TrendSpec(
    WORDS,
    (
        Course("Derbyshire", "own", moments(0.7, 0.72, None, 0.71, 0.69), "Derbyshire"),
        Course("Lincolnshire", "followed", moments(0.6, None, 0.62, 0.64, 0.66), "Lincolnshire"),
    ),
    Axis("share", "percent"),
    "quarters",
    mean=0.7,
    lower=0.65,
    upper=0.75,
    target=0.8,
)
GAP = WaterfallSpec(
    WORDS,
    (
        Step("Lincolnshire", 9.5, "£9.50", "Lincolnshire £9.50", total=True),
        Step("Price: what a full-time equivalent is paid", 0.75, "+£0.75", "price adds £0.75"),
        Step("Mix", 0.0, "£0.00", "mix adds nothing"),
        Step("Overhead", -1.25, "−£1.25", "overhead takes £1.25"),
        Step("Derbyshire", 9.0, "£9.00", "Derbyshire £9.00", total=True, own=True),
    ),
    Axis("pounds per hour worked", "pounds"),
)
QUADRANT = QuadrantSpec(
    WORDS,
    tuple(
        QuadrantPoint(f"Area {n}", 8 + n * 0.2, (n * 7 % 11 - 5) / 4, role, n % 3 == 0, f"Area {n}")
        for n, role in enumerate((*get_args(PointRole), *["other"] * 20))
    ),
    (9.5, 0.1),
    Axis("full unit cost", "pounds"),
    Axis("performance index", "count"),
    ("cheaper and better", "dearer and better", "cheaper and worse", "dearer and worse"),
    "peers",
    "others",
)
NEW = (TREND, replace(TREND, courses=()), GAP, replace(GAP, steps=()), QUADRANT, replace(QUADRANT, points=()))


@pytest.mark.parametrize("spec", NEW)
@pytest.mark.parametrize("size", [(900, 600, 13), (420, 380, 13), (500, 420, 26), (170, 900, 8.5)])
def test_trends_waterfalls_and_quadrants_stay_in_their_frame(
    spec: ChartSpec, size: tuple[float, float, float]
) -> None:
    scene = layout(spec, Frame(*size), measure)
    for text in texts(scene):
        left, top, right, bottom = text_box(text, measure)
        assert left >= -0.5
        assert right <= size[0] + 0.5
        assert top >= -0.5
        assert bottom <= size[1] + 0.5
    boxes = [text_box(text, measure) for text in texts(scene)]
    for n, box in enumerate(boxes):
        assert not any(overlap(_shrunk(box), _shrunk(other)) for other in boxes[n + 1 :]), texts(scene)[n]


def _shrunk(box: tuple[float, float, float, float]) -> tuple[float, float, float, float]:
    return box[0] + 0.3, box[1] + 0.3, box[2] - 0.3, box[3] - 0.3


def test_a_missing_moment_leaves_a_gap_and_no_mark() -> None:
    scene = layout(TREND, Frame(900, 600), measure)
    assert [m.whose for m in scene.marks] == ["Derbyshire"] * 4 + ["Lincolnshire"] * 4
    joins = [s for s in scene.shapes if isinstance(s, Line) and s.role in ("own", "followed")]
    assert len(joins) == 2 + 2


def test_each_bar_of_a_waterfall_begins_where_the_last_one_ended() -> None:
    found = bars(GAP)
    assert [(b.start, b.end) for b in found] == [
        (0, 9.5),
        (9.5, 10.25),
        (10.25, 10.25),
        (10.25, 9.0),
        (0, 9.0),
    ]
    assert found[-2].end == found[-1].end


def test_no_line_runs_through_an_amount_of_a_waterfall() -> None:
    shapes = layout(GAP, Frame(600, 400), measure).shapes
    for step in GAP.steps:
        at = next(n for n, s in enumerate(shapes) if isinstance(s, Text) and s.text == step.text)
        amount, ground = shapes[at], shapes[at - 1]
        assert isinstance(amount, Text)
        assert isinstance(ground, Poly)
        assert ground.fill == "surface"
        left, top, right, bottom = text_box(amount, measure)
        assert (min(ground.points), max(ground.points)) == ((left, top), (right, bottom))


def test_what_cannot_be_told_from_the_middle_is_hollow() -> None:
    hollow = replace(QUADRANT, points=(replace(QUADRANT.points[0], hollow=True),))
    filled = replace(QUADRANT, points=(replace(QUADRANT.points[0], hollow=False),))
    fills = [
        [s.fill for s in layout(spec, Frame(600, 500), measure).shapes if isinstance(s, Disc)][1:]
        for spec in (hollow, filled)
    ]
    assert "own" not in fills[0]
    assert "own" in fills[1]


def test_the_data_of_a_chart_are_a_table_that_starts_no_formula() -> None:
    funnel = chart_data(funnel_spec(NATION, own="Derbyshire"))
    assert funnel.columns[0] == "Organisation"
    (own,) = [row for row in funnel.rows if row[0] == "Derbyshire"]
    assert own[1:3] == (524.0, 450 / 524)  # Commons written answers, 16 September 2009
    assert len(chart_data(dots_spec(NATION)).rows) == 42
    text = chart_data(replace(GAP, steps=(Step("=cmd()", 1.0, "", ""),))).text("\t")
    assert text.splitlines()[:2] == ["Step\tpounds per hour worked", "'=cmd()\t1"]
    assert "Note: Method: XmR." in text
    trend = chart_data(TREND)
    assert trend.columns[:3] == ("When", "Derbyshire", "Lincolnshire")
    assert trend.rows[2][1:3] == (None, 0.62)
    assert chart_data(QUADRANT).rows[0][0] == "Area 0"


def test_a_small_gap_is_seen_and_the_axis_says_that_it_does_not_begin_at_zero() -> None:
    small = replace(
        GAP, steps=(GAP.steps[0], replace(GAP.steps[1], amount=0.1), replace(GAP.steps[-1], amount=9.6))
    )
    scene = layout(small, Frame(900, 500), measure)
    assert "does not begin at zero" in " ".join(t.text for t in texts(scene))
    polys = [s for s in scene.shapes if isinstance(s, Poly) and s.fill != "surface"]
    widths = [max(x for x, __ in p.points) - min(x for x, __ in p.points) for p in polys]
    assert max(widths) == widths[2]  # after the key and the first total: the totals are uprights
    wide = " ".join(
        t.text
        for t in texts(
            layout(
                replace(GAP, steps=(*GAP.steps[:1], replace(GAP.steps[1], amount=9.0))),
                Frame(900, 500),
                measure,
            )
        )
    )
    assert "does not begin at zero" not in wide
