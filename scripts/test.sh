#!/bin/sh
# Checks and tests. Browser tests use whatever Chromium is there; where there is none, Debian's is
# installed when that is possible, and otherwise they are left out, saying so - but never under CI.
set -eu
find_browser() {
    for name in chromium chromium-headless-shell chromium-browser google-chrome; do
        command -v "$name" && return 0
    done
    return 1
}
if ! find_browser >/dev/null; then
    if [ "$(id -u)" = 0 ] && command -v apt-get >/dev/null; then
        (apt-get update -qq && apt-get install -y -qq chromium-headless-shell) >/dev/null 2>&1 || true
    fi
fi
left_out=""
if ! find_browser >/dev/null; then
    if [ -n "${CI:-}" ]; then
        echo "no Chromium found, and none could be installed: browser tests can't run" >&2
        exit 1
    fi
    echo "browser tests are left out: no Chromium here (apt-get install chromium-headless-shell)"
    left_out="-m not browser"
fi
"$BIN/ruff" check .
"$BIN/ruff" format --check .
"$BIN/mypy"
"$BIN/lint-imports"
"$BIN/python" -c "from geoclaims.places.gazetteer import ensure_gazetteer; ensure_gazetteer()"
if [ -n "$left_out" ]; then
    exec "$BIN/python" -m pytest -m "not browser" "$@"
fi
exec "$BIN/python" -m pytest "$@"
