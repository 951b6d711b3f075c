"""Names in a scatter chart of Excel: on top where there is room, else where they can be read."""

from __future__ import annotations

from bvreview.workbook.point_labels import label_sides

EAST_MIDLANDS = (
    ("Derbyshire", 9.04, 0.62),
    ("Leicestershire", 9.96, -0.27),
    ("Lincolnshire", 11.40, 0.01),
    ("Northamptonshire", 6.61, -1.10),
    ("Nottinghamshire", 8.57, 0.62),
)


def test_of_two_that_stand_side_by_side_one_name_goes_below() -> None:
    assert label_sides(EAST_MIDLANDS, 16, 7) == ("t", "t", "t", "t", "b")


def test_points_at_one_place_have_their_names_on_all_sides() -> None:
    assert set(label_sides([("Kent", 1, 1)] * 3, 16, 7)) >= {"t", "b"}


def test_alone_or_none() -> None:
    assert label_sides([("Kent", 1, 1)], 16, 7) == ("t",)
    assert label_sides([], 16, 7) == ()
