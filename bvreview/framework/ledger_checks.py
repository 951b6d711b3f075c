"""What must hold in a pack's ``ledger.toml``: every address and every key of the words leads somewhere."""

from __future__ import annotations

from collections.abc import Iterator

from bvreview.framework.descriptors import Framework
from bvreview.framework.errors import PackProblem
from bvreview.framework.sections import PartKind, Scope

FILE = "ledger.toml"


def ledger_problems(framework: Framework) -> Iterator[PackProblem]:
    """Every address that leads nowhere, and every key of the words that is no row, answer or reason."""
    ledger = framework.ledger
    if not ledger:
        return
    reasons = {reason.id for reason in ledger.left_out}
    named = {"budget": ledger.budget, "actual": ledger.actual}
    named |= {f"uses {n}": address for n, address in enumerate(ledger.uses, 1)}
    named |= {f"left_out {r.id}": r.address for r in ledger.left_out if r.address}
    known = set(reasons)
    for where, address in named.items():
        targets = targets_of(framework, address)
        known |= set(targets)
        if not targets:
            yield PackProblem(FILE, where, f'"{address}" is no money of the organisation year.')
    if ledger.budget.rpartition(".")[0] != ledger.actual.rpartition(".")[0]:
        yield PackProblem(FILE, "budget", "it stands in another grid than the actual figures.")
    for key in ledger.words:
        if key not in known:
            yield PackProblem(FILE, "words", f'"{key}" is no row, answer or reason of an extract.')


def targets_of(framework: Framework, address: str) -> dict[str, str]:
    """What an address of ``ledger.toml`` offers, with its words: the rows of a grid, or the one answer."""
    section_id, *middle, field_id = address.split(".")
    section = framework.section(section_id)
    if not section or section.scope is not Scope.ORGANISATION_YEAR or len(middle) > 1:
        return {}
    if not middle:
        field = section.form_field(field_id)
        return {address: field.label} if field and not field.formula else {}
    part = section.part(middle[0])
    if not part or part.kind is not PartKind.GRID or not part.field(field_id):
        return {}
    return {f"{section.id}.{part.id}:{i.id}": i.label for i in framework.lists.get(part.rows, ())}
