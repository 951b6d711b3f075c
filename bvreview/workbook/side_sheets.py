"""The sheets beside the sections: about this file, put right, sources and notes, lists, check."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import TYPE_CHECKING, Final

from bvreview.framework.rules import Level
from bvreview.framework.terms import Item
from bvreview.i18n import _
from bvreview.review.answers import row_address
from bvreview.review.cells import Address, Answer, State
from bvreview.review.changes import canonical_json
from bvreview.review.evidence import reliabilities
from bvreview.review.exchange.submission import FileIdentity, FileKind, Handed
from bvreview.review.findings import Finding, level_word
from bvreview.review.model import Explanation
from bvreview.review.wording import show_answer, show_date, state_words
from bvreview.workbook import identity, keys, seal
from bvreview.workbook.evidence_sheet import RELIABILITIES
from bvreview.workbook.formula_pieces import column_letters
from bvreview.workbook.layout import side_titles
from bvreview.workbook.plan import LABEL, Place
from bvreview.workbook.section_sheet import Book, absolute
from bvreview.workbook.side_page import SidePage, finish, link
from bvreview.workbook.validation import STATES, YES_NO_LIST

if TYPE_CHECKING:
    from openpyxl.worksheet.worksheet import Worksheet

OWNER_COLUMN = 5
EXPLANATION_COLUMN, AUTHOR_COLUMN, TIME_COLUMN = 8, 9, 10
AS_WRITTEN, SOURCE_COLUMN, NOTE_COLUMN, STATE_COLUMN = 5, 6, 7, 8
_PART_HEIGHT: Final = 30.0
_LINE_UNDER: Final = (("part", ""), ("part", ""))
_LOOK_OF_LEVEL: Final = {Level.STOP: "stop", Level.EXPLAIN: "explain", Level.NOTE: "note"}


def draw_about(book: Book, sheet: Worksheet, file: FileIdentity) -> None:
    """Who, what, when, how to fill it in, where everything is; the identity in words and ids."""
    owners = _owners(book, file)
    widths = {LABEL: 36.0, 3: 68.0, 4: 30.0} | ({OWNER_COLUMN: 36.0} if owners else {})
    page = SidePage(book, sheet, widths)
    page.title(book.answers.framework.title, keys.side_key(keys.ABOUT_SHEET))
    if file.handed:
        page.row("", ("banner", handed_words(file.handed, [p.section.title for p in book.plan.sheets])))
    purpose = book.answers.framework.note if file.handed and file.handed.form else ""
    for text in (*purpose.splitlines(), *how_to_fill_in()):
        page.text(text)
    if file.kind is FileKind.HAND_OUT:
        words = _('List what your answers rest on under "{sheet}".')
        page.text(words.format(sheet=side_titles()[keys.EVIDENCE_SHEET]))
    draw: list[tuple[str, Callable[[], None]]] = [
        (_("What this file is"), lambda: _draw_identity(book, page, file)),
        (_("What is in it"), lambda: _draw_contents(book, page, owners)),
    ]
    for words, part in reversed(draw) if file.handed else draw:
        sheet.row_dimensions[page.row("", ("part", words), *_LINE_UNDER)].height = _PART_HEIGHT
        part()
    finish(book, sheet, keys.ABOUT_SHEET, page)


def _draw_identity(book: Book, page: SidePage, file: FileIdentity) -> None:
    page.heading(_("What"), _("In the file"), _("In words"))
    labels, words = identity.identity_labels(), identity.describe_identity(book.answers.framework, file)
    for name, text in identity.identity_texts(file).items():
        if file.handed and not text:
            continue  # a colleague or provider reads on one page what it is
        label = labels.get(name) or _("Fingerprint of {section}").format(section=_section_title(book, name))
        page.row(f"{keys.PREFIX}.{name}", ("label", label), ("data", text), ("data", words.get(name, "")))


def _draw_contents(book: Book, page: SidePage, owners: Mapping[str, str]) -> None:
    page.heading(_("Sheet"), _("What it asks"), _("Stage"), *([_("Who fills it in")] if owners else []))
    stages = {s.id: s.title for s in book.answers.framework.stages}
    for plan in book.plan.sheets:
        asks, stage = ("data", plan.section.intro), ("data", stages[plan.section.stage])
        owned = [("data", owners.get(plan.section.id, ""))] if owners else []
        row = page.row("", ("link", plan.title), asks, stage, *owned)
        link(page.sheet, row, LABEL, Place(plan.title, 1, LABEL))


def _owners(book: Book, file: FileIdentity) -> dict[str, str]:
    """Who fills in which section and by when, for colleagues; what is submitted does not say it."""
    if file.kind is FileKind.SUBMISSION:
        return {}
    owned = book.answers.review.assignments.items()
    words = {section: (a.owner, show_date(a.due) if a.due else "") for section, a in owned}
    return {
        section: ", ".join(filter(None, (owner, _("by {day}").format(day=day) if day else "")))
        for section, (owner, day) in words.items()
    }


def handed_words(handed: Handed, titles: Sequence[str]) -> str:
    """Who asks whom for what, and by when."""
    words = _("{by} asks {to} to fill in: {titles}.")
    if handed.due:
        words = _("{by} asks {to} to fill in by {day}: {titles}.")
    day = show_date(handed.due) if handed.due else ""
    return words.format(by=handed.by or _("The lead"), to=handed.to, day=day, titles=", ".join(titles))


def how_to_fill_in() -> tuple[str, ...]:
    """The few sentences that a colleague without the application needs."""
    return (
        _("Fill in the cream cells. Grey cells are worked out or fixed and are locked."),
        _("A blank is not zero. Where there is no figure, write one of these instead:")
        + f" {', '.join(state_words(s) for s in STATES)}.",
        _("Tables have spare rows. If you need more, insert a row inside the table."),
        _('"Put right" lists what was found when the file was made. Write explanations there.'),
        _("Give the source of a figure in a table by a comment on its cell; it is read as a note."),
        _("Sheets may be printed on their own. Save the file as an Excel workbook (.xlsx) and send it back."),
    )


def draw_findings(
    book: Book, sheet: Worksheet, findings: Sequence[Finding], explanations: Iterable[Explanation]
) -> None:
    """One line a finding with a link to its cell; explanations are written here and read back."""
    widths = {LABEL: 12.0, 3: 22.0, 4: 9.0, 5: 18.0, 6: 46.0, 7: 40.0, 8: 46.0, 9: 18.0, 10: 18.0}
    page = SidePage(book, sheet, widths)
    page.title(_("Put right"), keys.side_key(keys.PUT_RIGHT_SHEET))
    words = _(
        'Put right, or fill in, what is marked "Put right". Explain what is marked "Explain", or correct it '
        "in its cell."
    )
    page.text(words)
    page.heading(
        *(_("Level"), _("Sheet"), _("Cell"), _("Found"), _("What is wrong"), _("How to put it right")),
        *(_("Your explanation"), _("By"), _("When")),
    )
    left = {(e.key, e.found): e for e in explanations}
    for finding in findings:
        _draw_finding(book, page, finding, left.pop((finding.key, finding.found), None))
    for explanation in left.values():
        _draw_earlier(page, explanation)
    if page.next == page.heading_row + 1:
        page.text(_("Nothing was found when this file was made."))
    finish(book, sheet, keys.PUT_RIGHT_SHEET, page)


def explanation_key(finding: Finding | Explanation) -> str:
    """The key of a line: what the explanation is bound to, as JSON."""
    key = finding.key
    return canonical_json([key.rule, key.section, key.row, key.field, finding.found])


def _draw_finding(book: Book, page: SidePage, finding: Finding, explanation: Explanation | None) -> None:
    place = book.plan.place(finding.address)
    where = f"{column_letters(place.column)}{place.row}" if place else ""
    asks = finding.level is Level.EXPLAIN
    row = page.row(
        explanation_key(finding),
        (_LOOK_OF_LEVEL[finding.level], level_word(finding.level)),
        ("data", place.sheet if place else _section_name(book, finding.address.section)),
        ("link" if place else "data", where),
        ("data", finding.found),
        ("data", finding.message),
        ("data", finding.put_right),
        ("input" if asks else "worked out", explanation.text if explanation else ""),
        ("data", explanation.author if explanation else ""),
        ("data", explanation.time if explanation else ""),
    )
    if place:
        link(page.sheet, row, 4, place)


def _draw_earlier(page: SidePage, explanation: Explanation) -> None:
    page.row(
        explanation_key(explanation),
        *(("note", _("Earlier")), ("data", explanation.key.section), ("data", "")),
        *(("data", explanation.found), ("data", _("Explained earlier; not found any more.")), ("data", "")),
        *(("input", explanation.text), ("data", explanation.author), ("data", explanation.time)),
    )


def draw_sources(book: Book, sheet: Worksheet) -> None:
    """Where the figures in tables come from, notes on them, and answers that could not be read."""
    widths = {LABEL: 24.0, 3: 28.0, 4: 28.0, 5: 24.0, 6: 34.0, 7: 46.0, 8: 18.0}
    page = SidePage(book, sheet, widths)
    page.title(_("Sources and notes"), keys.side_key(keys.SOURCES_SHEET))
    page.text(_("Sources and notes of answers in tables. Those of single questions stand beside the answer."))
    page.heading(
        *(_("Section"), _("Row"), _("Question"), _("Answer"), _("Source"), _("Note"), _("State")),
    )
    for section, part, key, field in book.answers.places():
        address = row_address(section, part, key, field)
        cell = book.answers.review.cells.get(address)
        if not cell or field.formula or not _belongs_here(address, cell.answer):
            continue
        answer = cell.answer
        shown = show_answer(field, answer, book.answers.framework.lists)
        pending = answer.state is State.PENDING
        page.row(
            str(address),
            ("data", section.title),
            ("data", book.answers.row_label(section, part, key) if key else ""),
            ("data", field.label),
            ("data", answer.raw if pending else shown),
            ("input" if key else "data", answer.source if key else ""),
            ("input" if key else "data", answer.note if key else ""),
            ("data", state_words(State.PENDING) if pending else ""),
        )
    finish(book, sheet, keys.SOURCES_SHEET, page)


def _belongs_here(address: Address, answer: Answer) -> bool:
    return answer.state is State.PENDING or bool(address.row and (answer.source or answer.note))


def draw_check(book: Book, sheet: Worksheet) -> None:
    """A mark for each answer that the file is written with."""
    page = SidePage(book, sheet, {LABEL: 60.0})
    page.title(_("Check"), keys.side_key(keys.CHECK_SHEET))
    page.text(_("Marks of the answers as they were written. Do not change this sheet."))
    for key, marks in seal.write_marks(
        book.marks if book.marks is not None else seal.marks_of(book.answers.review)
    ):
        page.row(key, ("plain", marks))
    finish(book, sheet, keys.CHECK_SHEET, page)
    sheet.sheet_state = "hidden"


def draw_lists(book: Book, sheet: Worksheet, file: FileIdentity) -> None:
    """The choices behind the drop-downs, one list a column, each with a defined name."""
    page = SidePage(book, sheet, {LABEL: 30.0})
    page.title(_("Lists"), keys.side_key(keys.LISTS_SHEET))
    used = {f.list for plan in book.plan.sheets for b in plan.blocks for f in b.fields if f.list}
    framework, states = book.answers.framework, [state_words(s) for s in STATES]
    lists = {name: [*_choices(book, framework.lists.get(name, ())), *states] for name in sorted(used)}
    lists[YES_NO_LIST] = [_("Yes"), _("No"), *states]
    if file.handed and not file.handed.form:
        lists[RELIABILITIES] = [item.label for item in reliabilities(framework)]
    top = page.next
    for column, (name, choices) in enumerate(lists.items(), LABEL):
        book.put(sheet, top, column, name, book.styles.style("heading"))
        for row, word in enumerate(choices, top + 1):
            book.put(sheet, row, column, word, book.styles.style("data"))
        area = f"{absolute(top + 1, column)}:{absolute(top + len(choices), column)}"
        book.name(keys.list_name(name), sheet.title, area)
        sheet.column_dimensions[column_letters(column)].width = 30.0
    finish(book, sheet, keys.LISTS_SHEET, page)
    sheet.sheet_state = "hidden"


def _choices(book: Book, items: Sequence[Item]) -> list[str]:
    service = book.answers.head.service
    return [i.label for i in items if not i.services or service in i.services]


def _section_title(book: Book, name: str) -> str:
    return _section_name(book, name.removeprefix(identity.SECTION))


def _section_name(book: Book, section_id: str) -> str:
    section = book.answers.framework.section(section_id)
    return section.title if section else section_id
