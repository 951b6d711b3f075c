"""Opening a workspace from the command line: as whom, and what is compared in it."""

from __future__ import annotations

import difflib
from argparse import Namespace
from pathlib import Path

from bvreview.errors import BvReviewError
from bvreview.framework.descriptors import Framework
from bvreview.framework.loader import default_framework
from bvreview.i18n import _
from bvreview.review.exchange.chosen_place import ChosenPlace
from bvreview.review.periods import FinancialYear
from bvreview.settings import command_line, load_settings
from bvreview.workspace import Workspace


class FileThereError(BvReviewError):
    """A file stands where one is to be written; somebody may have worked in it."""

    def __init__(self, path: Path) -> None:
        """Say which, and the two ways on."""
        text = _("There is a file {path} already. Choose another name, or give --force to replace it.")
        super().__init__(text.format(path=path))


def keep_free(arguments: Namespace, *paths: Path) -> None:
    """Refuse to write over a file that is there, unless that was asked for.

    ``paths``: what is to be written; the output that was named where none is given.

    Raises:
        FileThereError: a file is there.
    """
    for path in paths or (arguments.output,):
        if path.exists() and not arguments.force:
            raise FileThereError(path)


class WrongEndingError(BvReviewError):
    """A file is named as another kind than the one that would be written."""

    def __init__(self, path: Path, endings: tuple[str, ...]) -> None:
        """Say which endings there are."""
        text = _("{path} would not be what its name says. Give a name that ends in {endings}.")
        *most, last = endings
        listed = _("{most} or {last}").format(most=", ".join(most), last=last) if most else last
        super().__init__(text.format(path=path, endings=listed))


def need_ending(path: Path, *endings: str) -> None:
    """Refuse a name that says another kind of file than one of those that are written here.

    Raises:
        WrongEndingError: it does.
    """
    if path.suffix.casefold() not in endings:
        raise WrongEndingError(path, endings)


class UnknownNameError(BvReviewError):
    """A name that the pack does not have; the sentence lists what it has."""

    def __init__(self, what: str, given: str, known: list[str]) -> None:
        """Name what was asked for and what there is."""
        text = _('There is no {what} "{given}". There are: {known}.')
        super().__init__(text.format(what=what, given=given, known=", ".join(known)))


def open_workspace(path: Path, *, create: bool = False) -> Workspace:
    """The workspace at ``path`` in the name of the person in the settings."""
    settings = load_settings().settings
    person = settings.person or command_line()
    return Workspace.open(path, person=person, framework=default_framework(), create=create)


def find_review(workspace: Workspace, given: str) -> str:
    """The id of a review of the workspace, given by id or by its organisation where that has only one."""
    ids = {head.id: head.organisation for head in workspace.heads()}
    names = {o.id: o.name.casefold() for o in default_framework().organisations}
    mine = [i for i, whose in ids.items() if given.strip().casefold() in (whose.casefold(), names.get(whose))]
    if given in ids or len(mine) != 1:
        return _find({i: i for i in ids}, given, _("review"))
    return mine[0]


def find_organisation(framework: Framework, given: str) -> str:
    """The id of an organisation given by id or name in any case."""
    known = {o.id: o.name for o in framework.organisations}
    return _find(known, given, _("organisation"))


def find_service(framework: Framework, given: str) -> str:
    """The id of a service given by id or name in any case."""
    own = framework.service(given)  # a local one says in its id whose it is and what it is called
    return own.id if own else _find({s.id: s.name for s in framework.services}, given, _("service"))


class HalfPlaceError(BvReviewError):
    """For whom a file is said only in part."""

    def __init__(self) -> None:
        """Say what is missing."""
        text = _("To say for whom a file is, give --organisation, --service and --period, all three.")
        super().__init__(text)


def find_place(framework: Framework, arguments: Namespace) -> ChosenPlace | None:
    """For whom the files were chosen; None where nothing was said.

    Raises:
        HalfPlaceError: not all of it was said.
    """
    said = (arguments.organisation, arguments.service, arguments.period)
    if not any(said):
        return None
    if not all(said):
        raise HalfPlaceError
    period = FinancialYear.parse(arguments.period)
    return ChosenPlace(find_organisation(framework, said[0]), find_service(framework, said[1]), period)


def find_region(framework: Framework, given: str) -> str:
    """The id of a region given by id or name in any case; "" stays ""."""
    return _find({r.id: r.name for r in framework.regions}, given, _("region")) if given else ""


def _find(known: dict[str, str], given: str, what: str) -> str:
    wanted = given.strip().casefold()
    for key, name in known.items():
        if wanted in (key.casefold(), name.casefold()):
            return key
    raise UnknownNameError(what, given, _like(wanted, list(known.values())))


def _like(wanted: str, names: list[str]) -> list[str]:
    """The names that hold what was given, or are spelt much like it; all of them where none does."""
    near = difflib.get_close_matches(wanted, [n.casefold() for n in names], n=5)
    found = [n for n in names if wanted and wanted in n.casefold()]
    return found or [n for n in names if n.casefold() in near] or names
