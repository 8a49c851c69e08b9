"""Places under the names that are shown: in the language chosen on the Settings page, where there are any.

The project itself, its decisions and what is compared keep the gazetteer's main names.
"""

from functools import lru_cache

from geoclaims.errors import GeoclaimsError
from geoclaims.model import Analysis, Claim, Place
from geoclaims.output.place_names import Called, PlaceNames, T
from geoclaims.ui import reading, workspace
from geoclaims.ui.words import place_label


def place_names() -> PlaceNames | None:
    """The names in the chosen language; None where none is chosen, or there is no gazetteer yet."""
    settings = workspace.settings()
    if settings.names_language is None:
        return None
    try:
        return _names(reading.gazetteer(settings), settings.names_language)
    except GeoclaimsError:
        return None


@lru_cache(maxsize=2)
def _names(gazetteer: Called, language: str) -> PlaceNames:
    return PlaceNames(gazetteer, language)  # remembers what it looked up


def names_key() -> tuple[str | None, str] | None:
    """Changes with the language and with the gazetteer: for what is drawn once and kept.

    Without a language too: settlements of a table of control lie where the gazetteer has them.
    """
    settings = workspace.settings()
    try:
        return settings.names_language, reading.gazetteer_version(settings)
    except GeoclaimsError:
        return None


def claim(value: Claim) -> Claim:
    """The claim as it is shown."""
    names = place_names()
    return names.claim(value) if names else value


def analysis(value: Analysis) -> Analysis:
    """The reading as it is shown."""
    names = place_names()
    return names.analysis(value) if names else value


def toponym(value: T) -> T:
    """A place name of a report as it is shown."""
    names = place_names()
    return names.toponym(value) if names else value


def label(value: Place) -> str:
    """A place of the gazetteer as it is shown, with all that tells it from its namesakes."""
    names = place_names()
    return place_label(names.place(value) if names else value)
