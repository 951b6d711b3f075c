"""The closed list of reasons for which a file does not enter."""

from __future__ import annotations

from enum import StrEnum


class Reason(StrEnum):
    """Why a file was refused; ``refusals`` has the sentence and the next step for each."""

    MISSING = "missing"
    FOLDER = "folder"
    NO_PERMISSION = "no permission"
    SHORTCUT = "shortcut"
    NOT_A_FILE = "not a file"
    LOCK_NOTE = "lock note"
    IN_USE = "in use"
    DISK = "disk"
    EMPTY = "empty"
    TOO_LARGE = "too large"

    WEB_PAGE = "web page"
    PLAIN_TEXT = "plain text"
    PLACEHOLDER = "placeholder"
    NOT_A_SPREADSHEET = "not a spreadsheet"
    OTHER_SPREADSHEET = "other spreadsheet"
    PASSWORD = "password"
    ENCRYPTED_PART = "encrypted part"
    TRUNCATED = "truncated"
    DAMAGED = "damaged"
    DAMAGED_OLD = "damaged old file"
    NO_SHEETS = "no sheets"

    COMPRESSION = "compression"
    UNSAFE_NAME = "unsafe name"
    DUPLICATE_PART = "duplicate part"
    TOO_MANY_PARTS = "too many parts"
    INFLATED = "inflated"
    OUTSIDE_LINK = "outside link"
    DOCTYPE = "doctype"
    TOO_DEEP = "too deep"
    TOO_LONG = "too long"
    ENCODING = "encoding"

    TOO_MANY_ELEMENTS = "too many elements"
    TOO_MANY_VALUES = "too many values"
    TOO_MANY_SHEETS = "too many sheets"
    TOO_MANY_NAMES = "too many names"
    TOO_MANY_COMMENTS = "too many comments"
    FAR_CELL = "far cell"
    LARGE_AREA = "large area"
    BAD_ADDRESS = "bad address"
    LOST_CELL = "lost cell"
    DUPLICATE_CELL = "duplicate cell"
    DUPLICATE_SHEET = "duplicate sheet"

    TOO_SLOW = "too slow"
    READER_FAILED = "reader failed"


class Unfit(Exception):
    """Raised while a file is examined; becomes a ``Refused`` before anyone else sees it.

    ``details`` are short texts that the sentence names: a part, a sheet, a cell, a size.
    """

    def __init__(self, reason: Reason, **details: str) -> None:
        super().__init__(reason)
        self.reason = reason
        self.details = details
