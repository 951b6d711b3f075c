"""For whom a file was chosen: what says it is another's is asked about, and stays outside until answered."""

from __future__ import annotations

from dataclasses import replace
from typing import NamedTuple

from bvreview.framework.descriptors import Framework
from bvreview.framework.names import organisation_name, service_name
from bvreview.i18n import _
from bvreview.review.exchange.questions import take_it
from bvreview.review.exchange.submission import FileReading
from bvreview.review.periods import FinancialYear


class ChosenPlace(NamedTuple):
    """The organisation, service and year that a file was chosen for."""

    organisation: str
    service: str
    period: FinancialYear


def ask_about_place(framework: Framework, reading: FileReading, chosen: ChosenPlace) -> FileReading:
    """The reading, with a question where the file is of another organisation, service or year."""
    head = reading.review.head
    own = ChosenPlace(head.organisation, head.service, head.period)
    if own == chosen:
        return reading
    text = _("The file is of {own}; it was chosen for {chosen}. Take it in as what it says it is?")
    text = text.format(own=place_words(framework, own), chosen=place_words(framework, chosen))
    asked = take_it("place", text)
    return replace(reading, questions=(asked.answered(reading.given.get(asked.id, "")), *reading.questions))


def place_words(framework: Framework, place: ChosenPlace) -> str:
    """A place by name: "Derbyshire, Community Payback, 2009-10"."""
    names = organisation_name(framework, place.organisation), service_name(framework, place.service)
    return ", ".join((*names, place.period.label))
