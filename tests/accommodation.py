"""Settled accommodation at termination, April to July 2009, 42 areas (Commons written answers, 16.9.2009)."""

from __future__ import annotations

from decimal import Decimal

from bvreview.framework.services import Direction
from bvreview.review.compared.standing import Observation, PeerGroup, Topic

TOPIC = Topic(
    id="settled-accommodation",
    title="Settled accommodation at the end",
    unit="%",
    direction=Direction.UP,
    size_label="Orders and licences ended",
    period="April to July 2009",
    source="Commons written answers, 16 September 2009",
)
EAST_MIDLANDS = PeerGroup(
    "East Midlands", ("Derbyshire", "Leicestershire", "Lincolnshire", "Northamptonshire", "Nottinghamshire")
)
ALL_AREAS = PeerGroup("All 42 areas")

_TABLE = """
Avon and Somerset,479,692,71
Bedfordshire,224,260,77
Cambridgeshire,208,280,77
Cheshire,359,444,75
Cumbria,200,243,75
Derbyshire,450,524,80
Devon and Cornwall,374,497,70
Dorset,254,324,75
Durham,431,525,82
Dyfed Powys,165,219,80
Essex,557,687,77
Gloucestershire,245,319,73
Greater Manchester,2654,3347,75
Gwent,310,404,75
Hampshire,792,1000,70
Hertfordshire,369,469,76
Humberside,510,631,73
Kent,611,826,70
Lancashire,877,1095,75
Leicestershire,437,504,80
Lincolnshire,199,253,80
London,2978,4247,70
Merseyside,820,1011,80
Norfolk,216,272,73
North Wales,246,341,75
North Yorkshire,218,271,73
Northamptonshire,275,325,75
Northumbria,951,1178,83
Nottinghamshire,536,673,76
South Wales,611,776,70
South Yorkshire,549,725,75
Staffordshire,529,636,75
Suffolk,196,252,77
Surrey,256,303,75
Sussex,416,546,75
Teesside,376,491,81
Thames Valley,548,719,70
Warwickshire,205,276,75
West Mercia,465,563,75
West Midlands,1884,2431,75
West Yorkshire,948,1207,75
Wiltshire,182,211,74
"""


def _observation(line: str) -> Observation:
    name, settled, ended, target = line.split(",")
    return Observation(name, Decimal(settled), Decimal(ended), target=Decimal(target) / 100)


AREAS: tuple[Observation, ...] = tuple(_observation(line) for line in _TABLE.split("\n") if line)
