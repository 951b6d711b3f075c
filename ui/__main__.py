"""The command: without words, or with files, it opens the window; other words go to ``bvreview.cli``.

Nothing of Qt is imported at the top: a command needs none of it.
"""

from __future__ import annotations

import gc
import os
import sys
from pathlib import Path
from types import ModuleType
from typing import Final

TAKEN: Final = frozenset((".xlsx", ".xlsm", ".xls", ".ods", ".bvr"))
"""Endings of what the file manager hands over: they open in the window."""


def main() -> int:
    """Open the window, or do what the words say; returns the exit code."""
    words = sys.argv[1:]
    paths = [Path(word) for word in words]
    if words and not all(path.suffix.casefold() in TAKEN for path in paths):
        from bvreview.cli import main as run_words

        return run_words(words)
    if not has_display():
        from bvreview.i18n import _

        sentence = _(
            "There is no display for the window. Start it from a desktop, or work without a window: "
            "bvreview --help says how."
        )
        print(sentence, file=sys.stderr)
        return 2
    try:
        application = load_application()
    except ImportError as error:
        if ".so" not in str(error):
            raise
        print(_library_missing(error), file=sys.stderr)
        return 2
    code: int = application.run(sys.argv[:1], paths)
    return code


def load_application() -> ModuleType:
    """The module ``ui.application``, and what it stands on.

    What knows nothing of Qt comes first: PySide reads the source of every module that is loaded after it.
    """
    gc.disable()  # a start makes what is kept, and afterwards only the window's thread looks (ui.pace)
    import bvreview.diary
    import bvreview.framework.loader
    import bvreview.workspace  # noqa: F401 - see above
    import ui.application

    return ui.application


def _library_missing(error: ImportError) -> str:
    """What a Linux without graphics is told: a build brings everything but the system's own drivers."""
    from bvreview.i18n import _

    library = str(error).split(":")[0]
    return _(
        "The window needs {library}, which this system does not have. On Debian and Ubuntu: "
        "sudo apt-get install libgl1 libegl1"
    ).format(library=library)


def has_display() -> bool:
    """Whether Qt has something to open a window on; where it finds nothing it ends the process."""
    if not sys.platform.startswith("linux"):
        return True
    return any(os.environ.get(name) for name in ("DISPLAY", "WAYLAND_DISPLAY", "QT_QPA_PLATFORM"))


if __name__ == "__main__":
    sys.exit(main())
