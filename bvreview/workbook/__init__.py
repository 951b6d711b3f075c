"""Excel in and out: the import gate, the reader and the writer of templates and submissions."""

from __future__ import annotations
