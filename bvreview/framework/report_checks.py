"""What must hold in a pack's ``report.toml``: every address leads to a field, every code to one section."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator

from bvreview.framework.descriptors import Framework
from bvreview.framework.errors import PackProblem
from bvreview.framework.report_map import ActionMap, ReportBlock, ReportMap, SmallCounts
from bvreview.framework.sections import Kind, Part, PartKind

FILE = "report.toml"
Leads = Callable[[str], bool]


def report_problems(framework: Framework, leads: Leads) -> Iterator[PackProblem]:
    """Every address that leads nowhere; ``leads``: whether an address of a form, row or column is one."""
    report = framework.report
    if not report:
        return
    for key, address in _addresses(report):
        if not leads(address):
            yield PackProblem(FILE, key, f'"{address}" is nowhere.')
    for where, block in _blocks(report):
        yield from _table_problems(framework, where, block)
    if report.actions:
        yield from _action_problems(framework, report.actions)
    for small in report.small:
        yield from _small_problems(framework, small)
    yield from _code_problems(framework, report)


def _addresses(report: ReportMap) -> Iterator[tuple[str, str]]:
    for key in ("asked", "otherwise", "starts", "ends", "path_reason"):
        if address := getattr(report, key):
            yield key, address
    yield from (("figures", figure.address) for figure in report.figures)
    yield from (("sign_off", address) for address in report.sign_off)
    yield from ((where, address) for where, block in _blocks(report) for address in block.fields)


def _blocks(report: ReportMap) -> Iterator[tuple[str, ReportBlock]]:
    yield from (("front", block) for block in report.front)
    for chapter in report.chapters:
        yield from ((f"chapters {chapter.id}", block) for block in chapter.blocks)


def _table_problems(framework: Framework, where: str, block: ReportBlock) -> Iterator[PackProblem]:
    if not block.part:
        return
    part = find_part(framework, block.part)
    if not part:
        yield PackProblem(FILE, where, f'there is no part "{block.part}".')
        return
    names = [*(name for column in block.columns for name in column.fields), *block.needs]
    for name in names:
        if not part.field(name):
            yield PackProblem(FILE, where, f'{block.part} has no field "{name}".')


def _action_problems(framework: Framework, actions: ActionMap) -> Iterator[PackProblem]:
    part = find_part(framework, actions.part)
    for name in actions.fields:
        if not part or not part.field(name):
            yield PackProblem(FILE, "actions", f'{actions.part} has no field "{name}".')
    if len(actions.benefits) != len(actions.overlaps):
        yield PackProblem(FILE, "actions.overlaps", "there is not one for each year of benefits.")


def _small_problems(framework: Framework, small: SmallCounts) -> Iterator[PackProblem]:
    part = find_part(framework, small.part)
    if not part:
        yield PackProblem(FILE, "small", f'there is no part "{small.part}".')
        return
    if small.within and (part.kind is PartKind.FORM or not part.field(small.within)):
        yield PackProblem(FILE, "small.within", f'{small.part} has no column "{small.within}".')
    for name in small.of_them:
        if not part.field(name):
            yield PackProblem(FILE, "small.of_them", f'{small.part} has no field "{name}".')
    for name in small.counts:
        field = part.field(name)
        if not field or field.kind is not Kind.INTEGER or field.formula:
            yield PackProblem(FILE, "small.counts", f'{small.part} has no whole number "{name}" to enter.')


def _code_problems(framework: Framework, report: ReportMap) -> Iterator[PackProblem]:
    for section, letters in report.codes.items():
        if not framework.section(section):
            yield PackProblem(FILE, "codes", f'there is no section "{section}".')
        if not (letters.isascii() and letters.isupper() and letters.isalpha()):
            yield PackProblem(FILE, f"codes.{section}", f'"{letters}" is not made of capital letters.')
    for letters, times in Counter(report.codes.values()).items():
        if times > 1:
            yield PackProblem(FILE, "codes", f'"{letters}" stands for {times} sections.')


def find_part(framework: Framework, address: str) -> Part | None:
    """The part at "section.part", or None."""
    section_id, __, part_id = address.partition(".")
    section = framework.section(section_id)
    return section.part(part_id) if section else None
