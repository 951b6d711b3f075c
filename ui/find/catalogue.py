"""What can be found, as entries: commands, places, reviews, their sections and questions, the guide."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import Final

from PySide6.QtGui import QAction

from bvreview.framework.descriptors import Framework
from bvreview.framework.sections import Part, PartKind, Section
from bvreview.framework.terms import Help
from bvreview.i18n import _
from bvreview.review.answers import Answers, locate, row_address
from bvreview.review.cells import Address
from bvreview.review.model import Review, ReviewHead, Status
from bvreview.store.edits import title_of
from bvreview.store.reviews import SearchHit
from ui.actions import ACTIONS
from ui.compare.views import VIEWS
from ui.find.entries import entries_of
from ui.find.guide import GUIDE, METHODS, Guide, Heading, Page, field_page
from ui.find.search import SHOWN, Entry, Group, Kind, Target, excerpt
from ui.find.shelves import Shelf, titles
from ui.wording import status_words

RECENT_REVIEWS: Final = 12
"""Of so many reviews of one's own the sections are found without opening them."""
LOOKED_UP: Final = (Shelf.ORGANISATIONS, Shelf.SERVICES, Shelf.MEASURES)
_APART: Final = " \u00b7 "


def command_entries(actions: Mapping[str, QAction]) -> Iterator[Entry]:
    """Every command and every place of the sidebar; a command that is off says why."""
    for action in ACTIONS:
        if action.id in actions and action.id != "search":
            why_not = "" if actions[action.id].isEnabled() else _(action.why_not or "It cannot be done now")
            kind = Kind.PLACE if action.id.startswith("show_") else Kind.COMMAND
            yield Entry(action.words, Target(kind, action.id), why_not, keys=action.held, why_not=why_not)


def library_entries(framework: Framework) -> Iterator[Entry]:
    """The organisations, services and measures of the pack, each where it is looked up."""
    names = titles()
    for entry in entries_of(framework):
        if entry.shelf in LOOKED_UP:
            detail = _APART.join(part for part in (names[entry.shelf], entry.about) if part)
            yield Entry(entry.title, Target(Kind.LIBRARY, f"{entry.shelf}/{entry.id}"), detail)


def review_entries(framework: Framework, heads: Iterable[ReviewHead]) -> Iterator[Entry]:
    """Every review, and the sections of those that are written here."""
    own = 0
    for head in heads:
        yield Entry(title_of(framework, head), Target(Kind.REVIEW, "", head.id), _about(head))
        if head.status is not Status.RECEIVED and own < RECENT_REVIEWS:
            own += 1
            yield from section_entries(framework, head)


def section_entries(framework: Framework, head: ReviewHead) -> Iterator[Entry]:
    """The sections that a review asks."""
    stages = {stage.id: stage.title for stage in framework.stages}
    for section in Answers(framework, Review(head)).sections():
        detail = _APART.join((stages.get(section.stage, ""), title_of(framework, head)))
        yield Entry(section.title, Target(Kind.SECTION, section.id, head.id), detail, section.intro)


def view_entries(answers: Answers) -> Iterator[Entry]:
    """The views of the open review's comparison."""
    compare = next((s for s in answers.framework.stages if s.id == "compare"), None)
    for view in VIEWS if compare and answers.framework.compare else ():
        if view.text:
            detail = compare.title if compare else ""
            yield Entry(view.words, Target(Kind.SECTION, view.key, answers.head.id), detail)


def question_entries(answers: Answers) -> Iterator[Entry]:
    """The questions of the open review, each at its first row, or where one is begun."""
    for section in answers.sections():
        for part in answers.parts(section):
            keys = answers.row_keys(section, part)
            for field in answers.fields(part):
                place = str(row_address(section, part, next(iter(keys), ""), field))
                target = Target(Kind.QUESTION, place, answers.head.id)
                yield Entry(field.label, target, _where(section, part), _words(field.help))
            if part.kind is PartKind.GRID:
                yield from _row_entries(answers, section, part)


def _row_entries(answers: Answers, section: Section, part: Part) -> Iterator[Entry]:
    """The rows that the pack fixes, such as the measures, each at its first cell to fill in."""
    first = next((f for f in answers.fields(part) if not f.formula), None)
    if not first:
        return
    for row in answers.grid_rows(part).values():
        place = str(row_address(section, part, row.id, first))
        target = Target(Kind.QUESTION, place, answers.head.id)
        yield Entry(row.label, target, _where(section, part), _words(row.help))


def guide_entries(guide: Guide, answers: Answers | None = None) -> Iterator[Entry]:
    """Every page of the guide and every heading in it, but for the questions that ``answers`` ask."""
    asked = _asked(answers) if answers else frozenset()
    for page in guide.pages.values():
        for n, heading in enumerate(page.headings):
            if f"{page.id}#{heading.anchor}" not in asked:
                yield _guide_entry(page, heading, is_page=n == 0)


def _asked(answers: Answers) -> frozenset[str]:
    return frozenset(
        field_page(section, part, field)
        for section in answers.sections()
        for part in answers.parts(section)
        for field in answers.fields(part)
    )


def _guide_entry(page: Page, heading: Heading, *, is_page: bool) -> Entry:
    kind = Kind.GUIDE if page.chapter in (GUIDE, METHODS) else Kind.MEANING
    target = Target(kind, page.id if is_page else f"{page.id}#{heading.anchor}")
    above = () if is_page else (page.title, heading.part)
    detail = _APART.join(part for part in (_(page.chapter), *above) if part)
    return Entry(heading.text, target, detail, heading.under)


def answer_groups(
    framework: Framework, titles: Mapping[str, str], hits: Iterable[SearchHit], query: str, here: str
) -> tuple[Group, ...]:
    """What the workspace found, plan actions (once each) apart; ``here``: the review that is open."""
    found: dict[Target, Entry] = {}
    for hit in hits:
        if entry := _answer(framework, titles, hit, query, here):
            found.setdefault(entry.target, entry)
    groups = []
    for kind in (Kind.ACTION, Kind.ANSWER):
        entries = tuple(entry for target, entry in found.items() if target.kind is kind)
        if entries:
            groups.append(Group(kind, entries[:SHOWN], len(entries)))
    return tuple(groups)


def _answer(
    framework: Framework, titles: Mapping[str, str], hit: SearchHit, query: str, here: str
) -> Entry | None:
    place = locate(framework, hit.address)
    review = here if here in hit.reviews else next(iter(hit.reviews), "")
    if not place or not review:
        return None
    section, part, field = place
    actions = framework.report.actions if framework.report else None
    text, about = excerpt(hit.text, query), [titles.get(review, ""), section.title]
    row = excerpt(hit.row, query) if hit.row != hit.text else ""
    if actions and f"{section.id}.{part.id}" == actions.part:
        line = Address(section.id, hit.address.row, actions.what)
        about += [f"{field.label}: {text}" if row else ""]
        return Entry(row or text, Target(Kind.ACTION, str(line), review), _joined(about))
    return Entry(text, Target(Kind.ANSWER, str(hit.address), review), _joined([*about, row, field.label]))


def _joined(parts: Iterable[str]) -> str:
    return _APART.join(part for part in parts if part)


def _about(head: ReviewHead) -> str:
    words = [status_words(head).capitalize()]
    return _APART.join([*words, _("illustrative")] if head.illustrative else words)


def _where(section: Section, part: Part) -> str:
    return section.title if part.title == section.title else _APART.join((section.title, part.title))


def _words(told: Help) -> str:
    return f"{told.counts} {told.excludes}"
