"""The guide inside the application: pages from ``resources/guide``, and pages made from the pack.

A page is Markdown. ``[[action]]`` in it stands for a command of ``ui.actions``, its words and its keys;
``[[*name]]`` for a table that the application fills in; ``{#name}`` behind a heading names the heading.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from functools import cached_property
from pathlib import Path
from typing import Final

from msgspec import Struct

from bvreview.framework.descriptors import Framework
from bvreview.framework.sections import Field, Part, Section
from bvreview.framework.services import Measure, Service
from bvreview.framework.terms import Help, Item
from bvreview.i18n import _
from bvreview.resources import resource_path
from ui.actions import ACTIONS, shortcuts
from ui.find.search import fold

GUIDE: Final = "Guide"
METHODS: Final = "Methods"
QUESTIONS: Final = "Questions"
SERVICES: Final = "Services and measures"
CHAPTERS: Final = (GUIDE, METHODS, QUESTIONS, SERVICES)
CONTENTS: Final = "contents"
_HEADING: Final = re.compile(r"^(#{1,4}) +(.*?)(?: *\{#([\w.-]+)\})?$", re.MULTILINE)
_SIGNS: Final = re.compile(r"([\\`*_{}\[\]<>#|~!&$])")
_OPENING: Final = re.compile(r"^(\s*)(\d+)?([-+.)])", re.MULTILINE)
_NAMED: Final = re.compile(r"\[\[(\w+)\]\]")
_TYPED: Final = re.compile(r"(?<!\\)`([^`\\]+)`")
"""What is typed, and names of files: in the heavier weight of the page's own letters."""
_TABLE: Final = re.compile(r"\[\[\*(\w+)\]\]")


class Heading(Struct, frozen=True):
    """A heading of a page, the part of the page that it is in, and the text under it up to the next."""

    anchor: str
    text: str
    part: str
    under: str


class Page(Struct, frozen=True, dict=True):
    """A page: its id, which chapter it is in, and its Markdown; the first heading is its title."""

    id: str
    chapter: str
    text: str

    @property
    def title(self) -> str:
        """What the page is called."""
        return self.headings[0].text

    @cached_property
    def headings(self) -> tuple[Heading, ...]:
        """Every heading in the order of the page."""
        found = list(_HEADING.finditer(self.text))
        ends = [*(h.start() for h in found[1:]), len(self.text)]
        made, part = [], ""
        for h, end in zip(found, ends, strict=True):
            text, level = bare(h[2]), len(h[1])
            anchor = h[3] or fold(text).replace(" ", "-")
            made.append(Heading(anchor, text, part if level > 2 else "", bare(self.text[h.end() : end])))
            part = text if level == 2 else part
        return tuple(made)


def bare(text: str) -> str:
    """Markdown without its signs, on one line, for lists and searching."""
    text = _NAMED.sub(lambda m: next((a.words for a in ACTIONS if a.id == m[1]), ""), text)
    text = re.sub(r"\]\([^)]*\)", "", text)
    text = re.sub(r"\\(\W)", r"\1", re.sub(r"(?<!\\)[*`\[\]|]|^#+ |^[-:| ]+$", "", text, flags=re.MULTILINE))
    return " ".join(text.split())


def as_it_is(text: str) -> str:
    """Text of the pack as Markdown that shows it as it is, on one line."""
    signs = _SIGNS.sub(r"\\\1", " ".join(text.split()))
    return _OPENING.sub(r"\1\2\\\3", signs)


class Guide:
    """All pages, in the order of the contents."""

    def __init__(self, framework: Framework) -> None:
        """Read the pages that ship and make those of the pack."""
        folder = resource_path("guide")
        pages = (
            *_shipped(folder, GUIDE),
            *_shipped(folder / "methods", METHODS),
            *(_section_page(framework, s) for s in framework.sections),
            *(_service_page(s) for s in framework.services),
        )
        self.pages: Mapping[str, Page] = {page.id: page for page in pages}

    def markdown(self, page: Page) -> str:
        """The page as it is shown: commands filled in, names of headings left out."""
        text = _TYPED.sub(r"**\1**", _HEADING.sub(r"\1 \2", page.text))
        return _NAMED.sub(lambda m: _command(m[1]), text)

    def contents(self) -> str:
        """Links to every page, by chapter."""
        parts = [f"# {_('Contents')}"]
        for chapter in CHAPTERS:
            pages = [p for p in self.pages.values() if p.chapter == chapter]
            lines = "\n".join(f"- [{as_it_is(p.title)}]({p.id})" for p in pages)
            parts.append(f"## {_(chapter)}\n\n{lines}")
        return "\n\n".join(parts)


def field_page(section: Section, part: Part, field: Field) -> str:
    """Where the guide tells of a field: page and heading."""
    return f"questions-{section.id}#{part.id}.{field.id}"


def _shipped(folder: Path, chapter: str) -> Iterator[Page]:
    for path in sorted(folder.glob("*.md")):
        text = _TABLE.sub(lambda m: _TABLES[m[1]](), path.read_text(encoding="utf-8"))
        yield Page(path.stem.partition("-")[2], chapter, text)


# pages of the pack


def _section_page(framework: Framework, section: Section) -> Page:
    stage = next((s.title for s in framework.stages if s.id == section.stage), "")
    parts = [f"# {as_it_is(section.title)}", as_it_is(section.intro)]
    parts.append(_("A section of the stage {stage}.").format(stage=as_it_is(stage)))
    for part in section.parts:
        if part.title != section.title:
            parts.append(f"## {as_it_is(part.title)}")
        parts.append(as_it_is(part.intro))
        for field in part.fields:
            parts.append(f"### {as_it_is(field.label)} {{#{part.id}.{field.id}}}")
            parts += _told(field.help)
            if field.formula:
                parts.append(_("The application works it out."))
    return Page(f"questions-{section.id}", QUESTIONS, "\n\n".join(p for p in parts if p))


def _service_page(service: Service) -> Page:
    parts = [f"# {as_it_is(service.name)}", as_it_is(service.summary)]
    parts.append(f"{as_it_is(service.specification)}. {as_it_is(service.specification_source)}")
    parts.append(_("Unit costs are for each {unit}.").format(unit=as_it_is(service.unit_name)))
    for measure in service.measures:
        parts += _measure(measure)
    for volume in service.volumes:
        parts += [f"## {as_it_is(volume.label)} {{#{volume.id}}}", *_told(volume.help)]
    return Page(f"service-{service.id}", SERVICES, "\n\n".join(p for p in parts if p))


def _measure(measure: Measure) -> Iterator[str]:
    yield f"## {as_it_is(measure.label)} {{#{measure.id}}}"
    yield as_it_is(measure.definition)
    fraction = _("{numerator}, over {denominator}.")
    yield fraction.format(numerator=as_it_is(measure.numerator), denominator=as_it_is(measure.denominator))
    yield as_it_is(measure.target_note)
    yield from _told(measure.help)
    yield _line(_("Source"), measure.source)


def _told(told: Help | Item) -> Iterator[str]:
    if isinstance(told, Item):
        told = told.help
    yield _line(_("What counts"), told.counts)
    yield _line(_("What does not"), told.excludes)
    yield _line(_("Example"), told.example)
    yield _line(_("Source"), told.source)


def _line(words: str, text: str) -> str:
    return f"**{words}:** {as_it_is(text)}" if text else ""


# what the application fills in


def _command(action_id: str) -> str:
    action = next(a for a in ACTIONS if a.id == action_id)
    return f"**{action.words}** ({action.held})" if action.keys else f"**{action.words}**"


def _shortcut_tables() -> str:
    parts = []
    for title, keys in shortcuts():
        rows = "\n".join(f"| {as_it_is(k)} | {as_it_is(words)} |" for k, words in keys)
        parts.append(f"### {title}\n\n| {_('Keys')} | {_('What they do')} |\n| --- | --- |\n{rows}")
    return "\n\n".join(parts)


def _libraries() -> str:
    from ui.versions import libraries

    rows = "\n".join(f"| {name} | {number} | {licence} |" for name, number, licence in libraries())
    heads = f"| {_('Part')} | {_('Version')} | {_('Licence')} |"
    return f"{heads}\n| --- | --- | --- |\n{rows}"


_TABLES: Final = {"shortcuts": _shortcut_tables, "libraries": _libraries}
