"""What the commands print: JSON with stable keys, or the same facts as lines."""

from __future__ import annotations

import json
import sys
from collections.abc import Mapping, Sequence
from typing import Any

from msgspec import to_builtins

from bvreview.framework.rules import Level
from bvreview.i18n import _
from bvreview.review.cells import Answer, State, encode_value
from bvreview.review.compared.packs import PackReading, pack_digest
from bvreview.review.exchange.questions import Question
from bvreview.review.exchange.submission import FileReading, FileRefusal, ImportOutcome, Outcome
from bvreview.review.findings import Finding, Verdict, level_word
from bvreview.review.model import Review, ReviewHead
from bvreview.review.wording import state_words


def print_json(value: Mapping[str, Any]) -> None:
    """One JSON object on standard output."""
    json.dump(value, sys.stdout, ensure_ascii=False, indent=2)
    print()


def tick(done: int, of: int, text: str) -> None:
    """Progress on standard error."""
    print(f"{done}/{of} {text}", file=sys.stderr)


def finding_json(finding: Finding) -> dict[str, str]:
    """A finding with the keys that ``check --json`` promises."""
    return {
        "rule": finding.rule,
        "level": finding.level.value,
        "sheet": finding.sheet,
        "cell": finding.cell,
        "section": finding.address.section,
        "row": finding.address.row,
        "field": finding.address.field,
        "found": finding.found,
        "message": finding.message,
        "put_right": finding.put_right,
    }


def review_json(head: ReviewHead) -> dict[str, str | int]:
    """What a review is about."""
    return {
        "id": head.id,
        "organisation": head.organisation,
        "service": head.service,
        "period": head.period.id,
        "revision": head.revision,
        "framework": head.framework,
        "framework_version": head.framework_version,
    }


def pack_json(read: PackReading) -> dict[str, Any]:
    """Every figure of a benchmark pack, and what it says of itself."""
    return {"file": read.file, "digest": pack_digest(read.pack), "pack": to_builtins(read.pack)}


def checked_json(read: FileReading | FileRefusal | PackReading) -> dict[str, Any]:
    """One file of ``check --json``."""
    if isinstance(read, PackReading):
        about = {"file": read.file, "readable": True, "reason": "", "review": None}
        said = {"id": read.pack.id, "version": read.pack.version, "audience": read.pack.audience.value}
        return {**about, "verdict": Verdict.READY.value, "findings": [], "pack": said}
    if isinstance(read, FileRefusal):
        empty = {"readable": False, "reason": read.sentence, "review": None}
        return {"file": read.file, **empty, "verdict": Verdict.REFUSED.value, "findings": []}
    return {
        "file": read.file,
        "readable": True,
        "reason": read.question,
        "review": review_json(read.identity.head),
        "verdict": read.verdict.value,
        "findings": [finding_json(f) for f in read.told],
    }


def cells_json(file: str, review: Review) -> dict[str, Any]:
    """Every cell as it was read."""
    cells = [
        {
            "section": address.section,
            "row": address.row,
            "field": address.field,
            "value": _received(cell.answer),
            "state": cell.answer.state.value,
            "source": cell.answer.source,
            "note": cell.answer.note,
        }
        for address, cell in sorted(review.cells.items())
    ]
    return {"file": file, "review": review_json(review.head), "cells": cells}


def _received(answer: Answer) -> str | None:
    """The value in canonical text; of an answer that could not be read, what stood in its place."""
    return answer.raw if answer.state is State.PENDING else encode_value(answer.value)


def answer_line(answer: Answer) -> str:
    """An answer on one line: its value, or its state and what was received."""
    if answer.state is State.GIVEN:
        return (encode_value(answer.value) or "").replace("\n", " ")
    return f"[{state_words(answer.state)}] {answer.raw}".rstrip()


def question_json(question: Question) -> dict[str, Any]:
    """A question with the ids that ``import --answers`` takes."""
    choices = [{"id": c.id, "words": c.words} for c in question.choices]
    cells = [one._asdict() for one in question.seen]
    return {"id": question.id, "text": question.whole, "cells": cells, "choices": choices}


def imported_json(outcome: ImportOutcome) -> dict[str, Any]:
    """One file of ``import --json``."""
    asked = {"digest": outcome.file_digest, "questions": [question_json(q) for q in outcome.questions]}
    return {
        "file": outcome.file,
        "outcome": outcome.outcome.value,
        "review": outcome.review,
        "revision": outcome.revision,
        "reason": outcome.reason,
        "findings": outcome.counts,
    } | (asked if outcome.questions else {})


def say_checked(read: FileReading | FileRefusal | PackReading) -> None:
    """A file's verdict and findings as lines."""
    if isinstance(read, PackReading):
        text = _("{file}: a benchmark pack, {id}, version {n}, for {audience}")
        pack = read.pack
        print(text.format(file=read.file, id=pack.id, n=pack.version, audience=pack.audience.words))
        return
    if isinstance(read, FileRefusal):
        print(_("{file}: refused. {why}").format(file=read.file, why=read.sentence))
        return
    verdict = {Verdict.READY: _("ready"), Verdict.PUT_RIGHT: _("put right")}[read.verdict]
    print(_("{file}: {verdict}").format(file=read.file, verdict=verdict))
    for finding in read.told:
        place = f"{finding.sheet}!{finding.cell}" if finding.cell else finding.sheet
        is_explained = finding.level is Level.EXPLAIN and finding.explanation
        level = _("Explained") if is_explained else level_word(finding.level)
        then = finding.explanation.text if finding.explanation else finding.put_right
        words = (level, place, finding.message, then)
        print("  " + "  ".join(" ".join(word.split()) for word in words if word))


def say_imported(outcome: ImportOutcome, organisation: str) -> None:
    """What became of a file as one line."""
    words = {
        Outcome.IMPORTED: _("imported"),
        Outcome.REPLACED: _("replaced"),
        Outcome.ALREADY_THERE: _("already there"),
        Outcome.QUESTION: _("question"),
        Outcome.REFUSED: _("refused"),
        Outcome.RETURNED: _("came back"),
    }
    parts = [f"{outcome.file}: {words[outcome.outcome]}"]
    took = outcome.outcome in (Outcome.IMPORTED, Outcome.REPLACED, Outcome.ALREADY_THERE)
    if took and outcome.review:  # a benchmark pack is of nobody alone
        parts.append(_("{organisation}, revision {n}").format(organisation=organisation, n=outcome.revision))
        parts.append(say_counts(outcome.findings))
    if outcome.questions:
        print("; ".join((*parts, *([outcome.reason] if took else []))))
        for question in outcome.questions:
            print(f"  {question.id}: {question.whole}")
            print("    " + "; ".join(f"{c.id} = {c.words}" for c in question.choices))
        return
    print("; ".join(part for part in (*parts, outcome.reason) if part))


def say_counts(findings: Sequence[Finding]) -> str:
    """How many findings are open, in words."""
    stops = sum(f.level.value == "stop" for f in findings)
    explains = sum(f.level.value == "explain" and f.is_open for f in findings)
    if not stops and not explains:
        return _("ready")
    words = (
        stops and _("{n} to put right").format(n=stops),
        explains and _("{n} to explain").format(n=explains),
    )
    return ", ".join(part for part in words if part)
