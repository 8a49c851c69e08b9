"""How the gazetteer grows: generated country files of the true format, taken in and looked up.

    python bench/gazetteer_growth.py 1000000 5000000

For each number of places: seconds to generate and to take in, file size, peak memory of the
process that takes them in, lookups a second (and a second of processor time, where other work runs
beside). Results are printed as text; keep them in ``bench/results`` with the machine and the date named.
"""

import argparse
import os
import platform
import random
import resource
import shutil
import subprocess
import sys
import tempfile
import time
from datetime import UTC, datetime
from pathlib import Path

from geoclaims.places.gazetteer import ensure_gazetteer, open_gazetteer
from geoclaims.places.gazetteer_add import EVERYWHERE, CountryDump, add_dump

STARTS = (
    "bakh", "kram", "slov", "pokr", "liman", "avdi", "soled", "tor", "khar", "zapo", "melit", "berd", "mari",
    "volno", "novo", "staro", "verkh", "nizh",
)  # fmt: skip
MIDDLES = (
    "a", "e", "i", "o", "u", "ova", "eva", "ino", "yno", "ale", "ori", "usa", "eri", "anka", "yra", "ola",
    "ivo",
)  # fmt: skip
ENDS = (
    "mut", "torsk", "iansk", "ivka", "ove", "ino", "hrad", "pil", "sk", "ets", "ychi", "nyky", "yar", "kut",
    "dar",
)  # fmt: skip
COUNTRIES = ("UA", "RU", "SD", "SY", "US", "DE", "CN", "NG", "IN", "BR")
FEATURES = (("P", "PPL"), ("P", "PPL"), ("P", "PPL"), ("H", "STM"), ("S", "FRM"), ("T", "HLL"), ("L", "AREA"))


def a_name(random_: random.Random) -> str:
    """A name of four to six syllables, sometimes of two words."""
    word = (
        random_.choice(STARTS)
        + "".join(random_.choices(MIDDLES, k=random_.choice((2, 3, 3, 4, 4, 4))))
        + random_.choice(ENDS)
    )
    return (
        word.capitalize()
        if random_.random() < 0.8
        else f"{word.capitalize()} {random_.choice(ENDS).capitalize()}"
    )


def write_dump(folder: Path, places: int, seed: int = 7) -> tuple[Path, Path]:
    """A country file of ``places`` lines with 19 columns, and about 1.2 alternate names a place."""
    random_ = random.Random(seed)
    place_file, name_file = folder / "allCountries.txt", folder / "alternateNamesV2.txt"
    name_id = 0
    with place_file.open("w", encoding="utf-8") as out, name_file.open("w", encoding="utf-8") as names:
        for i in range(places):
            gid, name, country = 20_000_000 + i, a_name(random_), COUNTRIES[i % len(COUNTRIES)]
            kind, code = FEATURES[i % len(FEATURES)]
            people = int(random_.paretovariate(0.7) * 50) if kind == "P" and random_.random() < 0.3 else 0
            alternates = a_name(random_) if random_.random() < 0.5 else ""
            lat, lon = random_.uniform(-55, 70), random_.uniform(-180, 180)
            out.write(
                f"{gid}\t{name}\t{name}\t{alternates}\t{lat:.5f}\t{lon:.5f}\t{kind}\t{code}\t{country}\t\t"
                f"{i % 27:02d}\t{i % 500}\t\t\t{min(people, 30_000_000)}\t\t100\tEurope/Kyiv\t2025-01-01\n"
            )
            while random_.random() < 0.55:
                name_id += 1
                historic = "1" if random_.random() < 0.05 else ""
                names.write(f"{name_id}\t{gid}\ten\t{a_name(random_)}\t\t\t\t{historic}\t\t\n")
    return place_file, name_file


def take_in(target: Path, places: Path, names: Path) -> None:
    """Take a dump in, and print seconds, CPU seconds and peak MB: run in a process of its own."""
    start = time.perf_counter()
    add_dump(target, CountryDump(EVERYWHERE, places, names, "generated", {}))
    seconds = time.perf_counter() - start
    used = resource.getrusage(resource.RUSAGE_SELF)
    print(f"{seconds:.1f} {used.ru_utime + used.ru_stime:.1f} {used.ru_maxrss / 1024:.0f}")


def lookups_a_second(target: Path, names: list[str]) -> tuple[float, float, float, float]:
    """Seconds to open; lookups a second, the same of processor time, and ``knows`` a second."""
    start = time.perf_counter()
    gazetteer = open_gazetteer(target)
    opened = time.perf_counter() - start
    start, cpu_start = time.perf_counter(), time.process_time()
    for name in names:
        gazetteer.lookup(name)
    looked_up = len(names) / (time.perf_counter() - start)
    of_cpu = len(names) / (time.process_time() - cpu_start)
    start = time.perf_counter()
    for name in names:
        gazetteer.knows(name + "x")
    return opened, looked_up, of_cpu, len(names) / (time.perf_counter() - start)


def main() -> None:
    """Generate, take in, look up, print."""
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("places", type=int, nargs="*", default=[1_000_000, 5_000_000])
    parser.add_argument("--take-in", nargs=3, type=Path, help=argparse.SUPPRESS)
    arguments = parser.parse_args()
    if arguments.take_in:
        take_in(*arguments.take_in)
        return
    print(f"{datetime.now(UTC):%Y-%m-%d}, Python {platform.python_version()}, {os.cpu_count()} cores, "
          f"{platform.machine()}")  # fmt: skip
    print("places added  take in   of it CPU  peak memory       file    open  lookups/s   of CPU  unknown/s")
    base = ensure_gazetteer()
    base.close()
    for places in arguments.places:
        with tempfile.TemporaryDirectory() as name:
            folder = Path(name)
            place_file, name_file = write_dump(folder, places)
            target = folder / "gazetteer.sqlite"
            shutil.copyfile(base.path, target)
            command = [sys.executable, __file__, "--take-in", str(target), str(place_file), str(name_file)]
            done = subprocess.run(command, check=True, capture_output=True, text=True)
            seconds, cpu_seconds, peak = map(float, done.stdout.split())
            random_ = random.Random(1)
            opened, looked_up, of_cpu, known = lookups_a_second(
                target, [a_name(random_) for _ in range(5_000)]
            )
            size = target.stat().st_size
            print(
                f"{places:>12,}  {seconds:>6.0f} s  {cpu_seconds:>7.0f} s  {peak:>8,.0f} MB  "
                f"{size / 1e6:>6,.0f} MB  {opened:.2f} s  "
                f"{looked_up:>9,.0f}  {of_cpu:>7,.0f}  {known:>9,.0f}",
                flush=True,
            )


if __name__ == "__main__":
    main()
