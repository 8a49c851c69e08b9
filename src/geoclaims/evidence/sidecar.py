"""``FILE.toml`` beside a dataset: what its owner says of it (licence, citation, may it be shown?)."""

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from pathlib import Path
from typing import Any

from geoclaims.errors import DatasetError
from geoclaims.evidence.countries import country_code
from geoclaims.evidence.plain import ColumnMapping
from geoclaims.evidence.tables import DatasetInfo, Embargo


@dataclass(frozen=True, slots=True)
class Sidecar:
    """The statements of one TOML file; None where it says nothing."""

    title: str | None = None
    licence: str | None = None
    citation: str | None = None
    redistribution: bool | None = None
    mapping: ColumnMapping | None = None
    stated: Mapping[str, str] = field(default_factory=dict)
    """What a map of control leaves out: its date, controller, remainder or alignment."""
    covered: tuple[date, date] | None = None
    """``covered = [2025-11-01, 2025-12-31]``: the period the rows were asked for."""
    countries: frozenset[str] = frozenset()
    """``countries = ["UA"]``: the countries that were asked for as a whole, as alpha-2 codes."""
    unobserved: frozenset[date] = frozenset()
    """``unobserved = [2025-12-01, …]``: days on which nothing could be seen."""
    embargo: Embargo | None = None
    """``embargo = 2024-12-01`` (the last day given out), or ``true`` where that day is not known."""
    extra: tuple[str, ...] = field(default=())
    """Keys that are not understood, to be told and not ignored in silence."""


def sidecar_path(dataset: Path) -> Path:
    """``export.csv`` → ``export.csv.toml``."""
    return dataset.with_name(dataset.name + ".toml")


def read_sidecar(dataset: Path) -> Sidecar:
    """The TOML file beside a dataset, or an empty one where there is none.

    Raises DatasetError where it is there but can't be read or holds a value of the wrong kind.
    """
    path = sidecar_path(dataset)
    if not path.is_file():
        return Sidecar()
    try:
        data = tomllib.loads(path.read_text(encoding="utf-8"))
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError) as cause:
        raise DatasetError(f"{path}: not readable TOML ({cause})") from cause
    return sidecar_from(data, path)


def sidecar_from(data: dict[str, Any], path: Path) -> Sidecar:
    """The statements in a parsed TOML file. Raises DatasetError for a value of the wrong kind."""
    texts = {key: data.pop(key, None) for key in ("title", "licence", "citation")}
    for key, value in texts.items():
        if value is not None and not isinstance(value, str):
            raise DatasetError(f"{path}: {key} must be a text in quotes")
    redistribution = data.pop("redistribution", None)
    if redistribution is not None and not isinstance(redistribution, bool):
        raise DatasetError(f"{path}: redistribution must be true or false, without quotes")
    columns, types = data.pop("columns", None), data.pop("types", {})
    precision = data.pop("geo_precision", "unstated")
    for key, value in (("columns", columns or {}), ("types", types)):
        if not isinstance(value, dict) or not all(isinstance(v, str) for v in value.values()):
            raise DatasetError(f"{path}: [{key}] must hold texts in quotes")
    said = columns or types or precision != "unstated"
    mapping = ColumnMapping(columns or {}, types, precision) if said else None
    stated = _stated(data, path)
    unobserved = data.pop("unobserved", [])
    if not isinstance(unobserved, list) or not all(type(day) is date for day in unobserved):
        raise DatasetError(f"{path}: unobserved must be a list of dates without quotes, as 2025-12-01")
    return Sidecar(
        **texts,
        redistribution=redistribution,
        mapping=mapping,
        stated=stated,
        covered=_covered(data.pop("covered", None), path),
        countries=_countries(data.pop("countries", []), path),
        unobserved=frozenset(unobserved),
        embargo=_embargo(data.pop("embargo", False), path),
        extra=tuple(data),
    )


def _covered(days: object, path: Path) -> tuple[date, date] | None:
    if days is None:
        return None
    if isinstance(days, list) and len(days) == 2 and all(type(day) is date for day in days):
        first, last = days
        if first <= last:
            return first, last
    raise DatasetError(
        f"{path}: covered must be the first and last day without quotes, as [2025-11-01, 2025-12-31]"
    )


def _embargo(said: object, path: Path) -> Embargo | None:
    if isinstance(said, bool):
        return Embargo(None) if said else None
    if type(said) is date:
        return Embargo(said)
    raise DatasetError(
        f"{path}: embargo must be the last day that is given out, as 2024-12-01, or true where none is stated"
    )


def _countries(names: object, path: Path) -> frozenset[str]:
    if not isinstance(names, list) or not all(isinstance(name, str) for name in names):
        raise DatasetError(f'{path}: countries must be a list of names or codes in quotes, as ["UA"]')
    codes = {name: country_code(name) for name in names}
    if unknown := [name for name, code in codes.items() if code is None]:
        raise DatasetError(f"{path}: countries: {unknown[0]!r} is no country's name or code")
    return frozenset(code for code in codes.values() if code)


def _stated(data: dict[str, Any], path: Path) -> dict[str, str]:
    stated = {k: data.pop(k) for k in ("controller", "remainder", "alignment") if k in data}
    if not all(isinstance(value, str) for value in stated.values()):
        raise DatasetError(f"{path}: controller, remainder and alignment must be texts in quotes")
    day = data.pop("date", None)
    if day is not None and type(day) is not date:
        raise DatasetError(f"{path}: date must be a date without quotes, as 2025-12-01")
    return stated | ({"date": day.isoformat()} if day else {})


def with_sidecar(info: DatasetInfo, sidecar: Sidecar) -> DatasetInfo:
    """What the dataset's owner says takes precedence over what its kind implies."""
    told = [f"{sidecar_path(info.path).name}: {key!r} is not understood" for key in sidecar.extra]
    shown = info.redistribution if sidecar.redistribution is None else sidecar.redistribution
    if shown and not info.redistribution and info.licence and not sidecar.licence:
        shown = False
        told.append(
            f"redistribution = true is not followed: such rows stand under {info.licence!r}; where these are "
            "one's own, state their licence too"
        )
    covered = sidecar.covered
    if covered and info.as_of and info.as_of < covered[1]:
        told.append(
            f"covered ends {covered[1]}, but no row was updated after {info.as_of}: later days are taken as "
            "not covered"
        )
        covered = (covered[0], max(covered[0], info.as_of))
    return replace(
        info,
        title=sidecar.title,
        licence=sidecar.licence or info.licence,
        citation=sidecar.citation or info.citation,
        redistribution=shown,
        covered=covered,
        whole_countries=sidecar.countries,
        unobserved=sidecar.unobserved,
        embargo=sidecar.embargo or info.embargo,
        notes=(*info.notes, *told),
    )
