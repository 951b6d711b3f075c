"""From a chart's data and a frame to shapes; the one door for screen, print and tests."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bvreview.charts.dots import dots_height, lay_dots
from bvreview.charts.funnel import funnel_height, lay_funnel
from bvreview.charts.matrix import lay_matrix, matrix_height
from bvreview.charts.quadrant import lay_quadrant, quadrant_height
from bvreview.charts.spec import (
    FunnelSpec,
    MatrixSpec,
    QuadrantSpec,
    RankedDotsSpec,
    TrendSpec,
    WaterfallSpec,
)
from bvreview.charts.trend import lay_trend, trend_height
from bvreview.charts.waterfall import lay_waterfall, waterfall_height

if TYPE_CHECKING:
    from bvreview.charts.shapes import Measure, Scene
    from bvreview.charts.spec import ChartSpec, Frame


def layout(spec: ChartSpec, frame: Frame, measure: Measure) -> Scene:
    """The chart as shapes: no text leaves the frame, no two labels overlap, the own name always stands.

    In a frame too low for all of it, notes, sentence, key and title are left out in this order.
    """
    match spec:
        case FunnelSpec():
            return lay_funnel(spec, frame, measure)
        case RankedDotsSpec():
            return lay_dots(spec, frame, measure)
        case TrendSpec():
            return lay_trend(spec, frame, measure)
        case WaterfallSpec():
            return lay_waterfall(spec, frame, measure)
        case QuadrantSpec():
            return lay_quadrant(spec, frame, measure)
        case MatrixSpec():
            return lay_matrix(spec, frame, measure)


def natural_height(spec: ChartSpec, frame: Frame, measure: Measure) -> float:
    """The height at which the chart reads best in the frame's width; the frame's own height is not used."""
    match spec:
        case FunnelSpec():
            return funnel_height(spec, frame, measure)
        case RankedDotsSpec():
            return dots_height(spec, frame, measure)
        case TrendSpec():
            return trend_height(spec, frame, measure)
        case WaterfallSpec():
            return waterfall_height(spec, frame, measure)
        case QuadrantSpec():
            return quadrant_height(spec, frame, measure)
        case MatrixSpec():
            return matrix_height(spec, frame, measure)
