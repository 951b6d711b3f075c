"""Benchmark packs in the window: for whom they go out, and how one that comes in is seen and removed."""

from __future__ import annotations

from pathlib import Path

import pytest
from pack_kit import FRAMEWORK, SCOPE, comparisons, pack_of
from PySide6.QtWidgets import QDialog, QMessageBox, QPushButton
from pytestqt.qtbot import QtBot
from window_kit import open_window, wait_for

from bvreview import releasing
from bvreview.review.compared.audiences import Audience, Release
from ui.dialogs.outcomes import OutcomesDialog
from ui.dialogs.release import ReleaseDialog
from ui.find.shelves import Shelf
from ui.look.theme import OF_THE_SCREEN
from ui.pages.library import LibraryPage
from ui.places import LIBRARY


def test_other_trusts_are_meant_unless_somebody_else_is_chosen(qtbot: QtBot, tmp_path: Path) -> None:
    with open_window(qtbot, tmp_path / "a.bvr") as window:
        window.desk.preferences.change(disclosure_threshold=8, disclosure_rounding=5)
        dialog = ReleaseDialog(window, window.desk, SCOPE)
        dialog.open()
        assert dialog.release() == Release(Audience.TRUSTS, 8, 5)
        assert "1 to 7" in dialog.held_back.text()
        assert "nearest 5" in dialog.held_back.text()
        assert not dialog.named.isVisible()
        dialog.letters.setChecked(True)
        names = [dialog.named.itemText(n) for n in range(dialog.named.count())]
        dialog.named.setCurrentIndex(names.index("Derbyshire"))
        dialog.ways[Audience.PUBLIC].setChecked(True)
        assert "Provisional" in dialog.held_back.text()
        with qtbot.waitSignal(dialog.chosen) as chosen:
            dialog.accept()
        assert chosen.args == [Release(Audience.PUBLIC, 8, 5, anonymous=True, named="Derbyshire")]


@pytest.mark.parametrize("text_size", [100, 200])
def test_the_dialog_is_as_high_as_its_words_and_fits_the_screen(
    qtbot: QtBot, tmp_path: Path, text_size: int
) -> None:
    with open_window(qtbot, tmp_path / "a.bvr", text_size=text_size) as window:
        dialog = ReleaseDialog(window, window.desk, SCOPE)
        dialog.open()
        dialog.letters.setChecked(True)
        layout = dialog.layout()
        assert layout
        wanted = layout.totalHeightForWidth(dialog.width())
        room = int(dialog.screen().availableSize().height() * OF_THE_SCREEN)
        assert dialog.height() == min(wanted, room), "what has no room scrolls, and the foot stays in sight"


def test_a_pack_that_comes_in_is_shown_with_what_is_in_it_and_can_be_removed(
    qtbot: QtBot, tmp_path: Path
) -> None:
    path = tmp_path / "pack.xlsx"
    pack = pack_of(comparisons(), Release(Audience.PROVIDERS))
    releasing.write_pack(FRAMEWORK, pack, path)
    with open_window(qtbot, tmp_path / "a.bvr") as window:
        window.commands.arrivals.take_paths([path])
        wait_for(qtbot, lambda: window.findChild(OutcomesDialog))
        outcomes = window.findChild(OutcomesDialog)
        assert isinstance(outcomes, OutcomesDialog)
        assert "A benchmark pack for providers" in outcomes.list.lines[0].texts[2]
        outcomes.accept()
        page = window.page(LIBRARY)
        assert isinstance(page, LibraryPage)
        wait_for(qtbot, lambda: page.shelves.current_id() == Shelf.PACKS and page.detail.shown)
        assert page.detail.shown
        facts = dict(page.detail.shown.facts)
        assert facts["For"] == "providers and networks"
        assert facts["Figures"] == "24 figures of 12 organisations"
        assert facts["What is compared"].startswith("Completed: ")
        assert facts["Pack and version"].replace("\n", "") == f"{pack.id}1"
        remove = next(b for b in page.detail.findChildren(QPushButton) if b.text().startswith("Remove"))
        remove.click()
        wait_for(qtbot, lambda: window.findChild(QMessageBox))
        box = next(b for b in window.findChildren(QDialog) if isinstance(b, QMessageBox))
        next(b for b in box.buttons() if b.text().startswith("Remove")).click()
        wait_for(qtbot, lambda: not window.desk.workspace.packs())
        wait_for(qtbot, lambda: not page.list.lines)
