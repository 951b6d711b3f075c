"""Why a framework pack cannot be used."""

from __future__ import annotations

from collections.abc import Sequence

from msgspec import Struct

from bvreview.errors import BvReviewError
from bvreview.i18n import _


class PackProblem(Struct, frozen=True):
    """A mistake in a pack: in which file, at which table and key, and what is wrong there."""

    file: str
    where: str
    sentence: str

    def __str__(self) -> str:
        """As one line: "collect.toml, section[2].parts[0].kind: ..."."""
        return ": ".join(
            part for part in (", ".join(p for p in (self.file, self.where) if p), self.sentence) if part
        )


class PackError(BvReviewError):
    """The framework pack has mistakes; ``problems`` lists them all."""

    def __init__(self, pack: str, problems: Sequence[PackProblem]) -> None:
        """Name the pack and its first mistakes."""
        self.problems = tuple(problems)
        head = _("The framework pack {pack} cannot be used.").format(pack=pack)
        super().__init__("\n".join([head, *(str(p) for p in self.problems[:10])]))
