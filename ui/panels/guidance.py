"""Guidance: what the question in hand means, what counts, what does not, an example, the source."""

from __future__ import annotations

from bvreview.framework.sections import Field, Part, Section
from bvreview.i18n import _
from bvreview.review.answers import locate
from bvreview.review.cells import Address
from ui.editing.session import Session
from ui.look.text import label
from ui.widgets.scroller import ScrollColumn


class GuidancePanel(ScrollColumn):
    """The help of the field that the keyboard is on."""

    def __init__(self, session: Session) -> None:
        super().__init__()
        self._session = session
        self.shown: Address | None = None
        self._title = label("", "heading")
        self._row = label("", "strong")
        self._texts = {
            "row": label(),
            "counts": label(),
            "excludes": label(),
            "example": label(),
            "source": label("", "small"),
        }
        self._heads = {
            "row": self._row,
            "counts": label(_("What counts"), "caps"),
            "excludes": label(_("What does not"), "caps"),
            "example": label(_("Example"), "caps"),
            "source": label(_("Source"), "caps"),
        }
        self._empty = label(_("Choose a question to read what it means."), "muted")
        self.column.setSpacing(4)
        self.column.addWidget(self._empty)
        self.column.addWidget(self._title)
        for name, text in self._texts.items():
            self.column.addSpacing(6)
            self.column.addWidget(self._heads[name])
            self.column.addWidget(text)
        self._more = label(_("F1 once more opens it in the guide, beside the form."), "small")
        self.column.addSpacing(10)
        self.column.addWidget(self._more)
        self.column.addStretch(1)
        self.clear()
        session.focused.connect(self.show_help)

    def clear(self) -> None:
        """Show no question."""
        self._empty.show()
        for widget in (self._title, self._more, *self._texts.values(), *self._heads.values()):
            widget.hide()

    def show_section(self, section: str) -> None:
        """Another section is looked at: the question in hand was elsewhere."""
        if self.shown and self.shown.section != section:
            self.shown = None
            self.clear()

    def show_help(self, address: Address) -> None:
        """Show the help of the field at an address."""
        if place := locate(self._session.framework, address):
            section, part, field = place
            self.shown = address
            self._empty.hide()
            self._title.setText(field.label)
            self._title.show()
            self._more.show()
            self._show_field(field)
            self._show_row(section, part, address.key)

    def _show_field(self, field: Field) -> None:
        for name in ("counts", "excludes", "example", "source"):
            self._set(name, getattr(field.help, name))

    def _show_row(self, section: Section, part: Part, key: str) -> None:
        items = self._session.answers.grid_rows(part) if part.rows else {}
        item = items.get(key)
        self._row.setText(item.label if item else "")
        parts = [getattr(item, "definition", ""), item.help.counts, item.help.excludes] if item else []
        self._set("row", "\n".join(p for p in parts if p))

    def _set(self, name: str, text: str) -> None:
        self._texts[name].setText(text)
        self._texts[name].setVisible(bool(text))
        self._heads[name].setVisible(bool(text))
