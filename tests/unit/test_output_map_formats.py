"""GeoPackage, KML and GeoParquet, read back by other programs than the one that wrote them."""

import json
import sqlite3
import xml.etree.ElementTree as ET
from dataclasses import replace
from pathlib import Path

import geopandas as gpd
import pandas as pd
import pyarrow as pa
import pyarrow.parquet as pq
import pyogrio
import pytest

from geoclaims.errors import UsageError
from geoclaims.model import Relation
from geoclaims.output import FOLDER_FORMATS, FORMATS, claims_as_text, write_claims
from geoclaims.output.exporters import kml
from geoclaims.output.frames import claims_from_frame
from geoclaims.output.provenance import Provenance
from map_claims import NORTHFORD, claim, invented_claims, toponym, with_text
from map_records import table

CLAIMS = invented_claims()
PROVENANCE = Provenance(gazetteer="gazetteer-version", settings="window 10 km")
KML = {"k": kml.NAMESPACE}


@pytest.fixture(scope="module")
def package(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("export") / "claims.gpkg"
    write_claims(CLAIMS, path, "gpkg", PROVENANCE, private=True)
    return path


def test_geopackage_has_its_layers_and_plain_tables(package: Path) -> None:
    layers = dict(pyogrio.list_layers(package))
    assert {"claims": "Point", "places": "Point", "sources": None, "about": None}.items() <= layers.items()
    assert "areas" in layers
    frame = pyogrio.read_dataframe(package, layer="claims")
    assert claims_from_frame(frame) == CLAIMS
    assert frame.geometry.isna().sum() == 3
    assert frame["date_end"].dtype.kind == "M"
    sources = pyogrio.read_dataframe(package, layer="sources")
    assert sources["claims"].sum() == len(CLAIMS)
    about = pyogrio.read_dataframe(package, layer="about").set_index("name")["value"]
    assert about["gazetteer"] == "gazetteer-version"
    assert "GeoNames" in about["citations"]


def test_geopackage_areas_are_true_to_their_metres(package: Path) -> None:
    areas = gpd.read_file(package, layer="areas").set_index("claim")
    circle = areas.loc["taken"].geometry
    metres = gpd.GeoSeries([circle], crs="EPSG:4326").to_crs("EPSG:32637").iloc[0]
    assert metres.area == pytest.approx(3.1416 * 4000**2, rel=0.02)
    assert areas.loc["moved"].geometry.bounds == (36.9, 48.2, 37.0, 48.35)


def test_geopackage_brings_a_style_for_qgis(package: Path) -> None:
    with sqlite3.connect(package) as connection:
        rows = connection.execute("SELECT f_table_name, styleQML, useAsDefault FROM layer_styles").fetchall()
    connection.close()
    assert [(row[0], row[2]) for row in rows] == [("claims", 1), ("places", 1), ("areas", 1)]
    assert ET.fromstring(rows[2][1]).find(".//Option[@name='style'][@value='no']") is not None  # never filled
    style = ET.fromstring(rows[0][1])
    assert len(style.findall(".//symbol")) == len(
        {rule.get("symbol") for rule in style.iterfind(".//rule/rule")}
    )


def test_geopackage_takes_the_records_of_other_datasets(tmp_path: Path) -> None:
    named = table(3, text={"location": pa.array(["a", None, "c"])})
    write_claims(CLAIMS, tmp_path / "both.gpkg", "gpkg", tables=[named, table(2)])
    events = pyogrio.read_dataframe(tmp_path / "both.gpkg", layer="events")
    assert list(events["id"]) == ["R0", "R1", "R2", "R0", "R1"]
    assert events["location"].notna().sum() == 2
    assert events["date_start"].dtype.kind == "M"
    assert events.geometry.iloc[0].x == -37


def test_a_shape_that_is_none_costs_no_claim(tmp_path: Path) -> None:
    text = "A clash west of Nordfurt."
    for geometry in (
        {"type": "Polygon", "coordinates": "x"},
        {"no": "type"},
        {"type": "Blob", "coordinates": []},
    ):
        relation = Relation("direction", "west of", 8, 15, "W", None, 48.2, 37.0, 5000, geometry)
        odd = claim("odd", text, "clash", (toponym(text, "Nordfurt", NORTHFORD, relation=relation),))
        write_claims([odd], tmp_path / "odd.gpkg", "gpkg")
        assert len(pyogrio.read_dataframe(tmp_path / "odd.gpkg", layer="claims")) == 1


@pytest.mark.parametrize("format_", FORMATS)
def test_no_claims_still_make_a_file(tmp_path: Path, format_: str) -> None:
    path = tmp_path / f"none.{format_}"
    written = write_claims([], path, format_)
    assert sorted(tmp_path.iterdir()) == sorted(written)
    assert written[0] == path


@pytest.mark.parametrize("format_", FORMATS)
def test_every_format_keeps_every_claim(tmp_path: Path, format_: str) -> None:
    path = tmp_path / f"claims.{format_}"
    write_claims(CLAIMS, path, format_)
    if format_ == "parquet":
        count = len(gpd.read_parquet(path))
    elif format_ == "csv":
        count = len(pd.read_csv(path))
    elif format_ == "jsonl":
        count = len(path.read_text("utf-8").splitlines())
    elif format_ == "kml":
        count = sum(len(pyogrio.read_dataframe(path, layer=name)) for name, _ in pyogrio.list_layers(path))
    else:
        count = len(pyogrio.read_dataframe(path, layer="claims" if format_ == "gpkg" else None))
    assert count == len(CLAIMS)


@pytest.mark.parametrize("format_", FORMATS)
@pytest.mark.parametrize(
    "hostile", ["=1+1", "\x00\x1b[31m", "\ud800 alone", "</script>", "'; DROP TABLE claims; --", "\u202e"]
)
def test_no_text_ends_an_export(tmp_path: Path, format_: str, hostile: str) -> None:
    path = tmp_path / f"claims.{format_}"
    write_claims([with_text(CLAIMS[0], hostile), CLAIMS[1]], path, format_)
    assert path.stat().st_size > 0
    if format_ in ("gpkg", "parquet"):
        frame = pyogrio.read_dataframe(path, layer="claims") if format_ == "gpkg" else gpd.read_parquet(path)
        assert claims_from_frame(frame)[0].text == hostile


@pytest.mark.parametrize("lat", [float("nan"), float("inf"), 999.0])
@pytest.mark.parametrize("format_", [*FORMATS, *FOLDER_FORMATS])
def test_one_impossible_coordinate_ends_no_export(tmp_path: Path, format_: str, lat: float) -> None:
    place = replace(CLAIMS[0].places[0], place=replace(NORTHFORD, lat=lat))
    path = tmp_path / f"claims.{format_}"
    write_claims([replace(CLAIMS[0], places=(place,)), CLAIMS[1]], path, format_)
    for file in [path, *path.rglob("*")]:
        if file.suffix in (".geojson", ".jsonl"):
            assert "NaN" not in file.read_text("utf-8")
            assert "Infinity" not in file.read_text("utf-8")


def test_geoparquet_is_read_back_with_its_making(tmp_path: Path) -> None:
    path = tmp_path / "claims.parquet"
    write_claims(CLAIMS, path, "parquet", PROVENANCE, private=True)
    frame = gpd.read_parquet(path)
    assert claims_from_frame(frame) == CLAIMS
    assert frame.crs == "EPSG:4326"
    about = json.loads(pq.read_schema(path).metadata[b"geoclaims"])
    assert about["gazetteer"] == "gazetteer-version"


def test_kml_has_dates_styles_and_the_claimant() -> None:
    root = ET.fromstring(claims_as_text(CLAIMS, "kml", PROVENANCE))
    placemarks = root.findall(".//k:Placemark", KML)
    assert len(placemarks) == len(CLAIMS)
    taken = placemarks[0]
    assert taken.findtext("k:TimeSpan/k:begin", None, KML) == "2025-12-01"
    assert taken.findtext("k:Point/k:coordinates", None, KML) == "37.2,48.3,0"
    assert (taken.findtext("k:description", "", KML)).startswith("claimed by Ilya Marsh")
    styles = {f"#{style.get('id')}" for style in root.findall(".//k:Style", KML)}
    assert {placemark.findtext("k:styleUrl", "", KML) for placemark in placemarks} <= styles
    assert sum(placemark.find("k:Point", KML) is None for placemark in placemarks) == 3
    assert "gazetteer-version" in root.findtext("k:Document/k:description", "", KML)


@pytest.mark.parametrize(
    "hostile",
    [
        "]]><script>alert(1)</script>",
        "&xxe;<!ENTITY x SYSTEM 'file:///etc/passwd'>",
        "\x00\x0b\ud800 <b>",
        "`${x}`",
    ],
)
def test_kml_of_hostile_texts_is_whole_and_holds_no_markup(hostile: str) -> None:
    root = ET.fromstring(claims_as_text([with_text(CLAIMS[0], hostile)], "kml"))
    description = root.findtext(".//k:Placemark/k:description", "", KML)
    assert "<" not in description.replace("<br>", "")


def test_kml_is_split_for_programs_that_take_no_more(tmp_path: Path) -> None:
    many = [replace(CLAIMS[0], id=str(number)) for number in range(25)]
    paths = write_claims(many, tmp_path / "claims.kml", "kml", split=10)
    assert [path.name for path in paths] == ["claims-1.kml", "claims-2.kml", "claims-3.kml"]
    assert [len(ET.parse(path).findall(".//k:Placemark", KML)) for path in paths] == [10, 10, 5]
    assert write_claims(many, tmp_path / "one.kml", "kml", split=25) == [tmp_path / "one.kml"]
    with pytest.raises(UsageError, match="KML"):
        write_claims(many, tmp_path / "claims.csv", "csv", split=10)
