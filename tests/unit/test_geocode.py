import csv
import json
import subprocess
import sys

import pytest

from geoclaims.batch import ADDED, Columns, geocode_table, safe_cell
from geoclaims.errors import (
    InputError,
    ServiceError,
    ServiceRefusedError,
    ServiceUnavailableError,
    TableError,
    UsageError,
)
from geoclaims.places.gazetteer import ensure_gazetteer
from geoclaims.places.geocode_local import GazetteerGeocoder
from geoclaims.places.geocoders import (
    CachedGeocoder,
    GeopySearch,
    Hit,
    PacedGeocoder,
    Query,
    online_geocoder,
)
from geoclaims.places.name_tables import read_table


@pytest.fixture(scope="module")
def local():
    return GazetteerGeocoder(ensure_gazetteer())


def write(path, *rows):
    with path.open("w", encoding="utf-8", newline="") as file:
        csv.writer(file).writerows(rows)
    return path


def read(path):
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


# --- the gazetteer as a geocoder -----------------------------------------------------


@pytest.mark.parametrize(
    ("query", "place_id"),
    [
        (Query("Pokrovsk", "Ukraine", "Donetsk"), "geonames:704422"),
        (Query("Krasnoarmeysk", "UA", "Donetsk oblast"), "geonames:704422"),
        (Query("Gulyaipole", "UKR"), "geonames:707898"),
        (Query("Springfield", "United States", "Ill."), "geonames:4250542"),
        (Query("Pokrovsk, Donetsk, Ukraine"), "geonames:704422"),
        (Query("Goma", "DRC", "Nord-Kivu"), "geonames:216281"),
        (Query("London", "UK", "England"), "geonames:2643743"),
        (Query("Donetsk", "UA"), "geonames:709717"),
        (Query("France"), "geonames:3017382"),
        (Query("Kyiv"), "geonames:703448"),
        (Query("Kyiv Oblast"), "admin1:UA.13"),
    ],
)
def test_rows_are_resolved_within_their_country_and_division(local, query, place_id):
    answer = local.answer(query)
    assert (answer.status, answer.hit.id) == ("resolved", place_id)
    assert 0 < answer.hit.score < 1


@pytest.mark.parametrize(
    ("query", "reason"),
    [
        (Query("Pokrovsk", "Atlantis"), "'Atlantis' is not known"),
        (Query("Pokrovsk", "Kenya"), "in KE"),
        (Query("Pokrovsk", "Ukraine", "Lviv"), "in 'Lviv'"),
        (Query("Nonesuchville"), "no place of this name"),
        (Query("Nigerian"), "no place of this name"),
    ],
)
def test_what_fits_nothing_is_not_found_and_says_why(local, query, reason):
    answer = local.answer(query)
    assert (answer.status, answer.hit) == ("not_found", None)
    assert reason in answer.reason


def test_namesakes_alike_are_ambiguous_and_named(local):
    answer = local.answer(Query("Springfield", "US"))
    assert (answer.status, answer.hit) == ("ambiguous", None)
    assert "Missouri" in answer.reason


# --- tables --------------------------------------------------------------------------


def test_a_table_keeps_its_columns_as_text(local, tmp_path):
    source = write(
        tmp_path / "in.csv",
        ["id", " town ", "country", "note"],
        ["007", "Pokrovsk", "Ukraine", "-12.50"],
        ["008", "", "Ukraine", "=HYPERLINK(1)"],
        ["009", "Nonesuchville", "", 'a, "quoted"\nline'],
    )
    target = tmp_path / "out.csv"
    steps = []
    report = geocode_table(
        source,
        target,
        Columns("town", "country"),
        local,
        progress=lambda done, rows: steps.append((done, rows)),
    )
    rows = read(target)
    assert [row["id"] for row in rows] == ["007", "008", "009"]
    assert [row["note"] for row in rows] == ["-12.50", "'=HYPERLINK(1)", 'a, "quoted"\nline']
    assert [row["status"] for row in rows] == ["resolved", "not_found", "not_found"]
    assert rows[0]["geo_country"] == "UA"
    assert rows[0]["country"] == "Ukraine"
    assert rows[0]["geo_id"] == "geonames:704422"
    assert rows[1]["reason"] == "the name is empty"
    assert set(ADDED) - {"country"} <= set(rows[0])
    assert report.counts == {"resolved": 1, "ambiguous": 0, "not_found": 2, "failed": 0}
    assert steps[-1] == (3, 3)
    assert sorted(path.name for path in tmp_path.iterdir()) == ["in.csv", "out.csv"]


def test_workbooks_and_other_delimiters_are_read(local, tmp_path):
    from openpyxl import Workbook

    book = Workbook()
    book.active.append(["town", "n"])
    book.active.append(["Pokrovsk, Ukraine", 3])
    book.save(tmp_path / "in.xlsx")
    assert read_table(tmp_path / "in.xlsx").rows == ((2, ("Pokrovsk, Ukraine", "3")),)
    (tmp_path / "in.tsv").write_text("town\tn\nGoma\t1\n", "utf-8")
    assert read_table(tmp_path / "in.tsv").rows == ((2, ("Goma", "1")),)


@pytest.mark.parametrize(
    ("content", "message"),
    [
        (b"", "empty"),
        (b"town\0\n", "binary"),
        (b"a,a\n1,2\n", "more than once"),
        (b'"town,n\nGoma,1\n', "line 1: a quote is opened and never closed; that is the header"),
        (b"town\xe9,n\nGoma,1\n", "line 1: not UTF-8 text"),
        (b"town:n\nGoma:1\n", "parted by a comma, semicolon, tab or"),
        (b"place,n\nGoma,1\n", "no column 'town'; there are 'place', 'n'"),
    ],
)
def test_bad_tables_are_refused_with_what_and_where(local, tmp_path, content, message):
    source = tmp_path / "in.csv"
    source.write_bytes(content)
    with pytest.raises(TableError, match=message):
        geocode_table(source, tmp_path / "out.csv", Columns("town"), local)
    assert not (tmp_path / "out.csv").exists()


@pytest.mark.parametrize(
    ("lines", "statuses", "failures"),
    [
        (['"Goma', "Bukavu", "Uvira"], "frr", ["line 2: a quote is opened and never closed"]),
        (['"Goma', "Bukavu", '"Uvira"', "Beni"], "frrr", ["line 2: a quote is opened and never closed"]),
        (["Goma", "Bukavu", '"Uvira'], "rrf", ["line 4: a quote is opened and never closed"]),
        (['"Goma" ', 'Beni "town"'], "rr", []),
        (["Goma,1,2,3", "Bukavu", "Uvira,1,,"], "frr", ["line 2: 4 cells under 2 headings"]),
        (["Nonesuch\udce9", "Górlivka", "Kyiv"], "frr", ["line 2: not UTF-8 text"]),
        (["", "Goma", " , "], "rn", []),
        (['"Goma\nNorth', 'Kivu"', "Beni"], "frr", ["line 2: a quote is opened and never closed"]),
    ],
)
def test_a_row_that_cant_be_read_is_named_and_takes_no_other_with_it(
    local, tmp_path, lines, statuses, failures
):
    source, target = tmp_path / "in.csv", tmp_path / "out.csv"
    source.write_bytes("\n".join(["\ufefftown,n", *lines, ""]).encode("utf-8", "surrogateescape"))
    report = geocode_table(source, target, Columns("town"), GazetteerGeocoder(local._gazetteer))
    assert "".join(row["status"][0] for row in read(target))[: len(statuses)] == statuses
    assert len(report.failures) == report.unreadable == len(failures)
    for told, wanted in zip(report.failures, failures, strict=True):
        assert told.startswith(f"{source}, {wanted}")
    assert not (tmp_path / "out.csv.part").exists()


def test_the_text_of_an_unreadable_row_is_kept(local, tmp_path):
    source, target = tmp_path / "in.csv", tmp_path / "out.csv"
    source.write_text('town;n\n"Goma;1\nUvira;2;3\n', "utf-8")
    geocode_table(source, target, Columns("town"), local)
    assert [(row["town"], row["n"]) for row in read(target)] == [('"Goma;1', ""), ("Uvira", "2 | 3")]


def test_delimiters_encodings_and_nameless_columns(local, tmp_path):
    for content in (
        b'town;"a, b, c";;\nGoma;1;;\n',
        "town\tn\nGoma\t1\n".encode("utf-16"),
        b"town|n\r\nGoma|1\r\n",
        b"\n\ntown,n\rGoma,1\r",
    ):
        (tmp_path / "in.csv").write_bytes(content)
        report = geocode_table(tmp_path / "in.csv", tmp_path / "out.csv", Columns("town"), local)
        assert (report.rows, report.counts["resolved"]) == (1, 1), content


def test_a_formula_that_was_never_calculated_is_named(local, tmp_path):
    from openpyxl import Workbook

    book = Workbook()
    book.active.append(["town", "n"])
    book.active.append(['=CONCATENATE("Go","ma")', 3])
    book.active.append(["Uvira", None])
    book.save(tmp_path / "in.xlsx")
    report = geocode_table(tmp_path / "in.xlsx", tmp_path / "out.csv", Columns("town"), local)
    assert report.counts == {"resolved": 1, "ambiguous": 0, "not_found": 0, "failed": 1}
    assert "line 2: a formula without a value" in report.failures[0]
    assert read(tmp_path / "out.csv")[0]["town"].startswith("'=CONCATENATE")


class Scripted:
    """A geocoder that fails for the names it is told to."""

    name = "scripted"

    def __init__(self, local, failing, error=None):
        self.local, self.failing, self.asked = local, failing, []
        self.error = error or ServiceError("no answer")

    def answer(self, query):
        self.asked.append(query.name)
        if query.name in self.failing:
            raise self.error
        return self.local.answer(query)


def test_failed_rows_are_counted_named_and_asked_again_on_resume(local, tmp_path):
    source = write(tmp_path / "in.csv", ["town"], ["Goma"], ["Bukavu"], ["Goma"])
    target = tmp_path / "out.csv"
    first = Scripted(local, {"Bukavu"})
    report = geocode_table(source, target, Columns("town"), first)
    assert first.asked == ["Goma", "Bukavu"]
    assert [row["status"] for row in read(target)] == ["resolved", "failed", "resolved"]
    assert report.failures == [f"{source}, line 3: no answer"]
    second = Scripted(local, set())
    report = geocode_table(source, target, Columns("town"), second, resume=True)
    assert second.asked == ["Bukavu"]
    assert report.resumed == 2
    assert [row["status"] for row in read(target)] == ["resolved"] * 3
    assert not (tmp_path / "out.csv.part").exists()


def test_a_run_that_was_killed_is_taken_up_and_a_torn_line_passed_over(local, tmp_path):
    source = write(tmp_path / "in.csv", ["town"], *[[name] for name in ("Goma", "Bukavu", "Uvira")])
    target = tmp_path / "out.csv"
    killed = Scripted(local, {"Uvira"}, KeyboardInterrupt())
    with pytest.raises(KeyboardInterrupt):
        geocode_table(source, target, Columns("town"), killed)
    assert not target.exists()
    part = tmp_path / "out.csv.part"
    part.write_text(part.read_text("utf-8") + '{"i": 2, "sta', "utf-8")
    again = Scripted(local, set())
    geocode_table(source, target, Columns("town"), again, resume=True)
    assert again.asked == ["Uvira"]
    assert len(read(target)) == 3


def test_a_run_killed_twice_loses_nothing(local, tmp_path):
    names = ["Goma", "Bukavu", "Uvira", "Beni"]
    source, target = write(tmp_path / "in.csv", ["town"], *[[name] for name in names]), tmp_path / "out.csv"
    part = tmp_path / "out.csv.part"
    program = (
        "import os, signal, sys\nfrom pathlib import Path\n"
        "from geoclaims.batch import Columns, geocode_table\n"
        "from geoclaims.places.geocoders import Answer\n"
        "class Dies:\n"
        "    name = 'scripted'\n"
        "    def answer(self, query):\n"
        "        if query.name == sys.argv[3]:\n            os.kill(os.getpid(), signal.SIGKILL)\n"
        "        return Answer('not_found', None, 'before ' + sys.argv[3])\n"
        "geocode_table(Path(sys.argv[1]), Path(sys.argv[2]), Columns('town'), Dies(), resume=True)\n"
    )
    for last in ("Bukavu", "Beni"):
        done = subprocess.run([sys.executable, "-c", program, source, target, last], check=False)
        assert done.returncode == -9
        assert not target.exists()
    assert len(part.read_text("utf-8").splitlines()) == 4
    last_run = Scripted(local, set())
    geocode_table(source, target, Columns("town"), last_run, resume=True)
    assert last_run.asked == ["Beni"]
    assert [row["reason"] for row in read(target)][:3] == ["before Bukavu", "before Beni", "before Beni"]


def test_resuming_another_table_is_refused(local, tmp_path):
    target = tmp_path / "out.csv"
    geocode_table(
        write(tmp_path / "a.csv", ["town"], ["Goma"]), target, Columns("town"), Scripted(local, {"Goma"})
    )
    with pytest.raises(InputError, match="another table"):
        geocode_table(
            write(tmp_path / "b.csv", ["town"], ["Uvira"]),
            target,
            Columns("town"),
            Scripted(local, set()),
            resume=True,
        )


def test_a_service_that_refuses_is_not_asked_on(local, tmp_path):
    source = write(tmp_path / "in.csv", ["town"], ["Goma"], ["Bukavu"], ["Uvira"])
    refusing = Scripted(local, {"Bukavu"}, ServiceRefusedError("quota"))
    report = geocode_table(source, tmp_path / "out.csv", Columns("town"), refusing)
    assert refusing.asked == ["Goma", "Bukavu"]
    assert report.counts["failed"] == 2
    assert "not asked any more: quota" in report.failures[1]


@pytest.mark.parametrize(
    ("cell", "safe"),
    [
        ("=1+1", "'=1+1"),
        ("@x", "'@x"),
        ("-3.5", "-3.5"),
        ("+49 30", "'+49 30"),
        ("Goma", "Goma"),
        ("\tx", "'\tx"),
    ],
)
def test_formulas_are_made_harmless(cell, safe):
    assert safe_cell(cell) == safe


# --- online services, faked at the edge ------------------------------------------------

GOMA = Hit("osm:node/1", "Goma", -1.68, 29.22, "CD", "North Kivu", "city", 5000, 0.6)


class Clock:
    """Time that passes only by sleeping."""

    def __init__(self):
        self.now, self.slept = 100.0, []

    def sleep(self, seconds):
        self.slept.append(seconds)
        self.now += seconds

    def __call__(self):
        return self.now


def paced(search, clock=None):
    clock = clock or Clock()
    return PacedGeocoder("nominatim", search, sleep=clock.sleep, clock=clock)


def test_a_service_is_asked_once_a_second_and_not_twice_for_a_name(tmp_path):
    asked, clock = [], Clock()

    def search(query):
        asked.append(query.name)
        return [GOMA] if query.name == "Goma" else []

    geocoder = CachedGeocoder(paced(search, clock), tmp_path / "cache.sqlite")
    assert geocoder.answer(Query("Goma")).hit == GOMA
    assert geocoder.answer(Query("Nowhere")).status == "not_found"
    assert clock.slept == [1.0]
    again = CachedGeocoder(paced(search, clock), tmp_path / "cache.sqlite")
    assert again.answer(Query("Goma")).hit == GOMA
    assert again.answer(Query("Nowhere")).status == "not_found"
    assert asked == ["Goma", "Nowhere"]


def test_a_failure_is_raised_after_some_tries_and_never_remembered(tmp_path):
    clock, answers = Clock(), [ServiceUnavailableError("busy", 7.0)] * 3 + [[GOMA]]

    def search(query):
        answer = answers.pop(0)
        if isinstance(answer, Exception):
            raise answer
        return answer

    geocoder = CachedGeocoder(paced(search, clock), tmp_path / "cache.sqlite")
    with pytest.raises(ServiceUnavailableError):
        geocoder.answer(Query("Goma"))
    assert clock.slept == [7.0, 7.0]
    assert geocoder.answer(Query("Goma")).status == "resolved"


def test_two_countries_alike_are_ambiguous(tmp_path):
    rival = Hit("osm:node/2", "Goma", 0.0, 0.0, "PH", None, "village", None, 0.55)
    geocoder = CachedGeocoder(paced(lambda query: [GOMA, rival]), tmp_path / "cache.sqlite")
    assert geocoder.answer(Query("Goma")).status == "ambiguous"


@pytest.mark.parametrize(
    ("raised", "expected"),
    [
        ("GeocoderRateLimited", ServiceUnavailableError),
        ("GeocoderTimedOut", ServiceUnavailableError),
        ("GeocoderUnavailable", ServiceUnavailableError),
        ("GeocoderQuotaExceeded", ServiceRefusedError),
        ("GeocoderInsufficientPrivileges", ServiceRefusedError),
        ("GeocoderServiceError", ServiceError),
    ],
)
def test_geopys_errors_keep_their_cause_and_meaning(raised, expected):
    from geopy import exc

    class Service:
        def geocode(self, text, **options):
            error = getattr(exc, raised)
            raise error("x", retry_after=5) if raised == "GeocoderRateLimited" else error("x")

    with pytest.raises(expected) as caught:
        GeopySearch("nominatim", Service())(Query("Goma"))
    assert isinstance(caught.value.__cause__, exc.GeopyError)
    assert getattr(caught.value, "retry_after", None) == (5 if raised == "GeocoderRateLimited" else None)


def test_geopys_locations_become_hits():
    class Location:
        address, latitude, longitude = "Goma, Nord-Kivu", -1.68, 29.22
        raw = json.loads(
            '{"osm_type": "node", "osm_id": 1, "importance": 0.6, "addresstype": "city", "name": "Goma",'
            ' "boundingbox": ["-1.7", "-1.6", "29.1", "29.3"],'
            ' "address": {"state": "Nord-Kivu", "country_code": "cd"}}'
        )

    class Service:
        def geocode(self, text, **options):
            assert text == "Goma, Nord-Kivu, CD"
            return [Location()]

    (hit,) = GeopySearch("nominatim", Service())(Query("Goma", "CD", "Nord-Kivu"))
    assert (hit.id, hit.name, hit.country, hit.admin1) == ("osm:node/1", "Goma", "CD", "Nord-Kivu")
    assert 11_000 < hit.uncertainty_m < 14_000


def test_online_services_want_to_know_who_asks(tmp_path):
    with pytest.raises(UsageError, match="user-agent"):
        online_geocoder("nominatim", "", tmp_path / "c.sqlite")
    with pytest.raises(UsageError, match="unknown provider"):
        online_geocoder("elsewhere", "me@example.org", tmp_path / "c.sqlite")
    assert online_geocoder("photon", "tests (me@example.org)", tmp_path / "c.sqlite").name == "photon"


@pytest.mark.parametrize("broken", [{"raw": None}, {"latitude": None}, {"raw": {"boundingbox": ["a"]}}, {}])
def test_an_answer_that_isnt_understood_is_a_failure_not_a_place(broken):
    class Location:
        address, latitude, longitude, raw = "Goma", -1.68, 29.22, {}

    class Service:
        def geocode(self, text, **options):
            found = Location() if broken else object()
            for name, value in broken.items():
                setattr(found, name, value)
            return [found]

    with pytest.raises(ServiceError, match="not understood"):
        GeopySearch("nominatim", Service())(Query("Goma"))


def test_a_damaged_cache_is_named_and_the_rows_fail(tmp_path):
    cache = tmp_path / "cache.sqlite"
    geocoder = CachedGeocoder(paced(lambda query: [GOMA]), cache)
    cache.write_bytes(b"no database at all" * 100)
    source = write(tmp_path / "in.csv", ["town"], ["Goma"], ["Bukavu"])
    report = geocode_table(source, tmp_path / "out.csv", Columns("town"), geocoder)
    assert report.counts["failed"] == 2
    assert str(cache) in report.failures[0]
    assert "delete it" in report.failures[0]
    with pytest.raises(ServiceError, match="delete it"):
        CachedGeocoder(paced(lambda query: [GOMA]), cache)
