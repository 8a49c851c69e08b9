"""Sentences as reports of armed conflict have them, made from templates for training the name tagger.

The names that fill a template are drawn at random (mention replacement, Dai & Adel 2020, "An analysis of
simple data augmentation for named entity recognition"), towns from all countries alike, and for half of
the towns the gazetteer keeps silent: a front line runs through villages that no gazetteer lists.
"""

import random
import re
import sqlite3
import tomllib
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from importlib.resources import files
from pathlib import Path

TEMPLATES = Path(__file__).parent / "train_reports.txt"
SHARE_UNKNOWN = 0.5
_SLOT = re.compile(r"\{(\w+)\}")
_LABELS = {
    "place": "LOC", "division": "LOC", "country": "LOC", "person": "PER", "family": "PER", "given": "PER",
    "group": "ORG",
}  # fmt: skip
_BODIES = (
    "Front", "Liberation Front", "Liberation Army", "Brigade", "Movement", "National Army",
    "Resistance Forces", "Defence Forces", "Council", "Observatory", "Red Cross", "Ministry of Defence",
    "Media Office", "Militia",
)  # fmt: skip
_ADJECTIVES = ("Northern", "Eastern", "Islamic", "United", "People's", "Free", "National", "Revolutionary")
_CAPITALS = "ABCDFGHIJKLMNPRSTUW"


@dataclass(frozen=True)
class Report:
    """A sentence, the names in it as (start, end, label), and those that no gazetteer shall know."""

    text: str
    spans: tuple[tuple[int, int, str], ...]
    unknown: frozenset[str]


class Names:
    """Names to draw from: places of a gazetteer file, and the word lists of the package."""

    def __init__(self, gazetteer: Path, rng: random.Random) -> None:
        self._rng = rng
        connection = sqlite3.connect(f"{gazetteer.absolute().as_uri()}?mode=ro", uri=True)
        try:
            self._towns: dict[str, list[str]] = {}
            self._of: dict[str, list[str]]
            self._peoples: list[str]
            for country, name in connection.execute(
                "SELECT country, name FROM place WHERE feature IN ('city', 'village') "
                "AND country IS NOT NULL ORDER BY id"
            ):
                self._towns.setdefault(country, []).append(name)
            self._of = {
                feature: [n for (n,) in connection.execute(
                    "SELECT name FROM place WHERE feature = ? ORDER BY id", (feature,))]
                for feature in ("admin1", "country")
            }  # fmt: skip
            self._peoples = [
                n for (n,) in connection.execute(
                    "SELECT DISTINCT name FROM name WHERE kind = 4 AND name IS NOT NULL ORDER BY name")
            ]  # fmt: skip
        finally:
            connection.close()
        self._given = _word_list("names_given.txt")
        self._family = _word_list("names_family.txt")
        table = tomllib.loads(files("geoclaims.claims").joinpath("lexicon/actors.toml").read_text("utf-8"))
        self._groups: list[str] = [
            n for a in table["actor"] if a["kind"] == "armed_group" for n in a["names"] if n[0].isupper()
        ]

    def draw(self, slot: str) -> str:
        """A name for a slot of a template."""
        rng = self._rng
        match slot:
            case "place":
                name = rng.choice(self._towns[rng.choice(list(self._towns))])
                return _plain(name) if rng.random() < 0.7 else name
            case "division":
                return _plain(rng.choice(self._of["admin1"]))
            case "country":
                return rng.choice(self._of["country"])
            case "people":
                return rng.choice(self._peoples)
            case "given":
                return rng.choice(self._given).title()
            case "family":
                return self._family_name()
            case "clan" | "weapon":
                return self._made_up()
            case "person":
                return f"{rng.choice(self._given).title()} {self._family_name()}"
            case "group":
                return self._group()
        raise ValueError(f"{TEMPLATES}: no slot is called {slot!r}")

    def _family_name(self) -> str:
        """A family name of the list or a made-up one, as lists lack most names of the world."""
        if self._rng.random() < 0.6:
            return self._rng.choice(self._family).title()
        return self._made_up()

    def _made_up(self) -> str:
        """A word that no list has: the halves of two names."""
        one, other = self._rng.choice(self._family), self._rng.choice(self._family)
        return (one[: len(one) // 2 + 1] + other[len(other) // 2 :]).title()

    def _group(self) -> str:
        rng = self._rng
        if rng.random() < 0.6:
            return rng.choice(self._groups)
        if rng.random() < 0.3:
            return "".join(rng.choice(_CAPITALS) for _ in range(rng.choice((2, 3, 3, 4))))
        if rng.random() < 0.3:
            return f"{rng.choice(('Los', 'Katiba', 'Radio', 'Jaysh', 'Liwa'))} {self._made_up()}"
        return f"{rng.choice(_ADJECTIVES)} {rng.choice(_BODIES)}"


def reports(names: Names, rng: random.Random, times: int) -> Iterator[Report]:
    """Every template filled ``times`` times."""
    lines = [line for line in TEMPLATES.read_text("utf-8").splitlines() if line and not line.startswith("#")]
    for _ in range(times):
        for line in lines:
            yield _filled(line, names, rng)


def _filled(template: str, names: Names, rng: random.Random) -> Report:
    text, at = "", 0
    spans: list[tuple[int, int, str]] = []
    unknown: set[str] = set()
    capitals = _SLOT.sub("", template).isupper()
    for slot in _SLOT.finditer(template):
        text += template[at : slot.start()]
        at = slot.end()
        name = names.draw(slot.group(1))
        if capitals:
            name = name.upper()
        if slot.group(1) in _LABELS:
            spans.append((len(text), len(text) + len(name), _LABELS[slot.group(1)]))
        if slot.group(1) == "place" and rng.random() < SHARE_UNKNOWN:
            unknown.add(name)
        text += name
    return Report(text + template[at:], tuple(spans), frozenset(unknown))


def _plain(name: str) -> str:
    kept = unicodedata.normalize("NFKD", name).replace("‘", "").replace("’", "'")
    return "".join(c for c in kept if not unicodedata.combining(c))


def _word_list(file: str) -> list[str]:
    lines = files("geoclaims.language").joinpath(file).read_text("utf-8").splitlines()
    return [line for line in lines if not line.startswith("#")]
