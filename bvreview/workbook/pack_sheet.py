"""The sheet by which a benchmark workbook is a benchmark pack: written last, read back by its marks.

The figures stand on the sheets for people, and here once more as one text that another copy of the
application reads exactly; properties, cover and this sheet carry id, version and digest.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING, Any, Final

from bvreview.i18n import _
from bvreview.review.compared.packs import (
    FORMAT,
    BenchmarkPack,
    DamagedPackError,
    PackReading,
    decode_pack,
    encode_pack,
    format_of,
    pack_digest,
)
from bvreview.review.exchange.submission import FileRefusal
from bvreview.review.wording import show_date
from bvreview.workbook import keys
from bvreview.workbook.formula_pieces import quoted_title
from bvreview.workbook.tables import Column, Entry, TableBook, TableSheet

if TYPE_CHECKING:
    from bvreview.workbook.gate.raw import RawSheet, RawWorkbook

PACK_SHEET: Final = "benchmark pack"
_PIECE: Final = 8_000
_LINE: Final = re.compile(r"bvr\.pack:(\d{1,5})")
_ROUNDED: Final = Decimal("1e-12")
Figures = tuple[Decimal | None, Decimal | None]
_ID, _VERSION, _DIGEST = "pack", "pack_version", "pack_digest"


def sheet_title() -> str:
    """What the sheet is called."""
    return _("Pack")


def draw_pack(book: TableBook, pack: BenchmarkPack) -> None:
    """Write the sheet, its name and the properties that say what the file is."""
    from openpyxl.packaging.custom import StringProperty
    from openpyxl.workbook.defined_name import DefinedName

    text = encode_pack(pack)
    page = TableSheet(book, _("For another copy of the application"), sheet_title())
    for sentence in _about(pack):
        page.say(sentence)
    pieces = (text[n : n + _PIECE] for n in range(0, len(text), _PIECE))
    rows: list[list[Entry]] = [[f"bvr.pack:{n}", piece] for n, piece in enumerate(pieces)]
    columns = (Column(_("Line"), 16, look="key"), Column(_("Content"), 110, look="key"))
    first, __ = page.table("pack", columns, rows)
    page.print_words_alone()
    name = keys.side_name(PACK_SHEET)
    where = f"{quoted_title(page.sheet.title)}!$A${first}"
    book.workbook.defined_names[name] = DefinedName(name, attr_text=where)
    custom: Any = book.workbook.custom_doc_props  # type: ignore[attr-defined]  # not in the stubs
    said = {_ID: pack.id, _VERSION: str(pack.version), _DIGEST: pack_digest(pack)}
    for what, value in said.items():
        custom.append(StringProperty(name=f"{keys.PREFIX}.{what}", value=value))


def _about(pack: BenchmarkPack) -> Iterator[str]:
    """What a person should know of the sheet, on paper too."""
    yield _("The same figures in the form that another copy reads. Nothing here is to be changed.")
    yield _("On paper stands only which pack this is; the lines of the table are for the application.")
    yield _("Benchmark pack {id}, version {version}.").format(id=pack.id, version=pack.version)
    day = show_date(date.fromisoformat(pack.made_on))
    yield _("Made on {day} for {audience}.").format(day=day, audience=pack.audience.words)
    yield _("{n} figures of {count} organisations.").format(n=pack.figures, count=len(pack.organisations))
    yield _("Digest: {digest}").format(digest=pack_digest(pack))
    yield from pack.held_back
    yield _("To compare with it, import this workbook like any other file, or drop it on the window.")


def is_pack(raw: RawWorkbook) -> bool:
    """Whether a file says that it is a benchmark pack; one that says it is a review is searched for none."""
    if raw.properties.get(f"{keys.PREFIX}.{_ID}"):
        return True
    return not raw.properties.get(f"{keys.PREFIX}.review") and _find_sheet(raw) is not None


def read_pack(raw: RawWorkbook, file_name: str) -> PackReading | FileRefusal:
    """The pack in a workbook that came through the gate, or the sentence why it is refused."""
    sheet = _find_sheet(raw)
    text = _text_in(sheet.cells) if sheet else ""
    if format_of(text) > FORMAT:
        sentence = _("The benchmark pack was made by a newer version of the application. Update this first.")
        return FileRefusal(file_name, "newer", sentence, raw.digest)
    try:
        pack = decode_pack(text)
    except DamagedPackError:
        return _damaged(raw, file_name)
    sealed = raw.properties.get(f"{keys.PREFIX}.{_DIGEST}") or _said_on_sheets(raw, pack_digest(pack))
    if sealed != pack_digest(pack) or _says_otherwise(raw, pack):
        return _damaged(raw, file_name)
    return PackReading(file_name, pack, raw.digest)


def _says_otherwise(raw: RawWorkbook, pack: BenchmarkPack) -> bool:
    """Whether a table of figures, which people read, has others than the pack."""
    meant = {
        (t.topic.id, o.organisation): (o.numerator, o.denominator)
        for t in pack.topics
        for o in t.observations
    }
    seen = ((p.topic, p.label, p.observation) for p in pack.providers)
    meant |= {(topic, label): (o.numerator, o.denominator) for topic, label, o in seen}
    shown = dict(_shown_figures(raw))
    return any(key in meant and not _same(meant[key], figures) for key, figures in shown.items())


def _shown_figures(raw: RawWorkbook) -> Iterator[tuple[tuple[str, str], Figures]]:
    """Numerator and denominator by measure id and whose they are, where such a table still is."""
    whose = (_("Organisation"), _("Provider"))
    looked_at = (
        (sheet, (_("Measure id"), who, _("Numerator"), _("Denominator")))
        for sheet in raw.sheets
        for who in whose
    )
    for sheet, wanted in looked_at:
        at = {text: place for place, text in sheet.cells.items() if isinstance(text, str) and text in wanted}
        if len(at) < len(wanted) or len({row for row, __ in at.values()}) > 1:
            continue
        heading = at[wanted[0]][0]
        for row in sorted({row for row, __ in sheet.cells if row > heading}):
            topic, organisation, top, bottom = (sheet.cells.get((row, at[w][1])) for w in wanted)
            yield (str(topic), str(organisation)), (_number(top), _number(bottom))


def _number(value: object) -> Decimal | None:
    return value if isinstance(value, Decimal) else None


def _same(meant: Figures, shown: Figures) -> bool:
    """Equal but for what a spreadsheet rounds."""
    return all(
        a == b if a is None or b is None else abs(a - b) <= abs(a) * _ROUNDED
        for a, b in zip(meant, shown, strict=True)
    )


def _damaged(raw: RawWorkbook, file_name: str) -> FileRefusal:
    sentence = _(
        "The benchmark pack is damaged: its figures are not those it was made with. Ask for the file again."
    )
    return FileRefusal(file_name, "damaged pack", sentence, raw.digest)


def _find_sheet(raw: RawWorkbook) -> RawSheet | None:
    """The sheet that the name marks; where names were lost, one with the first line of a pack."""
    name = keys.name_key(keys.side_name(PACK_SHEET))
    marked = next((r.sheet for n, r in raw.names.items() if keys.name_key(n) == name), "")
    found = raw.sheet(marked) if marked else None
    return found or next((s for s in raw.sheets if "bvr.pack:0" in s.cells.values()), None)


def _text_in(cells: Mapping[tuple[int, int], object]) -> str:
    """The pieces in order of their lines, each in the cell to the right of its line."""
    pieces: dict[int, str] = {}
    for (row, column), value in cells.items():
        if isinstance(value, str) and (line := _LINE.fullmatch(value)):
            pieces[int(line[1])] = str(cells.get((row, column + 1), ""))
    return "".join(pieces[n] for n in sorted(pieces))


def _said_on_sheets(raw: RawWorkbook, digest: str) -> str:
    """The digest where a sheet says it: some programs drop the properties."""
    return next((digest for s in raw.sheets if digest in s.cells.values()), "")
