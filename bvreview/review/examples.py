"""Small reviews made from addresses and typed texts: a rule's examples in the pack, and tests."""

from __future__ import annotations

from collections.abc import Mapping

from bvreview.framework.descriptors import Framework
from bvreview.framework.rules import Example
from bvreview.framework.sections import PartKind
from bvreview.framework.terms import Path
from bvreview.review.answers import locate
from bvreview.review.cells import Address, Cell, parse_address
from bvreview.review.model import Review, ReviewHead
from bvreview.review.periods import FinancialYear
from bvreview.review.values import read_entry


def build_example(framework: Framework, example: Example, *, year: int = 2009) -> Review:
    """The review that an example of a rule describes, for the first service unless it names one."""
    service = example.service or framework.services[0].id
    organisation = framework.organisations[0].id
    head = ReviewHead(
        "example",
        organisation,
        service,
        FinancialYear(year),
        Path(example.path),
        framework.id,
        framework.version,
    )
    return build_review(framework, head, example.answers)


def build_review(framework: Framework, head: ReviewHead, typed: Mapping[str, str]) -> Review:
    """A review holding the texts typed at "section.field" or "section.part:row.field".

    Raises:
        KeyError: when the pack has no such place.
    """
    cells: dict[Address, Cell] = {}
    rows: dict[str, tuple[str, ...]] = {}
    for text, raw in typed.items():
        address = parse_address(text)
        place = locate(framework, address)
        if not place:
            raise KeyError(text)
        __, part, field = place
        entry = read_entry(field, raw, framework.lists.get(field.list, ()))
        if entry.answer:
            cells[address] = Cell(address, entry.answer)
        name = f"{address.section}.{part.id}"
        if part.kind is PartKind.TABLE and address.key not in rows.get(name, ()):
            rows[name] = (*rows.get(name, ()), address.key)
    return Review(head, cells, rows)
