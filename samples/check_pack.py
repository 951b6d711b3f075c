"""Check the pack that ships, and write down that these very files were found whole.

    PYTHONPATH=. python -m samples.check_pack

As long as the fingerprint is theirs, a start does not check them again.
"""

from __future__ import annotations

from bvreview.framework.loader import DEFAULT_PACK, FOUND_WHOLE, load_framework, pack_fingerprint
from bvreview.resources import resource_path


def main() -> None:
    """Look at every file of the pack, then keep their fingerprint."""
    folder = resource_path("frameworks", DEFAULT_PACK)
    (folder / FOUND_WHOLE).unlink(missing_ok=True)
    load_framework(folder)
    (folder / FOUND_WHOLE).write_text(f"{pack_fingerprint(folder)}\n", encoding="ascii")


if __name__ == "__main__":
    main()
