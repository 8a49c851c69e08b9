"""Where GeoNames' country files come from: the download site, a mirror, a folder or a file.

A download goes to a ``.part`` file that the next try goes on with, and is moved into place when
it is whole.
"""

import hashlib
import json
import urllib.error
import urllib.request
import zipfile
import zlib
from collections.abc import Callable, Mapping
from http.client import HTTPException
from pathlib import Path
from typing import IO, Any, Protocol
from urllib.parse import urlsplit

from geoclaims.errors import ServiceError, ServiceUnavailableError, TableError, UsageError
from geoclaims.places.gazetteer_add import EVERYWHERE, CountryDump

try:
    import fcntl
except ImportError:  # not on Windows, where a file that is open can't be replaced anyway
    fcntl = None  # type: ignore[assignment]

DOWNLOAD_SITE = "https://download.geonames.org/export/dump"
USER_AGENT = "geoclaims (gazetteer add)"
TIMEOUT_S = 60
_CHUNK = 1 << 18

Progress = Callable[[str, float], None]


class Response(Protocol):
    """What is used of an HTTP response."""

    status: int
    headers: Any

    def read(self, amount: int, /) -> bytes:
        """The next bytes, none at the end."""
        ...

    def close(self) -> None:
        """Let go of the connection."""
        ...


Opener = Callable[[str, Mapping[str, str]], Response]


def open_url(url: str, headers: Mapping[str, str]) -> Response:
    """Open a URL with request headers; raises urllib's errors."""
    request = urllib.request.Request(url, headers={"User-Agent": USER_AGENT, **headers})
    response: Response = urllib.request.urlopen(request, timeout=TIMEOUT_S)
    return response


def country_dump(
    country: str,
    source: str | None,
    cache: Path,
    *,
    opener: Opener = open_url,
    progress: Progress | None = None,
) -> CountryDump:
    """The files of a country (ISO code, or ``allCountries``) from where they are.

    ``source`` is None for GeoNames' download site, the address of a mirror of its
    ``export/dump``, a folder with ``XX.zip`` or ``XX.txt`` (alternate names in
    ``alternatenames/``), or such a file. Raises UsageError for a code that can't be one, TableError
    where a local file is missing, ServiceError where a download fails.
    """
    code = country if country == EVERYWHERE else country.upper()
    if code != EVERYWHERE and not (len(code) == 2 and code.isascii() and code.isalpha()):
        raise UsageError(f"{country!r} is no ISO country code; give codes such as UA SD, or {EVERYWHERE}")
    names_file = "alternateNamesV2.zip" if code == EVERYWHERE else f"alternatenames/{code}.zip"
    if source is None or "://" in source:
        base = (source or DOWNLOAD_SITE).rstrip("/")
        if urlsplit(base).scheme not in ("http", "https"):
            raise UsageError(f"{source}: only http and https addresses can be fetched from")
        folder = cache / hashlib.sha256(base.encode()).hexdigest()[:12]
        shown = f"{base}/{code}.zip"
        try:
            places = download(shown, folder / f"{code}.zip", opener, progress)
        except FileNotFoundError as cause:
            raise ServiceError(f"{shown}: the server has no such file; is {code} an ISO code?") from cause
        try:
            names = download(f"{base}/{names_file}", folder / names_file, opener, progress)
        except FileNotFoundError:
            names = None
    else:
        places, names = _local(Path(source), code, names_file)
        shown = str(places)
    sums = {places.name: sha256_of(places)}
    if names is not None:
        sums[f"alternatenames/{names.name}"] = sha256_of(names)
    return CountryDump(code, places, names, shown, sums)


def _local(source: Path, code: str, names_file: str) -> tuple[Path, Path | None]:
    if source.is_file():
        return source, _first(source.parent / names_file, source.parent / names_file.replace(".zip", ".txt"))
    places = _first(source / f"{code}.zip", source / f"{code}.txt")
    if places is None:
        raise TableError(f"{source}: no {code}.zip and no {code}.txt there")
    return places, _first(source / names_file, source / names_file.replace(".zip", ".txt"))


def _first(*paths: Path) -> Path | None:
    return next((path for path in paths if path.is_file()), None)


def sha256_of(path: Path) -> str:
    """The SHA-256 of a file's bytes, in hexadecimal."""
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def download(url: str, target: Path, opener: Opener = open_url, progress: Progress | None = None) -> Path:
    """Fetch a zip file to ``target``, going on with what an earlier try left.

    A file that is there already, and is as it came, is fetched again only where the server has a
    newer one. Raises FileNotFoundError where the server has no such file, ServiceUnavailableError where
    it can't be reached, stops midway or is being asked by another process, ServiceError where what
    came is no whole zip file.
    """
    target.parent.mkdir(parents=True, exist_ok=True)
    part, notes = target.with_name(target.name + ".part"), target.with_name(target.name + ".json")
    known = _notes(notes)
    offset = part.stat().st_size if part.is_file() and known.get("etag") else 0
    headers: dict[str, str] = {}
    if offset:
        headers = {"Range": f"bytes={offset}-", "If-Range": known["etag"]}
    elif target.is_file() and known.get("etag") and known.get("sha256") == sha256_of(target):
        headers = {"If-None-Match": known["etag"]}
    try:
        response = opener(url, headers)
    except urllib.error.HTTPError as error:
        if error.code == 304:
            return target
        if error.code == 404:
            raise FileNotFoundError(url) from error
        if error.code == 416:  # nothing is left to fetch, or the part is longer than the file: begin anew
            if _damage(part) is None:
                return _kept(part, notes, target)
            part.unlink(missing_ok=True)
        raise ServiceUnavailableError(f"{url}: the server answers {error.code}; try again later") from error
    except (OSError, HTTPException) as cause:
        raise ServiceUnavailableError(
            f"{url}: can't be reached ({cause}); with a local copy: --from FOLDER"
        ) from cause
    try:
        whole = _receive(response, part, notes, offset, url, progress)
    except (OSError, HTTPException) as cause:
        raise ServiceUnavailableError(
            f"{url}: the download stopped ({cause}); run again to go on from there"
        ) from cause
    finally:
        response.close()
    size = part.stat().st_size
    if whole is not None and size < whole:
        raise ServiceUnavailableError(
            f"{url}: the download stopped at {size:,} of {whole:,} bytes; run again to go on from there"
        )
    damage = _damage(part)
    if damage is not None:
        part.unlink()
        raise ServiceError(f"{url}: {damage}; run again, or check that the address is that of export/dump")
    return _kept(part, notes, target)


def _kept(part: Path, notes: Path, target: Path) -> Path:
    notes.write_text(json.dumps(_notes(notes) | {"sha256": sha256_of(part)}), "utf-8")
    part.replace(target)
    return target


def _damage(path: Path) -> str | None:
    """What is wrong with a zip file, by its own checksums."""
    try:
        with zipfile.ZipFile(path) as archive:
            torn = archive.testzip()
    except (zipfile.BadZipFile, zlib.error, EOFError):
        return "what came is no zip file"
    return None if torn is None else f"{torn} in the zip file is damaged"


def _receive(
    response: Response, part: Path, notes: Path, offset: int, url: str, progress: Progress | None
) -> int | None:
    resumed = response.status == 206
    start = offset if resumed else 0
    length = response.headers.get("Content-Length")
    whole = start + int(length) if length is not None else None
    etag = response.headers.get("ETag") or response.headers.get("Last-Modified")
    notes.write_text(json.dumps({"url": url, "etag": etag}), "utf-8")
    with part.open("ab") as file:
        _lock(file, url)
        file.truncate(start)
        done = start
        while chunk := response.read(_CHUNK):
            file.write(chunk)
            done += len(chunk)
            if progress is not None:
                progress(f"{url.rsplit('/', 1)[-1]} {done / 1e6:.1f} MB", done / whole if whole else 0.0)
    return whole


def _lock(file: IO[bytes], url: str) -> None:
    """Keep two processes from writing into one file, where the system can."""
    if fcntl is None:
        return
    try:
        fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError as cause:
        raise ServiceUnavailableError(
            f"{url}: is being downloaded by another process; wait for it"
        ) from cause


def _notes(path: Path) -> dict[str, str]:
    try:
        found = json.loads(path.read_text("utf-8"))
    except (OSError, ValueError):
        return {}
    return found if isinstance(found, dict) else {}
