"""The short code beside a printed figure, and the way back from it to the answer.

"C-17" is the 17th field of the section whose letter is C; "M-3.2" the same field in the second row.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from bvreview.framework.descriptors import Framework
from bvreview.framework.sections import Field, Part, PartKind, Section
from bvreview.review.answers import Answers, locate, row_address
from bvreview.review.cells import Address

_CODE = re.compile(r"([A-Z]+|\d+)-(\d+)(?:\.(\d+))?")


def code_of(answers: Answers, address: Address) -> str:
    """The code of a place in a review; "" for a place that the pack does not have."""
    place = locate(answers.framework, address)
    if not place:
        return ""
    section, part, field = place
    code = f"{_letters(answers.framework, section)}-{_number(section, part, field)}"
    keys = answers.row_keys(section, part)
    return f"{code}.{keys.index(address.key) + 1}" if address.key in keys and address.row else code


def address_of(answers: Answers, code: str) -> Address | None:
    """The place that a code stands for in this review, or None."""
    match = _CODE.fullmatch(code.strip().upper())
    section = _section(answers.framework, match[1]) if match else None
    if not match or not section:
        return None
    part, field = next(
        ((p, f) for number, p, f in _numbered(section) if number == int(match[2])), (None, None)
    )
    if not part or not field:
        return None
    keys, row = answers.row_keys(section, part), int(match[3] or 1)
    is_row = part.kind is not PartKind.FORM
    if is_row != bool(match[3]) or not 1 <= row <= len(keys):
        return None
    return row_address(section, part, keys[row - 1], field)


def _letters(framework: Framework, section: Section) -> str:
    """The pack's letters for a section, or its number in the pack."""
    given = framework.report.codes.get(section.id) if framework.report else None
    return given or str(framework.sections.index(section) + 1)


def _section(framework: Framework, letters: str) -> Section | None:
    return next((s for s in framework.sections if _letters(framework, s) == letters), None)


def _numbered(section: Section) -> Iterator[tuple[int, Part, Field]]:
    number = 0
    for part in section.parts:
        for field in part.fields:
            number += 1
            yield number, part, field


def _number(section: Section, part: Part, field: Field) -> int:
    return next(n for n, p, f in _numbered(section) if p.id == part.id and f.id == field.id)
