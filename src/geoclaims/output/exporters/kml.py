"""KML 2.2 for Google Earth and My Maps: styled pins, TimeSpan, and the doubt in every description."""

import xml.etree.ElementTree as ET
from collections.abc import Iterable, Iterator

from geoclaims.model import Claim
from geoclaims.output import wording
from geoclaims.output.escape import html_text, xml_text
from geoclaims.output.families import FAMILIES, Look, family_of, look_of
from geoclaims.output.provenance import Provenance
from geoclaims.output.rows import claim_row

NAMESPACE = "http://www.opengis.net/kml/2.2"
MY_MAPS_LIMIT = 2000
"""Placemarks that Google My Maps takes in one file."""
_DATA = (
    "id", "source_kind", "source_side", "cue", "via", "event_type", "realis", "polarity", "stance",
    "place_written", "place_name", "place_id", "uncertainty_m", "date_start", "date_end", "date_precision",
    "title", "publisher", "published", "url",
)  # fmt: skip
# Icons are the program's own: a KML that named icons on the web would make requests.
_OPACITY: dict[Look, str] = {"solid": "ff", "tried": "c0", "open": "90", "hollow": "60", "struck": "40"}


def text_parts(claims: Iterable[Claim], provenance: Provenance) -> Iterator[str]:
    """One KML document, claim by claim; a claim without a place is a placemark without a point."""
    yield '<?xml version="1.0" encoding="UTF-8"?>\n'
    yield f'<kml xmlns="{NAMESPACE}"><Document>\n'
    yield _element("name", "Claimed events, unverified") + "\n"
    yield _element("description", html_text(provenance.as_line())) + "\n"
    for style in _styles():
        yield ET.tostring(style, encoding="unicode") + "\n"
    for claim in claims:
        yield ET.tostring(_placemark(claim), encoding="unicode") + "\n"
    yield "</Document></kml>\n"


def _styles() -> Iterator[ET.Element]:
    for family in FAMILIES:
        for look, opacity in _OPACITY.items():
            style = ET.Element("Style", id=f"{family.id}-{look}")
            icon = ET.SubElement(style, "IconStyle")
            red, green, blue = family.colour[1:3], family.colour[3:5], family.colour[5:7]
            ET.SubElement(icon, "color").text = opacity + blue + green + red
            ET.SubElement(icon, "scale").text = "1.1" if look == "solid" else "0.9"
            yield style


def _placemark(claim: Claim) -> ET.Element:
    row = claim_row(claim)
    placemark = ET.Element("Placemark")
    place = row["place_written"] or "no place given"
    ET.SubElement(placemark, "name").text = xml_text(f"{place}: {wording.claimed_by(claim)}")
    ET.SubElement(placemark, "description").text = _description(claim)
    begin, end = row["date_start"], row["date_end"]
    if begin or end:
        span = ET.SubElement(placemark, "TimeSpan")
        for tag, day in (("begin", begin), ("end", end)):
            if day:
                ET.SubElement(span, tag).text = day
    ET.SubElement(placemark, "styleUrl").text = f"#{family_of(claim).id}-{look_of(claim)}"
    data = ET.SubElement(placemark, "ExtendedData")
    for column in _DATA:
        if row[column] is not None:
            item = ET.SubElement(data, "Data", name=column)
            ET.SubElement(item, "value").text = xml_text(row[column])
    if row["lat"] is not None:
        point = ET.SubElement(placemark, "Point")
        ET.SubElement(point, "coordinates").text = f"{row['lon']},{row['lat']},0"
    return placemark


def _description(claim: Claim) -> str:
    """HTML, as viewers take it: escaped once here and once more by the XML writer."""
    lines = [
        wording.claimed_by(claim),
        f"{wording.EVENT_TYPE_LABELS[claim.event.type]}; {wording.said_text(claim)}",
        wording.time_text(claim.time),
        f"“{claim.text}”",
    ]
    return "<br>".join(html_text(line) for line in lines)


def _element(tag: str, text: str) -> str:
    element = ET.Element(tag)
    element.text = text
    return ET.tostring(element, encoding="unicode")
