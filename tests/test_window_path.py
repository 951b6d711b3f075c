"""The dialog that takes the light or the full path: who chose, what it means, why."""

from __future__ import annotations

from pathlib import Path

from pytestqt.qtbot import QtBot
from window_kit import begin_review, dialog, open_window, wait_for

from bvreview.framework.terms import Path as Depth
from bvreview.review.cells import parse_address
from ui.dialogs.path import PathDialog


def test_the_other_path_is_taken_with_its_reason_and_taken_back_as_one(qtbot: QtBot, tmp_path: Path) -> None:
    with open_window(qtbot, tmp_path / "w.bvr") as window:
        page = begin_review(window)
        window.commands.choose_path()
        asked = dialog(qtbot, PathDialog)
        assert isinstance(asked, PathDialog)
        wait_for(qtbot, asked.who.text)
        assert "Chosen by " in asked.who.text()
        asked.reason.setPlainText("One fifth of the budget.")
        asked.accept()
        workspace, review = window.desk.workspace, page.session.id
        wait_for(qtbot, lambda: workspace.head(review).path is Depth.FULL)
        at = parse_address("about.path_reason")
        assert workspace.review(review).cells[at].answer.value == "One fifth of the budget."
        wait_for(qtbot, lambda: window.review is not page)  # another path, other forms
        assert window.review
        window.review.undo()
        wait_for(qtbot, lambda: workspace.head(review).path is Depth.LIGHT)
        assert at not in workspace.review(review).cells
