"""From a workbook that came through the gate to a review with every finding, or the reason why not.

Nothing here raises for what a file holds: bad data becomes findings beside what could be read.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from dataclasses import replace as replace_head

from msgspec.structs import replace

from bvreview.framework.descriptors import Framework
from bvreview.framework.organisations import Organisation
from bvreview.framework.returns import asking, return_of
from bvreview.framework.rules import Level
from bvreview.framework.services import Service
from bvreview.i18n import _
from bvreview.review.answers import Answers
from bvreview.review.coaching import weak_explanations
from bvreview.review.compared.packs import PackReading
from bvreview.review.digests import answer_texts, content_digest, evidence_digest, section_digests
from bvreview.review.exchange.questions import Choice, Given, Question, one_of
from bvreview.review.exchange.submission import FileIdentity, FileReading, FileRefusal
from bvreview.review.findings import UNANSWERED, Finding
from bvreview.review.model import Review
from bvreview.review.rules import PERSONAL, UNREADABLE, find_in
from bvreview.workbook import doubts, keys, seal
from bvreview.workbook.desk import Desk, Words
from bvreview.workbook.frozen import remark_on_changes, remark_on_digests, remark_on_evidence
from bvreview.workbook.gate.raw import RawWorkbook
from bvreview.workbook.gate.reasons import Reason
from bvreview.workbook.gate.references import address as cell_name
from bvreview.workbook.gate.refusals import Refused
from bvreview.workbook.identity import WAYS, WHOSE, Incomplete, parse_identity
from bvreview.workbook.keyed_sheets import KeyTexts, key_finder, key_sheets, key_texts
from bvreview.workbook.layout import plan_workbook
from bvreview.workbook.matching import positions_named
from bvreview.workbook.pack_sheet import is_pack, read_pack
from bvreview.workbook.plan import WorkbookPlan
from bvreview.workbook.remarks import remark_on_file
from bvreview.workbook.sections_in import read_sections
from bvreview.workbook.side_in import (
    about_name,
    identity_from_properties,
    identity_from_sheet,
    read_side_sheets,
)
from bvreview.workbook.standing import (
    ask_about_blanks,
    ask_about_totals,
    list_what_is_new,
    provisional_head,
    remark_on_signature,
)
from bvreview.workbook.worked_out import remark_on_results

Reading = FileReading | FileRefusal | PackReading
_GENERAL = UNANSWERED | {UNREADABLE}
_PASSING = frozenset({Reason.IN_USE, Reason.NO_PERMISSION, Reason.DISK})


@dataclass(frozen=True, slots=True)
class _Opened:
    """A workbook by its name, with the answers to its questions and what it says of itself, twice.

    ``keys``: what may be a key on each of its sheets.
    """

    raw: RawWorkbook
    name: str
    given: Given
    written: dict[str, str]
    shown: dict[str, str]
    keys: list[KeyTexts]


class Reader:
    """Reads the files of one pack; the form that each was sent out as is laid out once for all alike."""

    def __init__(self, framework: Framework) -> None:
        """Read by ``framework``."""
        self.framework = framework
        self._find_keys = key_finder(framework)
        self._forms: dict[tuple[object, ...], WorkbookPlan] = {}
        self._returns: dict[str, Reader] = {}

    def read(self, outcome: RawWorkbook | Refused, file_name: str, given: Given | None = None) -> Reading:
        """What the gate handed on, read; its refusal as a value. ``given``: answers to its questions."""
        if isinstance(outcome, RawWorkbook):
            if is_pack(outcome):
                return self._of_ours(read_pack(outcome, file_name))
            return self._read(self._opened(outcome, file_name, given or {}))
        asked = _try_again(outcome, given or {})
        return FileRefusal(file_name, outcome.reason.value, str(outcome), questions=asked)

    def _opened(self, raw: RawWorkbook, name: str, given: Given) -> _Opened:
        found = key_texts(self._find_keys, raw)
        return _Opened(
            raw, name, given, identity_from_properties(raw), identity_from_sheet(raw, found), found
        )

    def _of_ours(self, reading: PackReading | FileRefusal) -> PackReading | FileRefusal:
        """The benchmark pack, or why it is none of this framework's."""
        if isinstance(reading, FileRefusal) or reading.pack.framework == self.framework.id:
            return reading
        sentence = _("The benchmark pack holds figures of the pack {theirs}; this is {ours}.")
        said = sentence.format(theirs=reading.pack.framework, ours=self.framework.id)
        return FileRefusal(reading.file, "other pack", said, reading.file_digest)

    def _read(self, file: _Opened) -> FileReading | FileRefusal:
        """The review in a workbook, or why it is refused: not ours, another pack, newer than this program."""
        shown, given = file.shown, file.given
        texts = file.written if file.written.get("review") else shown
        texts = texts | {n: shown[n] for n in WHOSE if given.get(f"identity.{n}") == WAYS[1] and n in shown}
        identity = parse_identity(texts)
        refusal = _refusal(self.framework, identity, texts)
        if refusal or isinstance(identity, Incomplete):
            reason, sentence = refusal or ("not ours", "")
            return FileRefusal(file.name, reason, sentence, file.raw.digest)
        identity = _as_signed(identity, shown)
        if identity.handed and identity.handed.form:
            return self._read_return(file, identity)
        return self._read_form(file, identity)

    def _read_return(self, file: _Opened, identity: FileIdentity) -> FileReading | FileRefusal:
        """A return, by the questions that the pack asks in it."""
        form = identity.handed.form if identity.handed else ""
        asked = return_of(self.framework, form)
        if asked is None:
            sentence = _("The pack has no return of this kind any more. Send out a fresh one.")
            return FileRefusal(file.name, "other pack", sentence, file.raw.digest)
        if form not in self._returns:
            self._returns[form] = Reader(asking(self.framework, asked))
        reader = self._returns[form]
        return reader._read_form(reader._opened(file.raw, file.name, file.given), identity)

    def _read_form(self, file: _Opened, identity: FileIdentity) -> FileReading:
        answers, raw = Answers(self.framework, Review(identity.head)), file.raw
        desk = Desk(
            self.framework, raw, identity, answers, self._form(answers, identity), positions_named(raw)
        )
        desk.given = file.given
        _check_identity(desk, file)
        found = read_sections(desk, key_sheets(raw, file.keys))
        marks = read_side_sheets(desk)
        remark_on_file(desk, found)
        remark_on_signature(desk)
        return _conclude(desk, file.name, marks)

    def _form(self, answers: Answers, identity: FileIdentity) -> WorkbookPlan:
        head, only = answers.head, identity.handed.sections if identity.handed else ()
        kind = (head.service, head.path, head.illustrative, only)
        if kind not in self._forms:
            self._forms[kind] = plan_workbook(answers, only=only)
        return self._forms[kind]


def _as_signed(identity: FileIdentity, shown: dict[str, str]) -> FileIdentity:
    """The identity without its signature where that was taken out of the visible sheet."""
    if all(shown.get(name, "?") for name in ("signed_by", "signed_on")):
        return identity
    return replace_head(identity, head=replace_head(identity.head, signed_by="", signed_on=""))


def _try_again(refused: Refused, given: Given) -> tuple[Question, ...]:
    """Whether to try a file again that another program holds, or that is out of reach just now."""
    if refused.reason not in _PASSING:
        return ()
    asked = one_of("try_again", str(refused), Choice("again", _("Try again")))
    return (asked.answered(given.get(asked.id, "")),)


def _refusal(
    framework: Framework, identity: FileIdentity | Incomplete, texts: dict[str, str]
) -> tuple[str, str] | None:
    if isinstance(identity, Incomplete):
        if not texts.get("review"):
            sentence = _(
                "This workbook was not made from one of our forms. Fill in a form and send that; a table "
                "that somebody published is added in the library."
            )
            return "not ours", sentence
        sentence = _(
            'The "About this file" sheet is damaged: its {what} cannot be read. Ask for a fresh form.'
        )
        return "identity", sentence.format(what=identity.what)
    head = identity.head
    if head.framework != framework.id:
        sentence = _(
            "The file asks the questions of the pack {theirs}; this is {ours}. Install that pack first."
        )
        return "other pack", sentence.format(theirs=head.framework, ours=framework.id)
    if identity.template_version > keys.TEMPLATE_VERSION:
        sentence = _(
            "The file was made by a newer version of the application ({app}). Update this one first."
        )
        return "newer", sentence.format(app=identity.app_version or identity.template_version)
    if version_order(head.framework_version) > version_order(framework.version):
        sentence = _("The file needs version {theirs} of the pack {pack}; this is {ours}. Update first.")
        words = {"theirs": head.framework_version, "pack": framework.id, "ours": framework.version}
        return "newer pack", sentence.format(**words)
    return None


def version_order(version: str) -> tuple[int, ...]:
    """The numbers in a version, to put versions in order: "1.10" comes after "1.9"."""
    return tuple(int(n[:9]) for n in re.findall(r"[0-9]+", version))


def _check_identity(desk: Desk, file: _Opened) -> None:
    head = desk.identity.head
    if not file.written and desk.raw.has_properties:
        message = _("The document properties are gone; the identity was taken from the visible sheet.")
        desk.remark("identity", Level.NOTE, Words("", message))
    for name in WHOSE:
        first, second = file.written.get(name, ""), file.shown.get(name, "")
        if first and second and first != second:
            message = _('The file was made for "{first}"; the sheet "About this file" now says "{second}".')
            first, second = (_name_of(desk.framework, name, text) for text in (first, second))
            words = Words(second, message.format(first=first, second=second))
            desk.remark("identity", Level.NOTE, words)
            asked = _('Take it in as the file of "{first}"?').format(first=first)
            ways = (
                Choice(way, _('As the file of "{id}"').format(id=i))
                for way, i in zip(WAYS, (first, second), strict=True)
            )
            desk.ask(f"identity.{name}", f"{words.message} {asked}", *ways, at=about_name(desk))
    if not desk.framework.organisation(head.organisation):
        message = _('The pack knows no organisation "{id}": it belongs to no region and has no peers.')
        _ask_to_take(desk, "organisation", head.organisation, message)
    if not desk.framework.service(head.service):
        message = _('The pack knows no service "{id}": what it measures cannot be compared.')
        _ask_to_take(desk, "service", head.service, message)
    if head.framework_version != desk.framework.version:
        message = _("The file was made with version {theirs} of the pack; this is {ours}.")
        words = Words(
            head.framework_version, message.format(theirs=head.framework_version, ours=desk.framework.version)
        )
        desk.remark("older", Level.NOTE, words)


def _ask_to_take(desk: Desk, what: str, found: str, message: str) -> None:
    """Say that the pack does not know what the file is about, and ask whether to take it all the same."""
    words = Words(found, message.format(id=found))
    desk.remark(f"{what}_unknown", Level.NOTE, words)
    desk.ask(what, f"{words.message} {_('Take it in all the same?')}")


def _name_of(framework: Framework, what: str, text: str) -> str:
    """What an identifier of the file stands for, in words; as it is where that is not known."""
    known: Organisation | Service | None = None
    if what == "organisation":
        known = framework.organisation(text)
    elif what == "service":
        known = framework.service(text)
    return known.name if known else text


def _conclude(desk: Desk, file_name: str, marks: seal.Marks) -> FileReading:
    review = desk.review()
    answers = Answers(desk.framework, review)
    remark_on_results(desk, answers)
    texts = answer_texts(review)
    remark_on_changes(desk, review, marks, seal.marks_of(review, texts))
    sections = section_digests(review, texts)
    content = content_digest(review, sections)
    remark_on_digests(desk, sections, content)
    remark_on_evidence(desk, evidence_digest(review))
    doubts.ask_about_order(desk)
    doubts.ask_about_swapped(desk)
    doubts.ask_about_scale(desk, answers)
    ask_about_totals(desk)
    ask_about_blanks(desk, answers)
    list_what_is_new(desk)
    ruled = (f for f in find_in(answers) if desk.asks(f.address.section))
    of_rules = [_located(desk, f) for f in ruled if not _is_said(desk, f)]
    of_file = [_explained(f, review) for f in desk.findings]
    questions = desk.asked()
    findings = (*of_file, *of_rules, *weak_explanations(answers, of_rules))
    review = replace_head(review, head=provisional_head(desk))
    tells = bool(marks) or not desk.identity.section_digests
    about = (desk.raw.digest, questions, content, marks if tells else None, texts, desk.given, desk.attached)
    return FileReading(file_name, desk.identity, review, findings, *about, desk.evidence_marks, desk.copies)


def _is_said(desk: Desk, finding: Finding) -> bool:
    """Whether a general finding only repeats what is said of the file already."""
    if finding.rule == PERSONAL:
        return True  # the file was asked about it
    if finding.rule not in _GENERAL:
        return False
    return finding.address in desk.settled or finding.address.section in desk.stopped


def _located(desk: Desk, finding: Finding) -> Finding:
    place = desk.places.get(finding.address)
    if place and place.sheet:
        return replace(finding, sheet=place.sheet, cell=cell_name(place.row, place.column))
    planned = desk.plan.sheet(finding.address.section)
    return replace(finding, sheet=planned.title) if planned else finding


def _explained(finding: Finding, review: Review) -> Finding:
    explanation = review.explanations.get(finding.key) if finding.level is Level.EXPLAIN else None
    if not explanation or explanation.found != finding.found:
        return finding
    return replace(finding, explanation=explanation)
