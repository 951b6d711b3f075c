"""Why the workspace refuses: one class a cause, each with its own sentence."""

from __future__ import annotations

import contextlib
import errno
import sqlite3
from collections.abc import Iterator, Sequence
from pathlib import Path

from bvreview.errors import BvReviewError
from bvreview.i18n import _


class WorkspaceError(BvReviewError):
    """The workspace file at ``path`` cannot be used, or not now."""

    def __init__(self, path: Path, sentence: str, **words: str) -> None:
        """Put the file's name, its folder and other words into the sentence."""
        self.path = path
        super().__init__(sentence.format(name=path.name, folder=path.absolute().parent, **words))


class NoWorkspaceError(WorkspaceError):
    """There is no file."""

    def __init__(self, path: Path) -> None:
        """Say where nothing was found."""
        super().__init__(
            path, _("There is no workspace {name} in {folder}. Choose another, or make a new one.")
        )


class NotAWorkspaceError(WorkspaceError):
    """The file is something else; it was not touched."""

    def __init__(self, path: Path) -> None:
        """Say that it was left alone."""
        super().__init__(path, _("{name} is not a workspace of this application. It was not changed."))


class NewerWorkspaceError(WorkspaceError):
    """A newer version of the application wrote the file."""

    def __init__(self, path: Path) -> None:
        """Say what to do."""
        super().__init__(
            path,
            _("{name} was written by a newer version of this application. Open it with that version."),
        )


class LockedError(WorkspaceError):
    """Another start has the workspace open; nothing was written."""

    def __init__(self, path: Path, who: str = "", since: str = "") -> None:
        """Name who holds it and since when, where that is known."""
        self.who, self.since = who, since
        sentence = (
            _("{name} is open already: {who}, since {since}. Close it there, then open it here.")
            if who
            else _("{name} is open already in another window. Close it there, then open it here.")
        )
        super().__init__(path, sentence, who=who, since=since)


class ReadOnlyError(WorkspaceError):
    """The file or its folder cannot be written to."""

    def __init__(self, path: Path) -> None:
        """Offer the way on."""
        super().__init__(
            path, _("{name} cannot be changed: the file or its folder is read-only. Save it elsewhere.")
        )


class DiskFullError(WorkspaceError):
    """No space is left; what was saved before is safe."""

    def __init__(self, path: Path) -> None:
        """Say what is safe and what to do."""
        super().__init__(
            path,
            _("The disk is full, so the last change is not saved in {name}. Make space, then try again."),
        )


class DiskError(WorkspaceError):
    """The disk, stick or network folder does not answer."""

    def __init__(self, path: Path) -> None:
        """Say what is safe and what to do."""
        super().__init__(
            path,
            _(
                "{name} could not be read or written: the disk or network folder does not answer. "
                "What was saved before is safe. Try again, or save it elsewhere."
            ),
        )


class GoneError(WorkspaceError):
    """The file was moved, renamed, replaced or deleted while it was open."""

    def __init__(self, path: Path) -> None:
        """Offer the way on."""
        super().__init__(
            path,
            _("{name} is no longer in {folder}: it was moved or deleted while open. Save it elsewhere."),
        )


class TakenError(WorkspaceError):
    """Something stands where a new file is to be made; it was not touched."""

    def __init__(self, path: Path) -> None:
        """Say what to do."""
        super().__init__(path, _("There is a file {name} in {folder} already. Choose another name."))


def refuse_existing(path: Path) -> None:
    """See that a new file takes nobody's place.

    Raises:
        TakenError: something is at ``path``.
    """
    if path.exists():
        raise TakenError(path)


class ClosedError(WorkspaceError):
    """The workspace was closed before."""

    def __init__(self, path: Path) -> None:
        """Say so."""
        super().__init__(path, _("{name} is closed."))


class DamagedError(WorkspaceError):
    """The file is damaged; it stays untouched. ``problems`` says where, one sentence each."""

    def __init__(self, path: Path, problems: Sequence[str]) -> None:
        """Name the first problems and the way on."""
        self.problems = tuple(problems)
        head = _(
            "{name} is damaged and was left as it is. Restore a backup, or save what can be read to a new "
            "file. {problems}"
        )
        super().__init__(path, head, problems=" ".join(self.problems[:3]))


class AlteredError(Exception):
    """A row is not what was written; ``named_errors`` makes a ``DamagedError`` of it."""


class UnknownReviewError(BvReviewError):
    """There is no review of that id."""

    def __init__(self, review_id: str) -> None:
        """Name what was asked for."""
        super().__init__(_("There is no review {review} in this workspace.").format(review=review_id))


class DuplicateReviewError(BvReviewError):
    """The same review is already being written."""

    def __init__(self, title: str, review_id: str) -> None:
        """Name the review that is there."""
        self.review_id = review_id
        super().__init__(_("There is already a review of {title}. Open that one.").format(title=title))


class ReceivedReviewError(BvReviewError):
    """A received review is read, not edited."""

    def __init__(self) -> None:
        """Say what to do."""
        super().__init__(
            _("This review came in as a file and is not edited here. Ask the sender for a new revision.")
        )


class SignedReviewError(BvReviewError):
    """A signed review stays as it was signed until its next revision is begun."""

    def __init__(self, revision: int) -> None:
        """Say what to do."""
        sentence = _("Revision {n} is signed and stays as it is. Begin revision {next} to change it.")
        super().__init__(sentence.format(n=revision, next=revision + 1))


class ChangedMeanwhileError(BvReviewError):
    """What stands there is not what the change was made from; nothing was written."""

    def __init__(self, place: str) -> None:
        """Name the place."""
        self.place = place
        sentence = _("{place} was changed in the meantime. Look at it again, then change it.")
        super().__init__(sentence.format(place=place))


class NotReadyError(BvReviewError):
    """A review with open findings is not signed."""

    def __init__(self, open_findings: int) -> None:
        """Say how many are open."""
        self.open_findings = open_findings
        sentence = _("{n} findings must be put right or explained before this review is signed.")
        super().__init__(sentence.format(n=open_findings))


_CAUSES: dict[str, type[ReadOnlyError | DiskFullError | DiskError | LockedError]] = {
    "SQLITE_FULL": DiskFullError,
    "SQLITE_IOERR": DiskError,
    "SQLITE_CANTOPEN": DiskError,
    "SQLITE_READONLY": ReadOnlyError,
    "SQLITE_PERM": ReadOnlyError,
    "SQLITE_BUSY": LockedError,
    "SQLITE_LOCKED": LockedError,
}


@contextlib.contextmanager
def named_errors(path: Path) -> Iterator[None]:
    """Give errors of SQLite, of the disk and of what is read from it the name of their cause.

    Raises:
        WorkspaceError: the subclass that fits; an error that is no condition of disk or file passes.
    """
    try:
        yield
    except sqlite3.DatabaseError as error:
        raise _named(error, path) from error
    except OSError as error:
        raise _named_by_system(error, path) from error
    except AlteredError as error:
        raise DamagedError(path, [str(error)]) from error
    except UnicodeDecodeError as error:  # in a name of the schema, before SQLite itself has looked
        raise DamagedError(path, [_("SQLite cannot read it.")]) from error


def _named(error: sqlite3.DatabaseError, path: Path) -> Exception:
    name = getattr(error, "sqlite_errorname", "") or ""
    if name.startswith(("SQLITE_CORRUPT", "SQLITE_NOTADB")) or "Could not decode" in str(error):
        return DamagedError(path, [_("SQLite cannot read it.")])
    cause = next((kind for prefix, kind in _CAUSES.items() if name.startswith(prefix)), None)
    return cause(path) if cause else error


def _named_by_system(error: OSError, path: Path) -> WorkspaceError:
    if error.errno in (errno.ENOSPC, errno.EDQUOT, errno.EFBIG):
        return DiskFullError(path)
    if error.errno in (errno.EACCES, errno.EPERM, errno.EROFS):
        return ReadOnlyError(path)
    return DiskError(path)
