"""A published or collated table of one figure for many organisations, ready to be compared with."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from typing import Final, Literal

from bvreview.review.compared.standing import Observation, PeerGroup, Topic

NOBODY: Final = PeerGroup("")


@dataclass(frozen=True, slots=True)
class BenchmarkSet:
    """One topic over many organisations. Observations name organisations by their id in the pack.

    ``left_out``: rows of the source that are no organisation (totals, notes), with the reason. ``service``
    and ``period``: the only ones it may stand beside, "" for any. ``pack``: the benchmark pack it came in;
    ``group``: who of it belongs to the group of that label although it is no organisation of the framework.
    ``pay``: the pay in a unit cost by organisation, in pounds, where the pack says what costs are made of.
    """

    id: str
    topic: Topic
    kind: Literal["proportion", "money", "number"]
    observations: tuple[Observation, ...]
    illustrative: bool = False
    left_out: tuple[tuple[str, str], ...] = ()
    service: str = ""
    period: str = ""
    pack: str = ""
    group: PeerGroup = NOBODY
    pay: tuple[tuple[str, Decimal], ...] = ()
