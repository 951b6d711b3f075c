"""What undo and redo would do in the review that is open, by name, and where to look when it is done."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING, Final

from PySide6.QtGui import QAction

from bvreview.i18n import _
from bvreview.review.answers import Answers
from bvreview.review.cells import Address
from bvreview.review.changes import Change, ChangeKind
from bvreview.store.log import Committed, StepKind
from bvreview.workspace import Workspace
from bvreview.workspace.past import Undoable
from ui.look.text import plain, tip
from ui.reader import Reader

if TYPE_CHECKING:
    from ui.pages.review import ReviewPage

LONGEST: Final = 56
"""Letters of a step's name in a menu."""
IN_DRAFT: Final = (
    *("about_answer", "choose_path", "assign", "paste_ledger"),
    *("take_local", "take_last_year", "hand_out", "submit"),
)
IN_REVIEW: Final = (
    "next_finding",
    "previous_finding",
    "all_findings",
    "whole_history",
    "returns",
    "questionnaires",
    "evidence",
    "all_evidence",
    "export_workbook",
    "export_plan",
    "area_pay",
    *IN_DRAFT,
)
NOTHING: Final = Undoable()
TAKEN_BACK: Final = (StepKind.UNDO, StepKind.REDO)
"""The steps that take one back."""


class ReviewActions:
    """The actions that need a review; undo and redo say what they would do."""

    def __init__(self, workspace: Workspace, actions: Mapping[str, QAction]) -> None:
        self._workspace, self._actions = workspace, actions
        self._reader = Reader()
        self._reader.answered.connect(self._allow)
        for done, back in (("undo", "redo"), ("redo", "undo")):  # the next key comes before an answer
            actions[done].triggered.connect(lambda _checked, other=actions[back]: other.setEnabled(True))

    def follow(self, page: ReviewPage | None) -> None:
        """Allow what can be done with the review on the screen, or with none."""
        for key in IN_REVIEW:
            self._actions[key].setEnabled(page is not None)
        if not page:
            self._allow(NOTHING)
            return
        if page.session.is_read_only:
            for key in IN_DRAFT:
                self._actions[key].setEnabled(False)
        workspace, review = self._workspace, page.session.id
        self._reader.ask(lambda: workspace.later(workspace.undoable, review))

    def _allow(self, can: Undoable) -> None:
        self._name("undo", _("Undo"), can.undo, _("There is nothing to undo."), can.record)
        self._name("redo", _("Redo"), can.redo, _("There is nothing to redo."), "")

    def _name(self, key: str, word: str, step: str | None, nothing: str, record: str) -> None:
        action = self._actions[key]
        keys = action.shortcut().toString()
        if step is None:
            why = _("{record}. That is a record: what was signed is put right in the next revision.")
            words, more = word, why.format(record=record) if record else nothing
        else:
            words = f"{word}: {_short(step)}" if step else word
            more = f"{word}: {step} ({keys})" if step else f"{word} ({keys})"
        action.setText(plain(words))
        action.setToolTip(tip(more))
        action.setEnabled(step is not None)


def _short(words: str) -> str:
    return words if len(words) <= LONGEST else f"{words[: LONGEST - 1].rstrip()}\u2026"


def words_of(done: Committed) -> str:
    """What is said of an undo or redo that is done."""
    word = _("Undone: {step}") if done.kind is StepKind.UNDO else _("Done again: {step}")
    return word.format(step=done.label)


def place_of(answers: Answers, changes: Iterable[Change]) -> Address | None:
    """Where to look for what was changed: its first answer on the screen, else its first line or section."""
    made = [c for c in changes if c.section]
    kinds = (ChangeKind.CELL, ChangeKind.EXPLANATION, ChangeKind.LINK)
    shown = [c.address for c in made if c.kind in kinds and _is_there(answers, c.address)]
    if shown:
        return min(shown, key=lambda address: _order(answers, address))
    return made[0].address if made else None


def _is_there(answers: Answers, address: Address) -> bool:
    place = answers.locate(address)
    return place is not None and address.key in answers.row_keys(place[0], place[1])


def _order(answers: Answers, address: Address) -> tuple[int, ...]:
    place = answers.locate(address)
    if not place:
        return (0,)
    section, part, field = place
    here = answers.framework.sections.index(section), section.parts.index(part)
    return *here, answers.row_keys(section, part).index(address.key), part.fields.index(field)
