"""From a workbook that came through the gate to a review with every finding, or the reason why not.

Nothing here raises for what a file holds: bad data becomes findings beside what could be read.
"""

from __future__ import annotations

from dataclasses import replace as replace_head

from msgspec.structs import replace

from bvreview.framework.descriptors import Framework
from bvreview.framework.returns import asking, return_of
from bvreview.framework.rules import Level
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
from bvreview.workbook import doubts, seal
from bvreview.workbook.desk import Desk
from bvreview.workbook.frozen import remark_on_changes, remark_on_digests, remark_on_evidence
from bvreview.workbook.gate.raw import RawWorkbook
from bvreview.workbook.gate.reasons import Reason
from bvreview.workbook.gate.references import address as cell_name
from bvreview.workbook.gate.refusals import Refused
from bvreview.workbook.keyed_sheets import key_finder, key_sheets
from bvreview.workbook.layout import plan_workbook
from bvreview.workbook.matching import positions_named
from bvreview.workbook.pack_sheet import is_pack, read_pack
from bvreview.workbook.plan import WorkbookPlan
from bvreview.workbook.remarks import remark_on_file
from bvreview.workbook.sections_in import read_sections
from bvreview.workbook.side_in import (
    read_side_sheets,
)
from bvreview.workbook.standing import (
    ask_about_blanks,
    ask_about_totals,
    list_what_is_new,
    provisional_head,
    remark_on_signature,
)
from bvreview.workbook.whose import OpenedFile, check_identity, identify, open_file
from bvreview.workbook.worked_out import remark_on_results

Reading = FileReading | FileRefusal | PackReading
_GENERAL = UNANSWERED | {UNREADABLE}
_PASSING = frozenset({Reason.IN_USE, Reason.NO_PERMISSION, Reason.DISK})


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
            return self._read(open_file(outcome, file_name, given or {}, self._find_keys))
        asked = _try_again(outcome, given or {})
        return FileRefusal(file_name, outcome.reason.value, str(outcome), questions=asked)

    def _of_ours(self, reading: PackReading | FileRefusal) -> PackReading | FileRefusal:
        """The benchmark pack, or why it is none of this framework's."""
        if isinstance(reading, FileRefusal) or reading.pack.framework == self.framework.id:
            return reading
        sentence = _("The benchmark pack holds figures of the pack {theirs}; this is {ours}.")
        said = sentence.format(theirs=reading.pack.framework, ours=self.framework.id)
        return FileRefusal(reading.file, "other pack", said, reading.file_digest)

    def _read(self, file: OpenedFile) -> FileReading | FileRefusal:
        """The review in a workbook, or why it is refused: not ours, another pack, newer than this program."""
        identity = identify(self.framework, file)
        if isinstance(identity, FileRefusal):
            return identity
        if identity.handed and identity.handed.form:
            return self._read_return(file, identity)
        return self._read_form(file, identity)

    def _read_return(self, file: OpenedFile, identity: FileIdentity) -> FileReading | FileRefusal:
        """A return, by the questions that the pack asks in it."""
        form = identity.handed.form if identity.handed else ""
        asked = return_of(self.framework, form)
        if asked is None:
            sentence = _("The pack has no return of this kind any more. Send out a fresh one.")
            return FileRefusal(file.name, "other pack", sentence, file.raw.digest)
        if form not in self._returns:
            self._returns[form] = Reader(asking(self.framework, asked))
        reader = self._returns[form]
        return reader._read_form(open_file(file.raw, file.name, file.given, reader._find_keys), identity)

    def _read_form(self, file: OpenedFile, identity: FileIdentity) -> FileReading:
        answers, raw = Answers(self.framework, Review(identity.head)), file.raw
        desk = Desk(
            self.framework, raw, identity, answers, self._form(answers, identity), positions_named(raw)
        )
        desk.given = file.given
        check_identity(desk, file)
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


def _try_again(refused: Refused, given: Given) -> tuple[Question, ...]:
    """Whether to try a file again that another program holds, or that is out of reach just now."""
    if refused.reason not in _PASSING:
        return ()
    asked = one_of("try_again", str(refused), Choice("again", _("Try again")))
    return (asked.answered(given.get(asked.id, "")),)


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
