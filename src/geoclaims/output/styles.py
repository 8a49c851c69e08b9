"""The look of claims in QGIS: the same colours as the page, hollow and crossed as there."""

import xml.etree.ElementTree as ET
from collections.abc import Iterable

from geoclaims.output.families import (
    FAMILIES,
    HOLLOW_REALIS,
    HOLLOW_STANCES,
    OPEN_REALIS,
    OPEN_STANCES,
    TRIED_REALIS,
    Family,
)


def _among(column: str, values: Iterable[str]) -> str:
    listed = ", ".join(f"'{value}'" for value in sorted(values))
    return f'"{column}" IN ({listed})'


_DENIED = "(\"stance\" = 'denies' OR \"polarity\" = 'negative')"
_TRIED = _among("realis", TRIED_REALIS)
_OPEN = f"({_among('realis', OPEN_REALIS)} OR {_among('stance', OPEN_STANCES)})"
_HOLLOW = f"({_among('realis', HOLLOW_REALIS)} OR {_among('stance', HOLLOW_STANCES)})"

_DOCTYPE = "<!DOCTYPE qgis PUBLIC 'http://mrcc.com/qgis.dtd' 'SYSTEM'>\n"
_RULES = (
    ("struck", "denied", _DENIED),
    ("tried", "attempted", f"NOT {_DENIED} AND {_TRIED}"),
    ("open", "planned, ordered, threatened", f"NOT {_DENIED} AND NOT {_TRIED} AND {_OPEN}"),
    (
        "hollow",
        "possible, supposed, in general",
        f"NOT {_DENIED} AND NOT {_TRIED} AND NOT {_OPEN} AND {_HOLLOW}",
    ),
    ("solid", "said to have occurred", "ELSE"),
)


def claims_qml() -> str:
    """A QGIS style (QML) with a rule for each kind of source and each look."""
    qgis = ET.Element("qgis", version="3.28", styleCategories="Symbology")
    renderer = ET.SubElement(qgis, "renderer-v2", type="RuleRenderer", symbollevels="0", enableorderby="0")
    rules = ET.SubElement(renderer, "rules", key="claims")
    symbols = ET.SubElement(renderer, "symbols")
    for number, family in enumerate(FAMILIES):
        kinds = ", ".join(f"'{kind}'" for kind in family.kinds)
        outer = ET.SubElement(
            rules, "rule", key=family.id, label=family.label, filter=f'"source_kind" IN ({kinds})'
        )
        for offset, (look, label, condition) in enumerate(_RULES):
            symbol = str(number * len(_RULES) + offset)
            ET.SubElement(
                outer, "rule", key=f"{family.id}-{look}", label=label, filter=condition, symbol=symbol
            )
            symbols.append(_symbol(symbol, family, look))
    return _DOCTYPE + ET.tostring(qgis, encoding="unicode")


def layer_styles() -> dict[str, tuple[str, str]]:
    """For each layer of a GeoPackage its QGIS style (QML) and what the style says."""
    return {
        "claims": (
            claims_qml(),
            "Colour: kind of source. Half: attempted. Dashed: planned. Hollow: possible. Cross: denied.",
        ),
        "places": (_single("marker", "SimpleMarker", _PLACE), "Every place of every claim."),
        "areas": (_single("fill", "SimpleFill", _AREA), "Where a place may be: an outline, never filled."),
        "events": (_single("marker", "SimpleMarker", _EVENT), "Records of other datasets."),
    }


_PLACE = {"name": "circle", "color": "255,255,255,255", "outline_color": "85,97,110,255", "size": "1.4"}
_AREA = {"style": "no", "outline_color": "85,97,110,255", "outline_style": "dash", "outline_width": "0.3"}
_EVENT = {"name": "square", "color": "59,47,99,200", "outline_color": "251,250,247,255", "size": "1.8"}


def _single(kind: str, layer_class: str, options: dict[str, str]) -> str:
    qgis = ET.Element("qgis", version="3.28", styleCategories="Symbology")
    renderer = ET.SubElement(qgis, "renderer-v2", type="singleSymbol", symbollevels="0", enableorderby="0")
    symbols = ET.SubElement(renderer, "symbols")
    symbol = ET.SubElement(symbols, "symbol", name="0", type=kind, alpha="1", clip_to_extent="1")
    _layer(symbol, layer_class, options)
    return _DOCTYPE + ET.tostring(qgis, encoding="unicode")


def _layer(symbol: ET.Element, layer_class: str, options: dict[str, str]) -> None:
    layer = ET.SubElement(symbol, "layer", {"class": layer_class, "enabled": "1", "pass": "0", "locked": "0"})
    holder = ET.SubElement(layer, "Option", type="Map")
    for key, value in options.items():
        ET.SubElement(holder, "Option", name=key, value=value, type="QString")


def _symbol(name: str, family: Family, look: str) -> ET.Element:
    symbol = ET.Element("symbol", name=name, type="marker", alpha="1", clip_to_extent="1")
    colour = _rgba(family.colour)
    options = {
        "name": "cross_fill" if look == "struck" else "circle",
        "color": colour if look == "solid" else "255,255,255,255",
        "outline_color": "28,39,51,255" if look == "solid" else colour,
        "outline_style": "dash" if look == "open" else "solid",
        "outline_width": "0.2" if look == "solid" else "0.6",
        "size": "3.4",
    }
    _layer(symbol, "SimpleMarker", options)
    if look == "tried":
        half = {"name": "semi_circle", "angle": "180", "color": colour, "outline_style": "no", "size": "3.4"}
        _layer(symbol, "SimpleMarker", half)
    return symbol


def _rgba(colour: str) -> str:
    return ",".join(str(int(colour[first : first + 2], 16)) for first in (1, 3, 5)) + ",255"
