"""From courses over time to charts: a share by quarter, a unit cost by year."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from bvreview.charts.spec import Axis, Course, Moment, PointRole, TrendSpec, Words
from bvreview.i18n import _, plural
from bvreview.review.compared.course import CostCourse, MeasureCourse
from bvreview.review.compared.standing import Reading, say_percent, say_pounds

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from decimal import Decimal

    from bvreview.review.compared.course import CoursePoint


def measure_trend_spec(own: MeasureCourse, followed: MeasureCourse | None = None) -> TrendSpec:
    """The chart of a measure over time; a followed organisation at the moments of the own one."""
    courses, words = [_course(own, "own", own.points)], _measure_words(own)
    if followed and followed.organisation != own.organisation:
        known = {p.label: p for p in followed.points if p.value is not None}
        points = [known.get(p.label) for p in own.points]
        courses += [_course(followed, "followed", points)] if any(points) else []
        words = words if any(points) else _with_absent(words, followed.organisation)
    return TrendSpec(
        words=words,
        courses=tuple(courses),
        axis=Axis(own.topic.title, "percent"),
        time_label=_("Quarter of the financial year") if own.cut == "quarter" else _("Financial year"),
        mean=own.mean,
        lower=own.lower,
        upper=own.upper,
        target=own.target,
    )


def _with_absent(words: Words, organisation: str) -> Words:
    absent = _("{organisation} has no value at these times.").format(organisation=organisation)
    return replace(words, notes=(*words.notes, absent))


def _course(course: MeasureCourse, role: PointRole, points: Sequence[CoursePoint | None]) -> Course:
    moments = tuple(_moment(course, p) if p else Moment("", "", None, "") for p in points)
    return Course(course.organisation, role, moments, course.organisation)


def _moment(course: MeasureCourse, point: CoursePoint) -> Moment:
    if point.value is None:
        return Moment(point.label, point.short, None, "")
    text = f"{course.organisation}, {point.label}: {say_percent(point.value, 1)} ({point.counted})"
    said = _said(point)
    read_out = f"{text}, {said}" if said else text
    within = (point.lower, point.upper) if course.mean is None else (None, None)
    return Moment(point.label, point.short, point.value, read_out, point.sign, said, *within)


def _said(point: CoursePoint) -> str:
    """What the rule makes of it: "change for the better (seven in one direction)"."""
    if point.sign is None:
        return ""
    words = {
        Reading.CLEARLY_BETTER: _("change for the better"),
        Reading.CLEARLY_WORSE: _("change for the worse"),
        Reading.CLEARLY_HIGHER: _("higher than chance explains"),
        Reading.CLEARLY_LOWER: _("lower than chance explains"),
    }
    return f"{words[point.sign]} ({point.rule})"


def _measure_words(course: MeasureCourse) -> Words:
    title = _("{measure}: {organisation} over time").format(
        measure=course.topic.title, organisation=course.organisation
    )
    sentence, source = " ".join(_measure_sentences(course)), course.topic.source
    listed = "; ".join(f"{p.label} {say_percent(p.value, 1)}" for p in course.points if p.value is not None)
    return Words(
        title=title,
        sentence=sentence,
        description=" ".join(filter(None, (f"{title}.", sentence, f"{listed}." if listed else ""))),
        source=_("Source: {source}.").format(source=source.rstrip(".")) if source else "",
        notes=(course.method, *course.caveats),
        illustrative=course.illustrative,
    )


def _measure_sentences(course: MeasureCourse) -> Iterator[str]:
    given = [p for p in course.points if p.value is not None]
    if not given:
        yield _("No value is given.")
        return
    last = given[-1]
    text = _("{organisation}, {when}: {share} ({counted}).")
    share = say_percent(last.value or 0.0, 1)
    yield text.format(organisation=course.organisation, when=last.label, share=share, counted=last.counted)
    if course.mean is not None:
        yield _changes(given)
        yield from filter(None, (course.assurance,))


def _changes(given: Sequence[CoursePoint]) -> str:
    signed = [p for p in given if p.sign]
    if not signed:
        return _("Nothing here is more than chance explains.")
    one = _("{n} value is more than chance explains:")
    text = plural(one, _("{n} values are more than chance explains, the last:"), len(signed))
    return f"{text} {signed[-1].label}, {_said(signed[-1])}."


def cost_trend_spec(course: CostCourse) -> TrendSpec:
    """The chart of a unit cost by year: in cash, and in the prices of one year where they are known."""
    lines = [_cost_line(course, _("in cash"), "other", [y.cash for y in course.years])]
    if course.base:
        label = _("in the prices of {year}").format(year=course.base)
        lines.insert(0, _cost_line(course, label, "own", [y.real for y in course.years]))
    unit = course.topic.unit
    axis = _("pounds per {unit}").format(unit=unit) if unit else _("pounds")
    title = _("{cost}: {organisation} over the years").format(
        cost=course.topic.title, organisation=course.organisation
    )
    sentence, source = _cost_sentence(course), course.topic.source
    words = Words(
        title=title,
        sentence=sentence,
        description=f"{title}. {sentence}",
        source=_("Source: {source}.").format(source=source.rstrip(".")) if source else "",
        notes=(course.method, *course.caveats),
        illustrative=course.illustrative,
    )
    return TrendSpec(words, tuple(lines), Axis(axis, "pounds"), _("Financial year"))


def _cost_line(course: CostCourse, label: str, role: PointRole, values: Sequence[Decimal | None]) -> Course:
    moments = tuple(
        Moment(year.label, year.label, None, "")
        if amount is None
        else Moment(year.label, year.label, float(amount), f"{year.label}: {say_pounds(amount)} {label}")
        for year, amount in zip(course.years, values, strict=True)
    )
    return Course(label, role, moments)


def _cost_sentence(course: CostCourse) -> str:
    """The last year, and how it changed from the first one, in one price base where there is one."""
    known = [(y, y.real if course.base else y.cash) for y in course.years]
    given = [(y, amount) for y, amount in known if amount is not None]
    if not given:
        return _("No cost is given.")
    (first, then), (last, now) = given[0], given[-1]
    said = _("{organisation}, {year}: {amount}.").format(
        organisation=course.organisation, year=last.label, amount=say_pounds(now)
    )
    if len(given) < 2 or not then:
        return said
    more = _("{change:+.1f}% since {year} in cash; prices have changed too.")
    if course.base:
        more = _("{change:+.1f}% since {year}, with both in the prices of {base}.")
    change = (now - then) / then * 100
    return f"{said} {more.format(change=change, year=first.label, base=course.base)}"
