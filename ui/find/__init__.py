"""Finding and helping: the search box, the guide, what there is to look up."""

from __future__ import annotations
