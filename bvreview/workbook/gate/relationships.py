"""Which part of an Office package belongs to which, and that none of them points outside the file."""

from __future__ import annotations

from typing import Final
from urllib.parse import unquote

from bvreview.workbook.gate import markup
from bvreview.workbook.gate.package import Package
from bvreview.workbook.gate.reasons import Reason, Unfit

ROOT: Final = ""


class Relation:
    """One relationship: its kind (the last word of its type), its target, and whether it leaves the file."""

    __slots__ = ("is_external", "kind", "target")

    def __init__(self, kind: str, target: str, *, is_external: bool) -> None:
        self.kind = kind
        self.target = target
        self.is_external = is_external


def relations(package: Package, source: str) -> dict[str, Relation]:
    """The relationships of a part by their id; targets inside the package are full names."""
    folder, _, base = source.rpartition("/")
    name = f"{folder}/_rels/{base}.rels" if folder else f"_rels/{base}.rels"
    if name not in package:
        return {}
    found = {}
    for node in markup.read_tree(package.read(name), name).walk("Relationship"):
        given = node.attributes
        # Strict Open XML says customProperties where the usual form says custom-properties
        kind = given.get("Type", "").rpartition("/")[2].replace("-", "").lower()
        is_external = given.get("TargetMode", "").lower() == "external"
        target = given.get("Target", "")
        if not is_external and kind != "hyperlink":
            target = _resolve(folder, target, name)
        found[given.get("Id", "")] = Relation(kind, target, is_external=is_external)
    return found


def first_of(found: dict[str, Relation], kind: str) -> str | None:
    """The target inside the package of the first relationship of that kind."""
    return next((r.target for r in found.values() if r.kind == kind and not r.is_external), None)


def vet_all(package: Package) -> None:
    """Refuse the file when any part's relationship points outside it."""
    for name in package:
        folder, _, base = name.rpartition("/")
        if folder.rpartition("/")[2] == "_rels" and base.endswith(".rels"):
            owner = folder.removesuffix("_rels").removesuffix("/")
            source = base.removesuffix(".rels")
            relations(package, f"{owner}/{source}" if owner else source)


def _resolve(folder: str, target: str, part: str) -> str:
    target = unquote(target.partition("#")[0])
    if ":" in target or "\\" in target:
        raise Unfit(Reason.OUTSIDE_LINK, part=part)
    steps = [] if target.startswith("/") else [step for step in folder.split("/") if step]
    for step in target.split("/"):
        if step == "..":
            if not steps:
                raise Unfit(Reason.OUTSIDE_LINK, part=part)
            steps.pop()
        elif step not in ("", "."):
            steps.append(step)
    return "/".join(steps)
