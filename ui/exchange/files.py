"""The one place that asks for files and folders; it begins where the last one was chosen."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QStandardPaths, QUrl
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QFileDialog, QWidget

from bvreview.i18n import _
from ui.left.preferences import Preferences

WORKBOOKS = "*.xlsx *.xlsm *.xls *.ods"


def ask_for_workbooks(parent: QWidget, preferences: Preferences) -> list[Path]:
    """The workbooks that the person chooses; none when they think better of it."""
    kinds = _("Workbooks ({patterns})").format(patterns=WORKBOOKS)
    kinds = f"{kinds};;{_('All files (*)')}"
    start = str(start_folder(preferences))
    names, __ = QFileDialog.getOpenFileNames(parent, _("Import files"), start, kinds)
    paths = [Path(name) for name in names]
    if paths:
        _remember(paths[0].parent, preferences)
    return paths


def ask_for_table(parent: QWidget, title: str, preferences: Preferences) -> Path | None:
    """One file that holds a table: a workbook or delimited text."""
    kinds = _("Tables ({patterns})").format(patterns=f"{WORKBOOKS} *.csv *.tsv *.txt")
    name, __ = QFileDialog.getOpenFileName(parent, title, str(start_folder(preferences)), kinds)
    if not name:
        return None
    _remember(Path(name).parent, preferences)
    return Path(name)


def ask_for_file(parent: QWidget, title: str, preferences: Preferences) -> Path | None:
    """One file of any kind."""
    name, __ = QFileDialog.getOpenFileName(parent, title, str(start_folder(preferences)), _("All files (*)"))
    if not name:
        return None
    _remember(Path(name).parent, preferences)
    return Path(name)


def ask_where(
    parent: QWidget | None, title: str, name: str, pattern: str, preferences: Preferences | None = None
) -> Path | None:
    """Where to write a file; the ending is added where it is left out."""
    start = _start(name, preferences)
    return _ended(QFileDialog.getSaveFileName(parent, title, start, pattern)[0], name, preferences)


def ask_for_new(
    parent: QWidget | None, title: str, name: str, pattern: str, preferences: Preferences | None = None
) -> Path | None:
    """The same where a file that is there is refused, so that the dialog does not offer to replace it."""
    start, quiet = _start(name, preferences), QFileDialog.Option.DontConfirmOverwrite
    chosen, __ = QFileDialog.getSaveFileName(parent, title, start, pattern, "", quiet)
    return _ended(chosen, name, preferences)


def _start(name: str, preferences: Preferences | None) -> str:
    return str(start_folder(preferences) / name)  # a whole path in ``name`` stays what it is


def _ended(chosen: str, name: str, preferences: Preferences | None) -> Path | None:
    if not chosen:
        return None
    path = Path(chosen)
    _remember(path.parent, preferences)
    return path if path.suffix else path.with_suffix(Path(name).suffix)


def ask_for_folder(parent: QWidget, title: str, preferences: Preferences) -> Path | None:
    """A folder to write into."""
    chosen = QFileDialog.getExistingDirectory(parent, title, str(start_folder(preferences)))
    if not chosen:
        return None
    _remember(Path(chosen), preferences)
    return Path(chosen)


def ask_for_workspace(parent: QWidget | None, preferences: Preferences) -> Path | None:
    """A workspace to open, or the name of a new one."""
    start = str(start_folder(preferences))
    dialog = QFileDialog(parent, _("Open or begin a workspace"), start, _("Workspaces (*.bvr)"))
    dialog.setFileMode(QFileDialog.FileMode.AnyFile)
    dialog.setDefaultSuffix("bvr")
    if not dialog.exec():
        return None
    path = Path(dialog.selectedFiles()[0])
    _remember(path.parent, preferences)
    return path


def show_folder(folder: Path) -> None:
    """Show a folder in the file manager of the system."""
    QDesktopServices.openUrl(QUrl.fromLocalFile(str(folder)))


def start_folder(preferences: Preferences | None) -> Path:
    """The folder last used, else the person's documents; never the one that the program was started in."""
    last = preferences.now.last_folder if preferences else ""
    documents = QStandardPaths.writableLocation(QStandardPaths.StandardLocation.DocumentsLocation)
    there = (Path(folder) for folder in (last, documents) if folder)
    return next((folder for folder in there if folder.is_dir()), Path.home())


def _remember(folder: Path, preferences: Preferences | None) -> None:
    if preferences:
        preferences.change(last_folder=str(folder))
