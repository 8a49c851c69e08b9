"""Columns guessed by their headings: what a table of places is likely to be headed with."""

import pytest

from geoclaims.ui.column_guesses import Role, guess_column


@pytest.mark.parametrize(
    ("header", "role", "expected"),
    [
        (["id", "settlement", "country"], "place", "settlement"),
        (["id", "Place names", "Country"], "place", "Place names"),
        (["Country name", "Name"], "place", "Name"),
        (["Country name", "City"], "place", "City"),
        (["№", "Населений пункт", "Область", "Країна"], "place", "Населений пункт"),
        (["№", "Населений пункт", "Область", "Країна"], "admin1", "Область"),
        (["№", "Населений пункт", "Область", "Країна"], "country", "Країна"),
        (["lieu", "pays"], "country", "pays"),
        (["lugar", "país", "latitud"], "country", "país"),
        (["المكان", "البلد"], "country", "البلد"),
        (["–", "max", "lng"], "lon", "lng"),
        (["–", "days", "y"], "lat", "y"),
        (["–", "ISO3", "landmark"], "country", "ISO3"),
        (["id", "CountryCode", "PlaceName"], "country", "CountryCode"),
        (["id", "CountryCode", "PlaceName"], "place", "PlaceName"),
        (["–", "admin0Name_en", "admin1Name_en"], "admin1", "admin1Name_en"),
        (["–", "Latitude1", "GeoLongitude"], "lat", "Latitude1"),
        (["–", "Latitude1", "GeoLongitude"], "lon", "GeoLongitude"),
        (["–", "long description", "lng"], "lon", "lng"),
        (["–", "Land use", "iso3"], "country", "iso3"),
        (["–", "landmark", "village"], "country", "–"),  # nothing fits: the first, "none"
    ],
)
def test_a_heading_tells_what_a_column_holds(header: list[str], role: Role, expected: str) -> None:
    assert header[guess_column(header, role)] == expected
