"""A return of the pack as a small pack of its own: written, filled in and read like any form."""

from __future__ import annotations

from msgspec import structs

from bvreview.framework.descriptors import Framework
from bvreview.framework.return_map import Return
from bvreview.framework.sections import Section


def asking(framework: Framework, asked: Return) -> Framework:
    """The pack that asks the questions of a return, and no others."""
    stage = framework.stages[0].id if framework.stages else ""
    sheets = tuple(
        Section(id=sheet.id, title=sheet.title, stage=stage, parts=sheet.parts, intro=sheet.intro)
        for sheet in asked.sheets
    )
    return structs.replace(
        framework,
        title=asked.title,
        note="\n".join(asked.purpose),
        sections=sheets,
        lists=framework.lists | asked.lists,
        rules=(),
        compare=None,
        coaching=None,
        local=None,
        report=None,
        ledger=None,
        returns=(),
        questionnaire=None,
    )


def return_of(framework: Framework, return_id: str) -> Return | None:
    """The return of that id, or None."""
    return next((r for r in framework.returns if r.id == return_id), None)
