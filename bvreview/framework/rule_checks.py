"""What must hold of a rule: what it refers to is there, its words can be filled in, its examples are real."""

from __future__ import annotations

from collections.abc import Iterator
from string import Formatter

from bvreview.framework.descriptors import Framework
from bvreview.framework.errors import PackProblem
from bvreview.framework.expressions import Expression
from bvreview.framework.references import is_address, resolves, unknown_services
from bvreview.framework.rules import Rule

PLACEHOLDERS = frozenset({"found", "expected", "label", "row"})


def rule_problems(framework: Framework, rule: Rule) -> Iterator[PackProblem]:
    """The mistakes of a rule; ``file`` is "rules/<id>"."""
    file = f"rules/{rule.id}"
    section_id, __, part_id = rule.each.partition(".")
    section = framework.section(section_id) if rule.each else None
    part = section.part(part_id) if section else None
    if rule.each and not part:
        yield PackProblem(file, f"{rule.id}.each", f'there is no part "{rule.each}".')
        return
    if not resolves(framework, section, part, tuple(rule.at.split("."))):
        yield PackProblem(file, f"{rule.id}.at", f'"{rule.at}" is nowhere.')
    yield from unknown_services(framework, file, rule.id, rule.services)
    for key, expression in _expressions(rule):
        for names in expression.references():
            if not resolves(framework, section, part, names):
                yield PackProblem(file, f"{rule.id}.{key}", f'"{".".join(names)}" is nowhere.')
    yield from _wording_problems(file, rule)
    yield from _example_problems(framework, file, rule)


def _expressions(rule: Rule) -> Iterator[tuple[str, Expression]]:
    for key in ("check", "when", "value", "expected"):
        expression = getattr(rule, key)
        if expression:
            yield key, expression


def _wording_problems(file: str, rule: Rule) -> Iterator[PackProblem]:
    for key in ("message", "put_right"):
        try:
            names = {
                name for __, name, ___, ____ in Formatter().parse(getattr(rule, key)) if name is not None
            }
        except ValueError as error:
            yield PackProblem(file, f"{rule.id}.{key}", f"{error}.")
            continue
        for name in sorted(names - PLACEHOLDERS):
            yield PackProblem(file, f"{rule.id}.{key}", f"there is no placeholder {{{name}}}.")


def _example_problems(framework: Framework, file: str, rule: Rule) -> Iterator[PackProblem]:
    for key, example in (("fails", rule.fails), ("passes", rule.passes)):
        yield from unknown_services(framework, file, f"{rule.id}.{key}", filter(None, [example.service]))
        for address in example.answers:
            if not is_address(framework, address):
                yield PackProblem(file, f"{rule.id}.{key}", f'"{address}" is nowhere.')
