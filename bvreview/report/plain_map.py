"""What the plan prints for a pack that does not say it: the last stage's sections and the usual end."""

from __future__ import annotations

from collections.abc import Iterator

from bvreview.framework.descriptors import Framework
from bvreview.framework.report_map import (
    BlockKind,
    ReportBlock,
    ReportChapter,
    ReportColumn,
    ReportMap,
)
from bvreview.framework.sections import Part, PartKind, Section
from bvreview.i18n import _


def plain_map(framework: Framework) -> ReportMap:
    """Chapters for standing, the sections of the last stage, findings, methods and sign-off."""
    return ReportMap(ask_title="", chapters=tuple(_chapters(framework)))


def _chapters(framework: Framework) -> Iterator[ReportChapter]:
    yield _chapter("standing", _("Where the service stands"), BlockKind.STANDING, BlockKind.CHARTS)
    last = framework.stages[-1].id if framework.stages else ""
    for section in framework.sections:
        if section.stage == last:
            blocks = tuple(_block(section, part) for part in section.parts)
            yield ReportChapter(id=f"section-{section.id}", title=section.title, blocks=blocks)
    yield _chapter("open", _("Still to be put right or explained"), BlockKind.OPEN_FINDINGS)
    yield _chapter("explained", _("Explained"), BlockKind.EXPLANATIONS)
    yield _chapter("methods", _("Methods and sources"), BlockKind.METHODS)
    yield _chapter("sign-off", _("Sign-off"), BlockKind.SIGN_OFF)


def _chapter(name: str, title: str, *kinds: BlockKind) -> ReportChapter:
    return ReportChapter(id=name, title=title, blocks=tuple(ReportBlock(kind=kind) for kind in kinds))


def _block(section: Section, part: Part) -> ReportBlock:
    if part.kind is PartKind.FORM:
        fields = tuple(f"{section.id}.{field.id}" for field in part.fields)
        return ReportBlock(title=part.title, fields=fields)
    columns = tuple(ReportColumn(fields=(field.id,)) for field in part.fields)
    return ReportBlock(
        kind=BlockKind.TABLE, title=part.title, part=f"{section.id}.{part.id}", columns=columns
    )
