"""A service of one's own: its id says whose it is and what it is called."""

from __future__ import annotations

from pathlib import Path

import pytest
from local_kit import FIGURES, OWN, PACK, TYPED, head, same

from bvreview.framework.services import local_service, local_service_id
from bvreview.review.answers import Answers
from bvreview.review.examples import build_review
from bvreview.workbook.gate.gate import Gate


def test_a_local_service_says_in_its_id_whose_it_is_and_what_it_is_called() -> None:
    service = local_service(OWN)
    assert service
    assert service.name == "Drug testing orders (local)"
    assert PACK.service(OWN) == service


@pytest.mark.parametrize(
    "text",
    [
        "",
        "local",
        "local_",
        "local_DBS_",
        "local__x",
        "local_DBS_a b",
        "local_DBS_=1",
        f"local_DBS_{'a' * 61}",
    ],
)
def test_what_is_no_local_service_is_none(text: str) -> None:
    assert local_service(text) is None


def test_a_name_without_a_letter_is_none() -> None:
    with pytest.raises(ValueError, match="---"):
        local_service_id("DBS", "---")


def test_a_review_of_a_local_service_has_its_own_volumes_and_a_unit_cost(gate: Gate, tmp_path: Path) -> None:
    typed = {**TYPED, **FIGURES} | {f"volumes.outputs:local-v1.q{n}": "100" for n in range(1, 5)}
    of = build_review(PACK, head(OWN), typed)
    answers = Answers(PACK, of)
    assert answers.service
    assert answers.service.unit == "local-v1"
    assert answers.service.unit_name == "sessions"
    assert [v.id for v in answers.service.volumes] == ["local-v1"]
    came = same(gate, of, tmp_path / "own.xlsx")
    assert came.head.service == OWN
