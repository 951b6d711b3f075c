"""The one place that asks for files and folders."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtWidgets import QFileDialog, QWidget

from bvreview.i18n import _

WORKBOOKS = "*.xlsx *.xlsm *.xls *.ods"


def ask_for_workbooks(parent: QWidget) -> list[Path]:
    """The workbooks that the person chooses; none when they think better of it."""
    kinds = _("Workbooks ({patterns})").format(patterns=WORKBOOKS)
    names, __ = QFileDialog.getOpenFileNames(parent, _("Import files"), "", f"{kinds};;{_('All files (*)')}")
    return [Path(name) for name in names]


def ask_where(parent: QWidget | None, title: str, name: str, pattern: str) -> Path | None:
    """Where to write a file; the ending is added where it is left out."""
    chosen, __ = QFileDialog.getSaveFileName(parent, title, name, pattern)
    if not chosen:
        return None
    path = Path(chosen)
    return path if path.suffix else path.with_suffix(Path(name).suffix)


def ask_for_folder(parent: QWidget, title: str) -> Path | None:
    """A folder to write into."""
    chosen = QFileDialog.getExistingDirectory(parent, title)
    return Path(chosen) if chosen else None


def ask_for_workspace(parent: QWidget | None) -> Path | None:
    """A workspace to open, or the name of a new one."""
    dialog = QFileDialog(parent, _("Open or begin a workspace"), "", _("Workspaces (*.bvr)"))
    dialog.setFileMode(QFileDialog.FileMode.AnyFile)
    dialog.setDefaultSuffix("bvr")
    return Path(dialog.selectedFiles()[0]) if dialog.exec() else None
