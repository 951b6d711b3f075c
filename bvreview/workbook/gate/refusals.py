"""What a person is told when a file does not enter: one sentence and one next step for each reason."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Final

from bvreview.i18n import _
from bvreview.workbook.gate.reasons import Reason

_LONGEST_DETAIL: Final = 60


@dataclass(frozen=True, slots=True)
class Refused:
    """A file that did not enter. ``details`` are short texts from the file, safe to show as plain text."""

    reason: Reason
    details: Mapping[str, str] = field(default_factory=dict)

    @property
    def sentence(self) -> str:
        """What is wrong with the file."""
        return _texts(self.reason)[0].format_map(_Details(self))

    @property
    def next_step(self) -> str:
        """What to do about it."""
        return _texts(self.reason)[1].format_map(_Details(self))

    def __str__(self) -> str:
        return f"{self.sentence} {self.next_step}"


class _Details(dict[str, str]):
    """The details of a refusal as they are filled in: printable, short, and never missing."""

    def __init__(self, refused: Refused) -> None:
        super().__init__(refused.details)
        self["what"] = _kind_in_words(refused.details.get("kind", ""))
        self["where"] = _where(refused.details.get("part", ""))

    def __getitem__(self, key: str) -> str:
        return "".join(c for c in super().__getitem__(key) if c.isprintable())[:_LONGEST_DETAIL]

    def __missing__(self, key: str) -> str:
        return "?"


def _kind_in_words(kind: str) -> str:
    return {
        "pdf": _("a PDF"),
        "picture": _("a picture"),
        "document": _("a text document"),
        "presentation": _("a presentation"),
        "archive": _("an archive"),
        "zip": _("an archive"),
        "program": _("a program"),
    }.get(kind, _("something else"))


def _where(part: str) -> str:
    return _(" in “{part}”").format(part=part) if part else ""


def _texts(reason: Reason) -> tuple[str, str]:
    return {**_about_access(), **_about_kind(), **_about_package(), **_about_sheets()}[reason]


def _about_access() -> dict[Reason, tuple[str, str]]:
    again = _("Try again, and copy the file to this computer first if it is on a shared drive.")
    return {
        Reason.MISSING: (_("The file is not there."), _("Check the name, or choose the file again.")),
        Reason.FOLDER: (_("This is a folder."), _("Choose the workbook inside it.")),
        Reason.NO_PERMISSION: (
            _("You do not have permission to read this file."),
            _("Ask its owner, or save a copy where you can read it."),
        ),
        Reason.SHORTCUT: (
            _("This is a shortcut to a file, not the file itself."),
            _("Choose the file that it points to."),
        ),
        Reason.NOT_A_FILE: (_("This is a device, not a file."), _("Choose a workbook.")),
        Reason.LOCK_NOTE: (
            _("This is the note that a workbook is open, not the workbook."),
            _("Close the workbook in Excel, then choose the file without “~$” in its name."),
        ),
        Reason.IN_USE: (_("Another program is using this file."), _("Close it there and try again.")),
        Reason.DISK: (_("The file could not be read from the disk."), again),
        Reason.EMPTY: (_("The file is empty."), _("Ask for the file again.")),
        Reason.PLACEHOLDER: (
            _("This is only a placeholder: the file itself has not been downloaded."),
            _("Download it from where it is kept, then try again."),
        ),
        Reason.TOO_LARGE: (
            _("The file is larger than 20 MB."),
            _("Take out pictures and sheets that are not part of the return, save it and try again."),
        ),
        Reason.TOO_SLOW: (
            _("The file took longer than 30 seconds to read, so reading it was stopped."),
            _("Copy the answers into a new template and send that."),
        ),
        Reason.READER_FAILED: (
            _("The file could not be read: something in it stops the reader."),
            _("Open it in Excel, save it as an Excel workbook (.xlsx) and try again."),
        ),
    }


def _about_kind() -> dict[Reason, tuple[str, str]]:
    save = _("Open it in Excel and save it as an Excel workbook (.xlsx).")
    again = _("Ask for the file again.")
    return {
        Reason.WEB_PAGE: (_("This is a web page saved as Excel."), save),
        Reason.PLAIN_TEXT: (
            _("This is a text file, not one of our forms."),
            _(
                "Ask for the form itself, filled in as an Excel workbook (.xlsx); a table that somebody "
                "published is added in the library."
            ),
        ),
        Reason.NOT_A_SPREADSHEET: (
            _("This is {what}, not a workbook."),
            _("Choose an Excel workbook (.xlsx) or an OpenDocument spreadsheet (.ods)."),
        ),
        Reason.OTHER_SPREADSHEET: (_("This kind of workbook cannot be read."), save),
        Reason.PASSWORD: (
            _("The workbook needs a password to open."),
            _("Open it in Excel, choose File, Info, Protect Workbook, take the password out and save it."),
        ),
        Reason.ENCRYPTED_PART: (
            _("The file is locked with a zip password."),
            _("Unlock it, save it as an Excel workbook (.xlsx) and try again."),
        ),
        Reason.TRUNCATED: (
            _("The file is incomplete or damaged: {size} bytes arrived and the end is missing or broken."),
            again,
        ),
        Reason.DAMAGED: (
            _("The workbook is damaged{where}."),
            _("Open it in Excel, let Excel repair it, save it under a new name and try that."),
        ),
        Reason.DAMAGED_OLD: (_("This old Excel file (.xls) is damaged."), save),
        Reason.NO_SHEETS: (_("There is no worksheet in this workbook."), again),
    }


def _about_package() -> dict[Reason, tuple[str, str]]:
    save = _("Open it in Excel, save it as a new Excel workbook (.xlsx) and try that.")
    sender = _("Do not open it. Ask the sender whether they made it.")
    return {
        Reason.COMPRESSION: (_("The file is packed in a way that no spreadsheet program uses."), save),
        Reason.UNSAFE_NAME: (_("The file holds parts that would be written outside it."), sender),
        Reason.DUPLICATE_PART: (_("The file holds two parts of the same name: “{part}”."), save),
        Reason.TOO_MANY_PARTS: (_("The file has {count} parts, more than 1,000."), save),
        Reason.INFLATED: (_("Unpacked, the file would be far larger than any return."), sender),
        Reason.OUTSIDE_LINK: (
            _("A part of the file points outside it or to the wrong place{where}."),
            sender,
        ),
        Reason.DOCTYPE: (
            _("The file holds definitions that no spreadsheet program writes and that can do harm."),
            sender,
        ),
        Reason.TOO_DEEP: (_("The file is nested deeper than any workbook{where}."), sender),
        Reason.TOO_LONG: (_("A single piece of the file is longer than any workbook needs."), sender),
        Reason.ENCODING: (_("The file is written in an unusual character set."), save),
    }


def _about_sheets() -> dict[Reason, tuple[str, str]]:
    less = _("Take out what is not part of the return, save it and try again.")
    repair = _("Open it in Excel, let Excel repair it, save it under a new name and try that.")
    return {
        Reason.TOO_MANY_ELEMENTS: (_("The workbook holds more than a return ever does."), less),
        Reason.TOO_MANY_VALUES: (_("The workbook has more than 200,000 cells with a value."), less),
        Reason.TOO_MANY_SHEETS: (_("The workbook has more than 200 sheets."), less),
        Reason.TOO_MANY_NAMES: (_("The workbook has more than 20,000 defined names."), less),
        Reason.TOO_MANY_COMMENTS: (_("Sheet “{sheet}” has more than 20,000 comments."), less),
        Reason.FAR_CELL: (
            _("Sheet “{sheet}” has values very far apart, as far as cell {cell}."),
            _("Clear cell {cell} if it is not part of the return, save the workbook and try again."),
        ),
        Reason.LARGE_AREA: (
            _("Sheet “{sheet}” has too many or far too large merged or linked areas."),
            _("Unmerge the cells on that sheet, save the workbook and try again."),
        ),
        Reason.BAD_ADDRESS: (_("Sheet “{sheet}” has a cell whose address does not exist."), repair),
        Reason.LOST_CELL: (
            _("Cell {cell} of sheet “{sheet}” holds something that cannot be read."),
            repair,
        ),
        Reason.DUPLICATE_CELL: (_("Sheet “{sheet}” gives cell {cell} more than once."), repair),
        Reason.DUPLICATE_SHEET: (_("The workbook gives sheet “{sheet}” more than once."), repair),
    }
