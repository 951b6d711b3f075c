"""Changes a finished workbook as people and programs do, part by part, without a workbook library."""

from __future__ import annotations

import re
import zipfile
from collections.abc import Callable, Iterator
from io import BytesIO
from pathlib import Path
from typing import Final
from xml.etree import ElementTree

from samples.raw_workbook import write_parts

Element = ElementTree.Element

_MAIN: Final = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
_LINK: Final = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_AT: Final = re.compile(r"([A-Z]+)(\d+)")
_ROW_OF_NAME: Final = re.compile(r"\$(\d+)")
_SHEET_TYPE: Final = "application/vnd.openxmlformats-officedocument.spreadsheetml.worksheet+xml"

ElementTree.register_namespace("", _MAIN)
ElementTree.register_namespace("r", _LINK)


class Sheet:
    """One worksheet, to be changed in place."""

    def __init__(self, xml: bytes) -> None:
        self.root = ElementTree.fromstring(xml)
        data = self.root.find(f"{{{_MAIN}}}sheetData")
        assert data is not None
        self.data = data

    def xml(self) -> bytes:
        """The part again."""
        text: bytes = ElementTree.tostring(self.root, encoding="utf-8", xml_declaration=True)
        return text

    def rows(self) -> dict[int, Element]:
        """The rows by number."""
        return {int(row.get("r", "0")): row for row in self.data}

    def cell(self, at: str) -> Element:
        """The cell at "C5"; its row must be there."""
        row = self.rows()[_row(at)]
        found = next((c for c in row if c.get("r") == at), None)
        if found is None:
            found = ElementTree.Element(f"{{{_MAIN}}}c", {"r": at})
            later = [n for n, c in enumerate(row) if _column(c.get("r", "")) > _column(at)]
            row.insert(later[0] if later else len(row), found)
        return found

    def text(self, at: str) -> str:
        """All text in a cell."""
        return "".join(self.cell(at).itertext())

    def type_text(self, at: str, text: str) -> None:
        """A text where anything may have stood."""
        cell = self._emptied(at, "inlineStr")
        inner = ElementTree.SubElement(cell, f"{{{_MAIN}}}is")
        ElementTree.SubElement(inner, f"{{{_MAIN}}}t").text = text

    def type_number(self, at: str, number: str) -> None:
        """A number; a formula that stood there is gone."""
        ElementTree.SubElement(self._emptied(at, "n"), f"{{{_MAIN}}}v").text = number

    def type_error(self, at: str, error: str, formula: str) -> None:
        """A formula that ends in an error."""
        cell = self._emptied(at, "e")
        ElementTree.SubElement(cell, f"{{{_MAIN}}}f").text = formula
        ElementTree.SubElement(cell, f"{{{_MAIN}}}v").text = error

    def type_formula(self, at: str, formula: str) -> None:
        """A formula that no program has worked out."""
        ElementTree.SubElement(self._emptied(at, "n"), f"{{{_MAIN}}}f").text = formula

    def _emptied(self, at: str, kind: str) -> Element:
        cell = self.cell(at)
        for child in list(cell):
            cell.remove(child)
        cell.set("t", kind)
        return cell

    def row_of(self, key: str) -> int:
        """The row with this text in the first column."""
        return next(n for n in self.rows() if f"A{n}" in self._ats(n) and self.text(f"A{n}") == key)

    def column_of(self, heading_row: int, heading: str) -> str:
        """The letters of the column with this heading."""
        cells = self.rows()[heading_row]
        at = next(c.get("r", "") for c in cells if "".join(c.itertext()).startswith(heading))
        return at.rstrip("0123456789")

    def _ats(self, number: int) -> set[str]:
        return {c.get("r", "") for c in self.rows()[number]}

    def swap_rows(self, first: int, second: int) -> None:
        """Two rows change places, their keys with them."""
        rows = self.rows()
        one, other = rows[first], rows[second]
        for row, number in ((one, second), (other, first)):
            _renumber(row, number)
        position = {id(row): n for n, row in enumerate(self.data)}
        a, b = position[id(one)], position[id(other)]
        self.data[a], self.data[b] = other, one

    def insert_row(self, number: int, texts: dict[str, str]) -> None:
        """A new row at ``number`` with these texts by column; what stood there moves down."""
        for at, row in sorted(self.rows().items(), reverse=True):
            if at >= number:
                _renumber(row, at + 1)
        new = ElementTree.Element(f"{{{_MAIN}}}row", {"r": str(number)})
        later = [n for n, row in enumerate(self.data) if int(row.get("r", "0")) > number]
        self.data.insert(later[0], new)
        for element in self.root.iter():
            for name in ("ref", "sqref"):
                if name in element.attrib and element.tag != f"{{{_MAIN}}}dimension":
                    element.set(name, _moved(element.attrib[name], number))
        for column, text in texts.items():
            if re.fullmatch(r"[\d.]+", text):
                self.type_number(f"{column}{number}", text)
            else:
                self.type_text(f"{column}{number}", text)

    def hide_row(self, number: int) -> None:
        """Out of sight."""
        self.rows()[number].set("hidden", "1")

    def filter(self, area: str) -> None:
        """A filter over an area, where Excel has it: behind the protection of the sheet."""
        element = ElementTree.Element(f"{{{_MAIN}}}autoFilter", {"ref": area})
        protection = self.root.find(f"{{{_MAIN}}}sheetProtection")
        before = protection if protection is not None else self.data
        self.root.insert(list(self.root).index(before) + 1, element)


def _row(at: str) -> int:
    match = _AT.fullmatch(at)
    assert match
    return int(match[2])


def _column(at: str) -> tuple[int, str]:
    letters = at.rstrip("0123456789")
    return len(letters), letters


def _renumber(row: Element, number: int) -> None:
    row.set("r", str(number))
    for cell in row:
        cell.set("r", f"{cell.get('r', '').rstrip('0123456789')}{number}")


def _moved(area: str, number: int) -> str:
    """The area one row lower where it lies at or under ``number``."""
    return _AT.sub(lambda m: f"{m[1]}{int(m[2]) + (int(m[2]) >= number)}", area)


class Book:
    """All parts of a workbook."""

    def __init__(self, content: bytes) -> None:
        with zipfile.ZipFile(BytesIO(content)) as archive:
            self.parts = {name: archive.read(name) for name in archive.namelist()}

    def save(self, path: Path) -> None:
        """Pack it again."""
        write_parts(path, self.parts.items())

    def replace(self, part: str, old: str, new: str, *, times: int = 1) -> None:
        """A text of a part by another.

        Raises:
            ValueError: it does not stand there ``times`` times.
        """
        text = self.parts[part].decode()
        if text.count(old) != times:
            raise ValueError(old, text.count(old))
        self.parts[part] = text.replace(old, new).encode()

    def part_of(self, title: str) -> str:
        """The part of a sheet."""
        workbook = self.parts["xl/workbook.xml"].decode()
        match = re.search(rf'<sheet [^>]*name="{re.escape(title)}"[^>]*r:id="(\w+)"', workbook)
        assert match, title
        links = ElementTree.fromstring(self.parts["xl/_rels/workbook.xml.rels"])
        target = next(link.get("Target", "") for link in links if link.get("Id") == match[1])
        return target.lstrip("/") if target.startswith("/") else f"xl/{target}"

    def sheet(self, title: str) -> Sheet:
        """A sheet to look at."""
        return Sheet(self.parts[self.part_of(title)])

    def change(self, title: str, surgeon: Callable[[Sheet], None]) -> None:
        """Change a sheet."""
        sheet = self.sheet(title)
        surgeon(sheet)
        self.parts[self.part_of(title)] = sheet.xml()

    def move_names(self, title: str, number: int) -> None:
        """The defined names that point at or under a row that was put in."""
        quoted = f"'{title}'!" if " " in title else f"{title}!"

        def moved(name: re.Match[str]) -> str:
            if quoted not in name[0] and f"'{title}'!" not in name[0]:
                return name[0]
            return _ROW_OF_NAME.sub(lambda m: f"${int(m[1]) + (int(m[1]) >= number)}", name[0])

        text = self.parts["xl/workbook.xml"].decode()
        self.parts["xl/workbook.xml"] = re.sub(r"(?<=>)[^<>]+(?=</definedName>)", moved, text).encode()

    def hide_sheet(self, title: str) -> None:
        """Out of sight, but there."""
        text = self.parts["xl/workbook.xml"].decode()
        changed, count = re.subn(
            rf'(<sheet [^>]*name="{re.escape(title)}"[^>]*state=")visible', r"\1hidden", text
        )
        assert count == 1
        self.parts["xl/workbook.xml"] = changed.encode()

    def delete_sheet(self, title: str) -> None:
        """As Excel does: names that pointed there point nowhere, names of the sheets behind move up."""
        part, text = self.part_of(title), self.parts["xl/workbook.xml"].decode()
        titles = list(self._titles(text))
        position = titles.index(title)
        text = re.sub(rf'<sheet [^>]*name="{re.escape(title)}"[^>]*/>', "", text)
        text = re.sub(rf'<definedName [^>]*localSheetId="{position}"[^>]*>[^<]*</definedName>', "", text)
        text = re.sub(rf"(?<=>)[^<>]*'?{re.escape(title)}'?![^<>]*(?=</definedName>)", "#REF!", text)
        text = re.sub(
            r'localSheetId="(\d+)"',
            lambda m: f'localSheetId="{int(m[1]) - (int(m[1]) > position)}"',
            text,
        )
        self.parts["xl/workbook.xml"] = text.encode()
        del self.parts[part]
        for name in ("[Content_Types].xml", "xl/_rels/workbook.xml.rels"):
            short = part if name.startswith("[") else part.removeprefix("xl/")
            kept = re.sub(
                rf'<(?:Override|Relationship) [^>]*"/?(?:xl/)?{re.escape(short)}"[^>]*/>',
                "",
                self._text(name),
            )
            self.parts[name] = kept.encode()
        self.parts.pop(f"xl/worksheets/_rels/{part.rpartition('/')[2]}.rels", None)

    def copy_sheet(self, title: str, surgeon: Callable[[Sheet], None]) -> None:
        """A second sheet "<title> (2)" at the end, changed by ``surgeon``."""
        copy = Sheet(self.parts[self.part_of(title)])
        surgeon(copy)
        for element in list(copy.root):
            if element.tag.endswith(("hyperlinks", "legacyDrawing")):
                copy.root.remove(element)
        self.parts["xl/worksheets/copied.xml"] = copy.xml()
        sheet = f'<sheet xmlns:r="{_LINK}" name="{title} (2)" sheetId="99" r:id="copied"/></sheets>'
        self.replace("xl/workbook.xml", "</sheets>", sheet)
        link = f'<Relationship Id="copied" Type="{_LINK}/worksheet" Target="worksheets/copied.xml"/>'
        self.replace("xl/_rels/workbook.xml.rels", "</Relationships>", f"{link}</Relationships>")
        override = f'<Override PartName="/xl/worksheets/copied.xml" ContentType="{_SHEET_TYPE}"/>'
        self.replace("[Content_Types].xml", "</Types>", f"{override}</Types>")

    def _text(self, part: str) -> str:
        return self.parts[part].decode()

    def _titles(self, workbook: str) -> Iterator[str]:
        yield from re.findall(r'<sheet [^>]*name="([^"]*)"', workbook)
