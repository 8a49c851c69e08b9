"""What every page and export says of itself: when and with what it was made, and whom to cite."""

from collections.abc import Callable
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime

from geoclaims import __version__

UNVERIFIED = (
    "Claims as reported, unverified: who says what happened where. A record of another dataset nearby is no"
    " proof, and a missing record is no disproof."
)
GEONAMES = "Place names and positions: GeoNames (https://www.geonames.org), CC BY 4.0"

PRIVATE = "PRIVATE, not to be shared"


@dataclass(frozen=True, slots=True)
class Provenance:
    """The making of a page or export; ``citations`` name sources with their licences."""

    made_at: datetime = field(default_factory=lambda: datetime.now(UTC).replace(microsecond=0))
    gazetteer: str | None = None
    """The gazetteer's version, as it names itself."""
    settings: str | None = None
    """The settings in force, in one line."""
    citations: tuple[str, ...] = (GEONAMES,)
    filters: str | None = None
    """The filters that left some claims out, in one line; None where all are there."""
    private: bool = False
    """Whether names or rows are inside that may not be handed round."""

    @property
    def software(self) -> str:
        """The program and its version."""
        return f"geoclaims {__version__}"

    def said_as(self, reworded: Callable[[str], str]) -> "Provenance":
        """The same with each line that a person wrote reworded: the filters and the settings."""
        lines = (self.filters, self.settings)
        filters, settings = (reworded(line) if line else line for line in lines)
        return replace(self, filters=filters, settings=settings)

    def as_record(self) -> dict[str, str | list[str] | None]:
        """All of it as JSON-ready values."""
        return {
            "software": self.software,
            "made_at": self.made_at.isoformat(),
            "note": UNVERIFIED,
            "gazetteer": self.gazetteer,
            "settings": self.settings,
            "filters": self.filters,
            "citations": list(self.citations),
            **({"private": PRIVATE} if self.private else {}),
        }

    def as_line(self) -> str:
        """All of it in one line, for formats that have no place of their own for it."""
        parts = [self.software, self.made_at.date().isoformat()]
        if self.gazetteer:
            parts.append(f"gazetteer {self.gazetteer}")
        if self.settings:
            parts.append(self.settings)
        if self.filters:
            parts.append(f"filters {self.filters}")
        if self.private:
            parts.insert(0, PRIVATE)
        return " · ".join([*parts, *self.citations, "claims are unverified"])
