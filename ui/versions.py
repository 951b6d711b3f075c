"""What the application is made of: each part with its version here and its licence."""

from __future__ import annotations

import platform
import sqlite3
from importlib.metadata import PackageNotFoundError, version
from typing import Final

import bvreview
from bvreview.i18n import _

LIBRARIES: Final = (
    ("Qt for Python (PySide6)", "PySide6-Essentials", "LGPL-3.0"),
    ("msgspec", "msgspec", "BSD-3-Clause"),
    ("tomli", "tomli", "MIT"),
    ("sqlite-utils", "sqlite-utils", "Apache-2.0"),
    ("openpyxl", "openpyxl", "MIT"),
    ("python-calamine", "python-calamine", "MIT"),
    ("defusedxml", "defusedxml", "PSF-2.0"),
    ("ReportLab", "reportlab", "BSD-3-Clause"),
    ("pandas", "pandas", "BSD-3-Clause"),
    ("NumPy", "numpy", "BSD-3-Clause"),
    ("SciPy", "scipy", "BSD-3-Clause"),
    ("platformdirs", "platformdirs", "MIT"),
)
"""The name on screen, the name of the package, and its licence as the package states it."""


def libraries() -> tuple[tuple[str, str, str], ...]:
    """Name, version and licence of every part; a version that this build does not know is said so."""
    own = (
        ("bvreview", bvreview.__version__, "MIT"),
        ("Python", platform.python_version(), "PSF-2.0"),
        ("SQLite", sqlite3.sqlite_version, _("public domain")),
        (_("Source Sans 3 (typeface)"), _("in the folder of fonts"), "OFL-1.1"),
        (_("Lucide (icons)"), _("in the folder of icons"), "ISC"),
    )
    return (*own, *((name, _version(package), licence) for name, package, licence in LIBRARIES))


def _version(package: str) -> str:
    try:
        return version(package)
    except PackageNotFoundError:
        return _("as built in")
