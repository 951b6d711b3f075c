"""One open review: what is shown at once, what is committed behind it, and what the rules say of it."""

from __future__ import annotations

import uuid
from collections.abc import Iterable, Iterator, Mapping, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import replace

from PySide6.QtCore import QObject, Signal

from bvreview.framework.descriptors import Framework, Part, Path, Section
from bvreview.i18n import _
from bvreview.review.answers import Answers, locate
from bvreview.review.assignments import Assignment
from bvreview.review.cells import Address, Answer, Cell
from bvreview.review.changes import (
    Change,
    ChangeKind,
    assignment_change,
    cell_change,
    explanation_change,
    subject_of,
)
from bvreview.review.findings import Finding
from bvreview.review.model import Explanation, Review, Status
from bvreview.review.progress import SectionProgress, section_progress
from bvreview.review.retelling import name_step, place_words
from bvreview.review.rules import find_all
from bvreview.review.suggestions import Suggestion, suggestions
from bvreview.review.values import read_entry
from bvreview.store.engine import utc_now
from bvreview.workspace import Workspace
from ui.saving import Saver

Judgement = tuple[Review, tuple[Finding, ...], tuple[SectionProgress, ...]]


class Session(QObject):
    """Edits are shown at once and put to the saver; findings follow from another thread."""

    edited = Signal()
    judged = Signal()
    remarked = Signal(object, str)
    focused = Signal(object)
    progressed = Signal()
    _judgement = Signal(object)

    def __init__(self, workspace: Workspace, framework: Framework, saver: Saver, review_id: str) -> None:
        super().__init__()
        self.framework = framework
        self.workspace = workspace
        self._saver = saver
        self._pool = ThreadPoolExecutor(1, thread_name_prefix="rules")
        self._latest: Future[Judgement] | None = None
        self._judgement.connect(self._judge_ended)
        self._rereads = False
        self._by_address: dict[Address, Finding] = {}
        self._looked_at = workspace.looked_at(review_id)
        self._typed: set[object] = set()
        self.findings: tuple[Finding, ...] = ()
        self.progress: tuple[SectionProgress, ...] = ()
        self._show(workspace.review(review_id))
        self._take(_judge(framework, self.review))

    @property
    def id(self) -> str:
        """The review's id."""
        return self.review.head.id

    @property
    def is_read_only(self) -> bool:
        """Whether the review is only read here: it came in as a file, or is signed."""
        return self.review.head.status in (Status.RECEIVED, Status.SUBMITTED)

    @property
    def is_judged(self) -> bool:
        """Whether the findings are those of what is shown."""
        return self._latest is None

    def cell(self, address: Address) -> Cell | None:
        """What was entered at an address."""
        return self.review.cells.get(address)

    def finding_at(self, address: Address) -> Finding | None:
        """The gravest finding of a cell; an unanswered question is no fault to be marked yet."""
        return self._by_address.get(address)

    def suggestions(self, finding: Finding) -> tuple[Suggestion, ...]:
        """The values that would put a finding right at one press."""
        return () if self.is_read_only else suggestions(self.answers, finding)

    def look_at(self, section: str) -> None:
        """A section was opened: keep that, where the review is written here."""
        if section in self._looked_at or self.is_read_only:
            return
        self._looked_at |= {section}
        self.workspace.later(self.workspace.look_at, self.id, section)  # of no weight: not tried again
        self._follow_progress(self.progress)

    def close(self) -> None:
        """End the thread of the rules."""
        self.end_typing(*self._typed)
        self._pool.shutdown(wait=True, cancel_futures=True)

    # edits

    def begin_typing(self, what: object) -> None:
        """Something is being typed that is not committed yet, so that not all is saved."""
        self._typed.add(what)
        self._saver.hold(True)

    def end_typing(self, *what: object) -> None:
        """It was committed or given up."""
        self._typed.difference_update(what)
        self._saver.hold(bool(self._typed))

    def type_texts(
        self, texts: Mapping[Address, str], section: Section, part: Part, new_rows: Sequence[str] = ()
    ) -> None:
        """Read typed texts as answers and set them, with new rows of a table, in one change."""
        answers = {address: self.read(address, text) for address, text in texts.items()}
        self._change(answers, _added(self.review, section, part, new_rows))

    def read(self, address: Address, text: str) -> Answer | None:
        """The answer in a typed text; source and note of what stood there stay."""
        place = locate(self.framework, address)
        if not place:
            return None
        entry = read_entry(place[2], text, self.framework.lists.get(place[2].list, ()))
        if entry.remark:
            self.remarked.emit(address, entry.remark)
        old = self._at(address)
        if entry.answer and old:
            return replace(entry.answer, source=old.source, note=entry.answer.note or old.note)
        return entry.answer

    def set_answers(self, answers: Mapping[Address, Answer | None]) -> None:
        """Set answers (None blanks) in one change."""
        self._change(answers, {})

    def new_keys(self, count: int) -> tuple[str, ...]:
        """Keys for new rows."""
        return tuple(uuid.uuid4().hex[:12] for __ in range(count))

    def add_row(self, section: Section, part: Part) -> str:
        """Add a line to a table; returns its key."""
        (key,) = self.new_keys(1)
        self._change({}, _added(self.review, section, part, (key,)))
        return key

    def remove_rows(self, section: Section, part: Part, keys: Sequence[str]) -> None:
        """Take lines out of a table, with what stands in them; undo brings them back."""
        name = f"{section.id}.{part.id}"
        blank: dict[Address, Answer | None] = {
            a: None
            for a in self.review.cells
            if a.section == section.id and a.part == part.id and a.key in keys
        }
        left = tuple(k for k in self.review.rows.get(name, ()) if k not in keys)
        self._change(blank, {name: left})

    def explain(self, finding: Finding, text: str) -> None:
        """Answer an "explain" (an empty text takes the answer back)."""
        old = self.review.explanations.get(finding.key)
        before = (old.found, old.text) if old else None
        after = (finding.found, text.strip()) if text.strip() else None
        if before == after or self.is_read_only:
            self.end_typing(finding.key)
            return
        explanations = dict(self.review.explanations)
        explanations.pop(finding.key, None)
        if after:
            signed = str(self.workspace.person), utc_now()
            explanations[finding.key] = Explanation(finding.key, *after, *signed)
        self._show(replace(self.review, explanations=explanations))
        subject = self._subject(finding.key.section)
        label = _("Explanation: {place}").format(place=place_words(self.answers, finding.address))
        self._commit((explanation_change(subject, finding.key, before, after),), label)
        self.end_typing(finding.key)

    def assign(self, wanted: Mapping[str, Assignment | None]) -> None:
        """Give sections (by id) other owners and due dates, in one change."""
        now = self.review.assignments
        changed = {section: a for section, a in wanted.items() if a != now.get(section)}
        if self.is_read_only or not changed:
            return
        after = {section: a for section, a in {**now, **changed}.items() if a}
        self._show(replace(self.review, assignments=after))
        changes = (assignment_change(self._subject(s), s, now.get(s), a) for s, a in changed.items())
        self._commit(tuple(changes), _("Owner and due date"))

    def undo(self) -> None:
        """Take the last edit back."""
        self._rereads = True
        self._saver.put(lambda: self.workspace.later(self.workspace.undo, self.id))

    def redo(self) -> None:
        """Make the edit again that was taken back."""
        self._rereads = True
        self._saver.put(lambda: self.workspace.later(self.workspace.redo, self.id))

    def choose_path(self, path: Path) -> None:
        """Answer the light or the full review from now on; what was answered stays."""
        self._rereads = True
        self._saver.put(lambda: self.workspace.later(self.workspace.set_path, self.id, path))

    def reopen(self) -> None:
        """Begin the next revision of a signed review."""
        self._rereads = True
        self._saver.put(lambda: self.workspace.later(self.workspace.reopen, self.id))

    def after_commit(self) -> None:
        """See whether something was committed that is not shown yet: undo, redo, a signature."""
        if self._rereads and self._saver.is_idle:
            self._rereads = False
            self.reread()

    def reread(self) -> None:
        """Show the review as it is in the workspace, after undo, redo or a refusal."""
        self._show(self.workspace.review(self.id))
        self.judge()

    def _change(self, answers: Mapping[Address, Answer | None], rows: Mapping[str, tuple[str, ...]]) -> None:
        changed = {a: answer for a, answer in answers.items() if answer != self._at(a)}
        if self.is_read_only or not (changed or rows):
            self.end_typing(*answers)
            return
        steps = (*self._added(rows), *self._cell_changes(changed), *self._removed(rows))
        before = self.answers
        cells = dict(self.review.cells)
        for address, answer in changed.items():
            if answer is None:
                cells.pop(address, None)
            else:
                cells[address] = Cell(address, answer)
        self._show(replace(self.review, cells=cells, rows={**self.review.rows, **rows}))
        is_less = any(c.kind is ChangeKind.ROW and c.new is None for c in steps)
        self._commit(steps, name_step(before if is_less else self.answers, steps))
        self.end_typing(*answers)

    def _added(self, rows: Mapping[str, tuple[str, ...]]) -> Iterator[Change]:
        for name, keys in rows.items():
            old = set(self.review.rows.get(name, ()))
            for place, key in enumerate(keys):
                if key not in old:
                    yield self._row_change(name, key, None, str(place))

    def _removed(self, rows: Mapping[str, tuple[str, ...]]) -> Iterator[Change]:
        """The lines that go, last first: each change says where its line stands when it is made."""
        for name, keys in rows.items():
            old, left = self.review.rows.get(name, ()), set(keys)
            for place, key in reversed(tuple(enumerate(old))):
                if key not in left:
                    yield self._row_change(name, key, str(place), None)

    def _row_change(self, name: str, key: str, old: str | None, new: str | None) -> Change:
        section, __, part = name.partition(".")
        subject = self._subject(section)
        return Change(ChangeKind.ROW, subject, section, f"{part}:{key}", old=old, new=new)

    def _cell_changes(self, answers: Mapping[Address, Answer | None]) -> Iterator[Change]:
        for address, answer in answers.items():
            yield cell_change(self._subject(address.section), address, self._at(address), answer)

    def _subject(self, section_id: str) -> str:
        return subject_of(self.framework, self.review.head, section_id)

    def _commit(self, changes: tuple[Change, ...], label: str) -> None:
        self._saver.put(lambda: self.workspace.later(self.workspace.apply, changes, label))
        self.judge()

    def _at(self, address: Address) -> Answer | None:
        cell = self.review.cells.get(address)
        return cell.answer if cell else None

    def _show(self, review: Review) -> None:
        self.review = review
        self.answers = Answers(self.framework, review)
        self.edited.emit()

    # findings

    def judge(self) -> None:
        """Let the rules look at the review as it is now; ``judged`` says when they have."""
        self._latest = self._pool.submit(_judge, self.framework, self.review)
        self._latest.add_done_callback(self._judgement.emit)

    def _judge_ended(self, ended: Future[Judgement]) -> None:
        if ended is self._latest and not ended.cancelled():  # it is when the review is left meanwhile
            self._latest = None
            self._take(ended.result())

    def _take(self, judgement: Judgement) -> None:
        __, self.findings, progress = judgement
        self._by_address = _marked(self.findings)
        self._follow_progress(progress)
        self.judged.emit()

    def _follow_progress(self, progress: Iterable[SectionProgress]) -> None:
        """The rules do not know what was opened, so that is added to what they say."""
        self.progress = tuple(replace(s, looked_at=s.section in self._looked_at) for s in progress)
        self.progressed.emit()


def _marked(findings: Iterable[Finding]) -> dict[Address, Finding]:
    marked: dict[Address, Finding] = {}
    for finding in findings:
        if not finding.is_unanswered:
            marked.setdefault(finding.address, finding)
            if finding.is_open and not marked[finding.address].is_open:
                marked[finding.address] = finding
    return marked


def _judge(framework: Framework, review: Review) -> Judgement:
    findings = find_all(framework, review)
    return review, findings, section_progress(Answers(framework, review), findings)


def _added(review: Review, section: Section, part: Part, keys: Sequence[str]) -> dict[str, tuple[str, ...]]:
    name = f"{section.id}.{part.id}"
    return {name: (*review.rows.get(name, ()), *keys)} if keys else {}
