"""A gazetteer of a few planted places, for tests of recognition and resolution apart from the data."""

from collections.abc import Sequence

from geoclaims.language import Annotation, annotate
from geoclaims.language.annotation import Name
from geoclaims.model import Document, Place, Toponym
from geoclaims.places.names import fold
from geoclaims.places.protocols import BoundingBox, Entry, Mention, NameKind
from geoclaims.places.resolve import PassResolver
from geoclaims.vocabulary import Feature


def entry(
    place_id: str,
    name: str,
    lat: float,
    lon: float,
    feature: Feature,
    country: str,
    admin1: str | None = None,
    population: int | None = None,
    *,
    called: str | None = None,
    kind: NameKind = "primary",
    capital_of: str | None = None,
    bbox: BoundingBox | None = None,
) -> Entry:
    """One entry; ``admin1`` is the code after the country's."""
    place = Place(place_id, name, lat, lon, feature, country, admin1, population, 5_000)
    admin1_id = f"admin1:{country}.{admin1}" if admin1 else None
    return Entry(place, called or name, kind, 1.0, admin1_id, None, bbox, capital_of)


PLANTED = (
    entry("c:AA", "Arvonia", 50.0, 30.0, "country", "AA", population=20_000_000),
    entry("c:AA", "Arvonia", 50.0, 30.0, "country", "AA", called="Arvonian", kind="demonym"),
    entry("c:BB", "Belmar", 10.0, 10.0, "country", "BB", population=9_000_000),
    entry("a:AA.1", "Dorsk", 48.0, 37.0, "admin1", "AA", "1", 2_000_000),
    entry("t:1", "Dorsk", 48.1, 37.1, "city", "AA", "1", 500_000),
    entry("t:2", "Milton", 48.2, 37.4, "city", "AA", "1", 9_000),
    entry("t:3", "Milton", 11.0, 11.0, "city", "BB", "4", 40_000),
    entry("t:4", "Vostrov", 50.4, 30.5, "city", "AA", "9", 2_000_000, capital_of="AA"),
    entry("t:5", "Lesna", 48.3, 37.2, "village", "AA", "1", 900),
    entry("t:6", "Lesna", -20.0, -60.0, "village", "CC", "2", 800),
    entry("t:7", "Quarry Hill", -21.0, -61.0, "village", "CC", "2", 700),
)


class PlantedGazetteer:
    """The planted places by folded name."""

    def __init__(self, entries: Sequence[Entry] = PLANTED) -> None:
        self._entries = entries

    def lookup(self, name: str, *, fuzzy: bool = False) -> Sequence[Entry]:
        """Entries of this name, most populous first."""
        found = [e for e in self._entries if fold(e.name) == fold(name)]
        return sorted(found, key=lambda e: -(e.place.population or 0))

    def knows(self, name: str) -> bool:
        """Whether there is an entry."""
        return bool(self.lookup(name))

    def get(self, place_id: str) -> Entry | None:
        """The first entry of this id."""
        return next((e for e in self._entries if e.place.id == place_id), None)


def annotated(text: str, **names: str) -> Annotation:
    """An annotation whose tagger knows just these names: ``annotated(text, LOC="Milton")``."""

    def tag(_: str, tokens: object, sentences: object) -> list[Name]:
        found = []
        for label, listed in names.items():
            for name in listed.split("|"):
                at = text.find(name)
                while at >= 0:
                    found.append(Name(at, at + len(name), name, label))  # type: ignore[arg-type]
                    at = text.find(name, at + 1)
        return sorted(found, key=lambda n: n.start)

    return annotate(text, tag)  # type: ignore[arg-type]


def resolved(text: str, *names: str, resolver: PassResolver | None = None) -> list[Toponym]:
    """The first occurrence of each name in the text, resolved over the planted places."""
    mentions = [Mention(text.index(n), text.index(n) + len(n), n, "literal") for n in names]
    resolver = resolver or PassResolver(PlantedGazetteer())
    return list(resolver.resolve(Document("d", text), annotate(text), mentions))
