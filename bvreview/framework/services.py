"""Services that are reviewed, be they local, with their volumes and measures."""

from __future__ import annotations

import re
from decimal import Decimal
from enum import StrEnum
from typing import Final

from bvreview.framework.terms import Asked, Descriptor, Help, Item
from bvreview.i18n import _


class Direction(StrEnum):
    """Which way of a measure is better."""

    UP = "up"
    DOWN = "down"
    NEUTRAL = "neutral"


class MeasureKind(StrEnum):
    """How a measure is worked out."""

    PROPORTION = "proportion"
    RATE = "rate"
    RATIO = "ratio"


class Measure(Descriptor, frozen=True, kw_only=True):
    """A performance measure: numerator over denominator, with a direction and a source.

    ``per``: for each how many of the denominator a rate is told.
    """

    id: str
    label: str
    numerator: str
    denominator: str
    kind: MeasureKind = MeasureKind.PROPORTION
    per: Decimal = Decimal(1)
    direction: Direction = Direction.UP
    target: Decimal | None = None
    target_note: str = ""
    definition: str = ""
    source: str = ""
    required: Asked = Asked.ALWAYS
    help: Help = Help()

    @property
    def unit(self) -> str:
        """The unit of the measure as shown beside a figure."""
        return "%" if self.kind is MeasureKind.PROPORTION else ""

    @property
    def is_share(self) -> bool:
        """Whether it is a part of a whole; a rate can be more than one for each, an average is any number."""
        return self.kind is MeasureKind.PROPORTION

    @property
    def is_rate(self) -> bool:
        """Whether it counts events, so that it has a Poisson interval."""
        return self.kind is MeasureKind.RATE

    @property
    def words(self) -> str:
        """What is counted, of, for each or by what."""
        words = {
            MeasureKind.PROPORTION: _("{numerator}, of {denominator}"),
            MeasureKind.RATE: _("{numerator}, for each {per} of {denominator}"),
            MeasureKind.RATIO: _("{numerator}, divided by {denominator}"),
        }
        per = f"{self.per:,f}"
        return words[self.kind].format(numerator=self.numerator, denominator=self.denominator, per=per)


class Service(Descriptor, frozen=True, kw_only=True):
    """A service that is reviewed, with its specification, outputs and measures.

    ``unit``: the id of the volume that unit costs divide by; ``unit_name``: in words, "hour worked".
    ``outcome``: the id of the volume that counts what is to be achieved; ``outcome_name``: in words.
    """

    id: str
    name: str
    specification: str
    specification_source: str = ""
    summary: str = ""
    unit: str
    unit_name: str
    outcome: str = ""
    outcome_name: str = ""
    volumes: tuple[Item, ...]
    measures: tuple[Measure, ...]


LOCAL: Final = "local"


LONGEST_NAME: Final = 60


_APART: Final = "_"


def local_service_id(organisation: str, name: str) -> str:
    """The id of a service that an organisation added: it says whose it is and what it is called.

    Raises:
        ValueError: the name has no letter or digit.
    """
    words = re.findall(r"[^\W_]+", name)
    if not words:
        raise ValueError(name)
    return _APART.join((LOCAL, organisation, "-".join(words)[:LONGEST_NAME].strip("-")))


def local_service(service_id: str) -> Service | None:
    """The service in the id of a local one; None for any other. Its volumes and measures are answers."""
    local, __, rest = service_id.partition(_APART)
    organisation, __, words = rest.rpartition(_APART)
    if local != LOCAL or not organisation or not re.fullmatch(r"[^\W_]+(-[^\W_]+)*", words):
        return None
    if len(words) > LONGEST_NAME:
        return None
    name = _("{name} (local)").format(name=words.replace("-", " "))
    by = _("Local: the organisation's own specification")
    return Service(id=service_id, name=name, specification=by, unit="", unit_name="", volumes=(), measures=())


class LocalMap(Descriptor, frozen=True, kw_only=True):
    """The tables ("section.part") in which staff add volumes and measures of their own to a review.

    ``volumes`` has the columns label, unit, counts and excludes; ``measures`` label, kind, numerator, per,
    denominator, direction, definition and source. ``kind`` is a choice of share, rate and average.
    """

    volumes: str
    measures: str
