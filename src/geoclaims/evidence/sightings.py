"""Datasets of things seen at a point: fires from orbit, geolocated footage, documented harm.

Sources: NASA FIRMS attribute tables (VIIRS, MODIS); the exports of GeoConfirmed, Bellingcat's
civilian-harm map and Eyes on Russia, which give a point and a day and no coded event type.
"""

import pyarrow as pa

from geoclaims.evidence.assemble import Draft
from geoclaims.evidence.rawtable import RawTable


def recognizes_firms(raw: RawTable) -> str | None:
    """Why these are fires seen from orbit, or None."""
    if raw.has("acq_date", "latitude", "longitude", "frp"):
        sensor = "VIIRS" if raw.has("bright_ti4") else "MODIS"
        return f"columns acq_date, acq_time, frp: FIRMS active fires ({sensor})"
    return None


def read_firms(raw: RawTable, why: str) -> Draft:
    """Fires: where something burned when a satellite passed. A fire says nothing of its cause."""
    columns = raw.columns
    return Draft(
        kind="firms",
        why=why,
        date=columns["acq_date"],
        lat=columns["latitude"],
        lon=columns["longitude"],
        category=_constant("fire", len(raw)),
        geo_precision=(None, {}, "exact"),
        citation="NASA FIRMS (LANCE), firms.modaps.eosdis.nasa.gov",
        licence="NASA open data, with acknowledgement",
        redistribution=True,
        notes=("a fire says nothing of its cause, and clouds hide fires",),
    )


def recognizes_geoconfirmed(raw: RawTable) -> str | None:
    """Why this is a GeoConfirmed export, or None."""
    if raw.has("date", "latitude", "longitude", "pluscode", "geolocation"):
        return "columns PlusCode, Geolocation, Faction: GeoConfirmed"
    return None


def read_geoconfirmed(raw: RawTable, why: str) -> Draft:
    """Footage whose place was found by volunteers."""
    columns = raw.columns
    return Draft(
        kind="geoconfirmed",
        why=why,
        id=columns.get("id"),
        date=columns["date"],
        lat=columns["latitude"],
        lon=columns["longitude"],
        category=_constant("geolocated footage", len(raw)),
        geo_precision=(None, {}, "exact"),
        text=raw.named(actor1="faction", source="source", note="description"),
        citation="GeoConfirmed, geoconfirmed.org",
    )


def recognizes_bellingcat(raw: RawTable) -> str | None:
    """Why this is Bellingcat's table of civilian harm, or None."""
    if raw.is_json and raw.has("id", "date", "latitude", "longitude", "location", "description", "sources"):
        return "fields location, description, sources, filters: Bellingcat civilian harm"
    return None


def read_bellingcat(raw: RawTable, why: str) -> Draft:
    """Documented harm to civilians; its points are blurred by up to 150 m on purpose."""
    columns = raw.columns
    return Draft(
        kind="bellingcat",
        why=why,
        id=columns["id"],
        date=columns["date"],
        lat=columns["latitude"],
        lon=columns["longitude"],
        category=_constant("civilian harm", len(raw)),
        geo_precision=(None, {}, "exact"),
        text=raw.named(location="location", note="description", source="sources"),
        citation="Bellingcat, Civilian Harm in Ukraine",
        notes=("points are blurred by up to 150 m on purpose",),
    )


def recognizes_eyes_on_russia(raw: RawTable) -> str | None:
    """Why this is an Eyes on Russia export, or None."""
    if raw.has("verifieddate", "latitude", "longitude") and (
        raw.has("violencelevel") or raw.has("categories")
    ):
        return "fields verifiedDate, categories, violenceLevel: Eyes on Russia"
    return None


def read_eyes_on_russia(raw: RawTable, why: str) -> Draft:
    """Verified footage; the day is the one the footage was verified for."""
    columns = raw.columns
    return Draft(
        kind="eyes_on_russia",
        why=why,
        id=columns.get("id"),
        date=columns["verifieddate"],
        lat=columns["latitude"],
        lon=columns["longitude"],
        category=_constant("verified footage", len(raw)),
        geo_precision=(None, {}, "exact"),
        country=columns.get("country"),
        text=raw.named(location="city", source="url", note="description"),
        citation="Eyes on Russia (Centre for Information Resilience), eyesonrussia.org",
    )


def _constant(value: str, count: int) -> pa.Array:
    return pa.array([value] * count, type=pa.string())
