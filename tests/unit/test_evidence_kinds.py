import json
import zipfile
from pathlib import Path
from typing import Any

import geopandas
import pytest
from evidence_support import make_claim
from shapely.geometry import Point

from geoclaims.errors import DatasetError
from geoclaims.evidence import compare, inspect_dataset, read_dataset
from geoclaims.evidence.headers import headerless_columns
from geoclaims.model import Window


def gdelt_row(width: int, **values: str) -> str:
    sample = ["1", "20251201", *[""] * (width - 2)]
    columns = headerless_columns(sample)
    assert columns is not None
    cells = dict.fromkeys(columns, "") | {"globaleventid": "77", "sqldate": "20251201"} | values
    return "\t".join(cells.values())


@pytest.mark.parametrize(("width", "version"), [(61, "2.0"), (58, "1.0"), (57, "1.0")])
def test_gdelt_without_a_header_plain_and_zipped(tmp_path: Path, width: int, version: str) -> None:
    row = gdelt_row(
        width,
        eventcode="1951",
        actiongeo_type="4",
        actiongeo_fullname="Pokrovsk, Ukraine",
        actiongeo_countrycode="UP",
        actiongeo_lat="48.28",
        actiongeo_long="37.18",
    )
    country = gdelt_row(
        width,
        globaleventid="78",
        eventcode="190",
        actiongeo_type="1",
        actiongeo_countrycode="UP",
        actiongeo_lat="49",
        actiongeo_long="32",
    )
    path = tmp_path / "20251201.export.CSV"
    path.write_text(f"{row}\n{country}\n")
    zipped = tmp_path / "20251201.export.CSV.zip"
    with zipfile.ZipFile(zipped, "w") as archive:
        archive.write(path, path.name)
    for file in (path, zipped):
        table = read_dataset(file)
        assert (table.info.kind, table.info.rows) == ("gdelt", 2)
        assert version in table.info.why
        assert table.info.countries == {"UA"}
        assert (table.record(0).type, table.record(0).geo_precision) == ("air_drone_strike", "near")
        assert (table.record(1).type, table.record(1).geo_precision) == ("clash", "coarse")
    assert headerless_columns(["20251201"] * 60) is None


def test_a_mention_is_never_the_same_event(tmp_path: Path) -> None:
    path = tmp_path / "viina.csv"
    path.write_text(
        "event_id,date,geonameid,asciiname,longitude,latitude,GEO_PRECISION,report_id,source,"
        "t_artillery_b,a_rus_b,a_ukr_b\n"
        "1,20251201,704422,Pokrovsk,37.177,48.280,STREET,9,unian,1,1,0\n"
        "2,20251201,1,Donetsk,37.8,48.0,ADM1,9,unian,0,0,1\n"
    )
    table = read_dataset(path)
    assert (table.info.kind, table.info.licence, table.record(0).type) == (
        "viina",
        "ODbL 1.0",
        "shelling_missile",
    )
    assert table.record(0).actors == ("Russian forces",)
    assert table.record(1).geo_precision == "coarse"
    (verdict,) = compare([make_claim("shelling_missile")], table, Window(10.0, 3))
    assert (verdict.status, verdict.matches[0].type) == ("nearby_activity", "related")


FILES: dict[str, str] = {
    "firms": "latitude,longitude,bright_ti4,scan,track,acq_date,acq_time,satellite,confidence,frp,daynight\n"
    "48.28,37.17,331.2,0.4,0.4,2025-12-02,0045,N20,n,4.1,N\n",
    "geoconfirmed": "Date;Name;Faction;Latitude;Longitude;PlusCode;Description;Source;Geolocation;Id\n"
    "2025-12-01;x;Red;48.28;37.18;;text;https://example.org/1;https://example.org/2;z1\n"
    ";x;Red;48.28;37.18;;text;;;z2\n",
    "polecat": "Event ID\tEvent Date\tEvent Type\tEvent Mode\tActor Name\tRecipient Name\tCity\t"
    "Country\tLatitude\tLongitude\n"
    "P1\t2025-12-01\tASSAULT\taerial\tNone\tNone\tPokrovsk\tUKR\t48.28\t37.18\n",
    "viina_control": "geonameid,date,status_wiki,status_isw,status\n704422,20251201,UA,CONTESTED,CONTESTED\n",
    "viina": "event_id,t_mil_b,t_artillery_b\n1,1,0\n",
    "bellingcat": json.dumps(
        [{"id": "C1", "date": "02/24/2022", "latitude": "49.85", "longitude": "36.66", "location": "Chuhuiv",
          "description": "invented", "sources": [{"id": "s"}], "filters": []}]
    ),
    "eyes_on_russia": json.dumps(
        {"type": "FeatureCollection", "features": [
            {"type": "Feature", "geometry": {"type": "Point", "coordinates": [36.66, 49.85, 0]},
             "properties": {"id": "E1", "verifiedDate": "2022-03-01T00:00:00", "violenceLevel": 3,
                            "city": "Chuhuiv", "country": "Ukraine", "url": "https://example.org"}}]}
    ),
}  # fmt: skip


@pytest.mark.parametrize("kind", FILES)
def test_each_kind_is_known_by_its_columns(tmp_path: Path, kind: str) -> None:
    path = tmp_path / ("file.json" if FILES[kind][0] in "[{" else "file.csv")
    path.write_text(FILES[kind])
    inspection = inspect_dataset(path)
    assert (inspection.info.kind, inspection.info.rows) == (kind, 1)
    if kind == "geoconfirmed":
        assert [(q.line, q.reason) for q in inspection.info.quarantined] == [(3, "no date")]
    if kind == "polecat":
        assert inspection.types == {"air_drone_strike": 1}
        assert read_dataset(path).record(0).actors == ()


def test_labels_without_places_are_refused_with_advice(tmp_path: Path) -> None:
    path = tmp_path / "labels.csv"
    path.write_text(FILES["viina"])
    with pytest.raises(DatasetError, match="event_info"):
        read_dataset(path)


def kml(*places: tuple[str, str, float, float]) -> str:
    marks = "".join(
        f'<Placemark><ExtendedData><Data name="date"><value>{day}</value></Data><Data name="type">'
        f"<value>{kind}</value></Data></ExtendedData><Point><coordinates>{lon},{lat},0</coordinates></Point>"
        "</Placemark>"
        for day, kind, lon, lat in places
    )
    return (
        f'<?xml version="1.0"?><kml xmlns="http://www.opengis.net/kml/2.2"><Document>{marks}</Document></kml>'
    )


@pytest.mark.parametrize("suffix", ["gpkg", "geojson", "shp", "parquet", "kml"])
def test_points_of_geographic_files(tmp_path: Path, suffix: str) -> None:
    frame = geopandas.GeoDataFrame(
        {
            "date": ["2025-12-01", "2025-12-02"],
            "type": ["clash", "clash"],
            "place": ["Pokrovsk", "Myrnohrad"],
        },
        geometry=[Point(37.18, 48.28), Point(37.26, 48.30)],
        crs=4326,
    )
    path = tmp_path / f"points.{suffix}"
    if suffix == "parquet":
        frame.to_parquet(path)
    elif suffix == "kml":
        path.write_text(kml(("2025-12-01", "clash", 37.18, 48.28), ("2025-12-02", "clash", 37.26, 48.30)))
    else:
        frame.to_file(path)
    table = read_dataset(path)
    assert (table.info.kind, table.info.rows) == ("table", 2)
    assert (table.record(1).lat, table.record(1).type) == (pytest.approx(48.30), "clash")


def test_points_in_metres_are_refused(tmp_path: Path) -> None:
    frame = geopandas.GeoDataFrame({"date": ["2025-12-01"]}, geometry=[Point(4e6, 6e6)], crs=3857)
    frame.to_file(tmp_path / "m.gpkg")
    with pytest.raises(DatasetError, match="EPSG:4326"):
        read_dataset(tmp_path / "m.gpkg")


def test_days_nobody_could_see_are_no_silence(tmp_path: Path) -> None:
    path = tmp_path / "fires.csv"
    rows = "".join(f"48.28,37.17,330,0.4,0.4,2025-{d},0045,N20,n,4.1,N\n" for d in ("11-01", "12-30"))
    path.write_text(FILES["firms"].splitlines()[0] + "\n" + rows)
    claim = make_claim("air_drone_strike")
    (seen,) = compare([claim], read_dataset(path), Window(10.0, 3))
    assert (seen.status, seen.reason) == ("no_record", "not_found")
    (tmp_path / "fires.csv.toml").write_text("unobserved = [2025-12-01]\n")
    (clouded,) = compare([claim], read_dataset(path), Window(10.0, 3))
    assert (clouded.status, clouded.reason) == ("not_comparable", "no_observation")


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("licence = 3", "licence must be a text"),
        ('redistribution = "yes"', "true or false"),
        ("unobserved = 3", "list of dates"),
        ("= broken", "not readable TOML"),
    ],
)
def test_a_wrong_file_beside_a_dataset_is_named(tmp_path: Path, text: str, message: str) -> None:
    (tmp_path / "f.csv").write_text(FILES["firms"])
    (tmp_path / "f.csv.toml").write_text(text)
    with pytest.raises(DatasetError, match=message):
        read_dataset(tmp_path / "f.csv")


def test_what_is_not_understood_beside_a_dataset_is_told(tmp_path: Path) -> None:
    (tmp_path / "f.csv").write_text(FILES["firms"])
    (tmp_path / "f.csv.toml").write_text('redistribute = "no"')
    notes: Any = read_dataset(tmp_path / "f.csv").info.notes
    assert any("'redistribute' is not understood" in note for note in notes)


@pytest.mark.parametrize("kind", ["firms", "geoconfirmed", "polecat", "viina_control"])
def test_a_header_without_rows_is_known_and_empty(tmp_path: Path, kind: str) -> None:
    path = tmp_path / "empty.csv"
    path.write_text(FILES[kind].splitlines()[0] + "\n")
    inspection = inspect_dataset(path)
    assert (inspection.info.kind, inspection.info.rows, inspection.info.first) == (kind, 0, None)
    (verdict,) = compare([make_claim("shelling_missile")], read_dataset(path), Window(10.0, 3))
    assert (verdict.status, verdict.observed) == ("not_comparable", None)
