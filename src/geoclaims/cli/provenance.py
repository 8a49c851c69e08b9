"""What a page or export of this run says of its making: gazetteer, settings, citations."""

from contextlib import closing
from typing import TYPE_CHECKING

from geoclaims.errors import GazetteerError

if TYPE_CHECKING:
    from geoclaims.output.provenance import Provenance
    from geoclaims.settings import Settings


def provenance_of(settings: "Settings") -> "Provenance":
    """The gazetteer's version and sources and the settings in force; without a gazetteer, only these."""
    from geoclaims.output.provenance import Provenance
    from geoclaims.places.gazetteer import open_gazetteer

    line = settings.as_line()
    try:
        gazetteer = open_gazetteer(settings.gazetteer)
    except GazetteerError:
        return Provenance(settings=line)
    with closing(gazetteer):
        meta = gazetteer.meta
        version = f"{meta.get('places')} places, built {meta.get('built', '')[:10]}"
        sources = tuple(value for key, value in sorted(meta.items()) if key.startswith("source:"))
        return Provenance(gazetteer=version, settings=line, citations=sources)
