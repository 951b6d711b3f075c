"""What a file is by its first bytes, whatever its name says."""

from __future__ import annotations

from enum import Enum
from typing import Final

from bvreview.workbook.gate.reasons import Reason, Unfit


class Container(Enum):
    """The two containers that workbooks come in."""

    ZIP = b"PK\x03\x04"
    OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"


_HEAD: Final = 4096
_OTHERS: Final = (
    (b"%PDF", "pdf"),
    (b"\x89PNG", "picture"),
    (b"\xff\xd8\xff", "picture"),
    (b"GIF8", "picture"),
    (b"{\\rtf", "document"),
    (b"Rar!", "archive"),
    (b"7z\xbc\xaf", "archive"),
    (b"\x1f\x8b", "archive"),
    (b"MZ\x90\x00", "program"),
    (b"\x7fELF", "program"),
)
_SHORTCUT: Final = b"L\x00\x00\x00\x01\x14\x02\x00"
_OLD_EXCEL: Final = (b"\x09\x08", b"\x09\x04", b"\x09\x02", b"\x09\x00")
_MARKUP: Final = (b"<html", b"<!doctype html", b"<head", b"<body", b"<table", b"<style", b"<meta")


def container_of(content: bytes) -> Container:
    """Zip or OLE; raises ``Unfit`` with what the file is instead."""
    if not content:
        raise Unfit(Reason.EMPTY)
    for container in Container:
        if content.startswith(container.value):
            return container
    if content.startswith(b"PK"):
        raise Unfit(Reason.TRUNCATED, size=f"{len(content):,}")
    if not content.strip(b"\x00"):
        raise Unfit(Reason.PLACEHOLDER)
    for start, kind in _OTHERS:
        if content.startswith(start):
            raise Unfit(Reason.NOT_A_SPREADSHEET, kind=kind)
    if content.startswith(_SHORTCUT) or content.startswith(b"[InternetShortcut]"):
        raise Unfit(Reason.SHORTCUT)
    if content.startswith(_OLD_EXCEL):
        raise Unfit(Reason.OTHER_SPREADSHEET)
    raise Unfit(_reason_of_text(content[:_HEAD]), kind="other")


def _reason_of_text(head: bytes) -> Reason:
    if head.startswith(b"version https://git-lfs"):
        return Reason.PLACEHOLDER
    wide = head.startswith((b"\xff\xfe", b"\xfe\xff"))
    text = head.replace(b"\x00", b"") if wide else head
    lowered = text.lower()
    if b"urn:schemas-microsoft-com:office:spreadsheet" in lowered or b"<office:document" in lowered:
        return Reason.OTHER_SPREADSHEET
    if any(mark in lowered for mark in _MARKUP) or b"content-type: multipart/related" in lowered:
        return Reason.WEB_PAGE
    return Reason.NOT_A_SPREADSHEET if b"\x00" in text else Reason.PLAIN_TEXT
