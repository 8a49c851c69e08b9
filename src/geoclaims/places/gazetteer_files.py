"""Where gazetteer files lie, and which there are."""

import os
import sqlite3
from dataclasses import dataclass
from pathlib import Path

from geoclaims.places.gazetteer_schema import contents_mark


def default_path() -> Path:
    """Where the gazetteer is: GEOCLAIMS_GAZETTEER, else in the user's data folder.

    The default file's name carries the mark of what it is built from, so that installs with other
    tables live side by side and none builds over another's.
    """
    chosen = os.environ.get("GEOCLAIMS_GAZETTEER")
    if chosen:
        return Path(chosen).expanduser()
    from platformdirs import user_data_path  # a look into the system that many calls don't need

    return user_data_path("geoclaims", appauthor=False) / _default_name()


def _default_name() -> str:
    return f"gazetteer-{contents_mark()[:8]}.sqlite"


@dataclass(frozen=True, slots=True)
class OtherFile:
    """A gazetteer beside the default one, made from other tables; ``added`` as one would add it again."""

    path: Path
    bytes: int
    built: str
    added: tuple[str, ...]


def other_files(path: Path) -> tuple[OtherFile, ...]:
    """The gazetteers of other installs or versions beside a default one, the newest first."""
    if path.name != _default_name():
        return ()
    found = []
    for other in path.parent.glob("gazetteer*.sqlite"):
        meta = {} if other == path else file_meta(other)
        if meta:
            added = sorted(key.removeprefix("added:") for key in meta if key.startswith("added:"))
            found.append(OtherFile(other, other.stat().st_size, meta.get("built", ""), tuple(added)))
    return tuple(sorted(found, key=lambda file: file.built, reverse=True))


def file_meta(path: Path) -> dict[str, str]:
    """What a file says of itself; nothing where it can't be read."""
    try:
        connection = sqlite3.connect(f"{path.absolute().as_uri()}?mode=ro", uri=True)
        try:
            return dict(connection.execute("SELECT key, value FROM meta"))
        finally:
            connection.close()
    except sqlite3.Error:
        return {}
