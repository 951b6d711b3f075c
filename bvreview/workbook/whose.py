"""Whose a file is: what it says of itself, twice, and whether it is for us to read."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from typing import Final

from bvreview.framework.descriptors import Framework
from bvreview.framework.organisations import Organisation
from bvreview.framework.rules import Level
from bvreview.framework.services import Service
from bvreview.i18n import _
from bvreview.review.exchange.questions import Choice, Given
from bvreview.review.exchange.submission import FileIdentity, FileRefusal
from bvreview.workbook import keys
from bvreview.workbook.desk import Desk, Words
from bvreview.workbook.entries import text_of
from bvreview.workbook.gate.raw import RawWorkbook
from bvreview.workbook.identity import WAYS, WHOSE, Incomplete, parse_identity
from bvreview.workbook.keyed_sheets import KeyFinder, KeyTexts, key_texts
from bvreview.workbook.side_in import about_name

_PROPERTY: Final = f"{keys.PREFIX}."


@dataclass(frozen=True, slots=True)
class OpenedFile:
    """A workbook by its name, with the answers to its questions and what it says of itself, twice.

    ``keys``: what may be a key on each of its sheets.
    """

    raw: RawWorkbook
    name: str
    given: Given
    written: dict[str, str]
    shown: dict[str, str]
    keys: list[KeyTexts]


def open_file(raw: RawWorkbook, name: str, given: Given, may_be_key: KeyFinder) -> OpenedFile:
    """What came through the gate, with what it says of itself."""
    found = key_texts(may_be_key, raw)
    return OpenedFile(raw, name, given, _from_properties(raw), _from_sheet(raw, found), found)


def _from_properties(raw: RawWorkbook) -> dict[str, str]:
    """The identity in the custom document properties, by name."""
    return {n.removeprefix(_PROPERTY): t for n, t in raw.properties.items() if n.startswith(_PROPERTY)}


def _from_sheet(raw: RawWorkbook, texts: list[KeyTexts]) -> dict[str, str]:
    """The identity on the visible sheet, by name; wherever its column of keys stands."""
    found: dict[str, str] = {}
    for sheet, keyed in zip(raw.sheets, texts, strict=True):
        for (row, column), key in keyed.items():
            if key.startswith(_PROPERTY) and ":" not in key:
                text = text_of(sheet.cells.get((row, column + 2)))
                found.setdefault(key.removeprefix(_PROPERTY).strip(), text)
    return found


def identify(framework: Framework, file: OpenedFile) -> FileIdentity | FileRefusal:
    """What a file is, or why it is refused: not ours, another pack, newer than this program."""
    shown, given = file.shown, file.given
    texts = file.written if file.written.get("review") else shown
    texts = texts | {n: shown[n] for n in WHOSE if given.get(f"identity.{n}") == WAYS[1] and n in shown}
    identity = parse_identity(texts)
    if isinstance(identity, Incomplete):
        return _refused(file, *_damaged(identity, texts))
    why = _not_for_us(framework, identity)
    return _refused(file, *why) if why else _as_signed(identity, shown)


def _refused(file: OpenedFile, reason: str, sentence: str) -> FileRefusal:
    return FileRefusal(file.name, reason, sentence, file.raw.digest)


def _damaged(identity: Incomplete, texts: dict[str, str]) -> tuple[str, str]:
    if not texts.get("review"):
        sentence = _(
            "This workbook was not made from one of our forms. Fill in a form and send that; a table "
            "that somebody published is added in the library."
        )
        return "not ours", sentence
    sentence = _('The "About this file" sheet is damaged: its {what} cannot be read. Ask for a fresh form.')
    return "identity", sentence.format(what=identity.what)


def _not_for_us(framework: Framework, identity: FileIdentity) -> tuple[str, str] | None:
    """The reason and sentence of a file that asks what this program does not."""
    head = identity.head
    if head.framework != framework.id:
        sentence = _(
            "The file asks the questions of the pack {theirs}; this is {ours}. Install that pack first."
        )
        return "other pack", sentence.format(theirs=head.framework, ours=framework.id)
    if identity.template_version > keys.TEMPLATE_VERSION:
        sentence = _(
            "The file was made by a newer version of the application ({app}). Update this one first."
        )
        return "newer", sentence.format(app=identity.app_version or identity.template_version)
    if version_order(head.framework_version) > version_order(framework.version):
        sentence = _("The file needs version {theirs} of the pack {pack}; this is {ours}. Update first.")
        words = {"theirs": head.framework_version, "pack": framework.id, "ours": framework.version}
        return "newer pack", sentence.format(**words)
    return None


def version_order(version: str) -> tuple[int, ...]:
    """The numbers in a version, to put versions in order: "1.10" comes after "1.9"."""
    return tuple(int(n[:9]) for n in re.findall(r"[0-9]+", version))


def _as_signed(identity: FileIdentity, shown: dict[str, str]) -> FileIdentity:
    """The identity without its signature where that was taken out of the visible sheet."""
    if all(shown.get(name, "?") for name in ("signed_by", "signed_on")):
        return identity
    return replace(identity, head=replace(identity.head, signed_by="", signed_on=""))


def check_identity(desk: Desk, file: OpenedFile) -> None:
    """Remark on what a file says of itself that is not as it was written, and ask where it matters."""
    head = desk.identity.head
    if not file.written and desk.raw.has_properties:
        message = _("The document properties are gone; the identity was taken from the visible sheet.")
        desk.remark("identity", Level.NOTE, Words("", message))
    for name in WHOSE:
        first, second = file.written.get(name, ""), file.shown.get(name, "")
        if first and second and first != second:
            message = _('The file was made for "{first}"; the sheet "About this file" now says "{second}".')
            first, second = (_name_of(desk.framework, name, text) for text in (first, second))
            words = Words(second, message.format(first=first, second=second))
            desk.remark("identity", Level.NOTE, words)
            asked = _('Take it in as the file of "{first}"?').format(first=first)
            ways = (
                Choice(way, _('As the file of "{id}"').format(id=i))
                for way, i in zip(WAYS, (first, second), strict=True)
            )
            desk.ask(f"identity.{name}", f"{words.message} {asked}", *ways, at=about_name(desk))
    if not desk.framework.organisation(head.organisation):
        message = _('The pack knows no organisation "{id}": it belongs to no region and has no peers.')
        _ask_to_take(desk, "organisation", head.organisation, message)
    if not desk.framework.service(head.service):
        message = _('The pack knows no service "{id}": what it measures cannot be compared.')
        _ask_to_take(desk, "service", head.service, message)
    if head.framework_version != desk.framework.version:
        message = _("The file was made with version {theirs} of the pack; this is {ours}.")
        words = Words(
            head.framework_version, message.format(theirs=head.framework_version, ours=desk.framework.version)
        )
        desk.remark("older", Level.NOTE, words)


def _ask_to_take(desk: Desk, what: str, found: str, message: str) -> None:
    """Say that the pack does not know what the file is about, and ask whether to take it all the same."""
    words = Words(found, message.format(id=found))
    desk.remark(f"{what}_unknown", Level.NOTE, words)
    desk.ask(what, f"{words.message} {_('Take it in all the same?')}")


def _name_of(framework: Framework, what: str, text: str) -> str:
    """What an identifier of the file stands for, in words; as it is where that is not known."""
    known: Organisation | Service | None = None
    if what == "organisation":
        known = framework.organisation(text)
    elif what == "service":
        known = framework.service(text)
    return known.name if known else text
