"""What an edit of answers and lines comes to: the changes that lead there, in the order they are made in."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence

from bvreview.framework.descriptors import Framework
from bvreview.framework.sections import Part, Section
from bvreview.review.cells import Address, Answer
from bvreview.review.changes import Change, ChangeKind, cell_change, subject_of
from bvreview.review.model import Review
from ui.editing import lines

Rows = Mapping[str, tuple[str, ...]]
"""The keys of the lines, by section and part ("costs.staff")."""


def steps_of(
    framework: Framework, review: Review, answers: Mapping[Address, Answer | None], rows: Rows
) -> tuple[Change, ...]:
    """New lines, then answers (None blanks), then lines that move and that go."""
    return (
        *_row_changes(framework, review, rows, lines.added),
        *_cell_changes(framework, review, answers),
        *_row_changes(framework, review, rows, lines.moved),
        *_row_changes(framework, review, rows, lines.removed),
    )


def _row_changes(
    framework: Framework,
    review: Review,
    rows: Rows,
    steps: Callable[[Sequence[str], Sequence[str]], Iterator[lines.Step]],
) -> Iterator[Change]:
    for name, keys in rows.items():
        section, __, part = name.partition(".")
        subject = subject_of(framework, review.head, section)
        for key, old, new in steps(review.rows.get(name, ()), keys):
            yield Change(ChangeKind.ROW, subject, section, f"{part}:{key}", old=old, new=new)


def _cell_changes(
    framework: Framework, review: Review, answers: Mapping[Address, Answer | None]
) -> Iterator[Change]:
    for address, answer in answers.items():
        cell = review.cells.get(address)
        subject = subject_of(framework, review.head, address.section)
        yield cell_change(subject, address, cell.answer if cell else None, answer)


def with_new(
    review: Review, section: Section, part: Part, keys: Sequence[str], at: int | None = None
) -> dict[str, tuple[str, ...]]:
    """The lines of a table with new ones before that at ``at``, or at the end."""
    name = f"{section.id}.{part.id}"
    there = review.rows.get(name, ())
    place = len(there) if at is None else at
    return {name: (*there[:place], *keys, *there[place:])} if keys else {}
