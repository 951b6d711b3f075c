"""Files opened from the file manager go to the window that is open already."""

from __future__ import annotations

import contextlib
import getpass
import hashlib
import json
from collections.abc import Sequence
from pathlib import Path
from typing import Final

from PySide6.QtCore import QObject, Signal
from PySide6.QtNetwork import QLocalServer, QLocalSocket

from bvreview.settings import config_folder

SOON: Final = 400
"""Milliseconds in which a window that is open answers."""
PATIENCE: Final = 10_000
"""Milliseconds that a window may be busy before it answers."""
ANSWER: Final = b"taken\n"
LONGEST: Final = 1_000_000


def server_name() -> str:
    """The name under which the window of this person and these settings can be reached."""
    who = f"{getpass.getuser()} {config_folder()}"
    return f"bvreview-{hashlib.sha256(who.encode('utf-8', 'replace')).hexdigest()[:16]}"


def hand_over(paths: Sequence[Path] = ()) -> bool:
    """Ask the window that is open to show itself and to take ``paths``; says whether there is one."""
    socket = QLocalSocket()
    socket.connectToServer(server_name())
    if not socket.waitForConnected(SOON):
        return False
    said = json.dumps([str(path.absolute()) for path in paths]).encode()
    socket.write(said + b"\n")
    socket.flush()
    while not socket.canReadLine() and socket.waitForReadyRead(PATIENCE):
        pass
    return bytes(socket.readLine().data()) == ANSWER


class Reception(QObject):
    """Takes what a second start hands over; ``came`` tells the paths."""

    came = Signal(list)

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._server = QLocalServer(self)
        self._server.setSocketOptions(QLocalServer.SocketOption.UserAccessOption)
        self._server.newConnection.connect(self._greet)

    def open(self) -> bool:
        """Be reachable, unless another window already is; says whether it is."""
        if is_answered():
            return False
        QLocalServer.removeServer(server_name())  # left by a start that was killed
        return self._server.listen(server_name())

    def close(self) -> None:
        """Be out of reach."""
        self._server.close()

    def _greet(self) -> None:
        while socket := self._server.nextPendingConnection():
            socket.readyRead.connect(lambda s=socket: self._hear(s))
            socket.disconnected.connect(socket.deleteLater)
            self._hear(socket)

    def _hear(self, socket: QLocalSocket) -> None:
        if socket.bytesAvailable() > LONGEST:
            socket.abort()
        if not socket.canReadLine():
            return
        paths: list[Path] = []
        with contextlib.suppress(ValueError, RecursionError):
            said = json.loads(bytes(socket.readLine().data()).decode("utf-8"))
            paths = [Path(text) for text in said if isinstance(text, str)] if isinstance(said, list) else []
        socket.write(ANSWER)
        socket.flush()
        self.came.emit(paths)


def is_answered() -> bool:
    """Whether a window is there, without asking anything of it."""
    socket = QLocalSocket()
    socket.connectToServer(server_name())
    return bool(socket.waitForConnected(SOON))
