"""The language in which the command line names places, and what the gazetteer lacks of it."""

from typing import TYPE_CHECKING, Annotated

import typer

from geoclaims.cli import console
from geoclaims.errors import GazetteerError

if TYPE_CHECKING:
    from geoclaims.output.place_names import PlaceNames
    from geoclaims.settings import Settings

NamesLanguage = Annotated[
    str | None,
    typer.Option(
        "--names-language",
        metavar="CODE",
        help="Name places in this language where the gazetteer can (uk, ar …); 'main' for its main names.",
    ),
]
_MOST_COUNTRIES = 5


def place_names(settings: "Settings") -> "PlaceNames | None":
    """The names under which places are shown; None without a language, or without a gazetteer.

    At first use the gazetteer is built for it, as it is for reading.
    """
    from geoclaims.cli.progress import gazetteer_progress
    from geoclaims.places.gazetteer import ensure_gazetteer
    from geoclaims.settings import place_names

    if settings.names_language is None:
        return None
    try:
        with gazetteer_progress() as progress:
            return place_names(settings, ensure_gazetteer(settings.gazetteer, progress))
    except GazetteerError as error:
        console.tell(f"places are named as they were read: {error}")
        return None


def tell_without(names: "PlaceNames | None", settings: "Settings") -> None:
    """Say how many of the places shown have no name in the language, and what would bring them."""
    if names is None or not names.without:
        return
    from geoclaims.places.gazetteer_files import default_path, file_meta
    from geoclaims.places.name_languages import language_name

    meta = file_meta(settings.gazetteer or default_path())
    countries = {country for country in names.without.values() if country}
    lacking = sorted(country for country in countries if f"added:{country}" not in meta)
    if "added:allCountries" in meta:
        lacking = []
    listed = " ".join(lacking[:_MOST_COUNTRIES]) + (" …" if len(lacking) > _MOST_COUNTRIES else "")
    console.tell(
        f"{len(names.without)} of {names.shown} places have no name in {language_name(names.language)} in "
        "the gazetteer and stand under its main name"
        + (f"; full lists bring more: geoclaims gazetteer add {listed}" if lacking else "")
    )
