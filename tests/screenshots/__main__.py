"""Pictures of the sample region at 1366 by 768 in light, dark and at 200 %, and what is wrong with them.

``python3 run.py screenshots --out DIR`` writes DIR/<look>-<page>.png and says every fault, one a line;
the exit code is 1 where there is one. Without ``--out`` it only looks.
"""

from __future__ import annotations

import argparse
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import Final

sys.path.insert(0, str(Path(__file__).resolve().parents[2]))

import numpy as np
from PIL import Image
from PySide6.QtGui import QImage, QPixmap
from PySide6.QtWidgets import QApplication

from screenshots.clock import stop_clocks
from screenshots.faults import faults_in
from screenshots.longer import speak_longer
from screenshots.pages import FIRST, PAGES, Page
from screenshots.stage import LOOKS, SIZE, Look, Stage, say_screen, staged
from screenshots.workspace import make_workspace

COLOURS: Final = 256
FEW: Final = 20
"""Colours of a picture on which there is nothing."""
NAMES: Final = (FIRST, *(page.name for page in PAGES))


def main() -> int:
    """Take the pictures; returns the exit code."""
    parser = argparse.ArgumentParser(prog="run.py screenshots", description=__doc__)
    parser.add_argument("--out", type=Path, metavar="DIR")
    parser.add_argument("--look", action="append", choices=[look.name for look in LOOKS])
    parser.add_argument("--longer", action="store_true", help="every text 1.4 times as long, as Welsh may be")
    parser.add_argument("names", nargs="*", metavar="PAGE", help=f"of {', '.join(NAMES)}")
    words = parser.parse_args()
    if unknown := [name for name in words.names if name not in NAMES]:
        parser.error(f"there is no page {unknown[0]!r}")
    if words.out:
        words.out.mkdir(parents=True, exist_ok=True)
    looks = [look for look in LOOKS if not words.look or look.name in words.look]
    if len(looks) > 1:
        more = ["--longer"] * words.longer + words.names
        return max([_in_a_process_of_its_own(look, words.out, more) for look in looks])
    if words.longer:
        speak_longer()
    found = 0
    with tempfile.TemporaryDirectory(prefix="bvreview-pictures-") as folder:
        for fault in take(looks[0], words.names or NAMES, Path(folder), words.out):
            print(fault, flush=True)
            found += 1
    return 1 if found else 0


def _in_a_process_of_its_own(look: Look, out: Path | None, more: list[str]) -> int:
    kept = ["--out", str(out)] if out else []
    words = [sys.executable, "-m", "screenshots", *kept, "--look", look.name, *more]
    return subprocess.run(words, check=False).returncode


def take(look: Look, names: tuple[str, ...], folder: Path, out: Path | None) -> Iterator[str]:
    """Take the pictures of one look; gives the faults. They are kept in ``out``."""
    say_screen(folder)
    stop_clocks()
    app = QApplication(["bvreview"])
    app.setCursorFlashTime(0)
    if FIRST in names:
        with staged(app, look, folder / f"{look.name}-first", None) as stage:
            yield from _take(stage, Page(FIRST, lambda _stage: None), look, out)
    pages = [page for page in PAGES if page.name in names]
    if not pages:
        return
    workspace = folder / look.name / "east-midlands.bvr"
    workspace.parent.mkdir()
    draft = make_workspace(workspace)
    with staged(app, look, folder / look.name, workspace, draft) as stage:
        for page in pages:
            yield from _take(stage, page, look, out)
            stage.close_over()


def _take(stage: Stage, page: Page, look: Look, out: Path | None) -> Iterator[str]:
    page.show(stage)
    stage.wait()
    if (focus := QApplication.focusWidget()) and not stage.over():
        focus.clearFocus()  # a picture is calmer without the ring around what has the keyboard
    dots = _dots(stage.picture())
    if out:
        _save(dots, out / f"{look.name}-{page.name}.png")
    faults = [fault for root in stage.over() or [stage.root] for fault in faults_in(root)]
    if dots.shape != (SIZE.height(), SIZE.width()) or len(np.unique(dots[::4, ::4])) <= FEW:
        faults.append(f"shows nothing in {dots.shape}")
    yield from (f"{look.name}, {page.name}: {fault}" for fault in dict.fromkeys(faults))


def _dots(picture: QPixmap) -> np.ndarray:
    """The colours of a picture, 0xRRGGBB each, in rows."""
    taken = picture.toImage().convertToFormat(QImage.Format.Format_RGB32)
    dots = np.frombuffer(taken.constBits(), np.uint32).reshape(taken.height(), taken.bytesPerLine() // 4)
    return dots & 0xFFFFFF


def _save(dots: np.ndarray, path: Path) -> None:
    """A PNG with a palette of its own: a third of the bytes, and no eye sees the difference."""
    packed, which, counts = np.unique(dots, return_inverse=True, return_counts=True)
    found = np.stack([packed >> shift & 255 for shift in (16, 8, 0)], axis=1).astype(int)
    chosen, nearest = _palette(found, counts)
    small = Image.fromarray(nearest[which].reshape(dots.shape).astype(np.uint8), "P")
    small.putpalette(found[chosen].flatten().tolist())
    small.save(path, optimize=True)


def _palette(found: np.ndarray, counts: np.ndarray) -> tuple[list[int], np.ndarray]:
    """The places of up to 256 colours that leave the least wrong, and for each colour the nearest of them."""
    chosen = [int(np.argmax(counts))]
    far = np.abs(found - found[chosen[0]]).sum(axis=1)
    nearest = np.zeros(len(found), int)
    while len(chosen) < COLOURS and far.any():
        chosen.append(int(np.argmax(far * counts)))
        now = np.abs(found - found[chosen[-1]]).sum(axis=1)
        nearest[now < far] = len(chosen) - 1
        far = np.minimum(now, far)
    return chosen, nearest


if __name__ == "__main__":
    sys.exit(main())
