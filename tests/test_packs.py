"""A benchmark pack goes out as a workbook and comes in again: the same figures, or a sentence."""

from __future__ import annotations

import json
import zipfile
from collections.abc import Callable
from dataclasses import replace
from decimal import Decimal
from pathlib import Path

import pytest
from openpyxl import load_workbook
from pack_kit import COST, DAY, FRAMEWORK, GROUP, NAMES, SCOPE, SHARE, TO_DIRECTOR, comparisons, pack_of

from bvreview import releasing, work
from bvreview.analysis.collated import pack_years
from bvreview.analysis.comparison import compare_proportion, compare_unit_cost
from bvreview.cli import main
from bvreview.resources import sample_path
from bvreview.review.compared.audiences import Audience, Release, held_back_words, release_stem
from bvreview.review.compared.cost_parts import CostParts, GradePay, merge_single_posts
from bvreview.review.compared.packs import (
    BenchmarkPack,
    DamagedPackError,
    PackReading,
    decode_pack,
    encode_pack,
    pack_digest,
    pack_sets,
)
from bvreview.review.compared.scope import CompareScope
from bvreview.review.compared.standing import Observation, PeerGroup
from bvreview.review.exchange.submission import FileRefusal, ImportOutcome, Outcome
from bvreview.settings import Person
from bvreview.workspace import Workspace


def open_workspace(path: Path, *, create: bool = True) -> Workspace:
    return Workspace.open(path, person=Person("Ann"), framework=FRAMEWORK, create=create)


def written(tmp_path: Path, pack: BenchmarkPack, name: str = "pack.xlsx") -> Path:
    path = tmp_path / name
    releasing.write_pack(FRAMEWORK, pack, path)
    return path


def read(path: Path) -> PackReading | FileRefusal:
    found = work.read_file(FRAMEWORK, path)
    assert isinstance(found, PackReading | FileRefusal)
    return found


RELEASES = [
    *(Release(audience) for audience in Audience),
    *(Release(audience, anonymous=True, named=NAMES[3], seed="s") for audience in Audience),
    Release(rounding=5),
]


@pytest.mark.parametrize("release", RELEASES, ids=str)
def test_a_pack_comes_back_as_it_went_out(tmp_path: Path, release: Release) -> None:
    pack = pack_of(comparisons(), release, [PARTS])
    found = read(written(tmp_path, pack))
    assert isinstance(found, PackReading)
    assert found.pack == pack
    assert releasing.compare_pack(found.pack) == releasing.compare_pack(pack)


@pytest.mark.parametrize("audience", Audience)
def test_the_public_is_not_told_who_made_it(audience: Audience) -> None:
    pack = pack_of(comparisons(), Release(audience))
    assert pack.made_by == ("" if audience is Audience.PUBLIC else "Ann")


def test_what_the_director_gets_is_what_was_compared() -> None:
    shares, costs = comparisons()
    again = releasing.compare_pack(pack_of([shares, costs]))
    assert again[0] == shares
    assert [s.value for s in again[1].standings] == [s.value for s in costs.standings]
    assert again[1].left_out == costs.left_out


def test_a_pack_says_what_it_is_on_cover_footer_and_file(tmp_path: Path) -> None:
    pack = pack_of(comparisons(), Release(Audience.PUBLIC))
    workbook = load_workbook(written(tmp_path, pack))
    cover = {str(row[0].value): str(row[1].value) for row in workbook["Cover"].iter_rows(min_row=4)}
    assert cover["For"] == "the public"
    assert cover["Benchmark pack"] == pack.id
    assert cover["Version of the pack"] == "1"
    assert cover["Digest"] == pack_digest(pack)
    assert cover["Made by"] == "not said"
    assert cover["Made on"] == "1 June 2010"
    for sheet in workbook.worksheets:
        assert "for the public" in str(sheet.oddFooter)
    assert release_stem(SCOPE, Release(Audience.PUBLIC)).endswith("-for-public")
    held = [str(r[1].value) for r in workbook["Cover"].iter_rows(min_row=4) if r[0].value == "Held back"]
    assert held == list(held_back_words(Release(Audience.PUBLIC)))


def test_shares_have_quarters_from_ten_organisations_on(tmp_path: Path) -> None:
    workbook = load_workbook(written(tmp_path, pack_of(comparisons())))
    sheet = workbook["Completed"]
    (table,) = sheet.tables.values()
    heading, *rows = ([cell.value for cell in row] for row in sheet[table.ref])
    at = heading.index("Quarter of shares, 1 best")
    quarters = [row[at] for row in rows]
    assert quarters == [1, 1, 1, 2, 2, 2, 3, 3, 3, 4, 4, 4]


@pytest.mark.parametrize(("count", "said"), [(12, True), (5, False), (3, False)])
def test_chances_of_a_quarter_are_said_from_ten_organisations_on(
    tmp_path: Path, count: int, said: bool
) -> None:
    """Of five the chances of a best quarter add up to 200%, and of three those of a worst one to nothing."""
    members = GROUP.members[:count]
    few = PeerGroup("The few", members)
    seen = [o for s in comparisons()[0].standings if (o := s.observation).organisation in members]
    book = load_workbook(written(tmp_path, pack_of([compare_proportion(SHARE, seen, few)])))
    (table,) = book["Completed"].tables.values()
    heading, *rows = ([cell.value for cell in row] for row in book["Completed"][table.ref])
    assert len(rows) == count
    for title in ("Chance of best quarter", "Chance of worst quarter"):
        chances = [row[heading.index(title)] for row in rows]
        assert (sum(chances) == pytest.approx(count // 4)) if said else (set(chances) == {None})
    cover = [str(row[1].value) for row in book["Cover"].iter_rows(min_row=4)]
    assert any("fewer than 10: no quarters" in text for text in cover) is not said


# bad input


def damaged(path: Path, change: Callable[[str], str]) -> Path:
    """The workbook with the text on the pack's sheet changed."""
    workbook = load_workbook(path)
    sheet = workbook["Pack"]
    for row in sheet.iter_rows():
        if str(row[0].value).startswith("bvr.pack:"):
            row[1].value = change(str(row[1].value))
    workbook.save(path)
    return path


@pytest.mark.parametrize(
    ("change", "reason"),
    [
        (lambda text: text.replace('"60"', '"61"'), "damaged pack"),
        (lambda text: text[:-5], "damaged pack"),
        (lambda _text: "", "damaged pack"),
        (lambda text: text.replace('"period":"2009-10"', '"period":"soon"'), "damaged pack"),
        (lambda text: text.replace('"60"', '"NaN"'), "damaged pack"),
        (lambda text: text.replace('"format":2', '"format":3'), "newer"),
        (lambda _text: "[" * 5_000, "damaged pack"),
    ],
    ids=["figure", "cut", "empty", "year", "not a number", "newer", "deep"],
)
def test_a_pack_that_was_changed_is_refused(
    tmp_path: Path, change: Callable[[str], str], reason: str
) -> None:
    found = read(damaged(written(tmp_path, pack_of(comparisons())), change))
    assert isinstance(found, FileRefusal)
    assert found.reason == reason
    assert found.sentence.endswith(".")
    with open_workspace(tmp_path / "a.bvr") as workspace:
        (outcome,) = take(workspace, tmp_path / "pack.xlsx")
        assert outcome.outcome is Outcome.REFUSED
        assert not workspace.packs()
        assert [n.file for n in workspace.not_taken()] == ["pack.xlsx"]


@pytest.mark.parametrize("volume", ["0", "-1", "NaN"])
def test_costs_in_parts_over_no_volume_are_no_pack(volume: str) -> None:
    """What a unit is paid is divided by it as soon as the pack is compared with."""
    with pytest.raises(DamagedPackError):
        decode_pack(encode_pack(pack_of(comparisons(), parts=[replace(PARTS, volume=Decimal(volume))])))


def test_a_figure_changed_where_people_read_it_is_no_figure_of_the_pack(tmp_path: Path) -> None:
    path = written(tmp_path, pack_of(comparisons()))
    workbook = load_workbook(path)
    sheet = workbook["Data"]
    heading = [cell.value for cell in sheet[3]]
    cell = sheet.cell(5, heading.index("Numerator") + 1)
    assert isinstance(cell.value, int | float)
    cell.value += 1
    workbook.save(path)
    found = read(path)
    assert isinstance(found, FileRefusal)
    assert found.reason == "damaged pack"


def test_a_pack_of_another_framework_is_refused(tmp_path: Path) -> None:
    pack = replace(pack_of(comparisons()), framework="schools-2010")
    found = read(written(tmp_path, pack))
    assert isinstance(found, FileRefusal)
    assert "schools-2010" in found.sentence


def test_a_figure_in_a_pack_that_cannot_be_is_listed_and_not_compared() -> None:
    pack = pack_of(comparisons())
    first, *others = pack.topics[0].observations
    spoilt = replace(first, denominator=Decimal(1))
    topic = replace(pack.topics[0], observations=(spoilt, *others))
    (found, *__) = releasing.compare_pack(replace(pack, topics=(topic,)))
    assert "is above the denominator" in dict(found.left_out)[first.organisation]
    assert not found.standing_of(first.organisation)


def test_a_pack_saved_by_another_program_is_read(tmp_path: Path) -> None:
    """Nothing is lost: the custom properties are gone, as some programs leave them."""
    pack = pack_of(comparisons())
    path = written(tmp_path, pack)
    bare = tmp_path / "bare.xlsx"
    with zipfile.ZipFile(path) as source, zipfile.ZipFile(bare, "w") as target:
        for name in source.namelist():
            if name != "docProps/custom.xml":
                data = source.read(name)
                if name in ("[Content_Types].xml", "_rels/.rels"):
                    data = _without(data.decode(), "custom").encode()
                target.writestr(name, data)
    found = read(bare)
    assert isinstance(found, PackReading)
    assert found.pack == pack


def _without(text: str, word: str) -> str:
    import re

    return re.sub(rf"<(Override|Relationship)[^>]*{word}[^>]*/>", "", text)


def test_one_organisation_and_none_and_noughts_are_never_not_a_number(tmp_path: Path) -> None:
    lonely = compare_proportion(SHARE, [Observation("A", Decimal(0), Decimal(10))], PeerGroup("All"))
    nobody = compare_unit_cost(COST, [Observation("A")], PeerGroup("All"))
    zero = compare_unit_cost(replace(COST, id="z"), [Observation("A", value=Decimal(0))], PeerGroup("All"))
    pack = pack_of([lonely, nobody, zero])
    workbook = load_workbook(written(tmp_path, pack))
    said = [
        str(c.value) for s in workbook.worksheets for row in s.iter_rows() for c in row if c.value is not None
    ]
    assert not [text for text in said if text.casefold() in ("nan", "inf", "-inf")]
    assert read(tmp_path / "pack.xlsx").pack == pack  # type: ignore[union-attr]
    assert pack_of([]).topics == ()
    releasing.write_pack(FRAMEWORK, pack_of([]), tmp_path / "none.xlsx")


# what a cost is made of

PARTS = CostParts(
    NAMES[0],
    Decimal(1000),
    (
        GradePay("Manager", Decimal(1), Decimal(41_000)),
        GradePay("Officer", Decimal("6.5"), Decimal(190_000)),
        GradePay("Assistant", Decimal(3), Decimal(60_000)),
    ),
    Decimal(20_000),
    Decimal(30_000),
)


def test_the_pay_of_one_post_is_put_together_with_others() -> None:
    merged = merge_single_posts(PARTS)
    assert merged
    assert [(g.grade, g.fte, g.pay) for g in merged.grades] == [
        ("Officer", Decimal("6.5"), Decimal(190_000)),
        ("Several grades", Decimal(4), Decimal(101_000)),
    ]
    assert merged.unit_pay == PARTS.unit_pay == Decimal(291)
    assert replace(merged, grades=PARTS.grades) == PARTS


def test_where_one_post_is_all_there_is_no_parts_are_given() -> None:
    alone = replace(PARTS, grades=(GradePay("Manager", Decimal(1), Decimal(41_000)),))
    assert merge_single_posts(alone) is None
    assert pack_of(comparisons(), Release(), [alone]).parts == ()


@pytest.mark.parametrize(
    ("audience", "grades"),
    [(Audience.DIRECTOR, 3), (Audience.TRUSTS, 2), (Audience.PROVIDERS, 0), (Audience.PUBLIC, 0)],
)
def test_who_gets_what_a_cost_is_made_of(tmp_path: Path, audience: Audience, grades: int) -> None:
    pack = pack_of(comparisons(), Release(audience), [PARTS])
    assert sum(len(p.grades) for p in pack.parts) == grades
    assert ("Cost parts" in load_workbook(written(tmp_path, pack)).sheetnames) is bool(grades)


def test_the_order_of_who_is_left_out_tells_nothing() -> None:
    late = [Observation(name, state="not collected") for name in NAMES]
    some = [Observation(f"Other {n}", Decimal(50), Decimal(90)) for n in range(3)]
    comparison = compare_proportion(SHARE, [*late, *some], PeerGroup("All"))
    (topic,) = pack_of([comparison], Release(anonymous=True, seed="s")).topics
    names = [name for name, __ in topic.left_out]
    assert names == sorted(names, key=lambda name: (len(name), name))
    assert not set(names) & set(NAMES)


def test_parts_have_the_same_letters_as_the_figures() -> None:
    release = Release(anonymous=True, seed="s")
    pack = pack_of(comparisons(), release, [PARTS])
    (part,) = pack.parts
    first = next(o for o in pack.topics[0].observations if o.numerator == 60)
    assert part.organisation == first.organisation != NAMES[0]


# in a workspace


def take(workspace: Workspace, *paths: Path) -> tuple[ImportOutcome, ...]:
    return workspace.import_files(paths, read_many=work.read_files)


def test_several_are_kept_and_none_takes_the_place_of_another(tmp_path: Path) -> None:
    first = pack_of(comparisons())
    second = replace(first, version=2, topics=first.topics[:1])
    other = replace(first, topics=first.topics[1:])
    with open_workspace(tmp_path / "a.bvr") as workspace:
        paths = [written(tmp_path, p, f"{n}.xlsx") for n, p in enumerate((first, second, other, first))]
        outcomes = workspace.import_files(paths, read_many=work.read_files)
        assert [o.outcome for o in outcomes] == [
            *(Outcome.IMPORTED, Outcome.IMPORTED, Outcome.REFUSED, Outcome.ALREADY_THERE),
        ]
        assert "for the Director" in outcomes[0].reason
        assert "is kept, with other figures" in outcomes[2].reason
        assert [k.pack for k in workspace.packs()] == [second, first]
        assert workspace.remove_pack(first.id, 1)
        assert not workspace.remove_pack(first.id, 1)
        assert [k.pack.version for k in workspace.packs()] == [2]
        assert workspace.verify().is_whole
    with open_workspace(tmp_path / "a.bvr", create=False) as workspace:
        assert [k.pack for k in workspace.packs()] == [second]


@pytest.fixture(scope="module")
def region(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A workspace with the sample region."""
    path = tmp_path_factory.mktemp("region") / "region.bvr"
    with open_workspace(path) as workspace:
        files = work.find_workbooks([sample_path("east-midlands")])
        workspace.import_files(files, read_many=work.read_files)
    return path


def test_who_imports_a_pack_sees_the_same_page(region: Path, tmp_path: Path) -> None:
    """The director exports, a trust with its own review alone imports: the same comparison values."""
    out = tmp_path / "pack.xlsx"
    with open_workspace(region, create=False) as workspace:
        release = Release(Audience.DIRECTOR)
        pack = releasing.release_benchmarks(workspace, SCOPE, release, out, made_by="Ann")
        assert pack
        reviews, sets = workspace.at_hand([SCOPE])
        (kept,) = workspace.packs()
        assert (kept.pack, kept.made_here, kept.file) == (pack, True, "pack.xlsx")
        assert workspace.packs_of(SCOPE.service) == ()  # it says of the reviews here what they say themselves
        theirs = work.compare(FRAMEWORK, SCOPE, reviews, sets)
        files = work.find_workbooks([sample_path("east-midlands")])
    own = next(p for p in files if "derbyshire" in p.name)
    with open_workspace(tmp_path / "trust.bvr") as trust:
        take(trust, own, out)
        mine = work.compare(FRAMEWORK, SCOPE, *trust.at_hand([SCOPE]))
        (there,) = trust.packs()
        assert releasing.compare_pack(there.pack) == releasing.compare_pack(pack)
    assert [c.topic.id for c in mine] == [c.topic.id for c in theirs]
    for ours, others in zip(mine, theirs, strict=True):
        assert ours.centre == pytest.approx(others.centre, rel=1e-12)
        assert {s.organisation for s in ours.standings} == {s.organisation for s in others.standings}
        for standing in ours.standings:
            same = others.standing_of(standing.organisation)
            assert same
            assert standing.value == pytest.approx(same.value, rel=1e-12)
            assert (standing.reading, standing.band, standing.quarter, standing.distance) == (
                *(same.reading, same.band, same.quarter, same.distance),
            )


def test_the_same_figures_keep_their_version_and_others_get_the_next(region: Path, tmp_path: Path) -> None:
    with open_workspace(region, create=False) as workspace:

        def release(threshold: int) -> BenchmarkPack:
            wanted = Release(Audience.PROVIDERS, threshold=threshold)
            pack = releasing.release_benchmarks(workspace, SCOPE, wanted, tmp_path / "p.xlsx", made_by="Ann")
            assert pack
            return pack

        first, again, other = release(5), release(5), release(0)
        assert (first.id, first.version) == (again.id, again.version) == (other.id, other.version - 1)
        assert not releasing.release_benchmarks(
            workspace,
            CompareScope("community-payback", SCOPE.period.before(3)),
            Release(),
            tmp_path / "n.xlsx",
        )
        assert not (tmp_path / "n.xlsx").exists()


def test_a_pack_with_letters_is_compared_with_by_the_one_it_names(region: Path, tmp_path: Path) -> None:
    out = tmp_path / "pack.xlsx"
    with open_workspace(region, create=False) as workspace:
        release = Release(Audience.TRUSTS, anonymous=True, named="Derbyshire")
        assert releasing.release_benchmarks(workspace, SCOPE, release, out)
        files = work.find_workbooks([sample_path("east-midlands")])
    own = next(p for p in files if "derbyshire" in p.name)
    with open_workspace(tmp_path / "trust.bvr") as trust:
        take(trust, own, out)
        mine = work.compare(FRAMEWORK, SCOPE, *trust.at_hand([SCOPE]))
    completed = next(c for c in mine if c.topic.id == "completed")
    names = sorted(s.organisation for s in completed.standings)
    assert names[0] == "Derbyshire"
    assert len(names) == 5
    assert all(name.startswith("Organisation ") for name in names[1:])
    assert any("benchmark pack" in caveat for caveat in completed.caveats)


def test_packs_of_several_years_stand_beside_each_other(tmp_path: Path) -> None:
    now = pack_of(comparisons())
    before = replace(now, id=now.id.replace("2009-10", "2008-09"), period="2008-09")
    elsewhere = replace(before, region="wales")
    lettered = replace(before, letters=True, version=9)
    years = pack_years(now, releasing.compare_pack(now), [before, elsewhere, lettered, now])
    assert [year for year, __ in years] == ["2008 to 2009", "2009 to 2010"]
    path = tmp_path / "years.xlsx"
    releasing.write_pack(FRAMEWORK, now, path, beside=[before])
    sheet = load_workbook(path)["Over years"]
    heading, *rows = ([cell.value for cell in row] for row in sheet[next(iter(sheet.tables.values())).ref])
    assert heading == ["Measure", "Organisation", "2008 to 2009", "2009 to 2010"]
    assert len(rows) == 24
    assert rows[0][2] == rows[0][3]


def test_sets_of_a_pack_name_organisations_by_id() -> None:
    share, cost = pack_sets(FRAMEWORK, pack_of(comparisons()))
    assert (share.kind, cost.kind) == ("proportion", "money")
    assert share.observations[0].organisation == FRAMEWORK.organisations_in("2009-10")[0].id
    assert (share.service, share.period) == ("community-payback", "2009-10")


def test_the_text_of_a_pack_is_canonical() -> None:
    pack = pack_of(comparisons())
    assert decode_pack(encode_pack(pack)) == pack
    assert list(json.loads(encode_pack(pack))) == sorted(json.loads(encode_pack(pack)))
    assert pack.made_on == DAY.isoformat()
    assert pack_of(comparisons(), TO_DIRECTOR).held_back == (
        "Nothing is held back, except what its author shares with nobody.",
    )


# the commands


def test_the_command_writes_for_an_audience_and_reads_a_pack(
    region: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    out = tmp_path / "b.xlsx"
    words = ["benchmark", "--workspace", str(region), "--service", "community-payback", "--period", "2009-10"]
    more = ["--region", "east-midlands", "--audience", "public", "--anonymous", "--for", "derbyshire"]
    assert main([*words, *more, "-o", str(out)]) == 0
    found = read(out)
    assert isinstance(found, PackReading)
    assert (found.pack.audience, found.pack.letters, found.pack.named) == (
        Audience.PUBLIC,
        True,
        "Derbyshire",
    )
    assert main(["check", str(out)]) == 0
    assert "a benchmark pack" in capsys.readouterr().out
    assert main(["check", str(out), "--json"]) == 0
    assert json.loads(capsys.readouterr().out)["files"][0]["pack"]["audience"] == "public"
    assert main(["read", str(out), "--json"]) == 0
    assert json.loads(capsys.readouterr().out)["pack"]["id"] == found.pack.id
    workspace = str(tmp_path / "w.bvr")
    assert main(["import", "--workspace", workspace, str(out)]) == 0
    said = capsys.readouterr().out
    assert said.startswith("b.xlsx: imported; A benchmark pack for the public: ")
    with pytest.raises(SystemExit) as stopped:
        main([*words, "--audience", "everybody", "-o", str(out)])
    assert stopped.value.code == 2
