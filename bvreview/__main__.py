"""The commands as ``python -m bvreview``; the window is opened by ``python -m ui``."""

from __future__ import annotations

import sys

from bvreview.cli import main

if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
