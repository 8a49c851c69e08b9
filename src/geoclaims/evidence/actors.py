"""Whether a claim and a record name the same parties, by words and a small alias table."""

import re
import tomllib
import unicodedata
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from importlib.resources import files

from geoclaims.evidence.countries import country_code
from geoclaims.model import Claim
from geoclaims.vocabulary import ActorAgreement, Bearing

STATE, CIVILIAN = "State forces", ("Civilians", "Protesters", "Rioters")
REGAINS, OVERTAKES = "government regains territory", "non-state actor overtakes territory"


@dataclass(frozen=True, slots=True)
class ActorTable:
    """Words that name no party, and words that name the same one."""

    generic: frozenset[str]
    phrases: Mapping[str, str]
    known: frozenset[str]
    """Words that name a party for certain; others might be anything."""


@lru_cache(maxsize=1)
def load_actors() -> ActorTable:
    """The table shipped with the package."""
    text = files("geoclaims.evidence").joinpath("actors.toml").read_text(encoding="utf-8")
    data = tomllib.loads(text)
    stands_for: dict[str, str] = data["stands_for"]
    phrases = {_folded(a): stands_for.get(name, name) for name, many in data["parties"].items() for a in many}
    phrases |= {name: stands_for.get(name, name) for name in data["parties"]}
    phrases |= stands_for
    phrases |= {_folded(adjective): country for adjective, country in data["demonyms"].items()}
    known = frozenset(phrases.values())
    return ActorTable(frozenset(data["generic"]), phrases, known)


@lru_cache(maxsize=65536)
def party_words(text: str) -> frozenset[str]:
    """The words of an actor's name that tell parties apart, aliases made one.

    ``Military Forces of Ukraine (2019-)`` and ``Ukrainian troops`` both give {ukraine};
    ``troops`` gives nothing, and civilians are no party.
    """
    table = load_actors()
    if re.match(r"(?i)\s*(civilians?|protesters?|rioters?)\b", text):
        return frozenset()
    folded = _folded(re.sub(r"\(.*?\)", " ", text))
    words: set[str] = set()
    for phrase in sorted((p for p in table.phrases if " " in p), key=len, reverse=True):
        if re.search(rf"\b{re.escape(phrase)}\b", folded):
            words.add(table.phrases[phrase])
            folded = re.sub(rf"\b{re.escape(phrase)}\b", " ", folded)
    for word in folded.split():
        if word not in table.generic and not word.isdigit():
            words.add(table.phrases.get(word, word))
    return frozenset(words)


def compare_actors(
    claim: Claim,
    category: str,
    actors: Sequence[str | None],
    inter: Sequence[str | None],
    country: str | None = None,
    *,
    directional: bool = False,
) -> ActorAgreement:
    """``same``, ``opposite`` (the record has the claimed victim doing it), ``different`` or ``unknown``.

    ``actors`` are the record's two and ``inter`` the kind of each, where the dataset tells it, as is the
    ``country`` it lies in. Of a ``directional`` record, that may be of either side's gain, nothing is known
    by its naming both.
    """
    doers = _words(tuple(span.text for span in claim.event.actors))
    targets = _words(tuple(span.text for span in claim.event.targets))
    gainers = gaining_parties(category, actors, inter, country)
    recorded = _words(tuple(name for name in actors if name))
    if gainers is not None:
        losers = recorded - gainers
        if doers & gainers and not doers & losers:
            return "same"
        if (doers & losers and not doers & gainers) or (targets & gainers and not targets & losers):
            return "opposite"
        return "unknown"
    if not recorded or not (doers or targets):
        return "unknown"
    if doers & recorded:
        return "unknown" if directional and recorded - doers else "same"
    if targets & recorded:
        if not doers & load_actors().known:
            return "same"
        others = recorded - targets
        if not others:
            return "opposite"
        return "different" if others & load_actors().known else "unknown"
    certain = load_actors().known | recorded
    return "different" if doers & certain and recorded & load_actors().known else "unknown"


def gaining_parties(
    category: str, actors: Sequence[str | None], inter: Sequence[str | None], country: str | None = None
) -> frozenset[str] | None:
    """Who took the place, where the record's category and the kinds of its actors say it; else None.

    ACLED's actor order has no direction, its sub-event type has: a government *regains*,
    a non-state actor (or a foreign state, coded as an external force) *overtakes*. Between the forces of
    two states the government is that of the country the record lies in.
    """
    label = category.rsplit(": ", 1)[-1].lower()
    if label not in (REGAINS, OVERTAKES):
        return None
    both = zip(actors, inter, strict=True)
    fighting = [(name, kind) for name, kind in both if name and kind and kind not in CIVILIAN]
    governments = [name for name, kind in fighting if kind == STATE]
    if len(governments) > 1:
        code = country_code(country or "")
        governments = [name for name in governments if code and code in _countries_of(name)]
        if len(governments) != 1:
            return None
    taking = [name for name, _ in fighting if (name in governments) == (label == REGAINS)]
    if len(taking) != 1:
        return None
    return party_words(taking[0])


def _countries_of(actor: str) -> frozenset[str | None]:
    """The alpha-2 codes of the countries an actor's name speaks of."""
    return frozenset(country_code(word) for word in party_words(actor))


def bearing_of(type_and_place_same: bool, directional: bool, actors: ActorAgreement) -> Bearing:
    """Whether a record agrees with a claim, opposes it, or leaves it open.

    Only a record of the same kind in the same settlement can do the one or the other.
    """
    if directional and actors == "opposite" and type_and_place_same:
        return "opposes"
    if not type_and_place_same or actors in ("opposite", "different"):
        return "unclear"
    return "agrees" if actors == "same" or not directional else "unclear"


@lru_cache(maxsize=65536)
def _words(names: tuple[str, ...]) -> frozenset[str]:
    found: set[str] = set()
    for name in names:
        found |= party_words(name)
    return frozenset(found)


def _folded(text: str) -> str:
    plain = unicodedata.normalize("NFKD", text)
    plain = "".join(c for c in plain if not unicodedata.combining(c)).lower().replace("’", "'")
    plain = re.sub(r"'s\b", "", plain)
    return re.sub(r"[^\w'.]+", " ", plain).replace("_", " ").strip()
