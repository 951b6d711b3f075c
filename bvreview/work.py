"""The door to long pure work: files and values in, files and values out, no database; on any thread.

What takes time says where it is through ``tick(done, of, text)`` and asks ``cancelled()`` between files.
"""

from __future__ import annotations

import contextlib
import gc
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from itertools import islice
from pathlib import Path
from types import MappingProxyType
from typing import TYPE_CHECKING

from bvreview import __version__
from bvreview.errors import TooManyFilesError
from bvreview.files import replacing
from bvreview.folders import files_inside, is_workbook
from bvreview.framework.descriptors import Framework
from bvreview.framework.return_map import Return
from bvreview.framework.returns import asking
from bvreview.resources import sample_path
from bvreview.review.compared.alongside import NOTHING_ALONGSIDE, Alongside
from bvreview.review.compared.area_pay import area_pay_of
from bvreview.review.compared.benchmarks import BenchmarkSet
from bvreview.review.compared.packs import BenchmarkPack, PackReading
from bvreview.review.compared.scope import CompareScope, one_each
from bvreview.review.compared.standing import Comparison
from bvreview.review.exchange.chosen_place import ChosenPlace, ask_about_place
from bvreview.review.exchange.handing import part_of
from bvreview.review.exchange.held import Held, held_text
from bvreview.review.exchange.outgoing import Outgoing
from bvreview.review.exchange.questionnaire import Questionnaire, as_return
from bvreview.review.exchange.questions import Given, answers_for
from bvreview.review.exchange.sent import Back, decode_sent, encode_sent, sent_of
from bvreview.review.exchange.submission import FileKind, FileReading, FileRefusal, Handed
from bvreview.review.findings import Finding
from bvreview.review.model import Review, ReviewHead
from bvreview.review.rules import find_all

if TYPE_CHECKING:  # comparison is loaded when something is compared
    from bvreview.analysis.history import History
    from bvreview.analysis.study import Study

Tick = Callable[[int, int, str], None]
Cancelled = Callable[[], bool]
MOST_FILES = 2_000
"""Workbooks that are taken in at once: a disk that was dropped by mistake is not read from end to end."""
_VALUES_OF_MANY_FILES = 1_000_000


def find_workbooks(paths: Iterable[Path], cancelled: Cancelled = lambda: False) -> list[Path]:
    """The files named, and the workbooks in the folders named, by name; lock notes are passed over.

    Links to folders within a folder are not followed. Cancelled, it gives what was found so far.

    Raises:
        TooManyFilesError: there are more workbooks than anybody means to send.
    """
    found: list[Path] = []
    for path in paths:
        found += _inside(path, cancelled) if path.is_dir() else [path]
        if len(found) > MOST_FILES:
            raise TooManyFilesError(MOST_FILES)
    return found


def _inside(folder: Path, cancelled: Cancelled) -> list[Path]:
    workbooks = (path for path in files_inside(folder, cancelled) if is_workbook(path))
    return sorted(islice(workbooks, MOST_FILES + 1))


def read_files(
    framework: Framework,
    paths: Iterable[Path],
    cancelled: Cancelled = lambda: False,
    answers: Mapping[str, Given] = MappingProxyType({}),
    place: ChosenPlace | None = None,
) -> Iterator[tuple[Path, bytes, FileReading | FileRefusal | PackReading]]:
    """Each file through the gate, with the bytes that were read (none where it was refused).

    ``answers``: to the files' questions, by name, whole path or SHA-256 of a file. ``place``: for whom the
    files were chosen; those of others ask.
    """
    from bvreview.workbook.gate.gate import Gate

    with _collecting_seldom(), Gate() as gate:
        from bvreview.workbook.reader import Reader

        reader = Reader(framework)
        for path, outcome in gate.read_many(paths, cancelled):
            given = answers_for(answers, path.name, str(path), getattr(outcome, "digest", ""))
            reading = reader.read(outcome, path.name, given)
            if place and isinstance(reading, FileReading):
                reading = ask_about_place(framework, reading, place)
            yield path, getattr(outcome, "content", b""), reading


@contextlib.contextmanager
def _collecting_seldom() -> Iterator[None]:
    """Look for cycles seldom: two files are some 100,000 values at a time, and none of them is in one.

    What was made goes among what is old without a look, where Python looks by itself.
    """
    before = gc.get_threshold()
    gc.set_threshold(max(before[0], _VALUES_OF_MANY_FILES), *before[1:])
    try:
        yield
    finally:
        if gc.isenabled():
            gc.freeze()
            gc.unfreeze()
        gc.set_threshold(*before)


def read_file(framework: Framework, path: Path) -> FileReading | FileRefusal | PackReading:
    """One file through the gate."""
    return next(reading for *__, reading in read_files(framework, [path]))


def published_sets(framework: Framework) -> tuple[BenchmarkSet, ...]:
    """The published tables that ship with the application as benchmark sets."""
    from bvreview.analysis.published import read_published

    return read_published(framework, sample_path("published"))


def compare(
    framework: Framework,
    scope: CompareScope,
    reviews: Sequence[Review],
    sets: Sequence[BenchmarkSet],
    *,
    own: str = "",
) -> tuple[Comparison, ...]:
    """Every measure and unit cost of a service compared (see ``analysis.service``).

    ``own``: the id of the review that is looked at; it counts before others of its organisation.
    """
    from bvreview.analysis.service import compare_service

    return compare_service(framework, scope, one_each(reviews, own), sets)


def study(
    framework: Framework,
    head: ReviewHead,
    reviews: Sequence[Review],
    sets: Sequence[BenchmarkSet],
    beside: Alongside = NOTHING_ALONGSIDE,
) -> Study:
    """A review's figures beside all others, with the groups to compare with (see ``analysis.study``).

    ``beside``: lists of one's own, what providers sent, and what packs say beside figures.
    """
    from bvreview.analysis.study import study_of

    return study_of(framework, head, one_each(reviews, head.id), sets, beside)


def history(
    framework: Framework,
    head: ReviewHead,
    reviews: Sequence[Review],
    sets: Sequence[BenchmarkSet],
    packs: Sequence[BenchmarkPack],
) -> History:
    """What the reviews of one service say of all their years, packs beside (see ``analysis.history``).

    ``sets``: benchmark sets, for the factors of area pay; ``packs``: of the service, the most useful first.
    """
    from bvreview.analysis.history import history_of

    parts = [part for pack in packs if pack.period == head.period.id for part in pack.parts]
    return history_of(framework, one_each(reviews, head.id), parts, packs, area_pay_of(sets))


def write_template(framework: Framework, review: Review, path: Path) -> None:
    """An empty workbook that can be filled in without the application."""
    from bvreview.workbook.writer import write_review

    write_review(framework, review, path, kind=FileKind.TEMPLATE, app_version=__version__)


def write_submission(framework: Framework, review: Review, path: Path, *, signed: bool) -> None:
    """The review as a workbook: a submission once signed, before that a candidate for the board."""
    from bvreview.workbook.writer import write_review

    kind = FileKind.SUBMISSION if signed else FileKind.CANDIDATE
    findings = find_all(framework, review)
    write_review(framework, review, path, kind=kind, findings=findings, app_version=__version__)


def write_hand_out(  # noqa: PLR0913 - what, where, and what it goes back with, by name
    framework: Framework,
    review: Review,
    outgoing: Outgoing,
    path: Path,
    sent: bytes | None = None,
    *,
    copies: Mapping[str, bytes] = MappingProxyType({}),
) -> bytes:
    """Some sections of a review as a workbook for a colleague; what stands in it, as it is kept.

    ``sent``: what stood in it when it was handed here, for one that goes back: its marks tell what is new.
    ``copies``: of files behind evidence, by digest, that go back with it.
    """
    from bvreview.workbook.writer import asked_of, write_review

    before = decode_sent(sent) if sent else None
    part = asked_of(framework, part_of(review, outgoing.sections, before))
    findings = [f for f in find_all(framework, review) if f.address.section in outgoing.sections]
    handed = Handed(outgoing.id, outgoing.sections, outgoing.who, outgoing.sent_by, outgoing.due)
    write_review(
        framework,
        part,
        path,
        kind=FileKind.HAND_OUT,
        findings=findings,
        app_version=__version__,
        handed=handed,
        back=Back(before, dict(copies)) if before else None,
    )
    return encode_sent(sent_of(part))


def write_return_form(
    framework: Framework, review: Review, asked: Return, outgoing: Outgoing, path: Path
) -> None:
    """A return as a workbook for whom it goes to: the questions of the pack, and nothing of the review."""
    from bvreview.workbook.writer import write_review

    handed = Handed(
        *(outgoing.id, (), outgoing.who, outgoing.sent_by, outgoing.due),
        form=outgoing.form,
        row=outgoing.row,
    )
    empty = Review(review.head)
    form = asking(framework, asked)
    write_review(form, empty, path, kind=FileKind.RETURN, app_version=__version__, handed=handed)


def write_questionnaire(
    framework: Framework, review: Review, asked: Questionnaire, outgoing: Outgoing, path: Path
) -> None:
    """A questionnaire as a workbook, the same for everybody who answers."""
    write_return_form(framework, review, as_return(asked), outgoing, path)


def write_held(held: Held, path: Path) -> None:
    """What is held about somebody, as Excel (.xlsx) or, for any other ending, plain text."""
    if path.suffix.casefold() == ".xlsx":
        from bvreview.workbook.held_book import write_held as write

        write(held, path)
        return
    with replacing(path) as temporary:
        temporary.write_text(held_text(held), encoding="utf-8")


def write_return(framework: Framework, review: Review, findings: Sequence[Finding], path: Path) -> None:
    """A received review as a workbook for its sender to correct: marks and comments at what was found."""
    from bvreview.workbook.marked import write_return as write

    write(framework, review, path, findings=findings, app_version=__version__)


def write_findings(
    framework: Framework, readings: Sequence[FileReading | FileRefusal | PackReading], path: Path
) -> None:
    """Every finding of every file in one Excel table; a benchmark pack has none."""
    from bvreview.workbook.findings_book import write_findings as write

    write([r for r in readings if not isinstance(r, PackReading)], path, framework)
