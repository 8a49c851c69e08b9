"""Is the chance model honest? Random pseudo-claims at a dataset's own places, on shifted days.

    python bench/evidence_chance.py DATASET [--claims 2000] [--seed 1] [-o RESULTS.txt]

A pseudo-claim takes the place of a random record and a random covered day, so whatever lies near it
lies there by chance. Then P(p ≤ α) must not exceed α, and the p-value with ties broken at random must
look uniform (Kolmogorov–Smirnov). The share of pseudo-claims with at least one record in the window
is what "there is a record nearby" is worth on its own.
"""

import argparse
import platform
import sys
from datetime import UTC, datetime
from pathlib import Path

import numpy as np
from scipy.stats import kstest

from geoclaims.evidence import read_dataset
from geoclaims.evidence.chance import SHIFT_DAYS, local_null, randomized_p
from geoclaims.evidence.match import EventIndex, unit_sphere
from geoclaims.model import Window

WINDOWS = tuple(Window(km, days) for days in (1, 3) for km in (1.0, 5.0, 10.0, 25.0))
LEVELS = (0.01, 0.05, 0.1, 0.2)


def main() -> None:
    """Print the calibration table."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("dataset", type=Path)
    parser.add_argument("--claims", type=int, default=2000)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("-o", "--output", type=Path)
    arguments = parser.parse_args()
    lines = list(report(arguments.dataset, arguments.claims, arguments.seed))
    sys.stdout.writelines(line + "\n" for line in lines)
    if arguments.output:
        arguments.output.write_text("\n".join(lines) + "\n", encoding="utf-8")


def report(dataset: Path, claims: int, seed: int) -> list[str]:
    """The lines of the table."""
    table = read_dataset(dataset)
    index = EventIndex(table)
    rng = np.random.default_rng(seed)
    rows = index.rows[rng.integers(0, len(index.rows), claims)]
    covered = (int(index.start.min()), int(index.start.max()))
    days = rng.integers(covered[0] + 3, covered[1] - 3 + 1, claims)
    points = unit_sphere(table.lat[rows], table.lon[rows])
    null = local_null(index, points, days, days, WINDOWS, covered)
    lines = [
        f"chance model on {table.info.name}: {len(table):,} rows, {len(index.rows):,} precise, "
        f"{table.info.first} – {table.info.last}",
        f"{claims:,} pseudo-claims, seed {seed}, shifts within ±{SHIFT_DAYS} days; "
        f"{platform.machine()}, Python {platform.python_version()}, {datetime.now(UTC):%Y-%m-%d}",
        "",
        "window         any record  expected  shifts  eff.n  p=1    "
        + "  ".join(f"P(p≤{level:g})" for level in LEVELS)
        + "   KS of randomized p (its own p)",
    ]
    for w, window in enumerate(WINDOWS):
        p = null.p_value[:, w]
        p = p[~np.isnan(p)]
        loose = randomized_p(null, w, rng.random(claims))
        ks = kstest(loose[~np.isnan(loose)], "uniform")
        below = "  ".join(f"{np.mean(p <= level):8.3f}" for level in LEVELS)
        lines.append(
            f"{window.km:>4.0f} km {window.days} days {np.mean(null.observed[:, w] > 0):10.2f} "
            f"{np.nanmean(null.expected[:, w]):9.2f} {null.shifts[:, w].mean():7.1f} "
            f"{null.effective_n[:, w].mean():6.1f} {np.mean(p == 1):5.2f}  {below}   "
            f"{ks.statistic:.3f} ({ks.pvalue:.2f}), {len(p):,} claims"
        )
    lines += ["", "randomized p at 10 km, 3 days, in tenths (a flat row is uniform)"]
    w = WINDOWS.index(Window(10.0, 3))
    loose = randomized_p(null, w, rng.random(claims))
    loose = loose[~np.isnan(loose)]
    for low in np.arange(0, 1, 0.1):
        share = np.mean((loose >= low) & (loose < low + 0.1))
        lines.append(f"{low:.1f}–{low + 0.1:.1f}  {'#' * round(share * 400):<60} {share:.3f}")
    return lines


if __name__ == "__main__":
    main()
