"""A review as an Excel workbook: the form that a trust fills in, and the submission that it sends."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

from bvreview.files import replacing
from bvreview.framework.descriptors import Framework
from bvreview.framework.sections import PartKind
from bvreview.i18n import _
from bvreview.review.answers import Answers, row_address
from bvreview.review.digests import content_digest, evidence_digest, section_digests
from bvreview.review.exchange.sent import Back, evidence_marks_of, marks_of_sent
from bvreview.review.exchange.submission import FileIdentity, FileKind, Handed
from bvreview.review.findings import Finding
from bvreview.review.model import Review
from bvreview.workbook import evidence_sheet, identity, keys, side_sheets
from bvreview.workbook.copies import draw_copies, that_travel
from bvreview.workbook.layout import context_line, plan_workbook, side_titles
from bvreview.workbook.package import LANGUAGE, Extras, save_workbook
from bvreview.workbook.page import protect, set_up_page
from bvreview.workbook.section_sheet import Book, draw_section
from bvreview.workbook.styles import StyleBook

if TYPE_CHECKING:
    from openpyxl.workbook import Workbook
    from openpyxl.worksheet.worksheet import Worksheet


def write_review(  # noqa: PLR0913 - the first three say what, the rest is how, by name
    framework: Framework,
    review: Review,
    path: Path,
    *,
    kind: FileKind,
    findings: Sequence[Finding] = (),
    app_version: str = "",
    written: str = "",
    handed: Handed | None = None,
    back: Back | None = None,
) -> FileIdentity:
    """Write a review to ``path`` as an .xlsx and return the identity that stands in it.

    An empty review with kind TEMPLATE is the form to be filled in. ``findings`` go on the sheet "Put
    right". ``written`` (ISO, UTC) is now unless given; the same input gives the same bytes. ``handed``: to
    write some sections only, see ``bvreview.review.exchange.handing.part_of``. ``back``: of a workbook
    that goes back to where it came from, what counts as unchanged in it, and the copies that travel.

    Raises:
        TextTooLong: an answer does not fit into a cell.
        OSError: the file cannot be written; what stood at ``path`` still stands.
    """
    review = asked_of(framework, review)
    file = replace(identify(review, kind, app_version, time_of_writing(written)), handed=handed)
    save_book(build_book(framework, review, file, findings, back), path, file)
    return file


def identify(review: Review, kind: FileKind, app_version: str, written: str) -> FileIdentity:
    """What a workbook of a review says of itself."""
    digests = content_digest(review), section_digests(review)
    evidence = evidence_digest(review)
    about = (kind, keys.TEMPLATE_VERSION, app_version, review.head, *digests, written)
    return FileIdentity(*about, evidence_digest=evidence)


def save_book(book: Book, path: Path, file: FileIdentity) -> None:
    """Put the finished workbook at ``path``, whole or not at all."""
    with replacing(path) as temporary:
        save_workbook(book.workbook, temporary, Extras(file.written, book.results))


def time_of_writing(given: str = "") -> str:
    """The ISO time given, or now, as files have it: UTC, whole seconds.

    Raises:
        ValueError: ``given`` is not an ISO time.
    """
    time = datetime.fromisoformat(given) if given else datetime.now(UTC)
    return time.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")


def asked_of(framework: Framework, review: Review) -> Review:
    """The review with the answers that are asked of it on its path: what a file holds."""
    answers = Answers(framework, review)
    places = {row_address(section, part, key, field): field for section, part, key, field in answers.places()}
    asked = {address for address, field in places.items() if not field.formula}
    tables = {
        f"{section.id}.{part.id}"
        for section in answers.sections()
        for part in answers.parts(section)
        if part.kind is PartKind.TABLE
    }
    cells = {a: c for a, c in review.cells.items() if a in asked}
    rows = {name: keys for name, keys in review.rows.items() if name in tables and keys}
    links = {a: numbers for a, numbers in review.links.items() if a in places}
    return replace(review, cells=cells, rows=rows, links=links)


def build_book(
    framework: Framework,
    review: Review,
    file: FileIdentity,
    findings: Sequence[Finding] = (),
    back: Back | None = None,
) -> Book:
    """The whole workbook of a review, not yet saved."""
    from openpyxl.workbook import Workbook

    workbook = Workbook()
    titles = side_titles()
    about = workbook.worksheets[0]
    about.title = titles[keys.ABOUT_SHEET]
    answers = Answers(framework, review)
    name = f"{file.head.id} {file.written} {file.content_digest}"
    only = file.handed.sections if file.handed else ()
    book = Book(workbook, answers, plan_workbook(answers, file=name, only=only), StyleBook(workbook))
    if back:
        book.marks, book.evidence_marks = marks_of_sent(back.before), evidence_marks_of(back.before.evidence)
        book.copies = that_travel(review.evidence.values(), back.copies)
    side_sheets.draw_about(book, about, file)
    for plan in book.plan.sheets:
        draw_section(book, plan, _new_sheet(workbook, plan.title))
    _add_side_sheets(book, file, findings)
    _set_up(book, file)
    return book


def _add_side_sheets(book: Book, file: FileIdentity, findings: Sequence[Finding]) -> None:
    explanations = book.answers.review.explanations.values()
    draw: dict[str, Callable[[Worksheet], None]] = {
        keys.PUT_RIGHT_SHEET: lambda sheet: side_sheets.draw_findings(book, sheet, findings, explanations),
        keys.SOURCES_SHEET: lambda sheet: side_sheets.draw_sources(book, sheet),
    }
    if book.answers.review.evidence or file.kind is FileKind.HAND_OUT:
        draw[keys.EVIDENCE_SHEET] = lambda sheet: evidence_sheet.draw_evidence(book, sheet, file)
    if book.copies:
        draw[keys.COPIES_SHEET] = lambda sheet: draw_copies(book, sheet)
    draw[keys.LISTS_SHEET] = lambda sheet: side_sheets.draw_lists(book, sheet, file)
    if file.section_digests:
        draw[keys.CHECK_SHEET] = lambda sheet: side_sheets.draw_check(book, sheet)
    for what, onto in draw.items():
        onto(_new_sheet(book.workbook, side_titles()[what]))


def _new_sheet(workbook: Workbook, title: str) -> Worksheet:
    sheet: Worksheet = workbook.create_sheet(title)
    return sheet


def _set_up(book: Book, file: FileIdentity) -> None:
    who = context_line(book.answers)
    head = file.head
    about = _("{framework} {version}, template {template}, review {review}").format(
        framework=head.framework,
        version=head.framework_version,
        template=file.template_version,
        review=head.id,
    )
    about = f"{_('Illustrative')} - {about}" if head.illustrative else about
    for sheet in book.workbook.worksheets:
        protect(sheet)
        set_up_page(sheet, header=who, footer=about)
    _set_properties(book, file, who)


def _set_properties(book: Book, file: FileIdentity, who: str) -> None:
    from openpyxl.packaging.custom import StringProperty

    properties = book.workbook.properties
    properties.title = f"{book.answers.framework.title}: {who}"
    properties.creator = _("Best Value Review {version}").format(version=file.app_version).strip()
    properties.language = LANGUAGE
    if file.head.illustrative:
        properties.keywords = _("illustrative")
    custom: Any = book.workbook.custom_doc_props  # type: ignore[attr-defined]  # not in the stubs
    for name, text in identity.identity_texts(file).items():
        if text:
            custom.append(StringProperty(name=f"{keys.PREFIX}.{name}", value=text))
