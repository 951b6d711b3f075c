"""How a comment that we put on a cell is told from a person's, when the file comes back."""

from __future__ import annotations

from typing import Final

MARK: Final = "[Best Value Review]"
"""Begins the first line of our comments; no pack or language changes it."""


def own_words(comment: str) -> str:
    """What a person wrote in a comment: all of it, or what follows the line that we wrote."""
    author, __, rest = comment.partition("\n")
    if author.strip() == f"{MARK}:":  # a program put the name of the author on a line of its own
        comment = rest
    return comment.partition("\n")[2] if comment.startswith(MARK) else comment
