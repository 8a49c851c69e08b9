"""Is the chance model honest? Random pseudo-claims at a dataset's own places, on shifted days.

    python bench/evidence_chance.py DATASET [--claims 2000] [--seed 1] [-o RESULTS.txt] [--plot PLOT.svg]

A pseudo-claim takes the place of a random record and a random covered day, so whatever lies near it
lies there by chance. Then P(p ≤ α) must not exceed α, and the p-value with ties broken at random must
look uniform (Kolmogorov–Smirnov). The share of pseudo-claims with at least one record in the window
is what "there is a record nearby" is worth on its own.

Pseudo-claims of a short file share its few days, so they are not independent and the p of a
Kolmogorov–Smirnov test is too small. The second table leaves sampling out: the exact departure from
uniform over every place and every day, with the null as it is and with every window of the file as
the null (no edges). What remains between the two is due to the ends of the file.
"""

import argparse
import platform
import sys
from datetime import UTC, datetime
from html import escape
from pathlib import Path

import numpy as np
from scipy.stats import kstest

from geoclaims.evidence import EventTable, read_dataset
from geoclaims.evidence.chance import SHIFT_DAYS, LocalNull, Observed, local_null, randomized_p
from geoclaims.evidence.match import EventIndex, unit_sphere
from geoclaims.model import Window

WINDOWS = tuple(Window(km, days) for days in (1, 3) for km in (1.0, 5.0, 10.0, 25.0))
LEVELS = (0.01, 0.05, 0.1, 0.2)


BINS = 20


def main() -> None:
    """Print the calibration tables; draw the randomized p-values where asked to."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawTextHelpFormatter)
    parser.add_argument("dataset", type=Path)
    parser.add_argument("--claims", type=int, default=2000)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("-o", "--output", type=Path)
    parser.add_argument("--plot", type=Path)
    arguments = parser.parse_args()
    table = read_dataset(arguments.dataset)
    index = EventIndex(table)
    rng = np.random.default_rng(arguments.seed)
    null, loose = sampled(table, index, arguments.claims, rng)
    lines = [
        f"chance model on {table.info.name}: {len(table):,} rows, {len(index.rows):,} precise, "
        f"{table.info.first} – {table.info.last}",
        f"{arguments.claims:,} pseudo-claims, seed {arguments.seed}, shifts within ±{SHIFT_DAYS} days; "
        f"{platform.machine()}, Python {platform.python_version()}, {datetime.now(UTC):%Y-%m-%d}",
        "",
        *sampled_lines(null, loose),
        "",
        *exact_lines(table, index),
    ]
    sys.stdout.writelines(line + "\n" for line in lines)
    if arguments.output:
        arguments.output.write_text("\n".join(lines) + "\n", encoding="utf-8")
    if arguments.plot:
        arguments.plot.write_text(plot(loose, table.info.name), encoding="utf-8")


def sampled(
    table: EventTable, index: EventIndex, claims: int, rng: np.random.Generator
) -> tuple[LocalNull, list[np.ndarray]]:
    """The null of random pseudo-claims, and their randomized p-values for each window."""
    rows = index.rows[rng.integers(0, len(index.rows), claims)]
    first, last = covered(index)
    days = rng.integers(first + 3, last - 3 + 1, claims)
    points = unit_sphere(table.lat[rows], table.lon[rows])
    null = local_null(index, points, days, days, WINDOWS, Observed.of(first, last))
    loose = [randomized_p(null, w, rng.random(claims)) for w in range(len(WINDOWS))]
    return null, [p[~np.isnan(p)] for p in loose]


def covered(index: EventIndex) -> tuple[int, int]:
    """The first and the last day a precise record begins on."""
    return int(index.start.min()), int(index.start.max())


def sampled_lines(null: LocalNull, loose: list[np.ndarray]) -> list[str]:
    """The first table: chance shares, P(p ≤ α) and Kolmogorov–Smirnov, a line a window."""
    lines = [
        "window         any record  expected  shifts  eff.n  p=1    "
        + "  ".join(f"P(p≤{level:g})" for level in LEVELS)
        + "   KS of randomized p (its own p)"
    ]
    for w, window in enumerate(WINDOWS):
        p = null.p_value[:, w]
        p = p[~np.isnan(p)]
        ks = kstest(loose[w], "uniform")
        below = "  ".join(f"{np.mean(p <= level):8.3f}" for level in LEVELS)
        lines.append(
            f"{window.km:>4.0f} km {window.days} days {np.mean(null.observed[:, w] > 0):10.2f} "
            f"{np.nanmean(null.expected[:, w]):9.2f} {null.shifts[:, w].mean():7.1f} "
            f"{null.effective_n[:, w].mean():6.1f} {np.mean(p == 1):5.2f}  {below}   "
            f"{ks.statistic:.3f} ({ks.pvalue:.2f}), {len(p):,} claims"
        )
    return lines


def exact_lines(table: EventTable, index: EventIndex) -> list[str]:
    """The second table: how far the randomized p is from uniform over all places and days, exactly."""
    spots, weight = np.unique(
        np.column_stack((table.lat[index.rows], table.lon[index.rows])), axis=0, return_counts=True
    )
    first, last = covered(index)
    lines = [f"all {len(spots):,} places on every day, exactly: largest departure from uniform (mean p)"]
    for window in WINDOWS:
        days = np.arange(first + window.days, last - window.days + 1)
        points = np.repeat(unit_sphere(spots[:, 0], spots[:, 1]), len(days), axis=0)
        share = np.repeat(weight / weight.sum(), len(days)) / len(days)
        day = np.tile(days, len(spots))
        told = []
        for shift_days in (SHIFT_DAYS, last - first):
            null = local_null(index, points, day, day, (window,), Observed.of(first, last), shift_days)
            told.append("{:.3f} ({:.3f})".format(*departure(null, share)))
        lines.append(
            f"{window.km:>4.0f} km {window.days} days   ±{SHIFT_DAYS} days: {told[0]}   "
            f"every window: {told[1]}"
        )
    return lines


def departure(null: LocalNull, share: np.ndarray) -> tuple[float, float]:
    """The largest distance of the randomized p's distribution from the uniform one, and its mean.

    Each claim's randomized p is uniform between (above) and (above + equal + 1), over (shifts + 1).
    """
    low = null.above[:, 0] / (null.shifts[:, 0] + 1)
    high = (null.above[:, 0] + null.equal[:, 0] + 1) / (null.shifts[:, 0] + 1)
    levels = np.linspace(0, 1, 401)
    reached = [(share * np.clip((level - low) / (high - low), 0, 1)).sum() for level in levels]
    return float(np.abs(np.array(reached) - levels).max()), float((share * (low + high) / 2).sum())


def plot(loose: list[np.ndarray], name: str) -> str:
    """Histograms of the randomized p, a panel a window, as SVG; the dashed line is uniform."""
    wide, tall, gap = 200, 110, 34
    parts = []
    for w, (window, p) in enumerate(zip(WINDOWS, loose, strict=True)):
        left, top = 20 + (w % 4) * (wide + gap), 60 + (w // 4) * (tall + 62)
        counts, _ = np.histogram(p, BINS, (0, 1))
        heights = counts / len(p) * BINS * tall / 2  # uniform reaches half of the panel
        step = wide / BINS
        bars = "".join(
            f'<rect x="{left + i * step:.1f}" y="{top + tall - h:.1f}" width="{step - 1:.1f}" '
            f'height="{h:.1f}"/>'
            for i, h in enumerate(heights)
        )
        ks = kstest(p, "uniform").statistic
        parts.append(
            f'<g fill="#4477aa">{bars}</g>'
            f'<line x1="{left}" x2="{left + wide}" y1="{top + tall / 2}" y2="{top + tall / 2}" stroke="#222" '
            'stroke-dasharray="4 3"/>'
            f'<line x1="{left}" x2="{left + wide}" y1="{top + tall}" y2="{top + tall}" stroke="#222"/>'
            f'<text x="{left}" y="{top - 8}">{window.km:g} km, {window.days} d · KS {ks:.3f}</text>'
            f'<text x="{left}" y="{top + tall + 14}">0</text>'
            f'<text x="{left + wide}" y="{top + tall + 14}" text-anchor="end">randomized p = 1</text>'
        )
    title = f"Randomized p of {len(loose[0]):,} random pseudo-claims on {name}; dashed: uniform"
    return (
        '<svg xmlns="http://www.w3.org/2000/svg" '
        f'viewBox="0 0 {4 * (wide + gap) + 10} {2 * (tall + 62) + 50}" '
        'font-family="sans-serif" font-size="12"><rect width="100%" height="100%" fill="#fff"/>'
        f'<text x="20" y="24" font-size="14">{escape(title)}</text>{"".join(parts)}</svg>\n'
    )


if __name__ == "__main__":
    main()
