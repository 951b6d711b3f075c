"""Every finding of every file as one Excel table, and what became of each file on a second sheet."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Final

from bvreview import __version__
from bvreview.files import replacing
from bvreview.framework.descriptors import Framework
from bvreview.framework.names import organisation_name
from bvreview.framework.rules import Level
from bvreview.i18n import _
from bvreview.review.exchange.submission import FileReading, FileRefusal
from bvreview.review.findings import Finding, Verdict, level_word
from bvreview.workbook.package import Extras, save_workbook
from bvreview.workbook.tables import Column, Entry, TableBook, TableSheet, new_table_book
from bvreview.workbook.writer import time_of_writing

_ORDER: Final = {Level.STOP: 0, Level.EXPLAIN: 1, Level.NOTE: 2}


def write_findings(
    readings: Sequence[FileReading | FileRefusal],
    path: Path,
    framework: Framework | None = None,
    *,
    written: str = "",
) -> None:
    """Write the findings of the files to ``path`` as .xlsx, in the order of the files and of the screens.

    ``framework`` puts names to ids. The same input with the same ``written`` gives the same bytes.

    Raises:
        OSError: the file cannot be written; what stood at ``path`` still stands.
    """
    written = time_of_writing(written)
    book = new_table_book(_("Findings"), _("Findings of submitted files"), __version__)
    _findings_sheet(book, readings, framework)
    _files_sheet(book, readings, framework)
    with replacing(path) as temporary:
        save_workbook(book.workbook, temporary, Extras(written))


def _findings_sheet(
    book: TableBook, readings: Sequence[FileReading | FileRefusal], framework: Framework | None
) -> None:
    columns = (
        *(Column(_("File"), 34), Column(_("Organisation"), 20), Column(_("Level"), 11)),
        *(Column(_("Section"), 20), Column(_("What"), 28), Column(_("Sheet"), 20), Column(_("Cell"), 8)),
        *(Column(_("Found"), 20), Column(_("What is wrong"), 50), Column(_("How to put it right"), 44)),
        *(Column(_("Explanation"), 40), Column(_("Rule"), 20)),
    )
    page = TableSheet(book, _("Findings"))
    page.say(_("Put right: it must be corrected. Explain: correct it or say why. Note: for information."))
    page.table("findings", columns, _finding_rows(readings, framework))


def _finding_rows(
    readings: Sequence[FileReading | FileRefusal], framework: Framework | None
) -> Iterator[list[Entry]]:
    for reading in readings:
        if isinstance(reading, FileReading):
            for finding in reading.findings:
                yield _finding_row(reading, finding, framework)


def _finding_row(reading: FileReading, finding: Finding, framework: Framework | None) -> list[Entry]:
    section = framework.section(finding.address.section) if framework else None
    return [
        reading.file,
        _organisation(reading, framework),
        level_word(finding.level),
        section.title if section else finding.address.section,
        finding.label,
        *(finding.sheet, finding.cell, finding.found, finding.message, finding.put_right),
        finding.explanation.text if finding.explanation else "",
        finding.rule,
    ]


def _files_sheet(
    book: TableBook, readings: Sequence[FileReading | FileRefusal], framework: Framework | None
) -> None:
    columns = (
        *(Column(_("File"), 40), Column(_("Organisation"), 22), Column(_("Service"), 22)),
        *(Column(_("Financial year"), 14), Column(_("Revision"), 10, "0"), Column(_("Verdict"), 12)),
        *(Column(word, 11, "0") for word in (level_word(level) for level in _ORDER)),
        Column(_("Question or reason"), 60),
    )
    page = TableSheet(book, _("Files"))
    page.say(_("Ready: nothing is left to do. Refused: the file was not read; the reason stands beside it."))
    page.table("files", columns, (_file_row(reading, framework) for reading in readings))


def _file_row(reading: FileReading | FileRefusal, framework: Framework | None) -> list[Entry]:
    if isinstance(reading, FileRefusal):
        verdict = verdict_word(Verdict.REFUSED)
        return [reading.file, "", "", "", None, verdict, None, None, None, reading.sentence]
    head = reading.identity.head
    service = framework.service(head.service) if framework else None
    counted = Counter(f.level for f in reading.findings)
    return [
        *(reading.file, _organisation(reading, framework), service.name if service else head.service),
        *(head.period.id, head.revision, verdict_word(reading.verdict)),
        *(counted[level] for level in _ORDER),
        reading.question,
    ]


def verdict_word(verdict: Verdict) -> str:
    """The word shown for a verdict."""
    return {
        Verdict.READY: _("Ready"),
        Verdict.PUT_RIGHT: _("Put right"),
        Verdict.REFUSED: _("Refused"),
    }[verdict]


def _organisation(reading: FileReading, framework: Framework | None) -> str:
    organisation = reading.identity.head.organisation
    return organisation_name(framework, organisation) if framework else organisation
