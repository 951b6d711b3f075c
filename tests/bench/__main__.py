"""The figures: each against a reference measured in the same run, one JSON row a figure.

``python3 run.py bench [NAME ...]`` runs all, or those named. Figures are reported and never asserted.
"""

from __future__ import annotations

import argparse
import json
import tempfile
from collections.abc import Callable, Iterator
from pathlib import Path

from bench.compare import measure_overview, measure_stress
from bench.edit import measure_edit
from bench.export import measure_export
from bench.figure import Figure
from bench.forms import measure_check, measure_forms
from bench.importing import measure_import
from bench.many import measure_many
from bench.pages import measure_charts, measure_memory, measure_pages
from bench.plan import measure_plan
from bench.start import measure_start
from bench.table import measure_keystroke, measure_paste

FIGURES: dict[str, Callable[[Path], Iterator[Figure]]] = {
    "start": measure_start,
    "import": measure_import,
    "export": measure_export,
    "forms": measure_forms,
    "check": measure_check,
    "plan": measure_plan,
    "edit": measure_edit,
    "keystroke": measure_keystroke,
    "paste": measure_paste,
    "page change": measure_pages,
    "chart page": measure_charts,
    "memory": measure_memory,
    "overview": measure_overview,
    "many": measure_many,
    "stress test": measure_stress,
}


def main() -> None:
    parser = argparse.ArgumentParser(prog="run.py bench", description=__doc__)
    parser.add_argument("names", nargs="*", metavar="NAME", help=f"of {', '.join(FIGURES)}")
    names = parser.parse_args().names or list(FIGURES)
    if unknown := [name for name in names if name not in FIGURES]:
        parser.error(f"there is no figure {unknown[0]!r}")
    for name in names:
        with tempfile.TemporaryDirectory(prefix="bvreview-bench-") as folder:
            for figure in FIGURES[name](Path(folder)):
                print(json.dumps(figure.row()), flush=True)


if __name__ == "__main__":
    main()
