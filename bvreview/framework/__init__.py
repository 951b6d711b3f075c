"""Floor 1: what is asked. Frozen descriptors, loaded from the data files of a framework pack."""

from __future__ import annotations
