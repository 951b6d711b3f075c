"""Local lines taken over from another review: the same line, by the same key, so that figures compare."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

from msgspec import Struct

from bvreview.framework.descriptors import Framework
from bvreview.i18n import _
from bvreview.review.cells import Address, Answer
from bvreview.review.local import PREFIX, local_measures, local_volumes
from bvreview.review.model import Review, ReviewHead


class LocalLine(Struct, frozen=True):
    """A line that was added to a review: its table ("section.part") and key, what it says, its answers."""

    table: str
    key: str
    words: str
    detail: str
    answers: Mapping[str, Answer]

    @property
    def id(self) -> str:
        """What it is known by, in whatever review it stands."""
        return f"{self.table}:{self.key}"


def local_lines(framework: Framework, review: Review) -> Iterator[LocalLine]:
    """The local volumes and measures of a review."""
    local = framework.local
    for volume in local_volumes(framework, review) if local else ():
        detail = _("Volume, in {unit}").format(unit=volume.unit) if volume.unit else _("Volume")
        yield _line(local.volumes if local else "", volume.id, (volume.label, detail), review)
    for measure in local_measures(framework, review) if local else ():
        detail = _("Measure: {words}").format(words=measure.words)
        yield _line(local.measures if local else "", measure.id, (measure.label, detail), review)


def _line(table: str, row_id: str, words: tuple[str, str], review: Review) -> LocalLine:
    key, (section, __, part) = row_id.removeprefix(PREFIX), table.partition(".")
    answers = {
        at.field: cell.answer
        for at, cell in review.cells.items()
        if at.section == section and at.row == f"{part}:{key}"
    }
    return LocalLine(table, key, *words, answers)


def missing_lines(
    framework: Framework, into: Review, others: Iterable[Review]
) -> tuple[tuple[LocalLine, ReviewHead], ...]:
    """The local lines of other reviews that this one does not have, each once, and whose it is."""
    known = {line.id for line in local_lines(framework, into)}
    found: dict[str, tuple[LocalLine, ReviewHead]] = {}
    for review in others:
        for line in local_lines(framework, review):
            if line.id not in known:
                found.setdefault(line.id, (line, review.head))
    return tuple(found.values())


def taken_over(line: LocalLine, into: Review) -> tuple[dict[Address, Answer], dict[str, tuple[str, ...]]]:
    """The answers and the order of lines with which a review has a line too."""
    section, __, part = line.table.partition(".")
    keys = into.rows.get(line.table, ())
    answers = {Address(section, f"{part}:{line.key}", field): a for field, a in line.answers.items()}
    return answers, {line.table: (*(k for k in keys if k != line.key), line.key)}
