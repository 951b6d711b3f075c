"""The plan as a PDF: what stands on every page, that nothing is lost and that nothing typed is obeyed."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from functools import cache
from pathlib import Path

import pytest
from factories.hostile_texts import HOSTILE_TEXTS, LONG_WORD
from factories.plan_review import ROWS, plan_review, region_costs, region_observations
from pypdf import PdfReader
from pypdf.generic import DictionaryObject, StreamObject
from small_pack import PACK as SMALL_PACK
from small_pack import small_head

from bvreview.analysis.comparison import compare_proportion, compare_unit_cost
from bvreview.framework.descriptors import Framework
from bvreview.framework.loader import default_framework
from bvreview.framework.sections import Kind
from bvreview.framework.services import Direction
from bvreview.framework.terms import Path as ReviewPath
from bvreview.report.document import Heading
from bvreview.report.fonts import has_shape
from bvreview.report.markup import NO_SHAPE
from bvreview.report.plan import write_plan
from bvreview.report.story import PlanInput, tell_plan
from bvreview.review.answers import locate
from bvreview.review.cells import Answer, Cell
from bvreview.review.compared.standing import Comparison, PeerGroup, Topic
from bvreview.review.model import Review, Status
from bvreview.review.rules import find_all

DAY = date(2010, 5, 12)
OWN = "Derbyshire"


def comparisons() -> tuple[Comparison, ...]:
    group = PeerGroup("East Midlands")
    share = Topic(
        "completed", "Requirements completed", "%", Direction.UP, "Requirements ended", "2009 to 2010"
    )
    cost = Topic("unit_full", "Full unit cost", "hour worked", Direction.NEUTRAL)
    return (
        compare_proportion(share, region_observations(OWN), group),
        compare_unit_cost(cost, region_costs(OWN), group),
    )


def written(folder: Path, framework: Framework, review: Review, *, compared: bool = True) -> PdfReader:
    path = folder / "plan.pdf"
    found = find_all(framework, review)
    beside = comparisons() if compared else ()
    write_plan(PlanInput(framework, review, DAY, found, beside), path)
    return PdfReader(path)


@cache
def whole() -> Review:
    return plan_review(default_framework())


@pytest.fixture(scope="module")
def plan(tmp_path_factory: pytest.TempPathFactory) -> PdfReader:
    return written(tmp_path_factory.mktemp("plan"), default_framework(), whole())


def text_of(reader: PdfReader) -> str:
    return squeezed(" ".join(page.extract_text() for page in reader.pages))


def squeezed(text: str) -> str:
    """Text without any space: where a line breaks is the page's affair."""
    return re.sub(r"\s+", "", text)


def fonts_of(reader: PdfReader) -> Iterator[DictionaryObject]:
    """Every font that any page or form declares."""
    waiting = [at(page, "/Resources") for page in reader.pages]
    while waiting:
        resources = waiting.pop()
        fonts, forms = at(resources, "/Font"), at(resources, "/XObject")
        yield from (at(fonts, name) for name in fonts)
        waiting += [at(at(forms, name), "/Resources") for name in forms]


def at(holder: DictionaryObject, name: str) -> DictionaryObject:
    """The dictionary under a name; an empty one when there is none."""
    found = holder.get(name)
    inner = found.get_object() if found is not None else DictionaryObject()
    assert isinstance(inner, DictionaryObject)
    return inner


def streams_of_kind(reader: PdfReader, subtype: str) -> list[StreamObject]:
    objects = (reader.get_object(n) for n in range(1, len(reader.xref[0]) + 1))
    return [o for o in objects if isinstance(o, StreamObject) and o.get("/Subtype") == subtype]


def test_a_board_gets_at_most_twelve_pages(plan: PdfReader, tmp_path: Path) -> None:
    light = written(tmp_path, default_framework(), plan_review(default_framework(), ReviewPath.LIGHT))
    assert len(light.pages) <= len(plan.pages) <= 12


def test_title_language_and_no_author(plan: PdfReader) -> None:
    assert plan.metadata
    assert plan.metadata.title == "Community Payback: improvement plan 2010 to 2013"
    assert not plan.metadata.author
    assert str(at(plan.trailer, "/Root")["/Lang"]) == "en-GB"


def test_bookmarks_lead_to_every_chapter(plan: PdfReader) -> None:
    titles = [str(e.title) for e in plan.outline if not isinstance(e, list)]
    document = tell_plan(PlanInput(default_framework(), whole(), DAY, (), comparisons()))
    told = [chapter.title for chapter in document.chapters]
    assert titles[1:] == [*told[:-2], "Findings and explanations", *told[-2:]]
    flat = [entry for entry in plan.outline if not isinstance(entry, list)]
    pages = [plan.get_destination_page_number(entry) or 0 for entry in flat]
    assert pages == sorted(pages)
    assert pages[-1] > 3
    for entry, page in zip(flat, pages, strict=True):
        assert entry.typ == "/XYZ"
        assert squeezed(str(entry.title)) in squeezed(plan.pages[page].extract_text())


def test_all_fonts_are_embedded(plan: PdfReader) -> None:
    fonts = list(fonts_of(plan))
    assert fonts
    for font in fonts:
        assert "SourceSans3" in str(font["/BaseFont"])
        assert "/FontFile2" in at(font, "/FontDescriptor")


def test_every_page_says_whose_when_and_how_many(plan: PdfReader) -> None:
    for number, page in enumerate(plan.pages, 1):
        text = page.extract_text()
        assert "Candidate of revision 3 · not signed off" in text
        assert re.search(r"Figures as at 12 May 2010, digest [0-9a-f]{4} [0-9a-f]{4} [0-9a-f]{4}", text)
        assert f"Page {number} of {len(plan.pages)}" in text
        assert "Illustrative figures" in text


def test_every_action_is_there_in_full(plan: PdfReader) -> None:
    text = text_of(plan)
    for row in ROWS["actions.actions"]:
        for name in ("what", "why", "owner", "measure", "risk_answer"):
            assert squeezed(row.get(name, "")) in text


def test_figures_stand_beside_their_codes(plan: PdfReader) -> None:
    first = plan.pages[0].extract_text()
    assert re.findall(r"\b[A-Z]-\d+(?:\.\d+)?\b", first) == ["C-59", "M-3.2", "B-13", "B-12"]


def test_a_real_review_is_not_marked_illustrative(tmp_path: Path) -> None:
    real = plan_review(default_framework(), illustrative=False)
    assert "llustrative" not in text_of(written(tmp_path, default_framework(), real, compared=False))


@pytest.mark.parametrize(
    ("status", "provisional", "words"),
    [
        (Status.DRAFT, True, "Draft · not signed off"),
        (Status.SUBMITTED, False, "Submitted, revision 3 · signed off"),
        (Status.RECEIVED, True, "Received, revision 3 · not signed off"),
    ],
)
def test_the_status_is_said(status: Status, provisional: bool, words: str, tmp_path: Path) -> None:
    signed = "" if provisional else "A Chair"
    review = plan_review(default_framework(), status=status, provisional=provisional, signed_by=signed)
    assert words in written(tmp_path, default_framework(), review).pages[1].extract_text()


def test_the_same_input_gives_the_same_bytes(tmp_path: Path) -> None:
    one, two = tmp_path / "one", tmp_path / "two"
    written(one, default_framework(), whole())
    written(two, default_framework(), whole())
    assert (one / "plan.pdf").read_bytes() == (two / "plan.pdf").read_bytes()


def test_an_empty_review_is_short_and_says_what_is_missing(tmp_path: Path) -> None:
    framework = default_framework()
    empty = Review(replace(whole().head, status=Status.DRAFT, illustrative=False))
    reader = written(tmp_path, framework, empty, compared=False)
    text = text_of(reader)
    assert len(reader.pages) <= 8
    assert squeezed("does not say yet what is to be decided") in text
    assert squeezed("Money and benefits by year") not in text
    assert "None" not in text


def test_a_pack_that_says_nothing_of_reports_has_a_plan_too(tmp_path: Path) -> None:
    review = Review(small_head(), rows={"costs.staff": ("r1",)})
    reader = written(tmp_path, SMALL_PACK, review, compared=False)
    assert "Loans: improvement plan 2010 to 2013" in reader.pages[0].extract_text()


LIGHT = plan_review(default_framework(), ReviewPath.LIGHT)


def with_text(review: Review, text: str) -> Review:
    """The review with ``text`` as the answer of every text field."""
    framework, cells = default_framework(), dict(review.cells)
    for address in review.cells:
        place = locate(framework, address)
        if place and place[2].kind in (Kind.TEXT, Kind.LONG_TEXT, Kind.PERSON):
            cells[address] = Cell(address, Answer(text))
    return replace(review, cells=cells)


def printed(text: str) -> str:
    """What of a text can be seen: no controls, no marks without a shape, no spaces."""
    text = re.sub("[\x00-\x08\x0e-\x1f\x7f\u00ad\u200b-\u200f\u202a-\u202e\u2060]", "", text)
    return squeezed("".join(sign if sign.isspace() or has_shape(sign) else NO_SHAPE for sign in text))


@pytest.mark.parametrize("text", HOSTILE_TEXTS)
def test_what_is_typed_is_printed_and_not_obeyed(text: str, tmp_path: Path) -> None:
    path = tmp_path / "plan.pdf"
    write_plan(PlanInput(default_framework(), with_text(LIGHT, text), DAY), path)
    reader = PdfReader(path)
    assert text_of(reader).count(printed(text)) >= 3 * len(ROWS["actions.actions"])
    assert streams_of_kind(reader, "/Image") == []
    assert all("/Annots" not in page for page in reader.pages)


def test_long_words_stay_inside_the_page(tmp_path: Path) -> None:
    reader = written(tmp_path, default_framework(), with_text(whole(), LONG_WORD), compared=False)
    edges: list[float] = []

    def note_x(text: str, _cm: list[float], tm: list[float], _font: object, _size: float) -> None:
        if text.strip():
            edges.append(_cm[4] + tm[4])

    for page in reader.pages:
        page.extract_text(visitor_text=note_x)
    assert edges
    assert max(edges) < 595 - 45


def test_long_answers_flow_over_pages(tmp_path: Path) -> None:
    sentences = " ".join(f"Sentence {n} says what was agreed with the county." for n in range(70))
    assert len(sentences) > 3_000
    reader = written(tmp_path, default_framework(), with_text(whole(), sentences), compared=False)
    text = text_of(reader)
    assert text.count(squeezed("Sentence 69 says what was agreed with the county.")) >= len(
        ROWS["actions.actions"]
    )


def test_paragraphs_are_made_in_one_place_only() -> None:
    folder = Path(__file__).resolve().parent.parent / "bvreview" / "report"
    makers = {
        path.name
        for path in folder.glob("*.py")
        for node in ast.walk(ast.parse(path.read_text("utf-8")))
        if isinstance(node, ast.ImportFrom | ast.Import)
        and any(alias.name in {"Paragraph", "XPreformatted", "reportlab.platypus"} for alias in node.names)
    }
    assert makers == {"markup.py"}


def test_what_stood_there_stands_when_the_plan_cannot_be_written(tmp_path: Path) -> None:
    target = tmp_path / "plan.pdf"
    target.mkdir()
    with pytest.raises(OSError, match="plan"):
        write_plan(PlanInput(default_framework(), whole(), DAY), target)
    assert [path for path in tmp_path.iterdir() if path.name.endswith(".pdf")] == [target]


@pytest.mark.parametrize("sentences", range(12))
def test_no_heading_stands_alone_at_the_foot_of_a_page(sentences: int, tmp_path: Path) -> None:
    review = with_text(whole(), "A sentence of the middle length. " * sentences) if sentences else whole()
    document = tell_plan(PlanInput(default_framework(), review, DAY))
    blocks = [*document.front, *(block for c in document.chapters for block in c.blocks)]
    headings = {block.text for block in blocks if isinstance(block, Heading)}
    headings |= {chapter.title for chapter in document.chapters}
    path = tmp_path / "plan.pdf"
    write_plan(PlanInput(default_framework(), review, DAY), path)
    lasts = [page.extract_text().rstrip().rpartition("\n")[2] for page in PdfReader(path).pages]
    assert not headings & set(lasts)
