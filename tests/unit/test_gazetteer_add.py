import json
import os
import subprocess
import sys
import urllib.error
import zipfile
from email.message import Message

import pytest

from geoclaims.errors import GazetteerError, ServiceError, ServiceUnavailableError, TableError, UsageError
from geoclaims.places import gazetteer_build
from geoclaims.places.gazetteer import open_gazetteer
from geoclaims.places.gazetteer_add import add_dump
from geoclaims.places.gazetteer_build import build_gazetteer
from geoclaims.places.gazetteer_dumps import feature_of
from geoclaims.places.gazetteer_fetch import country_dump, download
from geoclaims.places.gazetteer_import import Mapping, import_table
from geoclaims.places.gazetteer_schema import ALTERNATE, DEMONYM, PlaceRow


def base_places():
    yield PlaceRow(
        "geonames:1", "Ukraine", 49, 32, "country", 400_000, "UA", bbox=(22, 44, 40, 52),
        names=[("Ukrainian", DEMONYM)], called=[("uk", "Україна")],
    )  # fmt: skip
    yield PlaceRow(
        "admin1:UA.05", "Donetsk", 48, 37.5, "admin1", 90_000, "UA", "admin1:UA.05", bbox=(36, 47, 39, 49)
    )
    yield PlaceRow("admin2:UA.05.old-raion", "Old Raion", 48, 37, "admin2", 20_000, "UA", "admin1:UA.05")
    yield PlaceRow(
        "geonames:100", "Artemivsk", 48.6, 38, "city", 5000, "UA", "admin1:UA.05", population=77_000,
        names=[("Artyomovsk", ALTERNATE)],
    )  # fmt: skip
    yield PlaceRow("geonames:900", "Bakhmut", 1, 1, "village", 3000, "XX")
    yield PlaceRow(
        "settlement:ua-dubove", "Dubove", 48.7, 37.9, "city", 3000, "UA", "admin1:UA.05", population=6000,
        names=[("Dubovoye", ALTERNATE)],
    )  # fmt: skip
    yield PlaceRow("settlement:ua-yasne", "Yasne", 48.2, 37.9, "village", 3000, "UA", "admin1:UA.05")


@pytest.fixture
def gazetteer(monkeypatch, tmp_path):
    monkeypatch.setattr(gazetteer_build, "default_places", base_places)
    target = tmp_path / "g.sqlite"
    build_gazetteer(target)
    return target


def place(
    gid, name, lat, lon, code, *, fclass="P", alternates="", admin1="05", admin2="", population=0, cc="UA"
):
    """A line of a country file, in the true format of 19 columns."""
    cells = [gid, name, name, alternates, lat, lon, fclass, code, cc, "", admin1, admin2, "", "",
             population, "", 100, "Europe/Kyiv", "2025-01-01"]  # fmt: skip
    return "\t".join(map(str, cells))


LINES = [
    place(1, "Україна", 49.5, 31.5, "PCLI", fclass="A", alternates="Ukraine,Ucraina", admin1="00"),
    place(50, "Donets'ka Oblast'", 48.1, 37.6, "ADM1", fclass="A", alternates="Donechchyna"),
    place(60, "Bakhmutskyi Raion", 48.6, 38.1, "ADM2", fclass="A", admin2="1234"),
    place(100, "Bakhmut", 48.595, 38.0, "PPLA2", alternates="Bahmut,Artemivsk,ba he mu te,BHM", admin2="1234",
          population=71_094),
    place(101, "Klishchiivka", 48.53, 37.95, "PPL", admin2="1234", population=500),
    place(102, "Riverside", 48.5, 37.9, "STM", fclass="H"),
    "104\tbroken line",
    place(105, "Off the globe", 148.5, 37.9, "PPL"),
]  # fmt: skip
NAMES = [
    "1\t100\ten\tBakhmut\t1\t\t\t\t\t",
    "2\t100\tru\tАртёмовск\t\t\t\t1\t1924\t2016",
    "3\t100\ten\tArtyomovsk\t\t\t\t1\t1924\t2016",
    "4\t100\tlink\thttps://en.wikipedia.org/wiki/Bakhmut\t\t\t\t\t\t",
    "5\t101\tru\tКлещеевка\t\t\t\t\t\t",
    "6\t99999\ten\tNobody\t\t\t\t\t\t",
    "7\t100\tuk\tБахмут-Скорочено\t\t1\t\t\t\t",
    "8\t100\tuk\tБахмут другий\t\t\t\t\t\t",
    "9\t100\tuk\tБахмут\t1\t\t\t\t\t",
    "10\t100\tuk\tBakhmut-uk\t1\t\t\t\t\t",
    "11\t100\tka\tბახმუტი\t\t\t1\t\t\t",
    "12\t50\tukr\tДонецька область\t\t\t\t\t\t",
    "13\t1\tuk\tКраїна\t1\t\t\t\t\t",
    "14\t1\tka\tუკრაინა\t\t\t\t\t\t",
    "15\t100\t\tБахмуток\t1\t\t\t\t\t",
    "broken",
]


@pytest.fixture
def dumps(tmp_path):
    folder = tmp_path / "dump"
    (folder / "alternatenames").mkdir(parents=True)
    with zipfile.ZipFile(folder / "UA.zip", "w") as archive:
        archive.writestr("readme.txt", "about")
        archive.writestr("UA.txt", "\n".join(LINES) + "\n")
    with zipfile.ZipFile(folder / "alternatenames" / "UA.zip", "w") as archive:
        archive.writestr("UA.txt", "\n".join(NAMES) + "\n")
    return folder


def found(gazetteer, name):
    return {e.place.id: e for e in gazetteer.lookup(name)}


def test_a_country_file_is_taken_in_and_known_places_are_renewed(gazetteer, dumps, tmp_path):
    report = add_dump(gazetteer, country_dump("ua", str(dumps), tmp_path))
    assert (report.added, report.renewed) == (3, 3)
    assert report.skipped.count == 3
    assert "UA.zip, line 7: 2 columns instead of 19" in report.skipped.first
    after = open_gazetteer(gazetteer)
    village = found(after, "Klishchiivka")["geonames:101"]
    assert (village.place.feature, village.place.admin1) == ("village", "Donetsk")
    assert (village.admin1_id, village.admin2_id) == ("admin1:UA.05", "admin2:UA.05.1234")
    assert found(after, "Клещеевка").keys() == {"geonames:101"}
    town = after.get("geonames:100")
    assert (town.place.name, town.place.lat, town.place.population) == ("Bakhmut", 48.595, 71_094)
    assert [e.name_kind for e in after.lookup("Bakhmut") if e.place.id == "geonames:100"] == ["primary"]
    assert [e.name_kind for e in after.lookup("Artyomovsk")] == ["former"]
    assert found(after, "Artemivsk").keys() == {"geonames:100"}
    assert ("Артёмовск", "ru", "1924", "2016") in after.history("geonames:100")
    assert not after.knows("ba he mu te")
    assert not after.knows("BHM")


def test_countries_and_divisions_keep_their_point_and_extent_and_get_names(gazetteer, dumps, tmp_path):
    add_dump(gazetteer, country_dump("UA", str(dumps), tmp_path))
    after = open_gazetteer(gazetteer)
    assert found(after, "Ucraina")["geonames:1"].place.lat == 49
    assert found(after, "Ukrainian")["geonames:1"].name_kind == "demonym"
    oblast = found(after, "Donechchyna")["admin1:UA.05"]
    assert (oblast.place.name, oblast.place.feature, oblast.bbox) == ("Donetsk", "admin1", (36, 47, 39, 49))
    assert not after.knows("Old Raion")
    assert found(after, "Bakhmutskyi Raion")["geonames:60"].place.feature == "admin2"


def test_what_was_added_is_recorded_with_licence_and_checksums(gazetteer, dumps, tmp_path):
    add_dump(gazetteer, country_dump("UA", str(dumps), tmp_path))
    add_dump(gazetteer, country_dump("UA", str(dumps), tmp_path))
    added = json.loads(open_gazetteer(gazetteer).meta["added:UA"])
    assert added["places"] == 6
    assert "CC BY 4.0" in added["licence"]
    assert set(added["sha256"]) == {"UA.zip", "alternatenames/UA.zip"}


def test_a_settlement_of_our_own_list_is_the_town_that_the_source_has(gazetteer, tmp_path):
    lines = [
        place(201, "Dubove", 48.73, 37.93, "PPL", alternates="Dubova"),
        place(202, "Yasne", 49.9, 36.0, "PPL"),  # another, 220 km off
    ]
    (tmp_path / "UA.txt").write_text("\n".join(lines) + "\n", "utf-8")
    before = found(open_gazetteer(gazetteer), "Dubovoye")["settlement:ua-dubove"].place
    assert (before.lat, before.population) == (48.7, 6000)
    add_dump(gazetteer, country_dump("UA", str(tmp_path), tmp_path))
    after = open_gazetteer(gazetteer)
    assert found(after, "Dubove").keys() == {"geonames:201"}
    town = found(after, "Dubovoye")["geonames:201"]
    assert (town.place.lat, town.place.population, town.place.feature) == (48.73, 6000, "city")
    assert town.name_kind == "alternate"
    assert after.get("settlement:ua-dubove").place == after.get("geonames:201").place
    assert found(after, "Yasne").keys() == {"geonames:202", "settlement:ua-yasne"}


def test_adding_twice_changes_nothing(gazetteer, dumps, tmp_path):
    add_dump(gazetteer, country_dump("UA", str(dumps), tmp_path))
    once = contents(gazetteer)
    report = add_dump(gazetteer, country_dump("UA", str(dumps), tmp_path))
    assert (report.added, report.renewed) == (0, 6)
    assert contents(gazetteer) == once


def contents(path):
    ask = open_gazetteer(path)._connection.execute
    return [
        ask(f"SELECT * FROM {table} ORDER BY 1, 2, 3").fetchall()
        for table in ("place", "name", "variant", "history")
    ]


@pytest.mark.parametrize(
    ("content", "error", "message"),
    [
        (b"PK\x03\x04 torn", TableError, "not a whole zip"),
        (None, TableError, r"no UA\.txt in it"),
        (b"", TableError, "not a whole zip"),
    ],
)
def test_a_bad_dump_leaves_the_gazetteer_as_it_was(gazetteer, dumps, tmp_path, content, error, message):
    before = gazetteer.read_bytes()
    if content is None:
        with zipfile.ZipFile(dumps / "UA.zip", "w") as archive:
            archive.writestr("DE.txt", "")
    else:
        (dumps / "UA.zip").write_bytes(content)
    with pytest.raises(error, match=message):
        add_dump(gazetteer, country_dump("UA", str(dumps), tmp_path))
    assert gazetteer.read_bytes() == before
    assert not list(tmp_path.glob(".g-*"))


ADDS = """
import os, resource, signal, sys, threading
from pathlib import Path
from geoclaims.errors import GazetteerError
from geoclaims.places.gazetteer_add import add_dump
from geoclaims.places.gazetteer_fetch import country_dump

target, dumps, what = Path(sys.argv[1]), sys.argv[2], sys.argv[3]
if what == "full":
    resource.setrlimit(resource.RLIMIT_FSIZE, (target.stat().st_size + 20_000,) * 2)

def progress(step, share):
    if what == "killed" and share >= float(sys.argv[4]):
        os.kill(os.getpid(), signal.SIGKILL)

try:
    add_dump(target, country_dump("UA", dumps, target.parent), progress)
except GazetteerError as error:
    sys.exit(str(error))
"""


def add_elsewhere(gazetteer, dumps, *how):
    command = [sys.executable, "-c", ADDS, gazetteer, dumps, *how]
    return subprocess.run(command, check=False, capture_output=True, text=True)


@pytest.mark.parametrize("share", ["0.05", "0.5", "0.75"])
def test_an_addition_that_is_killed_leaves_the_old_file_whole(gazetteer, dumps, share):
    before = gazetteer.read_bytes()
    assert add_elsewhere(gazetteer, dumps, "killed", share).returncode == -9
    assert gazetteer.read_bytes() == before
    (left,) = gazetteer.parent.glob(".g-*")
    os.utime(left, (1, 1))
    assert add_elsewhere(gazetteer, dumps, "whole").returncode == 0
    assert open_gazetteer(gazetteer).knows("Klishchiivka")
    assert not left.exists()


def test_a_full_disk_leaves_the_old_file_whole(gazetteer, dumps):
    with zipfile.ZipFile(dumps / "UA.zip", "w") as archive:
        archive.writestr(
            "UA.txt", "\n".join(place(i, f"Novo {i}ivka", 48, 38, "PPL") for i in range(1, 4000))
        )
    before = gazetteer.read_bytes()
    done = add_elsewhere(gazetteer, dumps, "full")
    assert done.returncode == 1
    assert "the gazetteer is as before; is the disk full" in done.stderr
    assert gazetteer.read_bytes() == before
    assert not list(gazetteer.parent.glob(".g-*"))


def test_of_two_additions_at_once_none_is_lost_in_silence(gazetteer, dumps, tmp_path):
    def another_comes_first(step, share):
        if step == "indexing names":
            add_dump(gazetteer, country_dump("UA", str(dumps), tmp_path))

    (tmp_path / "SD.txt").write_text(place(700, "Zamzam", 13.5, 25.3, "PPL", cc="SD") + "\n", "utf-8")
    sudan = country_dump("SD", str(tmp_path), tmp_path)
    with pytest.raises(GazetteerError, match="added to it meanwhile; run this again"):
        add_dump(gazetteer, sudan, another_comes_first)
    assert open_gazetteer(gazetteer).knows("Klishchiivka")
    add_dump(gazetteer, sudan)
    assert open_gazetteer(gazetteer).knows("Klishchiivka")
    assert open_gazetteer(gazetteer).knows("Zamzam")


def test_a_file_of_another_kind_is_refused(gazetteer, tmp_path):
    (tmp_path / "UA.txt").write_text("just, a, table\n1,2,3\n", "utf-8")
    with pytest.raises(GazetteerError, match="19"):
        add_dump(gazetteer, country_dump("UA", str(tmp_path), tmp_path))


def test_sources_that_can_not_be(tmp_path):
    with pytest.raises(UsageError, match="ISO"):
        country_dump("../etc", None, tmp_path)
    with pytest.raises(UsageError, match="http"):
        country_dump("UA", "file:///etc", tmp_path)
    with pytest.raises(TableError, match=r"no UA\.zip"):
        country_dump("UA", str(tmp_path), tmp_path)


@pytest.mark.parametrize(
    ("feature_class", "code", "population", "feature"),
    [("P", "PPL", 4_999, "village"), ("P", "PPL", 5_000, "city"), ("P", "PPLA", 0, "city"),
     ("P", "PPLX", 9, "other"), ("A", "ADM1", 0, "admin1"), ("A", "ADM3", 0, "other"),
     ("H", "STM", 0, "water"), ("T", "MT", 0, "mountain"), ("T", "ISL", 0, "region"),
     ("S", "AIRP", 0, "facility"), ("L", "CONT", 0, "continent"), ("R", "RD", 0, "other")],
)  # fmt: skip
def test_feature_codes(feature_class, code, population, feature):
    assert feature_of(feature_class, code, population) == feature


# --- downloads, faked at the edge -------------------------------------------------------


class Server:
    """Serves one file by ranges, and hangs up where it is told to."""

    def __init__(self, content, stop_at=None):
        self.content, self.stop_at, self.asked = content, stop_at, []

    def __call__(self, url, headers):
        self.asked.append(dict(headers))
        if "missing" in url:
            raise urllib.error.HTTPError(url, 404, "Not Found", Message(), None)
        if headers.get("If-None-Match") == '"v1"':
            raise urllib.error.HTTPError(url, 304, "Not Modified", Message(), None)
        start = int(headers["Range"][6:-1]) if "Range" in headers else 0
        if start >= len(self.content):
            raise urllib.error.HTTPError(url, 416, "Range Not Satisfiable", Message(), None)
        return Served(self.content[start:], 206 if start else 200, self.stop_at)


class Served:
    def __init__(self, content, status, stop_at):
        self.content, self.status, self.stop_at, self.at = content, status, stop_at, 0
        self.headers = {"Content-Length": str(len(content)), "ETag": '"v1"'}

    def read(self, amount):
        end = min(self.at + min(amount, 100), len(self.content))
        if self.stop_at is not None and end > self.stop_at:
            raise ConnectionResetError("hung up")
        chunk, self.at = self.content[self.at : end], end
        return chunk

    def close(self):
        pass


def test_a_download_that_stopped_goes_on_where_it_was(dumps, tmp_path):
    content = (dumps / "UA.zip").read_bytes()
    target = tmp_path / "cache" / "UA.zip"
    with pytest.raises(ServiceUnavailableError, match="run again"):
        download("https://mirror.example/UA.zip", target, Server(content, stop_at=300))
    assert not target.exists()
    server = Server(content)
    download("https://mirror.example/UA.zip", target, server)
    assert server.asked == [{"Range": "bytes=300-", "If-Range": '"v1"'}]
    assert target.read_bytes() == content
    download("https://mirror.example/UA.zip", target, server)
    assert server.asked[-1] == {"If-None-Match": '"v1"'}


def test_a_file_damaged_on_the_way_or_on_the_disk_is_fetched_again(dumps, tmp_path):
    content, target = (dumps / "UA.zip").read_bytes(), tmp_path / "UA.zip"
    at = content.index(b"Klishchiivka") if b"Klishchiivka" in content else len(content) // 3
    damaged = content[:at] + bytes([content[at] ^ 255]) + content[at + 1 :]
    with pytest.raises(ServiceError, match=r"UA\.txt in the zip file is damaged"):
        download("https://mirror.example/UA.zip", target, Server(damaged))
    assert [path.name for path in tmp_path.glob("UA.zip*")] == ["UA.zip.json"]
    server = Server(content)
    download("https://mirror.example/UA.zip", target, server)
    target.write_bytes(damaged)
    download("https://mirror.example/UA.zip", target, server)
    assert server.asked == [{}, {}]
    assert target.read_bytes() == content


def test_a_download_killed_before_its_last_step_is_not_fetched_again(dumps, tmp_path):
    content, target = (dumps / "UA.zip").read_bytes(), tmp_path / "UA.zip"
    (tmp_path / "UA.zip.part").write_bytes(content)
    (tmp_path / "UA.zip.json").write_text('{"etag": "\\"v1\\""}', "utf-8")
    server = Server(content)
    assert download("https://mirror.example/UA.zip", target, server) == target
    assert target.read_bytes() == content
    assert len(server.asked) == 1


def test_two_processes_do_not_download_into_one_file(dumps, tmp_path):
    fcntl = pytest.importorskip("fcntl")
    content = (dumps / "UA.zip").read_bytes()
    with (tmp_path / "UA.zip.part").open("ab") as other:
        other.write(content[:200])
        other.flush()
        fcntl.flock(other, fcntl.LOCK_EX)
        with pytest.raises(ServiceUnavailableError, match="another process"):
            download("https://mirror.example/UA.zip", tmp_path / "UA.zip", Server(content))
        assert (tmp_path / "UA.zip.part").stat().st_size == 200


def test_what_is_no_zip_file_is_not_kept(tmp_path):
    with pytest.raises(ServiceError, match="no zip"):
        download("https://mirror.example/UA.zip", tmp_path / "UA.zip", Server(b"<html>sign in</html>"))
    assert not list(tmp_path.glob("UA.zip*[!n]")) or not (tmp_path / "UA.zip").exists()


def test_a_country_without_alternate_names_is_taken_all_the_same(dumps, tmp_path):
    content = (dumps / "UA.zip").read_bytes()

    def opener(url, headers):
        return Server(content)(url.replace("alternatenames", "missing"), headers)

    dump = country_dump("UA", "https://mirror.example/dump/", tmp_path, opener=opener)
    assert dump.names is None
    assert dump.source == "https://mirror.example/dump/UA.zip"
    with pytest.raises(ServiceError, match="no such file"):
        country_dump("XQ", "https://mirror.example/missing", tmp_path, opener=opener)


# --- a user's own table ------------------------------------------------------------------


def test_a_table_is_imported_with_its_columns_named(gazetteer, tmp_path):
    source = tmp_path / "posts.csv"
    source.write_text(
        "post;y;x;also;radius\nChecker Hill;48.5;37.9;Kontrolnaia Vysota|Height 214;300\n"
        "Nowhere;;;;\nFar off;99;200;;\n",
        "utf-8",
    )
    mapping = Mapping("post", "y", "x", names="also", country="=UA", admin1="=05", feature="=facility",
                      uncertainty_m="radius")  # fmt: skip
    report = import_table(gazetteer, source, mapping, title="Field posts", licence="own")
    assert (report.added, report.skipped.count) == (1, 2)
    assert report.skipped.first[0] == "posts.csv, line 3: Nowhere: no coordinates"
    after = open_gazetteer(gazetteer)
    entry = found(after, "Height 214")["import:field-posts:2"]
    assert (entry.place.feature, entry.place.uncertainty_m, entry.place.admin1) == (
        "facility",
        300,
        "Donetsk",
    )
    assert found(after, "Kontrolnaya Vysota").keys() == {"import:field-posts:2"}
    again = import_table(gazetteer, source, mapping, title="Field posts", licence="own")
    assert (again.added, again.renewed) == (0, 1)


def test_a_layer_gives_points_and_extents(gazetteer, tmp_path):
    square = [[37, 48], [38, 48], [38, 49], [37, 49], [37, 48]]
    features = [
        {"type": "Feature", "properties": {"name": "Grey zone", "id": 7},
         "geometry": {"type": "Polygon", "coordinates": [square]}},
        {"type": "Feature", "properties": {"name": "Post", "id": 8}, "geometry": None},
    ]  # fmt: skip
    source = tmp_path / "zones.geojson"
    source.write_text(json.dumps({"type": "FeatureCollection", "features": features}), "utf-8")
    report = import_table(gazetteer, source, Mapping(id="id", feature="=region"))
    assert (report.added, report.skipped.first) == (1, ["zones.geojson, line 2: Post: no coordinates"])
    entry = found(open_gazetteer(gazetteer), "Grey zone")["import:zones:7"]
    assert entry.bbox == (37, 48, 38, 49)
    assert entry.place.uncertainty_m == 67_000


@pytest.mark.parametrize(
    ("name", "content", "error", "message"),
    [
        ("x.csv", "a,b\n1,2\n", TableError, "no column 'name'; there are 'a', 'b'"),
        ("x.csv", "name,lat,lon\n,,\n", GazetteerError, "the name is empty"),
        ("x.doc", "x", UsageError, "can be imported"),
        ("x.geojson", "{", TableError, "layer of places"),
    ],
)
def test_bad_tables_are_refused(gazetteer, tmp_path, name, content, error, message):
    before = gazetteer.read_bytes()
    (tmp_path / name).write_text(content, "utf-8")
    with pytest.raises(error, match=message):
        import_table(gazetteer, tmp_path / name, Mapping())
    assert gazetteer.read_bytes() == before


def test_a_place_is_called_by_its_best_present_name_in_each_language(gazetteer, dumps):
    add_dump(gazetteer, country_dump("UA", str(dumps), dumps / "cache"))
    opened = open_gazetteer(gazetteer)
    # Preferred before plain before short; never a historic one, nor a transliteration, nor without language.
    assert opened.in_languages("geonames:100") == {"en": "Bakhmut", "ka": "ბახმუტი", "uk": "Бахмут"}
    assert opened.in_languages("geonames:101") == {"ru": "Клещеевка"}
    assert opened.called("geonames:101", "uk") == (None, "Донецька область")
    assert opened.called("geonames:100", "uk-UA") == ("Бахмут", "Донецька область")
    assert opened.called("own:1,2", "uk") == (None, None)
    # A country keeps the name it was built with; only what lacked is filled.
    assert opened.in_languages("geonames:1") == {"ka": "უკრაინა", "uk": "Україна"}
    assert opened.languages() == {"uk": 3, "ka": 2, "en": 1, "ru": 1}


def test_names_by_language_are_renewed_with_the_file(gazetteer, dumps):
    add_dump(gazetteer, country_dump("UA", str(dumps), dumps / "cache"))
    with zipfile.ZipFile(dumps / "alternatenames" / "UA.zip", "w") as archive:
        archive.writestr("UA.txt", "1\t100\tuk\tБахмут новий\t1\t\t\t\t\t\n")
    add_dump(gazetteer, country_dump("UA", str(dumps), dumps / "cache"))
    assert open_gazetteer(gazetteer).called("geonames:100", "uk")[0] == "Бахмут новий"


def test_names_by_language_change_no_lookup(gazetteer, dumps):
    add_dump(gazetteer, country_dump("UA", str(dumps), dumps / "cache"))
    opened = open_gazetteer(gazetteer)
    assert not opened.lookup("Україна (країна)")
    assert {e.place.id for e in opened.lookup("Донецька область")} == {"admin1:UA.05"}
