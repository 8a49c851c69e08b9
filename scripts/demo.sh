#!/bin/sh
# The main job on the sample reports and the sample evidence, as a user would run it.
set -eu
mkdir -p "$OUT"
claims=$OUT/claims.jsonl
evidence=data/evidence/acled-shaped-invented.csv
"$BIN/geoclaims" extract data/reports/invented-reports.jsonl -o "$claims"
"$BIN/geoclaims" extract data/reports/invented-reports.jsonl --format csv -o "$OUT/claims.csv"
"$BIN/geoclaims" compare "$claims" --with "$evidence" -o "$OUT/verdicts.jsonl"
"$BIN/geoclaims" map "$claims" --overlay "$evidence" --title "Sample reports (invented)" -o "$OUT/map.html"
"$BIN/geoclaims" extract data/reports/invented-reports.jsonl --format table
"$BIN/geoclaims" compare "$claims" --with "$evidence" --format table
echo "Map: $OUT/map.html"
