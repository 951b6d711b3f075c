"""Office Open XML, usual and strict: everything about a workbook but the values of its cells.

calamine is not given the file but a small package made of the vetted parts under the usual names, so
that what was examined and what is read cannot differ.
"""

from __future__ import annotations

import re
from typing import Final

from bvreview.workbook.gate import limits, markup
from bvreview.workbook.gate.formula_texts import formula_texts
from bvreview.workbook.gate.markup import Node
from bvreview.workbook.gate.package import Package, stored_zip
from bvreview.workbook.gate.reasons import Reason, Unfit
from bvreview.workbook.gate.references import parse_cell
from bvreview.workbook.gate.relationships import ROOT, Relation, first_of, relations, vet_all
from bvreview.workbook.gate.sheets import MAIN, STRICT, scan_sheet
from bvreview.workbook.gate.survey import BookFacts, SheetFacts

CONTENT_TYPES: Final = "[Content_Types].xml"
_STATES: Final = {"hidden": "hidden", "veryHidden": "very hidden"}
_OTHER_SHEETS: Final = frozenset(["chartsheet", "dialogsheet", "xlmacrosheet", "xlintlmacrosheet"])
_MACRO_KINDS: Final = frozenset(["xlmacrosheet", "xlintlmacrosheet", "vbaproject"])
_PREFIX: Final = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_EXTENSIONS: Final = (".xml", ".rels", ".vml")
_TAG: Final = re.compile(rb"<(?:[^\"'>]|\"[^\"]*\"|'[^']*')*>")
_BAD_SHARED: Final = re.compile(rb"""\st=(?:"s"|'s')[^<>]*>\s*<(?:\w+:)?v(?:\s[^<>]*)?>(?!\d{1,9}<|<)""")
_COUNTS: Final = re.compile(rb"\s(?:uniqueCount|count)\s*=\s*(?:\"[^\"]*\"|'[^']*')")


def examine(package: Package) -> BookFacts:
    """All facts of the workbook and the engine's package; ``Unfit`` when it must not be read."""
    main_type = _vet_types(package)
    vet_all(package)
    path = first_of(relations(package, ROOT), "officedocument")
    if path is None or path not in package:
        raise Unfit(Reason.DAMAGED, part="_rels/.rels")
    root = markup.read_tree(package.read(path), path)
    if root.name != "workbook":
        raise Unfit(Reason.DAMAGED, part=path)
    related = relations(package, path)
    macros = "macro" in main_type.lower() or any(r.kind in _MACRO_KINDS for r in related.values())
    facts = BookFacts("strict" if root.space == STRICT else "xlsm" if macros else "xlsx")
    facts.has_macros = macros
    facts.date1904 = any(n.attributes.get("date1904") in ("1", "true") for n in root.walk("workbookPr"))
    parts = _read_sheets(package, root, related, facts)
    _read_names(root, facts)
    _read_documents(package, facts)
    _read_links(package, related, facts)
    shared = _shared_strings(package, related)
    styles = _styles(package, related)
    _vet_rest(package, {*parts, path})
    if shared is not None:
        _vet_shared_numbers(facts)
    facts.engine = _engine([package.read(part) for part in parts], shared, styles, date1904=facts.date1904)
    return facts


def _vet_types(package: Package) -> str:
    if CONTENT_TYPES not in package:
        raise Unfit(Reason.NOT_A_SPREADSHEET, kind="zip")
    tree = markup.read_tree(package.read(CONTENT_TYPES), CONTENT_TYPES)
    types = [n.attributes.get("ContentType", "") for n in (*tree.walk("Override"), *tree.walk("Default"))]
    main = next((t for t in types if "spreadsheetml" in t and t.endswith(".main+xml")), None)
    main = main or next((t for t in types if t.startswith("application/vnd.ms-excel.sheet.macro")), None)
    main = main or next((t for t in types if t.startswith("application/vnd.ms-excel.template.macro")), None)
    if main is not None:
        return main
    if any("excel.sheet.binary" in t for t in types):
        raise Unfit(Reason.OTHER_SPREADSHEET)
    for word, kind in (("wordprocessingml", "document"), ("presentationml", "presentation")):
        if any(word in t for t in types):
            raise Unfit(Reason.NOT_A_SPREADSHEET, kind=kind)
    raise Unfit(Reason.NOT_A_SPREADSHEET, kind="zip")


def _read_sheets(package: Package, root: Node, related: dict[str, Relation], facts: BookFacts) -> list[str]:
    parts: list[str] = []
    budget = limits.ELEMENTS
    for node in root.walk("sheet"):
        name = node.attributes.get("name", "")
        relation = related.get(node.attributes.get("id", ""))
        if relation is not None and relation.kind in _OTHER_SHEETS:
            facts.other_sheets.append(name)
            continue
        if relation is None or relation.kind != "worksheet" or relation.is_external:
            raise Unfit(Reason.DAMAGED, part=name)
        if relation.target not in package:
            raise Unfit(Reason.OUTSIDE_LINK, part=name)
        if relation.target in parts:
            raise Unfit(Reason.DUPLICATE_SHEET, sheet=name)
        sheet = scan_sheet(package.read(relation.target), name, budget)
        if sheet.uncached:
            sheet.formula_texts = formula_texts(package.read(relation.target), sheet.uncached)
        sheet.state = _STATES.get(node.attributes.get("state", ""), "visible")
        _read_comments(package, relation.target, sheet)
        _read_tables(package, relation.target, sheet)
        budget -= sheet.elements
        parts.append(relation.target)
        facts.add_sheet(sheet, f"s{len(parts)}")
    if not parts:
        raise Unfit(Reason.NO_SHEETS)
    return parts


def _read_comments(package: Package, part: str, sheet: SheetFacts) -> None:
    related = relations(package, part)
    plain, threaded = first_of(related, "comments"), first_of(related, "threadedcomment")
    if threaded is not None and threaded in package:
        for node in markup.read_tree(package.read(threaded), threaded).walk("threadedComment"):
            sheet.add_comment(parse_cell(node.attributes.get("ref", "")), node.all_text("text"))
    talked_about = set(sheet.comments)
    if plain is not None and plain in package:
        for node in markup.read_tree(package.read(plain), plain).walk("comment"):
            position = parse_cell(node.attributes.get("ref", ""))
            # Excel leaves a copy of a thread here, for programs that do not know threads
            if position not in talked_about:
                sheet.add_comment(position, node.all_text("t"))


def _read_tables(package: Package, part: str, sheet: SheetFacts) -> None:
    """A table has its own filter; its buttons alone hide nothing."""
    for relation in relations(package, part).values():
        if relation.kind == "table" and relation.target in package:
            tree = markup.read_tree(package.read(relation.target), relation.target)
            sheet.has_filter |= any(True for _ in tree.walk("filterColumn"))


def _read_names(root: Node, facts: BookFacts) -> None:
    in_order = [node.attributes.get("name", "") for node in root.walk("sheet")]
    for node in root.walk("definedName"):
        local = node.attributes.get("localSheetId")
        sheet = None
        if local is not None:
            if not (local.isdecimal() and len(local) < 6 and int(local) < len(in_order)):
                continue
            sheet = in_order[int(local)]
        facts.add_name(node.attributes.get("name", ""), node.text, sheet)


def _read_documents(package: Package, facts: BookFacts) -> None:
    related = relations(package, ROOT)
    custom, extended = first_of(related, "customproperties"), first_of(related, "extendedproperties")
    if custom is not None and custom in package:
        for node in markup.read_tree(package.read(custom), custom).walk("property"):
            facts.properties[node.attributes.get("name", "")] = "".join(c.text for c in node.children)
    if extended is not None and extended in package:
        facts.application = markup.read_tree(package.read(extended), extended).all_text("Application")


def _read_links(package: Package, related: dict[str, Relation], facts: BookFacts) -> None:
    for relation in related.values():
        if relation.kind == "externallink" and relation.target in package:
            outside = relations(package, relation.target).values()
            facts.external_links.extend(r.target for r in outside if r.is_external)


def _shared_strings(package: Package, related: dict[str, Relation]) -> bytes | None:
    part = first_of(related, "sharedstrings")
    if part is None or part not in package:
        return None
    data = package.read(part)
    parser = markup.new_parser()
    begins = -1

    def start(tag: str, attributes: list[str]) -> None:
        nonlocal begins
        if markup.local_name(tag) != "sst":
            raise Unfit(Reason.DAMAGED, part="sharedStrings")
        begins = parser.CurrentByteIndex
        parser.StartElementHandler = None

    parser.StartElementHandler = start
    markup.parse(parser, data, part)
    return _without_counts(data, begins)


def _without_counts(data: bytes, begins: int) -> bytes:
    """The shared strings without the numbers in their first tag: calamine reserves what these claim."""
    tag = _TAG.match(data, begins)
    if tag is None:
        raise Unfit(Reason.DAMAGED, part="sharedStrings")
    return data[:begins] + _COUNTS.sub(b"", tag[0]) + data[tag.end() :]


def _vet_shared_numbers(facts: BookFacts) -> None:
    """Refuse what is no number where a text is looked up: the engine would give the first text instead."""
    for sheet in facts.sheets:
        if _BAD_SHARED.search(sheet.source):
            raise Unfit(Reason.DAMAGED, part=sheet.name)


def _styles(package: Package, related: dict[str, Relation]) -> bytes | None:
    part = first_of(related, "styles")
    if part is None or part not in package:
        return None
    data = package.read(part)
    markup.parse(markup.new_parser(), data, part)
    return data


def _vet_rest(package: Package, seen: set[str]) -> None:
    for name in package:
        if name not in seen and name.lower().endswith(_EXTENSIONS):
            markup.vet(package.read(name))
        elif name not in seen:
            package.read(name)


def _engine(parts: list[bytes], shared: bytes | None, styles: bytes | None, *, date1904: bool) -> bytes:
    numbers = range(1, len(parts) + 1)
    links = [(f"rId{n}", "worksheet", f"worksheets/sheet{n}.xml") for n in numbers]
    files = {f"xl/worksheets/sheet{n}.xml": part for n, part in zip(numbers, parts, strict=True)}
    if shared is not None:
        links.append(("rIdS", "sharedStrings", "sharedStrings.xml"))
        files["xl/sharedStrings.xml"] = shared
    if styles is not None:
        links.append(("rIdT", "styles", "styles.xml"))
        files["xl/styles.xml"] = styles
    sheets = "".join(f'<sheet name="s{n}" sheetId="{n}" r:id="rId{n}"/>' for n in numbers)
    workbook = (
        f'<workbook xmlns="{MAIN}" xmlns:r="{_PREFIX}"><workbookPr date1904="{int(date1904)}"/>'
        f"<sheets>{sheets}</sheets></workbook>"
    )
    files["_rels/.rels"] = _relationships([("rId1", "officeDocument", "xl/workbook.xml")])
    files["xl/workbook.xml"] = workbook.encode()
    files["xl/_rels/workbook.xml.rels"] = _relationships(links)
    return stored_zip(files)


def _relationships(links: list[tuple[str, str, str]]) -> bytes:
    items = "".join(
        f'<Relationship Id="{key}" Type="{_PREFIX}/{kind}" Target="{target}"/>' for key, kind, target in links
    )
    return (
        f'<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">{items}'
        "</Relationships>"
    ).encode()
