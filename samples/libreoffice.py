"""Saves a workbook again as LibreOffice does: other styles, other strings, the same answers."""

from __future__ import annotations

import shutil
import subprocess
import tempfile
from collections.abc import Callable
from pathlib import Path
from typing import Final

_SECONDS: Final = 180


def save_again(path: Path, make: Callable[[Path], None]) -> None:
    """Let ``make`` write a workbook and put what LibreOffice makes of it at ``path``.

    Without LibreOffice a file that is there stays as it is.

    Raises:
        FileNotFoundError: LibreOffice is not installed and there is no file to keep.
    """
    office = shutil.which("soffice")
    if office is None:
        if path.exists():
            return
        raise FileNotFoundError("soffice")
    with tempfile.TemporaryDirectory() as temporary:
        folder = Path(temporary)
        made = folder / "made" / path.name
        made.parent.mkdir()
        make(made)
        _convert(office, made, folder)
        shutil.copyfile(folder / path.name, path)


def _convert(office: str, made: Path, folder: Path) -> None:
    profile = f"-env:UserInstallation={(folder / 'profile').as_uri()}"
    words = [profile, "--headless", "--convert-to", made.suffix[1:], "--outdir", str(folder), str(made)]
    subprocess.run([office, *words], check=True, capture_output=True, timeout=_SECONDS)
