"""The sample reports and the sample evidence, of our own invention."""

from importlib.resources import files
from pathlib import Path

from geoclaims.errors import InputError


def sample_folder() -> Path:
    """Where the samples lie: inside the installed package, or ``data/`` of a checkout.

    Raises InputError where neither is there.
    """
    package = Path(str(files("geoclaims")))
    for folder in (package / "sample_data", package.parent.parent / "data"):
        if (folder / "reports").is_dir():
            return folder
    raise InputError(f"{package}: the samples are missing; install geoclaims again")
