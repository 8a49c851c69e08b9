"""``doctor``: what works here and what doesn't."""

import importlib.util
import json
import os
import platform
import shutil
import sys
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Annotated, Literal

import typer

from geoclaims import __version__
from geoclaims.cli import console

_EXTRAS = {
    "trafilatura": ("html", "HTML pages"),
    "pypdf": ("pdf", "PDF files"),
    "docx": ("docs", "DOCX files"),
}
_BROWSERS = ("chromium", "chromium-headless-shell", "chromium-browser", "google-chrome")


@dataclass(frozen=True, slots=True)
class Check:
    """One thing looked at; ``missing`` is optional and says what it would bring."""

    what: str
    state: Literal["works", "missing", "broken"]
    detail: str


def doctor(
    as_json: Annotated[bool, typer.Option("--json", help="Print the checks as JSON.")] = False,
) -> None:
    """Say what works here and what doesn't."""
    checks = [_python(), *map(_extra, _EXTRAS), _gazetteer(), _data_folder(), _browser()]
    if as_json:
        sys.stdout.write(json.dumps([asdict(check) for check in checks], ensure_ascii=False, indent=1) + "\n")
    else:
        for check in checks:
            sys.stdout.write(f"{check.state:8} {check.what}: {check.detail}\n")
    if any(check.state == "broken" for check in checks):
        raise SystemExit(console.FAILED)


def _python() -> Check:
    return Check("geoclaims", "works", f"{__version__} on Python {platform.python_version()}")


def _extra(module: str) -> Check:
    extra, what = _EXTRAS[module]
    if importlib.util.find_spec(module):
        return Check(f"reading {what}", "works", f"by {module}")
    return Check(f"reading {what}", "missing", f"pip install 'geoclaims[{extra}]'")


def _gazetteer() -> Check:
    from geoclaims.errors import GazetteerError
    from geoclaims.places.gazetteer import default_path, open_gazetteer
    from geoclaims.places.gazetteer_files import other_files
    from geoclaims.settings import load_settings

    path = load_settings().gazetteer or default_path()
    if not path.exists():
        return Check(
            "gazetteer",
            "missing",
            f"not built yet; it is at first use, or by: geoclaims gazetteer build ({path})",
        )
    try:
        open_gazetteer(path)
    except GazetteerError as error:
        return Check("gazetteer", "broken", str(error))
    others = [f"{other.path.name}, {other.bytes / 1e6:.0f} MB" for other in other_files(path)]
    beside = f"; beside it, another version's and not used here: {'; '.join(others)}" if others else ""
    return Check("gazetteer", "works", f"{path}, {path.stat().st_size / 1e6:.0f} MB{beside}")


def _data_folder() -> Check:
    from geoclaims.places.gazetteer import default_path

    folder = default_path().parent
    existing: Path = next(p for p in (folder, *folder.parents) if p.exists())
    if not os.access(existing, os.W_OK):
        return Check(
            "data folder", "broken", f"{existing} is not writable; name another with GEOCLAIMS_GAZETTEER"
        )
    return Check("data folder", "works", f"{folder}, {shutil.disk_usage(existing).free / 1e9:.0f} GB free")


def _browser() -> Check:
    found = next((path for name in _BROWSERS if (path := shutil.which(name))), None)
    if found:
        return Check("browser for the tests", "works", found)
    return Check(
        "browser for the tests", "missing", "needed for browser tests alone: Debian's chromium-headless-shell"
    )
