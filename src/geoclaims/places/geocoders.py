"""Geocoders: a name, its country and division in; found, not found or failed out.

The local one asks the gazetteer. The online ones go through geopy and are opt-in, named,
held to the service's rate and cached on disk; they send the names asked for, and nothing else,
to the service. Failures are raised as ServiceError, never turned into "not found".
"""

import json
import sqlite3
import time
from collections.abc import Callable, Sequence
from contextlib import closing
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any, Literal, Protocol

from geoclaims.errors import ServiceError, ServiceRefusedError, ServiceUnavailableError, UsageError

Provider = Literal["gazetteer", "nominatim", "photon"]
ONLINE: tuple[Provider, ...] = ("nominatim", "photon")
SECONDS_BETWEEN: dict[str, float] = {"nominatim": 1.0, "photon": 1.0}
"""The services' own limits: https://operations.osmfoundation.org/policies/nominatim/ asks for 1/s."""
ATTRIBUTION = "© OpenStreetMap contributors, ODbL 1.0"
TRIES = 3
LONGEST_WAIT_S = 60.0


@dataclass(frozen=True, slots=True)
class Query:
    """What is asked: a name, and the country and first-order division it lies in, where known."""

    name: str
    country: str = ""
    admin1: str = ""


@dataclass(frozen=True, slots=True)
class Hit:
    """A place a geocoder offers, best first; ``score`` in 0–1."""

    id: str
    name: str
    lat: float
    lon: float
    country: str | None
    admin1: str | None
    feature: str
    uncertainty_m: int | None
    score: float


@dataclass(frozen=True, slots=True)
class Answer:
    """What came of a query: ``hit`` is None unless it is resolved; ``reason`` says why."""

    status: Literal["resolved", "ambiguous", "not_found"]
    hit: Hit | None
    reason: str


class Geocoder(Protocol):
    """Answers queries; raises ServiceError where it can't."""

    @property
    def name(self) -> str:
        """The provider's name."""
        ...

    def answer(self, query: Query) -> Answer:
        """Resolve one query."""
        ...


def online_geocoder(provider: Provider, user_agent: str, cache: Path) -> "CachedGeocoder":
    """A geocoder that asks an online service by way of geopy, at its pace, and remembers.

    ``user_agent`` names the user to the service, as its policy wants it. Raises UsageError
    where it is missing or the provider is unknown.
    """
    if provider not in ONLINE:
        raise UsageError(f"unknown provider {provider!r}; there are gazetteer, {', '.join(ONLINE)}")
    if len(user_agent.strip()) < 4:
        raise UsageError(
            f"{provider} wants to know who asks: give --user-agent, such as 'our-project (mail@example.org)'"
        )
    from geopy.geocoders import Nominatim, Photon

    service = (Nominatim if provider == "nominatim" else Photon)(user_agent=user_agent, timeout=20)
    return CachedGeocoder(PacedGeocoder(provider, GeopySearch(provider, service)), cache)


class Search(Protocol):
    """One request to a service: its raw hits, none for not found; raises ServiceError."""

    def __call__(self, query: Query) -> Sequence[Hit]:
        """Ask once."""
        ...


class GeopySearch:
    """A geopy geocoder as a ``Search``: geopy's errors become this package's, with their cause."""

    def __init__(self, provider: Provider, service: Any) -> None:
        self._provider = provider
        self._service = service

    def __call__(self, query: Query) -> Sequence[Hit]:
        """Ask geopy once; at most five hits."""
        from geopy import exc

        text = ", ".join(part for part in (query.name, query.admin1, query.country) if part)
        options: dict[str, Any] = {"exactly_one": False, "limit": 5, "language": "en"}
        if self._provider == "nominatim":
            options["addressdetails"] = True
        try:
            found = self._service.geocode(text, **options)
        except exc.GeocoderRateLimited as cause:
            after = cause.retry_after
            raise ServiceUnavailableError(f"{self._provider}: asked too often", after) from cause
        except (exc.GeocoderTimedOut, exc.GeocoderUnavailable) as cause:
            raise ServiceUnavailableError(f"{self._provider} doesn't answer: {_brief(cause)}") from cause
        except (
            exc.GeocoderAuthenticationFailure, exc.GeocoderInsufficientPrivileges,
            exc.GeocoderQuotaExceeded, exc.GeocoderQueryError, exc.ConfigurationError,
        ) as cause:  # fmt: skip
            raise ServiceRefusedError(f"{self._provider} refuses: {_brief(cause)}") from cause
        except exc.GeopyError as cause:
            raise ServiceError(f"{self._provider} failed: {_brief(cause)}") from cause
        try:
            return [_hit(self._provider, location) for location in found or ()]
        except (AttributeError, KeyError, TypeError, ValueError) as cause:
            raise ServiceError(f"{self._provider} answers in a way not understood: {cause!r}") from cause


def _brief(cause: Exception) -> str:
    """What went wrong, without the whole chain of causes that connection errors spell out."""
    text = str(cause).rpartition("(Caused by ")[2].rstrip(")'\"") or type(cause).__name__
    return text if len(text) <= 140 else f"{text[:139]}…"


def _hit(provider: Provider, location: Any) -> Hit:
    raw = location.raw
    details = raw.get("address") or raw.get("properties") or {}
    box = raw.get("boundingbox")
    importance = raw.get("importance")
    name = details.get("name") or str(location.address).split(",")[0]
    osm = f"{raw.get('osm_type') or details.get('osm_type')}/{raw.get('osm_id') or details.get('osm_id')}"
    country = details.get("country_code") or details.get("countrycode")
    return Hit(
        f"osm:{osm}", name, float(location.latitude), float(location.longitude),
        country.upper() if country else None, details.get("state") or None,
        str(raw.get("addresstype") or details.get("osm_value") or "other"),
        _half_diagonal_m([float(edge) for edge in box]) if box else None,
        round(float(importance), 3) if importance is not None else 0.5,
    )  # fmt: skip


def _half_diagonal_m(box: list[float]) -> int:
    import math

    south, north, west, east = box
    width = (east - west) * 111_320 * math.cos(math.radians((north + south) / 2))
    return round(math.hypot((north - south) * 111_320, width) / 2)


class PacedGeocoder:
    """Asks a service no faster than it allows, and again where it may answer later."""

    def __init__(
        self,
        provider: Provider,
        search: Search,
        *,
        sleep: Callable[[float], None] = time.sleep,
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        self.provider = provider
        self._search = search
        self._sleep = sleep
        self._clock = clock
        self._next = 0.0

    def hits(self, query: Query) -> Sequence[Hit]:
        """The service's hits; raises ServiceError once it has refused, or failed several times."""
        for attempt in range(TRIES):
            wait = self._next - self._clock()
            if wait > 0:
                self._sleep(wait)
            self._next = self._clock() + SECONDS_BETWEEN[self.provider]
            try:
                return self._search(query)
            except ServiceUnavailableError as error:
                if attempt == TRIES - 1:
                    raise
                pause = error.retry_after if error.retry_after is not None else 2.0 ** (attempt + 1)
                if pause > LONGEST_WAIT_S:
                    raise
                self._sleep(pause)
        raise AssertionError("unreachable")


class CachedGeocoder:
    """Remembers what a service found and what it did not find; never that it failed."""

    def __init__(self, paced: PacedGeocoder, cache: Path) -> None:
        self._paced = paced
        self._cache = cache
        try:
            cache.parent.mkdir(parents=True, exist_ok=True)
            with closing(sqlite3.connect(cache)) as connection, connection:
                connection.execute(
                    "CREATE TABLE IF NOT EXISTS hits "
                    "(query TEXT PRIMARY KEY, hits TEXT NOT NULL, at REAL NOT NULL)"
                )
        except (OSError, sqlite3.Error) as cause:
            raise self._unusable(cause) from cause

    @property
    def name(self) -> str:
        """The provider's name."""
        return self._paced.provider

    def answer(self, query: Query) -> Answer:
        """The service's best hit; two that differ in place and match alike are ambiguous."""
        hits = self._remembered(query)
        if hits is None:
            hits = list(self._paced.hits(query))
            self._remember(query, hits)
        if not hits:
            return Answer("not_found", None, f"{self.name} knows no such place")
        rival = next((h for h in hits[1:] if h.country != hits[0].country), None)
        if rival is not None and not query.country and rival.score >= hits[0].score * 0.8:
            return Answer(
                "ambiguous", None, f"{hits[0].name} ({hits[0].country}) or {rival.name} ({rival.country})"
            )
        return Answer("resolved", hits[0], f"best of {len(hits)} hits; {ATTRIBUTION}")

    def _remembered(self, query: Query) -> list[Hit] | None:
        try:
            with closing(sqlite3.connect(self._cache)) as connection:
                row = connection.execute(
                    "SELECT hits FROM hits WHERE query = ?", (self._key(query),)
                ).fetchone()
            return None if row is None else [Hit(**hit) for hit in json.loads(row[0])]
        except (sqlite3.Error, TypeError, ValueError) as cause:
            raise self._unusable(cause) from cause

    def _remember(self, query: Query, hits: Sequence[Hit]) -> None:
        text = json.dumps([asdict(hit) for hit in hits], ensure_ascii=False)
        try:
            with closing(sqlite3.connect(self._cache)) as connection, connection:
                connection.execute(
                    "INSERT OR REPLACE INTO hits VALUES (?, ?, ?)", (self._key(query), text, time.time())
                )
        except sqlite3.Error as cause:
            raise self._unusable(cause) from cause

    def _key(self, query: Query) -> str:
        return json.dumps([self.name, query.name, query.country, query.admin1], ensure_ascii=False)

    def _unusable(self, cause: Exception) -> ServiceError:
        return ServiceRefusedError(
            f"{self._cache}: what was asked before can't be read or kept ({cause}); delete it"
        )
