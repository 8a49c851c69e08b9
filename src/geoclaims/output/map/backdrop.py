"""What lies under the pins without a network: coasts, borders and a few towns."""

import json
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any


@dataclass(frozen=True, slots=True)
class Label:
    """A town to write on the backdrop; degrees in EPSG:4326."""

    name: str
    lat: float
    lon: float


@cache
def outlines() -> dict[str, Any]:
    """Coasts and borders of Natural Earth, as ``scripts/make_outlines.py`` made them."""
    text = files("geoclaims.output").joinpath("static", "outlines.json").read_text(encoding="utf-8")
    backdrop: dict[str, Any] = json.loads(text)
    return backdrop
