"""The commands that open a workspace to change or examine it."""

from __future__ import annotations

from argparse import Namespace
from functools import partial

from msgspec import structs

from bvreview import work
from bvreview.cli import telling
from bvreview.cli.answers import read_answers
from bvreview.cli.opening import find_place, open_workspace
from bvreview.folders import passed_over, passed_over_words
from bvreview.framework.loader import default_framework
from bvreview.i18n import _
from bvreview.review.exchange.submission import ImportOutcome, Outcome
from bvreview.review.periods import FinancialYear
from bvreview.workspace import Workspace, verify_workspace

EXIT = {Outcome.REFUSED: 2, Outcome.QUESTION: 1}


def take_in(arguments: Namespace) -> int:
    """Import files and folders; exit 0 all taken, 1 a question is open, 2 something was refused."""
    paths = work.find_workbooks(arguments.paths)
    place = find_place(default_framework(), arguments)
    read_many = partial(work.read_files, answers=read_answers(arguments.answers), place=place)
    with open_workspace(arguments.workspace, create=True) as workspace:
        outcomes = workspace.import_files(paths, read_many=read_many, tick=telling.tick)
        missing = find_missing(workspace, outcomes)
    over = passed_over(arguments.paths)
    if arguments.json:
        files = [telling.imported_json(o) for o in outcomes]
        telling.print_json({"files": files, "missing": missing, "passed_over": over})
    else:
        say_outcomes(outcomes)
        if words := passed_over_words(over):
            print(words)
    return max((EXIT.get(o.outcome, 0) for o in outcomes), default=0)


def find_missing(workspace: Workspace, outcomes: tuple[ImportOutcome, ...]) -> list[dict[str, str]]:
    """Who has sent nothing, in the regions, services and years of the files that came."""
    framework = workspace.framework
    organisations = {o.id: o for o in framework.organisations}
    scopes = {
        (o.service, o.period, organisations[o.organisation].region)
        for o in outcomes
        if o.organisation in organisations
    }
    return [
        {"organisation": o.id, "name": o.name, "service": service, "period": period}
        for service, period, region in sorted(scopes)
        for o in workspace.missing(service, FinancialYear.parse(period), region)
    ]


def say_outcomes(outcomes: tuple[ImportOutcome, ...]) -> None:
    """One line a file."""
    names = {o.id: o.name for o in default_framework().organisations}
    for outcome in outcomes:
        telling.say_imported(outcome, names.get(outcome.organisation, outcome.organisation))


def verify(arguments: Namespace) -> int:
    """What is wrong with a workspace; exit 0 whole, 1 damaged."""
    report = verify_workspace(arguments.workspace)
    if arguments.json:
        head = {"workspace": str(arguments.workspace), "whole": report.is_whole}
        telling.print_json(head | structs.asdict(report))
        return 0 if report.is_whole else 1
    for problem in report.problems:
        print(problem)
    if report.is_whole:
        text = _(
            "Whole: {reviews} reviews, {cells} cells, {submissions} files, {changes} changes in the history."
        )
        counts = {"reviews": report.reviews, "cells": report.cells, "submissions": report.submissions}
        print(text.format(**counts, changes=report.last_change))
    return 0 if report.is_whole else 1
