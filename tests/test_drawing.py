"""Charts on paper: vectors with embedded type, of the size that the page gives."""

from __future__ import annotations

import io
from typing import TYPE_CHECKING

import pytest
from accommodation import ALL_AREAS, AREAS, EAST_MIDLANDS, TOPIC
from reportlab.pdfgen.canvas import Canvas
from reportlab.platypus import SimpleDocTemplate

from bvreview.analysis.comparison import compare_proportion
from bvreview.charts.build import chart_specs
from bvreview.charts.layout import layout
from bvreview.charts.palette import DARK, PRINT
from bvreview.charts.spec import Frame
from bvreview.report.drawing import ChartFlowable, draw_scene
from bvreview.report.fonts import register_fonts, text_width

if TYPE_CHECKING:
    from collections.abc import Mapping

    from bvreview.charts.shapes import Role

pypdf = pytest.importorskip("pypdf")
FUNNEL, DOTS = chart_specs(compare_proportion(TOPIC, AREAS, ALL_AREAS), own="Derbyshire", peers=EAST_MIDLANDS)


def words_of(data: io.BytesIO) -> str:
    pages = pypdf.PdfReader(data).pages
    return " ".join(" ".join(page.extract_text().split()) for page in pages)


@pytest.mark.parametrize("colours", [PRINT, DARK])
def test_a_scene_keeps_its_words_in_pdf(colours: Mapping[Role, str]) -> None:
    register_fonts()
    data = io.BytesIO()
    canvas = Canvas(data, pagesize=(500, 360))
    draw_scene(canvas, layout(FUNNEL, Frame(500, 360, 9), text_width), colours)
    canvas.save()
    said = words_of(data)
    assert "Derbyshire" in said
    assert "All 42 areas 77.8%" in said
    assert "24,110 of 30,997" in said


def test_a_chart_flows_into_a_page_and_is_drawn_within_it() -> None:
    data = io.BytesIO()
    document = SimpleDocTemplate(data)
    document.build([ChartFlowable(FUNNEL), ChartFlowable(DOTS, height=400)])
    said = words_of(data)
    assert said.count("Settled accommodation at the end: All 42 areas") == 2
    assert "Avon and Somerset" in said
