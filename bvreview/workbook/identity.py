"""What a workbook says of itself, written twice: as custom document properties and on a visible sheet."""

from __future__ import annotations

import contextlib
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Final, TypeVar

from bvreview.framework.descriptors import Framework
from bvreview.framework.terms import Path
from bvreview.i18n import _
from bvreview.review.exchange.outgoing import titles_of
from bvreview.review.exchange.submission import FileIdentity, FileKind, Handed
from bvreview.review.model import ReviewHead, Status
from bvreview.review.periods import FinancialYear, PeriodError

SECTION: Final = "section."
EVIDENCE: Final = "evidence_listed"
HANDED: Final = ("hand_out", "handed_sections", "handed_to", "handed_by", "handed_due")
RETURNED: Final = ("return", "return_row")
WHOSE: Final = ("organisation", "service", "period", "review")
WAYS: Final = ("made_for", "now_says")
"""How a file is read whose properties and visible sheet say two things of whose it is."""
_DIGEST: Final = re.compile(r"[0-9a-f]{64}")
_YES, _NO = "yes", "no"
T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Incomplete:
    """An identity of ours in which something is missing or makes no sense: ``what`` names it."""

    what: str


def identity_texts(identity: FileIdentity) -> dict[str, str]:
    """The identity as texts by name ("review", "section.costs"), in the order they are shown."""
    head = identity.head
    return {
        "kind": identity.kind.value,
        "organisation": head.organisation,
        "service": head.service,
        "period": head.period.id,
        "path": head.path.value,
        "review": head.id,
        "revision": str(head.revision),
        "status": head.status.value,
        "provisional": _YES if head.provisional else _NO,
        "illustrative": _YES if head.illustrative else _NO,
        "signed_by": head.signed_by,
        "signed_on": head.signed_on,
        "framework": head.framework,
        "framework_version": head.framework_version,
        "template": str(identity.template_version),
        "app": identity.app_version,
        "written": identity.written,
        "content": identity.content_digest,
        **({EVIDENCE: identity.evidence_digest} if identity.evidence_digest else {}),
        **_handed_texts(identity.handed),
        **{f"{SECTION}{section}": digest for section, digest in identity.section_digests.items()},
    }


def _handed_texts(handed: Handed | None) -> dict[str, str]:
    if handed is None:
        return {}
    due = handed.due.isoformat() if handed.due else ""
    texts = (handed.id, " ".join(handed.sections), handed.to, handed.by, due)
    returned = dict(zip(RETURNED, (handed.form, handed.row), strict=True)) if handed.form else {}
    return dict(zip(HANDED, texts, strict=True)) | returned


def _parse_handed(texts: Mapping[str, str]) -> Handed | None:
    """What it says of the sections that were handed out; None for a whole review."""
    number, sections, to, by, due = (texts.get(name, "").strip() for name in HANDED)
    if not number:
        return None
    day = None
    with contextlib.suppress(ValueError):
        day = date.fromisoformat(due[:10])
    form, row = (texts.get(name, "").strip() for name in RETURNED)
    return Handed(number, tuple(sections.split()), to, by, day, form, row)


def identity_labels() -> dict[str, str]:
    """What the texts are called on the sheet."""
    return {
        "kind": _("What this file is"),
        "organisation": _("Organisation"),
        "service": _("Service"),
        "period": _("Financial year"),
        "path": _("Path"),
        "review": _("Review"),
        "revision": _("Revision"),
        "status": _("Status"),
        "provisional": _("Provisional"),
        "illustrative": _("Illustrative figures"),
        "signed_by": _("Signed off by"),
        "signed_on": _("Signed off on"),
        "framework": _("Framework pack"),
        "framework_version": _("Version of the pack"),
        "template": _("Version of the template"),
        "app": _("Version of the application"),
        "written": _("Written at"),
        "content": _("Fingerprint of the content"),
        EVIDENCE: _("Fingerprint of the evidence"),
        "hand_out": _("Hand-out"),
        "handed_sections": _("Sections handed out"),
        "handed_to": _("Handed to"),
        "handed_by": _("Handed out by"),
        "handed_due": _("Wanted back by"),
        "return": _("Return"),
        "return_row": _("About"),
    }


def describe_identity(framework: Framework, identity: FileIdentity) -> dict[str, str]:
    """What a person reads beside an id: the organisation's name, the service's, the kind of file."""
    organisation = framework.organisation(identity.head.organisation)
    service = framework.service(identity.head.service)
    return {
        "kind": {
            FileKind.TEMPLATE: _("A form to be filled in"),
            FileKind.CANDIDATE: _("A candidate for sign-off"),
            FileKind.SUBMISSION: _("A submission, frozen"),
            FileKind.HAND_OUT: _("Sections handed out, to be filled in and sent back"),
            FileKind.RETURN: _("A return, to be filled in and sent back"),
        }[identity.kind],
        "organisation": organisation.name if organisation else "",
        "service": service.name if service else "",
        "period": identity.head.period.label,
        "framework": framework.title,
        "handed_sections": titles_of(framework, identity.handed.sections) if identity.handed else "",
    }


def parse_identity(texts: Mapping[str, str]) -> FileIdentity | Incomplete:
    """The identity in texts by name, or what is missing in it."""
    if not texts.get("review") or not texts.get("framework"):
        return Incomplete("review")
    try:
        period = FinancialYear.parse(texts.get("period", ""))
    except PeriodError:
        return Incomplete("period")
    numbers = {name: _whole(texts.get(name, "")) for name in ("template", "revision")}
    if missing := next((name for name, number in numbers.items() if number is None), ""):
        return Incomplete(missing)
    kind = _member(FileKind, texts.get("kind", ""))
    path = _member(Path, texts.get("path", ""))
    if kind is None or path is None:
        return Incomplete("path" if kind else "kind")
    head = ReviewHead(
        id=texts["review"],
        organisation=texts.get("organisation", ""),
        service=texts.get("service", ""),
        period=period,
        path=path,
        framework=texts["framework"],
        framework_version=texts.get("framework_version", ""),
        revision=numbers["revision"] or 0,
        status=_member(Status, texts.get("status", "")) or Status.DRAFT,
        provisional=texts.get("provisional", _YES) != _NO,
        illustrative=texts.get("illustrative", _NO) == _YES,
        signed_by=texts.get("signed_by", ""),
        signed_on=texts.get("signed_on", ""),
    )
    digests = _digests(texts)
    content = digests.pop("content", "")
    evidence = text if _DIGEST.fullmatch(text := texts.get(EVIDENCE, "")) else ""
    template, app = numbers["template"] or 0, texts.get("app", "")
    written, handed = texts.get("written", ""), _parse_handed(texts)
    about = (kind, template, app, head, content, digests, written, handed)
    return FileIdentity(*about, evidence_digest=evidence)


def _digests(texts: Mapping[str, str]) -> dict[str, str]:
    named = (
        (n.removeprefix(SECTION), t) for n, t in texts.items() if n == "content" or n.startswith(SECTION)
    )
    return {name: text for name, text in named if _DIGEST.fullmatch(text)}


def _whole(text: str) -> int | None:
    number = text.strip().removesuffix(".0")
    return int(number) if number.isdecimal() and len(number) < 10 else None


def _member(kind: Iterable[T], text: str) -> T | None:
    return next((m for m in kind if getattr(m, "value", None) == text), None)
