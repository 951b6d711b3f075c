"""Organisations, services, measures, rules, published tables and packs, each as an entry to look up."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from bvreview.framework.descriptors import Framework
from bvreview.framework.organisations import Organisation
from bvreview.framework.rules import Rule
from bvreview.framework.services import Direction, Measure, Service
from bvreview.framework.terms import Help, Item
from bvreview.i18n import _
from bvreview.review.compared.area_pay import AREA_PAY
from bvreview.review.compared.benchmarks import BenchmarkSet
from bvreview.review.findings import level_word
from bvreview.store.packs import KeptPack
from ui.find.pack_facts import describe_pack, pack_key
from ui.find.shelves import Entry, Fact, Shelf


def entries_of(
    framework: Framework,
    sets: Iterable[BenchmarkSet] = (),
    packs: Sequence[KeptPack] = (),
    shipped: Iterable[BenchmarkSet] = (),
) -> tuple[Entry, ...]:
    """Everything of a framework pack, what the workspace keeps, and the published tables that ship."""
    return (
        *_organisations(framework),
        *_regions(framework),
        *(_service(s) for s in framework.services),
        *(_volume(item, s) for s in framework.services for item in s.volumes),
        *(_measure(m, s) for s in framework.services for m in s.measures),
        *(_rule(r, framework) for r in framework.rules),
        *_criteria(framework),
        *(_benchmark(b, framework, is_kept=True) for b in sets),
        *(_benchmark(b, framework, is_kept=False) for b in shipped),
        *(_pack(kept, packs, framework) for kept in packs),
    )


def _facts(*facts: Fact) -> tuple[Fact, ...]:
    return tuple((word, said) for word, said in facts if said)


def _organisations(framework: Framework) -> Iterator[Entry]:
    names = {o.id: o.name for o in framework.organisations}
    regions = {r.id: r.name for r in framework.regions}
    before: dict[str, list[str]] = {}
    for organisation in framework.organisations:
        before.setdefault(organisation.successor, []).append(organisation.name)
    for organisation in framework.organisations:
        region = regions.get(organisation.region, organisation.region)
        yield Entry(
            organisation.id,
            Shelf.ORGANISATIONS,
            organisation.name,
            f"{_kind_of(organisation)}, {region}",
            _facts(
                (_("Kind"), _kind_of(organisation)),
                (_("Region"), region),
                (_("Reports for"), _years(organisation)),
                (_("Followed by"), names.get(organisation.successor, "")),
                (_("Follows"), ", ".join(before.get(organisation.id, ()))),
                (_("Family, our grouping"), organisation.family),
                (_("Code"), organisation.id),
            ),
        )


def _kind_of(organisation: Organisation) -> str:
    return {"area": _("Probation area"), "trust": _("Probation trust")}.get(
        organisation.kind, organisation.kind
    )


def _years(organisation: Organisation) -> str:
    first, last = organisation.first_year, organisation.last_year
    if first and last:
        return _("{first} to {last}").format(first=first, last=last)
    if last:
        return _("years up to {last}").format(last=last)
    return _("years from {first}").format(first=first) if first else _("all years")


def _regions(framework: Framework) -> Iterator[Entry]:
    for region in framework.regions:
        mine = [o for o in framework.organisations if o.region == region.id]
        kinds: dict[str, list[str]] = {}
        for organisation in mine:
            kinds.setdefault(_kind_of(organisation), []).append(organisation.name)
        about = ", ".join(f"{len(names)} {kind.casefold()}s" for kind, names in kinds.items())
        lists = [(f"{kind}s", "\n".join(sorted(names))) for kind, names in kinds.items()]
        facts = _facts(*lists, (_("How the membership is known"), region.evidence))
        yield Entry(region.id, Shelf.REGIONS, region.name, about, facts)


def _service(service: Service) -> Entry:
    return Entry(
        service.id,
        Shelf.SERVICES,
        service.name,
        service.specification,
        _facts(
            (_("Specification"), service.specification),
            (_("Source"), service.specification_source),
            (_("What it is"), service.summary),
            (_("Unit costs are per"), service.unit_name),
            (_("Measures"), "\n".join(m.label for m in service.measures)),
            (_("Volumes"), "\n".join(v.label for v in service.volumes)),
        ),
    )


def _volume(item: Item, service: Service) -> Entry:
    return Entry(
        f"{service.id} {item.id}",
        Shelf.VOLUMES,
        item.label,
        service.name,
        _facts(
            (_("Service"), service.name),
            (_("Counted in"), item.unit),
            *_counted(item.help),
            (_("Source"), item.help.source),
        ),
    )


def _measure(measure: Measure, service: Service) -> Entry:
    target = "" if measure.target is None else f"{measure.target:f}{measure.unit}"
    return Entry(
        f"{service.id} {measure.id}",
        Shelf.MEASURES,
        measure.label,
        service.name,
        _facts(
            (_("Service"), service.name),
            (_("Definition"), measure.definition),
            (_("Worked out as"), measure.words),
            (_("Better"), _better(measure.direction)),
            (_("Target"), "\n".join(part for part in (target, measure.target_note) if part)),
            *_counted(measure.help),
            (_("Source"), measure.source or measure.help.source),
        ),
    )


def _counted(said: Help) -> Iterator[Fact]:
    yield _("What counts"), said.counts
    yield _("What does not"), said.excludes
    yield _("Example"), said.example


def _better(direction: Direction) -> str:
    words = {
        Direction.UP: _("higher is better"),
        Direction.DOWN: _("lower is better"),
        Direction.NEUTRAL: _("neither way is better"),
    }
    return words[direction]


def _rule(rule: Rule, framework: Framework) -> Entry:
    section_id = (rule.each or rule.at).partition(".")[0]
    section = framework.section(section_id)
    where = section.title if section else section_id
    services = ", ".join(s.name for s in framework.services if s.id in rule.services)
    return Entry(
        rule.id,
        Shelf.RULES,
        _spoken(rule.message),
        where,
        _facts(
            (_("Section"), where),
            (_("Asks to"), level_word(rule.level)),
            (_("What to do"), rule.put_right),
            (_("Services"), services or _("all")),
            (_("It holds where"), rule.check.source),
            (_("Only when"), rule.when.source if rule.when else ""),
            (_("Code"), rule.id),
        ),
        level_word(rule.level),
    )


def _spoken(message: str) -> str:
    """A rule's sentence with words in place of what a review fills in."""
    words = {
        "{found}": _("[figure]"),
        "{expected}": _("[expected figure]"),
        "{label}": _("[question]"),
        "{row}": _("[line]"),
    }
    for sign, word in words.items():
        message = message.replace(sign, word)
    return message[:1].upper() + message[1:]


def _criteria(framework: Framework) -> Iterator[Entry]:
    for criterion in framework.criteria:
        weight = _("{weight}%").format(weight=f"{criterion.weight:f}")
        facts = _facts(
            (_("Question"), criterion.question), (_("Weight"), weight), (_("Source"), criterion.source)
        )
        yield Entry(criterion.id, Shelf.CRITERIA, criterion.label, criterion.question, facts)


def _benchmark(table: BenchmarkSet, framework: Framework, *, is_kept: bool) -> Entry:
    topic = table.topic
    known = {o.id: o.name for o in framework.organisations}
    names = [known.get(o.organisation, o.organisation) for o in table.observations]
    marked = _("Illustrative figures") if table.illustrative else ""
    about = ", ".join(part for part in (topic.period, marked) if part)
    left_out = "\n".join(f"{name}: {why}" for name, why in table.left_out)
    return Entry(
        table.id,
        Shelf.BENCHMARKS,
        topic.title,
        about,
        _facts(
            (_("Figures"), marked or (_("As published") if table.id != AREA_PAY else _("Entered by hand"))),
            (_("Source"), topic.source),
            (_("Period"), topic.period),
            (_("Better"), _better(topic.direction)),
            (_("The denominator counts"), topic.size_label),
            (_("{n} organisations").format(n=len(names)), ", ".join(names)),
            (_("Rows left out"), left_out),
            (_("From"), "" if is_kept else _("It comes with the application.")),
        ),
        marked,
        is_kept,
    )


def _pack(kept: KeptPack, others: Sequence[KeptPack], framework: Framework) -> Entry:
    """A benchmark pack with what is in it."""
    title, about, facts = describe_pack(kept, others, framework)
    marked = _("Illustrative figures") if kept.pack.illustrative else ""
    return Entry(pack_key(kept.pack), Shelf.PACKS, title, about, _facts(*facts), marked, is_kept=True)
