"""How fast a large ACLED-shaped CSV is read: seconds, rows and megabytes a second, peak memory.

    python bench/evidence_read.py [--rows 500000] [-o RESULTS.txt]

The file is generated in a temporary folder, with long notes that hold commas, quotes and newlines.
"""

import argparse
import csv
import platform
import resource
import sys
import tempfile
import time
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import numpy as np

from geoclaims.evidence import read_dataset

HEADER = (
    "event_id_cnty,event_date,year,time_precision,disorder_type,event_type,sub_event_type,actor1,assoc_actor_1,"
    "inter1,actor2,assoc_actor_2,inter2,interaction,civilian_targeting,iso,region,country,admin1,admin2,admin3,"
    "location,latitude,longitude,geo_precision,source,source_scale,notes,fatalities,tags,timestamp"
)
NOTE = (
    'Invented note, with a "quote", a comma and\na newline. ' + "Nothing of this ever happened anywhere. " * 5
)
BEFORE_PLACE = (
    1, "Political violence", "Battles", "Armed clash", "Military Forces of Red (invented)", "",
    "State forces", "Blue Movement (invented)", "", "Rebel group", "State forces-Rebel group", "",
    804, "Europe", "Ukraine", "Donetsk", "Pokrovsk", "",
)  # fmt: skip
AFTER = (1, "Invented Wire; Invented Daily", "National", NOTE, 2, "", 1765000000)


def write(path: Path, rows: int) -> None:
    """An invented export of this many rows."""
    rng = np.random.default_rng(5)
    lat, lon = rng.normal(48, 1, 5000).round(4), rng.normal(37, 1, 5000).round(4)
    with path.open("w", encoding="utf-8", newline="") as file:
        file.write(HEADER + "\n")
        writer = csv.writer(file)
        for i in range(rows):
            spot = i * 7919 % 5000
            day = date(2022, 1, 1) + timedelta(days=i * 1400 // rows)
            writer.writerow(
                [
                    f"INV{i}",
                    day.isoformat(),
                    day.year,
                    *BEFORE_PLACE,
                    f"Place {spot}",
                    lat[spot],
                    lon[spot],
                    *AFTER,
                ]
            )


def main() -> None:
    """Write the file, read it, print a line."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--rows", type=int, default=500_000)
    parser.add_argument("-o", "--output", type=Path, help="append the line to this file")
    arguments = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "export.csv"
        write(path, arguments.rows)
        size = path.stat().st_size / 1e6
        begin, work = time.perf_counter(), time.process_time()
        table = read_dataset(path)
        seconds, work = time.perf_counter() - begin, time.process_time() - work
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 2**20
    line = (
        f"{datetime.now(UTC):%Y-%m-%d} {platform.machine()} Python {platform.python_version()}: "
        f"{len(table):,} rows, {size:,.0f} MB read in {seconds:.1f} s ({work:.1f} s of processor time, "
        f"{size / seconds:.0f} MB/s), peak {peak:.2f} GB, "
        f"{len(table.info.quarantined)} rows left out"
    )
    sys.stdout.write(line + "\n")
    if arguments.output:
        with arguments.output.open("a", encoding="utf-8") as file:
            file.write(line + "\n")


if __name__ == "__main__":
    main()
