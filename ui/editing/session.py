"""The edits of one open review, as a person makes them: answers, lines, explanations, owners, steps back."""

from __future__ import annotations

import uuid
from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from functools import partial
from typing import Final

from PySide6.QtCore import Signal

from bvreview.framework.descriptors import Framework
from bvreview.framework.sections import Part, Section
from bvreview.framework.terms import Path
from bvreview.i18n import _
from bvreview.review.assignments import Assignment
from bvreview.review.cells import Address, Answer, Cell
from bvreview.review.changes import ChangeKind, assignment_change, explanation_change, subject_of
from bvreview.review.exchange.suggestions import Suggestion
from bvreview.review.findings import Finding
from bvreview.review.model import Explanation, ExplanationKey
from bvreview.review.retelling import name_step, place_words
from bvreview.store.engine import utc_now
from bvreview.workspace import Workspace
from ui.editing.aside import Aside
from ui.editing.kept import KeptReview
from ui.editing.shown import Opened
from ui.editing.steps import steps_of, with_new
from ui.editing.typed import read_all, read_typed
from ui.saving import Saver

VERY_MANY: Final = 500
"""So many texts are read beside the window."""


class Session(KeptReview):
    """``remarked``: how what was typed at an address is read, where that is not plain."""

    remarked = Signal(object, str)

    def __init__(self, workspace: Workspace, framework: Framework, saver: Saver, opened: Opened) -> None:
        super().__init__(workspace, framework, saver, opened)
        self._aside = Aside()

    @property
    def is_judged(self) -> bool:
        """Whether the findings are those of what is shown, with nothing still being read."""
        return super().is_judged and self._aside.is_idle

    def close(self) -> None:
        """End what is typed, and the threads beside the window."""
        self._aside.close()
        super().close()

    # typed

    def type_texts(
        self,
        texts: Mapping[Address, str],
        section: Section,
        part: Part,
        new_rows: Sequence[str] = (),
        then: Callable[[], object] = bool,
    ) -> None:
        """Read typed texts as answers and set them, with new rows of a table, in one change.

        Very many are read beside the window, which goes on meanwhile; ``then`` follows in any case.
        """

        def take(answers: Mapping[Address, Answer | None]) -> None:
            self._change(answers, with_new(self.review, section, part, new_rows))
            self.end_typing(new_rows)
            then()

        read = partial(read_all, self.framework, self.answers, texts)  # for another thread: it holds no Qt
        if len(texts) > VERY_MANY:
            self.begin_typing(new_rows)
            self._aside.ask(read, take)
        elif len(texts) == 1:
            take({a: self.read(a, text) for a, text in texts.items()})
        else:
            take(read())

    def finish_reading(self) -> None:
        """Set what is still being read, before something that builds on it."""
        self._aside.finish()

    def read(self, address: Address, text: str) -> Answer | None:
        """The answer in a typed text; source and note of what stood there stay."""
        answer, remark = read_typed(self.framework, self.answers, address, text)
        if remark:
            self.remarked.emit(address, remark)
        return answer

    def type_answer(self, address: Address, text: str) -> None:
        """Set what is being typed; until ``end_run`` all of it in one place is one step."""
        self.set_answers({address: self.read(address, text)})
        self._go_on_at(address)

    def type_explanation(self, finding: Finding, text: str) -> None:
        """The same of an explanation."""
        self.explain(finding, text)
        self._go_on_at(finding.address)

    def put_right(self, finding: Finding, suggestion: Suggestion) -> None:
        """Use a value that was suggested, as if it had been typed."""
        self.set_answers({finding.address: self.read(finding.address, suggestion.typed)})

    # answers

    def set_answers(self, answers: Mapping[Address, Answer | None], label: str = "") -> None:
        """Set answers (None blanks) in one change, under its usual name unless another is given."""
        self._change(answers, {}, label)

    def set_rows(
        self, answers: Mapping[Address, Answer], rows: Mapping[str, tuple[str, ...]], label: str
    ) -> None:
        """Set answers together with the rows (by "section.part") that they stand in, in one change."""
        self._change(answers, rows, label)

    def take_over(
        self, words: str, answers: Mapping[Address, Answer], rows: Mapping[str, tuple[str, ...]]
    ) -> None:
        """Add a line of another review, with its answers, in one change."""
        self._change(answers, rows, _("Taken over: {line}").format(line=words))

    def _change(
        self,
        answers: Mapping[Address, Answer | None],
        rows: Mapping[str, tuple[str, ...]],
        label: str = "",
    ) -> None:
        changed = {a: answer for a, answer in answers.items() if answer != self._at(a)}
        if self.is_read_only or not (changed or rows):
            self.end_typing(*answers)
            return
        steps = steps_of(self.framework, self.review, changed, rows)
        before = self.answers
        cells = dict(self.review.cells)
        for address, answer in changed.items():
            if answer is None:
                cells.pop(address, None)
            else:
                cells[address] = Cell(address, answer)
        self._show(replace(self.review, cells=cells, rows={**self.review.rows, **rows}))
        is_less = any(c.kind is ChangeKind.ROW and c.new is None for c in steps)
        self._commit(steps, label or name_step(before if is_less else self.answers, steps))
        self.end_typing(*answers)

    # lines

    def new_keys(self, count: int) -> tuple[str, ...]:
        """Keys for new rows."""
        return tuple(uuid.uuid4().hex[:12] for __ in range(count))

    def add_rows(
        self, section: Section, part: Part, count: int = 1, at: int | None = None
    ) -> tuple[str, ...]:
        """Add lines to a table, at the end or before the line at ``at``; returns their keys."""
        keys = self.new_keys(count)
        self._change({}, with_new(self.review, section, part, keys, at))
        return keys

    def order_rows(self, section: Section, part: Part, keys: Sequence[str]) -> None:
        """Put the lines of a table into another order."""
        name = f"{section.id}.{part.id}"
        if tuple(keys) != self.review.rows.get(name, ()):
            self._change({}, {name: tuple(keys)})

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

    # explanations and owners

    def explain(self, finding: Finding, text: str) -> None:
        """Answer an "explain" (an empty text takes the answer back)."""
        after = (finding.found, text.strip()) if text.strip() else None
        label = _("Explanation: {place}").format(place=place_words(self.answers, finding.address))
        self.set_explanation(finding.key, after, label)

    def set_explanation(self, key: ExplanationKey, after: tuple[str, str] | None, label: str) -> None:
        """Put (found, text), or nothing, in place of an explanation, in one change."""
        old = self.review.explanations.get(key)
        before = (old.found, old.text) if old else None
        if before != after:
            explanations = dict(self.review.explanations)
            explanations.pop(key, None)
            if after:
                explanations[key] = Explanation(key, *after, str(self.workspace.person), utc_now())
            change = explanation_change(self._subject(key.section), key, before, after)
            self.change(replace(self.review, explanations=explanations), (change,), label)
        self.end_typing(key)

    def assign(self, wanted: Mapping[str, Assignment | None]) -> None:
        """Give sections (by id) other owners and due dates, in one change."""
        now = self.review.assignments
        changed = {section: a for section, a in wanted.items() if a != now.get(section)}
        after = {section: a for section, a in {**now, **changed}.items() if a}
        changes = (assignment_change(self._subject(s), s, now.get(s), a) for s, a in changed.items())
        self.change(replace(self.review, assignments=after), tuple(changes), _("Owner and due date"))

    def _subject(self, section_id: str) -> str:
        return subject_of(self.framework, self.review.head, section_id)

    # what the workspace does, and is shown once it is read

    def undo(self) -> None:
        """Take the last edit back."""
        self.finish_reading()
        self._let(self.workspace.undo)

    def redo(self) -> None:
        """Make the edit again that was taken back."""
        self._let(self.workspace.redo)

    def choose_path(self, path: Path, reason: str | None = None) -> None:
        """Answer the light or the full review from now on, and why; what was answered stays."""
        self._let(self.workspace.set_path, path, reason)

    def reopen(self) -> None:
        """Begin the next revision of a signed review."""
        self._let(self.workspace.reopen)
