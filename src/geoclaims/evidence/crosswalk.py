"""Which categories of a dataset can stand for a claim's type: data in crosswalk.toml."""

import re
import tomllib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import lru_cache
from importlib.resources import files

import numpy as np
import numpy.typing as npt

from geoclaims.evidence.tables import NO_TYPE, Codes
from geoclaims.vocabulary import EVENT_TYPES, EventType, TypeAgreement

SAME, RELATED, OTHER = 2, 1, 0
AGREEMENT: tuple[TypeAgreement, ...] = ("other", "related", "same")


@dataclass(frozen=True, slots=True)
class TypeMatch:
    """The categories that agree with one claim type."""

    same: frozenset[str]
    related: frozenset[str]
    directional: bool = False
    """Either category may record the opposite change, so the actors must decide."""


@dataclass(frozen=True, slots=True)
class Crosswalk:
    """Categories by dataset kind; category names are compared folded, by their last part.

    A kind without a table has its categories read as claim types themselves, or as
    ACLED sub-event types, which plain tables often use.
    """

    types: Mapping[str, Mapping[str, EventType]]
    matches: Mapping[str, Mapping[EventType, TypeMatch]]
    never_same: frozenset[str] = frozenset()
    """Kinds that record mentions or traces, so that a record is never the claimed event itself."""
    lethal_only: frozenset[str] = frozenset()
    """Kinds that record events only where somebody died."""
    families: Mapping[str, Mapping[str, str]] = field(default_factory=dict)
    """By kind, the event type that each category is a part of: what an export can be asked for alone."""
    own: Mapping[str, EventType] = field(default_factory=dict)
    """Categories of one table that its user mapped."""

    def with_own(self, own: Mapping[str, EventType]) -> "Crosswalk":
        """The same crosswalk with a user's own categories added."""
        return replace(self, own={fold_category(k): v for k, v in own.items()})

    def type_of(self, kind: str, category: str) -> EventType | None:
        """The claim type a category is nearest to, or None."""
        key = fold_category(category)
        if key in self.own:
            return self.own[key]
        if kind in self.types:
            return self.types[kind].get(key)
        named: EventType | None = next((t for t in EVENT_TYPES if t.replace("_", " ") == key), None)
        return named or self.types["acled"].get(key)

    def type_codes(self, kind: str, categories: Sequence[str]) -> Codes:
        """``type_of`` each category as an index into EVENT_TYPES, NO_TYPE where there is none."""
        found = [self.type_of(kind, c) for c in categories]
        return np.array([NO_TYPE if t is None else EVENT_TYPES.index(t) for t in found], np.int8)

    def codes_type(self, kind: str, claimed: EventType, categories: Sequence[str]) -> bool:
        """Whether a dataset records this type of event, or one that is related, at all.

        Its codebook decides; without one, the ``categories`` that its rows have.
        """
        if kind in self.matches:
            return claimed in self.matches[kind]
        known = tuple(self.types.get(kind, ())) or categories
        return bool((self.agreement(kind, claimed, known) > OTHER).any())

    def holds_family(self, kind: str, claimed: EventType, categories: Sequence[str]) -> bool:
        """Whether some row is of an event type under which events of a claim type would stand."""
        rule = self.matches.get(kind, {}).get(claimed)
        if rule is None:
            return True
        families = self.families.get(kind, {})
        wanted = {families.get(c, c) for c in rule.same or rule.related}
        folded = (fold_category(c) for c in categories)
        return not wanted.isdisjoint(families.get(c, c) for c in folded)

    def may_code(self, kind: str, claimed: EventType) -> bool:
        """Whether no codebook rules out that a record of this kind of dataset is of this type."""
        codebook = kind in self.matches or bool(self.types.get(kind))
        return not codebook or self.codes_type(kind, claimed, ())

    def is_directional(self, kind: str, claimed: EventType) -> bool:
        """Whether a record of the same category may record the opposite change."""
        table = self.matches.get(kind, self.matches["acled"])
        return claimed in table and table[claimed].directional

    def agreement(self, kind: str, claimed: EventType, categories: Sequence[str]) -> npt.NDArray[np.int8]:
        """SAME, RELATED or OTHER for each category of a dataset."""
        codes = [self._agreement_of(kind, claimed, category) for category in categories]
        return np.array(codes, np.int8)

    def _agreement_of(self, kind: str, claimed: EventType, category: str) -> int:
        key = fold_category(category)
        if kind in self.matches and key not in self.own:
            rule = self.matches[kind].get(claimed)
            if rule is None:
                return OTHER
            return SAME if key in rule.same else RELATED if key in rule.related else OTHER
        recorded = self.type_of(kind, category)
        if recorded is None:
            return OTHER
        if recorded == claimed:
            return RELATED if kind in self.never_same else SAME
        rule = self.matches["acled"].get(claimed)
        kindred = {self.types["acled"].get(c) for c in rule.related} if rule else set()
        return RELATED if recorded in kindred else OTHER


def fold_category(category: str) -> str:
    """``Battles: Armed clash`` → ``armed clash``; case and underscores don't count."""
    return re.sub(r"[\s_]+", " ", category.rsplit(": ", 1)[-1]).strip().lower()


@lru_cache(maxsize=1)
def load_crosswalk() -> Crosswalk:
    """The crosswalk shipped with the package."""
    text = files("geoclaims.evidence").joinpath("crosswalk.toml").read_text(encoding="utf-8")
    data = tomllib.loads(text)
    types = {
        kind: {fold_category(category): claimed for category, claimed in table.items()}
        for kind, table in data["types"].items()
    }
    matches = {
        kind: {
            claimed: TypeMatch(
                frozenset(map(fold_category, rule["same"])),
                frozenset(map(fold_category, rule["related"])),
                rule.get("directional", False),
            )
            for claimed, rule in table.items()
        }
        for kind, table in data["match"].items()
    }
    families = {
        kind: {fold_category(category): family for family, many in table.items() for category in many}
        for kind, table in data["families"].items()
    }
    return Crosswalk(types, matches, frozenset(data["never_same"]), frozenset(data["lethal_only"]), families)
