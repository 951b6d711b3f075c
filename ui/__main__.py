"""The command: without words it opens the window, with words it hands over to ``bvreview.cli``.

Nothing of Qt is imported at the top: a reading child of the gate starts from this module too.
"""

from __future__ import annotations

import multiprocessing
import sys


def main() -> int:
    """Open the window, or do what the words say; returns the exit code."""
    multiprocessing.freeze_support()
    words = sys.argv[1:]
    if words:
        from bvreview.cli import main as run_words

        return run_words(words)
    from ui.application import run

    return run(sys.argv)


if __name__ == "__main__":
    sys.exit(main())
