"""Who does what stands under the providers, and follows what is typed."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot
from window_kit import begin_review, fill, open_window, part_view, press, settled, wait_for


def test_the_picture_appears_with_the_first_name_and_follows(qtbot: QtBot, tmp_path: Path) -> None:
    with open_window(qtbot, tmp_path / "w.bvr") as window:
        page = begin_review(window)
        part_view(window, "providers", "now")
        view = page.stage.current()
        assert view
        assert view.picture
        assert view.picture.spec is None
        section = page.session.framework.section("providers")
        assert section
        (key,) = page.session.add_rows(section, section.parts[0])
        fill(page.session, {f"providers.now:{key}.name": "A college"})
        settled(qtbot, page, window)
        assert view.picture.spec
        assert "does not say what it works on" in view.picture.spec.words.sentence
        fill(
            page.session,
            {f"providers.now:{key}.pathway": "Health", f"providers.now:{key}.sector": "In-house"},
        )
        settled(qtbot, page, window)
        health = next(r for r in view.picture.spec.rows if r.label == "Health")
        assert health.cells == (("A college",),)
        view.picture.chart.setFocus()
        wait_for(qtbot, view.picture.chart.hasFocus)
        press(Qt.Key.Key_Home)
        assert view.picture.chart.mark
        assert page.stage.current() is view


def test_sections_without_a_picture_have_none(qtbot: QtBot, tmp_path: Path) -> None:
    with open_window(qtbot, tmp_path / "w.bvr") as window:
        page = begin_review(window)
        part_view(window, "consultation", "overall")
        view = page.stage.current()
        assert view
        assert view.picture is None
