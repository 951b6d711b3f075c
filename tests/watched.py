"""Once imported, it tells on the standard output what the program connects to and writes.

Lines: ``net EVENT ARGUMENTS`` and ``write PATH``.
"""

from __future__ import annotations

import os
import sys
from pathlib import Path
from typing import Any

NETWORK = ("socket.connect", "socket.getaddrinfo", "socket.gethostbyname", "socket.sendto", "socket.bind")
PROTOCOLS = ("urllib.", "http.", "ftplib.", "smtplib.", "ssl.")
WRITES = os.O_WRONLY | os.O_RDWR | os.O_CREAT


def say(*words: object) -> None:
    """One line, written at once and whole."""
    os.write(1, (" ".join(str(word) for word in words) + "\n").encode())


def watch(event: str, arguments: tuple[Any, ...]) -> None:
    """Tell what goes out or is written."""
    if event in NETWORK or event.startswith(PROTOCOLS):
        say("net", event, arguments)
    if event == "open" and isinstance(arguments[0], str | bytes) and (arguments[2] or 0) & WRITES:
        say("write", Path(os.fsdecode(arguments[0])).absolute())


sys.addaudithook(watch)
