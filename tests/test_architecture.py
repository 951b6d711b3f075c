"""The house: who may import whom, and what a start may load."""

from __future__ import annotations

import ast
import subprocess
import sys
from graphlib import CycleError, TopologicalSorter
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

import pytest

if TYPE_CHECKING:
    from collections.abc import Iterator

ROOT = Path(__file__).resolve().parent.parent
FLOORS = (
    (
        "bvreview",
        "diary",
        "errors",
        "files",
        "folders",
        "locations",
        "resources",
        "settings",
        "i18n",
    ),  # the ground: one room
    ("framework",),
    ("review",),
    ("charts",),
    ("workbook", "store", "analysis"),
    ("report",),
    ("workspace", "work", "documents", "releasing"),
    ("cli",),
    ("ui", "__main__"),  # the two ways in
)
HEAVY = {"pandas", "numpy", "scipy", "openpyxl", "reportlab", "python_calamine", "xlsxwriter"}
LATER = (
    *(
        "ui.compare.",
        "ui.dialogs.",
        "ui.editing.session",
        "ui.editing.shown",
        "ui.exchange.",
        "ui.forms.",
        "ui.ledger.",
    ),
    *(
        "ui.find.guide_window",
        "ui.find.palette",
        "ui.finding_words",
        "ui.operations",
        "ui.pages.review.",
        "ui.panels.",
        "ui.preview.",
    ),
    *("bvreview.analysis.", "bvreview.charts.", "bvreview.documents", "bvreview.report.", "bvreview.work."),
    *("bvreview.workbook.", "bvreview.framework.checks", "bvreview.framework.reader"),
    *("bvreview.review.compared.", "bvreview.review.exchange.returning", "bvreview.store.handing"),
    *("bvreview.review.exchange.questionnaire", "bvreview.store.submissions", "PySide6.QtNetwork"),
    *("bvreview.review.exchange.suggestions", "difflib"),
    *("PySide6.QtPdf", "PySide6.QtPrintSupport", "html", "tomli"),
)
"""How the names begin of what the first window does not need, so that it is there at once."""
MODULES = {
    ".".join(path.relative_to(ROOT).with_suffix("").parts).removesuffix(".__init__"): path
    for house in ("bvreview", "ui")
    for path in sorted((ROOT / house).rglob("*.py"))
}


class Import(NamedTuple):
    """One imported name: by whom, what, and whether it happens when the program runs."""

    by: str
    target: str
    runs: bool

    def __str__(self) -> str:
        return f"{self.by} imports {self.target}"


def imports_of(module: str, source: str) -> Iterator[Import]:
    """Every import of a module, also inside functions and under TYPE_CHECKING."""
    tree = ast.parse(source)
    for_types = {
        inner
        for node in ast.walk(tree)
        if isinstance(node, ast.If) and ast.unparse(node.test).endswith("TYPE_CHECKING")
        for statement in node.body
        for inner in ast.walk(statement)
    }
    for node in ast.walk(tree):
        for name in names_in(node):
            yield Import(module, name, node not in for_types)


def names_in(node: ast.AST) -> list[str]:
    """The dotted names a statement imports; of ``from a import b`` it is ``a.b`` if that is a module."""
    if isinstance(node, ast.Import):
        return [alias.name for alias in node.names]
    if isinstance(node, ast.ImportFrom):
        package = node.module or ""
        inner = [f"{package}.{alias.name}" for alias in node.names]
        return [name if name in MODULES else package for name in inner]
    return []


def room(module: str) -> str:
    """The room of a module: its first name below ``bvreview``, or ``ui``; the ground is one room."""
    parts = module.split(".")
    name = parts[1] if parts[0] == "bvreview" and len(parts) > 1 else parts[0]
    return "ground" if name in FLOORS[0] else name


def floor(module: str) -> int:
    """The floor that a module's room is on."""
    return next(number for number, rooms in enumerate((("ground",), *FLOORS[1:])) if room(module) in rooms)


IMPORTS = [found for name, path in MODULES.items() for found in imports_of(name, path.read_text("utf-8"))]
INSIDE = [found for found in IMPORTS if found.target in MODULES]


def modules_after(statement: str) -> set[str]:
    """The names of the modules that a fresh Python has loaded after a statement."""
    report = f"{statement}\nimport sys\nprint(*(name for name in sys.modules if sys.modules[name]))"
    ran = subprocess.run([sys.executable, "-c", report], cwd=ROOT, capture_output=True, text=True, check=True)
    return set(ran.stdout.split())


def loaded_after(statement: str) -> set[str]:
    """The same, of the top-level packages alone."""
    return {name.split(".")[0] for name in modules_after(statement)}


def test_every_room_has_a_floor() -> None:
    known = {"ground", *(name for rooms in FLOORS[1:] for name in rooms)}
    assert {room(module) for module in MODULES} <= known


def test_a_room_imports_only_itself_and_lower_floors() -> None:
    climbing = [
        str(found)
        for found in INSIDE
        if room(found.target) != room(found.by) and floor(found.target) >= floor(found.by)
    ]
    assert climbing == []


def test_no_import_goes_in_a_circle() -> None:
    graph: dict[str, set[str]] = {}
    for found in INSIDE:
        if found.runs and found.target != found.by:
            graph.setdefault(found.by, set()).add(found.target)
    try:
        TopologicalSorter(graph).prepare()
    except CycleError as error:
        pytest.fail(" -> ".join(error.args[1]))


def test_bvreview_knows_no_window() -> None:
    windows = {"PySide6", "shiboken6", "ui"}
    assert [
        str(found)
        for found in IMPORTS
        if found.by.startswith("bvreview") and found.target.split(".")[0] in windows
    ] == []


@pytest.mark.parametrize("start", [name for name in ("bvreview.cli", "ui.__main__") if name in MODULES])
def test_the_command_starts_without_qt_and_heavy_libraries(start: str) -> None:
    assert loaded_after(f"import {start}") & (HEAVY | {"PySide6"}) == set()


@pytest.mark.skipif("ui.__main__" not in MODULES, reason="no window yet")
def test_no_part_of_the_window_loads_a_heavy_library() -> None:
    modules = ", ".join(name for name in MODULES if name.startswith("ui"))
    assert loaded_after(f"import {modules}") & HEAVY == set()


@pytest.mark.skipif("ui.__main__" not in MODULES, reason="no window yet")
def test_the_first_window_loads_only_what_it_shows() -> None:
    start = "from ui.__main__ import load_application; load_application(); import ui.pages.reviews"
    assert sorted(name for name in modules_after(start) if name.startswith(LATER)) == []


def test_imports_are_seen_wherever_they_stand() -> None:
    source = """
import json
from bvreview import errors
if TYPE_CHECKING:
    from bvreview.framework import Pack
def read():
    import pandas
"""
    assert set(imports_of("bvreview.review", source)) == {
        ("bvreview.review", "json", True),
        ("bvreview.review", "bvreview.errors", True),
        ("bvreview.review", "bvreview.framework", False),
        ("bvreview.review", "pandas", True),
    }


@pytest.mark.parametrize(
    ("module", "number"), [("bvreview", 0), ("bvreview.errors", 0), ("ui.forms.cell", 8)]
)
def test_a_module_is_on_the_floor_of_its_room(module: str, number: int) -> None:
    assert floor(module) == number
