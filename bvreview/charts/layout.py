"""From a chart's data and a frame to shapes; the one door for screen, print and tests."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bvreview.charts.dots import dots_chart
from bvreview.charts.framed import Chart, height_of, lay_out
from bvreview.charts.funnel import funnel_chart
from bvreview.charts.matrix import matrix_chart
from bvreview.charts.quadrant import quadrant_chart
from bvreview.charts.spec import (
    FunnelSpec,
    MatrixSpec,
    QuadrantSpec,
    RankedDotsSpec,
    TrendSpec,
    WaterfallSpec,
)
from bvreview.charts.trend import trend_chart
from bvreview.charts.waterfall import waterfall_chart

if TYPE_CHECKING:
    from bvreview.charts.shapes import Measure, Scene
    from bvreview.charts.spec import ChartSpec, Frame


def layout(spec: ChartSpec, frame: Frame, measure: Measure) -> Scene:
    """The chart as shapes: no text leaves the frame, no two labels overlap, the own name always stands.

    In a frame too low for all of it, notes, sentence, key and title are left out in this order.
    """
    return lay_out(_chart(spec, frame, measure), frame, measure)


def natural_height(spec: ChartSpec, frame: Frame, measure: Measure) -> float:
    """The height at which the chart reads best in the frame's width; the frame's own height is not used."""
    return height_of(_chart(spec, frame, measure), frame, measure)


def _chart(spec: ChartSpec, frame: Frame, measure: Measure) -> Chart:
    match spec:
        case FunnelSpec():
            return funnel_chart(spec, frame, measure)
        case RankedDotsSpec():
            return dots_chart(spec, frame, measure)
        case TrendSpec():
            return trend_chart(spec, frame, measure)
        case WaterfallSpec():
            return waterfall_chart(spec, frame, measure)
        case QuadrantSpec():
            return quadrant_chart(spec, frame, measure)
        case MatrixSpec():
            return matrix_chart(spec, frame, measure)
