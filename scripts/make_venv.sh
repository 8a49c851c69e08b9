#!/bin/sh
# usage: make_venv.sh PYTHON FOLDER - a virtual environment; on Debian its package may have to be added first.
set -eu
if ! "$1" -c 'import sys; sys.exit(sys.version_info < (3, 11))'; then
    echo "geoclaims needs Python 3.11 or newer; $1 is $("$1" --version 2>&1). Name another: make PYTHON=python3.12 …" >&2
    exit 1
fi
if ! "$1" -c 'import ensurepip' 2>/dev/null; then
    if [ "$(id -u)" = 0 ] && command -v apt-get >/dev/null; then
        apt-get update -qq && apt-get install -y -qq python3-venv >/dev/null
    else
        echo "Python's venv module is missing: sudo apt-get install python3-venv" >&2
        exit 1
    fi
fi
"$1" -m venv "$2"
