"""A published table before it is taken in: what its columns hold, what comes in, what stays out and why."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QTimer, Signal
from PySide6.QtWidgets import QDialog, QHBoxLayout, QVBoxLayout, QWidget

from bvreview import releasing
from bvreview.i18n import _, plural
from bvreview.review.compared.benchmarks import BenchmarkSet
from bvreview.review.compared.plain_table import PlainTable
from bvreview.review.compared.standing import Observation
from bvreview.review.compared.table_mapping import TableMapping
from bvreview.review.wording import show_number
from ui.announcing import announce
from ui.desk import Desk
from ui.dialogs.foot import foot
from ui.dialogs.head import column_of, name_dialog
from ui.dialogs.map_table_form import TableForm
from ui.look.text import button, label
from ui.reader import Reader
from ui.widgets.combo import CalmCombo
from ui.widgets.listing import Listing
from ui.widgets.listing_model import Column, Line
from ui.widgets.messages import shower


class MapTableDialog(QDialog):
    """``taken`` gives the benchmark set, the headings and the mapping; nothing is kept before that."""

    taken = Signal(object, object, object)

    def __init__(self, parent: QWidget, desk: Desk, name: str, tables: Sequence[PlainTable]) -> None:
        super().__init__(parent)
        name_dialog(self, _("A published table"))
        self._desk, self._found = desk, None  # type: tuple[Desk, BenchmarkSet | None]
        self._reader = Reader()
        self._reader.answered.connect(self._recall)
        self._reader.failed.connect(shower(self))
        self._soon = QTimer(self, singleShot=True, interval=120)
        self._soon.timeout.connect(self.show_preview)
        self.form = TableForm(tables, releasing.table_topics(desk.framework))
        self.count, self.problem = label("", "heading"), label("", "explain")
        look = desk.look
        columns = (
            *(Column(_("Organisation"), 24, bold=True), Column(_("Figure"), 12, right=True)),
            *(
                Column(_("Of"), 12, right=True, optional=True),
                Column(_("Target"), 9, right=True, optional=True),
            ),
        )
        self.inside = Listing(look, _("What comes in"), columns)
        out = (Column(_("As printed"), 20, bold=True), Column(_("Why it stays out"), 36))
        self.outside = Listing(look, _("What stays out"), out)
        self.meant = CalmCombo()
        self.meant.setAccessibleName(_("Which organisation the printed name means"))
        self.meant.setSizeAdjustPolicy(CalmCombo.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        self._meant_words = label(_("The printed name means"), "strong")
        self.go = button(_("Take the table in"), primary=True)
        self._lay_out(name)
        self.form.changed.connect(self._soon.start)
        self.form.moved.connect(self._guess)
        self.outside.chosen.connect(self._offer_meanings)
        self.meant.activated.connect(self._mean)
        self._guess()
        self.resize(look.room_for(1060, 660))
        self.form.topic.setFocus()

    def _lay_out(self, name: str) -> None:
        outer = column_of(self, self.windowTitle(), spacing=10)
        words = _("{name}. Say what its columns hold; what stays out is listed before anything is kept.")
        outer.addWidget(label(words.format(name=name), "muted"))
        row, right = QHBoxLayout(), QVBoxLayout()
        row.setSpacing(20)
        right.setSpacing(6)
        right.addWidget(self.count)
        right.addWidget(self.inside, 3)
        right.addWidget(label(_("What stays out"), "caps"))
        right.addWidget(self.outside, 2)
        right.addWidget(self._meant_words)
        right.addWidget(self.meant)
        row.addWidget(self.form, 2)
        row.addLayout(right, 3)
        outer.addLayout(row, 1)
        outer.addWidget(self.problem)
        outer.addLayout(foot(self, self.go))

    # what is guessed and remembered

    def _guess(self) -> None:
        """What was said of these headings the last time, else what the columns seem to hold."""
        form, framework = self.form, self._desk.framework
        year = form.mapping().year
        form.show_mapping(releasing.guess_table(framework, form.table, form.heading_row, year))
        self.show_preview()
        workspace = self._desk.workspace
        self._reader.ask(lambda: workspace.later(workspace.table_mapping, form.headings))

    def _recall(self, known: TableMapping | None) -> None:
        if known:
            self.form.show_mapping(known)
            self.show_preview()

    # what comes in

    def show_preview(self) -> None:
        """Map the table as it is said now, and show both parts of it."""
        mapping = self.form.mapping()
        why = releasing.why_no_table(mapping)
        found = None
        if mapping.organisation:
            records = list(self.form.table.records(self.form.heading_row))
            found = releasing.map_table(self._desk.framework, records, mapping)
        self._found = None if why or not (found and found.observations) else found
        self._show_found(found)
        if not why and not self._found:
            why = _("No row is an organisation that reports for that year.")
        self.problem.setText(why)
        self.problem.setVisible(bool(why))
        self.go.setEnabled(self._found is not None)

    def _show_found(self, found: BenchmarkSet | None) -> None:
        names = {o.id: o.name for o in self._desk.framework.organisations}
        seen = found.observations if found else ()
        self.inside.show_lines([_line(names.get(o.organisation, o.organisation), o) for o in seen])
        out = found.left_out if found else ()
        self.outside.show_lines([Line(f"{n} {who}", (who, why)) for n, (who, why) in enumerate(out)])
        came = plural("{n} organisation comes in", "{n} organisations come in", len(seen))
        stays = plural("{n} row stays out", "{n} rows stay out", len(out))
        said = f"{came}, {stays}"
        if said != self.count.text():
            self.count.setText(said)
            announce(self.count, said)
        self._offer_meanings(self.outside.current_id())

    def _offer_meanings(self, line: str) -> None:
        """Every organisation of the year, for a row whose name is none of theirs."""
        printed = line.partition(" ")[2]
        year = self.form.mapping().year
        there = bool(printed) and not releasing.whose_name(self._desk.framework, year, printed)
        self.meant.setVisible(there)
        self._meant_words.setVisible(there)
        if not there:
            return
        self._offered = self._desk.framework.organisations_in(year)
        self.meant.clear()
        self.meant.addItems([_("No organisation: leave it out"), *(o.name for o in self._offered)])
        ids = [o.id for o in self._offered]
        chosen = self.form.alias_of(printed)
        self.meant.setCurrentIndex(ids.index(chosen) + 1 if chosen in ids else 0)

    def _mean(self, index: int) -> None:
        printed = self.outside.current_id().partition(" ")[2]
        if printed:
            self.form.call(printed, self._offered[index - 1].id if index > 0 else "")

    def accept(self) -> None:
        self.show_preview()
        if self._found:
            self.taken.emit(self._found, self.form.headings, self.form.mapping())
            super().accept()

    def mapping(self) -> TableMapping:
        """What is said now."""
        return self.form.mapping()


def _line(name: str, seen: Observation) -> Line:
    figure = seen.value if seen.value is not None else seen.numerator
    texts = [
        *(name, _("not given") if figure is None else show_number(figure)),
        *("" if seen.denominator is None else show_number(seen.denominator),),
        "" if seen.target is None else f"{show_number(seen.target * 100)}%",
    ]
    return Line(name, tuple(texts))
