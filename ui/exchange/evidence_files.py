"""Opening what evidence leads to: asked first, as a private copy, and by the system's own programs."""

from __future__ import annotations

import atexit
import shutil
import tempfile
from collections.abc import Callable
from functools import cache
from pathlib import Path
from typing import Final

from PySide6.QtCore import QObject, QUrl
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QMessageBox, QWidget

from bvreview.files import disk_sentence
from bvreview.i18n import _
from bvreview.review.evidence import Evidence
from bvreview.store.kept import LostFileError, can_run, write_private_copy
from bvreview.workspace import Workspace
from ui.reader import Reader
from ui.widgets.messages import inform, offer, refuse

_WEB: Final = ("http", "https")


class EvidenceOpener(QObject):
    """Asks, then opens; nothing is opened that was not asked about."""

    def __init__(self, parent: QWidget, workspace: Workspace) -> None:
        super().__init__(parent)
        self._parent, self._workspace = parent, workspace
        self._name = ""
        self._reader = Reader()
        self._reader.answered.connect(self._show_copy)

    def open(self, evidence: Evidence) -> QMessageBox:
        """Ask whether the file of evidence, or the place where it is, is to be opened."""
        if kept := evidence.file:
            return self._ask(kept.name, _copy_words(kept.name), lambda: self._read(kept.digest, kept.name))
        url = url_of(evidence.place)
        if url is None:
            words = _("{place} is no file or web address of this computer. Look for it there by hand.")
            return inform(self._parent, _("Open the evidence"), words.format(place=evidence.place))
        return self._ask(evidence.place, _place_words(evidence.place, url), lambda: self._hand_over(url))

    def _ask(self, name: str, words: str, way: Callable[[], object]) -> QMessageBox:
        ways = [(_("Open it"), way)]
        return offer(self._parent, _("Open {name}").format(name=name), words, ways)

    def _read(self, digest: str, name: str) -> None:
        self._name = name
        self._reader.ask(lambda: self._workspace.later(self._workspace.submission_file, digest))

    def _show_copy(self, data: bytes | None) -> None:
        if data is None:
            refuse(self._parent, LostFileError(self._name))
            return
        try:
            path = write_private_copy(_private_folder(), self._name, data)
        except OSError as error:
            inform(self._parent, _("This was not done"), disk_sentence(error))
            return
        self._hand_over(QUrl.fromLocalFile(str(path)))

    def _hand_over(self, url: QUrl) -> None:
        if not QDesktopServices.openUrl(url):
            words = _("This computer has nothing that opens {name}.")
            inform(self._parent, _("Open the evidence"), words.format(name=url.fileName() or url.toString()))


def can_open(evidence: Evidence) -> bool:
    """Whether there is a copy, or a place that this computer knows."""
    return evidence.file is not None or url_of(evidence.place) is not None


def url_of(place: str) -> QUrl | None:
    """A web address, or a path of this computer; None for anything else."""
    url = QUrl(place, QUrl.ParsingMode.StrictMode)
    if url.scheme() in _WEB and url.host():
        return url
    path = Path(place)
    return QUrl.fromLocalFile(place) if path.is_absolute() else None


def _copy_words(name: str) -> str:
    words = _(
        "{name} is opened by this computer's own program for it, as a copy for you alone. What you change in "
        "the copy does not come back here."
    ).format(name=name)
    return _warned(name, words)


def _place_words(place: str, url: QUrl) -> str:
    if url.scheme() in _WEB:
        return _("{place} is opened in your browser. That reaches the network.").format(place=place)
    return _warned(url.fileName(), _("{place} is opened by this computer's own program.").format(place=place))


def _warned(name: str, words: str) -> str:
    """The words, after a warning where a file may do something by itself."""
    if not can_run(name):
        return words
    warning = _(
        "Files of this kind can run commands when they are opened. Open it only if you know who made it and "
        "expect it to do that."
    )
    return f"{warning}\n\n{words}"


@cache
def _private_folder() -> Path:
    """Where copies are until the application ends."""
    folder = Path(tempfile.mkdtemp(prefix="bvreview-"))
    atexit.register(shutil.rmtree, folder, ignore_errors=True)
    return folder
