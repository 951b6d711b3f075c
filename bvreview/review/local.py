"""Local additions: the volumes and measures that staff add to a review in tables of the pack.

What is local is an answer like any other, so it is saved, undone, signed, sent and read as answers are; only
the questions that follow from it are added here. The pack itself stays as it is.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from decimal import Decimal
from typing import Final

from msgspec.structs import replace

from bvreview.framework.descriptors import Framework
from bvreview.framework.references import RESERVED_ROWS
from bvreview.framework.services import Direction, Measure, MeasureKind, Service
from bvreview.framework.terms import Help, Item
from bvreview.i18n import _
from bvreview.review.cells import Address, State
from bvreview.review.model import Review

PREFIX: Final = "local-"
MOST: Final = 40
"""Local volumes, and measures, that a review has at most; what a file holds beyond them asks nothing."""
LONGEST: Final = 120
"""Characters of a name as tables and charts show it; the whole of it stands in the review."""
_KEY: Final = re.compile(r"[A-Za-z0-9-]{1,40}")
_NAMES: Final = ("label", "unit", "numerator", "denominator")
_WORDS: Final = ("counts", "excludes", "kind", "direction", "definition", "source")
_KINDS: Final = {"rate": MeasureKind.RATE, "average": MeasureKind.RATIO}
_DIRECTIONS: Final = {"higher": Direction.UP, "lower": Direction.DOWN}


def is_local(row_id: str) -> bool:
    """Whether a volume or measure was added by the staff of an organisation."""
    return row_id.startswith(PREFIX)


def local_sections(framework: Framework) -> frozenset[str]:
    """The sections in which local volumes and measures are added."""
    local = framework.local
    places = (local.volumes, local.measures) if local else ()
    return frozenset(place.partition(".")[0] for place in places)


def with_local(framework: Framework, review: Review, sections: Sequence[str]) -> tuple[str, ...]:
    """The sections to hand out: with figures of local lines goes the section that says what they are."""
    given = filter(None, map(framework.section, sections))
    asks = any(part.rows in RESERVED_ROWS for section in given for part in section.parts)
    there = local_volumes(framework, review) or local_measures(framework, review)
    more = sorted(local_sections(framework) - set(sections)) if asks and there else []
    return (*more, *sections)


def service_of(framework: Framework, review: Review) -> Service | None:
    """The service of a review with its local volumes and measures; None where the pack has none such."""
    service = framework.service(review.head.service)
    if not service or not framework.local:
        return service
    volumes, measures = local_volumes(framework, review), local_measures(framework, review)
    if not volumes and not measures:
        return service
    unit = service.unit or next((v.id for v in volumes), "")
    unit_name = service.unit_name or next((v.unit or v.label for v in volumes), "")
    more = {"volumes": (*service.volumes, *volumes), "measures": (*service.measures, *measures)}
    return replace(service, **more, unit=unit, unit_name=unit_name)


def local_volumes(framework: Framework, review: Review) -> tuple[Item, ...]:
    """The volumes that were added, as the pack would have them; a line without a name is none."""
    rows = _rows(framework.local.volumes if framework.local else "", review)
    return tuple(
        Item(
            id=row["id"],
            label=_marked(row["label"]),
            unit=row["unit"],
            help=Help(counts=row["counts"], excludes=row["excludes"], source=_local_words()),
        )
        for row in rows
    )


def local_measures(framework: Framework, review: Review) -> tuple[Measure, ...]:
    """The measures that were added, as the pack would have them: shares, rates and averages."""
    place = framework.local.measures if framework.local else ""
    rows = _rows(place, review)
    return tuple(
        Measure(
            id=row["id"],
            label=_marked(row["label"]),
            numerator=row["numerator"],
            denominator=row["denominator"],
            kind=_KINDS.get(row["kind"], MeasureKind.PROPORTION),
            per=_per(place, row, review),
            direction=_DIRECTIONS.get(row["direction"], Direction.NEUTRAL),
            definition=row["definition"],
            source=row["source"] or _local_words(),
            help=Help(counts=row["definition"], source=row["source"] or _local_words()),
        )
        for row in rows
    )


def _per(place: str, row: dict[str, str], review: Review) -> Decimal:
    """For each how many a rate is told: what was given above nought, else one."""
    section, __, part = place.partition(".")
    cell = review.cells.get(Address(section, f"{part}:{row['id'].removeprefix(PREFIX)}", "per"))
    value = cell.answer.value if cell and cell.answer.state is State.GIVEN else None
    is_told = row["kind"] == "rate" and isinstance(value, Decimal) and value > 0
    return value if is_told and isinstance(value, Decimal) else Decimal(1)


def _marked(label: str) -> str:
    return _("{name} (local)").format(name=label)


def _local_words() -> str:
    return _("Local: added by the organisation, and in no pack")


def _rows(place: str, review: Review) -> Iterator[dict[str, str]]:
    """The rows of a table that have a name, at most as many as may be, with the id that each gets."""
    keys = [key for key in review.rows.get(place, ()) if _KEY.fullmatch(key)]
    found = (_row(place, key, review) for key in keys[:MOST])
    return (row for row in found if row["label"])


def damaged_lines(framework: Framework, review: Review) -> Iterator[Address]:
    """The names of local lines whose key is none that this application gives: they ask nothing."""
    for place in (framework.local.volumes, framework.local.measures) if framework.local else ():
        section, __, part = place.partition(".")
        for key in review.rows.get(place, ()):
            at = Address(section, f"{part}:{key}", "label")
            if not _KEY.fullmatch(key) and _text(review, at):
                yield at


def _row(place: str, key: str, review: Review) -> dict[str, str]:
    section, __, part = place.partition(".")
    texts = ((field, _text(review, Address(section, f"{part}:{key}", field))) for field in (*_NAMES, *_WORDS))
    row = {"id": PREFIX + key, **dict(texts)}
    return row | {name: row[name][:LONGEST].rstrip() for name in _NAMES}


def _text(review: Review, address: Address) -> str:
    """A text on one line; "" for a blank and for what could not be read."""
    cell = review.cells.get(address)
    value = cell.answer.value if cell and cell.answer.state is State.GIVEN else ""
    return " ".join(value.split()) if isinstance(value, str) else ""
