"""The guide: every page parses, every link leads somewhere, every command named in it exists."""

from __future__ import annotations

import re
import tomllib
from pathlib import Path

import pytest

from bvreview.analysis.intervals import proportion_interval, z_value
from bvreview.framework.loader import default_framework, load_framework
from bvreview.resources import resource_path, root
from bvreview.review.compared.standing import SMALL_GROUP, Reading
from bvreview.settings import Settings
from ui.actions import ACTIONS
from ui.find.catalogue import guide_entries
from ui.find.guide import CHAPTERS, METHODS, QUESTIONS, Guide, Page, as_it_is, bare, field_page
from ui.find.search import Index
from ui.versions import LIBRARIES, libraries

FRAMEWORK = default_framework()
GUIDE = Guide(FRAMEWORK)
SHIPPED = sorted(resource_path("guide").rglob("*.md"))
LINK = re.compile(r"(?<!\\)\]\(([^)]*)\)")
COMMAND = re.compile(r"\[\[(\w+)\]\]")


def pages(chapter: str) -> list[Page]:
    return [page for page in GUIDE.pages.values() if page.chapter == chapter]


@pytest.mark.parametrize("page", GUIDE.pages.values(), ids=lambda page: page.id)
def test_a_page_has_one_title_and_headings_that_differ(page: Page) -> None:
    assert page.text.startswith("# ")
    assert len(re.findall(r"^# ", page.text, re.MULTILINE)) == 1
    anchors = [heading.anchor for heading in page.headings]
    assert len(anchors) == len(set(anchors))
    assert all(heading.text and heading.anchor for heading in page.headings)


@pytest.mark.parametrize("page", GUIDE.pages.values(), ids=lambda page: page.id)
def test_every_link_leads_to_a_page_and_a_heading_of_it(page: Page) -> None:
    for target in LINK.findall(GUIDE.markdown(page)):
        name, __, anchor = target.partition("#")
        assert name in GUIDE.pages, target
        assert not anchor or anchor in {h.anchor for h in GUIDE.pages[name].headings}, target


@pytest.mark.parametrize("path", SHIPPED, ids=lambda path: path.stem)
def test_every_command_that_is_named_exists(path: Path) -> None:
    named = set(COMMAND.findall(path.read_text(encoding="utf-8")))
    assert named <= {action.id for action in ACTIONS}
    assert "[[" not in GUIDE.markdown(GUIDE.pages[path.stem.partition("-")[2]])


def test_a_command_is_shown_with_its_words_and_keys() -> None:
    page = Page("p", "Guide", "# Title\n\nChoose [[new_review]] or [[explore_sample]].")
    assert GUIDE.markdown(page).endswith("Choose **New review** (Ctrl+N) or **Explore the sample region**.")


def test_what_is_typed_stands_in_the_letters_of_the_page() -> None:
    page = Page("p", "Guide", "# Title\n\nType `1,204` and " + as_it_is("`x`"))
    assert GUIDE.markdown(page).endswith("Type **1,204** and \\`x\\`")


def test_every_command_stands_on_the_keyboard_page() -> None:
    text = bare(GUIDE.markdown(GUIDE.pages["keyboard"]))
    assert [action.id for action in ACTIONS if action.words not in text or action.held not in text] == []


def test_every_method_names_its_source() -> None:
    assert len(pages(METHODS)) >= 5
    for page in pages(METHODS):
        (source,) = [heading for heading in page.headings if heading.text == "Source"]
        assert len(source.under) > 40


def test_every_question_has_a_place_in_the_guide() -> None:
    for section in FRAMEWORK.sections:
        for part in section.parts:
            for field in part.fields:
                page, __, anchor = field_page(section, part, field).partition("#")
                told = next(h for h in GUIDE.pages[page].headings if h.anchor == anchor)
                assert told.text == " ".join(field.label.split())
                assert " ".join(field.help.counts.split()) in told.under


def test_every_measure_has_a_place_with_its_source() -> None:
    for service in FRAMEWORK.services:
        headings = {h.anchor: h for h in GUIDE.pages[f"service-{service.id}"].headings}
        for measure in service.measures:
            assert " ".join(measure.source.split()) in headings[measure.id].under


def test_the_figures_in_the_methods_are_those_of_the_application() -> None:
    wilson, funnel = GUIDE.pages["wilson"].text, GUIDE.pages["funnel"].text
    for x, n in ((65, 100), (0, 100)):
        found = proportion_interval(x, n)
        assert found.lower is not None
        assert found.upper is not None
        low, high = (f"{limit * 100:.1f}".removesuffix(".0") for limit in (found.lower, found.upper))
        assert f"{x} of {n}:" in wilson
        assert f"from {low}% to {high}%" in wilson
    for confidence in (0.95, 0.998):
        assert f"z = {z_value(confidence):.9f} for the {confidence:.1%} limits".replace(".0%", "%") in funnel
    assert f"fewer than {SMALL_GROUP} organisations" in funnel
    assert f"{SMALL_GROUP} organisations or more" in GUIDE.pages["ranked-costs"].text
    usual = Settings().disclosure_threshold
    assert f"1 to {usual - 1} unless you change it" in GUIDE.pages["disclosure"].text
    assert f"threshold of {usual} is our own" in GUIDE.pages["disclosure"].text


def test_the_words_of_the_methods_are_those_on_screen() -> None:
    words = bare(GUIDE.pages["words"].text)
    named = ("WITHIN", "TOO_SMALL", "NO_DATA", "CLEARLY_BETTER", "CLEARLY_WORSE")
    assert [n for n in named if Reading[n].word not in words] == []


def test_another_pack_has_its_own_questions() -> None:
    pack = load_framework(Path(__file__).parent / "data" / "tiny-pack")
    guide = Guide(pack)
    asked = [page for page in guide.pages.values() if page.chapter == QUESTIONS]
    assert [page.title for page in asked] == [section.title for section in pack.sections]


def test_the_contents_name_every_page_by_chapter() -> None:
    text = GUIDE.contents()
    assert re.findall(r"^## (.*)$", text, re.MULTILINE) == list(CHAPTERS)
    assert set(LINK.findall(text)) == set(GUIDE.pages)


@pytest.mark.parametrize(
    "text",
    [
        "<b>bold</b> & [a](b)",
        "# no heading",
        "1. no list",
        "- no list",
        "a*b*c _d_ `e` ![x](y)",
        "5 < 6 | 7 ~8~",
    ],
)
def test_text_of_a_pack_is_shown_as_it_is(text: str) -> None:
    from PySide6.QtGui import QTextDocument

    document, features = QTextDocument(), QTextDocument.MarkdownFeature
    document.setMarkdown(as_it_is(text), features.MarkdownDialectGitHub | features.MarkdownNoHTML)
    assert document.toPlainText().strip() == text
    assert not document.firstBlock().textList()
    assert not document.firstBlock().blockFormat().headingLevel()


@pytest.mark.parametrize(
    ("words", "page"),
    [
        ("funnel", "funnel"),
        ("not distinguishable", "words"),
        ("backup", "safety"),
        ("wilson", "wilson"),
        ("first review", "first-review"),
        ("licence", "licences"),
        ("excel", "workbook"),
    ],
)
def test_a_few_words_find_the_page(words: str, page: str) -> None:
    groups = Index(guide_entries(GUIDE)).find(words, 12)
    assert page in {entry.target.place.partition("#")[0] for g in groups for entry in g.entries[:4]}


def test_no_page_speaks_of_what_is_not_there() -> None:
    """Style: plain words, no "please", nothing of places on a machine of ours."""
    for path in SHIPPED:
        text = path.read_text(encoding="utf-8")
        assert not re.search(r"\bplease\b|/home/|/work/|click here", text, re.IGNORECASE), path.name


def test_every_library_that_ships_stands_on_the_page_of_licences() -> None:
    """What the project depends on, as its own file says, is named with a licence."""
    project = tomllib.loads((root() / "pyproject.toml").read_text(encoding="utf-8"))
    ships = {name.casefold() for name in project["project"]["dependencies"]} - {"pyside6-pdf"}
    assert {package.casefold() for __, package, __ in LIBRARIES} == ships
    assert all(licence for *__, licence in libraries())


def test_a_build_takes_the_guide_along() -> None:
    spec = (root() / "build.spec").read_text(encoding="utf-8")
    assert '"resources/guide"' in spec
    for __, package, __ in LIBRARIES:
        assert f'"{package}"' in spec
