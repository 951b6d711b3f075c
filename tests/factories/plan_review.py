"""An invented, whole review of the shipped pack for the tests of the printed plan: answers as typed."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal

from bvreview.framework.descriptors import Framework
from bvreview.framework.sections import Field, Part, PartKind, Section
from bvreview.framework.terms import Path
from bvreview.review.answers import Answers, row_address
from bvreview.review.cells import Address, Answer, Cell
from bvreview.review.compared.standing import Observation
from bvreview.review.model import Review, ReviewHead, Status
from bvreview.review.periods import FinancialYear
from bvreview.review.values import read_entry

ROWS: Mapping[str, tuple[Mapping[str, str], ...]] = {
    "actions.actions": (
        {
            "what": "Text reminder the day before, call after a missed day",
            "why": "9 of 100 offered days are lost, 4 nationally (gap in days lost).",
            "owner": "Unit manager",
            "due": "31 July 2010",
            "measure": "Days lost of 100",
            "baseline": "9",
            "target": "5",
            "one_off": "6,000",
            "benefit_1": "18,000",
            "benefit_2": "36,000",
            "benefit_3": "36,000",
            "overlap_1": "0",
            "overlap_2": "9,000",
            "overlap_3": "9,000",
            "overlap_with": "Start within seven days of sentence",
            "flexibilities": "",
        },
        {
            "what": "Share the Ilkeston and Sleaford workshops with Lincolnshire",
            "why": "Both stand empty two days a week (challenge, fourth question).",
            "owner": "Director, interventions",
            "due": "1 October 2010",
            "measure": "Use of workshops, %",
            "baseline": "58",
            "target": "80",
            "one_off": "41,000",
            "benefit_1": "9,000",
            "benefit_2": "52,000",
            "benefit_3": "58,000",
            "overlap_1": "",
            "overlap_2": "",
            "overlap_3": "",
            "overlap_with": "",
            "likelihood": "3",
            "impact": "3",
            "risk_answer": "Heads of terms before the lease is signed",
            "flexibilities": "FF2 pooled budgets (Treasury); FF1 carry-over of surplus or deficit (NOMS)",
        },
        {
            "what": "Start within seven days of sentence",
            "why": "Late starts lead to breach (gap in starts).",
            "owner": "Placement lead",
            "due": "30 September 2010",
            "measure": "Starts in time, of 100",
            "baseline": "62",
            "target": "85",
            "one_off": "12,000",
            "benefit_1": "",
            "benefit_2": "14,000",
            "benefit_3": "21,000",
            "overlap_1": "",
            "overlap_2": "",
            "overlap_3": "",
            "kind": "Non-cashable: more or better for the same money",
            "budget_line": "",
            "flexibilities": "",
        },
        {
            "what": "Saturday and childcare-hour places",
            "why": "Women complete 63 of 100, men 71 (equality).",
            "owner": "Diversity lead",
            "due": "31 January 2011",
            "measure": "Women who complete, of 100",
            "baseline": "63",
            "target": "70",
            "one_off": "25,000",
            "benefit_1": "-11,000",
            "benefit_2": "-22,000",
            "benefit_3": "-22,000",
            "overlap_1": "",
            "overlap_2": "",
            "overlap_3": "",
            "kind": "Quality or social value",
            "flexibilities": "",
        },
        {
            "what": "One form for placements, checked once a quarter",
            "why": "A third of supervisors' time goes on records that nobody reads.",
            "owner": "Information officer",
            "due": "31 March 2011",
            "measure": "Hours on records a week",
            "baseline": "11.5",
            "target": "6",
            "one_off": "4,500",
            "benefit_1": "3,250",
            "benefit_2": "13,000",
            "benefit_3": "13,000",
            "overlap_1": "",
            "overlap_2": "",
            "overlap_3": "",
            "kind": "Non-cashable: more or better for the same money",
            "flexibilities": "",
        },
        {
            "what": "Vans booked by district, two returned to the lessor",
            "why": "Seven vans drive 61 of 100 days; Nottinghamshire books by district and needs five.",
            "owner": "Fleet officer",
            "due": "30 June 2010",
            "measure": "Vans on the road, of 100 days",
            "baseline": "61",
            "target": "82",
            "one_off": "0",
            "benefit_1": "8,400",
            "benefit_2": "11,200",
            "benefit_3": "11,200",
            "overlap_1": "",
            "overlap_2": "",
            "overlap_3": "",
            "flexibilities": "",
        },
        {
            "what": "Skills certificates with Derby College",
            "why": "People on orders and beneficiaries asked for work that counts afterwards (consultation).",
            "owner": "Employment lead",
            "due": "1 September 2011",
            "measure": "Certificates a year",
            "baseline": "40",
            "target": "120",
            "one_off": "3,000",
            "benefit_1": "0",
            "benefit_2": "-6,000",
            "benefit_3": "-6,000",
            "overlap_1": "",
            "overlap_2": "",
            "overlap_3": "",
            "kind": "Quality or social value",
            "flexibilities": "",
        },
        {
            "what": "Ask three third-sector providers for a price for the south of the county",
            "why": "Placements there cost £2 an hour more than two offers (decision).",
            "owner": "Head of contracts",
            "due": "15 January 2011",
            "measure": "Cost an hour in the south, pounds",
            "baseline": "10.40",
            "target": "8.60",
            "one_off": "9,000",
            "benefit_1": "",
            "benefit_2": "24,000",
            "benefit_3": "24,000",
            "overlap_1": "",
            "overlap_2": "",
            "overlap_3": "",
            "flexibilities": "OF1 longer contracts (NOMS)",
        },
    ),
    "options.options": (
        {"name": "As now", "kind": "In-house, improved", "running": "1,902,475", "outcome": "Rejected",
         "reason": "Cost an hour keeps rising.", "score": "41", "transition": "0", "tupe": "0", "risk": "",
         "flexibilities": "", "description": "No change to teams, places and contracts."},
        {},
        {"name": "Third-sector contract for the workshops", "kind": "Contract with a third-sector provider",
         "running": "1,845,000", "outcome": "Kept for later", "score": "60.5", "flexibilities": "",
         "reason": "Close: it overtakes if its price falls by 1.6%.", "risk": "One bidder only",
         "description": "Workshops run by a social enterprise, supervision of groups stays."},
        {"name": "Open competition for the whole service", "kind": "Contract with a private provider",
         "running": "1,890,000", "outcome": "Rejected", "score": "52", "retained": "310,000",
         "reason": "Retained overhead takes the saving.", "risk": "Loss of local placements",
         "flexibilities": "", "description": "One contract for all hours, four years."},
    ),
    "reading.gaps": (
        {},
        {"gap": "Full cost an hour", "size": "£0.48 above the median", "answer": "Answered by an action",
         "explanation": "Workshops stand empty two days a week: action 2."},
    ),
    "equality.groups": ({}, {"group": "Men", "in_service": "431", "in_caseload": "5,210", "good": "306"}),
    "five_cs.claims": (
        {},
        {"c": "Collaborate", "claim": "Two workshops serve three counties.",
         "evidence": "Floor plans and booking records, 2009-10.", "rejected": "Renting to the college.",
         "outsider": "Lincolnshire's head of unpaid work"},
    ),
    "competition.timetable": ({}, {"step": "Start of the contract", "by": "1 July 2011"}),
}  # fmt: skip


def plan_review(framework: Framework, path: Path = Path.FULL, **head: object) -> Review:
    """A review in which every question asked is answered: by ``ROWS``, else by the example of its help."""
    known: dict[str, object] = {"status": Status.CANDIDATE, "revision": 3, "illustrative": True, **head}
    about = ReviewHead(
        "r1", "DBS", "community-payback", FinancialYear(2009), path, framework.id, framework.version,
        **known,  # type: ignore[arg-type]
    )  # fmt: skip
    rows = {
        f"{s.id}.{p.id}": tuple(f"r{n}" for n in range(1, len(ROWS.get(f"{s.id}.{p.id}", ({},))) + 1))
        for s in framework.sections
        for p in s.parts
        if p.kind is PartKind.TABLE
    }
    review = Review(about, {}, rows)
    answers = Answers(framework, review)
    cells: dict[Address, Cell] = {}
    for section, part, key, field in answers.places():
        address = row_address(section, part, key, field)
        answer = None if field.formula else _typed(framework, _text(section, part, key, field), field)
        if answer:
            cells[address] = Cell(address, answer)
    return Review(about, cells, rows)


def _text(section: Section, part: Part, key: str, field: Field) -> str:
    rows = ROWS.get(f"{section.id}.{part.id}")
    row = rows[int(key[1:]) - 1] if rows else {}
    return row.get(field.id, field.help.example)


def _typed(framework: Framework, text: str, field: Field) -> Answer | None:
    return read_entry(field, text, framework.lists.get(field.list, ())).answer


def region_observations(name: str) -> list[Observation]:
    """Five areas with made-up completions; ``name`` is the clearly worse one."""
    counts = {name: (574, 812), "Leicestershire and Rutland": (702, 878), "Lincolnshire": (431, 540),
              "Northamptonshire": (388, 497), "Nottinghamshire": (901, 1130)}  # fmt: skip
    return [
        Observation(o, Decimal(top), Decimal(of), target=Decimal("0.8"), marks=("illustrative",))
        for o, (top, of) in counts.items()
    ]


def region_costs(name: str) -> list[Observation]:
    """Five areas with made-up costs an hour; ``name`` is the dearest."""
    costs = {name: "8.35", "Leicestershire and Rutland": "7.87", "Lincolnshire": "7.20",
             "Northamptonshire": "8.02", "Nottinghamshire": "7.66"}  # fmt: skip
    return [Observation(o, value=Decimal(v), marks=("illustrative",)) for o, v in costs.items()]
