"""How many claims against how many records, with the chance model and the sweep: time and memory.

    python bench/evidence_scale.py [--claims 100000] [--events 3000000] [--baseline] [-o RESULTS.txt]

The data are generated: settlements along three fronts, activity by a heavy-tailed share of each,
most records on their settlement's own point (as in published data), days over four years.
``--baseline`` also times geopandas doing the plain spatial join of the same points, dates unseen, in
the same run; where that takes too long it is stopped and reckoned up from the share it did.
"""

import argparse
import gc
import os
import platform
import resource
import sys
import time
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import numpy as np
import pyarrow as pa

from geoclaims.evidence import DatasetInfo, EventTable, compare
from geoclaims.evidence.crosswalk import load_crosswalk
from geoclaims.model import (
    Attribution,
    Claim,
    ClaimPlace,
    DocumentReference,
    Event,
    Place,
    Span,
    TimeRange,
    Window,
)

JOINED_AT_ONCE = 500
FIRST = date(2022, 1, 1)
DAYS = 1461
CATEGORIES = (
    "Battles: Armed clash",
    "Explosions/Remote violence: Shelling/artillery/missile attack",
    "Explosions/Remote violence: Air/drone strike",
    "Violence against civilians: Attack",
    "Battles: Non-state actor overtakes territory",
)
FRONTS = ((48.0, 37.5, 3.0), (14.0, 28.0, 5.0), (-1.5, 28.5, 2.0))


def settlements(rng: np.random.Generator, count: int) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """Latitudes, longitudes and shares of all activity of invented settlements."""
    front = rng.integers(0, len(FRONTS), count)
    centre = np.array(FRONTS)[front]
    lat = centre[:, 0] + rng.normal(0, centre[:, 2] / 2, count)
    lon = centre[:, 1] + rng.normal(0, centre[:, 2] / 2, count)
    weight = rng.pareto(1.1, count) + 0.01
    return lat, lon, weight / weight.sum()


def events(
    rng: np.random.Generator, count: int, places: tuple[np.ndarray, np.ndarray, np.ndarray]
) -> EventTable:
    """An ACLED-shaped table of invented records."""
    lat, lon, share = places
    spot = rng.choice(len(lat), count, p=share)
    apart = (rng.random(count) < 0.3)[:, None] * rng.normal(0, 0.02, (count, 2))
    day = np.datetime64(FIRST) + rng.integers(0, DAYS, count)
    category = rng.integers(0, len(CATEGORIES), count).astype(np.int16)
    names = pa.array([f"Place {i}" for i in range(len(lat))])
    location = pa.DictionaryArray.from_arrays(pa.array(spot.astype(np.int32)), names)
    sides = pa.array(["Military Forces of Red (invented)", "Blue Movement (invented)"])
    first = pa.DictionaryArray.from_arrays(pa.array((spot % 2).astype(np.int32)), sides)
    second = pa.DictionaryArray.from_arrays(pa.array(((spot + 1) % 2).astype(np.int32)), sides)
    info = DatasetInfo(
        Path("generated.csv"),
        "generated.csv",
        "acled",
        "generated",
        count,
        first=FIRST,
        last=FIRST + timedelta(days=DAYS - 1),
        as_of=FIRST + timedelta(days=DAYS + 60),
        bbox=(float(lon.min()) - 1, float(lat.min()) - 1, float(lon.max()) + 1, float(lat.max()) + 1),
    )
    types = load_crosswalk().type_codes("acled", CATEGORIES)
    return EventTable(
        info=info,
        id=pa.array(np.char.add("X", np.arange(count).astype(str))),
        lat=lat[spot] + apart[:, 0],
        lon=lon[spot] + apart[:, 1],
        start=day.astype("datetime64[D]"),
        end=day.astype("datetime64[D]"),
        category=category,
        categories=CATEGORIES,
        type=types[category],
        geo_precision=np.where(rng.random(count) < 0.75, 0, 1).astype(np.int8),
        time_precision=np.zeros(count, np.int8),
        fatalities=np.zeros(count, np.int32),
        line=np.arange(2, count + 2, dtype=np.int32),
        text={"location": location, "actor1": first, "actor2": second},
    )


def claims(
    rng: np.random.Generator, count: int, places: tuple[np.ndarray, np.ndarray, np.ndarray]
) -> list[Claim]:
    """Invented claims of clashes and strikes at the same settlements."""
    lat, lon, share = places
    spot = rng.choice(len(lat), count, p=share)
    day = rng.integers(0, DAYS, count)
    kinds = ("clash", "air_drone_strike", "shelling_missile", "territory_gain")
    made = []
    for i in range(count):
        s = int(spot[i])
        when = FIRST + timedelta(days=int(day[i]))
        name = f"Place {s}"
        place = Place(f"x:{s}", name, float(lat[s]), float(lon[s]), "city", None, None, 5000, 3000)
        toponym = ClaimPlace(
            document="d",
            start=0,
            end=len(name),
            text=name,
            use="literal",
            status="resolved",
            score=0.9,
            place=place,
            role="location",
        )
        made.append(
            Claim(
                id=str(i),
                document=DocumentReference(f"d{i // 5}"),
                text="",
                start=0,
                end=0,
                event=Event(kinds[i % 4], Span("x", 0, 1), actors=(Span("the Blue Movement", 0, 17),)),
                places=(toponym,),
                time=TimeRange(when, when, "day", None, "expression"),
                said_at=None,
                realis="occurred",
                polarity="positive",
                stance="asserts",
                certainty="unstated",
                attribution=Attribution(kind="publisher"),
            )
        )
    return made


def plain_join(table: EventTable, made: list[Claim], km: float, seconds: float) -> tuple[float, int, int]:
    """Seconds, pairs and claims of geopandas joining the same points within the same distance.

    Dates are unseen, nothing is judged, and pairs are counted and thrown away, a block of claims at a
    time, for all of them would not fit into memory; it ends after about ``seconds``.
    """
    import geopandas

    lon = np.array([c.places[0].place.lon for c in made if c.places[0].place])
    lat = np.array([c.places[0].place.lat for c in made if c.places[0].place])
    begin = time.perf_counter()
    claimed = geopandas.GeoDataFrame(geometry=geopandas.points_from_xy(lon, lat), crs=4326).to_crs(3857)
    around = claimed.set_geometry(claimed.buffer(km * 1000))
    records = geopandas.GeoDataFrame(geometry=geopandas.points_from_xy(table.lon, table.lat), crs=4326)
    records = records.to_crs(3857)
    pairs = done = 0
    while done < len(around) and time.perf_counter() - begin < seconds:
        pairs += len(records.sjoin(around.iloc[done : done + JOINED_AT_ONCE], predicate="within"))
        done = min(len(around), done + JOINED_AT_ONCE)
    return time.perf_counter() - begin, pairs, done


def main() -> None:
    """Time one comparison and print a line; run it again for other sizes."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--claims", type=int, default=100_000)
    parser.add_argument("--events", type=int, default=3_000_000)
    parser.add_argument("--settlements", type=int, default=20_000)
    parser.add_argument("--baseline", action="store_true")
    parser.add_argument("--baseline-seconds", type=float, default=150.0, help="stop the baseline after that")
    parser.add_argument("-o", "--output", type=Path, help="append the line to this file")
    arguments = parser.parse_args()
    gc.set_threshold(100_000)  # as the command line does
    rng = np.random.default_rng(7)
    places = settlements(rng, arguments.settlements)
    table, made = events(rng, arguments.events, places), claims(rng, arguments.claims, places)
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 2**20
    begin, work = time.perf_counter(), time.process_time()
    verdicts = compare(made, table, Window(10.0, 3))
    seconds, work = time.perf_counter() - begin, time.process_time() - work
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 2**20
    observed = np.array([v.observed or 0 for v in verdicts])
    line = (
        f"{datetime.now(UTC):%Y-%m-%d} {platform.machine()} Python {platform.python_version()}: "
        f"{len(made):>7,} claims × {len(table):>9,} records  "
        f"{seconds:6.1f} s ({work:.1f} s of processor time)  peak {peak:.2f} GB "
        f"(data alone {before:.2f} GB)  {observed.mean():.1f} records a claim, "
        f"{sum(v.p_value is not None for v in verdicts):,} with p"
    )
    if arguments.baseline:
        joined, pairs, done = plain_join(table, made, 10.0, arguments.baseline_seconds)
        line += f"  geopandas sjoin alone {joined:.1f} s ({pairs:,} pairs)"
        if done < len(made):
            joined *= len(made) / done
            line += f" for {done:,} of the claims, so about {joined:,.0f} s for all"
        line += f": ratio {joined / seconds:.1f}"
    line += f"  load {os.getloadavg()[0]:.1f}"
    sys.stdout.write(line + "\n")
    if arguments.output:
        with arguments.output.open("a", encoding="utf-8") as file:
            file.write(line + "\n")


if __name__ == "__main__":
    main()
