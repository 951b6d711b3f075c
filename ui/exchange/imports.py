"""Taking files in: ask, run in sight, show the list."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from types import MappingProxyType

from PySide6.QtWidgets import QWidget

from bvreview.i18n import _
from bvreview.resources import sample_path
from bvreview.review.exchange.chosen_place import ChosenPlace
from bvreview.review.exchange.questions import Given
from bvreview.review.exchange.submission import ImportOutcome
from ui.bus import Changed
from ui.desk import Desk
from ui.dialogs.outcomes import OutcomesDialog
from ui.exchange.files import ask_for_workbooks
from ui.exchange.hand_outs import look_through
from ui.exchange.running import run_in_sight
from ui.operations import Taken, import_files
from ui.widgets.messages import inform, offer

Then = Callable[[Sequence[ImportOutcome]], object]


def choose_files(parent: QWidget, desk: Desk, then: Then, place: ChosenPlace | None = None) -> None:
    """Ask for workbooks, then import them; ``place``: for whom they are wanted."""
    if paths := ask_for_workbooks(parent, desk.preferences):
        import_paths(parent, desk, paths, then, place=place)


def import_paths(  # noqa: PLR0913 - a window, what to take, and what is known of it
    parent: QWidget,
    desk: Desk,
    paths: Sequence[Path],
    then: Then,
    answers: Mapping[str, Given] = MappingProxyType({}),
    *,
    place: ChosenPlace | None = None,
) -> None:
    """Import files or folders, then show what became of each; ``place``: for whom they were chosen."""
    sample = any(path == sample_path("east-midlands") for path in paths)
    job = import_files(desk.workspace, paths, answers, sample=sample, place=place)

    def show(taken: Taken) -> None:
        if not parent.isVisible() or (job.is_cancelled() and not taken.outcomes):
            return  # the window was closed meanwhile, or nothing was begun
        then(taken.outcomes)
        if not taken.outcomes:
            inform(parent, _("Nothing to import"), _("There is no workbook in what was chosen."))
            return
        came = [o for o in taken.outcomes if o.coming]
        look_through(parent, desk, came, lambda outcome: then([outcome]))
        not_begun = len(taken.files) - len(taken.outcomes)
        if len(came) == len(taken.files) and not taken.passed_over:
            return  # each is told by what it would change
        dialog = OutcomesDialog(parent, desk.look, taken.outcomes, not_begun, taken.passed_over)
        dialog.answered_files.connect(lambda given: again({taken.files[n]: a for n, a in given.items()}))
        dialog.open()

    def again(given: dict[Path, Given]) -> None:
        before = {str(path): answers.get(str(path), {}) for path in given}
        known = {str(path): {**before[str(path)], **added} for path, added in given.items()}
        import_paths(parent, desk, list(given), then, known, place=place)

    job.failed.connect(lambda _error: desk.bus.tell(Changed()))  # the files before it are in
    run_in_sight(parent, desk, job, show)


def sample_paths() -> list[Path]:
    """Where the sample region's workbooks are."""
    return [sample_path("east-midlands")]


def offer_sample(parent: QWidget, take_in: Callable[[], object], elsewhere: Callable[[], object]) -> None:
    """Say what it means to take made-up figures in beside reviews of one's own, and offer both ways."""
    words = _(
        "There are reviews of your own in this workspace. The sample region is made up: it would stand "
        "beside them and count in their comparisons. To keep it apart, open another workspace first."
    )
    ways = [(_("Open another workspace\u2026"), elsewhere), (_("Take it in here"), take_in)]
    offer(parent, _("Explore the sample region"), words, ways)
