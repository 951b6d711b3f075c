"""What can be taken from a chart: its picture and its data, copied or saved; by menu, button and keys."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QObject, Qt
from PySide6.QtGui import QAction, QGuiApplication
from PySide6.QtWidgets import QMenu, QPushButton, QWidget

from bvreview import documents
from bvreview.charts.data import chart_data
from bvreview.charts.spec import ChartSpec
from bvreview.files import write_atomically
from bvreview.i18n import _
from bvreview.review.compared.told import ToldTable
from ui.announcing import announce
from ui.compare.chart_files import picture, write_png, write_svg
from ui.desk import Desk
from ui.exchange.files import ask_where
from ui.exchange.running import say_written
from ui.widgets.charts import ChartView
from ui.widgets.messages import show_error

BOM = "\ufeff"
"""Excel reads a CSV file as UTF-8 only with it."""


class ChartWays(QObject):
    """The ways out of one chart; ``told`` gives the table it belongs to, and the files their names."""

    def __init__(self, chart: ChartView, desk: Desk, told: Callable[[], ToldTable | None]) -> None:
        super().__init__(chart)
        self._chart, self._desk, self._told = chart, desk, told
        for action in self._actions():
            action.setShortcutContext(Qt.ShortcutContext.WidgetShortcut)
            chart.addAction(action)
        chart.setContextMenuPolicy(Qt.ContextMenuPolicy.ActionsContextMenu)

    def _actions(self) -> tuple[QAction, ...]:
        return (
            self._action(_("Copy the picture"), "Ctrl+C", self.copy_picture),
            self._action(_("Copy the data"), "Ctrl+Shift+C", self.copy_data),
            self._action(_("Save the picture as SVG..."), "", self.save_svg),
            self._action(_("Save the picture as PNG..."), "", self.save_png),
            self._action(_("Save the data as CSV..."), "", self.save_csv),
            self._action(_("Save as Excel, chart and data..."), "", self.save_xlsx),
            self._action(_("Save as PDF..."), "", self.save_pdf),
        )

    def _action(self, words: str, keys: str, does: Callable[[], None]) -> QAction:
        made = QAction(words, self)
        made.setShortcut(keys)
        made.triggered.connect(does)
        return made

    # copying

    def copy_picture(self) -> None:
        """Put the chart, with its words, on the clipboard."""
        if self._chart.spec:
            QGuiApplication.clipboard().setImage(picture(self._chart.spec))
            announce(self._chart, _("The picture is copied."))

    def copy_data(self) -> None:
        """Put the figures on the clipboard, as a spreadsheet takes them."""
        if self._chart.spec:
            QGuiApplication.clipboard().setText(chart_data(self._chart.spec).text("\t"))
            announce(self._chart, _("The data are copied."))

    # saving

    def save_svg(self) -> None:
        """Write the picture as scalable graphics."""
        self._save("svg", _("Scalable picture (*.svg)"), write_svg)

    def save_png(self) -> None:
        """Write the picture in dots."""
        self._save("png", _("Picture (*.png)"), write_png)

    def save_csv(self) -> None:
        """Write the figures."""
        self._save("csv", _("Comma-separated values (*.csv)"), write_csv)

    def save_xlsx(self) -> None:
        """Write the figures as a workbook in which Excel draws the chart."""
        self._save("xlsx", _("Excel workbook (*.xlsx)"), self._write_charts)

    def save_pdf(self) -> None:
        """Write the chart and the table behind it on paper."""
        self._save("pdf", _("PDF (*.pdf)"), self._write_charts)

    def _write_charts(self, spec: ChartSpec, path: Path) -> None:
        if told := self._told():
            documents.write_charts(told, (spec,), path)

    def _save(self, ending: str, pattern: str, write: Callable[[ChartSpec, Path], None]) -> None:
        spec, told, window = self._chart.spec, self._told(), self._chart.window()
        if not spec or not told:
            return
        path = ask_where(
            window, _("Save the chart"), f"{told.stem}.{ending}", pattern, self._desk.preferences
        )
        if not path:
            return
        try:
            write(spec, path)
        except OSError as error:
            show_error(window, error)
        else:
            say_written(window, self._desk.look, [path])


def write_csv(spec: ChartSpec, path: Path) -> None:
    """The figures of a chart as a file that spreadsheets open."""
    write_atomically(path, (BOM + chart_data(spec).text(",")).encode())


class WaysButton(QPushButton):
    """Opens the ways out of the chart that ``chart`` gives; none: nothing to take."""

    def __init__(self, parent: QWidget, chart: Callable[[], ChartView | None]) -> None:
        super().__init__(_("Copy or save"), parent)
        self._chart = chart
        self.setProperty("menu", "true")
        self.setAccessibleName(_("Copy or save the chart"))
        self._menu = QMenu(self)
        self._menu.aboutToShow.connect(self._fill)
        self.setMenu(self._menu)

    def _fill(self) -> None:
        self._menu.clear()
        if chart := self._chart():
            self._menu.addActions(chart.actions())
